"""Numbers, days and names as the agenda words them: value, period and target, never an adjective about a person.

Texts are plain English; nothing here is markup. Data is put into templates by `fill` alone, which knows no expressions.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import TYPE_CHECKING

from kpidesk.domain.days import naming_day
from kpidesk.domain.terms import Aggregation, Cadence, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kpidesk.domain.entities import Kpi

_FIELD = re.compile(r"\{(\w+)\}")
# Characters that turn the writing direction or hide: a name with one could make a line read backwards.
_TURNS = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "INR": "₹"}
_SURE = 0.005
_EXACT = Context(prec=400)
"""Digits enough for any number there is."""
_UNITS = {Unit.HOURS: " h", Unit.MINUTES: " min", Unit.DAYS: " days"}
_A_PERIOD = {
    Cadence.DAY: "a day",
    Cadence.WEEK: "a week",
    Cadence.MONTH: "a month",
    Cadence.QUARTER: "a quarter",
    Cadence.YEAR: "a year",
}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_PREPOSITIONS = frozenset({"at", "by", "for", "from", "in", "of", "on", "per", "to", "up", "with", "without"})
_NO_PLURAL = ("ss", "us", "is", "'s", "’s")
_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")


def fill(template: str, fields: Mapping[str, str]) -> str | None:
    """The template with each `{field}` replaced once; None when a field is not known.

    Braces inside a field's text stay as they are: the result is never read as a template again.
    """
    if any(name not in fields for name in _FIELD.findall(template)):
        return None
    filled = _FIELD.sub(lambda found: fields[found[1]], template)
    return filled[:1].upper() + filled[1:]


def plain(text: str, longest: int = 160) -> str:
    """A text of unknown origin as one line: no control or direction characters, cut with an ellipsis when very long."""
    kept = "".join(" " if ch in _TURNS or unicodedata.category(ch) in {"Cc", "Cs"} else ch for ch in text)
    line = " ".join(kept.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def name(kpi: Kpi) -> str:
    """The name of a KPI at the start of a sentence."""
    shown = plain(kpi.name, 60)
    return shown[:1].upper() + shown[1:]


def inline(kpi: Kpi) -> str:
    """The name of a KPI inside a sentence: "discovery calls", but "SQLs" and "Q3 visits" stay."""
    shown = plain(kpi.name, 60)
    first = shown.split(" ")[0]
    short = any(ch.isupper() or ch.isdigit() for ch in first[1:]) or not first[1:2].isalpha()
    return shown if short else shown[:1].lower() + shown[1:]


def several(kpi: Kpi) -> bool:
    """Whether the name takes a plural verb: "discovery calls stay", "the win rate stays", "the sales cycle stays".

    What comes after a preposition does not decide: "contacts per opportunity stay", "share of new customers stays".
    """
    words = plain(kpi.name).casefold().split()
    upto = next((at for at, word in enumerate(words) if at and word in _PREPOSITIONS), len(words))
    head = words[:upto]
    return any(_is_plural(word, last=word is head[-1]) for word in head)


def _is_plural(word: str, *, last: bool) -> bool:
    """Whether a word ends as plurals do; "sales" before another word is no plural."""
    return word.endswith("s") and not word.endswith(_NO_PLURAL) and (word != "sales" or last)


def verb(kpi: Kpi, one: str, many: str) -> str:
    """The form of a verb that goes with the name."""
    return many if several(kpi) else one


def number(value: float) -> str:
    """A bare number with as many digits as matter: 2.3, 11, 1,240."""
    if math.isnan(value):
        return "–"
    return _digits(value, 1 if abs(value) < 100 else 0).removesuffix(".0")


def _digits(value: float, decimals: int) -> str:
    """A number with so many decimals; halves go up, as in the window and in spreadsheets: 2.25 is 2.3."""
    # Zero is added because there is no minus nought.
    return f"{Decimal(value).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _EXACT) + 0:,f}"


def amount(value: float, kpi: Kpi, currency: str = "EUR") -> str:
    """A value of a KPI with its unit: "2.3", "63%", "€14.4k", "6.4 h"."""
    if not math.isfinite(value):
        return "–"
    if kpi.unit is Unit.PERCENT:
        return f"{number(value * 100)}%"
    if kpi.unit in {Unit.CURRENCY, Unit.CURRENCY_PER_DAY}:
        return money(value, currency) + (" a day" if kpi.unit is Unit.CURRENCY_PER_DAY else "")
    if kpi.unit is Unit.RATIO and abs(value) < 10:
        return _digits(value, 2).rstrip("0").rstrip(".")
    return number(value) + _UNITS.get(kpi.unit, "")


def chance(share: float) -> str:
    """A chance in words, never 0% or 100%, which nobody can know: "about 26%", "under 1%"."""
    if share < _SURE:
        return "under 1%"
    return "over 99%" if share > 1 - _SURE else f"about {share:.0%}"


def change(value: float, kpi: Kpi, currency: str = "EUR") -> str:
    """A difference with its sign: "+5", "−€1.2k", "+4 points"."""
    sign = "−" if value < 0 else "+"
    if kpi.unit is Unit.PERCENT:
        return f"{sign}{number(abs(value) * 100)} points"
    return sign + amount(abs(value), kpi, currency)


def counted(things: str, shown: str) -> str:
    """What is counted beside its number: "meetings", but "+1 meeting"."""
    if shown.lstrip("+−") != "1":
        return things
    for ending, one in (("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("sses", "ss"), ("xes", "x")):
        if things.endswith(ending):
            return things.removesuffix(ending) + one
    return things if things.endswith(_NO_PLURAL) else things.removesuffix("s")


def money(value: float, currency: str) -> str:
    """An amount of money in three digits or so: €890, €14.4k, €1.21M."""
    sign = _SIGNS.get(currency, f"{currency} ")
    size = abs(value)
    minus = "−" if value < 0 else ""
    if size >= 999_500:
        return f"{minus}{sign}{_digits(size / 1e6, 2)}M"
    if size >= 10_000:
        return f"{minus}{sign}{_digits(size / 1e3, 1).removesuffix('.0')}k"
    return f"{minus}{sign}{_digits(size, 0)}"


def rate(value: float, kpi: Kpi, cadence: Cadence, currency: str = "EUR") -> str:
    """A value with its period where it has one: "2.3 a week", "63%"."""
    shown = amount(value, kpi, currency)
    return f"{shown} {_A_PERIOD[cadence]}" if flows(kpi) else shown


def a_period(cadence: Cadence) -> str:
    """The period of a rate: "a week"."""
    return _A_PERIOD[cadence]


def flows(kpi: Kpi) -> bool:
    """Whether a value is an amount per period, rather than a level or a ratio."""
    return kpi.aggregation in {Aggregation.SUM, Aggregation.DISTINCT} and kpi.unit is not Unit.PERCENT


def day(date: dt.date) -> str:
    """A day without its year: "20 Aug"."""
    return f"{date.day} {_MONTHS[date.month - 1]}"


def weekday(date: dt.date) -> str:
    """A day with its weekday: "Thu 20 Aug"."""
    return f"{_WEEKDAYS[date.weekday()]} {day(date)}"


def count(amount_of: int, one: str, many: str | None = None) -> str:
    """A small number of things at the start of a sentence: "Two weeks", "14 days"."""
    word = _NUMBERS[amount_of] if 0 <= amount_of < len(_NUMBERS) else str(amount_of)
    return f"{word} {one if amount_of == 1 else many or one + 's'}"


def days_ago(days: int) -> str:
    """How long ago, counted in the unit people use: "5 days", "3 weeks"."""
    return f"{days} day{'s' * (days != 1)}" if days < 14 else f"{round(days / 7)} weeks"


def periods(starts: Iterable[dt.date], cadence: Cadence) -> str:
    """Which periods a number comes from: "week 33", "weeks 31 to 33", "Jul to Aug", "the 3 quarters from 1 Jan"."""
    found = sorted(starts)
    if not found:
        return ""
    first, last = found[0], found[-1]
    if cadence is Cadence.WEEK:
        # A week belongs to the ISO week that holds its fourth day, whatever day weeks start on.
        one, other = ((each + dt.timedelta(days=3)).isocalendar().week for each in (first, last))
        return f"week {one}" if first == last else f"weeks {one} to {other}"
    if cadence is Cadence.MONTH:
        one_month, last_month = (_MONTHS[naming_day(each).month - 1] for each in (first, last))
        return one_month if first == last else f"{one_month} to {last_month}"
    if first == last:
        return f"the {cadence} from {day(first)}"
    return f"the {len(found)} {cadence}s from {day(first)}"


def listed(texts: Iterable[str]) -> str:
    """Texts in a sentence: "a", "a and b", "a, b and c"."""
    all_of = list(texts)
    return all_of[0] if len(all_of) == 1 else f"{', '.join(all_of[:-1])} and {all_of[-1]}" if all_of else ""
