"""Reading together what an agenda is drawn from. Notes are not read here: no agenda can ever quote one."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from kpidesk import paths
from kpidesk.domain import lengths, questions
from kpidesk.domain.calendars import FiscalCalendar
from kpidesk.domain.commitments import Tracked, track
from kpidesk.domain.days import day_number
from kpidesk.domain.entities import (
    AgendaItem,
    AgreedKpi,
    Agreement,
    Commitment,
    Experiment,
    Id,
    Import,
    Kpi,
    Leave,
    OneOnOne,
    Opportunity,
    PastRole,
    Recognition,
    Rep,
    RuleSetting,
    Stage,
    Target,
    Topic,
    Workspace,
    new_id,
)
from kpidesk.domain.facts import Facts
from kpidesk.domain.pipeline import Period, Pipeline, pipeline
from kpidesk.domain.readings import Reading, readings
from kpidesk.domain.roles import role_word
from kpidesk.domain.scheduling import next_day
from kpidesk.domain.signals.pipeline import result
from kpidesk.domain.signals.rulebook import thresholds
from kpidesk.domain.targets import subject
from kpidesk.domain.terms import ItemState, MeetingStatus, Scope
from kpidesk.services.agreements import newest
from kpidesk.services.schedules import days_off
from kpidesk.services.values import read_facts, targets_of
from kpidesk.storage import records

if TYPE_CHECKING:
    from kpidesk.domain.recent_weeks import TeamWeeks
    from kpidesk.domain.signals.thresholds import Thresholds
    from kpidesk.domain.standing import Scorecard
    from kpidesk.storage.database import Connection

LOOK_BACK = 8
"""Earlier one-on-ones whose agendas matter for the next."""
DEVELOPMENT = 72
"""The question about what the rep would like to grow into."""


@cache
def question_bank() -> questions.QuestionBank:
    """The built-in questions, read once."""
    return questions.parse(paths.resource("questions.toml").read_text(encoding="utf-8"))


@cache
def agenda_lengths() -> lengths.Lengths:
    """The built-in plans of minutes, read once."""
    return lengths.parse(paths.resource("agenda.toml").read_text(encoding="utf-8"))


def workspace(connection: Connection) -> Workspace:
    """What the file is about, or the defaults."""
    return next(iter(records.select(connection, Workspace)), None) or Workspace(new_id(), "")


def rule_thresholds(connection: Connection) -> Thresholds:
    """When each rule speaks, as the manager left it."""
    return thresholds(records.select(connection, RuleSetting, "rule"))


def facts(connection: Connection, card: Scorecard, team: TeamWeeks) -> Facts:
    """Everything known about the rep of a scorecard on its day; `team` are the newest weeks of everybody."""
    rep, on = card.rep, card.on
    space = workspace(connection)
    meetings = [
        each for each in records.select(connection, OneOnOne, "-on", "-at", "id", rep_id=rep.id) if each.on <= on
    ]
    items = _items(connection, meetings)
    agreed = newest(connection, on, rep.id).get(rep.id)
    found = readings(card)
    return Facts(
        rep=rep,
        on=on,
        readings=found,
        commitments=tuple(tracked(connection, rep, found, on, space.currency)),
        meetings=tuple(meetings),
        items=tuple(items),
        topics=tuple(records.select(connection, Topic, "raised_on", "id", rep_id=rep.id, discussed_on=None)),
        agreement=agreed.agreement if agreed else None,
        agreed=agreed.kpis if agreed else (),
        recognitions=tuple(records.select(connection, Recognition, "on", "id", rep_id=rep.id)),
        leaves=tuple(records.select(connection, Leave, "first", rep_id=rep.id)),
        imported_on=_imported_on(connection),
        manager=rep.manager or space.manager,
        currency=space.currency,
        forecast_cap=space.forecast_cap,
        next_on=next_day(on, rep.cadence_days, on, days_off(connection, rep)),
        asked=_asked(meetings, items),
        moved_on=_moved_on(connection, rep, on),
        retargeted=_retargeted(connection, rep, agreed.agreement, agreed.kpis, on) if agreed else frozenset(),
        development_on=_development_on(connection, meetings),
        cohort=team.cohort(rep),
        pipeline=_pipeline(connection, rep, found, space, on),
        experiments=tuple(
            each for each in records.select(connection, Experiment, "start", "id", rep_id=rep.id) if each.start <= on
        ),
    )


def tracked(connection: Connection, rep: Rep, found: tuple[Reading, ...], on: dt.date, currency: str) -> list[Tracked]:
    """All commitments with a rep, oldest first, held against their KPIs."""
    kpis = {each.id: each for each in records.select(connection, Kpi)}
    by_kpi: dict[Id, Reading] = {each.kpi.id: each for each in found}
    return [
        track(
            each,
            kpis.get(each.kpi_id) if each.kpi_id else None,
            by_kpi.get(each.kpi_id) if each.kpi_id else None,
            on,
            currency,
        )
        for each in records.select(connection, Commitment, "agreed_on", "id", rep_id=rep.id)
        if each.agreed_on <= on
    ]


def _items(connection: Connection, meetings: list[OneOnOne]) -> list[AgendaItem]:
    held = [each.id for each in meetings if each.status is MeetingStatus.HELD][:LOOK_BACK]
    return records.select(connection, AgendaItem, "position", "id", one_on_one_id=held, state=ItemState.ACCEPTED)


def _asked(meetings: list[OneOnOne], items: list[AgendaItem]) -> tuple[frozenset[int], ...]:
    """Ids of the questions of each earlier one-on-one, newest first."""
    by_meeting: dict[Id, set[int]] = {}
    for item in items:
        ids = item.evidence.get("question_ids")
        by_meeting.setdefault(item.one_on_one_id, set()).update(ids if isinstance(ids, list) else ())
    return tuple(frozenset(by_meeting[each.id]) for each in meetings if each.id in by_meeting)


def _imported_on(connection: Connection) -> dt.date | None:
    newest = next(iter(records.select(connection, Import, "-at", limit=1, undone_at=None)), None)
    return newest.at.date() if newest else None


def _moved_on(connection: Connection, rep: Rep, on: dt.date) -> dt.date | None:
    """The first day in the present role, if it is over by then that the rep had another."""
    days = [each.last + dt.timedelta(days=1) for each in records.select(connection, PastRole, rep_id=rep.id)]
    return max((day for day in days if day <= on), default=None)


def _retargeted(
    connection: Connection, rep: Rep, agreement: Agreement, agreed: tuple[AgreedKpi, ...], on: dt.date
) -> frozenset[Id]:
    """Agreed KPIs for which a target of the rep began after the agreement."""
    mine = {
        Scope.DEFAULT: None,
        Scope.TEAM: rep.team_id,
        Scope.ROLE: role_word(rep.role),
        Scope.REP: rep.id,
    }
    found = records.select(connection, Target, kpi_id=[each.kpi_id for each in agreed])
    return frozenset(
        each.kpi_id
        for each in found
        if agreement.agreed_on < each.valid_from <= on and subject(each) == mine[each.scope]
    )


def _development_on(connection: Connection, meetings: list[OneOnOne]) -> dt.date | None:
    """The newest one-on-one that talked about development: by its signal, or by the question about it."""
    held = {each.id: each.on for each in meetings if each.status is MeetingStatus.HELD}
    items = records.select(
        connection, AgendaItem, rule=["H8", "GROW"], state=ItemState.ACCEPTED, one_on_one_id=list(held)
    )
    talks = [
        held[each.one_on_one_id]
        for each in items
        if each.rule == "H8" or DEVELOPMENT in (each.evidence.get("question_ids") or ())
    ]
    return max(talks, default=None)


def _pipeline(
    connection: Connection, rep: Rep, found: tuple[Reading, ...], space: Workspace, on: dt.date
) -> Pipeline | None:
    """What is open and planned; None while neither opportunities nor created pipeline are recorded."""
    opportunities = records.select(connection, Opportunity, "id", rep_id=rep.id)
    if not opportunities and not any(each.kpi.key == "pipeline_created" and each.known for each in found):
        return None
    calendar, stages = FiscalCalendar.of(space), records.select(connection, Stage, "position", "id")
    return pipeline(opportunities, stages, on, calendar, _ahead(connection, rep, found, calendar, on))


def _ahead(
    connection: Connection, rep: Rep, found: tuple[Reading, ...], calendar: FiscalCalendar, on: dt.date
) -> Period | None:
    """The period after the running one, with the target of the rep's result in it."""
    held = result(found)
    if held is None:
        return None
    first = calendar.next_start(held.period, on)
    end = calendar.next_start(held.period, first)
    edges = np.array([day_number(first), day_number(end)])
    target = float(targets_of(read_facts(connection).only(rep), held.kpi, edges).value[0, 0])
    return None if np.isnan(target) else Period(first, end, held.period, target)
