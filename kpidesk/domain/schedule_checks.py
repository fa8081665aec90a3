"""What employment, leave, holidays, roles, ramps and seasons must fulfil before they are kept."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from kpidesk.domain.errors import UserError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from kpidesk.domain.entities import Holiday, Leave, PastRole, RampSchedule, Rep, Season

_LONGEST_RAMP = 36
_HEAVIEST = 10.0


def check_employment(rep: Rep) -> None:
    """Refuse a rep who leaves before being hired, or who works no part of a week.

    Raises:
        UserError: says which day or share.
    """
    if rep.hired_on is not None and rep.left_on is not None and rep.left_on < rep.hired_on:
        raise UserError(
            f"The last day, {rep.left_on}, is before the first day, {rep.hired_on}. Change one of the two days."
        )
    if not 0 < rep.working_share <= 1:
        raise UserError(f"{rep.name} cannot work {rep.working_share:.0%} of a week. Type a share from 1 % to 100 %.")


def check_leave(new: Leave, others: Iterable[Leave]) -> None:
    """Refuse leave that ends before it starts, is no part of a day, or overlaps other leave of the rep.

    Raises:
        UserError: says which days.
    """
    if new.last < new.first:
        raise UserError(f"The leave ends on {new.last} before it starts on {new.first}. Change one of the two days.")
    _check_share(new.share, "leave")
    for other in others:
        if other.id != new.id and other.rep_id == new.rep_id and other.first <= new.last and other.last >= new.first:
            raise UserError(
                f"From {other.first} to {other.last} there is leave already. Change that one, or choose other days."
            )


def check_holiday(new: Holiday, others: Iterable[Holiday]) -> None:
    """Refuse a holiday without a name, or a second one on the same day of the same calendar.

    Raises:
        UserError: says which day.
    """
    if not new.name.strip():
        raise UserError(f"The holiday on {new.on} needs a name. Type one, such as May Day.")
    _check_share(new.share, "holiday")
    for other in others:
        if other.id != new.id and (other.on, other.calendar) == (new.on, new.calendar):
            raise UserError(f"{other.on} is a holiday already: {other.name}. Choose another day.")


def check_role_change(rep: Rep, since: dt.date, past: Iterable[PastRole]) -> None:
    """Refuse a role that begins on or before the day of hiring, or before an earlier change.

    Raises:
        UserError: says which day.
    """
    if rep.hired_on is not None and since <= rep.hired_on:
        raise UserError(
            f"{rep.name} was hired on {rep.hired_on}. A new role can begin after that day; to correct the role of "
            "all the time, leave the day empty."
        )
    newest = max((each.last for each in past if each.rep_id == rep.id), default=None)
    if newest is not None and since.toordinal() <= newest.toordinal() + 1:
        raise UserError(
            f"The role changed on {newest.fromordinal(newest.toordinal() + 1)} already. Choose a later day."
        )


def check_ramp(new: RampSchedule) -> None:
    """Refuse a ramp without months, with too many, or with a share that is not between 0 and 1.

    Raises:
        UserError: says which month.
    """
    if not 1 <= len(new.shares) <= _LONGEST_RAMP:
        raise UserError(f"A ramp has 1 to {_LONGEST_RAMP} months, one share each, such as 25 %, 50 %, 75 %.")
    for month, share in enumerate(new.shares, start=1):
        if not 0 <= share <= 1:
            raise UserError(f"Month {month} of the ramp has {share:.0%}. Type a share from 0 % to 100 %.")


def check_season(new: Season) -> None:
    """Refuse weights that are no weights, a week without work, and shares of quarters that do not add up to 1.

    Raises:
        UserError: says which weight.
    """
    _check_weights(new.weekdays, 7, "weekday")
    _check_weights(new.months, 12, "month")
    if not any(new.weekdays) or not all(new.months):
        raise UserError("A week needs a day that counts, and every month a weight above 0.")
    if new.quarters:
        _check_weights(new.quarters, 4, "quarter")
        if not math.isclose(sum(new.quarters), 1, abs_tol=1e-6):
            raise UserError(
                f"The shares of the quarters add up to {sum(new.quarters):.0%}. Change them until they make 100%."
            )


def _check_weights(weights: Sequence[float], count: int, what: str) -> None:
    if len(weights) != count:
        raise UserError(f"There are {count} {what}s, and {len(weights)} weights. Give each {what} one.")
    for weight in weights:
        if not 0 <= weight <= _HEAVIEST:
            raise UserError(f"{weight:g} cannot be the weight of a {what}. Type a number from 0 to {_HEAVIEST:g}.")


def _check_share(share: float, what: str) -> None:
    if not 0 < share <= 1:
        raise UserError(f"The {what} takes {share:g} of a day. Choose a whole or a half day.")
