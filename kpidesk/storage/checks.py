"""Verify a file: the database itself, its references, and the rules no table can express."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.storage import search

if TYPE_CHECKING:
    import sqlalchemy as sa

_RULES = {
    "{n} values are not finite numbers.": "SELECT count(*) FROM kpi_entry"
    " WHERE typeof(numerator) NOT IN ('real', 'integer') OR abs(numerator) > 1e300 OR abs(denominator) > 1e300",
    "{n} values cover no day.": "SELECT count(*) FROM kpi_entry WHERE days < 1",
    "{n} values come from an import that is not in the history.": "SELECT count(*) FROM kpi_entry"
    ' WHERE source <> 0 AND source NOT IN (SELECT no FROM "import")',
    "{n} targets end before they start.": "SELECT count(*) FROM target WHERE valid_to < valid_from",
    "{n} agendas give the forecast more than a fifth of their minutes.": "SELECT count(*) FROM (SELECT one_on_one_id,"
    " sum(minutes) AS total, sum(CASE WHEN section = 'forecast' THEN minutes ELSE 0 END) AS forecast"
    " FROM agenda_item WHERE state = 'accepted' GROUP BY one_on_one_id) WHERE forecast > 0.2 * total + 0.001",
    "{n} notes have an unknown visibility.": "SELECT count(*) FROM note WHERE visibility NOT IN ('private', 'shared')",
}


def findings(connection: sa.Connection) -> list[str]:
    """One sentence for each fault found; empty when the file is sound."""
    faults = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check") if row[0] != "ok"]
    if faults:
        # On broken pages no other answer can be trusted.
        return [f"The file is damaged: {' '.join(fault.split())}." for fault in faults]
    found = []
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    found += [f"{len(orphans)} rows belong to something that is no longer there."] if orphans else []
    for sentence, query in _RULES.items():
        count = connection.exec_driver_sql(query).scalar_one()
        if count:
            found.append(sentence.replace("{n}", str(count)))
    for table in search.INDEXED:
        if not _in_step(connection, table):
            found.append(f"The search index of {table.replace('_', ' ')}s is out of step.")
    return found


def _in_step(connection: sa.Connection, table: str) -> bool:
    indexed = connection.exec_driver_sql(f"SELECT count(*) FROM {table}_fts_docsize").scalar_one()
    return bool(indexed == connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())
