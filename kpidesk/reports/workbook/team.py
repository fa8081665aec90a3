"""The team's weeks on one KPI, from the weeks of its reps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kpidesk.domain.entities import Kpi
from kpidesk.domain.entries import Floats
from kpidesk.domain.measures import quotient
from kpidesk.domain.process import process
from kpidesk.domain.terms import Aggregation, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpidesk.domain.standing import Standing


@dataclass(frozen=True, slots=True, eq=False)
class Team:
    """One KPI of the team by week; NaN is missing."""

    kpi: Kpi
    word: str
    phrase: str
    function: str
    """The spreadsheet function that makes a week from the reps' weeks; empty where none can."""
    values: Floats
    targets: Floats
    lower: Floats
    upper: Floats


def team(standings: Sequence[Standing | None]) -> Team | None:
    """The team on one KPI, or None where its reps cannot be rolled up.

    Leading counts and levels become the mean of the reps with a value, so that a missing rep does not look like a drop;
    results that add up become a total; rates become sum over sum, never a mean of rates (domain brief 2.4).
    """
    known = [standing for standing in standings if standing is not None]
    if not known:
        return None
    kpi = known[0].kpi
    values, targets = _stack(known, "series"), _stack(known, "target_series")
    denominators = None
    if kpi.aggregation is Aggregation.RATIO:
        word, phrase, function = "Team", "team", ""
        cases = _stack(known, "denominators")
        denominators = _total(cases)
        made = quotient(_total(np.where(np.isnan(cases), np.nan, _stack(known, "numerators"))), denominators)
        goal = _mean(targets)
    elif kpi.aggregation is Aggregation.SUM and kpi.kind is Kind.LAGGING:
        word, phrase, function = "Team total", "team total a week", "SUM"
        made, goal = _total(values), _total(targets)
    elif kpi.aggregation in {Aggregation.SUM, Aggregation.LAST}:
        word, phrase, function = "Mean of reps", "mean of reps", "AVERAGE"
        made, goal = _mean(values), _mean(targets)
    else:
        return None
    if np.all(np.isnan(made)):
        return None
    found = process(made, kpi, denominators)
    edges = (found.limits.lower, found.limits.upper) if found else (np.nan, np.nan)
    return Team(kpi, word, phrase, function, made, goal, *(np.full(len(made), edge) for edge in edges))


def _stack(standings: Sequence[Standing], name: str) -> Floats:
    return np.stack([getattr(standing, name) for standing in standings])


def _total(values: Floats) -> Floats:
    some = np.any(~np.isnan(values), axis=0)
    return np.where(some, np.nansum(values, axis=0), np.nan)


def _mean(values: Floats) -> Floats:
    return quotient(_total(values), np.sum(~np.isnan(values), axis=0).astype(np.float64))
