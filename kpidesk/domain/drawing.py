"""Drawing up an agenda: signals in, talking points with minutes, questions and evidence out.

Same facts, plan, questions and thresholds give the same agenda, to the byte.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from kpidesk.domain import fallbacks, fixed_points, pins
from kpidesk.domain.agenda import TITLES, Agenda, AgendaSection, EvidenceLine, TalkingPoint
from kpidesk.domain.questions import role_code
from kpidesk.domain.scoring import rank
from kpidesk.domain.selection import IN_OWN_HANDS, choose
from kpidesk.domain.signals import candidates
from kpidesk.domain.signals.base import finite
from kpidesk.domain.signals.phrases import ONE_WEEK, average
from kpidesk.domain.signals.thresholds import Thresholds
from kpidesk.domain.suggestions import suggest, support
from kpidesk.domain.terms import Section
from kpidesk.domain.timing import minutes_by_section, share_out
from kpidesk.domain.wording import inline, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kpidesk.domain.entities import Id
    from kpidesk.domain.facts import Facts
    from kpidesk.domain.filling import Choice
    from kpidesk.domain.lengths import Plan
    from kpidesk.domain.questions import Asked, QuestionBank, QuestionId
    from kpidesk.domain.readings import Reading
    from kpidesk.domain.scoring import Scored
    from kpidesk.domain.signals.base import Candidate

SUGGESTIONS = 3
SUGGESTED_MINUTES = 3
FORECAST_SHARE_OF_QUESTIONS = 4
"""At most one question in four is about the forecast."""

_NAMESPACE = uuid.UUID("5f0c1d0a-6f43-4c53-9b55-8f4a4c0f2a11")


def draw(facts: Facts, plan: Plan, bank: QuestionBank, thresholds: Thresholds | None = None) -> Agenda:
    """Draw up the agenda of one one-on-one.

    Args:
        facts: What is known about the rep; notes are not among it.
        plan: Minutes by section; its forecast is within the cap.
        bank: The questions.
        thresholds: When each rule speaks; the defaults if not given.
    """
    found = candidates(facts, thresholds or Thresholds())
    found += fallbacks.topics(facts) + fallbacks.promises(facts)
    found += pins.candidates(facts, found)
    ranked, left_out = rank(facts, found, thresholds or Thresholds(), plan.favours)
    choice = choose(facts, ranked, plan)
    evidence = {each.candidate.subject: f"E{at}" for at, each in enumerate(_with_kpi(ranked), start=1)}
    writer = _Writer(facts, plan, bank, choice, evidence)
    sections = writer.sections()
    used = [(item.id, item.evidence["evidence_ids"]) for section in sections for item in section.items]
    lines = [
        EvidenceLine(
            evidence[each.candidate.subject],
            each.candidate.rule,
            each.candidate.kpi,
            each.candidate.title,
            each.candidate.why,
            tuple(ident for ident, ids in used if evidence[each.candidate.subject] in ids),
        )
        for each in _with_kpi(ranked)
        if each.candidate.kpi is not None
    ]
    return Agenda(
        rep=facts.rep,
        on=facts.on,
        minutes=plan.minutes,
        cap=facts.forecast_cap,
        sections=sections,
        left_out=tuple(left_out + choice.left_out),
        suggestions=writer.suggestions(choice.spare[:SUGGESTIONS]),
        evidence=tuple(lines),
        notes=() if any(each.known for each in facts.readings) else ("No data yet.",),
        template=plan.template,
    )


class _Writer:
    """Turns what was chosen into talking points; knows which questions are taken already."""

    def __init__(
        self, facts: Facts, plan: Plan, bank: QuestionBank, choice: Choice, evidence: Mapping[str, str]
    ) -> None:
        self._facts, self._plan, self._bank, self._choice, self._evidence = facts, plan, bank, choice, evidence
        self._role = role_code(facts.rep.role)
        self._asked = self._questions()

    def sections(self) -> tuple[AgendaSection, ...]:
        """The sections of the agenda, in their fixed order."""
        chosen = self._choice.sections
        given = minutes_by_section(self._plan, {section for section, items in chosen.items() if items})
        return tuple(self._section(section, chosen[section], given[section]) for section in Section if chosen[section])

    def suggestions(self, spare: Sequence[Scored]) -> tuple[TalkingPoint, ...]:
        """Points that may be added by hand."""
        return tuple(self._point(each, SUGGESTED_MINUTES, self._ask(each, frozenset(), 1)) for each in spare)

    def _section(self, section: Section, items: list[Scored], minutes: int) -> AgendaSection:
        heavy = self._heavy(items) if section is Section.FOCUS else None
        parts = share_out(minutes, len(items), heavy)
        points = [self._point(each, part, self._asked[id(each)]) for each, part in zip(items, parts, strict=True)]
        return AgendaSection(section, TITLES[section], minutes, tuple(points))

    def _heavy(self, items: list[Scored]) -> int:
        """Which of the focus gets most of its minutes: the first that is, or has beside it, in the rep's own hands."""
        if self._choice.focus_lever is not None and self._choice.focus_lever.kpi.kpi_class in IN_OWN_HANDS:
            return 0
        own = [each.candidate.kpi is not None and each.candidate.kpi.kpi_class in IN_OWN_HANDS for each in items]
        return own.index(True) if True in own else 0

    def _questions(self) -> dict[int, tuple[Asked, ...]]:
        """One question for each item, the forecast last; what is left of the allowance goes to the coaching focus."""
        taken: frozenset[QuestionId] = frozenset()
        asked: dict[int, tuple[Asked, ...]] = {}
        coaching = [section for section in Section if section is not Section.FORECAST]
        for each in (one for section in coaching for one in self._choice.sections[section]):
            asked[id(each)] = self._ask(each, taken, 1)
            taken |= {one.id for one in asked[id(each)]}
        used = sum(len(each) for each in asked.values())
        forecast = self._choice.sections[Section.FORECAST]
        for each in forecast:
            allowed = min(1, (used + 1) // FORECAST_SHARE_OF_QUESTIONS)
            asked[id(each)] = self._ask(each, taken, allowed)
            used += len(asked[id(each)])
        for each in self._choice.sections[Section.FOCUS]:
            if used < self._plan.questions:
                more = self._ask(each, taken, 1)
                asked[id(each)] += more
                taken |= {one.id for one in more}
                used += len(more)
        return asked

    def _ask(self, each: Scored, taken: frozenset[QuestionId], count: int) -> tuple[Asked, ...]:
        candidate = each.candidate
        fields = {"rep": plain(self._facts.rep.first_name, 40), **candidate.fields}
        if fixed_points.is_point(each):
            return fixed_points.asked(candidate, fields, count, taken)
        return self._bank.choose(
            candidate.rule,
            kpi=candidate.kpi,
            role=self._role,
            fields=fields,
            recent=self._facts.asked,
            taken=taken,
            count=count,
        )

    def _point(self, each: Scored, minutes: int, asked: tuple[Asked, ...]) -> TalkingPoint:
        candidate = each.candidate
        lever = self._lever(each)
        text, planned = self._commitment(candidate, lever)
        evidence: dict[str, Any] = {
            **candidate.evidence,
            "subject": candidate.subject,
            "score_parts": each.parts,
            "question_ids": [one.id for one in asked if not fixed_points.is_point(each)],
            "evidence_ids": self._evidence_ids(each, lever),
            "also": [{"rule": one.rule, "title": one.title, "why": one.why} for one in each.also],
        }
        if lever is not None:
            evidence["lever"] = {
                "kpi": lever.kpi.key,
                "value": finite(lever.value),
                "target": finite(lever.target),
                "text": f"{inline(lever.kpi)}, {average(self._facts, lever)}",
            }
        if planned:
            evidence["commitment"] = planned
        why = _with_run(each)
        if lever is not None:
            why = f"{why} Lever: {inline(lever.kpi)}, {average(self._facts, lever)}."
        return TalkingPoint(
            id=self._id(candidate.rule, candidate.subject),
            section=candidate.section,
            rule=candidate.rule,
            title=candidate.title,
            why=why,
            kpi=candidate.kpi,
            questions=tuple(one.text for one in asked),
            minutes=minutes,
            evidence=evidence,
            suggested_commitment=text,
            score=round(each.score, 2),
            raised_by_rep=bool(candidate.evidence.get("raised_by_rep", False)),
        )

    def _commitment(self, candidate: Candidate, lever: Reading | None) -> tuple[str, dict[str, Any]]:
        """What to offer as a commitment: of the rep on the focus, of the manager at the close."""
        if candidate.section is not Section.CLOSE:
            return suggest(self._facts, candidate, lever)
        held = self._choice.focus_lever
        return support(self._facts, held.kpi if held else self._choice.sections[Section.FOCUS][0].candidate.kpi)

    def _lever(self, each: Scored) -> Reading | None:
        if each.candidate.section is Section.FORECAST:
            return self._choice.lever
        first = self._choice.sections[Section.FOCUS][:1]
        return self._choice.focus_lever if each in first else None

    def _evidence_ids(self, each: Scored, lever: Reading | None) -> list[str]:
        keys = [each.candidate.subject, str(each.candidate.evidence.get("commitment_kpi"))]
        keys += [lever.kpi.key] if lever is not None else []
        return list(dict.fromkeys(self._evidence[key] for key in keys if key in self._evidence))

    def _id(self, rule: str, subject: str) -> Id:
        return uuid.uuid5(_NAMESPACE, f"{self._facts.rep.id}|{self._facts.on.isoformat()}|{rule}|{subject}")


def _with_run(each: Scored) -> str:
    """The reason; one week out of the usual is told with the run below target that it belongs to, if there is one."""
    why = each.candidate.why
    run = next((one for one in each.also if one.rule == "L2"), None)
    return why if run is None or each.candidate.rule != "L3" else f"{why.removesuffix(ONE_WEEK)}{run.why}"


def _with_kpi(ranked: Sequence[Scored]) -> list[Scored]:
    return [each for each in ranked if each.candidate.kpi is not None]
