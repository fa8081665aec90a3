"""The agenda kept for a one-on-one, and every change a manager makes to it, inside the forecast's fence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kpidesk.domain import carrying
from kpidesk.domain.agenda import from_items
from kpidesk.domain.carrying import inserted, renumbered
from kpidesk.domain.edits import Change, Edit
from kpidesk.domain.entities import AgendaItem, Id, Kpi, OneOnOne, Rep, new_id
from kpidesk.domain.errors import NotFoundError, UserError
from kpidesk.domain.fence import check
from kpidesk.domain.questions import Asked, role_code
from kpidesk.domain.terms import ItemState, Kind, Section
from kpidesk.domain.timing import rebalanced
from kpidesk.domain.wording import fill, inline, name
from kpidesk.services import briefing, templates
from kpidesk.services.questions import bank
from kpidesk.storage import records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpidesk.domain.agenda import Agenda
    from kpidesk.services.history import History
    from kpidesk.storage.database import Connection, Database


class AgendaService:
    """Reads and changes kept agendas; every change is one step that can be undone."""

    def __init__(self, database: Database, history: History) -> None:
        self._database = database
        self._history = history

    def prepared(self, meeting: OneOnOne) -> Agenda:
        """The agenda as the manager left it; without sections while nothing was prepared."""
        with self._database.read() as connection:
            rep = records.find(connection, Rep, meeting.rep_id)
            items = items_of(connection, meeting.id)
            kpis = {each.id: each for each in records.select(connection, Kpi)}
            cap = briefing.workspace(connection).forecast_cap
            template = templates.shelf(connection).get(meeting.template_id or meeting.id)
        if rep is None:
            raise NotFoundError("The rep of this one-on-one is no longer there. Look again.")
        return from_items(rep, meeting, items, kpis, cap, template.name if template else "")

    def items(self, meeting: OneOnOne) -> list[AgendaItem]:
        """Everything suggested, accepted and dismissed for a one-on-one, in order."""
        with self._database.read() as connection:
            return items_of(connection, meeting.id)

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
            UserError: It has no title, is about a result, or the forecast would pass its fence.
        """
        if not title.strip():
            raise UserError("An agenda item needs a title. Type one and try again.")
        if kpi is not None and kpi.kind is Kind.LAGGING:
            raise UserError(
                f"{name(kpi)} is a result, which only the forecast check talks about. Choose a leading KPI."
            )
        with self._database.read() as connection:
            items = items_of(connection, meeting.id)
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
            items = items_of(connection, meeting.id)
            cap = briefing.workspace(connection).forecast_cap
            shape = templates.kept(connection, meeting)
            known = records.find(connection, OneOnOne, meeting.id) or meeting
        after = replace(known, minutes=minutes)
        accepted = [each for each in items if each.state is ItemState.ACCEPTED]
        shared = {each.id: each for each in rebalanced(accepted, shape.plan(minutes, cap))}
        changed = [shared.get(each.id, each) for each in items]
        self._check(after, changed)
        edits = [Edit(known, after), *differences(items, changed)]
        return self._history.do(f"Change length to {minutes} min", edits)

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
        return self._history.do(label, differences(before, numbered))

    def _around(self, item: AgendaItem) -> tuple[OneOnOne, list[AgendaItem]]:
        with self._database.read() as connection:
            meeting = records.find(connection, OneOnOne, item.one_on_one_id)
            items = items_of(connection, item.one_on_one_id)
        if meeting is None or all(each.id != item.id for each in items):
            raise NotFoundError("This agenda item is no longer there. Look again, then repeat your change.")
        return meeting, items

    def _check(self, meeting: OneOnOne, items: Sequence[AgendaItem]) -> None:
        with self._database.read() as connection:
            cap = briefing.workspace(connection).forecast_cap
        check(items, meeting.minutes, cap)


def items_of(connection: Connection, meeting_id: Id) -> list[AgendaItem]:
    """Everything suggested, accepted and dismissed for a one-on-one, in order."""
    return records.select(connection, AgendaItem, "position", "id", one_on_one_id=meeting_id)


def differences(before: Sequence[AgendaItem], after: Sequence[AgendaItem]) -> list[Edit]:
    """The edits that make one agenda of another."""
    old, new = ({each.id: each for each in items} for items in (before, after))
    gone = [Edit(each, None) for each in before if each.id not in new]
    return gone + [Edit(old.get(each.id), each) for each in after if old.get(each.id) != each]
