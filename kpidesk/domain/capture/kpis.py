"""Which KPI a line speaks of: by its name, its noun or a short form of both; several are a choice, never a guess."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpidesk.domain.entities import Kpi
from kpidesk.domain.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kpidesk.domain.capture.tokens import Token

_TAILS = frozenset({"held", "made", "sent", "booked", "created", "won", "set", "asked", "touched", "prepared"})
"""What a name ends with that nobody says: discovery calls held."""
_NAME, _SHORT, _HEAD = 0, 1, 2
"""How well words fit: the name or noun itself, without its tail, or the noun's last word alone."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens from `first` up to, not including, `after` that name one KPI, or one of several."""

    first: int
    after: int
    kpis: tuple[Kpi, ...]


def find_kpi(line: Sequence[Token], kpis: Iterable[Kpi], taken: range) -> Mention | None:
    """The KPI of the longest words that fit one; words of a `taken` place belong to the day.

    Longer words win over shorter ones, and those that fit better over the others; what is left is a choice.
    """
    stems = [_stem(token.word) for token in line]
    found = [
        (len(phrase), -fit, -at, kpi)
        for kpi in kpis
        for fit, phrase in _phrases(kpi)
        for at in _places(stems, phrase)
        if not set(range(at, at + len(phrase))) & set(taken)
    ]
    if not found:
        return None
    best = max(each[:2] for each in found)
    ties = [each for each in found if each[:2] == best]
    first = min(-each[2] for each in ties)
    chosen = {each[3].id: each[3] for each in ties if -each[2] == first}
    return Mention(first, first + best[0], tuple(chosen.values()))


def _places(stems: Sequence[str], phrase: tuple[str, ...]) -> Iterator[int]:
    for at in range(len(stems) - len(phrase) + 1):
        if all(_alike(stems[at + step], word) for step, word in enumerate(phrase)):
            yield at


def _phrases(kpi: Kpi) -> Iterator[tuple[int, tuple[str, ...]]]:
    name = _words(kpi.name)
    whole = {name, _words(kpi.noun), _words(kpi.key.replace("_", " "))} - {()}
    for phrase in whole:
        yield _NAME, phrase
    short = name[:-1] if len(name) > 1 and fold(kpi.name).split()[-1] in _TAILS else ()
    if short and short not in whole:
        yield _SHORT, short
    noun = _words(kpi.noun)
    if len(noun) > 1 and noun[-1:] not in whole:
        yield _HEAD, noun[-1:]


def _words(text: str) -> tuple[str, ...]:
    return tuple(_stem(word) for word in fold(text).replace("-", " ").split())


def _stem(word: str) -> str:
    """A word without its plural."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _alike(one: str, two: str) -> bool:
    """The same word, or one with an ending that languages give to many: Gespräch, Gespräche."""
    if one == two:
        return True
    short, long = sorted((one, two), key=len)
    return len(short) >= 5 and long.startswith(short) and long[len(short) :] in {"e", "en", "n", "er"}
