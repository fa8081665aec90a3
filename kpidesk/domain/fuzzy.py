"""Finding labels by a few of their letters, as a command palette does.

A label fits when the letters of every typed word stand in it in their order. Among those that fit, letters at the
beginnings of words and letters side by side count most, as in the scoring of fzf and of VS Code.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from kpidesk.domain.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_FIRST, _WORD, _LETTER, _BESIDE = 10.0, 8.0, 1.0, 6.0
"""For a letter that begins the label, that begins a word, for any letter, and for one right behind the last."""
_GAP, _FAR, _LONG = 3.0, 0.1, 0.01
"""Taken off for letters left out in between, for each of them, and for each letter of the label."""
_SCORED = 100
"""As many labels are scored; of more that fit the first ones, those at beginnings of words before others."""
_SHORT = 2000
"""Up to so many labels, letters are looked for all over them; in longer lists only at beginnings of words."""
_NONE = float("-inf")


class Hit(NamedTuple):
    """A label that fits: where it stands among the labels, and how well it fits."""

    at: int
    score: float


class Labels:
    """Labels to be found in, the ones to prefer first; folded once, since each key typed looks through all of them."""

    def __init__(self, labels: Sequence[str]) -> None:
        self._folded = [fold(label) for label in labels]
        self._text = "\n".join(self._folded)
        self._starts, at = [], 0
        for folded in self._folded:
            self._starts.append(at)
            at += len(folded) + 1

    def __len__(self) -> int:
        return len(self._folded)

    def find(self, query: str) -> list[Hit]:
        """The labels that fit, best first; all of them, in their order, when nothing was typed."""
        words = fold(query).split()
        if not words:
            return [Hit(at, 0.0) for at in range(len(self))]
        # A plain look for the word costs next to nothing where it stands nowhere.
        fitting = self._fitting(words, _at_words) if all(word in self._text for word in words) else {}
        if len(fitting) < _SCORED and len(self) <= _SHORT:
            fitting = dict.fromkeys([*fitting, *self._fitting(words, _in_order)])
        hits = [Hit(at, sum(_score(word, self._folded[at]) for word in words)) for at in fitting]
        # Below nothing are letters scattered over a label that have no more to do with it than chance.
        return sorted((hit for hit in hits if hit.score > 0), key=lambda hit: (-hit.score, hit.at))

    def _fitting(self, words: Sequence[str], shape: Callable[[str], str]) -> dict[int, None]:
        pattern = re.compile("^" + "".join(f"(?={shape(word)})" for word in words), re.MULTILINE)
        found: dict[int, None] = {}
        for each in pattern.finditer(self._text):
            found[bisect_right(self._starts, each.start()) - 1] = None
            if len(found) == _SCORED:
                break
        return found


def score(query: str, label: str) -> float | None:
    """How well a label fits what was typed; None when it does not."""
    hits = Labels([label]).find(query)
    return hits[0].score if hits else None


def places(query: str, label: str) -> list[int]:
    """Which letters of a label to mark, in order: those that made it fit best."""
    letters = [(fold(letter) or " ", at) for at, letter in enumerate(label)]
    plain = "".join(folded for folded, _at in letters)
    origin = [at for folded, at in letters for _letter in folded]
    marked: set[int] = set()
    for word in fold(query).split():
        marked |= {origin[at] for at in _best(word, plain)[1]}
    return sorted(marked)


def _at_words(word: str) -> str:
    """A label in which some word begins so."""
    return r"(?:[^\n]*[^\w\n])?" + re.escape(word)


def _in_order(word: str) -> str:
    """A label with these letters in their order; nothing is tried twice, so that long lists stay quick."""
    return "".join(rf"[^\n{re.escape(letter)}]*+{re.escape(letter)}" for letter in word)


def _score(word: str, label: str) -> float:
    return _best(word, label)[0] - _LONG * len(label)


def _best(word: str, label: str) -> tuple[float, list[int]]:
    """The best way to lay the letters of a word over a label: its score and their places.

    Dynamic programming over (letter of the word, letter of the label), with gaps that cost to open and to widen.
    """
    n = len(label)
    scores = [0.0] * n
    came: list[list[int]] = []
    for number, letter in enumerate(word):
        ends, come = [_NONE] * n, [-1] * n
        across, across_from = (0.0, -1) if number == 0 else (_NONE, -1)
        at = label.find(letter)
        last = 0
        while at >= 0:
            if number:
                # Carry the best former end over the letters in between, up to the one before last.
                for between in range(last, at - 1):
                    across -= _FAR
                    if scores[between] - _GAP > across:
                        across, across_from = scores[between] - _GAP, between
                last = max(last, at - 1)
                beside = scores[at - 1] + _BESIDE if at else _NONE
                ends[at], come[at] = max((across - _FAR, across_from), (beside, at - 1))
            else:
                ends[at] = 0.0
            ends[at] += _worth(label, at)
            at = label.find(letter, at + 1)
        scores = ends
        came.append(come)
    end = max(range(n), key=scores.__getitem__, default=-1)
    if end < 0 or scores[end] == _NONE:
        return _NONE, []
    found = [end]
    for come in reversed(came[1:]):
        found.append(come[found[-1]])
    return scores[end], found[::-1]


def _worth(label: str, at: int) -> float:
    if at == 0:
        return _FIRST
    return _WORD if not label[at - 1].isalnum() else _LETTER
