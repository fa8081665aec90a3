"""Which question fits which talking point, and which was asked lately."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from kpidesk.domain.entities import Kpi
from kpidesk.domain.errors import UserError
from kpidesk.domain.wording import fill

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kpidesk.domain.entities import Kpi

QuestionId: TypeAlias = "int | str"
"""The number of a built-in question, the id of the manager's own as text."""

REST, LONGEST_REST = 2, 8
"""One-on-ones during which a question rests after it was asked, unless Settings say otherwise."""

_ROLE_WORDS = {
    "account_manager": ("account manag", "customer success", "key account"),
    "channel": ("channel", "partner"),
    "sdr": ("sdr", "bdr", "development"),
    "inside": ("inside",),
    "field": ("field", "account executive", "outside"),
}
ROLES = tuple(_ROLE_WORDS)


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the bank; empty `kpis`, `classes` or `roles` mean any."""

    id: QuestionId
    group: str
    rules: frozenset[str]
    text: str
    kpis: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    always: bool = False
    """Whether it never rests: it belongs to every one-on-one."""

    def fits(self, rule: str, kpi: Kpi | None, role: str) -> bool:
        """Whether it may be asked about this KPI of a rep with this role when `rule` speaks."""
        about = not self.kpis or (kpi is not None and kpi.key in self.kpis)
        kind = not self.classes or (kpi is not None and kpi.kpi_class in self.classes)
        return rule in self.rules and about and kind and (not self.roles or role in self.roles)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its fields filled in."""

    id: QuestionId
    text: str


@dataclass(frozen=True, slots=True)
class QuestionBank:
    """All questions that are asked, in the order in which equals take turns."""

    questions: tuple[Question, ...]
    rest: int = REST
    """One-on-ones during which a question rests."""

    def choose(
        self,
        rule: str,
        *,
        kpi: Kpi | None,
        role: str,
        fields: Mapping[str, str],
        recent: Sequence[frozenset[QuestionId]],
        taken: frozenset[QuestionId] = frozenset(),
        count: int = 1,
    ) -> tuple[Asked, ...]:
        """The best questions for one talking point: about this very KPI or role first, then the longest unasked.

        What was asked in the last `rest` one-on-ones is not asked again; there may be none left then.

        Args:
            rule: Rule that put the talking point on the agenda.
            kpi: Its KPI.
            role: Role code, see `role_code`.
            fields: Texts for the fields in braces; a question with an unknown field is passed over.
            recent: Ids asked in earlier one-on-ones with this rep, newest first.
            taken: Ids already on this agenda.
            count: How many at most.
        """
        found: list[tuple[tuple[int, int, int], Asked]] = []
        for at, question in enumerate(self.questions):
            if question.id in taken or not question.fits(rule, kpi, role):
                continue
            ago = next((ago for ago, ids in enumerate(recent) if question.id in ids), len(recent))
            rests = ago < min(self.rest, len(recent)) and not question.always
            text = None if rests else fill(question.text, fields)
            if text is not None:
                found.append(((int(not question.kpis and not question.roles), -ago, at), Asked(question.id, text)))
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
                frozenset(table.get("classes", ())),
                frozenset(table.get("roles", ())),
                always=table.get("always", False) is True,
            )
            for table in tables
        ]
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise UserError(
            f"The question bank cannot be read: {error}. Put it right, or install KPIdesk again."
        ) from error
    if len({question.id for question in questions}) < len(questions):
        raise UserError("The question bank has two questions with one id. Give each question its own.")
    return QuestionBank(tuple(questions))


def role_code(role: str) -> str:
    """The catalogue's name of a role written by people: "Key Account Manager" is "account_manager"; "" when unknown."""
    plain = " ".join(role.casefold().replace("_", " ").split())
    for code, words in _ROLE_WORDS.items():
        if plain == code.replace("_", " ") or any(word in plain for word in words):
            return code
    return ""
