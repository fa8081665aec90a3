"""What one more unit of a KPI has gone with, as the rules and the pages tell it (domain brief 3)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_LIGHTEST, _HEAVIEST = 0.85, 1.25


class Grade(StrEnum):
    """How much the numbers of a team say about a yield (domain brief 3.8)."""

    STRONG = "strong"
    GOOD = "good"
    WEAK = "weak"
    NONE = "none"
    INSUFFICIENT = "insufficient"

    @property
    def evidenced(self) -> bool:
        """Whether a rule may rest on it."""
        return self in {Grade.STRONG, Grade.GOOD}


@dataclass(frozen=True, slots=True)
class Yield:
    """The yield of one KPI in a team; it is never told without its grade and its 80% range."""

    kpi: str
    """Key of the KPI."""
    grade: Grade
    outcome: str
    """What it goes with, in plural: "qualified opportunities"."""
    effect: float
    """Of one more unit."""
    low: float
    high: float
    """80% range of the effect."""
    lag: tuple[int, int]
    """First and last week in which it shows."""
    worth: float
    """Per hour, or where minutes are unknown per 10% more of a usual week."""
    worth_low: float
    """Lower end of its 80% range, by which yields are ranked (domain brief 3.6)."""
    worth_high: float
    reps: int
    weeks: int


def ranked(yields: Sequence[Yield]) -> list[Yield]:
    """The yields with at least good evidence, best first."""
    return sorted((each for each in yields if each.grade.evidenced), key=lambda each: (-each.worth_low, each.kpi))


def weight(yields: Sequence[Yield], kpi: str | None) -> float:
    """How much more a KPI with evidence weighs, 1.25 for the best to 0.85; no evidence never penalises."""
    keys = [each.kpi for each in ranked(yields)]
    if kpi not in keys:
        return 1.0
    return _HEAVIEST - (_HEAVIEST - _LIGHTEST) * keys.index(kpi) / max(len(keys) - 1, 1)
