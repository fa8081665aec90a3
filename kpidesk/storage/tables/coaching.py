"""What is agreed and talked about: agreements, one-on-ones, notes, commitments and the rules of the agenda."""

from __future__ import annotations

import sqlalchemy as sa

from kpidesk.domain import terms as t
from kpidesk.storage.columns import Ident, Instant, Listed, Word, belongs_to, identity, numbered, text
from kpidesk.storage.tables.metadata import metadata

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
    sa.Column("times_moved", sa.Integer, nullable=False),
    # No foreign key: built-in templates are no rows.
    sa.Column("template_id", Ident),
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

progress = sa.Table(
    "progress",
    metadata,
    identity(),
    belongs_to("one_on_one"),
    sa.Column("planned_on", sa.Date, nullable=False),
    belongs_to("agenda_item", name="item_id", required=False, cascade=False),
    sa.Column("elapsed", sa.Integer, nullable=False),
    sa.Column("spent", sa.JSON, nullable=False),
    sa.Column("paused", sa.Boolean, nullable=False),
)

# Not searched and not read by anything that leaves the file.
unfinished = sa.Table(
    "unfinished",
    metadata,
    identity(),
    belongs_to("one_on_one"),
    sa.Column("line", Word(t.Line), nullable=False),
    text("text"),
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
    *numbered(),
    belongs_to("rep"),
    text("text"),
    sa.Column("raised_on", sa.Date, nullable=False),
    sa.Column("raised_by_rep", sa.Boolean, nullable=False),
    sa.Column("discussed_on", sa.Date),
)

recognition = sa.Table(
    "recognition",
    metadata,
    *numbered(),
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

own_template = sa.Table(
    "own_template",
    metadata,
    identity(),
    sa.Column("name", sa.Text, nullable=False, unique=True),
    text("text"),
)

own_question = sa.Table(
    "own_question",
    metadata,
    identity(),
    text("text"),
    sa.Column("rules", Listed, nullable=False),
    sa.Column("roles", Listed, nullable=False),
    sa.Column("classes", Listed, nullable=False),
    sa.Column("number", sa.Integer, unique=True),
    sa.Column("asked", sa.Boolean, nullable=False),
)
