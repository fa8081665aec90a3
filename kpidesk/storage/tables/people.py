"""Who is coached: the workspace, its teams and reps, and when they work."""

from __future__ import annotations

import sqlalchemy as sa

from kpidesk.domain import terms as t
from kpidesk.storage.columns import Listed, Word, belongs_to, identity, numbered, text
from kpidesk.storage.tables.metadata import metadata

workspace = sa.Table(
    "workspace",
    metadata,
    identity(),
    text("name"),
    text("manager"),
    sa.Column("currency", sa.String(3), nullable=False),
    sa.Column("week_start", sa.Integer, nullable=False),
    sa.Column("fiscal_start_month", sa.Integer, nullable=False),
    sa.Column("year_pattern", Word(t.YearPattern), nullable=False),
    sa.Column("year_end", Word(t.YearEnd), nullable=False),
    sa.Column("year_name", Word(t.YearName), nullable=False),
    sa.Column("forecast_cap", sa.Float, nullable=False),
    sa.Column("question_rest", sa.Integer, nullable=False),
    sa.CheckConstraint("forecast_cap BETWEEN 0.05 AND 0.20", name="fence"),
    sa.CheckConstraint("question_rest BETWEEN 0 AND 8", name="question_rest"),
)

team = sa.Table("team", metadata, identity(), sa.Column("name", sa.Text, nullable=False, unique=True), text("manager"))

rep = sa.Table(
    "rep",
    metadata,
    *numbered(),
    sa.Column("name", sa.Text, nullable=False),
    text("role"),
    belongs_to("team", required=False, cascade=False),
    text("manager"),
    text("email"),
    sa.Column("hired_on", sa.Date),
    sa.Column("left_on", sa.Date),
    sa.Column("cadence_days", sa.Integer, nullable=False),
    sa.Column("working_share", sa.Float, nullable=False),
    text("holidays"),
    sa.Column("archived", sa.Boolean, nullable=False),
    sa.CheckConstraint("cadence_days > 0", name="cadence"),
    sa.CheckConstraint("working_share > 0 AND working_share <= 1", name="working_share"),
)

alias = sa.Table(
    "alias",
    metadata,
    identity(),
    belongs_to("rep"),
    sa.Column("text", sa.Text, nullable=False, unique=True),
    sa.Column("source", sa.Integer, nullable=False),
)

past_role = sa.Table(
    "past_role",
    metadata,
    identity(),
    belongs_to("rep"),
    text("role"),
    sa.Column("last", sa.Date, nullable=False),
    sa.Column("working_share", sa.Float, nullable=False),
    sa.CheckConstraint("working_share > 0 AND working_share <= 1", name="working_share"),
)

ramp_schedule = sa.Table(
    "ramp_schedule",
    metadata,
    identity(),
    sa.Column("shares", Listed, nullable=False),
    sa.Column("role", sa.Text, unique=True),
    belongs_to("rep", required=False),
    sa.CheckConstraint("(role IS NULL) <> (rep_id IS NULL)", name="for_one"),
)

leave = sa.Table(
    "leave",
    metadata,
    identity(),
    belongs_to("rep"),
    sa.Column("first", sa.Date, nullable=False),
    sa.Column("last", sa.Date, nullable=False),
    text("reason"),
    sa.Column("share", sa.Float, nullable=False),
    sa.CheckConstraint("share > 0 AND share <= 1", name="share"),
)

holiday = sa.Table(
    "holiday",
    metadata,
    identity(),
    sa.Column("on", sa.Date, nullable=False),
    text("name"),
    text("calendar"),
    sa.Column("share", sa.Float, nullable=False),
    sa.UniqueConstraint("calendar", "on"),
    sa.CheckConstraint("share > 0 AND share <= 1", name="share"),
)
