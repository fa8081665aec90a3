"""Undo and redo: every edit goes through here, as one named step in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.domain.edits import Change, Edit, Step
from kpidesk.domain.entities import AgendaItem, Commitment, Note, OneOnOne, Pin, Recognition, Topic
from kpidesk.services.locks import refuse_locked, touched
from kpidesk.storage import records

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpidesk.storage.database import Database


_TALK = frozenset({OneOnOne, AgendaItem, Note, Topic, Commitment, Recognition, Pin})
"""What is said and promised; no number rests on it."""


class History:
    """The steps that can be taken back, and those that were."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._done: list[Step] = []
        self._undone: list[Step] = []

    @property
    def undo_label(self) -> str | None:
        """What `undo` would take back, for the Edit menu."""
        return self._done[-1].label if self._done else None

    @property
    def redo_label(self) -> str | None:
        """What `redo` would do again."""
        return self._undone[-1].label if self._undone else None

    def do(self, label: str, edits: Iterable[Edit]) -> Change:
        """Carry out `edits` together and remember them under `label`.

        Raises:
            UserError: nothing was written; the history is as it was.
        """
        step = Step(label, tuple(edits))
        # Undo and redo pass: taking back the end of a one-on-one unlocks it.
        change = self._carry_out(step, guarded=True)
        if step.edits:
            self._done.append(step)
            self._undone.clear()
        return change

    def undo(self) -> Change:
        """Take back the last step; an empty change when there is none."""
        return self._move(self._done, self._undone)

    def redo(self) -> Change:
        """Do the step again that was taken back last; an empty change when there is none."""
        return self._move(self._undone, self._done)

    def forget(self) -> None:
        """Drop the history, after something that no single step can take back."""
        self._done.clear()
        self._undone.clear()

    def _move(self, source: list[Step], target: list[Step]) -> Change:
        if not source:
            return Change(frozenset())
        # A step on the redo list is stored inverted, so that both directions are the same move.
        step = source[-1].inverted()
        change = self._carry_out(step)
        source.pop()
        target.append(step)
        return change

    def _carry_out(self, step: Step, *, guarded: bool = False) -> Change:
        change = Change.of(step)
        with self._database.write(numbers=not change.kinds <= _TALK) as connection:
            if guarded:
                refuse_locked(connection, touched(step))
            records.apply(connection, step)
        return change
