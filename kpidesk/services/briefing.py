"""Reading together what agendas are drawn from. Notes are not read here: no agenda can ever quote one."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from kpidesk.domain.carrying import SENT_AWAY
from kpidesk.domain.coming import WAITING
from kpidesk.domain.commitments import Tracked, track
from kpidesk.domain.days import day_number
from kpidesk.domain.entities import (
    AgendaItem,
    Commitment,
    Experiment,
    Id,
    Import,
    Kpi,
    OneOnOne,
    Opportunity,
    Pin,
    Recognition,
    Rep,
    RuleSetting,
    Stage,
    Topic,
    Workspace,
    new_id,
)
from kpidesk.domain.facts import Facts
from kpidesk.domain.fallbacks import POINT
from kpidesk.domain.pipeline import Period, Pipeline, pipeline
from kpidesk.domain.readings import Reading, readings
from kpidesk.domain.roles import role_word
from kpidesk.domain.scheduling import DaysOff, next_day
from kpidesk.domain.signals.pipeline import result
from kpidesk.domain.signals.rulebook import thresholds
from kpidesk.domain.targets import subject
from kpidesk.domain.terms import ItemState, MeetingStatus, Scope
from kpidesk.services.agreements import newest
from kpidesk.services.values import read_facts, targets_of
from kpidesk.storage import records

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kpidesk.domain.recent_weeks import TeamWeeks
    from kpidesk.domain.signals.thresholds import Thresholds
    from kpidesk.domain.standing import Scorecard
    from kpidesk.services.agreements import Agreed
    from kpidesk.services.chances import ChanceReader
    from kpidesk.storage.database import Connection

LOOK_BACK = 8
"""Earlier one-on-ones whose agendas matter for the next."""
DEVELOPMENT = 72
"""The question about what the rep would like to grow into."""
DEVELOPMENT_DAYS = 730
"""A talk about it longer ago than this is as good as none."""


def workspace(connection: Connection) -> Workspace:
    """What the file is about, or the defaults."""
    return next(iter(records.select(connection, Workspace)), None) or Workspace(new_id(), "")


def rule_thresholds(connection: Connection) -> Thresholds:
    """When each rule speaks, as the manager left it."""
    return thresholds(records.select(connection, RuleSetting, "rule"))


def facts(connection: Connection, cards: Sequence[Scorecard], team: TeamWeeks, chances: ChanceReader) -> list[Facts]:
    """Everything known about the reps of some scorecards of one day; `team` are the newest weeks of everybody."""
    if not cards:
        return []
    file = _File(connection, [card.rep for card in cards], cards[0].on, chances)
    return [file.facts(card, team) for card in cards]


def tracked(connection: Connection, rep: Rep, found: Sequence[Reading], on: dt.date, currency: str) -> list[Tracked]:
    """All commitments with a rep, oldest first, held against their KPIs."""
    kpis = {each.id: each for each in records.select(connection, Kpi)}
    commitments = records.select(connection, Commitment, "agreed_on", "id", rep_id=rep.id)
    return _tracked(commitments, kpis, found, on, currency)


def _tracked(
    commitments: Sequence[Commitment], kpis: Mapping[Id, Kpi], found: Sequence[Reading], on: dt.date, currency: str
) -> list[Tracked]:
    known: dict[Id | None, Kpi] = dict(kpis.items())
    by_kpi: dict[Id | None, Reading] = {each.kpi.id: each for each in found}
    return [
        track(each, known.get(each.kpi_id), by_kpi.get(each.kpi_id), on, currency)
        for each in commitments
        if each.agreed_on <= on
    ]


def asked_before(connection: Connection, meeting: OneOnOne) -> tuple[frozenset[int | str], ...]:
    """Ids of the questions on the agendas of other one-on-ones planned before this one, the last of them first."""
    waiting = records.select(connection, OneOnOne, "-on", "-at", "id", rep_id=meeting.rep_id, status=tuple(WAITING))
    earlier = [each for each in waiting if each.on < meeting.on and each.id != meeting.id]
    ids = [each.id for each in earlier]
    items = records.select(connection, AgendaItem, "position", "id", one_on_one_id=ids, state=ItemState.ACCEPTED)
    return _asked(earlier, items)


_DECIDED = (ItemState.ACCEPTED, ItemState.DISMISSED)


class _File:
    """What is on file about some reps on a day, each kind read in one go."""

    def __init__(self, connection: Connection, reps: Sequence[Rep], on: dt.date, chances: ChanceReader) -> None:
        self._connection, self._on, self._ids = connection, on, [rep.id for rep in reps]
        self._chances = chances
        self._numbers = read_facts(connection, archived=True)
        self._space = self._numbers.workspace
        self._kpis = {each.id: each for each in self._numbers.kpis}
        self._imported_on = _imported_on(connection)
        self._stages = records.select(connection, Stage, "position", "id")
        self._agreed = newest(connection, on, self._ids[0] if len(reps) == 1 else None)
        meetings = self._of(OneOnOne, "-on", "-at", "id")
        self._meetings = {rep: [each for each in of if each.on <= on] for rep, of in meetings.items()}
        self._items = self._read_items()
        self._growing = self._read_growing()
        self._commitments = self._of(Commitment, "agreed_on", "due", "text", "id")
        self._topics = self._of(Topic, "raised_on", "text", "id", discussed_on=None)
        self._recognitions = self._of(Recognition, "on", "id")
        self._experiments = self._of(Experiment, "start", "id")
        self._opportunities = self._of(Opportunity, "id")
        self._pins = self._of(Pin, "pinned_on", "id", released_on=None)

    def facts(self, card: Scorecard, team: TeamWeeks) -> Facts:
        """Everything known about the rep of a scorecard."""
        rep, on, space = card.rep, self._on, self._space
        meetings = self._meetings.get(rep.id, [])
        known = [each for meeting in meetings for each in self._items.get(meeting.id, ())]
        items = [each for each in known if each.state is ItemState.ACCEPTED]
        agreed = self._agreed.get(rep.id)
        found = self._with_chance(rep, readings(card))
        schedules = self._numbers.schedules
        return Facts(
            rep=rep,
            on=on,
            readings=found,
            commitments=tuple(_tracked(self._commitments[rep.id], self._kpis, found, on, space.currency)),
            meetings=tuple(meetings),
            items=tuple(items),
            dismissed=tuple(each for each in known if each.state is ItemState.DISMISSED and SENT_AWAY in each.evidence),
            topics=tuple(self._topics[rep.id]),
            agreement=agreed.agreement if agreed else None,
            agreed=agreed.kpis if agreed else (),
            recognitions=tuple(self._recognitions[rep.id]),
            leaves=tuple(each for each in schedules.leaves if each.rep_id == rep.id),
            imported_on=self._imported_on,
            manager=rep.manager or space.manager,
            currency=space.currency,
            forecast_cap=space.forecast_cap,
            next_on=next_day(on, rep.cadence_days, on, DaysOff.of(rep, schedules.leaves, schedules.holidays)),
            asked=_asked(meetings, items),
            moved_on=self._moved_on(rep),
            retargeted=self._retargeted(rep, agreed) if agreed else frozenset(),
            development_on=max((each.on for each in meetings if each.id in self._growing), default=None),
            cohort=team.cohort(rep),
            pipeline=self._pipeline(rep, found),
            experiments=tuple(each for each in self._experiments[rep.id] if each.start <= on),
            pins=tuple(each for each in self._pins[rep.id] if each.pinned_on <= on),
        )

    def _with_chance(self, rep: Rep, found: tuple[Reading, ...]) -> tuple[Reading, ...]:
        """The readings, the one a forecast is about with the chance the outlook tells."""
        held = result(found)
        if held is None:
            return found
        chance = self._chances.of(self._connection, rep, held.kpi, held.period, self._on)
        return tuple(replace(each, chance=chance) if each is held else each for each in found)

    def _of(self, kind: type[Any], *order: str, **equal: Any) -> defaultdict[Id, list[Any]]:
        """The entities of a kind by rep."""
        found: defaultdict[Id, list[Any]] = defaultdict(list)
        for each in records.select(self._connection, kind, *order, rep_id=self._ids, **equal):
            found[each.rep_id].append(each)
        return found

    def _read_items(self) -> dict[Id, list[AgendaItem]]:
        """What was taken on or off the agenda of the newest one-on-ones of each rep, by one-on-one."""
        held = [meeting.id for of in self._meetings.values() for meeting in _held(of)[:LOOK_BACK]]
        found: dict[Id, list[AgendaItem]] = {}
        for each in records.select(self._connection, AgendaItem, "position", "id", one_on_one_id=held, state=_DECIDED):
            found.setdefault(each.one_on_one_id, []).append(each)
        return found

    def _read_growing(self) -> set[Id]:
        """One-on-ones that talked about development: by its signal, or by the question about it."""
        since = self._on - dt.timedelta(days=DEVELOPMENT_DAYS)
        held = [each.id for of in self._meetings.values() for each in _held(of) if each.on >= since]
        items = records.select(
            self._connection, AgendaItem, rule=["H8", "GROW", POINT], state=ItemState.ACCEPTED, one_on_one_id=held
        )
        return {
            each.one_on_one_id
            for each in items
            if "H8" in {each.rule, each.evidence.get("signal")}
            or DEVELOPMENT in (each.evidence.get("question_ids") or ())
        }

    def _moved_on(self, rep: Rep) -> dt.date | None:
        """The first day in the present role, if it is over by then that the rep had another."""
        past = (each for each in self._numbers.schedules.past_roles if each.rep_id == rep.id)
        days = (each.last + dt.timedelta(days=1) for each in past)
        return max((day for day in days if day <= self._on), default=None)

    def _retargeted(self, rep: Rep, agreed: Agreed) -> frozenset[Id]:
        """Agreed KPIs for which a target of the rep began after the agreement."""
        mine = {Scope.DEFAULT: None, Scope.TEAM: rep.team_id, Scope.ROLE: role_word(rep.role), Scope.REP: rep.id}
        return frozenset(
            each.kpi_id
            for each in self._numbers.targets
            if each.kpi_id in agreed.kpi_ids
            and agreed.agreement.agreed_on < each.valid_from <= self._on
            and subject(each) == mine[each.scope]
        )

    def _pipeline(self, rep: Rep, found: tuple[Reading, ...]) -> Pipeline | None:
        """What is open and planned; None while neither opportunities nor created pipeline are recorded."""
        opportunities = self._opportunities[rep.id]
        if not opportunities and not any(each.kpi.key == "pipeline_created" and each.known for each in found):
            return None
        calendar = self._numbers.calendar
        return pipeline(opportunities, self._stages, self._on, calendar, self._ahead(rep, found))

    def _ahead(self, rep: Rep, found: tuple[Reading, ...]) -> Period | None:
        """The period after the running one, with the target of the rep's result in it."""
        held, calendar = result(found), self._numbers.calendar
        if held is None:
            return None
        first = calendar.next_start(held.period, self._on)
        end = calendar.next_start(held.period, first)
        edges = np.array([day_number(first), day_number(end)])
        target = float(targets_of(self._numbers.only(rep), held.kpi, edges).value[0, 0])
        return None if np.isnan(target) else Period(first, end, held.period, target)


def _held(meetings: Sequence[OneOnOne]) -> list[OneOnOne]:
    return [each for each in meetings if each.status is MeetingStatus.HELD]


def _asked(meetings: list[OneOnOne], items: list[AgendaItem]) -> tuple[frozenset[int | str], ...]:
    """Ids of the questions of each earlier one-on-one, newest first."""
    by_meeting: dict[Id, set[int | str]] = {}
    for item in items:
        ids = item.evidence.get("question_ids")
        by_meeting.setdefault(item.one_on_one_id, set()).update(ids if isinstance(ids, list) else ())
    return tuple(frozenset(by_meeting[each.id]) for each in meetings if each.id in by_meeting)


def _imported_on(connection: Connection) -> dt.date | None:
    newest_import = next(iter(records.select(connection, Import, "-at", limit=1, undone_at=None)), None)
    return newest_import.at.date() if newest_import else None
