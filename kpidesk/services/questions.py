"""The question bank of a file: what comes with KPIdesk, as the manager changed it, and the manager's own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from kpidesk import paths
from kpidesk.domain.edits import Change, Edit
from kpidesk.domain.entities import OwnQuestion, Workspace, new_id
from kpidesk.domain.errors import UserError
from kpidesk.domain.question_fields import check_fields
from kpidesk.domain.questions import LONGEST_REST, REST, ROLES, Question, QuestionBank, parse
from kpidesk.domain.signals.rulebook import RULEBOOK
from kpidesk.domain.terms import KpiClass
from kpidesk.domain.wording import plain
from kpidesk.storage import records

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpidesk.services.history import History
    from kpidesk.storage.database import Connection, Database

LONGEST = 240
WITHOUT_SIGNAL = ("OPEN", "WIN", "ASK", "OPENCOM", "DUE", "OWED", "GROW", "ALIGN", "CLOSE", "TOPIC", "FCST", "PIN")
"""Talking points that need no signal, and have questions."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A question as it stands in this file."""

    question: Question
    """As it is asked; a built-in one with the manager's words."""
    own: OwnQuestion | None = None
    """What the manager wrote; None for a built-in one as it came."""

    @property
    def asked(self) -> bool:
        """Whether it is asked at all."""
        return self.own is None or self.own.asked

    @property
    def number(self) -> int | None:
        """The number of a built-in question."""
        return self.question.id if isinstance(self.question.id, int) else None


@cache
def built_in() -> QuestionBank:
    """The questions as they come with KPIdesk, read once."""
    return parse(paths.resource("questions.toml").read_text(encoding="utf-8"))


def bank(connection: Connection) -> QuestionBank:
    """The questions that are asked: the manager's own take their turn first."""
    space = next(iter(records.select(connection, Workspace)), None)
    found = [each.question for each in _listed(records.select(connection, OwnQuestion, "text", "id")) if each.asked]
    own = [each for each in found if isinstance(each.id, str)]
    rest = space.question_rest if space else REST
    return QuestionBank((*own, *(each for each in found if isinstance(each.id, int))), rest)


class QuestionService:
    """Reads and changes questions; every change is one step that can be undone."""

    def __init__(self, database: Database, history: History) -> None:
        self._database = database
        self._history = history

    def all(self) -> list[Listed]:
        """The built-in questions by number, then the manager's own by their words."""
        with self._database.read() as connection:
            return _listed(records.select(connection, OwnQuestion, "text", "id"))

    def keep(self, new: OwnQuestion) -> Change:
        """Keep a question, new or changed; a built-in one as it came is no longer kept.

        Raises:
            UserError: It is empty or too long, fits no signal, knows a field its signals do not, or is there already.
        """
        new = replace(new, text=plain(new.text, LONGEST + 1))
        _check(new)
        ident = new.number or str(new.id)
        words = {each.question.text.casefold() for each in self.all() if each.question.id != ident}
        if new.text.casefold() in words:
            raise UserError("This question is there already. Change that one, or use other words.")
        with self._database.read() as connection:
            before = records.find(connection, OwnQuestion, new.id)
        original = next((each for each in built_in().questions if each.id == new.number), None)
        kept = None if original is not None and new.asked and _same(original, new) else new
        label = "Change question" if before or new.number else "Add question"
        return self._history.do(label, [Edit(before, kept)] if before != kept else [])

    def turn(self, listed: Listed, *, on: bool) -> Change:
        """Ask a question again, or no longer."""
        return self._history.do(
            "Turn question on" if on else "Turn question off",
            [Edit(listed.own, self._turned(listed, on=on))] if listed.asked != on else [],
        )

    def restore(self, listed: Listed) -> Change:
        """Take a built-in question back as it came, or delete one of the manager's own."""
        label = "Delete question" if listed.number is None else "Restore question"
        return self._history.do(label, [Edit(listed.own, None)] if listed.own else [])

    def rest(self) -> int:
        """One-on-ones with a rep during which a question is not asked again."""
        with self._database.read() as connection:
            space = next(iter(records.select(connection, Workspace)), None)
        return space.question_rest if space else REST

    def set_rest(self, meetings: int) -> Change:
        """Let questions rest for some one-on-ones.

        Raises:
            UserError: The number is out of its bounds.
        """
        if not 0 <= meetings <= LONGEST_REST:
            raise UserError(f"A question can rest for 0 to {LONGEST_REST} one-on-ones. Choose a number in between.")
        with self._database.read() as connection:
            before = next(iter(records.select(connection, Workspace)), None)
        after = replace(before or Workspace(new_id(), ""), question_rest=meetings)
        return self._history.do("Change how long questions rest", [Edit(before, after)] if before != after else [])

    def _before(self, new: OwnQuestion) -> OwnQuestion | None:
        with self._database.read() as connection:
            return records.find(connection, OwnQuestion, new.id)

    def _turned(self, listed: Listed, *, on: bool) -> OwnQuestion | None:
        own = replace(as_own(listed), asked=on)
        original = next((each for each in built_in().questions if each.id == listed.number), None)
        return None if on and original is not None and _same(original, own) else own


def as_own(listed: Listed) -> OwnQuestion:
    """What the manager would keep of a question if it were changed."""
    if listed.own is not None:
        return listed.own
    one = listed.question
    rules, roles, classes = (tuple(sorted(each)) for each in (one.rules, one.roles, one.classes))
    return OwnQuestion(new_id(), one.text, rules, roles, classes, listed.number)


def _listed(own: Iterable[OwnQuestion]) -> list[Listed]:
    found = list(own)
    pairs = [(each, next((one for one in found if one.number == each.id), None)) for each in built_in().questions]
    built = [Listed(_reworded(each, changed) if changed else each, changed) for each, changed in pairs]
    return built + [Listed(_question(each), each) for each in found if each.number is None]


def _reworded(question: Question, own: OwnQuestion) -> Question:
    changed = _question(own)
    return replace(question, text=changed.text, rules=changed.rules, roles=changed.roles, classes=changed.classes)


def _question(own: OwnQuestion) -> Question:
    rules, classes, roles = frozenset(own.rules), frozenset(own.classes), frozenset(own.roles)
    return Question(str(own.id), "own", rules, own.text, classes=classes, roles=roles)


def _same(original: Question, own: OwnQuestion) -> bool:
    return _reworded(original, own) == original


def _check(new: OwnQuestion) -> None:
    if not new.text:
        raise UserError("A question needs words. Type what you want to ask.")
    if len(new.text) > LONGEST:
        raise UserError(f"This question is longer than {LONGEST} characters. Ask it shorter.")
    if not new.rules:
        raise UserError("Choose at least one situation in which it is asked.")
    for words, known, what in (
        (new.rules, (*RULEBOOK, *WITHOUT_SIGNAL), "signal"),
        (new.roles, ROLES, "role"),
        (new.classes, tuple(KpiClass), "class of KPIs"),
    ):
        for word in words:
            if word not in known:
                raise UserError(f"There is no {what} {word}. Choose one of {', '.join(known)}.")
    check_fields(new.text, new.rules)
