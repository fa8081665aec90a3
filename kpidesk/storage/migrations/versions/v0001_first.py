"""The first schema. Until the first release this file is rewritten instead of followed by another."""

import sqlalchemy as sa
from alembic import op

from kpidesk.storage import search

revision = "0001"
down_revision = None


def upgrade() -> None:  # noqa: PLR0915  # one statement a table, frozen as it was released
    """Make every table."""
    op.create_table(
        "holiday",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("calendar", sa.Text(), nullable=False),
        sa.Column("share", sa.Float(), nullable=False),
        sa.CheckConstraint("share > 0 AND share <= 1", name=op.f("ck_holiday_share")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holiday")),
        sa.UniqueConstraint("calendar", "on", name=op.f("uq_holiday_calendar_on")),
    )
    op.create_table(
        "import",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("recipe", sa.Text(), nullable=False),
        sa.Column("layout", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("rows_read", sa.Integer(), nullable=False),
        sa.Column("rows_used", sa.Integer(), nullable=False),
        sa.Column("rows_left_out", sa.Integer(), nullable=False),
        sa.Column("values_new", sa.Integer(), nullable=False),
        sa.Column("values_changed", sa.Integer(), nullable=False),
        sa.Column("values_same", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import")),
        sa.UniqueConstraint("no", name=op.f("uq_import_no")),
    )
    op.create_table(
        "kpi",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("unit", sa.String(24), nullable=False),
        sa.Column("noun", sa.Text(), nullable=False),
        sa.Column("aggregation", sa.String(24), nullable=False),
        sa.Column("across", sa.String(24), nullable=False),
        sa.Column("direction", sa.String(24), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("kpi_class", sa.String(24), nullable=False),
        sa.Column("cadence", sa.String(24), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("trap", sa.Text(), nullable=False),
        sa.Column("pair_key", sa.String(length=64), nullable=True),
        sa.Column("numerator_key", sa.String(length=64), nullable=True),
        sa.Column("denominator_key", sa.String(length=64), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("archived", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_kpi")),
        sa.UniqueConstraint("id", name=op.f("uq_kpi_id")),
        sa.UniqueConstraint("key", name=op.f("uq_kpi_key")),
    )
    op.create_table(
        "own_question",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("classes", sa.JSON(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("asked", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_question")),
        sa.UniqueConstraint("number", name=op.f("uq_own_question_number")),
    )
    op.create_table(
        "own_template",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_template")),
        sa.UniqueConstraint("name", name=op.f("uq_own_template_name")),
    )
    op.create_table(
        "rule_setting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rule", sa.String(length=8), nullable=False),
        sa.Column("speaks", sa.Boolean(), nullable=False),
        sa.Column("numbers", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_setting")),
        sa.UniqueConstraint("rule", name=op.f("uq_rule_setting_rule")),
    )
    op.create_table(
        "stage",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("win_rate", sa.Float(), nullable=True),
        sa.Column("won", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage")),
        sa.UniqueConstraint("name", name=op.f("uq_stage_name")),
    )
    op.create_table(
        "team",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("manager", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
        sa.UniqueConstraint("name", name=op.f("uq_team_name")),
    )
    op.create_table(
        "workspace",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("manager", sa.Text(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("week_start", sa.Integer(), nullable=False),
        sa.Column("fiscal_start_month", sa.Integer(), nullable=False),
        sa.Column("year_pattern", sa.String(24), nullable=False),
        sa.Column("year_end", sa.String(24), nullable=False),
        sa.Column("year_name", sa.String(24), nullable=False),
        sa.Column("forecast_cap", sa.Float(), nullable=False),
        sa.Column("question_rest", sa.Integer(), nullable=False),
        sa.CheckConstraint("forecast_cap BETWEEN 0.05 AND 0.20", name=op.f("ck_workspace_fence")),
        sa.CheckConstraint("question_rest BETWEEN 0 AND 8", name=op.f("ck_workspace_question_rest")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workspace")),
    )
    op.create_table(
        "rep",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("manager", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("hired_on", sa.Date(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("cadence_days", sa.Integer(), nullable=False),
        sa.Column("working_share", sa.Float(), nullable=False),
        sa.Column("holidays", sa.Text(), nullable=False),
        sa.Column("archived", sa.Boolean(), nullable=False),
        sa.CheckConstraint("cadence_days > 0", name=op.f("ck_rep_cadence")),
        sa.CheckConstraint("working_share > 0 AND working_share <= 1", name=op.f("ck_rep_working_share")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_rep_team_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_rep")),
        sa.UniqueConstraint("id", name=op.f("uq_rep_id")),
    )
    with op.batch_alter_table("rep", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rep_team_id"), ["team_id"], unique=False)

    op.create_table(
        "season",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kpi_id", sa.Uuid(), nullable=True),
        sa.Column("weekdays", sa.JSON(), nullable=False),
        sa.Column("months", sa.JSON(), nullable=False),
        sa.Column("quarters", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["kpi_id"], ["kpi.id"], name=op.f("fk_season_kpi_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_season")),
    )
    with op.batch_alter_table("season", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_season_kpi_id"), ["kpi_id"], unique=False)

    op.create_table(
        "agreement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rep_id", sa.Uuid(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("signed_by_rep", sa.Boolean(), nullable=False),
        sa.Column("signed_by_manager", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["rep_id"], ["rep.id"], name=op.f("fk_agreement_rep_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
    )
    with op.batch_alter_table("agreement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agreement_rep_id"), ["rep_id"], unique=False)

    op.create_table(
        "alias",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rep_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["rep_id"], ["rep.id"], name=op.f("fk_alias_rep_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alias")),
        sa.UniqueConstraint("text", name=op.f("uq_alias_text")),
    )
    with op.batch_alter_table("alias", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_alias_rep_id"), ["rep_id"], unique=False)

    op.create_table(
        "cleared_value",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rep_id", sa.Uuid(), nullable=False),
        sa.Column("kpi_id", sa.Uuid(), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("source", sa.Integer(), nullable=False),
        sa.Column("newest", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["kpi_id"], ["kpi.id"], name=op.f("fk_cleared_value_kpi_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["rep_id"], ["rep.id"], name=op.f("fk_cleared_value_rep_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cleared_value")),
    )
    with op.batch_alter_table("cleared_value", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cleared_value_kpi_id"), ["kpi_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_cleared_value_rep_id"), ["rep_id"], unique=False)

    op.create_table(
        "experiment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rep_id", sa.Uuid(), nullable=False),
        sa.Column("kpi_id", sa.Uuid(), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=False),
        sa.Column("extra_per_week", sa.Float(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["kpi_id"], ["kpi.id"], name=op.f("fk_experiment_kpi_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["rep_id"], ["rep.id"], name=op.f("fk_experiment_rep_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_experiment")),
    )
    with op.batch_alter_table("experiment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_experiment_kpi_id"), ["kpi_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_experiment_rep_id"), ["rep_id"], unique=False)

    op.create_table(
        "kpi_coverage",
        sa.Column("source", sa.Integer(), nullable=False),
        sa.Column("rep_no", sa.Integer(), nullable=False),
        sa.Column("kpi_no", sa.Integer(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["kpi_no"], ["kpi.no"], name=op.f("fk_kpi_coverage_kpi_no"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["rep_no"], ["rep.no"], name=op.f("fk_kpi_coverage_rep_no"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("source", "rep_no", "kpi_no", name=op.f("pk_kpi_coverage")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "kpi_entry",
        sa.Column("rep_no", sa.Integer(), nullable=False),
        sa.Column("kpi_no", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("numerator", sa.Float(), nullable=False),
        sa.Column("denominator", sa.Float(), nullable=True),
        sa.Column("source", sa.Integer(), nullable=False),
        sa.Column("typed_on", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["kpi_no"], ["kpi.no"], name=op.f("fk_kpi_entry_kpi_no"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["rep_no"], ["rep.no"], name=op.f("fk_kpi_entry_rep_no"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("rep_no", "kpi_no", "start", name=op.f("pk_kpi_entry")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "kpi_entry_past",
        sa.Column("replaced_by", sa.Integer(), nullable=False),
        sa.Column("rep_no", sa.Integer(), nullable=False),
        sa.Column("kpi_no", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("numerator", sa.Float(), nullable=False),
        sa.Column("denominator", sa.Float(), nullable=True),
        sa.Column("source", sa.Integer(), nullable=False),
        sa.Column("typed_on", sa.Integer(), nullable=True),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["kpi_no"], ["kpi.no"], name=op.f("fk_kpi_entry_past_kpi_no"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["rep_no"], ["rep.no"], name=op.f("fk_kpi_entry_past_rep_no"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("replaced_by", "rep_no", "kpi_no", "start", name=op.f("pk_kpi_entry_past")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "kpi_restated",
        sa.Column("source", sa.Integer(), nullable=False),
        sa.Column("rep_no", sa.Integer(), nullable=False),
        sa.Column("kpi_no", sa.Integer(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["kpi_no"], ["kpi.no"], name=op.f("fk_kpi_restated_kpi_no"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["rep_no"], ["rep.no"], name=op.f("fk_kpi_restated_rep_no"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("source", "rep_no", "kpi_no", "first", name=op.f("pk_kpi_restated")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "import_edit",
        sa.Column("source", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("ident", sa.Uuid(), nullable=False),
        sa.Column("field", sa.String(24), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.Column("rep_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["rep_id"], ["rep.id"], name=op.f("fk_import_edit_rep_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("source", "position", name=op.f("pk_import_edit")),
    )
    with op.batch_alter_table("import_edit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_edit_rep_id"), ["rep_id"], unique=False)

    op.create_table(
        "leave",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rep_id", sa.Uuid(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("share", sa.Float(), nullable=False),
        sa.CheckConstraint("share > 0 AND share <= 1", name=op.f("ck_leave_share")),
        sa.ForeignKeyConstraint(["rep_id"], ["rep.id"], name=op.f("fk_leave_rep_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leave")),
    )
    with op.batch_alter_table("leave", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_leave_rep_id"), ["rep_id"], unique=False)

    op.create_table(
        "one_on_one",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rep_id", sa.Uuid(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("at", sa.Time(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(24), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("times_moved", sa.Integer(), nullable=False),
        sa.Column("template_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["rep_id"], ["rep.id"], name=op.f("fk_one_on_one_rep_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_on_one")),
    )
    with op.batch_alter_table("one_on_one", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_one_on_one_on"), ["on"], unique=False)
        batch_op.create_index(batch_op.f("ix_one_on_one_rep_id"), ["rep_id"], unique=False)

    op.create_table(
        "opportunity",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rep_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("stage_id", sa.Uuid(), nullable=True),
        sa.Column("amount", sa.Float(), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("expected_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("next_step", sa.Text(), nullable=False),
        sa.Column("next_step_on", sa.Date(), nullable=True),
        sa.Column("last_activity_on", sa.Date(), nullable=True),
        sa.Column("contacts", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["rep_id"], ["rep.id"], name=op.f("fk_opportunity_rep_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"], name=op.f("fk_opportunity_stage_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opportunity")),
    )
    with op.batch_alter_table("opportunity", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_opportunity_rep_id"), ["rep_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_opportunity_stage_id"), ["stage_id"], unique=False)

    op.create_table(
        "past_role",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rep_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("working_share", sa.Float(), nullable=False),
        sa.CheckConstraint("working_share > 0 AND working_share <= 1", name=op.f("ck_past_role_working_share")),
        sa.ForeignKeyConstraint(["rep_id"], ["rep.id"], name=op.f("fk_past_role_rep_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_past_role")),
    )
    with op.batch_alter_table("past_role", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_past_role_rep_id"), ["rep_id"], unique=False)

    op.create_table(
        "pin",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rep_id", sa.Uuid(), nullable=False),
        sa.Column("pinned_on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("rule", sa.String(length=8), nullable=True),
        sa.Column("kpi_id", sa.Uuid(), nullable=True),
        sa.Column("released_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["kpi_id"], ["kpi.id"], name=op.f("fk_pin_kpi_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["rep_id"], ["rep.id"], name=op.f("fk_pin_rep_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pin")),
    )
    with op.batch_alter_table("pin", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pin_kpi_id"), ["kpi_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pin_rep_id"), ["rep_id"], unique=False)

    op.create_table(
        "ramp_schedule",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("shares", sa.JSON(), nullable=False),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("rep_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("(role IS NULL) <> (rep_id IS NULL)", name=op.f("ck_ramp_schedule_for_one")),
        sa.ForeignKeyConstraint(["rep_id"], ["rep.id"], name=op.f("fk_ramp_schedule_rep_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ramp_schedule")),
        sa.UniqueConstraint("role", name=op.f("uq_ramp_schedule_role")),
    )
    with op.batch_alter_table("ramp_schedule", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ramp_schedule_rep_id"), ["rep_id"], unique=False)

    op.create_table(
        "target",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kpi_id", sa.Uuid(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("cadence", sa.String(24), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("scope", sa.String(24), nullable=False),
        sa.Column("rep_id", sa.Uuid(), nullable=True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("high", sa.Float(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["kpi_id"], ["kpi.id"], name=op.f("fk_target_kpi_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["rep_id"], ["rep.id"], name=op.f("fk_target_rep_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_target_team_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target")),
    )
    with op.batch_alter_table("target", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_target_kpi_id"), ["kpi_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_target_rep_id"), ["rep_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_target_team_id"), ["team_id"], unique=False)

    op.create_table(
        "topic",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rep_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("raised_by_rep", sa.Boolean(), nullable=False),
        sa.Column("discussed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["rep_id"], ["rep.id"], name=op.f("fk_topic_rep_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_topic")),
        sa.UniqueConstraint("id", name=op.f("uq_topic_id")),
    )
    with op.batch_alter_table("topic", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_topic_rep_id"), ["rep_id"], unique=False)

    op.create_table(
        "agenda_item",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("one_on_one_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(24), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Float(), nullable=False),
        sa.Column("rule", sa.String(length=8), nullable=True),
        sa.Column("kpi_id", sa.Uuid(), nullable=True),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("suggested_commitment", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("raised_by_rep", sa.Boolean(), nullable=False),
        sa.Column("checked", sa.Boolean(), nullable=False),
        sa.Column("seconds_spent", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["kpi_id"], ["kpi.id"], name=op.f("fk_agenda_item_kpi_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["one_on_one_id"], ["one_on_one.id"], name=op.f("fk_agenda_item_one_on_one_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_agenda_item")),
        sa.UniqueConstraint("id", name=op.f("uq_agenda_item_id")),
    )
    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agenda_item_kpi_id"), ["kpi_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_agenda_item_one_on_one_id"), ["one_on_one_id"], unique=False)

    op.create_table(
        "progress",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("one_on_one_id", sa.Uuid(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=True),
        sa.Column("elapsed", sa.Integer(), nullable=False),
        sa.Column("spent", sa.JSON(), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_progress_item_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["one_on_one_id"], ["one_on_one.id"], name=op.f("fk_progress_one_on_one_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_progress")),
    )
    with op.batch_alter_table("progress", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_progress_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_progress_one_on_one_id"), ["one_on_one_id"], unique=False)

    op.create_table(
        "unfinished",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("one_on_one_id", sa.Uuid(), nullable=False),
        sa.Column("line", sa.String(24), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["one_on_one_id"], ["one_on_one.id"], name=op.f("fk_unfinished_one_on_one_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unfinished")),
    )
    with op.batch_alter_table("unfinished", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unfinished_one_on_one_id"), ["one_on_one_id"], unique=False)

    op.create_table(
        "agreed_kpi",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("kpi_id", sa.Uuid(), nullable=False),
        sa.Column("focus", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_agreed_kpi_agreement_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["kpi_id"], ["kpi.id"], name=op.f("fk_agreed_kpi_kpi_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreed_kpi")),
    )
    with op.batch_alter_table("agreed_kpi", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agreed_kpi_agreement_id"), ["agreement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_agreed_kpi_kpi_id"), ["kpi_id"], unique=False)

    op.create_table(
        "commitment",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rep_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.Column("owner", sa.String(24), nullable=False),
        sa.Column("kpi_id", sa.Uuid(), nullable=True),
        sa.Column("baseline", sa.Float(), nullable=True),
        sa.Column("expected", sa.Float(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("status", sa.String(24), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("one_on_one_id", sa.Uuid(), nullable=True),
        sa.Column("updated_on", sa.Date(), nullable=True),
        sa.Column("times_carried", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["kpi_id"], ["kpi.id"], name=op.f("fk_commitment_kpi_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["one_on_one_id"], ["one_on_one.id"], name=op.f("fk_commitment_one_on_one_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["rep_id"], ["rep.id"], name=op.f("fk_commitment_rep_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_commitment")),
        sa.UniqueConstraint("id", name=op.f("uq_commitment_id")),
    )
    with op.batch_alter_table("commitment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_commitment_kpi_id"), ["kpi_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_commitment_one_on_one_id"), ["one_on_one_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_commitment_rep_id"), ["rep_id"], unique=False)

    op.create_table(
        "recognition",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rep_id", sa.Uuid(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kpi_id", sa.Uuid(), nullable=True),
        sa.Column("one_on_one_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["kpi_id"], ["kpi.id"], name=op.f("fk_recognition_kpi_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["one_on_one_id"], ["one_on_one.id"], name=op.f("fk_recognition_one_on_one_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["rep_id"], ["rep.id"], name=op.f("fk_recognition_rep_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_recognition")),
        sa.UniqueConstraint("id", name=op.f("uq_recognition_id")),
    )
    with op.batch_alter_table("recognition", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recognition_kpi_id"), ["kpi_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_recognition_one_on_one_id"), ["one_on_one_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_recognition_rep_id"), ["rep_id"], unique=False)

    op.create_table(
        "note",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rep_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("visibility", sa.String(24), nullable=False),
        sa.Column("one_on_one_id", sa.Uuid(), nullable=True),
        sa.Column("agenda_item_id", sa.Uuid(), nullable=True),
        sa.Column("updated_at", sa.DateTime(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("amends_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"], ["agenda_item.id"], name=op.f("fk_note_agenda_item_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["amends_id"], ["note.id"], name=op.f("fk_note_amends_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["one_on_one_id"], ["one_on_one.id"], name=op.f("fk_note_one_on_one_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["rep_id"], ["rep.id"], name=op.f("fk_note_rep_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_note")),
        sa.UniqueConstraint("id", name=op.f("uq_note_id")),
    )
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_note_agenda_item_id"), ["agenda_item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_note_amends_id"), ["amends_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_note_one_on_one_id"), ["one_on_one_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_note_rep_id"), ["rep_id"], unique=False)
    search.create(op.get_bind())
