"""The rules as the manager sees them: which there are, and between which bounds their numbers may be changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from kpidesk.domain.errors import UserError
from kpidesk.domain.signals.thresholds import Thresholds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kpidesk.domain.entities import RuleSetting


class Measure(StrEnum):
    """What a number counts."""

    SHARE = "share"
    """A fraction, shown as a percentage."""
    POINTS = "points"
    """A difference of fractions, shown in percentage points."""
    TIMES = "times"
    WEEKS = "weeks"
    DAYS = "days"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a rule: a field of `Thresholds`, and its bounds, both included."""

    name: str
    measure: Measure
    low: float
    high: float

    @property
    def default(self) -> float:
        """What it is unless the manager changed it."""
        found: float = getattr(_DEFAULTS, self.name)
        return found


_DEFAULTS = Thresholds()


def _share(name: str, low: float = 0.05, high: float = 1.0) -> Number:
    return Number(name, Measure.SHARE, low, high)


def _times(name: str, low: float = 1.0, high: float = 5.0) -> Number:
    return Number(name, Measure.TIMES, low, high)


def _weeks(name: str, low: int = 1, high: int = 26) -> Number:
    return Number(name, Measure.WEEKS, low, high)


def _days(name: str, low: int = 1, high: int = 365) -> Number:
    return Number(name, Measure.DAYS, low, high)


def _count(name: str, low: int = 1, high: int = 50) -> Number:
    return Number(name, Measure.COUNT, low, high)


RULEBOOK: Mapping[str, tuple[Number, ...]] = {
    "W1": (_weeks("streak_weeks", 2),),
    "W2": (),
    "W3": (),
    "W4": (_weeks("best_of", 8), _count("best_cases")),
    "W5": (),
    "W6": (_weeks("recovered_weeks", 2, 8),),
    "C1": (),
    "C2": (_days("stale_days"), _count("carried_times", 1, 10)),
    "C3": (_count("missed_of_last", 1, 10), _count("missed_window", 1, 10)),
    "C4": (_count("open_commitments", 1, 20),),
    "C5": (),
    "L1": (_share("missed_last"), _share("missed_recent")),
    "L2": (_weeks("low_weeks", 2), _weeks("alarm_weeks", 2)),
    "L3": (),
    "L4": (),
    "L5": (
        _share("uneven", 0.1, 3.0),
        _times("uneven_ratio"),
        _share("uneven_from", 0.5, 1.5),
        _share("uneven_until", 0.5, 1.5),
    ),
    "L6": (_weeks("capability_points", 12),),
    "L7": (_share("pace_from"), _share("pace_until"), _share("pace_index"), _times("strain")),
    "L8": (_share("peer_share", 0.05, 0.5), _count("peer_count", 8)),
    "Q1": (_share("busy", 0.5, 2.0), _share("busy_share"), _share("low_rate"), _count("busy_cases", 5)),
    "Q2": (_share("few"), _count("few_cases", 5)),
    "Q3": (_share("show_rate"), _count("shows_due", 5)),
    "Q4": (_share("volume_growth", 0.05, 3.0), _weeks("volume_window", 4, 13)),
    "Q5": (_weeks("slow_weeks", 1, 12), _times("slow_tail", 1.0, 10.0)),
    "Q6": (_share("next_step_rate"), _count("next_step_opportunities", 5)),
    "Q7": (_count("contacts", 2, 10), _count("single_opportunities")),
    "Q8": (_share("stalled_rate"), _count("stalled_opportunities", 4)),
    "Q9": (Number("discount_points", Measure.POINTS, 0.01, 0.5), _count("discount_deals", 5)),
    "P1": (_share("coverage", 0.1, 2.0),),
    "P2": (_share("creation", 0.1, 2.0),),
    "P3": (_share("forecast_from"), _share("chance"), _share("forecast_pace")),
    "P4": (_share("feast", 0.5, 2.0), _share("famine"), _weeks("famine_weeks", 2)),
    "P5": (_share("slipped_rate"), _count("slipped_deals", 4)),
    "Y1": (_count("best_yields", 1, 5),),
    "Y2": (_share("low_yield"), _times("load")),
    "Y3": (),
    "H1": (_times("gap_share"),),
    "H2": (_count("cancelled_of_last", 1, 12), _count("cancelled_window", 1, 12)),
    "H3": (_weeks("missing_weeks", 1, 4), _days("import_days", 1, 90)),
    "H4": (_days("agreement_days", 14), _weeks("undiscussed_weeks", 2)),
    "H5": (_count("focus_kpis", 1, 10), _count("agreed_kpis", 1, 30)),
    "H6": (_days("ramp_days"),),
    "H7": (_count("unrecognised_meetings", 1, 12),),
    "H8": (_days("development_days", 30),),
    "H9": (_share("forecast_share", 0.05, 0.20), _count("creep_of_last", 1, 8), _count("creep_window", 1, 8)),
    "H10": (_days("leave_days", 1, 60), _days("leave_within", 1, 60)),
}
"""The numbers of each rule, in the order of the domain brief 4.5."""

_ORDERED = (
    ("missed_of_last", "missed_window"),
    ("low_weeks", "alarm_weeks"),
    ("uneven_from", "uneven_until"),
    ("pace_from", "pace_until"),
    ("cancelled_of_last", "cancelled_window"),
    ("creep_of_last", "creep_window"),
)
"""Pairs of which the first must not be the larger."""


def thresholds(settings: Iterable[RuleSetting]) -> Thresholds:
    """The numbers as the manager left them; a number this version does not know is passed over."""
    found = list(settings)
    known = {number.name: number for each in found for number in RULEBOOK.get(each.rule, ())}
    changed: dict[str, Any] = {
        name: typed(known[name], value) for each in found for name, value in each.numbers.items() if name in known
    }
    return replace(_DEFAULTS, off=frozenset(each.rule for each in found if not each.speaks), **changed)


def typed(number: Number, value: float) -> float:
    """The value as a number of its kind: weeks, days and counts are whole."""
    return value if number.measure in {Measure.SHARE, Measure.POINTS, Measure.TIMES} else round(value)


def check(setting: RuleSetting) -> None:
    """Refuse numbers a rule cannot work with.

    Raises:
        UserError: There is no such rule or number, one is out of its bounds or not whole, or two are upside down.
    """
    numbers = {each.name: each for each in RULEBOOK.get(setting.rule, ())}
    if setting.rule not in RULEBOOK or not setting.numbers.keys() <= numbers.keys():
        raise UserError(f"There is no signal {setting.rule} with these numbers. Look at the list and choose another.")
    for name, value in setting.numbers.items():
        _check_number(setting.rule, numbers[name], value)
    after = {name: setting.numbers.get(name, each.default) for name, each in numbers.items()}
    for lower, upper in _ORDERED:
        if lower in after and after[lower] > after[upper]:
            low, high = (_shown(numbers[name], after[name]) for name in (lower, upper))
            raise UserError(f"Signal {setting.rule}: {low} is above {high}. Put the smaller number first.")


def _check_number(rule: str, number: Number, value: float) -> None:
    # NaN is never between.
    if not number.low - 1e-9 <= value <= number.high + 1e-9 or typed(number, value) != value:
        low, high = (_shown(number, each) for each in (number.low, number.high))
        raise UserError(f"Signal {rule}: {_shown(number, value)} does not fit. Choose a number from {low} to {high}.")


def _shown(number: Number, value: float) -> str:
    return f"{value * 100:g}%" if number.measure in {Measure.SHARE, Measure.POINTS} else f"{value:g}"
