"""How much alike two written names are, and in which respects they differ."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from kpidesk.domain.edit_distance import bound, distance

if TYPE_CHECKING:
    from kpidesk.domain.name_words import WrittenName

_INITIAL, _SURNAME_INITIAL, _SHORT, _TYPO, _FIRST_LETTER = 0.08, 0.05, 0.12, 0.10, 0.05
_TURNED, _AGAINST_COMMA, _OTHER_ORDER = 0.02, 0.08, 0.06
_MIDDLE, _OUTER, _ONE_WORD, _GENERATION = 0.06, 0.15, 0.25, 0.15
_TITLE, _ASIDE, _NUMBER, _MAIL = 0.01, 0.03, 0.03, 0.05
_MOST_ERRORS = 2


class Likeness(NamedTuple):
    """From 1.0, the same name, downwards: an order of plausibility, no probability."""

    confidence: float
    differences: tuple[str, ...]
    """In words; none where only the writing differs."""


class _Likeness(NamedTuple):
    """Of two words."""

    cost: float
    errors: int = 0
    initial: bool = False
    difference: str = ""


class _Pair(NamedTuple):
    cost: float
    at: int
    to: int
    """Places of the two words in their names."""
    words: _Likeness


def likeness(asked: WrittenName, known: WrittenName) -> Likeness | None:
    """Compare two names word by word; None if they cannot be the same person.

    Every word of the shorter name needs its counterpart: the same word, an initial, a short form, or one within the
    bound of typing errors. One counterpart at least is a whole word, and numbers in both names have to agree.
    """
    if not asked.words or not known.words or (asked.numbers and known.numbers and asked.numbers != known.numbers):
        return None
    pairs = _pairs(asked.words, known.words)
    if len(pairs) < min(len(asked.words), len(known.words)) or all(pair.words.initial for pair in pairs):
        return None
    if sum(pair.words.errors for pair in pairs) > _MOST_ERRORS:
        return None
    costs = [(pair.cost, pair.words.difference) for pair in pairs]
    costs += _order(asked, pairs, len(known.words))
    costs += _extras(asked, known, pairs)
    costs += _around(asked, known)
    confidence = round(1 - sum(cost for cost, _ in costs), 3)
    return Likeness(confidence, tuple(words for _, words in costs if words))


def _pairs(asked: tuple[str, ...], known: tuple[str, ...]) -> list[_Pair]:
    """The cheapest counterparts, each word once, in the order of the asked name."""
    found: list[_Pair] = []
    for at, word in enumerate(asked):
        for to, wanted in enumerate(known):
            alike = _compared(word, wanted)
            if alike is not None:
                surname = alike.initial and 0 < to == len(known) - 1
                found.append(_Pair(alike.cost + (_SURNAME_INITIAL if surname else 0), at, to, alike))
    taken: list[_Pair] = []
    for pair in sorted(found):
        if all(pair.at != other.at and pair.to != other.to for other in taken):
            taken.append(pair)
    return sorted(taken, key=lambda pair: pair.at)


@lru_cache(maxsize=20_000)
def _compared(word: str, wanted: str) -> _Likeness | None:
    """Compare two words; files repeat them, so the newest answers are kept."""
    if word == wanted:
        return _Likeness(0, initial=len(word) == 1)
    shorter, longer = sorted((word, wanted), key=len)
    if len(shorter) == 1:
        if not is_initial(shorter) or longer[0] != shorter:
            return None
        return _Likeness(_INITIAL, initial=True, difference=f"{shorter.upper()} stands for {longer.title()}")
    errors = distance(word, wanted, bound(len(shorter)))
    if errors is not None:
        cost = _TYPO * errors + (_FIRST_LETTER if word[0] != wanted[0] else 0)
        return _Likeness(cost, errors, difference="one letter differs" if errors == 1 else "two letters differ")
    if is_short_form(shorter, longer):
        return _Likeness(_SHORT, difference=f"{shorter.title()} may be short for {longer.title()}")
    return None


def is_initial(word: str) -> bool:
    """Whether a word is a single letter of a script that has initials."""
    return len(word) == 1 and word.upper() != word


def is_short_form(shorter: str, longer: str) -> bool:
    """Whether a word is the beginning of another, as Tom is of Tomas."""
    return 3 <= len(shorter) < len(longer) and longer.startswith(shorter)


def _order(asked: WrittenName, pairs: list[_Pair], count: int) -> list[tuple[float, str]]:
    places = [pair.to for pair in pairs]
    if places == sorted(places):
        return []
    turned = any(places[at:] + places[:at] == sorted(places) for at in range(1, len(places)))
    if not turned or len(places) < min(count, 2):
        return [(_OTHER_ORDER, "other order of the names")]
    if asked.surname_first:
        return [(_AGAINST_COMMA, "first name and surname swapped")]
    return [(_TURNED, "surname first")]


def _extras(asked: WrittenName, known: WrittenName, pairs: list[_Pair]) -> list[tuple[float, str]]:
    """What the words cost that only the longer name has."""
    if len(asked.words) == len(known.words):
        return []
    longer = asked.words if len(asked.words) > len(known.words) else known.words
    used = {pair.at if longer is asked.words else pair.to for pair in pairs}
    extra = [at for at in range(len(longer)) if at not in used]
    names = " ".join(longer[at].title() for at in extra)
    if len(pairs) == 1:
        return [(_ONE_WORD, f"only one of the names, without {names}")]
    outer = 0 in extra or len(longer) - 1 in extra
    return [(_OUTER if outer else _MIDDLE, f"{'with' if longer is asked.words else 'without'} {names}")]


def _around(asked: WrittenName, known: WrittenName) -> list[tuple[float, str]]:
    found: list[tuple[float, str]] = []
    if asked.generation != known.generation:
        found.append((_GENERATION, f"{(asked.generation or known.generation).title()} on one side only"))
    if asked.titles != known.titles:
        found.append((_TITLE, "apart from the title"))
    if asked.aside != known.aside:
        found.append((_ASIDE, f"apart from {asked.aside or known.aside}"))
    elif asked.numbers != known.numbers:
        found.append((_NUMBER, f"apart from {' '.join(asked.numbers or known.numbers)}"))
    if asked.mail:
        found.append((_MAIL, "read from the e-mail address"))
    return found
