"""How names and words are compared."""

from __future__ import annotations

import unicodedata

_PLAIN = str.maketrans(
    dict.fromkeys("‐‑‒–—−", "-")
    | dict.fromkeys("’‘ʼ`´", "'")
    | {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ı": "i"}
    | {"æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "þ": "th", "Þ": "Th"}
)
"""Letters and signs that Unicode takes apart no further."""


def fold(text: str) -> str:
    """Text as compared by people: no case, no accents, single spaces, plain hyphens and apostrophes."""
    if not text.isascii():
        apart = unicodedata.normalize("NFKD", text.translate(_PLAIN))
        text = "".join(ch for ch in apart if not unicodedata.combining(ch))
    return " ".join(text.casefold().split())
