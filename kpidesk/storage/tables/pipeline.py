"""The deals behind the numbers."""

from __future__ import annotations

import sqlalchemy as sa

from kpidesk.storage.columns import belongs_to, identity, text
from kpidesk.storage.tables.metadata import metadata

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
