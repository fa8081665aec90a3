"""A page as Markdown (CommonMark): escaped is only what would be read as a sign, so that texts stay readable."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kpidesk.domain.wording import plain
from kpidesk.reports.page import Block, Kind, Page

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIGNS = re.compile(r"[\\`*_\[\]<~]|&(?=#?\w+;)")
_BLOCK_START = re.compile(r"^(?=(?:[-+]|=+|-+|#{1,6})(?: |$)|>)")
_NUMBER_START = re.compile(r"^(\d{1,9})(?=[.)](?: |$))")
# Notes keep their Markdown, except what would load a picture or become a tag.
_LIVE = re.compile(r"(<|!(?=\[))")
_LONGEST = 2_000


def inside(text: str) -> str:
    """One line of text after other words, read as nothing but text."""
    return _SIGNS.sub(r"\\\g<0>", plain(text, _LONGEST))


def opening(text: str) -> str:
    """One line of text that begins a paragraph or a list item: it must not begin a heading, list or quote either."""
    return _NUMBER_START.sub(r"\1\\", _BLOCK_START.sub(r"\\", inside(text)))


def as_markdown(page: Page) -> str:
    """The page as Markdown, ending in a newline; notes keep their own Markdown, without pictures and tags."""
    return "\n".join(_lines(page)) + "\n"


def _lines(page: Page) -> Iterator[str]:
    yield f"# {inside(page.title)}"
    for fact in page.facts:
        yield from ("", opening(fact))
    before = None
    for block in page.blocks:
        if not block.kind == before == Kind.POINT:
            yield ""
        yield _block(block)
        before = block.kind


def _block(block: Block) -> str:
    aside = f" ({inside(block.aside)})" if block.aside else ""
    match block.kind:
        case Kind.HEADING:
            return f"## {inside(block.text)}{aside}"
        case Kind.ENTRY:
            return f"### {inside(block.text)}{aside}"
        case Kind.POINT:
            return f"- {opening(block.text)}"
        case Kind.NOTE:
            return _LIVE.sub(r"\\\1", block.text)
    return opening(block.text)
