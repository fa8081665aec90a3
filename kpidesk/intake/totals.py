"""Rows of totals, told by what stands in place of a name."""

from __future__ import annotations

import re

from kpidesk.domain.folding import fold

_ALONE = frozenset(
    (
        *("total", "totals", "grand total", "subtotal", "sub total", "sub-total", "overall", "sum", "average"),
        *("summe", "gesamt", "gesamtsumme", "insgesamt", "zwischensumme", "durchschnitt", "gesamtergebnis"),
        *("totaux", "total general", "somme", "suma", "total geral", "totale", "totaal"),
        *("ergebnis", "mittelwert", "moyenne", "sous-total", "promedio"),
    )
)
_INSTEAD_OF_A_NAME = frozenset({"mean", "avg", "median", "all reps", "all", "team", "alle"})
_BESIDE_A_NAME = (
    "total|totals|subtotal|sub-total|summe|gesamtsumme|zwischensumme|ergebnis|gesamtergebnis|insgesamt|gesamt"
    "|durchschnitt|average|mittelwert|somme|moyenne|sous-total"
)
_BEGINS = re.compile(rf"(?:grand )?(?:{_BESIDE_A_NAME})\b[: ]")
_ENDS = re.compile(rf"[: ](?:{_BESIDE_A_NAME})$")


def is_total(text: str) -> bool:
    """Whether a cell says that its row is one of totals: "Total", "Summe:"."""
    return fold(text).rstrip(":. ") in _ALONE


def is_total_name(text: str) -> bool:
    """Whether what stands in place of a name says so: "Total", but also "Okafor Total" or "Summe: Ost"."""
    plain = fold(text).rstrip(":. ")
    # Folded, the sign for an average would be the letter O.
    if plain in _ALONE | _INSTEAD_OF_A_NAME or text.strip(" :.").casefold() == "ø":
        return True
    return _BEGINS.match(plain) is not None or _ENDS.search(plain) is not None
