"""Cohorts: who can fairly be held beside whom (domain brief 2.12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kpidesk.domain.roles import role_word

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from kpidesk.domain.entities import Rep
    from kpidesk.domain.entries import Flags, Ints

TENURED = 6
"""Months from which a rep is no longer compared by the month of tenure."""


def roles(reps: Sequence[Rep]) -> Ints:
    """A number for the role of each rep, the same for the same role, however it is written; shape (reps,)."""
    words = np.array([role_word(rep.role) or "" for rep in reps], np.str_)
    return np.unique(words, return_inverse=True)[1].astype(np.int64)


def peers(reps: Sequence[Rep], rep: int, on: dt.date) -> Flags:
    """The cohort of the rep at a position, itself included; shape (reps,).

    Reps of the same role with a tenure of at least 6 months, or for a newer rep those in the same month; a rep without
    a hire date is tenured.
    """
    months = np.array([TENURED if each.hired_on is None else min(tenure(each.hired_on, on), TENURED) for each in reps])
    there = np.array([each.active(on) for each in reps], np.bool_) & (months >= 0)
    there[rep] = True
    role = roles(reps)
    return np.asarray((role == role[rep]) & (months == months[rep]) & there, np.bool_)


def tenure(hired_on: dt.date, on: dt.date) -> int:
    """Whole months from the day of hiring to a day; negative before it."""
    return (on.year - hired_on.year) * 12 + on.month - hired_on.month - (on.day < hired_on.day)
