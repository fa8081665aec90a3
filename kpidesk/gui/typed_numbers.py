"""Numbers as people type and paste them, by the system's locale, and numbers in full for a cell or the clipboard."""

from __future__ import annotations

import csv
import io
import math

from PySide6.QtCore import QCoreApplication, QLocale

from kpidesk.domain.errors import UserError
from kpidesk.domain.terms import Unit
from kpidesk.gui import formats

_STEPS = {"k": 1e3, "m": 1e6, "b": 1e9}
_MONEY = frozenset({Unit.CURRENCY, Unit.CURRENCY_PER_DAY})
_ENDINGS = {Unit.HOURS: "h", Unit.MINUTES: "min", Unit.DAYS: "d"}
_MINUSES = str.maketrans({"−": "-", "–": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " "})


def tr(text: str) -> str:
    """Translate a text of this module."""
    return QCoreApplication.translate("typed_numbers", text)


def parse(text: str, unit: Unit, currency: str = "") -> float | None:
    """The number a text means, or None for an empty one, which is missing.

    Percentages are typed as they are shown: 63 and 63% both mean 0.63. Money may end in k, M or B.

    Raises:
        UserError: it is no number, or could mean two.
    """
    plain = text.translate(_MINUSES).strip()
    if plain in {"", "-"}:
        return None
    plain, factor = _without_signs(plain, unit, currency)
    value, fine = QLocale().toDouble(plain.replace(" ", QLocale().groupSeparator()) if " " in plain else plain)
    if not fine or not math.isfinite(value):
        message = tr("“%1” is not a number. Type one such as %2.")
        raise UserError(formats.fill(message, text.strip()[:40], formats.number(1234.5)))
    if unit is not Unit.PERCENT:
        return value * factor
    if "%" not in text and 0 < abs(value) <= 1:
        message = tr("“%1” could mean %1 percent or %2. Type it with a percent sign.")
        raise UserError(formats.fill(message, text.strip(), formats.percent(value)))
    return value / 100


def exact(value: float | None, unit: Unit) -> str:
    """A value with all the digits it has, without group separators; empty for missing. `parse` reads it back."""
    if value is None or not math.isfinite(value):
        return ""
    locale = QLocale()
    locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    shown = round(value * 100, 10) if unit is Unit.PERCENT else round(value, 10)
    text = locale.toString(float(shown), "f", 0) if shown == int(shown) else _shortest(locale, shown)
    return f"{text}%" if unit is Unit.PERCENT else text


def block(text: str) -> list[list[str]]:
    """The cells of a block as Excel and LibreOffice put it on the clipboard: rows of tab-separated texts."""
    lines = io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n"))
    return [row or [""] for row in csv.reader(lines, delimiter="\t")]


def _shortest(locale: QLocale, value: float) -> str:
    return locale.toString(float(value), "f", QLocale.FloatingPointPrecisionOption.FloatingPointShortest)


def _without_signs(text: str, unit: Unit, currency: str) -> tuple[str, float]:
    """Take away what only names the unit; what is left must be a bare number times the factor."""
    factor = 1.0
    if unit is Unit.PERCENT:
        return text.removesuffix("%").strip(), factor
    if unit in _MONEY:
        for sign in (formats.currency_sign(currency).strip(), currency):
            if sign:
                text = text.removeprefix(sign).removesuffix(sign).strip()
        if text and text[-1].lower() in _STEPS:
            factor = _STEPS[text[-1].lower()]
            text = text[:-1].strip()
    elif unit in _ENDINGS:
        text = text.removesuffix(_ENDINGS[unit]).strip()
    return text, factor
