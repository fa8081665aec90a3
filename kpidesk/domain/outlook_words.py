"""An outlook in sentences, as the command line and the window say it: never a number without what it rests on.

Amounts are printed by the caller, who knows the currency and the language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.domain.outlook import Method, Outlook, Reason

if TYPE_CHECKING:
    from collections.abc import Callable

_SURE = 0.005
_METHODS = {
    Method.COUNT: "from the rate of {n:,} events in the period and the 13 weeks before (Gamma-Poisson)",
    Method.DEALS: "4,000 draws from the rate of {n:,} won deals in the period and the 13 weeks before",
    Method.LINE: "drawn on as a line from {n:,} working days, without a range",
}
_REASONS = {
    Reason.NO_DATA: "nothing recorded in this period yet",
    Reason.TOO_EARLY: "too early for a verdict, which takes a fifth of the period and 3 working days",
    Reason.NO_HISTORY: "no chance without at least 4 weeks before the period, of the rep or of the role",
    Reason.NOT_COUNTED: "no chance without a count of the won deals behind it (deals_won or win_rate)",
    Reason.FEW_DEALS: "no chance with fewer than 8 won deals of known size",
    Reason.SOME_WITHOUT: "no chance, since of some reps none can be told",
}


def chance(found: Outlook) -> str:
    """The chance of the target in percent, never 0 or 100, which no draw can know, or "reached"; empty without one."""
    if found.projection is None or found.value is None:
        return ""
    if found.value >= found.target:
        return "reached"
    share = found.projection.chance
    return "<1%" if share < _SURE else ">99%" if share > 1 - _SURE else _percent(share)


def end(found: Outlook, amount: Callable[[float], str]) -> str:
    """Where the period ends, with its range and the chance of the target; empty while nothing can be said."""
    if found.expected is None:
        return ""
    ahead = f"About {amount(found.expected)} at the end of the period"
    if found.projection is None:
        return f"{ahead}."
    low, high = amount(found.projection.low), amount(found.projection.high)
    likely = chance(found)
    said = "The target is reached" if likely == "reached" else f"Chance of the target {likely}"
    return f"{ahead}, {low} to {high} in 8 of 10 endings. {said}."


def needed(found: Outlook, amount: Callable[[float], str]) -> str:
    """What each week that is left must bring, and how that compares; empty when nothing is left to do or no time is."""
    if not found.required_per_week:
        return ""
    return "; ".join([f"{amount(found.required_per_week)} a week", *effort(found)]) + "."


def effort(found: Outlook) -> list[str]:
    """How hard the rest is, for a period that is not too young to tell."""
    pace, said = found.pace, []
    if pace is None:
        return []
    if pace.strain is not None and found.reason is not Reason.TOO_EARLY:
        said.append(f"the rest takes {pace.strain:.1f} times the rate of the last 4 weeks")
    if pace.replan:
        said.append("that late, replan rather than push")
    return said


def basis(found: Outlook) -> list[str]:
    """What the numbers rest on, with n, or why there are none."""
    said = [_METHODS[found.method].format(n=found.n)] if found.method else []
    if found.method is Method.DEALS and found.sizes:
        said.append(f"sizes drawn from {found.sizes:,} won deals")
    if found.reason:
        said.append(_REASONS[found.reason])
    if found.pace is not None:
        said.append(_course(found.pace.elapsed, found.pace.reached, found.past))
    if found.reps != 1 or found.left_out:
        out = f", {found.left_out} without data left out" if found.left_out else ""
        said.append(f"{found.reps} reps{out}")
    return said


def _course(elapsed: float, usual: float, past: int) -> str:
    over = f"{_percent(elapsed)} of the days are over"
    if not past:
        return f"{over}, an even pace assumed"
    return f"{over}, and after {past} past periods {_percent(usual)} of the result is usual by now"


def _percent(share: float) -> str:
    return f"{share * 100:.0f}%"
