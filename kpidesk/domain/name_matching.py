"""Which known person a written name means: for certain, or perhaps."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from itertools import chain, combinations
from typing import TYPE_CHECKING, NamedTuple

from kpidesk.domain.edit_distance import bound, distance, shortened
from kpidesk.domain.folding import fold
from kpidesk.domain.name_likeness import is_initial, is_short_form, likeness
from kpidesk.domain.name_words import (
    WrittenName,
    has_surname_first,
    spellings,
    spoken,
    taken_apart,
    variants,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_LEAST, _MARGIN, _MOST = 0.6, 0.05, 5
_JOINED, _LOGIN, _ZEROS = 0.95, 0.85, 0.9


class Candidate(NamedTuple):
    """A person whom a name may mean."""

    number: int
    confidence: float
    """From 1.0 downwards: an order of plausibility, no probability."""
    reason: str
    """In words: what differs."""


def likely(candidates: Sequence[Candidate]) -> Candidate | None:
    """The first candidate, if it is clearly better than the second."""
    if not candidates:
        return None
    doubt = len(candidates) > 1 and candidates[0].confidence - candidates[1].confidence < _MARGIN
    return None if doubt else candidates[0]


class Names:
    """The people files may name, each with a number; a name that fits two of them fits none."""

    def __init__(self, people: Iterable[tuple[str, int]]) -> None:
        """Learn names, aliases, ids and e-mail addresses, each with the number of its person."""
        self._exact: dict[str, set[int]] = defaultdict(set)
        self._folded: dict[str, set[int]] = defaultdict(set)
        self._words: dict[tuple[str, ...], set[int]] = defaultdict(set)
        for name, number in people:
            self.learn(name, number)

    def learn(self, name: str, number: int) -> None:
        """Add one more name of a person."""
        self._exact[_exactly(name)].add(number)
        self._folded[fold(name)].add(number)
        for found in spellings(spoken(name)):
            self._words[found].add(number)

    def find(self, text: str) -> int | None:
        """The number of the person called `text`; None if unknown or in doubt.

        Case, spaces, accents, hyphens and ue for ü do not matter, and the surname may come first. The closest of these
        readings that fits anybody decides, so that Jose and José can both be in a team.
        """
        readings = chain(self._straight(text), self._other_order(text))
        return next((_only(found) for found in readings if found), None)

    def turned(self, text: str) -> bool:
        """Whether `text` is somebody's name only with its words in another order, and no comma says so."""
        return not any(self._straight(text)) and any(self._other_order(text))

    def _straight(self, text: str) -> Iterator[set[int]]:
        yield self._exact.get(_exactly(text), set())
        yield self._folded.get(fold(text), set())
        yield self._who(spellings(spoken(text)))

    def _other_order(self, text: str) -> Iterator[set[int]]:
        if not has_surname_first(text):
            found = spellings(spoken(text))
            yield self._who({each[at:] + each[:at] for each in found for at in range(1, len(each))})

    def _who(self, keys: Iterable[tuple[str, ...]]) -> set[int]:
        return set().union(*(self._words.get(key, ()) for key in keys))


