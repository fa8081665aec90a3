"""What needs attention, line by line: late one-on-ones, leading KPIs that slip, promises left alone, old numbers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from kpidesk.domain.attention import goes_wrong, idle_days, is_stale, missed_weeks, slipping
from kpidesk.domain.board import Quadrant
from kpidesk.domain.entities import OneOnOne, Rep
from kpidesk.domain.terms import Aggregation, Status
from kpidesk.domain.wording import inline
from kpidesk.gui import formats
from kpidesk.gui.models.reps_rows import late_status, value_of_target
from kpidesk.gui.pages.reps_insight import moved

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence

    from kpidesk.domain.entities import Id, Kpi
    from kpidesk.domain.standing import Standing
    from kpidesk.gui.models.reps_rows import RepRow
    from kpidesk.gui.models.team_data import TeamData
    from kpidesk.services.team import Freshness

_FLOWS = frozenset({Aggregation.SUM, Aggregation.DISTINCT})
SHOWN = 5
"""Lines of a group; the others are counted and found on the Reps page."""


def tr(text: str) -> str:
    """Translate a text of the card."""
    return QCoreApplication.translate("attention", text)


class Way(Enum):
    """What the button of a line does."""

    SCHEDULE = "schedule"
    MOVE = "move"
    LOOK = "look"
    AGENDA = "agenda"
    """It is on the agenda of the next one-on-one already."""
    ASK = "ask"
    IMPORT = "import"
    TARGETS = "targets"


@dataclass(frozen=True, slots=True)
class Concern:
    """One line."""

    rep: Rep | None
    """None where it is about everybody."""
    status: Status
    title: str
    meta: str
    way: Way
    meeting: OneOnOne | None = None
    """The one-on-one to be moved."""


def concerns(
    data: TeamData,
    fresh: Freshness | None = None,
    on_agenda: Callable[[Rep, Kpi], bool] | None = None,
    behind: Sequence[OneOnOne] = (),
) -> list[tuple[str, list[Concern]]]:
    """The groups that have something in them, the worst of each first.

    Args:
        data: The team on the day.
        fresh: The newest import, if there was one.
        on_agenda: Whether the next one-on-one with a rep has a KPI on its agenda; asked for the lines in sight.
        behind: One-on-ones that were planned for a day that is over and never began.
    """
    late = sorted((row for row in data.rows if row.overdue), key=lambda row: -row.rhythm.overdue_days)
    names = _names(data)
    waiting = {each.rep_id for each in behind}
    never = [row for row in data.rows if not row.rhythm.begun and row.rep.id not in waiting]
    groups = [
        (tr("Planned, not started"), [_left(row, each) for each in behind if (row := data.row(each.rep_id))]),
        (tr("Overdue one-on-ones"), [_overdue(row) for row in late]),
        (tr("Reps without a one-on-one"), [_never(row) for row in never]),
        (tr("Slipping leading KPIs"), _slips(data, names, on_agenda)),
        (tr("Stale commitments"), _stale(data, names)),
        (tr("No targets"), _no_target(data)),
        (tr("Old numbers"), _old(fresh)),
    ]
    return [group for group in groups if group[1]]


def _slips(data: TeamData, names: Mapping[Id, str], on_agenda: Callable[[Rep, Kpi], bool] | None) -> list[Concern]:
    """The worst leading KPI of each rep who has one, those first whose results still look well."""
    slips = [(row, found) for row in data.rows if (found := _worst(row)) is not None]
    slips.sort(key=lambda pair: (not _fools(pair[0]), not goes_wrong(pair[1]), pair[1].attainment or 0.0))
    ways = [
        Way.AGENDA if at < SHOWN and on_agenda is not None and on_agenda(row.rep, found.kpi) else Way.LOOK
        for at, (row, found) in enumerate(slips)
    ]
    return [
        _slip(row, found, names[row.rep.id], data.currency, way) for (row, found), way in zip(slips, ways, strict=True)
    ]


def _stale(data: TeamData, names: Mapping[Id, str]) -> list[Concern]:
    """Open commitments nobody touched for long, the longest first."""
    stale = [(row, each) for row in data.rows for each in row.open if is_stale(each, data.on)]
    stale.sort(key=lambda pair: -idle_days(pair[1], data.on))
    return [
        Concern(
            row.rep,
            Status.WATCH,
            f"{names[row.rep.id]}: {formats.isolated(each.text)}",
            _idle(each.due, idle_days(each, data.on)),
            Way.ASK,
        )
        for row, each in stale
    ]


def _names(data: TeamData) -> dict[Id, str]:
    """What to call each rep: the first name, or the whole one where another has the same."""
    first = Counter(row.rep.first_name for row in data.rows)
    return {
        row.rep.id: formats.isolated(row.rep.first_name if first[row.rep.first_name] == 1 else row.rep.name)
        for row in data.rows
    }


def _worst(row: RepRow) -> Standing | None:
    """The leading KPI of a rep to name: the one that slips; under results that look fine, the worst one at risk."""
    found = slipping(row.card, row.agreed_focus)
    if found is not None or not _fools(row):
        return found
    risky = [each for each in row.card.leading if each.status is Status.RISK]
    return min(risky, key=lambda each: each.attainment or 0.0, default=None)


def _fools(row: RepRow) -> bool:
    """Whether results are on pace while what leads them is not."""
    return row.card.quadrant is Quadrant.LOOKS_FINE


def _no_target(data: TeamData) -> list[Concern]:
    """That there are numbers and nothing to hold them against."""
    standings = [each for row in data.rows for each in row.card.standings]
    if not standings or any(each.target is not None for each in standings):
        return []
    said = tr("So nothing is on track or at risk.")
    return [Concern(None, Status.WATCH, tr("No KPI has a target yet"), said, Way.TARGETS)]


def _old(fresh: Freshness | None) -> list[Concern]:
    """The newest import, if it is older than conclusions may rest on."""
    if fresh is None or not fresh.old:
        return []
    title = formats.fill(tr("%1: imported %2 days ago"), Path(fresh.file).name, str(fresh.days_ago))
    through = tr("Conclusions wait until newer numbers are in.")
    if fresh.complete_through is not None:
        through = formats.fill(tr("Data through %1. Conclusions wait for newer."), formats.day(fresh.complete_through))
    return [Concern(None, Status.WATCH, title, through, Way.IMPORT)]


def _left(row: RepRow, meeting: OneOnOne) -> Concern:
    when = f"{formats.weekday(meeting.on)} {formats.time(meeting.at)}".strip()
    title = f"{formats.isolated(row.rep.name)}, {when}"
    return Concern(row.rep, Status.WATCH, title, tr("Its agenda moves with it."), Way.MOVE, meeting)


def _never(row: RepRow) -> Concern:
    title = formats.fill(tr("%1, never met"), formats.isolated(row.rep.name))
    meta = formats.fill(tr("Agreed rhythm: %1"), formats.rhythm(row.rep.cadence_days))
    return Concern(row.rep, Status.WATCH, title, meta, Way.SCHEDULE)


def _overdue(row: RepRow) -> Concern:
    days = row.rhythm.overdue_days
    late = formats.counted(days, tr("1 day overdue"), tr("%1 days overdue"))
    last = formats.day(row.rhythm.last.on) if row.rhythm.last else formats.MISSING
    meta = formats.fill(tr("Last met %1. Agreed rhythm: %2"), last, formats.rhythm(row.rep.cadence_days))
    title = f"{formats.isolated(row.rep.name)}, {late}"
    return Concern(row.rep, late_status(row) or Status.WATCH, title, meta, Way.SCHEDULE)


def _slip(row: RepRow, standing: Standing, name: str, currency: str, way: Way) -> Concern:
    card = row.card
    if goes_wrong(standing):
        title = f"{name}: {moved(standing, currency)}"
    else:
        value, _target = value_of_target(standing, currency)
        per = f" {formats.a_period(standing.cadence)}" if standing.kpi.aggregation in _FLOWS else ""
        title = f"{name}: {inline(standing.kpi)} {value}{per}"
    missed = missed_weeks(standing)
    if card.quadrant is Quadrant.LOOKS_FINE:
        meta = formats.fill(
            tr("Quota still ahead of pace, %1. That will follow"), formats.percent(card.lagging_attainment)
        )
    elif missed > 1:
        meta = formats.fill(tr("Below target %1 weeks in a row"), str(missed))
    else:
        meta = formats.fill(tr("%1 of target over 4 weeks"), formats.percent(standing.attainment))
    return Concern(row.rep, standing.status, title, meta, way)


def _idle(due: dt.date | None, days: int) -> str:
    if due is None:
        return formats.fill(tr("No update for %1 days"), str(days))
    return formats.fill(tr("Due %1, no update for %2 days"), formats.day(due), str(days))
