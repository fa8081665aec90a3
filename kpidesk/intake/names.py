"""Which rep a name in a file means."""

from __future__ import annotations

import difflib
from collections import defaultdict
from typing import TYPE_CHECKING

from kpidesk.domain.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable


def spoken(text: str) -> str:
    """A name as it is said: "Okafor, Maya" becomes "Maya Okafor", spaces are single."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) == 2 and all(parts) and all(len(part.split()) <= 3 for part in parts):
        text = f"{parts[1]} {parts[0]}"
    return " ".join(text.split())


class Names:
    """The people files may name, each with a number; a name or alias that fits two of them fits none."""

    def __init__(self, people: Iterable[tuple[str, int]]) -> None:
        """Learn names and aliases, each with the number of its person."""
        self._exact: dict[str, set[int]] = defaultdict(set)
        self._turned: dict[tuple[str, ...], set[int]] = defaultdict(set)
        self._spoken: dict[str, str] = {}
        for name, number in people:
            self.learn(name, number)

    def learn(self, name: str, number: int) -> None:
        """Add one more name of a person."""
        self._exact[fold(name)].add(number)
        self._turned[_words(name)].add(number)
        self._spoken.setdefault(fold(name), name)

    def find(self, text: str) -> int | None:
        """The number of the person called `text`, also with the surname first; None if unknown or in doubt."""
        for found in (self._exact.get(fold(text)), self._exact.get(fold(spoken(text))), self._turned.get(_words(text))):
            if found:
                return next(iter(found)) if len(found) == 1 else None
        return None

    def closest(self, text: str) -> str | None:
        """The known name most like `text`, to ask about; None if none is near."""
        near = difflib.get_close_matches(fold(spoken(text)), self._spoken, n=1, cutoff=0.75)
        return self._spoken[near[0]] if near else None


def _words(name: str) -> tuple[str, ...]:
    return tuple(sorted(fold(name.replace(",", " ")).split()))
