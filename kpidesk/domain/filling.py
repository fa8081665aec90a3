"""The optional part of an agenda: the heaviest candidates that still fit, without dropping a topic or a promise."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kpidesk.domain import fallbacks, pins
from kpidesk.domain.readings import Reading
from kpidesk.domain.scoring import LeftOut, Scored
from kpidesk.domain.terms import Section
from kpidesk.domain.wording import count

if TYPE_CHECKING:
    from kpidesk.domain.facts import Facts
    from kpidesk.domain.lengths import Plan

CORRECTIVE_PER_WIN = 2
"""Talking points that ask for a change, for each win at most."""

FAMINE = "P4"
"""Its story is that of the results; one activity tells it for all."""

GATHERED = {Section.REP_TOPICS: "topics", Section.COMMITMENTS: "commitments"}
"""Sections in which nothing is dropped, and the evidence that names what an item is about."""

_BALANCE = "Enough to mend for one meeting: two points for each win."
_COACHING = (Section.COMMITMENTS, Section.FOCUS)


@dataclass(slots=True)
class Choice:
    """What was chosen, section by section."""

    sections: dict[Section, list[Scored]] = field(default_factory=lambda: {section: [] for section in Section})
    lever: Reading | None = None
    """The leading KPI a forecast check is paired with."""
    focus_lever: Reading | None = None
    """What the rep can do about a focus that is not in the rep's own hands."""
    left_out: list[LeftOut] = field(default_factory=list)
    spare: list[Scored] = field(default_factory=list)
    """Sound candidates for which there was no room, best first."""

    @property
    def count(self) -> int:
        """Talking points, the close counted, which comes in last."""
        return 1 + sum(len(items) for section, items in self.sections.items() if section is not Section.CLOSE)

    @property
    def kpis(self) -> set[str]:
        """Keys of the KPIs that are talked about."""
        return {each.candidate.kpi.key for items in self.sections.values() for each in items if each.candidate.kpi}


def fill(choice: Choice, pool: list[Scored], plan: Plan, facts: Facts) -> None:
    """Add the heaviest of `pool` while items, minutes and balance allow; what may not be dropped is gathered."""
    taken = {id(each) for items in choice.sections.values() for each in items}
    waiting = [each for each in pool if id(each) not in taken]
    wins = choice.sections[Section.WINS]
    gather: dict[Section, list[Scored]] = {section: [] for section in GATHERED}
    for each in waiting:
        section = each.candidate.section
        if any(each is win for win in wins):
            continue
        reason = _obstacle(choice, each, plan, waiting)
        if reason == _BALANCE and _add_win(choice, plan, waiting):
            reason = _obstacle(choice, each, plan, waiting)
        if reason is None and _yields(choice, each, plan, waiting):
            gather[section].append(each)
        elif reason is None:
            choice.sections[section].append(each)
        elif GATHERED.get(section, "") in each.candidate.evidence:
            gather[section].append(each)
        else:
            _leave_out(choice, each, reason)
    for section, rest in gather.items():
        if rest:
            _gather(facts, choice.sections[section], rest, GATHERED[section])
    _restore_balance(choice, facts)


def _restore_balance(choice: Choice, facts: Facts) -> None:
    """Promises are never dropped: where they ask for too much, what else asks for a change gives way, or they share."""
    while _corrective(choice) > CORRECTIVE_PER_WIN * len(choice.sections[Section.WINS]):
        promises = choice.sections[Section.COMMITMENTS]
        named = [each for each in promises if GATHERED[Section.COMMITMENTS] in each.candidate.evidence]
        others = [each for each in promises if each not in named] + choice.sections[Section.FOCUS][1:]
        optional = [each for each in others if each.candidate.corrective and not pins.is_pinned(each)]
        if optional:
            lightest = max(optional, key=lambda each: each.order)
            choice.sections[lightest.candidate.section].remove(lightest)
            _leave_out(choice, lightest, _BALANCE)
        elif len(named) > 1:
            owed = [each for each in named if each.candidate.rule == "C5"]
            rest = [each for each in named if each not in owed] if len(named) - len(owed) > 1 else named
            choice.sections[Section.COMMITMENTS] = [each for each in promises if each not in rest]
            choice.sections[Section.COMMITMENTS].append(_together(facts, rest))
        else:
            return


def turn(facts: Facts, each: Scored) -> int:
    """Which promise comes first: what the manager owes, then what is due and has its verdict, then the rest."""
    due = each.candidate.evidence.get("due")
    if each.candidate.rule == "C5":
        return 0
    return 1 if isinstance(due, str) and due <= facts.on.isoformat() else 2


def _add_win(choice: Choice, plan: Plan, waiting: list[Scored]) -> bool:
    """Make room for one more point to mend by one more win, if there is one and both fit."""
    wins = choice.sections[Section.WINS]
    for each in waiting:
        new = each.candidate.section is Section.WINS and not any(each is win for win in wins)
        if new and choice.count + 2 <= plan.items and _obstacle(choice, each, plan, waiting) is None:
            wins.append(each)
            return True
    return False


