"""A line as words with their places, and the numbers among them."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpidesk.domain.folding import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpidesk.domain.capture.words import Words

_EDGES = ".,;!?()[]\"“”„»«'’"
_PIECES = re.compile(r"\d{1,4}[/.-]\d{1,2}(?:[/.-](?:\d{1,4})?)?(?!\w)[^\s/:]*|[^\s/:]+|[/:]")
_NUMBER = re.compile(r"([+−-]?)([€$£¥]?)(\d[\d.,'’]*)(k|m|mio)?([€$£¥%]?)x?")
_FACTORS = {"k": 1e3, "m": 1e6, "mio": 1e6}


@dataclass(frozen=True, slots=True)
class Token:
    """One word of the line: where it stands, as typed, and folded without punctuation around it."""

    start: int
    end: int
    raw: str
    word: str


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as typed: a level, or with a sign the change of one."""

    value: float
    delta: bool = False
    percent: bool = False


def tokens(text: str) -> list[Token]:
    """The words of a line; a slash or a colon between words is one of them."""
    found = []
    for piece in _PIECES.finditer(text):
        raw = piece.group()
        found.append(Token(piece.start(), piece.end(), raw, fold(raw).strip(_EDGES)))
    return found


def matches(line: Sequence[Token], at: int, phrase: Sequence[str]) -> bool:
    """Whether a phrase stands at a place."""
    return len(line) >= at + len(phrase) and all(line[at + step].word == word for step, word in enumerate(phrase))


def amount(line: Sequence[Token], at: int, words: Words) -> tuple[Amount, int] | None:
    """The number that begins at a place, and the place after it; None when there is none."""
    sign, here = "", at
    if line[at].raw == "+" and at + 1 < len(line):
        sign, here = "+", at + 1
    found = _read(line[here], words)
    if found is None:
        return None
    value, own_sign, percent = found
    sign = sign or own_sign
    after = here + 1
    if after < len(line) and (line[after].word in words.percent or line[after].raw == "%"):
        percent, after = True, after + 1
    return Amount(-value if sign in {"-", "−"} else value, bool(sign), percent), after


def _read(token: Token, words: Words) -> tuple[float, str, bool] | None:
    plain = token.raw.rstrip(".,;:!?)").lstrip("(").lower()
    found = _NUMBER.fullmatch(plain)
    if found is None:
        number = words.numbers.get(token.word)
        return None if number is None else (float(number), "", False)
    value = _decimal(found[3], words.decimal)
    value = None if value is None else value * _FACTORS.get(found[4] or "", 1.0)
    if value is None or not math.isfinite(value):
        return None
    return value, found[1], found[5] == "%"


def _decimal(digits: str, decimal: str) -> float | None:
    """Digits with the separators of a language; a group of three digits after the other sign is thousands."""
    group = "." if decimal == "," else ","
    digits = digits.rstrip(".,'’").replace("’", "'").replace("'", "")
    if group in digits and not re.fullmatch(rf"\d{{1,3}}(\{group}\d{{3}})+(\{decimal}\d+)?", digits):
        # One foreign sign can only be meant as the decimal one; more make no number.
        digits = digits.replace(group, decimal) if digits.count(group) == 1 and decimal not in digits else "."
    try:
        return float(digits.replace(group, "").replace(decimal, "."))
    except ValueError:
        return None
