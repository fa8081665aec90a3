"""What the mirror is made of: shared words, times, and the rep's own numbers.

Prompts, reasons, the evidence of rules with what it knows of other reps, and private notes are not in it, so that
nothing made of it can tell them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpidesk.domain.entities import Id
from kpidesk.domain.terms import Owner
from kpidesk.gui.models.agenda_model import tr
from kpidesk.gui.models.item_kpis import ItemKpi, item_kpis

if TYPE_CHECKING:
    from kpidesk.domain.entities import Commitment
    from kpidesk.domain.standing import Scorecard
    from kpidesk.services.shared import SharedView


@dataclass(frozen=True, slots=True)
class Point:
    """An agenda item, or the talk as a whole: what was noted on it to be shared, and the KPIs it rests on."""

    id: Id | None
    title: str
    minutes: float
    checked: bool
    notes: tuple[str, ...]
    kpis: tuple[ItemKpi, ...]


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was agreed, who does it, and by when."""

    text: str
    who: str
    due: dt.date | None


@dataclass(frozen=True, slots=True)
class MirrorView:
    """One one-on-one as its rep may see it."""

    rep: str
    on: dt.date
    minutes: int
    currency: str
    points: tuple[Point, ...]
    general: Point
    """The talk as a whole."""
    agreed: tuple[Agreed, ...]

    def point(self, ident: Id | None) -> Point:
        """An item by its id; the talk as a whole for none."""
        return next((each for each in self.points if each.id == ident), self.general)


def mirror_view(view: SharedView, card: Scorecard, currency: str) -> MirrorView:
    """What is shared of a one-on-one, with the KPIs its items rest on as a scorecard has them."""
    notes: dict[Id | None, list[str]] = {}
    for note in view.notes:
        notes.setdefault(note.agenda_item_id, []).append(note.text)
    points = tuple(
        Point(each.id, each.title, each.minutes, each.checked, tuple(notes.get(each.id, ())), item_kpis(each, card))
        for each in view.items
    )
    general = Point(None, tr("General notes"), 0, checked=False, notes=tuple(notes.get(None, ())), kpis=())
    agreed = tuple(_agreed(each, view) for each in view.commitments)
    return MirrorView(view.rep.name, view.meeting.on, view.meeting.minutes, currency, points, general, agreed)


def _agreed(commitment: Commitment, view: SharedView) -> Agreed:
    rep = view.rep
    who = rep.first_name if commitment.owner is Owner.REP else rep.manager or tr("Your manager")
    return Agreed(commitment.text, who, commitment.due)
