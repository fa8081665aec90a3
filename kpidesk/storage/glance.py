"""Who is next, read by the driver alone, so that it can be shown before SQLAlchemy is even imported."""

from __future__ import annotations

import contextlib
import datetime as dt
import uuid
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from kpidesk.domain.coming import SHOWN, WAITING, Coming, Glance, sections, upcoming
from kpidesk.domain.entities import OneOnOne, Rep, Workspace
from kpidesk.domain.terms import ItemState, MeetingStatus, Section, YearEnd, YearName, YearPattern
from kpidesk.storage.driver import APPLICATION_ID, HEAD, driver, read_only

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def _instant(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


_READERS: dict[str, Callable[[Any], Any]] = {
    "id": uuid.UUID,
    "rep_id": uuid.UUID,
    "team_id": uuid.UUID,
    "hired_on": dt.date.fromisoformat,
    "left_on": dt.date.fromisoformat,
    "archived": bool,
    "on": dt.date.fromisoformat,
    "at": dt.time.fromisoformat,
    "status": MeetingStatus,
    "year_pattern": YearPattern,
    "year_end": YearEnd,
    "year_name": YearName,
    "started_at": _instant,
    "ended_at": _instant,
}
"""Columns that are not stored as what they mean, by name."""


def glance(path: Path, on: dt.date) -> Glance | None:
    """What the file at `path` says of the one-on-ones from `on` on, or None where it cannot be read at once.

    Nothing is written and no file is made. The real opening comes right after and says what is wrong, if anything is.
    """
    module = driver()
    try:
        if not path.is_file():
            return None
        with contextlib.closing(module.connect(read_only(path), uri=True, timeout=0, isolation_level=None)) as file:
            file.execute("PRAGMA query_only=ON")
            file.execute("BEGIN")
            return _read(file, on) if _is_ours(file) else None
    except (module.Error, OSError, ValueError, TypeError):
        return None


def _is_ours(file: Any) -> bool:
    if file.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        return False
    return bool(file.execute("SELECT version_num FROM alembic_version").fetchone() == (HEAD,))


def _read(file: Any, on: dt.date) -> Glance:
    workspace = next(iter(_select(file, Workspace, "workspace", "TRUE")), None)
    reps = {rep.id: rep for rep in _select(file, Rep, "rep", "NOT archived ORDER BY name")}
    waiting = tuple(sorted(WAITING))
    marks = ", ".join("?" * len(waiting))
    where = f'status IN ({marks}) AND "on" >= ? ORDER BY "on" DESC, "at" DESC, id'
    ahead = _select(file, OneOnOne, "one_on_one", where, *waiting, on.isoformat())
    active = {rep.id for rep in reps.values() if rep.active(on)}
    coming = tuple(_coming(file, each, reps[each.rep_id], on) for each in upcoming(ahead, active, on)[:SHOWN])
    return Glance(workspace, len(reps), coming)


def _coming(file: Any, meeting: OneOnOne, rep: Rep, on: dt.date) -> Coming:
    items = file.execute(
        "SELECT section, state, minutes FROM agenda_item WHERE one_on_one_id = ?", (meeting.id.hex,)
    ).fetchall()
    known = sections([(Section(each[0]), ItemState(each[1]), each[2]) for each in items], meeting.minutes)
    last = file.execute(
        'SELECT max("on") FROM one_on_one WHERE rep_id = ? AND status = ? AND "on" <= ?',
        (rep.id.hex, MeetingStatus.HELD.value, on.isoformat()),
    ).fetchone()[0]
    return Coming(meeting, rep, *known, dt.date.fromisoformat(last) if last else None)


def _select(file: Any, kind: type[Any], table: str, where: str, *values: str) -> list[Any]:
    names = [each.name for each in fields(kind)]
    columns = ", ".join(f'"{name}"' for name in names)
    rows = file.execute(f"SELECT {columns} FROM {table} WHERE {where}", values)
    return [kind(*(_value(name, value) for name, value in zip(names, row, strict=True))) for row in rows]


def _value(name: str, value: Any) -> Any:
    return value if value is None or name not in _READERS else _READERS[name](value)
