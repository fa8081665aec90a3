"""One-on-ones of the whole team: minutes and notes counted for lists, and who was met last and comes next."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import sqlalchemy as sa

from kpidesk.domain.coming import WAITING
from kpidesk.domain.entities import Id, OneOnOne
from kpidesk.domain.meeting_totals import Totals
from kpidesk.domain.terms import ItemState, MeetingStatus, Section, Visibility
from kpidesk.storage import records
from kpidesk.storage.tables import agenda_item, note, one_on_one

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping


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


def totals(connection: sa.Connection, *, private: bool) -> dict[Id, Totals]:
    """Totals by one-on-one; private notes are not even counted unless `private`."""
    forecast = agenda_item.c.section == Section.FORECAST
    items = (
        sa.select(
            agenda_item.c.one_on_one_id,
            sa.func.count(),
            sa.func.sum(agenda_item.c.minutes),
            sa.func.sum(sa.case((forecast, agenda_item.c.minutes), else_=0.0)),
            sa.func.sum(agenda_item.c.seconds_spent),
            sa.func.sum(sa.case((forecast, agenda_item.c.seconds_spent), else_=0)),
        )
        .where(agenda_item.c.state == ItemState.ACCEPTED)
        .group_by(agenda_item.c.one_on_one_id)
    )
    shared = _notes(connection, Visibility.SHARED)
    hidden = _notes(connection, Visibility.PRIVATE) if private else {}
    planned = {row[0]: Totals(*row[1:]) for row in connection.execute(items)}
    return {
        ident: replace(
            planned.get(ident, Totals()), shared_notes=shared.get(ident, 0), private_notes=hidden.get(ident, 0)
        )
        for ident in planned.keys() | shared.keys() | hidden.keys()
    }


def _notes(connection: sa.Connection, visibility: Visibility) -> Mapping[Id, int]:
    query = (
        sa.select(note.c.one_on_one_id, sa.func.count())
        .where(note.c.visibility == visibility, note.c.one_on_one_id.is_not(None), note.c.text != "")
        .group_by(note.c.one_on_one_id)
    )
    return {row[0]: int(row[1]) for row in connection.execute(query)}
