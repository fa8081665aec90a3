"""Won deals behind money: how many there were and how large they were."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kpidesk.domain.cohorts import roles
from kpidesk.domain.entries import Floats, Ints
from kpidesk.domain.rollup import roll_up
from kpidesk.domain.running import trailing
from kpidesk.domain.terms import Aggregation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpidesk.domain.entities import Kpi
    from kpidesk.domain.entries import Coverage, Entries
    from kpidesk.domain.frame import Frame
    from kpidesk.domain.running import Running

_COUNTED_BY = {"revenue_won": ("deals_won", "win_rate")}
"""KPIs whose values count the deals behind money: a count itself, or a rate whose successes are won deals."""
FEWEST_DEALS = 8
"""Deals without whose sizes nothing is drawn."""
OWN_DEALS = 20
"""Deals from which a rep's own sizes are enough; with fewer those of the role are used."""
_POOL_DAYS = 364


@dataclass(frozen=True, slots=True, eq=False)
class Deals:
    """Won deals of all reps; arrays have shape (reps,) or (deals,), NaN is missing."""

    count: Floats
    """Won in the running period so far."""
    before: Floats
    """Won in the 13 weeks before it."""
    rep: Ints
    """Whose deal it was: position of the rep."""
    size: Floats
    role: Ints
    """Number of the role of each rep, as of `cohorts.roles`."""

    def sizes(self, rep: int) -> Floats:
        """Sizes of won deals that stand for those of a rep, smallest first: the own, or with too few the role's."""
        own = self.size[self.rep == rep]
        of_role = self.size[(self.role == self.role[rep])[self.rep]]
        # In order of size, so that what is drawn from them does not depend on the order of rows.
        return np.sort(np.asarray(own if len(own) >= OWN_DEALS else of_role, np.float64))


def counting(kpi: Kpi, kpis: Sequence[Kpi]) -> list[Kpi]:
    """The KPIs in use that can count the deals behind a KPI in money, the best first."""
    by_key = {each.key: each for each in kpis}
    return [by_key[key] for key in _COUNTED_BY.get(kpi.key, ()) if key in by_key]


def deals(frame: Frame, now: Running, money: Entries, by: Kpi, won: Entries, coverage: Coverage) -> Deals:
    """The won deals behind the money of a running period.

    Args:
        frame: The day looked at.
        now: The running period of the KPI in money.
        money: Values of that KPI.
        by: The KPI that counts the deals.
        won: Its values.
        coverage: Its covered spans.
    """
    won = won.rows(won.start <= frame.on)
    if by.aggregation is Aggregation.RATIO:
        won = won.rows(~np.isnan(won.denominator))
    edges = np.array([now.first, now.end])
    count = roll_up(won, coverage, by, edges, frame.attendance).numerator[:, 0]
    before, _weeks = trailing(frame, by, won, coverage, now.first)
    rep, size = _sizes(money, won, frame.on - _POOL_DAYS)
    # Where no money came in, no deal was won, though a rate without cases says nothing.
    return Deals(
        np.where(np.isnan(count) & (now.value == 0), 0.0, count),
        np.where(np.isnan(before) & (now.before == 0), 0.0, before),
        rep,
        size,
        roles(frame.numbers.reps),
    )


def _sizes(money: Entries, won: Entries, since: int) -> tuple[Ints, Floats]:
    """Rep and size of each deal; where several share a day or a week, their mean stands for each of them."""
    money = money.rows((money.start >= since) & (money.numerator > 0))
    won = won.rows((won.start >= since) & (won.numerator >= 1))
    keys = [{key: at for at, key in enumerate(zip(*each, strict=True))} for each in map(_places, (money, won))]
    pairs = [(at, keys[1][key]) for key, at in keys[0].items() if key in keys[1]]
    at, of = np.array(pairs, np.int64).reshape(-1, 2).T
    count = np.rint(won.numerator[of]).astype(np.int64)
    return np.repeat(money.rep[at], count), np.repeat(money.numerator[at] / count, count)


def _places(entries: Entries) -> tuple[list[int], list[int], list[int]]:
    return entries.rep.tolist(), entries.start.tolist(), entries.days.tolist()
