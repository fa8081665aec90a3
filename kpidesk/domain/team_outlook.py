"""The outlook of a team: sums over sums, and the draws of its reps added up (domain brief 2.5, 2.6)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from kpidesk.domain.outlook import Method, Outlook, Reason, told
from kpidesk.domain.pace import pace
from kpidesk.domain.projection import projected
from kpidesk.domain.standing import number
from kpidesk.domain.terms import Unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpidesk.domain.entities import Kpi
    from kpidesk.domain.running import Running


def team_outlook(now: Running, found: Sequence[Outlook | None]) -> Outlook | None:
    """The outlook of all reps with a target together, or None without any: sums over sums, and their draws added up.

    Args:
        now: The running period.
        found: The outlook of each rep, in the order of its arrays.
    """
    aimed = [(at, each) for at, each in enumerate(found) if each is not None]
    with_data = [(at, each) for at, each in aimed if each.value is not None]
    if not aimed:
        return None
    if not with_data:
        target = sum(each.target for _at, each in aimed)
        return replace(aimed[0][1], target=target, reps=0, left_out=len(aimed))
    rows = np.array([at for at, _each in with_data])
    parts = [each for _at, each in with_data]
    weights = now.target[rows] / now.target[rows].sum()
    value, target = float(now.value[rows].sum()), float(now.target[rows].sum())
    elapsed = float((weights * now.elapsed[rows]).sum())
    days_done = float(now.days_done[rows].max())
    endings = [each.endings for each in parts if each.endings is not None]
    complete = len(endings) == len(parts)
    summed = np.sum(endings, axis=0) if complete else None
    whole = Outlook(
        kpi=now.kpi,
        cadence=now.cadence,
        first=now.first,
        end=now.end,
        value=value,
        target=target,
        pace=pace(
            value,
            target,
            elapsed,
            1.0,
            float(now.days_left[rows].max()),
            number(float(now.daily_rate[rows].sum())),
            float((weights * now.usual[rows]).sum()),
            days_done,
        ),
        projection=None if summed is None else projected(summed, target),
        method=_method(now.kpi) if complete else Method.LINE,
        n=sum(each.n for each in parts) if complete else round(days_done),
        past=max(each.past for each in parts),
        reason=None if complete else Reason.SOME_WITHOUT,
        endings=summed,
        reps=len(parts),
        left_out=len(aimed) - len(parts),
    )
    return told(whole, days_done)


def _method(kpi: Kpi) -> Method:
    return Method.COUNT if kpi.unit is Unit.COUNT else Method.DEALS
