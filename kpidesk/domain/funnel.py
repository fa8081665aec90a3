"""Funnel limits: how far a rate of so many cases strays from that of its cohort by chance alone (domain brief 2.12)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from kpidesk.domain.entries import Floats

LEVELS = (0.95, 0.998)
"""What the inner and the outer limits hold by chance, about 2 and 3 standard deviations."""


def binomial_limits(rate: float, cases: float, level: float) -> tuple[float, float]:
    """The rates between which a rep with `cases` cases stays with a chance of `level` if the cohort's rate is theirs.

    Exact binomial, interpolated between whole successes (Spiegelhalter, "Funnel plots for comparing institutional
    performance", Statistics in Medicine 24, 2005, A.1.1).

    Args:
        rate: Rate of the cohort, 0 to 1.
        cases: Denominator of the rep, at least 1; an estimated part of a case is rounded.
        level: Such as 0.95.
    """
    n = max(round(cases), 1)
    if rate <= 0 or rate >= 1:
        return rate, rate
    k = np.arange(n + 1)
    factorials = np.concatenate(([0.0], np.cumsum(np.log(np.arange(1, n + 1)))))
    logs = factorials[n] - factorials[k] - factorials[n - k] + k * math.log(rate) + (n - k) * math.log1p(-rate)
    terms = np.exp(logs)
    below = np.cumsum(terms)
    low, high = (_quantile(tail, terms, below) / n for tail in ((1 - level) / 2, (1 + level) / 2))
    return max(low, 0.0), min(high, 1.0)


def _quantile(p: float, terms: Floats, below: Floats) -> float:
    at = min(int(np.searchsorted(below, p)), len(below) - 1)
    return at - float((below[at] - p) / terms[at])
