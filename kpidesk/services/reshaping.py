"""Giving a one-on-one another template after its agenda was begun; nothing the manager wrote is lost."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kpidesk.domain.agenda import stored
from kpidesk.domain.carrying import inserted, renumbered
from kpidesk.domain.edits import Change, Edit
from kpidesk.domain.fallbacks import POINT
from kpidesk.domain.fence import check
from kpidesk.domain.terms import ItemState
from kpidesk.domain.timing import rebalanced
from kpidesk.services.agendas import differences
from kpidesk.services.preparation import item_id

if TYPE_CHECKING:
    import datetime as dt

    from kpidesk.domain.agenda import Agenda
    from kpidesk.domain.entities import AgendaItem, OneOnOne, Rep
    from kpidesk.domain.templates import Template
    from kpidesk.services.agendas import AgendaService
    from kpidesk.services.history import History
    from kpidesk.services.preparation import PreparationService


class ReshapingService:
    """Chooses the template of a one-on-one; every choice is one step that can be undone."""

    def __init__(self, history: History, preparation: PreparationService, agendas: AgendaService) -> None:
        self._history = history
        self._preparation = preparation
        self._agendas = agendas

    def choose(self, meeting: OneOnOne, rep: Rep, on: dt.date, template: Template) -> Change:
        """Give a one-on-one in the file another template.

        Where its agenda is kept already, the fixed points of the old template are dismissed, those of the new one are
        taken, what else it would bring is offered, and the minutes are shared out anew.

        Raises:
            UserError: The forecast would pass its limit.
        """
        before = self._agendas.items(meeting)
        edits = [Edit(meeting, replace(meeting, template_id=template.id))] if meeting.template_id != template.id else []
        if before:
            agenda = self._preparation.agenda(rep, on, meeting.minutes, template.id)
            after = _reshaped(before, agenda, meeting, template)
            check(after, meeting.minutes, agenda.cap)
            edits += differences(before, after)
        return self._history.do(f"Choose template “{template.name}”", edits)


def _reshaped(before: list[AgendaItem], agenda: Agenda, meeting: OneOnOne, template: Template) -> list[AgendaItem]:
    """The items under the new template, in order."""
    fixed = {str(each.evidence["subject"]) for each in agenda.items if each.rule == POINT}
    after = [_dismissed(each) if _fixed(each) and _subject(each) not in fixed else each for each in before]
    have = {(each.rule, _subject(each)): each for each in after}
    for at, point in enumerate((*agenda.items, *agenda.suggestions)):
        known = have.get((point.rule, str(point.evidence["subject"])))
        if point.rule == POINT and (known is None or known.state is not ItemState.ACCEPTED):
            item = known or stored(point, meeting, item_id(meeting, point), 0)
            after = inserted([each for each in after if each is not known], _taken(item))
        elif known is None:
            ident = item_id(meeting, point)
            after = [*after, stored(point, meeting, ident, len(before) + at, ItemState.SUGGESTED)]
    accepted = [each for each in after if each.state is ItemState.ACCEPTED]
    shared = {each.id: each for each in rebalanced(accepted, template.plan(meeting.minutes, agenda.cap))}
    return renumbered([shared.get(each.id, each) for each in after])


def _fixed(item: AgendaItem) -> bool:
    """Whether an item is a fixed point that was not talked about yet."""
    return item.rule == POINT and item.state is ItemState.ACCEPTED and not item.checked


def _dismissed(item: AgendaItem) -> AgendaItem:
    evidence = {**item.evidence, "dismissed": "another template was chosen"}
    return replace(item, state=ItemState.DISMISSED, evidence=evidence)


def _taken(item: AgendaItem) -> AgendaItem:
    evidence = {key: value for key, value in item.evidence.items() if key != "dismissed"}
    return replace(item, state=ItemState.ACCEPTED, evidence=evidence)


def _subject(item: AgendaItem) -> str:
    return str(item.evidence.get("subject"))
