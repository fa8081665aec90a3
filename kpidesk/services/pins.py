"""Pinning: what is to be on every agenda of a rep, until it is released."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kpidesk.domain.edits import Change, Edit
from kpidesk.domain.entities import AgendaItem, OneOnOne, Pin, Rep, new_id
from kpidesk.domain.errors import NotFoundError, UserError
from kpidesk.domain.pins import subject_of
from kpidesk.domain.terms import Section
from kpidesk.storage import records

if TYPE_CHECKING:
    import datetime as dt

    from kpidesk.services.history import History
    from kpidesk.storage.database import Database


MOST = 3
"""Pins of one rep: more would leave no room for what the numbers say."""


class PinService:
    """Reads and changes pins; every change is one step that can be undone."""

    def __init__(self, database: Database, history: History) -> None:
        self._database = database
        self._history = history

    def pins(self, rep: Rep, on: dt.date) -> list[Pin]:
        """What is pinned to the agendas of a rep on a day, oldest first."""
        with self._database.read() as connection:
            found = records.select(connection, Pin, "pinned_on", "id", rep_id=rep.id, released_on=None)
        return [each for each in found if each.pinned_on <= on]

    def pin(self, item: AgendaItem, on: dt.date) -> Change:
        """Keep what an agenda item is about on every agenda of its rep: its KPI, else its rule, else its words.

        Raises:
            UserError: It is pinned already, or as much is pinned as an agenda has room for.
        """
        with self._database.read() as connection:
            meeting = records.find(connection, OneOnOne, item.one_on_one_id)
            rep_id = meeting.rep_id if meeting else None
            pins = records.select(connection, Pin, rep_id=rep_id, released_on=None) if meeting else []
        if meeting is None:
            raise NotFoundError("This agenda item is no longer there. Look again, then repeat your change.")
        kpi_id = item.kpi_id if item.section is not Section.COMMITMENTS else None
        text, rule = ("", None) if kpi_id else subject_of(item)
        if any((each.text, each.rule, each.kpi_id) == (text, rule, kpi_id) for each in pins):
            raise UserError(f"“{item.title}” is pinned already; release it to take it off.")
        if len(pins) >= MOST:
            raise UserError(
                f"{MOST} points are pinned already, and an agenda has room for little more. Release one first."
            )
        new = Pin(new_id(), meeting.rep_id, on, text, rule, kpi_id)
        pinned = replace(item, evidence={**item.evidence, "pin": str(new.id)})
        return self._history.do(f"Pin “{item.title}”", [Edit(None, new), Edit(item, pinned)])

    def release(self, pin: Pin, title: str, on: dt.date) -> Change:
        """Let go of a pin; what is on an agenda already stays there. `title` names it for the Edit menu."""
        return self._history.do(f"Release “{title}”", [Edit(pin, replace(pin, released_on=on))])
