"""Data in Markdown (CommonMark): escaped is only what would be read as a sign, so that texts stay readable."""

from __future__ import annotations

import re

from kpidesk.domain.wording import plain

_SIGNS = re.compile(r"[\\`*_\[\]<~]|&(?=#?\w+;)")
_BLOCK_START = re.compile(r"^(?=(?:[-+]|=+|-+|#{1,6})(?: |$)|>)")
_NUMBER_START = re.compile(r"^(\d{1,9})(?=[.)](?: |$))")
_LONGEST = 2_000


def inside(text: str) -> str:
    """One line of text after other words, read as nothing but text."""
    return _SIGNS.sub(r"\\\g<0>", plain(text, _LONGEST))


def opening(text: str) -> str:
    """One line of text that begins a paragraph or a list item: it must not begin a heading, list or quote either."""
    return _NUMBER_START.sub(r"\1\\", _BLOCK_START.sub(r"\\", inside(text)))
