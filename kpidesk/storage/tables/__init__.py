"""The tables. A table's columns carry the names of the entity's fields; `TABLES` pairs the two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.domain import entities as e
from kpidesk.storage.tables.coaching import (
    agenda_item,
    agreed_kpi,
    agreement,
    commitment,
    experiment,
    note,
    one_on_one,
    own_question,
    own_template,
    pin,
    progress,
    recognition,
    rule_setting,
    topic,
    unfinished,
)
from kpidesk.storage.tables.metadata import metadata
from kpidesk.storage.tables.numbers import (
    cleared_value,
    import_,
    import_edit,
    kpi,
    kpi_coverage,
    kpi_entry,
    kpi_entry_past,
    kpi_restated,
    season,
    target,
)
from kpidesk.storage.tables.people import alias, holiday, leave, past_role, ramp_schedule, rep, team, workspace
from kpidesk.storage.tables.pipeline import opportunity, stage

if TYPE_CHECKING:
    import sqlalchemy as sa

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
    e.ClearedValue: cleared_value,
    e.Import: import_,
    e.Agreement: agreement,
    e.AgreedKpi: agreed_kpi,
    e.OneOnOne: one_on_one,
    e.AgendaItem: agenda_item,
    e.Progress: progress,
    e.Unfinished: unfinished,
    e.Note: note,
    e.Commitment: commitment,
    e.Topic: topic,
    e.Recognition: recognition,
    e.Pin: pin,
    e.Stage: stage,
    e.Opportunity: opportunity,
    e.Experiment: experiment,
    e.RuleSetting: rule_setting,
    e.OwnTemplate: own_template,
    e.OwnQuestion: own_question,
}
"""Every entity that has an id, and its table; `KpiEntry` lives in `kpi_entry`, keyed by small numbers."""

__all__ = [
    "TABLES",
    "agenda_item",
    "agreed_kpi",
    "agreement",
    "alias",
    "cleared_value",
    "commitment",
    "experiment",
    "holiday",
    "import_",
    "import_edit",
    "kpi",
    "kpi_coverage",
    "kpi_entry",
    "kpi_entry_past",
    "kpi_restated",
    "leave",
    "metadata",
    "note",
    "one_on_one",
    "opportunity",
    "own_question",
    "own_template",
    "past_role",
    "pin",
    "progress",
    "ramp_schedule",
    "recognition",
    "rep",
    "rule_setting",
    "season",
    "stage",
    "target",
    "team",
    "topic",
    "unfinished",
    "workspace",
]
