"""A note as a reader sees it: headings, lists, tasks, quotes, bold and slanted words without their Markdown signs.

Only what the editor styles while one types is taken for a sign; all else stays as it was typed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEADING = re.compile(r"#{1,6}\s+(?=\S)")
_ITEM = re.compile(r"(\s*)(?:([-*+])|(\d{1,9}[.)]))\s+(?:\[([ xX])\](?:\s+|$))?")
_QUOTE = re.compile(r"\s*>+\s?")
_TONES = re.compile(
    r"(\*\*|__)(?=\S)(?P<bold>.+?)(?<=\S)\1"
    r"|(?<![*_\w])([*_])(?![\s*_])(?P<slanted>[^*_]+?)(?<![\s*_])\3(?![*_\w])"
)
_DEEPEST = 3
_BULLET, _OPEN, _DONE = "•", "☐", "☑"


class Look(Enum):
    """How a line of a note looks."""

    TEXT = "text"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"


class Tone(Enum):
    """How some words of a line look."""

    PLAIN = "plain"
    BOLD = "bold"
    SLANTED = "slanted"


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One line: its words in runs, and for an item what stands before it."""

    look: Look
    runs: tuple[tuple[str, Tone], ...]
    sign: str = ""
    depth: int = 0
    """How far a list is inside others."""

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(text for text, _tone in self.runs)


def note_lines(text: str) -> Iterator[NoteLine]:
    """The lines of a note, empty ones included."""
    for line in text.split("\n"):
        yield _line(line)


def _line(line: str) -> NoteLine:
    if (found := _HEADING.match(line)) is not None:
        return NoteLine(Look.HEADING, _runs(line[found.end() :]))
    if (found := _ITEM.match(line)) is not None:
        box = {" ": _OPEN, "x": _DONE, "X": _DONE}.get(found[4] or "")
        depth = min(len(found[1].expandtabs(4)) // 2, _DEEPEST)
        return NoteLine(Look.ITEM, _runs(line[found.end() :]), box or found[3] or _BULLET, depth)
    if (found := _QUOTE.match(line)) is not None:
        return NoteLine(Look.QUOTE, _runs(line[found.end() :]))
    return NoteLine(Look.TEXT, _runs(line))


def _runs(text: str) -> tuple[tuple[str, Tone], ...]:
    runs, at = [], 0
    for found in _TONES.finditer(text):
        tone = Tone(found.lastgroup)
        runs += [(text[at : found.start()], Tone.PLAIN), (found[tone.value], tone)]
        at = found.end()
    runs.append((text[at:], Tone.PLAIN))
    return tuple(run for run in runs if run[0])
