"""Numbers as people write them: separators, currency signs, percent, accounting negatives. Decided by column."""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import TYPE_CHECKING, TypeAlias

from kpidesk.domain.errors import UserError
from kpidesk.intake.doubts import About, Answer, DoubtError

if TYPE_CHECKING:
    from collections.abc import Iterable

Cell: TypeAlias = str | float | bool | dt.date
"""One cell: CSV gives text, a workbook also numbers, truth values and dates. Empty is the empty text."""

_BLANK = frozenset({"", "-", "–", "—"})
_MISSING = frozenset({"n/a", "na", "#n/a", "none", "null", "nan", ".", "..", "?", "tbd", "k.a.", "n.a."})
_ERRORS = frozenset(
    {"#N/A", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA"}
)
_DECORATION = re.compile(
    r"[€$£¥₹₽₩]|\b(?:eur|usd|gbp|chf|jpy|cad|aud|sek|nok|dkk|pln|czk|inr|mxn|brl|us|kr|zł|h|hrs?|std)\b\.?",
    re.IGNORECASE,
)
_GAPS = re.compile(r"(?<=\d)[\s'’](?=\d{3}(?!\d))")
_SIGN_GAP = re.compile(r"^([+-])\s+")
_PLAIN = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,3})?", re.IGNORECASE)
_WHOLE = re.compile(r"[+-]?\d+")
_THOUSANDS = re.compile(
    r"(?<![\w.,])(?:thousands?|tausend|tsd|[kt](?:eur|usd|gbp|chf| ?[€$£])|[€$£] ?k|'?000s?)(?!\w)|[([]k[)\]]"
)
_SUFFIX = re.compile(
    r"(?<=[\d ])(?:(?P<thousand>k|tsd\.?|teur)|(?P<million>(?-i:M)|mio\.?|mn|mln|million(?:s|en)?)"
    r"|(?P<billion>bn|mrd\.?))$",
    re.IGNORECASE,
)
_CURRENCIES = {
    **{sign: sign for sign in "€$£¥₹₽₩"},
    "eur": "€",
    "usd": "$",
    "gbp": "£",
    "jpy": "¥",
    "inr": "₹",
    "chf": "CHF",
    "cad": "CAD",
    "aud": "AUD",
    "sek": "SEK",
    "nok": "NOK",
    "dkk": "DKK",
    "pln": "PLN",
    "zł": "PLN",
    "czk": "CZK",
    "mxn": "MXN",
    "brl": "BRL",
}
_CURRENCY = re.compile(rf"[€$£¥₹₽₩]|\b(?:{'|'.join(name for name in _CURRENCIES if len(name) > 1)})\b", re.IGNORECASE)
_TIMES = {"thousand": 1e3, "million": 1e6, "billion": 1e9}
_LAKHS = re.compile(r"[+-]?\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d*)?")
_LONGEST = 40


