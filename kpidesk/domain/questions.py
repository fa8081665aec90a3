"""Which question fits which talking point, and which was asked lately."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpidesk.domain.errors import UserError
from kpidesk.domain.wording import fill

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

REST = 3
"""One-on-ones during which a question rests after it was asked, as long as another one fits."""

_ROLE_WORDS = {
    "account_manager": ("account manag", "customer success", "key account"),
    "channel": ("channel", "partner"),
    "sdr": ("sdr", "bdr", "development"),
    "inside": ("inside",),
    "field": ("field", "account executive", "outside"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the bank; empty `kpis` or `roles` mean any."""

    id: int
    group: str
    rules: frozenset[str]
    text: str
    kpis: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()

    def fits(self, rule: str, kpi: str | None, role: str) -> bool:
        """Whether it may be asked about this KPI of a rep with this role when `rule` speaks."""
        about = not self.kpis or kpi in self.kpis
        return rule in self.rules and about and (not self.roles or role in self.roles)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its fields filled in."""

    id: int
    text: str


@dataclass(frozen=True, slots=True)
class QuestionBank:
    """All questions, in the order of their ids."""

    questions: tuple[Question, ...]

    def choose(
        self,
        rule: str,
        *,
        kpi: str | None,
        role: str,
        fields: Mapping[str, str],
        recent: Sequence[frozenset[int]],
        taken: frozenset[int] = frozenset(),
        count: int = 1,
    ) -> tuple[Asked, ...]:
        """The best questions for one talking point: about this very KPI first, then the longest unasked, then by id.

        Args:
            rule: Rule that put the talking point on the agenda.
            kpi: Key of its KPI.
            role: Role code, see `role_code`.
            fields: Texts for the fields in braces; a question with an unknown field is passed over.
            recent: Ids asked in earlier one-on-ones with this rep, newest first.
            taken: Ids already on this agenda.
            count: How many at most.
        """
        found: list[tuple[tuple[int, int, int, int], Asked]] = []
        for question in self.questions:
            text = fill(question.text, fields)
            if question.id in taken or text is None or not question.fits(rule, kpi, role):
                continue
            ago = next((at for at, ids in enumerate(recent) if question.id in ids), len(recent))
            rank = (int(ago < min(REST, len(recent))), int(not question.kpis and not question.roles), -ago, question.id)
            found.append((rank, Asked(question.id, text)))
        return tuple(asked for _, asked in sorted(found, key=lambda each: each[0])[:count])


def parse(text: str) -> QuestionBank:
    """Read a question bank from TOML text.

    Raises:
        UserError: The text is not TOML, a question lacks its id, rules or text, or two share an id.
    """
    try:
        tables = tomllib.loads(text)["question"]
        questions = [
            Question(
                int(table["id"]),
                str(table.get("group", "")),
                frozenset(table["rules"]),
                str(table["text"]),
                frozenset(table.get("kpis", ())),
                frozenset(table.get("roles", ())),
            )
            for table in tables
        ]
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise UserError(
            f"The question bank cannot be read: {error}. Put it right, or install KPIdesk again."
        ) from error
    if len({question.id for question in questions}) < len(questions):
        raise UserError("The question bank has two questions with one id. Give each question its own.")
    return QuestionBank(tuple(sorted(questions, key=lambda question: question.id)))


def role_code(role: str) -> str:
    """The catalogue's name of a role written by people: "Key Account Manager" is "account_manager"; "" when unknown."""
    plain = " ".join(role.casefold().replace("_", " ").split())
    for code, words in _ROLE_WORDS.items():
        if plain == code.replace("_", " ") or any(word in plain for word in words):
            return code
    return ""
