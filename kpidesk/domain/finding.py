"""Full-text search: what was typed, what was found, and the piece of text that shows it."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from kpidesk.domain.entities import Id

_TYPED = re.compile(r'"([^"]*)("?)|[^\s"]+')
_BEFORE, _WIDE = 32, 120
"""Letters before the first word found, and of a snippet in all."""
_TRIED = 20
"""As many places of each of several words are tried."""
_LETTER = r"[^\W_]"
Marks = tuple[tuple[int, int], ...]


class Places(StrEnum):
    """Where words may be found."""

    NOTE = "note"
    AGENDA = "agenda"
    COMMITMENT = "commitment"
    TOPIC = "topic"
    WIN = "win"


class Term(NamedTuple):
    """A word, or a phrase, of what was typed."""

    text: str
    whole: bool
    """Whether its last word must end there; else more letters may follow."""


class Found(NamedTuple):
    """One place where the words were found. A plain tuple, since each key typed makes fifty of them.

    `snippet` is plain text on one line; `marks` are the found words in it, as (begin, end).
    """

    where: Places
    on: dt.date
    rep_id: Id
    ident: Id
    """Of the note, talking point, commitment, topic or win."""
    meeting_id: Id | None
    private: bool
    snippet: str
    marks: Marks

    def marked(self, begin: str, end: str) -> str:
        """The snippet with signs around the found words."""
        text, last = "", 0
        for first, past in self.marks:
            text += self.snippet[last:first] + begin + self.snippet[first:past] + end
            last = past
        return text + self.snippet[last:]


def terms(words: str) -> list[Term]:
    """The words and phrases of a line that was typed; signs that stand alone are left out."""
    # Composed, since a letter with its accent apart would be split from it.
    line = unicodedata.normalize("NFC", words).replace("\0", " ")
    found = [(each[1], bool(each[2])) if each[1] is not None else (each[0], False) for each in _TYPED.finditer(line)]
    return [Term(text, whole) for text, whole in found if any(letter.isalnum() for letter in text)]


class Snippets:
    """Cuts the piece around the found words out of texts, and marks them; letters compare as the index compares them.

    SQLite's own `snippet` takes every text apart to its end for it, which costs more than finding them all.
    """

    def __init__(self, asked: list[Term]) -> None:
        self._asked = [(_words(term)[0], re.compile(_pattern(term))) for term in asked]

    def cut(self, text: str) -> tuple[str, Marks]:
        """The piece with the most different words in it, on one line, and where they stand in it."""
        text = text if text.isascii() else unicodedata.normalize("NFC", text)
        level = _level(text)
        # One word is looked for once: its first place says where to cut, and the search goes on from there.
        places = _places(level, *self._asked[0]) if len(self._asked) == 1 else iter(self._all(level))
        first = next(places, (0, 0))
        begin, end = _window(text, first[0])
        head = "…" if begin else ""
        by = len(head) - begin
        marks = [(first[0] + by, first[1] + by)] if first[1] else []
        for span in places:
            if span[1] > end:
                break
            marks.append((span[0] + by, span[1] + by))
        return head + " ".join(text[begin:end].split("\n")) + ("…" if end < len(text) else ""), tuple(marks)

    def _all(self, level: str) -> list[tuple[int, int]]:
        """The places of several words from the one on that has the most different words behind it."""
        every = sorted(
            (*span, number) for number, each in enumerate(self._asked) for span in islice(_places(level, *each), _TRIED)
        )

        def different(at: int) -> int:
            last = every[at][0] + _WIDE - _BEFORE
            return len({number for _first, past, number in every[at:] if past <= last})

        best = max(range(len(every)), key=different, default=0)
        return _apart([(first, past) for first, past, _number in every[best:]])


def _places(level: str, head: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Where a term stands; to look for its first word plainly is many times faster than to look for the pattern."""
    at = level.find(head)
    while at >= 0:
        found = pattern.match(level, at)
        if found:
            yield found.span()
        at = level.find(head, found.end() if found else at + 1)


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Places from left to right, without those inside or across an earlier one."""
    kept: list[tuple[int, int]] = []
    for first, past in spans:
        if not kept or first >= kept[-1][1]:
            kept.append((first, past))
    return kept


def _window(text: str, at: int) -> tuple[int, int]:
    """Begin and end of the piece to show, at whole words."""
    begin = max(at - _BEFORE, 0)
    begin = 0 if begin < 12 else text.find(" ", begin, at) + 1 or begin
    end = begin + _WIDE
    if end >= len(text):
        return begin, len(text)
    blank = text.rfind(" ", at + 1, end)
    return begin, blank if blank > at + _BEFORE else end


def _pattern(term: Term) -> str:
    end = f"(?!{_LETTER})" if term.whole else f"{_LETTER}*"
    return f"(?<!{_LETTER})" + r"[\W_]+".join(re.escape(word) for word in _words(term)) + end


def _words(term: Term) -> list[str]:
    return re.findall(f"{_LETTER}+", _level(term.text))


def _level(text: str) -> str:
    """The text in small letters without accents, letter for letter as long as it was."""
    if text.isascii():
        return text.lower()
    small = text.lower()
    if len(small) != len(text):
        small = "".join(letter.lower()[0] for letter in text)
    return small.translate(_BASE)


class _Base(dict[int, str]):
    """Letters by the letter they are without accents, worked out when first met."""

    def __missing__(self, code: int) -> str:
        self[code] = unicodedata.normalize("NFD", chr(code))[0]
        return self[code]


_BASE = _Base()
