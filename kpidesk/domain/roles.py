"""What a rep was when: roles are dated, so that a past week is held against the role of that week."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpidesk.domain.days import day_number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpidesk.domain.entities import PastRole, Rep

ALWAYS = 1 << 40
"""A day number that no date reaches."""


def role_word(role: str | None) -> str | None:
    """A role as it is compared: however it is written, and None where there is none."""
    return role.strip().casefold() or None if role else None


def has_moved(before: Rep, after: Rep) -> bool:
    """Whether a rep has another role, however it is written, or another part-time share."""
    return (role_word(before.role), before.working_share) != (role_word(after.role), after.working_share)


@dataclass(frozen=True, slots=True)
class Post:
    """A role held from day number `first` up to, not including, `end`."""

    role: str
    working_share: float
    first: int
    end: int


def posts(rep: Rep, past: Iterable[PastRole]) -> list[Post]:
    """All posts of a rep, the first one first; together they cover all days."""
    found, first = [], -ALWAYS
    for each in sorted((one for one in past if one.rep_id == rep.id), key=lambda one: one.last):
        end = day_number(each.last) + 1
        found.append(Post(each.role, each.working_share, first, end))
        first = end
    return [*found, Post(rep.role, rep.working_share, first, ALWAYS)]
