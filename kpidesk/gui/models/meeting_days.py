"""Every one-on-one by whom and when, to be found by a few words."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from kpidesk.domain.folding import fold
from kpidesk.gui import formats

if TYPE_CHECKING:
    import datetime as dt

    from kpidesk.domain.entities import Id
    from kpidesk.services.desk import Desk


class MeetingDays:
    """All one-on-ones of a file, the newest first, and how each is called: "Maya Okafor, Thu 6 Aug 2026"."""

    def __init__(self, desk: Desk) -> None:
        names = {each.id: each.name for each in desk.team.reps(archived=True)}
        self.days = desk.meeting_lists.days()
        self.labels = [f"{names[each.rep_id]}, {_called(each.on)}" for each in self.days]

    def with_words(self, text: str) -> set[Id]:
        """Those in whose name, day or reason every word of a text stands."""
        words = fold(text).split()
        return {
            day.id for day, label in zip(self.days, self.labels, strict=True) if _has(f"{label} {day.reason}", words)
        }


def _has(text: str, words: list[str]) -> bool:
    folded = fold(text)
    return all(word in folded for word in words)


@lru_cache(maxsize=4096)
def _called(day: dt.date) -> str:
    return f"{formats.weekday(day)} {day.year}"
