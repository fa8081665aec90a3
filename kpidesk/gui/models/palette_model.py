"""What the command palette lists: headings, and under each what fits, the best first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, Qt
from typing_extensions import override

from kpidesk.domain.terms import Status
from kpidesk.gui import words
from kpidesk.gui.models.list_model import ListModel
from kpidesk.gui.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpidesk.gui.models.rows_model import Answers

Index = QModelIndex | QPersistentModelIndex


class Kind(StrEnum):
    """What an entry is; the order is the one in which equally good ones are shown."""

    NOW = "now"
    REP = "rep"
    KPI = "kpi"
    MEETING = "meeting"
    COMMAND = "command"
    PAGE = "page"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something the palette offers.

    `key` tells it from all others over restarts and says nothing about anybody; without one it is not remembered.
    """

    kind: Kind
    key: str
    label: str
    run: Callable[[], object]
    meta: str = ""
    keys: str = ""
    """The shortcut, as `QKeySequence` reads it."""
    icon: str = ""
    """Without one the initials of the label stand in a ring."""
    marks: tuple[tuple[int, int], ...] = ()
    """Letters of the label that were typed, as (begin, end)."""
    private: bool = False
    status: Status | None = None
    """How a rep stands."""


def tr(text: str) -> str:
    """Translate a text of the palette."""
    return QCoreApplication.translate("palette", text)


def heading(kind: Kind) -> str:
    """What stands over the entries of a kind."""
    names = {
        Kind.NOW: tr("Suggested now"),
        Kind.REP: tr("Reps"),
        Kind.KPI: tr("KPIs"),
        Kind.MEETING: tr("One-on-ones"),
        Kind.COMMAND: tr("Commands"),
        Kind.PAGE: tr("Pages and settings"),
        Kind.TEXT: tr("Notes, agendas and commitments"),
    }
    return names[kind]


class PaletteModel(ListModel[str | Entry]):
    """Headings (plain texts) and entries by row; headings cannot be chosen."""

    def show_groups(self, groups: Iterable[tuple[str, Iterable[Entry]]]) -> None:
        """Show other groups, each a heading and its entries."""
        rows: list[str | Entry] = []
        for title, entries in groups:
            rows += [title, *entries]
        self.set_rows(rows)

    @property
    def entries(self) -> list[Entry]:
        """The entries in sight, without the headings."""
        return [row for row in self._rows if isinstance(row, Entry)]

    def entry_at(self, row: int) -> Entry | None:
        """The entry of a row; None for a heading."""
        found = self.row_at(row)
        return found if isinstance(found, Entry) else None

    def next_row(self, row: int, step: int) -> int:
        """The row of the entry `step` entries on or back, going round at the ends; -1 without any."""
        rows = [at for at, each in enumerate(self._rows) if isinstance(each, Entry)]
        if not rows:
            return -1
        at = rows.index(row) + step if row in rows else 0
        # One step goes round; a page stops at the end.
        at = at % len(rows) if abs(step) == 1 else min(max(at, 0), len(rows) - 1)
        return rows[at]

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        heading = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        return heading | Qt.ItemFlag.ItemIsSelectable if self.entry_at(index.row()) else heading

    @override
    def _answers(self, row: str | Entry) -> Answers:
        title, said = (row, row) if isinstance(row, str) else (row.label, spoken(row))
        return {
            Qt.ItemDataRole.DisplayRole: title,
            Qt.ItemDataRole.AccessibleTextRole: said,
            Role.ENTITY: row,
        }


def spoken(entry: Entry) -> str:
    """An entry as a screen reader says it."""
    private = tr("private to you") if entry.private else ""
    status = words.status_name(entry.status) if entry.status else ""
    return ", ".join(part for part in (entry.label, private, status, entry.meta, entry.keys) if part)
