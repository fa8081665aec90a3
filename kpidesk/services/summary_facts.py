"""Reading together what a leadership summary says. Only shared notes are read; private ones are counted."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING, TypeVar

from kpidesk.domain.days import day_number
from kpidesk.domain.entities import (
    AgendaItem,
    AgreedKpi,
    Agreement,
    Id,
    Import,
    Kpi,
    Leave,
    Note,
    OneOnOne,
    Recognition,
)
from kpidesk.domain.readings import readings
from kpidesk.domain.terms import Kind, MeetingStatus, Visibility
from kpidesk.reports.model import Meeting, Record, RepSummary, SharedNote
from kpidesk.services import briefing
from kpidesk.storage import notes, queries, records

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpidesk.domain.commitments import Tracked
    from kpidesk.domain.entities import Rep
    from kpidesk.domain.standing import Scorecard
    from kpidesk.reports.model import Period
    from kpidesk.storage.database import Connection

E = TypeVar("E", OneOnOne, Recognition, Leave)
_AT_ONCE = 5_000
"""Ids in one question to the file; SQLite takes 32,766."""


class Gathering:
    """One reading of the file for one period and some reps."""

    def __init__(self, connection: Connection, period: Period, reps: tuple[Rep, ...], currency: str) -> None:
        self._connection, self._period, self._reps, self._currency = connection, period, reps, currency
        self._ids = [rep.id for rep in reps]
        self._kpis = tuple(
            kpi for kpi in records.select(connection, Kpi, "-kind", "position", "name") if not kpi.archived
        )
        self._one_on_ones = _by_rep(records.select(connection, OneOnOne, "on", "at", "id", rep_id=self._ids))
        self._items = self._agenda_items()
        self._focus = self._focus_kpis()
        self._wins = _by_rep(
            each for each in records.select(connection, Recognition, rep_id=self._ids) if self._within(each.on)
        )
        self._leaves = _by_rep(records.select(connection, Leave, "first", rep_id=self._ids))

    def rep(self, card: Scorecard) -> RepSummary:
        """Everything about one rep."""
        ident = card.rep.id
        meetings = self._one_on_ones[ident]
        held_before = [
            each.on for each in meetings if each.status is MeetingStatus.HELD and each.on < self._period.first
        ]
        return RepSummary(
            card=card,
            focus=self._focus.get(ident, ()),
            meetings=tuple(Meeting(each, tuple(self._items[each.id])) for each in meetings if self._within(each.on)),
            last_held_before=max(held_before, default=None),
            commitments=self._commitments(card),
            wins=len(self._wins[ident]),
            leaves=tuple(self._leaves[ident]),
        )

    def record(self) -> Record:
        """The recorded values of the period."""
        first, end = day_number(self._period.first), day_number(self._period.last) + 1
        return Record(
            entries=queries.entries(self._connection, self._ids, [kpi.id for kpi in self._kpis], first, end),
            reps=self._reps,
            kpis=self._kpis,
            sources={each.no: each.file for each in records.select(self._connection, Import)},
        )

    def shared_notes(self) -> tuple[SharedNote, ...]:
        """What was written for the rep in the period, oldest first."""
        reps = {rep.id: rep for rep in self._reps}
        found = records.select(
            self._connection, Note, "created_at", "id", rep_id=self._ids, visibility=Visibility.SHARED
        )
        shared = (SharedNote.of(note, reps[note.rep_id]) for note in found if note.text.strip())
        return tuple(note for note in shared if self._within(note.on))

    def private_notes(self) -> int:
        """How many private notes of the period stay in the file."""
        begin = dt.datetime.combine(self._period.first, dt.time()).astimezone()
        end = dt.datetime.combine(self._period.last + dt.timedelta(days=1), dt.time()).astimezone()
        return notes.count_private(self._connection, self._ids, begin, end)

    def _agenda_items(self) -> dict[Id, list[AgendaItem]]:
        wanted = [each.id for meetings in self._one_on_ones.values() for each in meetings if self._within(each.on)]
        found: dict[Id, list[AgendaItem]] = defaultdict(list)
        for begin in range(0, len(wanted), _AT_ONCE):
            some = wanted[begin : begin + _AT_ONCE]
            for item in records.select(self._connection, AgendaItem, "position", "id", one_on_one_id=some):
                found[item.one_on_one_id].append(item)
        return found

    def _focus_kpis(self) -> dict[Id, tuple[Id, ...]]:
        """Ids of the focus KPIs of each rep's newest agreement, leading ones first."""
        newest: dict[Id, Agreement] = {}
        for agreement in records.select(self._connection, Agreement, "agreed_on", "id", rep_id=self._ids):
            if agreement.agreed_on <= self._period.last:
                newest[agreement.rep_id] = agreement
        order = {kpi.id: (kpi.kind is not Kind.LEADING, at) for at, kpi in enumerate(self._kpis)}
        agreed = records.select(
            self._connection, AgreedKpi, agreement_id=[each.id for each in newest.values()], focus=True
        )
        found: dict[Id, list[Id]] = defaultdict(list)
        for each in sorted((each for each in agreed if each.kpi_id in order), key=lambda each: order[each.kpi_id]):
            found[each.agreement_id].append(each.kpi_id)
        return {rep: tuple(found[agreement.id]) for rep, agreement in newest.items()}

    def _commitments(self, card: Scorecard) -> tuple[Tracked, ...]:
        found = briefing.tracked(self._connection, card.rep, readings(card), self._period.last, self._currency)
        return tuple(
            each
            for each in found
            if each.open or self._within(each.commitment.agreed_on) or self._within(each.commitment.due)
        )

    def _within(self, day: dt.date | None) -> bool:
        return day is not None and self._period.first <= day <= self._period.last


def version() -> str:
    """The version of KPIdesk that makes a report."""
    from kpidesk import __version__

    return __version__


def _by_rep(entities: Iterable[E]) -> dict[Id, list[E]]:
    found: dict[Id, list[E]] = defaultdict(list)
    for each in entities:
        found[each.rep_id].append(each)
    return found