def _yields(choice: Choice, each: Scored, plan: Plan, waiting: list[Scored]) -> bool:
    """Whether the last place goes to a second win: a promise beside another loses nothing by being told with it."""
    section, wins = each.candidate.section, choice.sections[Section.WINS]
    if choice.count + 1 < plan.items or len(wins) > 1 or pins.is_pinned(each):
        return False
    named = GATHERED.get(section, "")
    if not all(any(named in one.candidate.evidence for one in some) for some in ([each], choice.sections[section])):
        return False
    others = [one for one in waiting if one.candidate.section is Section.WINS and one not in wins]
    return any(_obstacle(choice, one, plan, waiting) is None for one in others)


def _obstacle(choice: Choice, each: Scored, plan: Plan, waiting: list[Scored]) -> str | None:
    """Why a candidate cannot be added, or None."""
    candidate, here = each.candidate, choice.sections[each.candidate.section]
    told = _told(choice, each)
    if told is not None:
        return told
    # In the focus the fixed points of a template have room of their own beside the KPIs.
    counted = [one for one in here if one.candidate.rule != fallbacks.POINT or candidate.section is not Section.FOCUS]
    full = len(counted) >= capacity(candidate.section, plan)
    if full and candidate.section is Section.FOCUS:
        return f"{count(plan.focus_kpis, 'coaching focus', 'coaching focuses')} at a time."
    talk = candidate.section is Section.REP_TOPICS and candidate.rule != fallbacks.TOPIC
    if full or choice.count >= plan.items or (talk and _talks(here) > plan.minutes // 45):
        return f"No room in {plan.minutes} minutes{_beside(here, each)}."
    if candidate.corrective and _corrective(choice) + 1 > CORRECTIVE_PER_WIN * len(choice.sections[Section.WINS]):
        return _BALANCE
    if (
        candidate.section in {Section.WINS, Section.FOCUS}
        and _same_class(here, each)
        and _other_class(here, waiting, choice)
    ):
        return "Another of its class is on the agenda already."
    return None


def _told(choice: Choice, each: Scored) -> str | None:
    """Why a candidate would say again what is on the agenda, or None."""
    one = each.candidate
    if one.kpi is not None and one.kpi.key in choice.kpis:
        return "Its KPI is on the agenda already."
    famines = [item for item in choice.sections[one.section] if item.candidate.rule == FAMINE]
    if one.rule == FAMINE and famines and not pins.is_pinned(each):
        return "The same is told of another activity already."
    return None


def capacity(section: Section, plan: Plan) -> int:
    """Talking points a section holds, by its minutes."""
    minutes = plan.sections[section]
    if section is Section.FOCUS:
        return plan.focus_kpis
    if section is Section.WINS:
        return 1 + (minutes >= 3) + (minutes >= 5)
    return max(1, minutes // 2)


def _beside(here: list[Scored], each: Scored) -> str:
    """What took the room, where something heavier of the same section did."""
    lightest = min((one for one in here if one.score), key=lambda one: one.score, default=None)
    if lightest is None or lightest.score < each.score:
        return " beside what comes first"
    return f": weight {each.score:.0f}, “{lightest.candidate.title}” has {lightest.score:.0f}"


def _talks(here: list[Scored]) -> int:
    return sum(each.candidate.rule.startswith("H") for each in here)


def _corrective(choice: Choice) -> int:
    return sum(each.candidate.corrective for section in _COACHING for each in choice.sections[section])


def _same_class(here: list[Scored], each: Scored) -> bool:
    classes = {one.candidate.kpi.kpi_class for one in here if one.candidate.kpi}
    return each.candidate.kpi is not None and each.candidate.kpi.kpi_class in classes


def _other_class(here: list[Scored], waiting: list[Scored], choice: Choice) -> bool:
    """Whether a candidate of another class waits for the same section."""
    section = here[0].candidate.section
    return any(
        each.candidate.section is section
        and not _same_class(here, each)
        and (each.candidate.kpi is None or each.candidate.kpi.key not in choice.kpis)
        for each in waiting
        if each not in here
    )


def _leave_out(choice: Choice, each: Scored, reason: str) -> None:
    if each.candidate.kpi is None or each.candidate.kpi.key not in choice.kpis:
        choice.spare.append(each)
    kpi = each.candidate.kpi
    choice.left_out.append(LeftOut(each.candidate.rule, kpi.key if kpi else None, reason))


def _gather(facts: Facts, here: list[Scored], rest: list[Scored], named: str) -> None:
    """Put what found no room together with the lightest of its kind that did."""
    at = max(at for at, each in enumerate(here) if named in each.candidate.evidence)
    here[at] = _together(facts, [here[at], *rest])


def _together(facts: Facts, items: list[Scored]) -> Scored:
    ordered = sorted(items, key=lambda each: turn(facts, each))
    return Scored(fallbacks.gathered(facts, ordered), items[0].score, items[0].parts)