def as_text(cell: Cell) -> str:
    """A cell as text, a whole number without a decimal point."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell)


def is_blank(cell: Cell) -> bool:
    """Whether a cell holds nothing, or just a dash."""
    return isinstance(cell, str) and cell.strip() in _BLANK


def is_missing(cell: Cell) -> bool:
    """Whether a cell says in words that there is no value."""
    return (
        isinstance(cell, str) and (fold := cell.strip().casefold()) != "" and (fold in _MISSING or not fold.strip("*"))
    )


def says_thousands(header: str) -> bool:
    """Whether the name of a column says that its numbers are thousands."""
    return _THOUSANDS.search(header.casefold()) is not None


def currencies(texts: Iterable[str]) -> set[str]:
    """The currencies that stand beside some numbers."""
    return {_CURRENCIES[sign.lower()] for text in texts for sign in _CURRENCY.findall(text)}


def is_formula(cell: Cell) -> bool:
    """Whether a cell is a formula nobody calculated, which a workbook gives as its text."""
    return isinstance(cell, str) and len(cell) > 1 and cell[0] == "="


def is_unsolved(cell: Cell) -> bool:
    """Whether a cell is a formula without a result or with an error for one."""
    return is_formula(cell) or cell in _ERRORS


class Numbers:
    """Reads the numbers of one column."""

    def __init__(self, decimal: str = ".", thousands: str | None = None) -> None:
        """Set the decimal sign, "." or ","; thousands are cut off by the other one unless said, or by spaces."""
        self.decimal = decimal
        mark = re.escape(thousands or ("," if decimal == "." else "."))
        self._grouped = re.compile(rf"[+-]?\d{{1,3}}(?:{mark}\d{{3}})+(?:{re.escape(decimal)}\d*)?")
        self._mark = thousands or ("," if decimal == "." else ".")

    @property
    def plain(self) -> bool:
        """Whether most of these numbers are what `float` reads."""
        return self.decimal == "."

    def read(self, cell: Cell) -> float:
        """The number in a cell; a percent sign divides by 100.

        Raises:
            ValueError: it is not a number; the text says why in a few words.
        """
        if isinstance(cell, float) and math.isfinite(cell):
            return cell
        if not isinstance(cell, str) or len(cell) > _LONGEST:
            raise ValueError("is not a number")
        text = cell.strip()
        if _WHOLE.fullmatch(text) or (self.decimal == "." and _PLAIN.fullmatch(text)):
            return _finite(float(text))
        text, sign = _unsigned(text.replace("−", "-"))
        percent = text.endswith("%")
        text = _DECORATION.sub("", text.rstrip("% ")).strip()
        text, again = _unsigned(text)
        times = 1.0
        if suffix := _SUFFIX.search(text):
            text, times = text[: suffix.start()].rstrip(), _TIMES[suffix.lastgroup or ""]
        text = self._standard(_SIGN_GAP.sub(r"\1", _GAPS.sub("", text)))
        if not _PLAIN.fullmatch(text):
            raise ValueError("is not a number")
        value = _finite(float(text) * times) * sign * again
        return value / 100 if percent else value

    def _standard(self, text: str) -> str:
        if self._grouped.fullmatch(text) or (self._mark == "," and _LAKHS.fullmatch(text)):
            text = text.replace(self._mark, "")
        elif self.decimal == "," and "." in text:
            return ""  # a stray point is no decimal sign here
        return text.replace(",", ".", 1) if self.decimal == "," else text

    def fits(self, text: str) -> float | None:
        """The number in `text`, or None."""
        try:
            return self.read(text)
        except ValueError:
            return None


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise ValueError("is too large a number")
    return value


def _unsigned(text: str) -> tuple[str, float]:
    """Take an accounting or trailing minus off: "(1,200)" and "1200-" are negative."""
    if text.startswith("(") and text.endswith(")"):
        return text[1:-1].strip(), -1.0
    if text.endswith("-"):
        return text[:-1].strip(), -1.0
    return text, 1.0


_POINT, _COMMA = Numbers("."), Numbers(",")


def decimal_votes(texts: Iterable[str]) -> tuple[int, int, str | None]:
    """How many texts are numbers only with a decimal point, only with a decimal comma, and one that differs in both."""
    point = comma = 0
    doubtful = None
    for text in texts:
        with_point, with_comma = _POINT.fits(text), _COMMA.fits(text)
        if with_point is None and with_comma is None:
            continue
        if with_comma is None:
            point += 1
        elif with_point is None:
            comma += 1
        elif with_point != with_comma:
            doubtful = doubtful or text
    return point, comma, doubtful


def _is_odd_money(text: str) -> bool:
    """Whether an amount has a point before three digits, which hardly are a thousandth: "1.234 €"."""
    return "." in text and bool(currencies([text]))


def decide_decimal(columns: dict[str, list[str]], delimiter: str | None, where: str) -> dict[str, str]:
    """The decimal sign of each column, from all its texts.

    A column in doubt ("1.234" everywhere) follows the other columns of its file, then its delimiter: in a file split by
    commas the comma cannot be the decimal sign. What is still in doubt is asked.

    Raises:
        UserError: two readings fit, or a column mixes both ways of writing.
    """
    votes = {name: decimal_votes(texts) for name, texts in columns.items()}
    sure = {name: "." if point > comma else "," for name, (point, comma, _) in votes.items() if point != comma}
    common = set(sure.values())
    found = {}
    for name, (point, comma, doubtful) in votes.items():
        if point and comma and max(point, comma) < 10 * min(point, comma):
            raise UserError(f"{where}, column “{name}”: some numbers have a decimal point, others a decimal comma.")
        if name in sure:
            found[name] = sure[name]
        elif len(common) == 1:
            found[name] = next(iter(common))
        elif doubtful is None or (delimiter == "," and not _is_odd_money(doubtful)):
            found[name] = "."
        else:
            point_reading, comma_reading = _POINT.read(doubtful), _COMMA.read(doubtful)
            low, high = sorted((point_reading, comma_reading))
            raise DoubtError(
                f"{where}, column “{name}”: {doubtful} can be {low:g} or {high:g}. "
                'Say which in a recipe: [file] decimal = "." or decimal = ",".',
                About.DECIMAL,
                (Answer(".", point_reading), Answer(",", comma_reading)),
                doubtful,
            )
    return found
