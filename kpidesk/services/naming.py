"""The reps a file names: known ones, those the manager says a name means, and new ones."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from kpidesk.domain.entities import Alias, Id, Rep, new_id
from kpidesk.domain.folding import fold
from kpidesk.domain.name_matching import Candidate, Likenesses, Names, likely
from kpidesk.domain.name_words import spoken
from kpidesk.storage import imports
from kpidesk.storage.value_batches import NEW_REP

if TYPE_CHECKING:
    from kpidesk.services.team_file import TeamFile
    from kpidesk.storage.database import Connection
    from kpidesk.storage.import_edits import Journal

_PLAIN = re.compile(r"\w[\w .,'’-]*")
"""Names that can be typed on any command line between quotation marks."""


class Answer(Enum):
    """What to do with a name that is no rep's."""

    NEW = "new"
    """Add a rep of that name."""
    LEAVE_OUT = "leave_out"


Answers: TypeAlias = Mapping[str, Id | Answer]
"""By the name as it stands in the file: the rep it means, or what to do."""


@dataclass(frozen=True, slots=True)
class NameCandidate:
    """A rep whom a name may mean."""

    rep_id: str
    rep: str
    confidence: float
    """From 1.0 downwards: an order of plausibility, no probability."""
    reason: str


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A name in a file that is no rep's, and what becomes of it."""

    name: str
    rows: int
    """Rows left out because of it."""
    taken_as: str | None
    """Name of the rep it was taken as; None if it was left out."""
    added: bool
    """That rep is new."""
    candidates: list[NameCandidate]
    """The most plausible first."""
    likely: bool
    """The first candidate is clearly better than the second."""


