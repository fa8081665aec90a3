"""How names and words are compared."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """Text as compared by people: no case, no accents, single spaces."""
    if not text.isascii():
        text = "".join(ch for ch in unicodedata.normalize("NFKD", text) if not unicodedata.combining(ch))
    return " ".join(text.casefold().split())
