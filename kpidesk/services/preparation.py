"""Preparing a one-on-one: the generated agenda, and every change a manager makes to it, inside the forecast's fence."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kpidesk.domain import agenda as agendas
from kpidesk.domain.commitments import Tracked, level_cadence
from kpidesk.domain.drawing import draw
from kpidesk.domain.edits import Change, Edit
from kpidesk.domain.entities import AgendaItem, Id, Kpi, OneOnOne, Rep, new_id
from kpidesk.domain.errors import NotFoundError, UserError
from kpidesk.domain.fence import check
from kpidesk.domain.readings import readings
from kpidesk.domain.terms import ItemState, Section
from kpidesk.domain.timing import rebalanced
from kpidesk.services import briefing
from kpidesk.services.team_weeks import TeamWeeksReader
from kpidesk.storage import records

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from kpidesk.domain.agenda import Agenda, TalkingPoint
    from kpidesk.domain.facts import Facts
    from kpidesk.services.history import History
    from kpidesk.services.scorecards import ScorecardService
    from kpidesk.services.team import TeamService
    from kpidesk.storage.database import Connection, Database

_SECTIONS = list(Section)


class PreparationService:
    """Draws up agendas and keeps what the manager makes of them."""

    def __init__(self, database: Database, history: History, team: TeamService, scorecards: ScorecardService) -> None:
        self._database = database
        self._history = history
        self._team = team
        self._scorecards = scorecards
        self._team_weeks = TeamWeeksReader()

    def facts(self, rep: Rep, on: dt.date) -> Facts:
        """What the agenda of a rep is drawn from on a day."""
        card = self._scorecards.scorecard(rep, on)
        with self._database.read() as connection:
            return briefing.facts(connection, card, self._team_weeks.on(connection, on))

    def agenda(self, rep: Rep, on: dt.date, minutes: int = 30) -> Agenda:
        """The generated agenda of a rep on a day; same data, day and minutes give the same agenda.

        Raises:
            UserError: The minutes are out of bounds.
        """
        facts = self.facts(rep, on)
        plan = briefing.agenda_lengths().plan(minutes, facts.forecast_cap)
        with self._database.read() as connection:
            thresholds = briefing.rule_thresholds(connection)
        return draw(facts, plan, briefing.question_bank(), thresholds)

    def as_json(self, agenda: Agenda) -> dict[str, Any]:
        """The agenda as the command line prints it."""
        return agenda.as_json()

    def prepared(self, meeting: OneOnOne) -> Agenda:
        """The agenda as the manager left it; without sections while nothing was prepared."""
        with self._database.read() as connection:
            rep = records.find(connection, Rep, meeting.rep_id)
            items = _items(connection, meeting.id)
            kpis = {each.id: each for each in records.select(connection, Kpi)}
            cap = briefing.workspace(connection).forecast_cap
        if rep is None:
            raise NotFoundError("The rep of this one-on-one is no longer there.")
        return agendas.from_items(rep, meeting, items, kpis, cap)

    def items(self, meeting: OneOnOne) -> list[AgendaItem]:
        """Everything suggested, accepted and dismissed for a one-on-one, in order."""
        with self._database.read() as connection:
            return _items(connection, meeting.id)

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

    def prepare(self, meeting: OneOnOne, rep: Rep, on: dt.date, minutes: int | None = None) -> Change:
        """Keep the generated agenda for a one-on-one, which is planned with it if it was not yet.

        What the manager already accepted, changed or dismissed stays; then only new points are offered.
        """
        with self._database.read() as connection:
            known = records.find(connection, OneOnOne, meeting.id)
            before = _items(connection, meeting.id)
        length = minutes or (known or meeting).minutes
        after = replace(known or meeting, minutes=length)
        agenda = self.agenda(rep, on, length)
        edits = [] if known == after else [Edit(known, after)]
        have = {(item.rule, str(item.evidence.get("subject"))) for item in before}
        new = [(point, ItemState.SUGGESTED if before else ItemState.ACCEPTED) for point in agenda.items]
        new += [(point, ItemState.SUGGESTED) for point in agenda.suggestions]
        fresh = [(point, state) for point, state in new if (point.rule, str(point.evidence["subject"])) not in have]
        added = [
            agendas.stored(point, after, _item_id(after, point), len(before) + at, state)
            for at, (point, state) in enumerate(fresh)
        ]
        self._check(after, [*before, *added])
        return self._history.do(f"Prepare {rep.name}", [*edits, *(Edit(None, item) for item in added)])

    def accept(self, item: AgendaItem) -> Change:
        """Take a suggested or dismissed point onto the agenda, at the end of its section."""
        meeting, items = self._around(item)
        others = [each for each in items if each.id != item.id]
        ordered = _inserted(others, replace(item, state=ItemState.ACCEPTED))
        return self._keep(f"Accept “{item.title}”", meeting, items, ordered)

    def dismiss(self, item: AgendaItem, reason: str = "") -> Change:
        """Take a point off the agenda; it is remembered and can come back."""
        evidence = {**item.evidence, "dismissed": reason} if reason else item.evidence
        return self._change(
            f"Dismiss “{item.title}”", item, replace(item, state=ItemState.DISMISSED, evidence=evidence)
        )

    def set_minutes(self, item: AgendaItem, minutes: int) -> Change:
        """Give a point another number of minutes.

        Raises:
            UserError: The forecast would pass its limit, or the number makes no sense.
        """
        meeting, _items = self._around(item)
        if not 1 <= minutes <= meeting.minutes:
            raise UserError(f"“{item.title}” can take 1 to {meeting.minutes} minutes. Choose a number in between.")
        return self._change(f"Change minutes of “{item.title}”", item, replace(item, minutes=minutes))

    def reword(self, item: AgendaItem, title: str, why: str | None = None) -> Change:
        """Say a point in other words."""
        if not title.strip():
            raise UserError("An agenda item needs a title. Type one, or dismiss the item.")
        after = replace(item, title=title.strip(), why=item.why if why is None else why.strip())
        return self._change(f"Reword “{item.title}”", item, after)

    def move(self, item: AgendaItem, steps: int) -> Change:
        """Move a point up (negative) or down among the accepted ones."""
        meeting, items = self._around(item)
        accepted = [each for each in items if each.state is ItemState.ACCEPTED]
        at = next((at for at, each in enumerate(accepted) if each.id == item.id), None)
        if at is None:
            raise UserError(f"“{item.title}” is not on the agenda. Accept it first.")
        to = min(max(at + steps, 0), len(accepted) - 1)
        accepted.insert(to, accepted.pop(at))
        rest = [each for each in items if each.state is not ItemState.ACCEPTED]
        return self._keep(f"Move “{item.title}”", meeting, items, [*accepted, *rest])

    def add_item(self, meeting: OneOnOne, section: Section, title: str, minutes: int = 3, why: str = "") -> Change:
        """Add a point of one's own at the end of its section."""
        if not title.strip():
            raise UserError("An agenda item needs a title. Type one and try again.")
        with self._database.read() as connection:
            items = _items(connection, meeting.id)
        item = AgendaItem(new_id(), meeting.id, 0, section, title.strip(), why, minutes)
        return self._keep(f"Add “{item.title}”", meeting, items, _inserted(items, item))

    def set_length(self, meeting: OneOnOne, minutes: int) -> Change:
        """Make the one-on-one longer or shorter; the minutes of its points are shared out anew."""
        with self._database.read() as connection:
            items = _items(connection, meeting.id)
            cap = briefing.workspace(connection).forecast_cap
        after = replace(meeting, minutes=minutes)
        accepted = [each for each in items if each.state is ItemState.ACCEPTED]
        shared = {each.id: each for each in rebalanced(accepted, briefing.agenda_lengths().plan(minutes, cap))}
        changed = [shared.get(each.id, each) for each in items]
        self._check(after, changed)
        edits = [Edit(old, new) for old, new in zip(items, changed, strict=True) if old != new]
        return self._history.do(f"Change length to {minutes} min", [Edit(meeting, after), *edits])

    def _change(self, label: str, before: AgendaItem, after: AgendaItem) -> Change:
        meeting, items = self._around(before)
        self._check(meeting, [after if each.id == after.id else each for each in items])
        return self._history.do(label, [Edit(before, after)])

    def _keep(
        self, label: str, meeting: OneOnOne, before: Sequence[AgendaItem], ordered: Sequence[AgendaItem]
    ) -> Change:
        """Keep a new order, numbering the positions anew."""
        numbered = [replace(each, position=at) for at, each in enumerate(ordered)]
        self._check(meeting, numbered)
        old = {each.id: each for each in before}
        edits = [Edit(old.get(each.id), each) for each in numbered if old.get(each.id) != each]
        return self._history.do(label, edits)

    def _around(self, item: AgendaItem) -> tuple[OneOnOne, list[AgendaItem]]:
        with self._database.read() as connection:
            meeting = records.find(connection, OneOnOne, item.one_on_one_id)
            items = _items(connection, item.one_on_one_id)
        if meeting is None or all(each.id != item.id for each in items):
            raise NotFoundError("This agenda item is no longer there. Look again, then repeat your change.")
        return meeting, items

    def _check(self, meeting: OneOnOne, items: Sequence[AgendaItem]) -> None:
        check(items, meeting.minutes, self._team.workspace().forecast_cap)


def _items(connection: Connection, meeting_id: Id) -> list[AgendaItem]:
    return records.select(connection, AgendaItem, "position", "id", one_on_one_id=meeting_id)


def _inserted(items: Sequence[AgendaItem], new: AgendaItem) -> list[AgendaItem]:
    """The items with a new accepted one behind the last of its section, or of the sections before."""
    place = _SECTIONS.index(new.section)
    earlier = [
        at
        for at, each in enumerate(items)
        if each.state is ItemState.ACCEPTED and _SECTIONS.index(each.section) <= place
    ]
    at = max(earlier, default=-1) + 1
    return [*items[:at], new, *items[at:]]


def _item_id(meeting: OneOnOne, point: TalkingPoint) -> Id:
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
