"""Full-text search over notes, talking points and commitments: SQLite FTS5, accents folded, prefixes welcome."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from kpidesk.domain.entities import Id

_INDEXED = {"note": ("text",), "agenda_item": ("title", "why"), "commitment": ("text",)}


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where the words were found; `snippet` marks them with «»."""

    rep_id: Id
    on: dt.date
    where: str
    entity_id: Id
    private: bool
    snippet: str


def create(connection: sa.Connection) -> None:
    """Make the full-text tables and the triggers that keep them in step."""
    for table, columns in _INDEXED.items():
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


def find(connection: sa.Connection, words: str, *, private: bool, limit: int = 50) -> list[Hit]:
    """Newest places where all `words` occur, each as a word or the beginning of one.

    Private notes are searched only if `private`.
    """
    match = _match(words)
    if not match:
        return []
    parts = (_NOTES, _NOTES_PRIVATE if private else None, _AGENDA, _COMMITMENTS)
    query = " UNION ALL ".join(f"SELECT * FROM ({part})" for part in parts if part) + " ORDER BY day DESC LIMIT :limit"
    types = {"rep_id": sa.Uuid, "entity_id": sa.Uuid, "day": sa.Date, "private": sa.Boolean}
    rows = connection.execute(sa.text(query).columns(**types), {"match": match, "limit": limit})
    return [Hit(row.rep_id, row.day, row.place, row.entity_id, row.private, row.snippet) for row in rows]


def _match(words: str) -> str:
    """Each word quoted, so that nothing the user types is read as an operator."""
    tokens = ("".join(ch if ch.isalnum() else " " for ch in words)).split()
    return " ".join(f'"{token}"*' for token in tokens)


def _notes(visibility: str) -> str:
    # The limit before the snippet keeps common words cheap; rowids grow with time, so newest comes first.
    return f"""
    SELECT n.rep_id AS rep_id, date(n.created_at) AS day, 'note' AS place, n.id AS entity_id,
           n.visibility = 'private' AS private, snippet(note_fts, -1, '«', '»', '…', 12) AS snippet
    FROM note_fts JOIN note n ON n.no = note_fts.rowid
    WHERE note_fts MATCH :match AND n.visibility = '{visibility}'
    ORDER BY note_fts.rowid DESC LIMIT :limit"""


_NOTES = _notes("shared")
_NOTES_PRIVATE = _notes("private")
_AGENDA = """
    SELECT o.rep_id, o."on", 'agenda', a.id, 0, snippet(agenda_item_fts, -1, '«', '»', '…', 12)
    FROM agenda_item_fts JOIN agenda_item a ON a.no = agenda_item_fts.rowid JOIN one_on_one o ON o.id = a.one_on_one_id
    WHERE agenda_item_fts MATCH :match ORDER BY agenda_item_fts.rowid DESC LIMIT :limit"""
_COMMITMENTS = """
    SELECT c.rep_id, c.agreed_on, 'commitment', c.id, 0, snippet(commitment_fts, -1, '«', '»', '…', 12)
    FROM commitment_fts JOIN commitment c ON c.no = commitment_fts.rowid
    WHERE commitment_fts MATCH :match ORDER BY commitment_fts.rowid DESC LIMIT :limit"""
