"""How cells look: the light theme of the design guide, and number formats by unit and currency."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from kpidesk.domain.rates import counts_text
from kpidesk.domain.terms import Aggregation, Status, Unit

if TYPE_CHECKING:
    from kpidesk.domain.entities import Kpi
    from kpidesk.domain.entries import Floats

FONT = "Calibri"
INK, TEXT2, MUTED = "161B25", "434C5E", "616B7D"
GRID, HATCH, SUNKEN, RULE = "E1E4E9", "C9CED7", "F0F1F4", "1F2A44"
LEADING, LEADING_SOFT, LEADING_MID = "1664A5", "E4EFF9", "9CC3E5"
LAGGING, LAGGING_SOFT, LAGGING_MID = "82468C", "F4EAF6", "BC8FC6"
STATUS_COLOURS = {Status.GOOD: "17704A", Status.WATCH: "8A5A00", Status.RISK: "B5360F", Status.NONE: MUTED}
STATUS_WORDS = {
    Status.GOOD: "● On target",
    Status.WATCH: "▲ Watch",
    Status.RISK: "◆ At risk",
    Status.NONE: "◌ No data",
}
"""Shape and word: the colour only repeats them."""

PERCENT = "0%"
WHOLE = "#,##0"
ONE_DECIMAL = "#,##0.0"
TWO_DECIMALS = "#,##0.00"
DAY = "d mmm yyyy"
TEXT = "@"
GENERAL = "General"
_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "INR": "₹"}


@dataclass(frozen=True, slots=True)
class Look:
    """The look of a cell; `format` is its number format."""

    bold: bool = False
    colour: str = INK
    size: int = 10
    fill: str = ""
    align: str = "left"
    format: str = GENERAL
    wrap: bool = False
    edge: str = "cell"
    """"cell" for thin lines all round, "head" and "foot" with a dark line below or above, "" and "aside" without."""


TITLE = Look(bold=True, size=15, edge="")
SUBTITLE = Look(colour=TEXT2, edge="")
SECTION = Look(bold=True, size=11, edge="")
NOTE = Look(colour=MUTED, size=9, edge="")
BESIDE = Look(colour=MUTED, size=9, edge="aside")
"""A note right of a cell with lines."""
BODY = Look()
WRAPPED = Look(wrap=True)
HEAD = Look(bold=True, fill=SUNKEN, edge="head", wrap=True)
HEAD_RIGHT = Look(bold=True, fill=SUNKEN, edge="head", align="right", wrap=True)
FOOT = Look(bold=True, edge="foot")
MISSING = Look(fill="hatch")


def currency_format(currency: str, *, exact: bool = False) -> str:
    """Money with the sign, or the code, of a currency; no cents unless exact."""
    known = re.sub(r"[^A-Za-z]", "", currency)
    sign = _SIGNS.get(known, f"{known} " if known else "")
    digits = TWO_DECIMALS if exact else WHOLE
    return f'"{sign}"{digits};-"{sign}"{digits}' if sign else digits


def counts_format(numerator: float, denominator: float) -> str:
    """A rate printed in counts, "3 of 4", whose cell still holds the number."""
    return f'"{counts_text(round(numerator, 2), denominator)}"'


def value_format(kpi: Kpi, value: float | None, currency: str) -> str:
    """How a value of a KPI is printed: whole numbers without decimals."""
    if kpi.unit is Unit.PERCENT:
        return PERCENT
    if kpi.unit in {Unit.CURRENCY, Unit.CURRENCY_PER_DAY}:
        return currency_format(currency)
    if kpi.unit is Unit.RATIO:
        return TWO_DECIMALS
    whole = value is None or not math.isfinite(value) or abs(value - round(value)) < 0.05
    return WHOLE if whole else ONE_DECIMAL


def series_format(kpi: Kpi, values: Floats, currency: str) -> str:
    """How the values of a row are printed, all alike."""
    known = values[np.isfinite(values)]
    split = known[np.abs(known - np.round(known)) >= 0.05]
    return value_format(kpi, float(split[0]) if len(split) else None, currency)


def actual_format(kpi: Kpi, currency: str) -> str:
    """How averages of a KPI are printed, all alike: with one decimal unless it is money or a rate."""
    counted = kpi.unit in {Unit.COUNT, Unit.HOURS, Unit.DAYS, Unit.MINUTES, Unit.SCORE}
    return ONE_DECIMAL if counted and kpi.aggregation is not Aggregation.LAST else value_format(kpi, None, currency)


@lru_cache(maxsize=512)
def parts(look: Look) -> tuple[Any, Any, Any, Any]:
    """Font, fill, border and alignment of a look."""
    font = Font(name=FONT, size=look.size, bold=look.bold, color=look.colour)
    fill = PatternFill()
    if look.fill == "hatch":
        fill = PatternFill("lightUp", fgColor=HATCH, bgColor="FFFFFF")
    elif look.fill:
        fill = PatternFill("solid", fgColor=look.fill)
    align = Alignment(
        horizontal=look.align,
        vertical="top" if look.wrap and look.edge == "cell" else "center",
        wrap_text=look.wrap,
        indent=1 if look.edge else 0,
    )
    return font, fill, _border(look.edge), align


def _border(edge: str) -> Border:
    if edge in {"", "aside"}:
        return Border()
    thin, dark = Side("thin", color=GRID), Side("medium", color=RULE)
    return Border(
        left=thin,
        right=thin,
        top=dark if edge == "foot" else thin,
        bottom=dark if edge == "head" else thin,
    )
