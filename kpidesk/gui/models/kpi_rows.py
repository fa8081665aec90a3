"""What the KPI list says of each KPI, from where the team stands."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QCoreApplication

from kpidesk.domain.columns import Basis, recent_width
from kpidesk.domain.team_standing import TeamStanding, adds_up, rolls_up, team_standing
from kpidesk.domain.terms import Aggregation, Cadence, Kind, Unit
from kpidesk.gui import formats
from kpidesk.gui.models.kpis_model import KpiRow

if TYPE_CHECKING:
    import datetime as dt

    from kpidesk.domain.board import Board
    from kpidesk.domain.calendars import FiscalCalendar
    from kpidesk.domain.entities import Kpi

_WEEKS_WORTH_SAYING = 13


def tr(text: str) -> str:
    """Translate a text of this module."""
    return QCoreApplication.translate("kpi_rows", text)


def rows(board: Board, on: dt.date, currency: str) -> list[KpiRow]:
    """One row for each KPI in use: leading first, each kind in the manager's order."""
    found = [_row(each, on, board.frame.calendar, currency) for each in standings(board)]
    return sorted(found, key=lambda row: (row.kpi.kind is Kind.LAGGING, row.kpi.position, row.kpi.name))


def standings(board: Board) -> list[TeamStanding]:
    """Where the team stands on each KPI, in the order of the board."""
    by_key = {made.kpi.key: made for made in board.columns}
    found = []
    for at, made in enumerate(board.columns):
        quota = by_key.get(made.kpi.numerator_key or "") if made.kpi.is_share_of_target else None
        listed = board.listed[:, at]
        # A KPI that is on nobody's scorecard, as while it is tried out, is told over all who have values.
        whose = listed if listed.any() else np.ones(len(listed), bool)
        found.append(team_standing(made, whose, board.frame.on, None if quota is None else quota.target))
    return found


def value_text(value: float, kpi: Kpi, currency: str) -> str:
    """A value as list and summary print it: averages keep one decimal, so that they line up."""
    if math.isnan(value):
        return formats.MISSING
    if kpi.unit in {Unit.COUNT, Unit.SCORE} and abs(value) < 100 and not adds_up(kpi):
        return formats.fixed(value)
    return formats.amount(value, kpi.unit, currency)


def noun(kpi: Kpi, currency: str) -> str:
    """What one unit is called: "calls", "EUR", "hours"; empty for shares and scores."""
    if kpi.noun:
        return kpi.noun
    names = {
        Unit.COUNT: kpi.name[:1].lower() + kpi.name[1:],
        Unit.CURRENCY: currency,
        Unit.CURRENCY_PER_DAY: formats.fill(tr("%1 a day"), currency),
        Unit.HOURS: tr("hours"),
        Unit.MINUTES: tr("minutes"),
        Unit.DAYS: tr("days"),
        Unit.PERCENT: tr("percent"),
        Unit.RATIO: tr("ratio"),
        Unit.SCORE: tr("points"),
    }
    return names[kpi.unit]


def _row(standing: TeamStanding, on: dt.date, calendar: FiscalCalendar, currency: str) -> KpiRow:
    kpi = standing.kpi
    phrase = _phrase(standing, on, calendar, currency)
    if not standing.weeks:
        # In the running week there may be a value already.
        phrase = tr("no values yet") if math.isnan(standing.value) and rolls_up(kpi) else phrase
    elif standing.weeks < _WEEKS_WORTH_SAYING:
        weeks = tr("%1 weeks of data") if standing.weeks > 1 else tr("%1 week of data")
        phrase = f"{phrase}, {formats.fill(weeks, str(standing.weeks))}"
    aim = standing.expected if standing.basis is Basis.TO_DATE else standing.target
    of = "" if math.isnan(aim) else formats.fill(tr("of %1"), formats.amount(aim, kpi.unit, currency))
    return KpiRow(kpi, standing.status, phrase, value_text(standing.value, kpi, currency), of)


def _phrase(standing: TeamStanding, on: dt.date, calendar: FiscalCalendar, currency: str) -> str:
    kpi = standing.kpi
    if not rolls_up(kpi):
        return tr("cannot be rolled up")
    if standing.basis is Basis.TO_DATE:
        period = formats.running_period(standing.cadence, on, calendar, short=True)
        if kpi.is_share_of_target:
            return formats.fill(tr("of %1 quota, pace"), period)
        words = [formats.fill(tr("%1 in %2"), noun(kpi, currency), period)]
        words += [tr("team")] * adds_up(kpi) + [tr("pace")] * (not math.isnan(standing.expected))
        return ", ".join(words)
    if kpi.aggregation is Aggregation.RATIO:
        return formats.fill(tr("last %1 weeks"), str(recent_width(kpi, standing.cadence)))
    if standing.basis is Basis.NEWEST:
        newest = formats.fill(tr("%1, newest"), noun(kpi, currency))
        reps = tr("%1 reps older than a week") if standing.stale > 1 else tr("%1 rep older than a week")
        old = formats.fill(reps, formats.number(standing.stale))
        return f"{newest}, {old}" if standing.stale else newest
    phrase = f"{noun(kpi, currency)} {formats.a_period(Cadence.WEEK)}"
    return f"{phrase}, {tr('team')}" if adds_up(kpi) else phrase
