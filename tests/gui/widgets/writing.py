"""Somebody who writes into several notes at once, at random, and a plain dictionary that says what must be kept."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from kpidesk.domain.terms import Visibility
from kpidesk.gui.widgets.note_editor import NoteEditor
from kpidesk.gui.widgets.note_saver import Draft, NoteSaver

if TYPE_CHECKING:
    from kpidesk.domain.entities import Id, Note, Rep
    from kpidesk.services.desk import Desk

NOW = dt.datetime(2026, 8, 20, 12, tzinfo=dt.UTC)
_WORDS = ("call ", "Maya ", "\n", "- [ ] ", "é", "## ", "10 a week ", "“so” ", "👍")


class Writer:
    """Types, goes back, pastes, takes back, turns to another note, and leaves, over a real file."""

    def __init__(self, desk: Desk, rep: Rep, seed: int) -> None:
        self._desk, self._rep = desk, rep
        self._chance = random.Random(seed)  # noqa: S311
        self.saver = NoteSaver(lambda ident, base, text: desk.meetings.save_note(ident, base, text, NOW), _raise)
        self.editor = NoteEditor(self.saver)
        self.drafts = [self._draft(key) for key in range(4)]
        self.said = dict.fromkeys(range(4), "")
        """What stands in each note, by key."""
        self._stood: dict[int, set[str]] = {key: {""} for key in range(4)}
        """What stood there at any time."""
        self._turn()

    def act(self) -> None:
        """One step, and at times a look at what else is to be done."""
        step = self._chance.choices(
            (self._type, self._rub_out, self._take_back, self._turn, self.saver.save_now, self.saver.flush, _events),
            (40, 3, 8, 14, 6, 2, 20),
        )[0]
        step()

    def finish(self) -> dict[int, str]:
        """Save all that is left; what the file holds of each note."""
        assert self.saver.flush()
        kept = {draft.note.id: key for key, draft in enumerate(self.drafts) if draft.note}
        notes = self._desk.meetings.notes(self._rep)
        assert {note.id for note in notes} == set(kept), "a note too many or too few"
        return dict.fromkeys(range(4), "") | {kept[note.id]: note.text for note in notes}

    def _type(self) -> None:
        text = self._chance.choice(_WORDS)
        self.editor.moveCursor(QTextCursor.MoveOperation.End)
        self._will_say(self.said[self._key] + text)
        self.editor.insertPlainText(text)

    def _rub_out(self) -> None:
        self._will_say("")
        self.editor.selectAll()
        self.editor.textCursor().removeSelectedText()

    def _take_back(self) -> None:
        self.editor.undo()
        # How much is taken back at once is Qt's affair; that it stood here before is ours.
        assert self.editor.source() in self._stood[self._key], "the text of another note came back"
        self.said[self._key] = self.editor.source()

    def _turn(self) -> None:
        self._key = self._chance.randrange(4)
        self.editor.open(self.drafts[self._key])
        assert self.editor.source() == self.said[self._key], "the note of another is shown"

    def _will_say(self, text: str) -> None:
        self.said[self._key] = text
        self._stood[self._key].add(text)

    def _draft(self, key: int) -> Draft:
        def begin(ident: Id, text: str) -> Note:
            return self._desk.meetings.add_note(self._rep, text, Visibility.PRIVATE, NOW, ident=ident)

        return Draft(key, begin)


def _events() -> None:
    QCoreApplication.processEvents()
    QTest.qWait(1)


def _raise(error: Exception) -> None:
    raise error
