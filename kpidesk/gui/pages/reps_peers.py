"""Where a rep stands among peers, in words without names, on the manager's own page only (domain brief 2.12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.domain.cohorts import TENURED, tenure
from kpidesk.domain.peers import Side
from kpidesk.domain.terms import Direction
from kpidesk.gui import formats
from kpidesk.gui.pages.reps_standing import tr

if TYPE_CHECKING:
    import datetime as dt

    from kpidesk.domain.entities import Rep
    from kpidesk.domain.peers import Funnel, Peers, Place


def peer_words(found: Peers, rep: Rep, on: dt.date, currency: str) -> str:
    """The place, no finer than the cohort allows; of a rate whether chance alone explains it."""
    n = found.funnel.n if found.funnel else found.place.n if found.place else 0
    whom = _cohort(rep, n, on)
    if found.funnel is not None:
        return _beside(found.funnel, whom)
    if found.place is None:
        return ""
    middle = formats.amount(found.middle, found.kpi.unit, currency)
    said = formats.fill(tr("%1 of %2, whose middle is %3."), _place(found.place), whom, middle)
    if found.kpi.direction is Direction.DOWN and found.place.side is not Side.MIDDLE:
        said = f"{said} {tr('Less is better.')}"
    return said


def _cohort(rep: Rep, n: int, on: dt.date) -> str:
    """Who is looked at, the rep included: "8 reps in the role AE"."""
    said = tr("%1 reps in the role %2") if rep.role else tr("%1 reps")
    said = formats.fill(said, str(n), rep.role or "")
    if rep.hired_on is not None and tenure(rep.hired_on, on) < TENURED:
        return formats.fill(tr("%1 hired in the same month"), said)
    return said


def _place(place: Place) -> str:
    if place.side is Side.MIDDLE:
        return tr("At the middle")
    if place.percentile is not None:
        return formats.fill(tr("Above about %1"), formats.percent(place.percentile / 100))
    if place.quartile == 1:
        return tr("In the lowest quarter")
    if place.quartile == 4:
        return tr("In the highest quarter")
    return tr("Above the middle") if place.side is Side.ABOVE else tr("Below the middle")


def _beside(funnel: Funnel, whom: str) -> str:
    rate, cases = formats.percent(funnel.rate), formats.number(funnel.cases, 0)
    low, high = (formats.percent(edge) for edge in (funnel.outer if funnel.strong else funnel.inner))
    said = {
        Side.MIDDLE: tr("As %1 of %2 together: for %3 cases, %4 to %5 can be chance."),
        Side.ABOVE: tr("Above the %1 of %2 together: for %3 cases, %4 to %5 would be chance."),
        Side.BELOW: tr("Below the %1 of %2 together: for %3 cases, %4 to %5 would be chance."),
    }[funnel.side]
    return formats.fill(said, rate, whom, cases, low, high)
