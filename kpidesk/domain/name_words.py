"""The words of a person's name, however a file writes it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kpidesk.domain.folding import fold

_BEFORE = frozenset(
    (
        *("mr", "mrs", "ms", "miss", "mx", "sir", "dame", "rev", "dr", "prof", "dipl", "ing", "mag"),
        *("herr", "hr", "frau", "fr", "mme", "mlle", "sr", "sra", "srta", "sig", "dhr", "mevr"),
    )
)
_AFTER = frozenset(("phd", "md", "mba", "msc", "bsc", "cpa", "esq", "dr"))
_GENERATIONS = frozenset(("jr", "junior", "sr", "senior", "ii", "iii", "iv"))
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "å": "aa", "Å": "Aa"})
_BETWEEN = re.compile(r"[\s!-&(-/:-@\[-`{-~]+")
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}")
_MAIL = re.compile(r"([^\s@,;<>]+)@[^\s@,;<>]+")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class WrittenName:
    """A name taken apart."""

    words: tuple[str, ...]
    """Folded, in the order they are said; without titles, numbers and what stands in brackets."""
    surname_first: bool = False
    """A comma says that the surname came first."""
    titles: tuple[str, ...] = ()
    generation: str = ""
    """Jr., Sr., III: they tell relatives apart."""
    numbers: tuple[str, ...] = ()
    aside: str = ""
    """What stands in brackets."""
    mail: bool = False
    """The name was read from an e-mail address."""


@lru_cache(maxsize=1_000)
def words(text: str) -> tuple[str, ...]:
    """The words of a text, folded; hyphens and full stops part them, apostrophes do not."""
    return tuple(filter(None, _BETWEEN.split(fold(text).replace("'", ""))))


def variants(text: str) -> tuple[str, ...]:
    """A text, and the same with ue for ü and the like if it has such letters."""
    plain = text.translate(_UMLAUTS)
    return (text,) if plain == text else (text, plain)


def spellings(text: str) -> set[tuple[str, ...]]:
    """The words of each variant of a text; none if it has no words."""
    return {found for found in map(words, variants(text)) if found}


def spoken(text: str) -> str:
    """A name as it is said: "Okafor, Maya" becomes "Maya Okafor", spaces are single."""
    parts = _parts(text)
    if len(parts) >= 2:
        text = " ".join((parts[1], parts[0], *parts[2:]))
    return " ".join(text.split())


def has_surname_first(text: str) -> bool:
    """Whether a comma says that the surname came first."""
    return len(_parts(text)) >= 2


def taken_apart(text: str) -> WrittenName:
    """The parts of a name."""
    mail = _MAIL.search(text)
    if mail is not None:
        return WrittenName(words(re.sub(r"\d+", " ", mail[1])), mail=True)
    aside = " ".join(_ASIDE.findall(text))
    bare = _ASIDE.sub(" ", text)
    found = list(words(spoken(bare)))
    numbers = tuple(word for word in words(text) if _DIGIT.search(word))
    found = [word for word in found if not _DIGIT.search(word)]
    titles: list[str] = []
    while len(found) > 1 and found[0] in _BEFORE:
        titles.append(found.pop(0))
    generation = ""
    while len(found) > 1 and found[-1] in _AFTER | _GENERATIONS:
        last = found.pop()
        if last in _GENERATIONS:
            generation = {"junior": "jr", "senior": "sr"}.get(last, last)
        else:
            titles.append(last)
    return WrittenName(tuple(found), has_surname_first(bare), tuple(titles), generation, numbers, aside)


@lru_cache(maxsize=1_000)
def _parts(text: str) -> tuple[str, ...]:
    """Surname, given names and what follows, if commas part the text that way; else nothing."""
    parts = tuple(part.strip() for part in text.split(","))
    if not 2 <= len(parts) <= 3 or not all(parts) or any(len(part.split()) > 3 for part in parts):
        return ()
    ends = [_is_ending(part) for part in parts]
    return () if ends[1] or not all(ends[2:]) else parts


def _is_ending(part: str) -> bool:
    """Whether a part only says a degree or a generation: "PhD", "Jr."."""
    return "".join(words(part)) in _AFTER or all(word in _AFTER | _GENERATIONS for word in words(part))