class FileReps:
    """The reps of one import before anything is written: `find` those known, `settle` a name nobody has."""

    def __init__(
        self, known: TeamFile, source: int, answers: Answers, *, create: bool, apart: frozenset[str] = frozenset()
    ) -> None:
        """The reps of the import with the number `source`.

        With `create`, unknown names without an answer become new reps; a name kept `apart` is nobody's whose words
        stand in another order.
        """
        self._source, self._answers, self._create, self._apart = source, answers, create, apart
        self._numbers = dict(known.rep_numbers)
        self._known = known.names
        self._names = Names(self._known)
        self._alike: dict[str, list[Candidate]] = {}
        self._aliases = {fold(alias.text): alias for alias in known.aliases}
        self._settled: dict[str, int | None] = {}
        self._added: list[int] = []
        self._new_aliases: list[Alias] = []
        self._before = {self._numbers[rep.id]: rep for rep in known.reps}
        self._said: dict[int, set[str]] = {}
        """The fields the file gives, by rep."""
        self._straight: set[int] = set()
        self._turned: dict[str, int] = {}
        """Reps named as they are called, and those named with their words in another order."""
        self._named: set[Alias] = set()
        """Aliases kept already by which the file calls reps."""
        self.by_number = dict(self._before)

    @property
    def added(self) -> list[str]:
        """Names of the new reps."""
        return [self.by_number[number].name for number in self._added]

    @property
    def beside(self) -> frozenset[str]:
        """Names found by another order of their words, beside the very name: one file would hardly write both."""
        return frozenset(text for text, number in self._turned.items() if number in self._straight)

    def leave(self, used: Collection[int]) -> None:
        """Add no rep of whom nothing of the file was used."""
        gone = set(self._added) - set(used)
        self._added = [number for number in self._added if number not in gone]
        self._settled = {text: number for text, number in self._settled.items() if number not in gone}

    @property
    def turned(self) -> dict[str, str]:
        """The rep by each name that was found by another order of its words, and by nothing else."""
        return {text: self.by_number[number].name for text, number in sorted(self._turned.items())}

    def find(self, text: str) -> int | None:
        """The number of the rep called `text`; None if nobody is, or more than one."""
        alias = self._aliases.get(fold(text))
        if alias is not None:
            self._named.add(alias)
        settled = self._settled.get(text)
        if settled is not None:
            return settled
        number = self._names.find(text)
        if number is not None and self._names.turned(text):
            if text in self._apart:
                return None
            self._turned[text] = number
        elif number is not None:
            self._straight.add(number)
        return number

    def settle(self, text: str, *, create: bool = False) -> int | None:
        """The number of the rep that a name nobody has stands for; None if it is left out.

        An answer of the manager decides, and is remembered as an alias; without one `create` adds a rep.
        """
        if text not in self._settled:
            self._settled[text] = self._decide(text, create=create or self._create)
        return self._settled[text]

    def unknown(self, text: str) -> str:
        """What is wrong with a name that was left out, and who may be meant."""
        said = f"No rep is called “{text}”."
        found = self._candidates(text)
        if not found:
            return said
        best = likely(found)
        if best is None:
            names = " or ".join(dict.fromkeys(self.by_number[each.number].name for each in found[:3]))
            return f"{said} Did you mean {names}?"
        name = self.by_number[best.number].name
        hint = f' Keep it as an alias: kpidesk reps alias "{name}" "{text}".' if _typeable(name, text) else ""
        return f"{said} Did you mean {name} ({best.reason})?{hint}"

    def keep_alias(self, number: int, text: str) -> None:
        """Remember another name or number by which files call a rep, unless it is somebody's already."""
        text = " ".join(text.split())
        there = self._aliases.get(fold(text))
        if there is not None and there.rep_id == self.by_number[number].id:
            self._named.add(there)
        if not text or there is not None:
            return
        alias = Alias(new_id(), self.by_number[number].id, text, self._source)
        self._new_aliases.append(alias)
        self._aliases[fold(text)] = alias
        self._names.learn(text, number)

    def change(self, number: int, **fields: object) -> None:
        """Keep what a file says about a rep."""
        self._said.setdefault(number, set()).update(fields)
        self.by_number[number] = replace(self.by_number[number], **fields)  # type: ignore[arg-type]  # names of fields

    def write(self, journal: Journal) -> None:
        """Make the new reps and aliases, and change what the file says about those known."""
        for number in self._added:
            journal.create(self.by_number[number])
        for number, said in self._said.items():
            before, after = self._before.get(number), self.by_number[number]
            if before is not None:
                if before != after:
                    journal.change(before, after)
                journal.restate(after, *said)
        for alias in self._new_aliases:
            journal.create(alias)
        for alias in sorted(self._named - set(self._new_aliases), key=lambda alias: alias.text):
            journal.restate(alias)

    def numbers(self, connection: Connection) -> dict[int, int]:
        """The numbers that new reps have got, by the numbers they had before they were written."""
        return {number: imports.rep_number(connection, self.by_number[number].id) for number in self._added}

    def unknown_names(self, rows: Mapping[str, int]) -> list[UnknownName]:
        """The names nobody had, in the order of the file; `rows` were left out because of each."""
        return [self._told(text, number, rows.get(text, 0)) for text, number in self._settled.items()]

    def _decide(self, text: str, *, create: bool) -> int | None:
        answer = self._answers.get(text)
        if answer is Answer.LEAVE_OUT:
            return None
        if answer is Answer.NEW or (answer is None and create):
            return self._add(text)
        number = None if answer is None else self._numbers.get(answer)
        if number is not None:
            self.keep_alias(number, text)
        return number

    def _add(self, text: str) -> int:
        rep, number = Rep(new_id(), spoken(text)), NEW_REP + len(self._added)
        self._names.learn(rep.name, number)
        self._numbers[rep.id] = number
        self._straight.add(number)
        self.by_number[number] = rep
        self._added.append(number)
        return number

    def _told(self, text: str, number: int | None, rows: int) -> UnknownName:
        found = self._candidates(text)
        return UnknownName(
            text,
            rows,
            None if number is None else self.by_number[number].name,
            number in self._added,
            [self._candidate(each) for each in found],
            likely(found) is not None,
        )

    @cached_property
    def _likenesses(self) -> Likenesses:
        return Likenesses(self._known)

    def _candidates(self, text: str) -> list[Candidate]:
        if text not in self._alike:
            self._alike[text] = self._likenesses.candidates(text)
        return self._alike[text]

    def _candidate(self, found: Candidate) -> NameCandidate:
        rep = self.by_number[found.number]
        return NameCandidate(str(rep.id), rep.name, found.confidence, found.reason)


def _typeable(*texts: str) -> bool:
    return all(_PLAIN.fullmatch(text) for text in texts)
