"""How a value compares with the same days of the year before, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.domain.columns import Basis
from kpidesk.domain.days import to_date
from kpidesk.domain.running import DAYS_A_WEEK
from kpidesk.domain.terms import Aggregation, Unit
from kpidesk.gui import formats
from kpidesk.gui.pages.reps_standing import tr

if TYPE_CHECKING:
    from kpidesk.domain.standing import Standing
    from kpidesk.domain.year_before import YearBefore


def year_words(found: YearBefore, standing: Standing, currency: str) -> str:
    """The same days of the year before; of what adds up, by the days worked in them (domain brief 2.1)."""
    kpi, per = found.kpi, 1.0
    said = tr("%1 from %3 to %4. Now %2: %7.")
    if kpi.aggregation is Aggregation.SUM and standing.basis is Basis.RECENT_WEEKS:
        per = DAYS_A_WEEK
        said = tr("%1 in a week of work, from %3 to %4. Now %2: %7.")
    elif kpi.aggregation is Aggregation.SUM:
        said = tr("%1 on %5 days of work, from %3 to %4. Now %2 on %6: %7 a day.")
    sides = ((found.before, found.days_before), (found.now, found.days_now))
    shown = (value / days * per if per > 1 else value for value, days in sides)
    before, now = (formats.amount(each, kpi.unit, currency) for each in shown)
    first, last = formats.dated(to_date(found.first)), formats.dated(to_date(found.end - 1))
    days = (formats.number(each) for each in (found.days_before, found.days_now))
    return formats.fill(said, before, now, first, last, *days, _change(found))


def _change(found: YearBefore) -> str:
    """The change in words: "12% more", "3 points less"."""
    points = found.kpi.unit is Unit.PERCENT
    much = abs(round(found.change * 100))
    if not much:
        return tr("about the same")
    amount = tr("%1 points") if points and much != 1 else tr("%1 point") if points else "%1%"
    more = tr("%1 more") if found.change > 0 else tr("%1 less")
    return formats.fill(more, formats.fill(amount, formats.number(much)))
