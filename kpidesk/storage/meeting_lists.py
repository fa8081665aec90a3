"""One-on-ones of the whole team for lists: page by page, counted, and who was met last and comes next."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import sqlalchemy as sa

from kpidesk.domain.coming import WAITING
from kpidesk.domain.entities import Id, OneOnOne
from kpidesk.domain.meeting_totals import MeetingDay, Totals, Wanted
from kpidesk.domain.terms import ItemState, MeetingStatus, Section, Visibility
from kpidesk.storage import records
from kpidesk.storage.columns import known
from kpidesk.storage.tables import agenda_item, commitment, note, one_on_one, rep

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_MINUTES_A_DAY = 24 * 60
_STATUSES = {status.value: status for status in MeetingStatus}
_DAYS = """SELECT id, rep_id, "on", status, times_moved, reason FROM one_on_one
    WHERE "on" BETWEEN ? AND ? AND rep_id LIKE ? ORDER BY "on" DESC, at DESC"""


def around(connection: sa.Connection, on: dt.date) -> list[OneOnOne]:
    """The last one-on-one held with each rep by a day, and all that wait from that day on; newest first.

    Of several held on one day with a rep all are there.
    """
    each = one_on_one.c
    held = each.status == MeetingStatus.HELD
    days = sa.select(each.rep_id, sa.func.max(each.on)).where(held, each.on <= on).group_by(each.rep_id)
    last = sa.and_(held, sa.tuple_(each.rep_id, each.on).in_(days))
    waiting = sa.and_(each.status.in_(WAITING), each.on >= on)
    return records.select(connection, OneOnOne, "-on", "-at", "id", id=sa.select(each.id).where(last | waiting))


def days(
    connection: sa.Connection,
    rep_id: Id | None = None,
    begin: dt.date | None = None,
    end: dt.date | None = None,
) -> list[MeetingDay]:
    """All one-on-ones of a rep, or of all, from one day to another; newest first."""
    # The driver itself, since there are thousands.
    driver: Any = connection.connection.driver_connection
    asked = (str(begin or dt.date.min), str(end or dt.date.max), rep_id.hex if rep_id else "%")
    return [
        MeetingDay(
            cast("Id", known(ident)),
            cast("Id", known(whom)),
            dt.date.fromisoformat(on),
            _STATUSES[status],
            moved > 0,
            reason,
        )
        for ident, whom, on, status, moved, reason in driver.execute(_DAYS, asked)
    ]


def page(
    connection: sa.Connection, wanted: Wanted, order: str, *, down: bool, private: bool, offset: int, limit: int
) -> list[OneOnOne]:
    """One-on-ones as a list shows them, in an order: `rep`, `on`, `minutes`, `done`, `notes` or `commitments`.

    Equal ones stand newest first. Private notes are not even counted unless `private`.
    """
    each = one_on_one.c
    counted = {
        "notes": _count(note, *_readable(private=private)),
        "commitments": _count(commitment),
        "done": _count(agenda_item, agenda_item.c.state == ItemState.ACCEPTED, agenda_item.c.checked),
    }
    name = sa.select(sa.func.lower(rep.c.name)).where(rep.c.id == each.rep_id).scalar_subquery()
    # As `OneOnOne.length` has it.
    took = (sa.func.julianday(each.ended_at) - sa.func.julianday(each.started_at)) * _MINUTES_A_DAY
    length = sa.func.coalesce(sa.func.max(1, sa.func.round(took)), each.minutes)
    ways: Mapping[str, sa.ColumnElement[Any]] = {"rep": name, "on": each.on, "minutes": length, **counted}
    first = ways[order].desc() if down else ways[order].asc()
    then = (each.at.desc() if down else each.at.asc(),) if order == "on" else (each.on.desc(), each.at.desc())
    query = sa.select(each.id).where(*_fitting(wanted, private=private)).order_by(first, *then, each.id)
    idents = list(connection.scalars(query.offset(offset).limit(limit)))
    found = {meeting.id: meeting for meeting in records.select(connection, OneOnOne, id=idents)}
    return [found[ident] for ident in idents]


def counts(connection: sa.Connection, wanted: Wanted, *, private: bool) -> dict[MeetingStatus, int]:
    """How many one-on-ones fit, by status."""
    each = one_on_one.c
    query = sa.select(each.status, sa.func.count()).where(*_fitting(wanted, private=private)).group_by(each.status)
    return {status: int(count) for status, count in connection.execute(query)}


def totals(connection: sa.Connection, idents: Collection[Id], *, private: bool) -> dict[Id, Totals]:
    """Totals of some one-on-ones; private notes are not even counted unless `private`."""
    forecast, item = agenda_item.c.section == Section.FORECAST, agenda_item.c
    items = (
        sa.select(
            item.one_on_one_id,
            sa.func.count(),
            sa.func.sum(item.minutes),
            sa.func.sum(sa.case((forecast, item.minutes), else_=0.0)),
            sa.func.sum(item.seconds_spent),
            sa.func.sum(sa.case((forecast, item.seconds_spent), else_=0)),
            sa.func.sum(sa.case((item.checked, 1), else_=0)),
        )
        .where(item.state == ItemState.ACCEPTED, item.one_on_one_id.in_(idents))
        .group_by(item.one_on_one_id)
    )
    shared = _by_meeting(connection, note, idents, *_readable(private=False))
    every = _by_meeting(connection, note, idents, *_readable(private=private))
    agreed = _by_meeting(connection, commitment, idents)
    found = {row[0]: replace(Totals(*row[1:6]), done=row[6]) for row in connection.execute(items)}
    return {
        ident: replace(
            found.get(ident, Totals()),
            shared_notes=shared.get(ident, 0),
            private_notes=every.get(ident, 0) - shared.get(ident, 0),
            commitments=agreed.get(ident, 0),
        )
        for ident in idents
    }


def _fitting(wanted: Wanted, *, private: bool) -> list[sa.ColumnElement[bool]]:
    each = one_on_one.c
    tests = [
        each.rep_id == wanted.rep_id if wanted.rep_id else None,
        each.status.in_(wanted.statuses) if wanted.statuses else None,
        each.on >= wanted.begin if wanted.begin else None,
        each.on <= wanted.end if wanted.end else None,
        _count(note, *_readable(private=private)) > 0 if wanted.with_notes else None,
        each.id.in_(_listed(wanted.among)) if wanted.among is not None else None,
    ]
    return [test for test in tests if test is not None]


def _readable(*, private: bool) -> tuple[sa.ColumnElement[bool], ...]:
    shared = () if private else (note.c.visibility == Visibility.SHARED,)
    return (note.c.text != "", *shared)


def _listed(idents: Collection[Id]) -> sa.Select[tuple[Id]]:
    """Ids as a query, since a statement takes only so many values."""
    values = sa.func.json_each(json.dumps([ident.hex for ident in idents])).table_valued("value")
    return sa.select(values.c.value)


def _count(table: sa.Table, *tests: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    here = table.c.one_on_one_id == one_on_one.c.id
    return sa.select(sa.func.count()).select_from(table).where(here, *tests).scalar_subquery()


def _by_meeting(
    connection: sa.Connection, table: sa.Table, idents: Collection[Id], *tests: sa.ColumnElement[bool]
) -> Mapping[Id, int]:
    where = table.c.one_on_one_id
    query = sa.select(where, sa.func.count()).where(where.in_(idents), *tests).group_by(where)
    return {row[0]: int(row[1]) for row in connection.execute(query)}
