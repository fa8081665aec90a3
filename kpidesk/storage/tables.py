"""The tables. A table's columns carry the names of the entity's fields; `TABLES` pairs the two."""

from __future__ import annotations

import sqlalchemy as sa

from kpidesk.domain import entities as e
from kpidesk.domain import terms as t
from kpidesk.storage.columns import Instant, Listed, Word, belongs_to, identity, numbered, text

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

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
    sa.CheckConstraint("forecast_cap BETWEEN 0.05 AND 0.20", name="fence"),
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
    sqlite_with_rowid=False,
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

agreement = sa.Table(
    "agreement",
    metadata,
    identity(),
    belongs_to("rep"),
    sa.Column("agreed_on", sa.Date, nullable=False),
    sa.Column("review_on", sa.Date),
    sa.Column("signed_by_rep", sa.Boolean, nullable=False),
    sa.Column("signed_by_manager", sa.Boolean, nullable=False),
    text("note"),
)

agreed_kpi = sa.Table(
    "agreed_kpi",
    metadata,
    identity(),
    belongs_to("agreement"),
    belongs_to("kpi"),
    sa.Column("focus", sa.Boolean, nullable=False),
)

one_on_one = sa.Table(
    "one_on_one",
    metadata,
    identity(),
    belongs_to("rep"),
    sa.Column("on", sa.Date, nullable=False, index=True),
    sa.Column("at", sa.Time),
    sa.Column("minutes", sa.Integer, nullable=False),
    sa.Column("status", Word(t.MeetingStatus), nullable=False),
    sa.Column("started_at", Instant),
    sa.Column("ended_at", Instant),
    text("reason"),
)

agenda_item = sa.Table(
    "agenda_item",
    metadata,
    *numbered(),
    belongs_to("one_on_one"),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("section", Word(t.Section), nullable=False),
    text("title"),
    text("why"),
    sa.Column("minutes", sa.Float, nullable=False),
    sa.Column("rule", sa.String(8)),
    belongs_to("kpi", required=False, cascade=False),
    sa.Column("questions", Listed, nullable=False),
    sa.Column("evidence", sa.JSON, nullable=False),
    text("suggested_commitment"),
    sa.Column("score", sa.Float, nullable=False),
    sa.Column("state", Word(t.ItemState), nullable=False),
    sa.Column("raised_by_rep", sa.Boolean, nullable=False),
    sa.Column("checked", sa.Boolean, nullable=False),
    sa.Column("seconds_spent", sa.Integer, nullable=False),
)

note = sa.Table(
    "note",
    metadata,
    *numbered(),
    belongs_to("rep"),
    text("text"),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("visibility", Word(t.Visibility), nullable=False),
    belongs_to("one_on_one", required=False, cascade=False),
    belongs_to("agenda_item", required=False, cascade=False),
    sa.Column("updated_at", Instant),
    sa.Column("revision", sa.Integer, nullable=False),
    belongs_to("note", name="amends_id", required=False, cascade=False),
)

commitment = sa.Table(
    "commitment",
    metadata,
    *numbered(),
    belongs_to("rep"),
    text("text"),
    sa.Column("agreed_on", sa.Date, nullable=False),
    sa.Column("owner", Word(t.Owner), nullable=False),
    belongs_to("kpi", required=False, cascade=False),
    sa.Column("baseline", sa.Float),
    sa.Column("expected", sa.Float),
    sa.Column("due", sa.Date),
    sa.Column("status", Word(t.CommitmentStatus), nullable=False),
    sa.Column("closed_on", sa.Date),
    belongs_to("one_on_one", required=False, cascade=False),
    sa.Column("updated_on", sa.Date),
    sa.Column("times_carried", sa.Integer, nullable=False),
)

topic = sa.Table(
    "topic",
    metadata,
    identity(),
    belongs_to("rep"),
    text("text"),
    sa.Column("raised_on", sa.Date, nullable=False),
    sa.Column("raised_by_rep", sa.Boolean, nullable=False),
    sa.Column("discussed_on", sa.Date),
)

recognition = sa.Table(
    "recognition",
    metadata,
    identity(),
    belongs_to("rep"),
    sa.Column("on", sa.Date, nullable=False),
    text("text"),
    belongs_to("kpi", required=False, cascade=False),
    belongs_to("one_on_one", required=False, cascade=False),
)

pin = sa.Table(
    "pin",
    metadata,
    identity(),
    belongs_to("rep"),
    sa.Column("pinned_on", sa.Date, nullable=False),
    text("text"),
    sa.Column("rule", sa.String(8)),
    belongs_to("kpi", required=False),
    sa.Column("released_on", sa.Date),
)

stage = sa.Table(
    "stage",
    metadata,
    identity(),
    sa.Column("name", sa.Text, nullable=False, unique=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("win_rate", sa.Float),
    sa.Column("won", sa.Boolean),
)

opportunity = sa.Table(
    "opportunity",
    metadata,
    identity(),
    belongs_to("rep"),
    text("name"),
    text("account"),
    belongs_to("stage", required=False, cascade=False),
    sa.Column("amount", sa.Float),
    sa.Column("opened_on", sa.Date),
    sa.Column("expected_on", sa.Date),
    sa.Column("closed_on", sa.Date),
    text("next_step"),
    sa.Column("next_step_on", sa.Date),
    sa.Column("last_activity_on", sa.Date),
    sa.Column("contacts", sa.Integer),
)

experiment = sa.Table(
    "experiment",
    metadata,
    identity(),
    belongs_to("rep"),
    belongs_to("kpi"),
    sa.Column("start", sa.Date, nullable=False),
    sa.Column("end", sa.Date, nullable=False),
    sa.Column("extra_per_week", sa.Float, nullable=False),
    text("outcome"),
)

rule_setting = sa.Table(
    "rule_setting",
    metadata,
    identity(),
    sa.Column("rule", sa.String(8), nullable=False, unique=True),
    sa.Column("speaks", sa.Boolean, nullable=False),
    sa.Column("numbers", sa.JSON, nullable=False),
)

TABLES: dict[type, sa.Table] = {
    e.Workspace: workspace,
    e.Team: team,
    e.Rep: rep,
    e.Alias: alias,
    e.PastRole: past_role,
    e.RampSchedule: ramp_schedule,
    e.Leave: leave,
    e.Holiday: holiday,
    e.Kpi: kpi,
    e.Target: target,
    e.Season: season,
    e.Import: import_,
    e.Agreement: agreement,
    e.AgreedKpi: agreed_kpi,
    e.OneOnOne: one_on_one,
    e.AgendaItem: agenda_item,
    e.Note: note,
    e.Commitment: commitment,
    e.Topic: topic,
    e.Recognition: recognition,
    e.Pin: pin,
    e.Stage: stage,
    e.Opportunity: opportunity,
    e.Experiment: experiment,
    e.RuleSetting: rule_setting,
}
"""Every entity that has an id, and its table; `KpiEntry` lives in `kpi_entry`, keyed by small numbers."""
