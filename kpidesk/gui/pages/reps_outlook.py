"""Where the running period of a result is heading, as lines of its evidence: never without range, chance and n."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.domain import outlook_words
from kpidesk.gui import formats
from kpidesk.gui.pages.reps_standing import tr

if TYPE_CHECKING:
    from kpidesk.domain.outlook import Outlook


def outlook_rows(found: Outlook, currency: str) -> list[tuple[str, str]]:
    """Labels and sentences: the end of the period, what it still takes, and what both rest on."""

    def amount(value: float) -> str:
        digits = round(value, 1) if abs(value) < _WHOLE else float(round(value))
        return formats.amount(digits, found.kpi.unit, currency)

    basis = "; ".join(outlook_words.basis(found))
    rows = [
        (tr("Outlook"), outlook_words.end(found, amount)),
        (tr("Still to do"), outlook_words.needed(found, amount)),
        (tr("Rests on"), f"{basis[:1].upper()}{basis[1:]}."),
    ]
    return [(label, text) for label, text in rows if text]


_WHOLE = 100
