"""Full-text search over notes, talking points, commitments, topics and wins: SQLite FTS5, accents folded."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from operator import itemgetter
from typing import TYPE_CHECKING, Any, cast

from kpidesk.domain.finding import Found, Places, Snippets, Term, terms
from kpidesk.storage.columns import known

if TYPE_CHECKING:
    from collections.abc import Iterator

    import sqlalchemy as sa

    from kpidesk.domain.entities import Id

INDEXED = {
    "note": ("text",),
    "agenda_item": ("title", "why"),
    "commitment": ("text",),
    "topic": ("text",),
    "recognition": ("text",),
}
"""The columns of each table that are searched."""


@dataclass(frozen=True, slots=True)
class _Place:
    """How what is found in a table says whom, when and which one-on-one it is about."""

    name: Places
    table: str
    day: str
    rep: str = "t.rep_id"
    meeting: str = "t.one_on_one_id"
    kpi: str = "t.kpi_id"
    private: str = "0"
    joined: str = ""
    only: str = ""
    shown: str = "t.text"


# Numbers grow with time: ordered by them the newest comes first, and an index is read no further than is needed.
_PLACES = (
    _Place(
        Places.NOTE,
        "note",
        # What was written about a one-on-one belongs to its day, whenever it was typed.
        'coalesce((SELECT "on" FROM one_on_one WHERE id = t.one_on_one_id), substr(t.created_at, 1, 10))',
        kpi="(SELECT kpi_id FROM agenda_item WHERE id = t.agenda_item_id)",
        private="t.visibility <> 'shared'",
    ),
    _Place(
        Places.AGENDA,
        "agenda_item",
        'o."on"',
        rep="o.rep_id",
        joined="JOIN one_on_one o ON o.id = t.one_on_one_id",
        only="t.state = 'accepted'",
        shown="t.title || char(10) || t.why",
    ),
    _Place(Places.COMMITMENT, "commitment", "t.agreed_on"),
    _Place(Places.TOPIC, "topic", "t.raised_on", meeting="NULL", kpi="NULL"),
    _Place(Places.WIN, "recognition", 't."on"'),
)

_NAMES = {place.value: place for place in Places}


def create(connection: sa.Connection) -> None:
    """Make the full-text tables and the triggers that keep them in step."""
    for table, columns in INDEXED.items():
        names = ", ".join(columns)
        new = ", ".join(f"new.{column}" for column in columns)
        old = ", ".join(f"old.{column}" for column in columns)
        add = f"INSERT INTO {table}_fts(rowid, {names}) VALUES (new.no, {new});"
        drop = f"INSERT INTO {table}_fts({table}_fts, rowid, {names}) VALUES ('delete', old.no, {old});"
        options = f"content='{table}', content_rowid='no', tokenize='unicode61 remove_diacritics 2', prefix='2 3'"
        for statement in (
            f"CREATE VIRTUAL TABLE {table}_fts USING fts5({names}, {options})",
            f"CREATE TRIGGER {table}_fts_insert AFTER INSERT ON {table} BEGIN {add} END",
            f"CREATE TRIGGER {table}_fts_delete AFTER DELETE ON {table} BEGIN {drop} END",
            f"CREATE TRIGGER {table}_fts_update AFTER UPDATE OF {names} ON {table} BEGIN {drop} {add} END",
        ):
            connection.exec_driver_sql(statement)


def find(
    driver: Any,
    words: str,
    *,
    private: bool,
    rep_id: Id | None = None,
    kpi_id: Id | None = None,
    begin: dt.date | None = None,
    end: dt.date | None = None,
    limit: int = 50,
) -> list[Found]:
    """Newest places where all `words` occur, each as a word or the beginning of one; words in quotes as a phrase.

    The driver itself is asked: fifty answers at each key typed take SQLAlchemy longer than the search. Notes come
    first; of the other tables only what is as new is read. Private notes are searched only if `private`. `begin` and
    `end` are the first and the last day looked at.
    """
    asked = terms(words)
    if not asked:
        return []
    days = {"begin": begin and begin.isoformat(), "end": end and end.isoformat()}
    ids = {"rep": rep_id and rep_id.hex, "kpi": kpi_id and kpi_id.hex}
    given: dict[str, object] = {name: value for name, value in {**ids, **days}.items() if value}
    values = {"match": _match(asked), "limit": limit, **given}
    rows: list[tuple[Any, ...]] = []
    for query in _queries(frozenset(given), private=private):
        cursor = driver.execute(query, values)
        rows += _newer(cursor, rows[-1]) if len(rows) == limit else cursor.fetchall()
        cursor.close()
        rows.sort(key=itemgetter(1), reverse=True)
        del rows[limit:]
    snippets = Snippets(asked)
    return [_found(snippets, *row) for row in rows]


def _newer(cursor: Any, oldest: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    """What is as new as another row; older ones are not read."""
    return takewhile(lambda row: row[1] >= oldest[1], cursor)


def _match(asked: list[Term]) -> str:
    """What was typed in FTS5's own terms; all of it is quoted, so that nothing is read as an operator."""
    return " ".join(f'"{term.text}"' + ("" if term.whole else "*") for term in asked)


@cache
def _queries(given: frozenset[str], *, private: bool) -> list[str]:
    return [_query(place, given, private=private) for place in _PLACES]


def _query(place: _Place, given: frozenset[str], *, private: bool) -> str:
    tests = {
        "rep": f"{place.rep} = :rep",
        "kpi": f"{place.kpi} = :kpi",
        "begin": f"{place.day} >= :begin",
        "end": f"{place.day} <= :end",
    }
    where = [f"{place.table}_fts MATCH :match", *(test for name, test in tests.items() if name in given)]
    where += [place.only] if place.only else []
    where += [f"NOT ({place.private})"] if not private else []
    return f"""
    SELECT '{place.name}', {place.day}, {place.rep}, t.id, {place.meeting}, {place.private}, {place.shown}
    FROM {place.table}_fts CROSS JOIN {place.table} t ON t.no = {place.table}_fts.rowid {place.joined}
    WHERE {" AND ".join(where)} ORDER BY {place.table}_fts.rowid DESC LIMIT :limit"""


def _found(
    snippets: Snippets, where: str, day: str, rep: str, ident: str, meeting: str | None, private: int, shown: str
) -> Found:
    whom, what = cast("Id", known(rep)), cast("Id", known(ident))
    on = dt.date.fromisoformat(day)
    return Found(_NAMES[where], on, whom, what, known(meeting), bool(private), *snippets.cut(shown))
