"""Reading one line whole: the owner before a colon, the day, the KPI with its number, and the words that stay."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kpidesk.domain.capture.days import Day, find_day, impossible_day, unread_day
from kpidesk.domain.capture.kpis import Mention, find_kpi
from kpidesk.domain.capture.tokens import Amount, Token, amount, tokens
from kpidesk.domain.capture.words import Words, cadence_of
from kpidesk.domain.entities import Kpi
from kpidesk.domain.folding import fold
from kpidesk.domain.terms import Cadence, Owner
from kpidesk.domain.wording import flows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kpidesk.domain.entities import Rep

_MOST_OWNER_WORDS = 4
_WEEK = dt.timedelta(days=7)
_SEPARATORS = " \t,;:.–-"
_LEADING = re.compile(r"^(?:[\s,;:]|[.–-](?!\d))+")
"""What separates a day from the words after it; a sign before a number is part of them."""


@dataclass(frozen=True, slots=True)
class Captured:
    """What a line says. Nothing of it is lost: what is not in `text` is said by `owner` and `day`."""

    source: str
    """The line exactly as typed."""
    text: str
    """Its words without the owner before a colon and without a day at its beginning or end."""
    owner: Owner | None = None
    kpis: tuple[Kpi, ...] = ()
    """None named, one, or several of which one is to be chosen."""
    amount: Amount | None = None
    cadence: Cadence | None = None
    """What the number is per, where that was said."""
    day: dt.date | None = None
    weekday: bool = False
    """Whether the day was said by its weekday alone."""
    unread: str = ""
    """A day that could be read two ways, as typed; it was not read."""
    impossible: str = ""
    """A day that no calendar has, as typed."""

    @property
    def kpi(self) -> Kpi | None:
        """The KPI, if only one can be meant."""
        return self.kpis[0] if len(self.kpis) == 1 else None


def capture(
    source: str, rep: Rep, kpis: Iterable[Kpi], on: dt.date, words: Words, quarter_end: dt.date | None = None
) -> Captured:
    """What a line says to whom knows the rep, the KPIs in use and the day.

    Args:
        source: The line as typed.
        rep: Whom it is about; named before a colon, the rep takes it on.
        kpis: KPIs that can be meant.
        on: The day it is said; days are always to come, unless a past year is named.
        words: The language.
        quarter_end: Last day of the running fiscal quarter, if "end of quarter" is to be understood.
    """
    line = tokens(source)
    owner, begin = _owner(line, rep, words)
    body = line[begin:]
    day = find_day(body, on, words, quarter_end)
    taken = range(day.first, day.after) if day else range(0)
    mention = find_kpi(body, kpis, taken)
    number = _number(body, mention, taken, words) if mention else None
    if mention and number is None and mention.after - mention.first == 1:
        # One word alone may be a verb: "call Acme".
        mention = None
    return Captured(
        source,
        _text(source, line, begin, day),
        owner,
        mention.kpis if mention else (),
        number,
        _cadence(body, words, taken) if number else None,
        day.day if day else None,
        weekday=bool(day and day.weekday),
        unread="" if day else unread_day(body, words),
        impossible=impossible_day(body, on, words),
    )


def due_day(captured: Captured, kpi: Kpi | None, on: dt.date) -> dt.date | None:
    """The day a promise is due.

    A level a week that is promised by a weekday before the next week begins is due the weekday after: what is measured
    are the weeks that begin between the promise and that day.
    """
    day = captured.day
    if day is None or kpi is None or captured.amount is None or not captured.weekday or not flows(kpi):
        return day
    begins = on + dt.timedelta(days=-on.weekday() % 7)
    return day + _WEEK if kpi.cadence in {Cadence.DAY, Cadence.WEEK} and day < begins else day


def _owner(line: Sequence[Token], rep: Rep, words: Words) -> tuple[Owner | None, int]:
    """Who stands before the first colon, and where the rest begins."""
    colon = next((at for at, token in enumerate(line[: _MOST_OWNER_WORDS + 1]) if token.raw == ":"), 0)
    if not colon or colon + 1 >= len(line):
        return None, 0
    said = " ".join(token.word for token in line[:colon])
    if said in {fold(rep.name), fold(rep.first_name)}:
        return Owner.REP, colon + 1
    if said in words.me or said in words.names:
        return Owner.MANAGER, colon + 1
    return None, 0


def _number(body: Sequence[Token], mention: Mention, taken: range, words: Words) -> Amount | None:
    """The number right before a KPI, or right after it; words such as "more" may stand between and give it a sign."""
    for at in range(mention.first - 1, -1, -1):
        if at in taken:
            break
        found = amount(body, at, words)
        if found is not None and _reaches(body, found[1], mention.first, words):
            # A lone plus stands before its number.
            plus = at > 0 and body[at - 1].raw == "+"
            around = {token.word for token in body[found[1] : mention.first]}
            return _signed(replace(found[0], delta=found[0].delta or plus), around, words)
    here = mention.after
    level = next((at for at in _after(body, here, words) if at not in taken and amount(body, at, words)), None)
    found = amount(body, level, words) if level is not None else None
    return found[0] if found else None


def _reaches(body: Sequence[Token], begin: int, end: int, words: Words) -> bool:
    return begin <= end and all(token.word in words.fillers for token in body[begin:end])


def _after(body: Sequence[Token], here: int, words: Words) -> Sequence[int]:
    """Where a level may stand after a KPI: at once, or after "to"; "from 8 to 12" is the twelve."""
    places: list[int] = []
    for at in range(here, min(here + 5, len(body))):
        if body[at].word in words.toward or body[at].raw == ":":
            places.insert(0, at + 1)
        elif at == here:
            places.append(at)
    return [at for at in places if at < len(body)]


def _signed(found: Amount, around: set[str], words: Words) -> Amount:
    if around & words.less:
        return replace(found, value=-abs(found.value), delta=True)
    return replace(found, delta=True) if around & words.more else found


def _cadence(body: Sequence[Token], words: Words, taken: range) -> Cadence | None:
    for at, token in enumerate(body):
        if at in taken:
            continue
        if token.word in words.rates:
            return words.rates[token.word]
        before = body[at - 1] if at else None
        if token.word in words.units and before is not None and (before.word in words.per or before.raw == "/"):
            return cadence_of(words.units[token.word])
    return None


def _text(source: str, line: Sequence[Token], begin: int, day: Day | None) -> str:
    """The line from its owner on, without the day where that stands at one of its ends."""
    first, last = begin, len(line)
    if day is not None and day.first == 0:
        first = begin + day.after
    if day is not None and begin + day.after == len(line):
        last = begin + day.first
    kept = source[line[first].start : line[last - 1].end] if first < last else ""
    kept = _LEADING.sub("", kept.rstrip(_SEPARATORS)) if (first, last) != (begin, len(line)) else kept.strip()
    # A line that is nothing but a day keeps its words.
    return kept or source.strip()


def read_day(text: str, on: dt.date, words: Words, quarter_end: dt.date | None = None) -> dt.date | None:
    """A day that was typed alone, with or without "by" before it; None when it is none, or more than that."""
    line = tokens(text)
    # After "by" also short forms are days: the 28th.
    by = next(phrase[0] for phrase in sorted(words.by) if len(phrase) == 1)
    led = find_day([Token(0, 0, "", by), *line], on, words, quarter_end)
    if led is not None and led.first == 0 and led.after == len(line) + 1:
        return led.day
    plain = find_day(line, on, words, quarter_end)
    return plain.day if plain is not None and plain.after - plain.first == len(line) else None


def read_amount(text: str, words: Words) -> tuple[Amount, Cadence | None] | None:
    """A number that was typed alone, perhaps with what it is per: 12, +2 a week, 20%; None when it is none."""
    line = tokens(text)
    found = amount(line, 0, words) if line else None
    if found is None:
        return None
    rest = line[found[1] :]
    around = {token.word for token in rest}
    cadence = _cadence(rest, words, range(0))
    known = words.fillers | words.per | words.units.keys() | words.rates.keys()
    if any(token.word not in known and token.raw != "/" for token in rest):
        return None
    return _signed(found[0], around, words), cadence