class Likenesses:
    """Finds the people whose names are like a text, without comparing it with everybody.

    Words within the bound of typing errors of each other share a remainder (`shortened`), so candidates are looked up
    word by word; only those that share two words with the text, or all it has, are compared.
    """

    def __init__(self, people: Iterable[tuple[str, int]]) -> None:
        """Learn names, aliases and ids, each with the number of its person."""
        self._known: list[tuple[WrittenName, int]] = []
        self._holders: dict[str, set[int]] = defaultdict(set)
        self._remainders: dict[str, set[str]] = defaultdict(set)
        self._beginnings: dict[str, set[str]] = defaultdict(set)
        self._near: dict[str, set[int]] = {}
        self._single: set[int] = set()
        self._joined: dict[str, dict[int, tuple[float, str]]] = defaultdict(dict)
        for name, number in people:
            for variant in variants(name):
                self._learn(taken_apart(variant), variant, number)

    def candidates(self, text: str) -> list[Candidate]:
        """The people `text` may mean, the most plausible first; at most five."""
        best: dict[int, Candidate] = {}
        for variant in variants(text):
            for found in self._fitting(taken_apart(variant), variant):
                before = best.get(found.number)
                if before is None or before.confidence < found.confidence:
                    best[found.number] = found
        ranked = sorted(best.values(), key=lambda each: (-each.confidence, each.number))
        return [each for each in ranked if each.confidence >= _LEAST][:_MOST]

    def _learn(self, written: WrittenName, name: str, number: int) -> None:
        if written.mail:
            return
        if not written.words:
            if name.strip().isdecimal():
                self._joined[_in_one(name)][number] = (_ZEROS, "apart from zeros in front")
            return
        at = len(self._known)
        self._known.append((written, number))
        if len(written.words) == 1:
            self._single.add(at)
        for word in written.words:
            if word not in self._holders:
                self._beginnings[word[:1]].add(word)
                self._beginnings[word[:3]].add(word)
                for remainder in shortened(word, bound(len(word))):
                    self._remainders[remainder].add(word)
            self._holders[word].add(at)
        if not (written.generation or written.numbers):
            for joined, told in _run_together(written.words):
                self._joined[joined].setdefault(number, told)

    def _fitting(self, asked: WrittenName, text: str) -> Iterator[Candidate]:
        for at in self._pool(asked):
            known, number = self._known[at]
            found = likeness(asked, known)
            if found is not None:
                yield Candidate(number, found.confidence, ", ".join(found.differences) or "the same name")
        if not asked.generation:
            for number, (confidence, reason) in self._joined.get(_in_one(text), {}).items():
                yield Candidate(number, confidence, reason)

    def _pool(self, asked: WrittenName) -> set[int]:
        """Places of the names worth comparing."""
        near = [self._like(word) for word in asked.words]
        if len(near) == 1:
            return near[0]
        both = (one & other for one, other in combinations(near, 2))
        return set().union(*both, *(each & self._single for each in near))

    def _like(self, word: str) -> set[int]:
        """Places of the names with a word like this one."""
        if word not in self._near:
            like = {word} if word in self._holders else set()
            if is_initial(word):
                like |= self._beginnings.get(word, set())
            else:
                like |= {word[0]} & self._holders.keys()
                like |= {each for each in self._beginnings.get(word[:3], ()) if _is_beginning(word, each)}
                shared = (self._remainders.get(each, ()) for each in shortened(word, bound(len(word))))
                like |= {each for each in set().union(*shared) if _is_typo(word, each)}
            self._near[word] = set().union(*(self._holders[each] for each in like))
        return self._near[word]


def _exactly(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _only(found: set[int]) -> int | None:
    return next(iter(found)) if len(found) == 1 else None


def _is_beginning(word: str, other: str) -> bool:
    return is_short_form(word, other) or is_short_form(other, word)


def _is_typo(word: str, other: str) -> bool:
    return distance(word, other, bound(min(len(word), len(other)))) is not None


def _in_one(text: str) -> str:
    """A text as one word; an e-mail address up to its at sign, a number without zeros in front."""
    joined = "".join(words(spoken(text.partition("@")[0])))
    return joined.lstrip("0") if joined.isdecimal() else joined


def _run_together(parts: tuple[str, ...]) -> list[tuple[str, tuple[float, str]]]:
    """How a name looks as one word: written together, or as the name of an account."""
    found = [("".join(parts), (_JOINED, "words parted in another way"))]
    if len(parts) > 1:
        first, last = parts[0], parts[-1]
        account = (_LOGIN, "looks like the name of an account")
        forms = (first[0] + last, first + last[0], last + first[0], last[0] + first, last + first)
        found += [(form, account) for form in forms]
    return found
