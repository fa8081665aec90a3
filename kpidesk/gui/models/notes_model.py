"""The notes of one one-on-one, to be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from typing_extensions import override

from kpidesk.domain.amendments import is_amendment
from kpidesk.domain.entities import Note
from kpidesk.domain.terms import Visibility
from kpidesk.gui import formats
from kpidesk.gui.models.list_model import ListModel
from kpidesk.gui.roles import Role

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from kpidesk.domain.entities import AgendaItem, Id, OneOnOne, Rep
    from kpidesk.gui.models.rows_model import Answers


def tr(text: str) -> str:
    """Translate a text of the notes."""
    return QCoreApplication.translate("notes", text)


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note with the words around it."""

    note: Note
    title: str
    """Whom it is for: "Shared with Maya", "Private to you"."""
    meta: str
    """What it is about."""

    @property
    def private(self) -> bool:
        """Whether only the manager may see it."""
        return self.note.visibility is Visibility.PRIVATE


def note_rows(notes: Iterable[Note], items: Mapping[Id, AgendaItem], rep: Rep, meeting: OneOnOne) -> list[NoteRow]:
    """Notes in the order of the agenda, shared before private, each with its amendments below; empty ones are left out.

    An amendment to a note that is not among them stands where that would be.
    """
    places = {ident: at for at, ident in enumerate(items)}
    last = len(places)
    shown = [note for note in notes if note.text.strip()]
    roots = {note.id: note for note in shown}

    def place(note: Note) -> tuple[int, bool, bool, dt.datetime, dt.datetime]:
        root = roots.get(note.amends_id, note) if note.amends_id else note
        at = places.get(root.agenda_item_id, last) if root.agenda_item_id else last
        later = note is root and is_amendment(note, meeting)
        return at, root.visibility is Visibility.PRIVATE, later, root.created_at, note.created_at

    shown.sort(key=place)
    return [NoteRow(note, title_of(note.visibility, rep), _about(note, items, meeting)) for note in shown]


def title_of(visibility: Visibility, rep: Rep) -> str:
    """Whom a note is for."""
    if visibility is Visibility.PRIVATE:
        return tr("Private to you")
    return formats.fill(tr("Shared with %1"), rep.first_name)


def _about(note: Note, items: Mapping[Id, AgendaItem], meeting: OneOnOne) -> str:
    item = items.get(note.agenda_item_id) if note.agenda_item_id else None
    about = item.title if item else tr("General")
    if not is_amendment(note, meeting):
        return about
    return formats.fill(tr("Amendment of %1. %2"), formats.dated(note.created_at.astimezone().date()), about)


class NotesModel(ListModel[NoteRow]):
    """Notes by row: TITLE, META and the source text as DisplayRole. What is not handed in, is not in it."""

    @override
    def _answers(self, row: NoteRow) -> Answers:
        return {
            Qt.ItemDataRole.DisplayRole: row.note.text,
            Qt.ItemDataRole.AccessibleTextRole: f"{row.title}, {row.meta}: {row.note.text}",
            Role.ENTITY: row.note,
            Role.TITLE: row.title,
            Role.META: row.meta,
            Role.SORT: row.note.created_at,
            Role.ARCHIVED: row.private,
        }
