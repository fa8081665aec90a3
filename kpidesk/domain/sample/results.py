"""Results of the sample team: deals won and decided by week, and the revenue they brought."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import numpy as np

from kpidesk.domain.calendars import FiscalCalendar, working_days
from kpidesk.domain.days import day_number
from kpidesk.domain.entities import KpiEntry
from kpidesk.domain.pace import EARLIEST_SHARE
from kpidesk.domain.sample.activity import Weeks, follow, path
from kpidesk.domain.sample.people import IMPORT_NO, Cast
from kpidesk.domain.sample.story import chance
from kpidesk.domain.terms import Cadence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kpidesk.domain.entries import Floats

_WEDNESDAY = dt.timedelta(days=2)
_CALENDAR = FiscalCalendar()


def entries(cast: Cast, weeks: Weeks, seed: int) -> list[KpiEntry]:
    """Won revenue, cut at the ends of months so that months and quarters are exact, and the win rate by week."""
    return [entry for rep in cast.reps for entry in _of(cast, rep, weeks, seed)]


def _of(cast: Cast, rep: str, weeks: Weeks, seed: int) -> Iterator[KpiEntry]:
    spec = cast.story.numbers["results"]
    starts = [cast.when.week(start) for start in cast.story.starts()]
    decided, won, revenue = _weekly(spec, rep, weeks, chance(seed, "results", rep))
    revenue = _paced(cast, rep, starts, revenue)
    ident = cast.reps[rep].id
    there = [at for at, start in enumerate(starts) if cast.works(rep, start)]
    for at in there:
        for begin, days, share in _cut_at_month(starts[at]):
            yield KpiEntry(
                ident, cast.kpis["revenue_won"].id, begin, days, round(float(revenue[at]) * share, 2), None, IMPORT_NO
            )
    for at in there:
        if decided[at]:
            top, bottom = float(won[at]), float(decided[at])
            yield KpiEntry(ident, cast.kpis["win_rate"].id, starts[at], 7, top, bottom, IMPORT_NO)


def _weekly(
    spec: Mapping[str, Any], rep: str, weeks: Weeks, random: np.random.Generator
) -> tuple[Floats, Floats, Floats]:
    """Deals decided, deals won and revenue in euros by week; drawn before the weeks that are told."""
    told = len(spec["won"][rep])
    driver = weeks[spec["after"]["kpi"]][rep]
    older = len(driver) - told
    lift = follow(driver, spec["after"]["weeks"], spec["after"]["pull"])[:older]
    decided = random.poisson(path(spec["decided_level"][rep], older))
    won = random.binomial(decided, np.clip(path(spec["rate_level"][rep], older) + lift, 0, 1))
    sizes = random.lognormal(np.log(spec["deal_size"]), spec["deal_spread"], older)
    return (
        np.concatenate([decided, spec["decided"][rep]]).astype(np.float64),
        np.concatenate([won, spec["won"][rep]]).astype(np.float64),
        np.rint(np.concatenate([won * sizes, spec["revenue"][rep]]) * 10) * 100,
    )


def _paced(cast: Cast, rep: str, starts: list[dt.date], revenue: Floats) -> Floats:
    """Revenue with the running quarter scaled to the attainment the story tells, seen against the pace of the day."""
    spec = cast.story.numbers["results"]
    quarter = _CALENDAR.start(Cadence.QUARTER, cast.when.on)
    inside = np.array([start + _WEDNESDAY >= quarter for start in starts])
    so_far, elapsed = float(revenue[inside].sum()), _elapsed(cast.when.on)
    if so_far == 0 or elapsed < EARLIEST_SHARE:
        return revenue
    goal = spec["attained"][rep] * spec["quota"] * elapsed / _elapsed(cast.story.today)
    scaled = np.where(inside, np.rint(revenue * goal / so_far / 100) * 100, revenue)
    best = int(np.argmax(np.where(inside, scaled, -1)))
    scaled[best] += round(goal / 100) * 100 - scaled[inside].sum()
    return scaled


def _elapsed(day: dt.date) -> float:
    first = day_number(_CALENDAR.start(Cadence.QUARTER, day))
    end = day_number(_CALENDAR.next_start(Cadence.QUARTER, day))
    return working_days(first, day_number(day)) / working_days(first, end)


def _cut_at_month(start: dt.date) -> list[tuple[dt.date, int, int]]:
    """First day, days and share of the pieces of a week; the deals closed in the month its Wednesday falls in."""
    edge = _CALENDAR.start(Cadence.MONTH, start + dt.timedelta(days=6))
    before = (edge - start).days
    if before <= 0:
        return [(start, 7, 1)]
    early = start + _WEDNESDAY < edge
    return [(start, before, int(early)), (edge, 7 - before, int(not early))]
