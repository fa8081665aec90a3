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

_TYPED = re.compile(r'([^\s"]+)|"([^"]*)("?)')
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
    found = [Term(phrase or word, bool(end)) for word, phrase, end in _TYPED.findall(line)]
    return [each for each in found if any(map(str.isalnum, each.text))]


class Snippets:
    """Cuts the piece around the found words out of texts, and marks them; letters compare as the index compares them.

    SQLite's own `snippet` takes every text apart to its end for it, which costs more than finding them all.
    """

    def __init__(self, asked: list[Term]) -> None:
        self._asked = [_sought(term) for term in asked]

    def cut(self, text: str) -> tuple[str, Marks]:
        """The piece with the most different words in it, on one line, and where they stand in it."""
        text = text if text.isascii() else unicodedata.normalize("NFC", text)
        level = _level(text)
        # One word is looked for once: its first place says where to cut, and the search goes on from there.
        one = self._asked[0] if len(self._asked) == 1 else None
        spans = [_place(level, *one, 0, len(level)) or (0, 0)] if one else self._all(level)
        begin, end = _window(text, spans[0][0] if spans else 0)
        while one and (more := _place(level, *one, spans[-1][1], end)):
            spans.append(more)
        head = "…" if begin else ""
        by = len(head) - begin
        marks = tuple([(first + by, past + by) for first, past in spans if first < past <= end])
        return head + text[begin:end].replace("\n", " ") + ("…" if end < len(text) else ""), marks

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


def _place(level: str, head: str, pattern: re.Pattern[str], at: int, end: int) -> tuple[int, int] | None:
    """Where a term stands next. To look for its first word plainly is many times faster than for the pattern."""
    at = level.find(head, at, end)
    while at >= 0:
        if (not at or not level[at - 1].isalnum()) and (found := pattern.match(level, at)):
            return found.span()
        at = level.find(head, at + 1, end)
    return None


def _places(level: str, head: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """All places of a term from left to right."""
    found = _place(level, head, pattern, 0, len(level))
    while found:
        yield found
        found = _place(level, head, pattern, found[1], len(level))


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


def _sought(term: Term) -> tuple[str, re.Pattern[str]]:
    """The first word of a term, and the pattern of all of it from where a word begins."""
    words = re.findall(f"{_LETTER}+", _level(term.text))
    end = f"(?!{_LETTER})" if term.whole else f"{_LETTER}*"
    return words[0], re.compile(r"[\W_]+".join(map(re.escape, words)) + end)


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
