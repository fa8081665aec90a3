"""What is counted: KPIs, targets, values and where they came from."""

from __future__ import annotations

import sqlalchemy as sa

from kpidesk.domain import terms as t
from kpidesk.storage.columns import Ident, Instant, Listed, Word, belongs_to, identity, numbered, text
from kpidesk.storage.tables.metadata import metadata

kpi = sa.Table(
    "kpi",
    metadata,
    *numbered(),
    sa.Column("key", sa.String(64), nullable=False, unique=True),
    sa.Column("name", sa.Text, nullable=False),
    text("definition"),
    sa.Column("unit", Word(t.Unit), nullable=False),
    text("noun"),
    sa.Column("aggregation", Word(t.Aggregation), nullable=False),
    sa.Column("across", Word(t.Aggregation), nullable=False),
    sa.Column("direction", Word(t.Direction), nullable=False),
    sa.Column("kind", Word(t.Kind), nullable=False),
    sa.Column("kpi_class", Word(t.KpiClass), nullable=False),
    sa.Column("cadence", Word(t.Cadence), nullable=False),
    sa.Column("roles", Listed, nullable=False),
    text("trap"),
    sa.Column("pair_key", sa.String(64)),
    sa.Column("numerator_key", sa.String(64)),
    sa.Column("denominator_key", sa.String(64)),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("archived", sa.Boolean, nullable=False),
)

target = sa.Table(
    "target",
    metadata,
    identity(),
    belongs_to("kpi"),
    sa.Column("value", sa.Float, nullable=False),
    sa.Column("cadence", Word(t.Cadence), nullable=False),
    sa.Column("valid_from", sa.Date, nullable=False),
    sa.Column("valid_to", sa.Date),
    sa.Column("scope", Word(t.Scope), nullable=False),
    belongs_to("rep", required=False),
    sa.Column("role", sa.Text),
    belongs_to("team", required=False),
    sa.Column("high", sa.Float),
    text("note"),
)

season = sa.Table(
    "season",
    metadata,
    identity(),
    belongs_to("kpi", required=False),
    sa.Column("weekdays", Listed, nullable=False),
    sa.Column("months", Listed, nullable=False),
    sa.Column("quarters", Listed, nullable=False),
)

# Values are columns of numbers: no id, no second index, whole days since 1970-01-01, clustered in reading order.
kpi_entry = sa.Table(
    "kpi_entry",
    metadata,
    sa.Column("rep_no", sa.Integer, sa.ForeignKey("rep.no", ondelete="CASCADE"), primary_key=True),
    sa.Column("kpi_no", sa.Integer, sa.ForeignKey("kpi.no", ondelete="CASCADE"), primary_key=True),
    sa.Column("start", sa.Integer, primary_key=True),
    sa.Column("days", sa.Integer, nullable=False),
    sa.Column("numerator", sa.Float, nullable=False),
    sa.Column("denominator", sa.Float),
    sa.Column("source", sa.Integer, nullable=False),
    sa.Column("typed_on", sa.Integer),
    sqlite_with_rowid=False,
)

# Between first and last, both included, a rep without entries has a true 0: the source was imported for these days.
kpi_coverage = sa.Table(
    "kpi_coverage",
    metadata,
    sa.Column("source", sa.Integer, primary_key=True),
    sa.Column("rep_no", sa.Integer, sa.ForeignKey("rep.no", ondelete="CASCADE"), primary_key=True),
    sa.Column("kpi_no", sa.Integer, sa.ForeignKey("kpi.no", ondelete="CASCADE"), primary_key=True),
    sa.Column("first", sa.Integer, nullable=False),
    sa.Column("last", sa.Integer, nullable=False),
    sqlite_with_rowid=False,
)

# What an import replaced or removed, so that it can be taken back and a correction keeps its history.
kpi_entry_past = sa.Table(
    "kpi_entry_past",
    metadata,
    sa.Column("replaced_by", sa.Integer, primary_key=True),
    sa.Column("rep_no", sa.Integer, sa.ForeignKey("rep.no", ondelete="CASCADE"), primary_key=True),
    sa.Column("kpi_no", sa.Integer, sa.ForeignKey("kpi.no", ondelete="CASCADE"), primary_key=True),
    sa.Column("start", sa.Integer, primary_key=True),
    sa.Column("days", sa.Integer, nullable=False),
    sa.Column("numerator", sa.Float, nullable=False),
    sa.Column("denominator", sa.Float),
    sa.Column("source", sa.Integer, nullable=False),
    sa.Column("typed_on", sa.Integer),
    # The import put no other value on the same first day: it has none there, or one of another length.
    sa.Column("gone", sa.Boolean, nullable=False),
    sqlite_with_rowid=False,
)

# Runs of values, by their first days, that an import found as its file says: they stay when the one before is undone.
kpi_restated = sa.Table(
    "kpi_restated",
    metadata,
    sa.Column("source", sa.Integer, primary_key=True),
    sa.Column("rep_no", sa.Integer, sa.ForeignKey("rep.no", ondelete="CASCADE"), primary_key=True),
    sa.Column("kpi_no", sa.Integer, sa.ForeignKey("kpi.no", ondelete="CASCADE"), primary_key=True),
    sa.Column("first", sa.Integer, primary_key=True),
    sa.Column("last", sa.Integer, nullable=False),
    sqlite_with_rowid=False,
)

# What was cleared by hand since an import does not come back when the import is taken back.
cleared_value = sa.Table(
    "cleared_value",
    metadata,
    identity(),
    belongs_to("rep"),
    belongs_to("kpi"),
    sa.Column("start", sa.Date, nullable=False),
    *(sa.Column(name, sa.Integer, nullable=False) for name in ("days", "source", "newest")),
)

# What an import said about anything but values: the rows it made (no field) and the fields it set, as SQLite keeps
# them, so that it can be taken back. What belongs to a rep goes with the rep.
import_edit = sa.Table(
    "import_edit",
    metadata,
    sa.Column("source", sa.Integer, primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("kind", sa.String(24), nullable=False),
    sa.Column("ident", Ident, nullable=False),
    sa.Column("field", sa.String(24), nullable=False),
    sa.Column("before", sa.JSON),
    sa.Column("after", sa.JSON),
    belongs_to("rep", required=False),
)

import_ = sa.Table(
    "import",
    metadata,
    identity(),
    sa.Column("no", sa.Integer, nullable=False, unique=True),
    text("file"),
    sa.Column("sha256", sa.String(64), nullable=False),
    text("recipe"),
    text("layout"),
    sa.Column("at", Instant, nullable=False),
    *(
        sa.Column(name, sa.Integer, nullable=False)
        for name in ("rows_read", "rows_used", "rows_left_out", "values_new", "values_changed", "values_same")
    ),
    sa.Column("first_day", sa.Date),
    sa.Column("last_day", sa.Date),
    sa.Column("undone_at", Instant),
)
