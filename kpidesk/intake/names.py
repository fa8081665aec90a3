"""Names of people as files write them, without what nobody sees."""

from __future__ import annotations

import unicodedata

from kpidesk.domain.folding import fold
from kpidesk.intake.values import is_missing

LONGEST = 120
"""Characters of the longest name; more are a remark, or the rest of a file behind a stray quotation mark."""

_NOBODY = frozenset(
    (
        *("unassigned", "not assigned", "no owner", "nobody", "unknown", "blank", "empty", "n/a", "none"),
        *("nicht zugewiesen", "ohne", "unbekannt", "leer", "keiner", "non attribue", "aucun", "inconnu", "vide"),
    )
)
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_JOINERS = frozenset("\u200c\u200d")
"""They shape letters in names of some scripts."""


def clean_name(text: str) -> str:
    """A name with single spaces and without control, direction and other characters that nobody sees."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    kept = "".join(
        " " if ch.isspace() else "" if unicodedata.category(ch) in _UNSEEN and ch not in _JOINERS else ch for ch in text
    )
    return " ".join(kept.split())


def name_fault(name: str) -> str | None:
    """Why a text cannot be a person's name, as the end of a sentence; None if it can."""
    if is_missing(name) or fold(name).strip("()") in _NOBODY:
        return f"is “{name}”, which is nobody"
    if len(name) > LONGEST:
        return f"has {len(name):,} characters, too many for a name"
    if not any(ch.isalnum() for ch in name):
        return "has no letter, so it is no name"
    return None
