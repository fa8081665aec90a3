"""Preparing a one-on-one: the agenda drawn up from the numbers, and kept so that the manager can make it theirs."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kpidesk.domain import carrying
from kpidesk.domain.agenda import stored
from kpidesk.domain.carrying import renumbered
from kpidesk.domain.commitments import Tracked, level_cadence
from kpidesk.domain.drawing import draw
from kpidesk.domain.edits import Change, Edit
from kpidesk.domain.entities import AgendaItem, Id, OneOnOne, Rep
from kpidesk.domain.errors import UserError
from kpidesk.domain.fence import check
from kpidesk.domain.readings import readings
from kpidesk.domain.terms import ItemState, Section
from kpidesk.services import briefing, templates
from kpidesk.services.agendas import differences, items_of
from kpidesk.services.chances import ChanceReader
from kpidesk.services.questions import bank
from kpidesk.services.team_weeks import TeamWeeksReader
from kpidesk.storage import records

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from kpidesk.domain.agenda import Agenda, TalkingPoint
    from kpidesk.domain.facts import Facts
    from kpidesk.services.history import History
    from kpidesk.services.scorecards import ScorecardService
    from kpidesk.storage.database import Database

_AT_ONCE = 50
"""Reps read together: the ids of their one-on-ones are named in one statement."""


class PreparationService:
    """Draws up agendas and keeps them; what a manager then changes is the matter of `AgendaService`."""

    def __init__(self, database: Database, history: History, scorecards: ScorecardService) -> None:
        self._database = database
        self._history = history
        self._scorecards = scorecards
        self._team_weeks = TeamWeeksReader()
        self._chances = ChanceReader()

    def facts(self, rep: Rep, on: dt.date) -> Facts:
        """What the agenda of a rep is drawn from on a day."""
        card = self._scorecards.scorecard(rep, on)
        with self._database.read() as connection:
            return briefing.facts(connection, [card], self._team_weeks.on(connection, on), self._chances)[0]

    def agenda(
        self,
        rep: Rep,
        on: dt.date,
        minutes: int = 30,
        template: Id | None = None,
        meeting: OneOnOne | None = None,
    ) -> Agenda:
        """The generated agenda of a rep on a day; same data, day, minutes and template give the same agenda.

        Without a template it is that of the next planned one-on-one, or the usual one. What is already to be asked in
        one-on-ones planned before `meeting` rests as if it had been asked.

        Raises:
            UserError: The minutes are out of bounds.
        """
        facts = self.facts(rep, on)
        if meeting is not None:
            with self._database.read() as connection:
                ahead = briefing.asked_before(connection, meeting)
            facts = replace(facts, asked=(*ahead, *facts.asked))
        return self._draw([facts], minutes, template)[0]

    def agendas(self, on: dt.date, minutes: int = 30) -> list[Agenda]:
        """The generated agendas of all active reps, in the order of their names.

        Raises:
            UserError: The minutes are out of bounds.
        """
        cards = self._scorecards.overview(on)
        found: list[Facts] = []
        for begin in range(0, len(cards), _AT_ONCE):
            with self._database.read() as connection:
                some = cards[begin : begin + _AT_ONCE]
                found += briefing.facts(connection, some, self._team_weeks.on(connection, on), self._chances)
        return self._draw(found, minutes, None)

    def _draw(self, found: Sequence[Facts], minutes: int, template: Id | None) -> list[Agenda]:
        with self._database.read() as connection:
            thresholds = briefing.rule_thresholds(connection)
            known = bank(connection)
            plans = templates.plans(connection, found, minutes, template)
        return [draw(each, plan, known, thresholds) for each, plan in zip(found, plans, strict=True)]

    def tracked(self, rep: Rep, on: dt.date) -> list[Tracked]:
        """All commitments with a rep, oldest first, with what was measured by a day."""
        return list(self.facts(rep, on).commitments)

    def open_commitments(self, on: dt.date) -> list[dict[str, Any]]:
        """Open commitments of all active reps with their verdicts, first due first, as the command line prints them."""
        rows = []
        cards = self._scorecards.overview(on)
        with self._database.read() as connection:
            currency = briefing.workspace(connection).currency
            for card in cards:
                found = briefing.tracked(connection, card.rep, readings(card), on, currency)
                rows += [_commitment_row(card.rep, each) for each in found if each.open]
        return sorted(rows, key=lambda row: (row["due"] or "9999", row["rep"], row["text"], row["id"]))

    def prepare(
        self, meeting: OneOnOne, rep: Rep, on: dt.date, minutes: int | None = None, template: Id | None = None
    ) -> Change:
        """Keep the generated agenda for a one-on-one, which is planned with it if it was not yet.

        What the manager already accepted, changed or dismissed stays; then only new points are offered.
        """
        with self._database.read() as connection:
            known = records.find(connection, OneOnOne, meeting.id)
            before = items_of(connection, meeting.id)
            shape = templates.of(connection, rep, on, template or (known or meeting).template_id)
        length = minutes or (known or meeting).minutes
        after = replace(known or meeting, minutes=length, template_id=shape.id)
        agenda = self.agenda(rep, on, length, shape.id, after)
        edits = [] if known == after else [Edit(known, after)]
        have = {(item.rule, str(item.evidence.get("subject"))) for item in before}
        drawn = _stored(agenda.items, after, ItemState.SUGGESTED if before else ItemState.ACCEPTED)
        offered = [*drawn, *_stored(agenda.suggestions, after, ItemState.SUGGESTED)]
        kept = _caught_up(after, before, drawn, agenda.cap) if before else []
        fresh = [
            each
            for each in offered
            if (each.rule, str(each.evidence["subject"])) not in have and not (before and carrying.named(each))
        ]
        items = renumbered([*kept, *fresh])
        check(items, after.minutes, agenda.cap)
        return self._history.do(f"Prepare {rep.name}", [*edits, *differences(before, items)])

    def carried(self, meeting: OneOnOne, on: dt.date) -> list[Edit]:
        """What brings an agenda up to date with the promises and topics of a day; where none was kept, all of it."""
        with self._database.read() as connection:
            before = items_of(connection, meeting.id)
            rep = records.find(connection, Rep, meeting.rep_id)
        if rep is None:
            return []
        agenda = self.agenda(rep, on, meeting.minutes, meeting.template_id, meeting)
        drawn = _stored(agenda.items, meeting, ItemState.ACCEPTED)
        if not before:
            return differences(before, drawn)
        return differences(before, renumbered(_caught_up(meeting, before, drawn, agenda.cap)))


def _caught_up(
    meeting: OneOnOne, before: Sequence[AgendaItem], drawn: Sequence[AgendaItem], cap: float
) -> list[AgendaItem]:
    """The kept items with what is carried over; a forecast that no longer fits is taken off, never let through."""
    waiting = {ident for each in drawn for ident in carrying.named(each)}
    accepted = [replace(each, state=ItemState.ACCEPTED) for each in drawn]
    found = carrying.balanced(before, carrying.caught_up(before, accepted, waiting))
    try:
        check(renumbered(found), meeting.minutes, cap)
    except UserError as error:
        found = [_taken_off(each, str(error)) if each.section is Section.FORECAST else each for each in found]
    return found


def _stored(points: Sequence[TalkingPoint], meeting: OneOnOne, state: ItemState) -> list[AgendaItem]:
    return [stored(each, meeting, item_id(meeting, each), at, state) for at, each in enumerate(points)]


def _taken_off(item: AgendaItem, reason: str) -> AgendaItem:
    return replace(item, state=ItemState.DISMISSED, evidence={**item.evidence, "dismissed": reason})


def item_id(meeting: OneOnOne, point: TalkingPoint) -> Id:
    """The id a generated talking point has on a one-on-one; the same each time."""
    return uuid.uuid5(meeting.id, f"{point.rule}|{point.evidence['subject']}")


def _commitment_row(rep: Rep, each: Tracked) -> dict[str, Any]:
    commitment, verdict = each.commitment, each.verdict
    return {
        "id": str(commitment.id),
        "rep": rep.name,
        "owner": str(commitment.owner),
        "text": commitment.text,
        "kpi": each.kpi.key if each.kpi else None,
        "baseline": verdict.baseline,
        "expected": commitment.expected,
        "due": commitment.due.isoformat() if commitment.due else None,
        "status": str(commitment.status),
        "verdict": str(verdict.outcome),
        "measured": verdict.measured,
        "cadence": str(level_cadence(each.kpi)) if each.kpi else None,
        "summary": verdict.text,
    }
