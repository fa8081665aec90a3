"""Weekly values of the leading KPIs: told for the newest weeks, drawn round a level before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

import numpy as np

from kpidesk.domain.calendars import working_days
from kpidesk.domain.days import day_number
from kpidesk.domain.entities import KpiEntry
from kpidesk.domain.entries import BY_HAND, Floats
from kpidesk.domain.sample.people import IMPORT_NO, Cast
from kpidesk.domain.sample.story import Story, chance

Weeks: TypeAlias = Mapping[str, Mapping[str, Floats]]
"""Values by KPI and rep, shape (weeks,), oldest first; NaN where nothing was counted yet."""

_SEASON = 0.04
"""Two busy and two quiet seasons a year, as a share of the level."""
_USUAL_WEEKS = 9


def weekly(story: Story, seed: int) -> Weeks:
    """The closed weeks of all leading KPIs, leaves not taken out yet."""
    made: dict[str, dict[str, Floats]] = {}
    for spec in story.numbers["kpi"]:
        made[spec["key"]] = {
            rep: _series(spec, rep, story, made, chance(seed, spec["key"], rep)) for rep in spec["recent"]
        }
    return made


def path(levels: list[float], weeks: int) -> Floats:
    """A level by week, straight between its value in the first, the middle and the last week."""
    at = np.arange(weeks, dtype=np.float64)
    return np.asarray(np.interp(at, np.linspace(0, weeks - 1, len(levels)), levels), np.float64)


def follow(values: Floats, weeks: int, pull: float) -> Floats:
    """How much a series lifts what follows it `weeks` later: its distance from its own usual level, times `pull`."""
    usual = np.convolve(
        np.pad(values, _USUAL_WEEKS // 2, mode="edge"), np.full(_USUAL_WEEKS, 1 / _USUAL_WEEKS), "valid"
    )
    away = values - usual
    return np.asarray(pull * np.concatenate([np.zeros(weeks), away[:-weeks]]), np.float64)


def entries(cast: Cast, weeks: Weeks) -> list[KpiEntry]:
    """All values of the leading KPIs up to the running week."""
    return [entry for spec in cast.story.numbers["kpi"] for entry in _entries(cast, spec, weeks[spec["key"]])]


def mean_before(weeks: Weeks, story: Story, kpi: str, rep: str, day: dt.date) -> float | None:
    """Mean of the four closed weeks before a day of the story, or None for a KPI without four of them."""
    if kpi not in weeks:
        return None
    closed = (day - story.starts()[0]).days // 7
    recent = weeks[kpi][rep][max(closed - 4, 0) : closed]
    return round(float(recent.mean()), 2) if len(recent) == 4 and not np.isnan(recent).any() else None


def _series(spec: Mapping[str, Any], rep: str, story: Story, made: Weeks, random: np.random.Generator) -> Floats:
    recent = np.array(spec["recent"][rep], dtype=np.float64)
    older = story.weeks - len(recent)
    if "level" not in spec:
        return np.concatenate([np.full(older, np.nan), recent])
    season = 1 + _SEASON * np.sin(np.arange(older) * 4 * np.pi / 52)
    drawn = path(spec["level"][rep], older) * season + random.normal(0, spec["noise"], older)
    if after := spec.get("after"):
        drawn += follow(made[after["kpi"]][rep], after["weeks"], after["pull"])[:older]
    return np.concatenate([np.maximum(np.rint(drawn), 0), recent])


def _entries(cast: Cast, spec: Mapping[str, Any], series: Mapping[str, Floats]) -> Iterator[KpiEntry]:
    kpi = cast.kpis[spec["key"]].id
    by_hand = spec.get("by_hand", {})
    for rep, values in series.items():
        for start, value in zip(cast.story.starts(), values, strict=True):
            moved = cast.when.week(start)
            if not np.isnan(value) and cast.works(rep, moved):
                key = cast.reps[rep].id, kpi, moved, 7, float(value), None
                typed = start in by_hand.get(rep, ())
                # Typed on the Tuesday after.
                yield KpiEntry(*key, BY_HAND, moved + dt.timedelta(days=8)) if typed else KpiEntry(*key, IMPORT_NO)
        running = _running(cast, spec["running"][rep])
        if running is not None:
            yield KpiEntry(cast.reps[rep].id, kpi, cast.when.running_week, 7, running, None, IMPORT_NO)


def _running(cast: Cast, told: int) -> float | None:
    """The running week so far, in proportion to its working days that are over; None before the first is."""
    monday = cast.when.running_week
    over = working_days(day_number(monday), day_number(cast.when.on))
    usual = working_days(day_number(cast.story.running_week), day_number(cast.story.today))
    return float(round(told * over / usual)) if over else None
