"""The words by which a captured line is understood, language by language; all of them folded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kpidesk.domain.folding import fold
from kpidesk.domain.terms import Cadence

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Words:
    """One language. Phrases are tuples of folded words; names map a folded word to its number."""

    by: frozenset[tuple[str, ...]]
    """What stands before a day: by, until."""
    days: Mapping[tuple[str, ...], int]
    """Days from today: tomorrow is 1."""
    weekdays: Mapping[str, int]
    """Monday is 0."""
    shy: frozenset[str]
    """Short weekdays that are words of their own as well: read only after `by` or `coming`."""
    months: Mapping[str, int]
    coming: Mapping[str, int]
    """What stands before a weekday or a period: 0 means the one that comes first, 1 the one of next week."""
    this: frozenset[str]
    inside: frozenset[tuple[str, ...]]
    """What stands before a span of time: in 2 weeks."""
    units: Mapping[str, str]
    """A span of time, or a period, as day, week, month, quarter or year."""
    end: frozenset[tuple[str, ...]]
    """What stands before a period: end of."""
    ends: Mapping[str, str]
    """One word for the end of a period: eow."""
    numbers: Mapping[str, int]
    articles: frozenset[str]
    """One, where a span of time follows: in a week."""
    me: frozenset[str]
    """How the manager names himself before a colon."""
    more: frozenset[str]
    less: frozenset[str]
    fillers: frozenset[str]
    """What may stand between a number and its KPI."""
    toward: frozenset[str]
    """What may stand between a KPI and the level it is to have: to, at."""
    percent: frozenset[str]
    per: frozenset[str]
    """What stands before a period when it is a rate: a, per."""
    rates: Mapping[str, Cadence]
    """One word for a rate: weekly."""
    decimal: str = "."
    day_first: bool | None = True
    """Whether 3/4 is the third of April; None when nobody knows, then it is not read."""
    names: tuple[str, ...] = field(default=())
    """Other names of the manager."""


def _set(text: str) -> frozenset[str]:
    return frozenset(fold(text).split())


def _phrases(text: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(fold(each).split()) for each in text.split(","))


def _numbered(text: str, start: int = 0) -> dict[str, int]:
    """The words of each group, separated by commas, map to its number."""
    return {word: at for at, group in enumerate(text.split(","), start) for word in fold(group).split()}


_CADENCE = {each.value: each for each in Cadence}

ENGLISH = Words(
    by=_phrases("by,until,till,before,due,due by,by the,no later than,not later than,on,for"),
    days={("today",): 0, ("tonight",): 0, ("tomorrow",): 1, ("day", "after", "tomorrow"): 2,
          ("the", "day", "after", "tomorrow"): 2},
    weekdays=_numbered("monday mon,tuesday tue tues,wednesday wed,thursday thu thur thurs,friday fri,saturday sat,"
                       "sunday sun"),
    shy=_set("mon wed sat sun"),
    months=_numbered("january jan,february feb,march mar,april apr,may,june jun,july jul,august aug,"
                     "september sep sept,october oct,november nov,december dec", 1),
    coming={"next": 1, "coming": 0, "this": 0},
    this=_set("this the"),
    inside=_phrases("in,within,in the next"),
    units={"day": "day", "days": "day", "week": "week", "weeks": "week", "month": "month", "months": "month",
           "quarter": "quarter", "year": "year", "years": "year"},
    end=_phrases("end of,end of the,the end of,the end of the,end"),
    ends={"eow": "week", "eom": "month", "eoq": "quarter", "eoy": "year"},
    numbers=_numbered("zero,one,two,three,four,five,six,seven,eight,nine,ten,eleven,twelve"),
    articles=_set("a an one"),
    me=_set("me i myself"),
    more=_set("more extra additional another"),
    less=_set("fewer less"),
    fillers=_set("more extra additional another fewer less new good further"),
    toward=_set("to at is = : of"),
    percent=_set("percent pct points"),
    per=_set("a an per each every /"),
    rates={"daily": Cadence.DAY, "weekly": Cadence.WEEK, "monthly": Cadence.MONTH, "quarterly": Cadence.QUARTER},
)  # fmt: skip

GERMAN = Words(
    by=_phrases("bis,bis zum,bis zur,bis spätestens,spätestens,spätestens am,am,vor dem,vor,zum,fällig am"),
    days={("heute",): 0, ("morgen",): 1, ("ubermorgen",): 2},
    weekdays=_numbered("montag mo,dienstag di,mittwoch mi,donnerstag do,freitag fr,samstag sonnabend sa,sonntag so"),
    shy=_set("mo di mi do fr sa so"),
    months=_numbered("januar jänner jan,februar feber feb,märz mär,april apr,mai,juni jun,juli jul,august aug,"
                     "september sep sept,oktober okt,november nov,dezember dez", 1),
    coming={word: step for step, words in enumerate((
        "nächsten nächste nächster nächstem nächstes kommenden kommende kommender kommendem diesen diese dieser diesem",
        "übernächsten übernächste übernächster")) for word in fold(words).split()},
    this=_set("diesen diese dieser dieses diesem der des die dem den"),
    inside=_phrases("in,innerhalb von,binnen"),
    units={"tag": "day", "tage": "day", "tagen": "day", "woche": "week", "wochen": "week", "monat": "month",
           "monats": "month", "monate": "month", "monaten": "month", "quartal": "quarter", "quartals": "quarter",
           "jahr": "year", "jahres": "year", "jahre": "year", "jahren": "year"},
    end=_phrases("ende,zum ende,ende der,ende des"),
    ends={"wochenende": "week", "monatsende": "month", "quartalsende": "quarter", "jahresende": "year"},
    numbers=_numbered("null,eins,zwei,drei,vier,fünf,sechs,sieben,acht,neun,zehn,elf,zwölf"),
    articles=_set("ein eine einen einem einer eines"),
    me=_set("ich mich mir"),
    more=_set("mehr weitere zusätzliche weiteren zusätzlich"),
    less=_set("weniger"),
    fillers=_set("mehr weitere weiteren zusätzliche weniger neue neuen gute guten"),
    toward=_set("auf bei zu = :"),
    percent=_set("prozent punkte prozentpunkte"),
    per=_set("pro je die in jede jeden jedes der im am /"),
    rates={fold("täglich"): Cadence.DAY, fold("wöchentlich"): Cadence.WEEK, "monatlich": Cadence.MONTH},
    decimal=",",
)  # fmt: skip


def words_of(
    language: str,
    *,
    weekdays: Sequence[Sequence[str]] = (),
    months: Sequence[Sequence[str]] = (),
    decimal: str = "",
    day_first: bool | None = True,
    names: Sequence[str] = (),
) -> Words:
    """The words of a language ("de" is German, any other English) with the names its speaker sees on the screen.

    Args:
        language: Code of the language of the window.
        weekdays: Names of each day, Monday first.
        months: Names of each month, January first.
        decimal: The sign before decimals; empty is the language's own.
        day_first: See `Words`.
        names: Other names of the manager.
    """
    base = GERMAN if language.startswith("de") else ENGLISH
    return replace(
        base,
        weekdays={**base.weekdays, **_named(weekdays)},
        months={**base.months, **{name: at + 1 for name, at in _named(months).items()}},
        decimal=decimal or base.decimal,
        day_first=day_first,
        names=tuple(fold(each) for each in names if each.strip()),
    )


def cadence_of(unit: str) -> Cadence | None:
    """The cadence of a period: week."""
    return _CADENCE.get(unit)


def _named(names: Sequence[Sequence[str]]) -> dict[str, int]:
    found = ((fold(name).strip("."), at) for at, group in enumerate(names) for name in group)
    return {name: at for name, at in found if name and " " not in name}
