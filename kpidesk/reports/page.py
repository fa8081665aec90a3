"""A page to hand on: title, facts below it, and blocks of plain text. Every way out writes the same page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from kpidesk.domain.wording import plain
from kpidesk.reports.cells import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 2_000


class Kind(Enum):
    """What a block is."""

    HEADING = "heading"
    ENTRY = "entry"
    """The title of something below a heading."""
    TEXT = "text"
    POINT = "point"
    """One of a list."""
    NOTE = "note"
    """Several lines, in the Markdown somebody typed."""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a line or a note; only a note has more than one line."""

    kind: Kind
    text: str
    aside: str = ""
    """Said after it in a weaker tone: "10 min"."""


@dataclass(frozen=True, slots=True)
class Page:
    """Plain text throughout: whoever writes it down escapes what the format would take for a sign."""

    title: str
    on: dt.date
    facts: tuple[str, ...]
    blocks: tuple[Block, ...]


def page(title: str, on: dt.date, facts: Iterable[str], blocks: Iterable[Block]) -> Page:
    """A page whose title and facts are one line each."""
    return Page(plain(title, _LONGEST), on, tuple(plain(each, _LONGEST) for each in facts), tuple(blocks))


def heading(text: str, aside: str = "") -> Block:
    """A heading of the page."""
    return Block(Kind.HEADING, plain(text, _LONGEST), aside)


def entry(text: str, aside: str = "") -> Block:
    """The title of something below a heading."""
    return Block(Kind.ENTRY, plain(text, _LONGEST), aside)


def line(text: str) -> Block:
    """A line of its own."""
    return Block(Kind.TEXT, plain(text, _LONGEST))


def points(texts: Iterable[str]) -> list[Block]:
    """The lines of a list."""
    return [Block(Kind.POINT, plain(text, _LONGEST)) for text in texts]


def note(text: str) -> Block:
    """What somebody typed, as it was typed."""
    return Block(Kind.NOTE, clean(text).strip("\n"))
