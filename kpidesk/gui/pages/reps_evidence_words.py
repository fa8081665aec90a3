"""What stands behind one line of a scorecard, in words: n, target, status, trend, pattern, peers, source, outlook."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpidesk.domain.coaching_target import CoachingTarget
from kpidesk.domain.columns import FEWEST_WEEKS, Basis, recent_width
from kpidesk.domain.evidence import cases, silent, weeks_behind, weeks_known
from kpidesk.domain.measures import PER_KPI
from kpidesk.domain.outlook import Outlook
from kpidesk.domain.peers import Peers
from kpidesk.domain.terms import Cadence, Direction, KpiClass, Status, Trend
from kpidesk.domain.trends import SHORTEST
from kpidesk.domain.wording import flows
from kpidesk.domain.year_before import YearBefore
from kpidesk.gui import formats, words
from kpidesk.gui.charts import series_words
from kpidesk.gui.charts.series import of_standing
from kpidesk.gui.models import coaching_words, value_words
from kpidesk.gui.models.reps_rows import value_of_target
from kpidesk.gui.pages.reps_outlook import outlook_rows
from kpidesk.gui.pages.reps_peers import peer_words
from kpidesk.gui.pages.reps_standing import tr
from kpidesk.gui.pages.reps_year_before import year_words
from kpidesk.services.value_grid import ValueGrid

if TYPE_CHECKING:
    from kpidesk.domain.calendars import FiscalCalendar
    from kpidesk.domain.standing import Scorecard, Standing
    from kpidesk.gui.charts.series import KpiSeries

_WEEK_NAMES_DAYS = 182
"""Days back to which the number of a week says which one is meant."""
_WEEKLY = {Cadence.DAY, Cadence.WEEK}
_CAP = 2.0
"""Attainment from which no exact number is shown (domain brief 2.5)."""


@dataclass(frozen=True, slots=True, eq=False)
class Beyond:
    """What the scorecard itself does not know; None where there is nothing to say."""

    coaching: CoachingTarget | None = None
    grid: ValueGrid | None = None
    """The values of the rep, by the periods of the target."""
    peers: Peers | None = None
    outlook: Outlook | None = None
    year_before: YearBefore | None = None


def rows(
    standing: Standing, card: Scorecard, currency: str, calendar: FiscalCalendar, beyond: Beyond | None
) -> list[tuple[str, str]]:
    """Labels and sentences, what is known of the past before what may come; `beyond` is None while it is read."""
    more = beyond or Beyond()
    found = [
        (tr("Value"), _value(standing, card, currency, calendar)),
        (tr("Target"), _target(standing, card, currency, more.coaching)),
        (tr("Status"), _status(standing, card)),
        (tr("Trend"), _trend(standing)),
        (tr("Pattern"), _pattern(standing, card, currency, more.grid)),
        (tr("Year before"), "" if more.year_before is None else year_words(more.year_before, standing, currency)),
        (tr("Peers"), "" if more.peers is None else peer_words(more.peers, card.rep, card.on, currency)),
        (tr("Data"), _data(standing, card, calendar, more.grid)),
        *([] if more.outlook is None else outlook_rows(more.outlook, currency)),
    ]
    if beyond is None:
        found.append((tr("More"), tr("Reading…")))
    return [(label, text) for label, text in found if text]


def _value(standing: Standing, card: Scorecard, currency: str, calendar: FiscalCalendar) -> str:
    if standing.value is None:
        quiet = silent(standing, card.on, calendar)
        return _silence(standing) if quiet else tr("Too few recent values for a mean.")
    value, _target = value_of_target(standing, currency)
    counted = cases(standing)
    if counted is not None:
        said = value if standing.small else f"{value}, {series_words.rate(counted.hits, counted.of)}"
        said = formats.fill(_over(standing), said)
        if not counted.few:
            return f"{said}."
        low, high = formats.percent(counted.low), formats.percent(counted.high)
        return formats.fill(tr("%1. So few cases can mean %2 to %3."), said, low, high)
    if standing.basis is Basis.TO_DATE:
        period = formats.running_period(standing.cadence, card.on, calendar)
        detail = standing.pace_detail
        said = formats.fill(tr("%1 so far in %2."), value, period)
        if detail is not None:
            over = formats.percent(detail.elapsed)
            said = formats.fill(tr("%1 so far in %2, %3 of its days are over."), value, period, over)
        if standing.estimated:
            said = f"{said} {tr('Estimated: a week over its edge is split by days worked.')}"
        return said
    if flows(standing.kpi):
        value = f"{value} {formats.a_period(standing.cadence)}"
    return f"{formats.fill(_over(standing), value)}."


def _over(standing: Standing) -> str:
    """Which time a value covers, as a template: "%1, mean of 3 of the last 4 weeks"."""
    if standing.basis is Basis.NEWEST:
        newest = formats.day(standing.last_value_on)
        return formats.fill(tr("%1, the newest value, of %2"), "%1", newest)
    width = recent_width(standing.kpi, standing.cadence)
    known = weeks_behind(standing, width)
    if known == width:
        return formats.fill(tr("%1 over the last %2 weeks"), "%1", str(width))
    if not known:
        return tr("%1, the newest value")
    return formats.fill(tr("%1 over %2 of the last %3 weeks, the others have none"), "%1", str(known), str(width))


def _target(standing: Standing, card: Scorecard, currency: str, coaching: CoachingTarget | None) -> str:
    if standing.target is None:
        return tr("None yet. It is set on the KPIs page.")
    _now, target = value_of_target(standing, currency)
    if flows(standing.kpi):
        target = f"{target} {formats.a_period(standing.cadence)}"
    if coaching is None:
        return f"{target}."
    how = coaching_words.sentence(coaching, standing.kpi, card.rep.first_name, currency)
    if math.isclose(coaching.value, standing.target):
        return how
    return formats.fill(tr("%1 over the last 4 weeks. %2"), target, how)


def _status(standing: Standing, card: Scorecard) -> str:
    if standing.status is Status.NONE:
        return formats.fill(tr("Not judged: %1."), _unjudged(standing))
    reached, status = _reached(standing), words.status_name(standing.status)
    if standing.basis is Basis.TO_DATE:
        detail = standing.pace_detail
        usual = "" if detail is None else formats.fill(tr(", %1 is usual by now"), formats.percent(detail.reached))
        return formats.fill(tr("%1: %2%3."), status, reached, usual)
    said = formats.fill(tr("%1 for a year or more: %2."), status, reached)
    start = standing.status_since
    if start is not None:
        long = (card.on - start).days > _WEEK_NAMES_DAYS
        since = formats.dated(start) if long else value_words.period_name(start, Cadence.WEEK)
        said = formats.fill(tr("%1 since %2: %3."), status, since, reached)
    return f"{said} {_held(standing)}".strip()


def _held(standing: Standing) -> str:
    """Why a status lasts that a fresh look at the attainment would not give (domain brief 2.7)."""
    share, left = standing.attainment or 0.0, PER_KPI
    if standing.status is Status.RISK and left.enter_risk <= share < left.leave_risk:
        return formats.fill(tr("It is left from %1 on."), formats.percent(left.leave_risk))
    return ""


def _reached(standing: Standing) -> str:
    share = standing.attainment or 0.0
    shown = formats.percent(share) if share <= _CAP else formats.fill(tr("over %1"), formats.percent(_CAP))
    up = standing.kpi.direction is Direction.UP
    return formats.fill(tr("%1 of target") if up else tr("attainment %1"), shown)


def _unjudged(standing: Standing) -> str:
    early = standing.basis is Basis.TO_DATE and standing.pace is None
    reasons = (
        (standing.value is None, tr("no recent values")),
        (standing.target is None, tr("there is no target to hold it against")),
        (standing.weeks < FEWEST_WEEKS, tr("fewer than 4 weeks of data")),
        (standing.small, tr("too few cases")),
        (early, tr("too early in the period")),
        (standing.kpi.kpi_class is KpiClass.OUTCOME, tr("results are not judged during the ramp-up")),
    )
    return next((why for holds, why in reasons if holds), tr("too few values in a row"))


def _trend(standing: Standing) -> str:
    if standing.kpi.is_share_of_target:
        return ""
    known, _weeks = weeks_known(standing)
    said = {
        Trend.RISING: tr("Likely rising over %1 weeks."),
        Trend.FALLING: tr("Likely falling over %1 weeks."),
        Trend.STEADY: tr("No clear trend over %1 weeks."),
    }
    if standing.trend is None:
        return formats.fill(tr("Too few weeks to tell: %1, it takes %2."), str(known), str(SHORTEST))
    return formats.fill(said[standing.trend], str(known))


def _pattern(standing: Standing, card: Scorecard, currency: str, grid: ValueGrid | None) -> str:
    """Usual range, capability and streak, the latter two by the periods the target is set for."""
    series: KpiSeries | None = of_standing(standing, card.week_starts, currency)
    if standing.basis is Basis.TO_DATE:
        series = None if grid is None else _by_period(grid, currency)
    said = series_words.findings(series) if series is not None else ""
    limits = standing.limits
    if limits is None or (series is not None and series.capability is not None):
        return said
    shown = (formats.amount(each, standing.kpi.unit, currency) for each in (limits.lower, limits.upper))
    return f"{formats.fill(tr('A week usually lands between %1 and %2.'), *shown)} {said}".strip()


def _by_period(grid: ValueGrid, currency: str) -> KpiSeries:
    from kpidesk.gui.charts.trend_data import rep_course

    return rep_course(grid, 0, currency, judged=True)


def _data(standing: Standing, card: Scorecard, calendar: FiscalCalendar, grid: ValueGrid | None) -> str:
    newest = formats.fill(tr("Newest day %1."), formats.weekday(standing.last_value_on))
    said = _silence(standing) if silent(standing, card.on, calendar) else newest
    known, weeks = weeks_known(standing)
    if known and known < weeks and not standing.kpi.is_share_of_target and standing.kpi.cadence in _WEEKLY:
        gaps = formats.fill(tr("No values in %1 of the last %2 weeks."), str(weeks - known), str(weeks))
        said = f"{said} {gaps}"
    source = value_words.sources(grid) if grid is not None and standing.last_value_on is not None else ""
    return f"{said} {source[:1].upper()}{source[1:]}{'.' * bool(source)}".strip()


def _silence(standing: Standing) -> str:
    if standing.last_value_on is None:
        return tr("No values yet.")
    return formats.fill(tr("No values since %1."), formats.day(standing.last_value_on))
