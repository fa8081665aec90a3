"""Preparing a one-on-one: the generated agenda, and every change a manager makes to it, inside the forecast's fence."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kpidesk.domain import agenda as agendas
from kpidesk.domain import carrying
from kpidesk.domain.carrying import inserted
from kpidesk.domain.commitments import Tracked, level_cadence
from kpidesk.domain.drawing import draw
from kpidesk.domain.edits import Change, Edit
from kpidesk.domain.entities import AgendaItem, Id, Kpi, OneOnOne, Rep, new_id
from kpidesk.domain.errors import NotFoundError, UserError
from kpidesk.domain.fence import check
from kpidesk.domain.questions import Asked, role_code
from kpidesk.domain.readings import readings
from kpidesk.domain.terms import ItemState, Section
from kpidesk.domain.timing import rebalanced
from kpidesk.domain.wording import fill, inline
from kpidesk.services import briefing, templates
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
    from kpidesk.services.team import TeamService
    from kpidesk.storage.database import Connection, Database

_AT_ONCE = 50
"""Reps read together: the ids of their one-on-ones are named in one statement."""


class PreparationService:
    """Draws up agendas and keeps what the manager makes of them."""

    def __init__(self, database: Database, history: History, team: TeamService, scorecards: ScorecardService) -> None:
        self._database = database
        self._history = history
        self._team = team
        self._scorecards = scorecards
        self._team_weeks = TeamWeeksReader()
        self._chances = ChanceReader()

    def facts(self, rep: Rep, on: dt.date) -> Facts:
        """What the agenda of a rep is drawn from on a day."""
        card = self._scorecards.scorecard(rep, on)
        with self._database.read() as connection:
            return briefing.facts(connection, [card], self._team_weeks.on(connection, on), self._chances)[0]

    def agenda(self, rep: Rep, on: dt.date, minutes: int = 30, template: Id | None = None) -> Agenda:
        """The generated agenda of a rep on a day; same data, day, minutes and template give the same agenda.

        Without a template it is that of the next planned one-on-one, or the usual one.

        Raises:
            UserError: The minutes are out of bounds.
        """
        return self._draw([self.facts(rep, on)], minutes, template)[0]

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
            template = templates.shelf(connection).get(meeting.template_id or meeting.id)
        if rep is None:
            raise NotFoundError("The rep of this one-on-one is no longer there.")
        return agendas.from_items(rep, meeting, items, kpis, cap, template.name if template else "")

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

    def prepare(
        self, meeting: OneOnOne, rep: Rep, on: dt.date, minutes: int | None = None, template: Id | None = None
    ) -> Change:
        """Keep the generated agenda for a one-on-one, which is planned with it if it was not yet.

        What the manager already accepted, changed or dismissed stays; then only new points are offered.
        """
        with self._database.read() as connection:
            known = records.find(connection, OneOnOne, meeting.id)
            before = _items(connection, meeting.id)
            shape = templates.of(connection, rep, on, template or (known or meeting).template_id)
        length = minutes or (known or meeting).minutes
        after = replace(known or meeting, minutes=length, template_id=shape.id)
        agenda = self.agenda(rep, on, length, shape.id)
        edits = [] if known == after else [Edit(known, after)]
        have = {(item.rule, str(item.evidence.get("subject"))) for item in before}
        drawn = _stored(agenda.items, after, ItemState.SUGGESTED if before else ItemState.ACCEPTED)
        offered = [*drawn, *_stored(agenda.suggestions, after, ItemState.SUGGESTED)]
        kept = self._caught_up(after, before, drawn) if before else []
        fresh = [
            each
            for each in offered
            if (each.rule, str(each.evidence["subject"])) not in have and not (before and carrying.named(each))
        ]
        items = renumbered([*kept, *fresh])
        self._check(after, items)
        return self._history.do(f"Prepare {rep.name}", [*edits, *_differences(before, items)])

    def carried(self, meeting: OneOnOne, on: dt.date) -> list[Edit]:
        """What brings an agenda up to date with the promises and topics of a day; where none was kept, all of it."""
        with self._database.read() as connection:
            before = _items(connection, meeting.id)
            rep = records.find(connection, Rep, meeting.rep_id)
        if rep is None:
            return []
        agenda = self.agenda(rep, on, meeting.minutes, meeting.template_id)
        drawn = _stored(agenda.items, meeting, ItemState.ACCEPTED)
        if not before:
            return _differences(before, drawn)
        return _differences(before, renumbered(self._caught_up(meeting, before, drawn)))

    def _caught_up(
        self, meeting: OneOnOne, before: Sequence[AgendaItem], drawn: Sequence[AgendaItem]
    ) -> list[AgendaItem]:
        """The kept items with what is carried over; a forecast that no longer fits is taken off, never let through."""
        waiting = {ident for each in drawn for ident in carrying.named(each)}
        accepted = [replace(each, state=ItemState.ACCEPTED) for each in drawn]
        found = carrying.balanced(before, carrying.caught_up(before, accepted, waiting))
        try:
            self._check(meeting, renumbered(found))
        except UserError as error:
            found = [_taken_off(each, str(error)) if each.section is Section.FORECAST else each for each in found]
        return found

    def accept(self, item: AgendaItem) -> Change:
        """Take a suggested or dismissed point onto the agenda, at the end of its section."""
        meeting, items = self._around(item)
        others = [each for each in items if each.id != item.id]
        evidence = {key: value for key, value in item.evidence.items() if key not in {"dismissed", carrying.SENT_AWAY}}
        ordered = inserted(others, replace(item, state=ItemState.ACCEPTED, evidence=evidence))
        return self._keep(f"Accept “{item.title}”", meeting, items, ordered)

    def dismiss(self, item: AgendaItem, reason: str = "") -> Change:
        """Take a point off the agenda; it is remembered, with the reason, and can come back.

        Dismissing it again keeps another reason.
        """
        again = item.state is ItemState.DISMISSED
        label = f"Keep why “{item.title}” was dismissed" if again else f"Dismiss “{item.title}”"
        evidence = {**item.evidence, "dismissed": reason.strip(), carrying.SENT_AWAY: True}
        return self._change(label, item, replace(item, state=ItemState.DISMISSED, evidence=evidence))

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
        evidence = {**item.evidence, carrying.REWORDED: True}
        after = replace(item, title=title.strip(), why=item.why if why is None else why.strip(), evidence=evidence)
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

    def add_item(
        self,
        meeting: OneOnOne,
        section: Section,
        title: str,
        minutes: int = 3,
        why: str = "",
        *,
        kpi: Kpi | None = None,
        questions: Sequence[Asked] = (),
    ) -> Change:
        """Add a point of one's own at the end of its section.

        Args:
            meeting: The one-on-one, which is in the file.
            section: Where it belongs.
            title: What to talk about.
            minutes: Whole minutes.
            why: Why to talk about it.
            kpi: What it is about; for the forecast, the leading KPI to move it by.
            questions: What to ask; one without an id is not of the bank.

        Raises:
            UserError: It has no title, or the forecast would pass its fence.
        """
        if not title.strip():
            raise UserError("An agenda item needs a title. Type one and try again.")
        with self._database.read() as connection:
            items = _items(connection, meeting.id)
        forecast = section is Section.FORECAST
        evidence: dict[str, Any] = {"question_ids": [each.id for each in questions if each.id]}
        evidence |= {"lever": {"kpi": kpi.key, "text": inline(kpi)}} if forecast and kpi else {}
        item = AgendaItem(
            new_id(),
            meeting.id,
            0,
            section,
            title.strip(),
            why.strip(),
            minutes,
            kpi_id=kpi.id if kpi and not forecast else None,
            questions=tuple(each.text for each in questions),
            evidence=evidence,
        )
        return self._keep(f"Add “{item.title}”", meeting, items, inserted(items, item))

    def questions(self, rep: Rep, kpi: Kpi | None = None) -> list[Asked]:
        """The questions of the bank that can be asked of a rep, about a KPI if one is given."""
        role = role_code(rep.role)
        fields = {"rep": rep.first_name} | ({"kpi": inline(kpi)} if kpi else {})
        with self._database.read() as connection:
            known = bank(connection).questions
        return [
            Asked(each.id, text)
            for each in known
            if (text := fill(each.text, fields)) is not None
            and any(each.fits(rule, kpi, role) for rule in sorted(each.rules))
        ]

    def set_length(self, meeting: OneOnOne, minutes: int) -> Change:
        """Make the one-on-one longer or shorter; the minutes of its points are shared out anew."""
        with self._database.read() as connection:
            items = _items(connection, meeting.id)
            cap = briefing.workspace(connection).forecast_cap
            shape = templates.kept(connection, meeting)
            known = records.find(connection, OneOnOne, meeting.id) or meeting
        after = replace(known, minutes=minutes)
        accepted = [each for each in items if each.state is ItemState.ACCEPTED]
        shared = {each.id: each for each in rebalanced(accepted, shape.plan(minutes, cap))}
        changed = [shared.get(each.id, each) for each in items]
        self._check(after, changed)
        edits = [Edit(old, new) for old, new in zip(items, changed, strict=True) if old != new]
        return self._history.do(f"Change length to {minutes} min", [Edit(known, after), *edits])

    def _change(self, label: str, before: AgendaItem, after: AgendaItem) -> Change:
        meeting, items = self._around(before)
        self._check(meeting, [after if each.id == after.id else each for each in items])
        return self._history.do(label, [Edit(before, after)])

    def _keep(
        self, label: str, meeting: OneOnOne, before: Sequence[AgendaItem], ordered: Sequence[AgendaItem]
    ) -> Change:
        """Keep a new order, numbering the positions anew."""
        numbered = renumbered(ordered)
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


def _stored(points: Sequence[TalkingPoint], meeting: OneOnOne, state: ItemState) -> list[AgendaItem]:
    return [agendas.stored(each, meeting, item_id(meeting, each), at, state) for at, each in enumerate(points)]


def _differences(before: Sequence[AgendaItem], after: Sequence[AgendaItem]) -> list[Edit]:
    """The edits that make one agenda of another."""
    old, new = ({each.id: each for each in items} for items in (before, after))
    gone = [Edit(each, None) for each in before if each.id not in new]
    return gone + [Edit(old.get(each.id), each) for each in after if old.get(each.id) != each]


def _taken_off(item: AgendaItem, reason: str) -> AgendaItem:
    return replace(item, state=ItemState.DISMISSED, evidence={**item.evidence, "dismissed": reason})


def renumbered(ordered: Sequence[AgendaItem]) -> list[AgendaItem]:
    """The items with the positions of their order."""
    return [replace(each, position=at) for at, each in enumerate(ordered)]


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
