"""Tests and estimates over a few reps, each of whom counts as one observation (domain brief 3.4, 3.7)."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

import numpy as np

from kpidesk.domain.entries import Floats

DRAWS = 1999
_EXACT_UP_TO = 10
_DUST = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class SignFlip:
    """A test of whether the scores of reps are above zero; arrays have shape (tests,)."""

    t: Floats
    p: Floats
    """One-sided, adjusted for all tests looked at together."""


def sign_flip(scores: Floats, seed: int = 0) -> SignFlip:
    """Flip the signs of whole reps at random and see how often that beats what was seen.

    t = sum s / sqrt(sum s^2). The adjusted p is the share of sign vectors whose largest t over all tests reaches the
    t seen (wild score bootstrap with Westfall-Young max-T): all 2^N of them up to 10 reps, else 1,999 drawn ones.

    Args:
        scores: Shape (reps, tests): each rep's score in each test.
        seed: Of the drawn sign vectors.
    """
    n = len(scores)
    spread = np.sqrt((scores**2).sum(axis=0))
    t = np.divide(scores.sum(axis=0), spread, out=np.zeros(scores.shape[1]), where=spread > 0)
    if n <= _EXACT_UP_TO:
        signs = np.array(list(itertools.product((-1.0, 1.0), repeat=n)), np.float64)
    else:
        signs = np.random.default_rng(seed).choice((-1.0, 1.0), size=(DRAWS, n))
    flipped = np.divide(signs @ scores, spread, out=np.zeros((len(signs), scores.shape[1])), where=spread > 0)
    reached = (flipped.max(axis=1)[:, None] >= t - _DUST).sum(axis=0)
    p = reached / len(signs) if n <= _EXACT_UP_TO else (1 + reached) / (DRAWS + 1)
    return SignFlip(t, np.asarray(p, np.float64))


@dataclass(frozen=True, slots=True, eq=False)
class Shrunk:
    """Effects of single reps drawn towards the team's; `own` and `weight` have shape (reps,)."""

    team: float
    heterogeneity: float
    """Cochran's Q."""
    between: float
    """Variance between reps, tau squared."""
    own: Floats
    weight: Floats
    """How much a rep's own effect counts, 0 to 1; under 0.5 the team's estimate is the better one."""


def shrunk_effects(effects: Floats, variances: Floats) -> Shrunk:
    """Draw each rep's effect towards the team's, the more the less sure it is (DerSimonian & Laird, 1986).

    Args:
        effects: One for each rep.
        variances: Of these effects, above 0.
    """
    weights = 1 / variances
    team = float((weights * effects).sum() / weights.sum())
    q = float((weights * (effects - team) ** 2).sum())
    scale = float(weights.sum() - (weights**2).sum() / weights.sum())
    between = max(0.0, (q - (len(effects) - 1)) / scale) if scale > 0 else 0.0
    weight = between / (between + variances)
    return Shrunk(team, q, between, team + weight * (effects - team), weight)


def share_inside(week: int, window: tuple[int, int], cycle_weeks: int, period: tuple[int, int]) -> float:
    """The share of what the effort of a week brings that falls into a period (domain brief 3.10).

    Args:
        week: The week of the effort, counted from now.
        window: First and last week after it in which it shows.
        cycle_weeks: Weeks from then to the money.
        period: First and last week of the period, counted from now.
    """
    first, last = (week + lag + cycle_weeks for lag in window)
    inside = min(last, period[1]) - max(first, period[0]) + 1
    return max(0, inside) / (last - first + 1)


def extra_effort(gap: float, effect: float, shares: float) -> int | None:
    """Extra units a week that close a gap, rounded up; None if they cannot (domain brief 3.10).

    Args:
        gap: What is missing to the target.
        effect: What one extra unit brings, in the unit of the gap.
        shares: Sum of `share_inside` over the weeks of the effort; 0 is too late for this period.
    """
    if effect <= 0 or shares <= 0:
        return None
    return math.ceil(max(gap, 0.0) / (effect * shares) - _DUST)
