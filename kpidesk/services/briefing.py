"""Reading together what an agenda is drawn from. Notes are not read here: no agenda can ever quote one."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kpidesk import paths
from kpidesk.domain import lengths, questions
from kpidesk.domain.commitments import Tracked, track
from kpidesk.domain.entities import (
    AgendaItem,
    AgreedKpi,
    Agreement,
    Commitment,
    Id,
    Import,
    ItemState,
    Kpi,
    Leave,
    MeetingStatus,
    OneOnOne,
    Recognition,
    Rep,
    Topic,
    Workspace,
    new_id,
)
from kpidesk.domain.facts import Facts
from kpidesk.domain.readings import Reading, readings
from kpidesk.domain.scheduling import next_day
from kpidesk.storage import records

if TYPE_CHECKING:
    import datetime as dt

    from kpidesk.domain.standing import Scorecard
    from kpidesk.storage.database import Connection

LOOK_BACK = 8
"""Earlier one-on-ones whose agendas matter for the next."""


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


def facts(connection: Connection, card: Scorecard) -> Facts:
    """Everything known about the rep of a scorecard on its day."""
    rep, on = card.rep, card.on
    space = workspace(connection)
    meetings = [
        each for each in records.select(connection, OneOnOne, "-on", "-at", "id", rep_id=rep.id) if each.on <= on
    ]
    leaves = records.select(connection, Leave, "first", rep_id=rep.id)
    items = _items(connection, meetings)
    agreement = next(iter(records.select(connection, Agreement, "-agreed_on", "id", limit=1, rep_id=rep.id)), None)
    found = readings(card)
    return Facts(
        rep=rep,
        on=on,
        readings=found,
        commitments=tuple(tracked(connection, rep, found, on, space.currency)),
        meetings=tuple(meetings),
        items=tuple(items),
        topics=tuple(records.select(connection, Topic, "raised_on", "id", rep_id=rep.id, discussed_on=None)),
        agreement=agreement,
        agreed=tuple(records.select(connection, AgreedKpi, "id", agreement_id=agreement.id)) if agreement else (),
        recognitions=tuple(records.select(connection, Recognition, "on", "id", rep_id=rep.id)),
        leaves=tuple(leaves),
        imported_on=_imported_on(connection),
        manager=rep.manager or space.manager,
        currency=space.currency,
        forecast_cap=space.forecast_cap,
        next_on=next_day(on, rep.cadence_days, on, leaves),
        asked=_asked(meetings, items),
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
