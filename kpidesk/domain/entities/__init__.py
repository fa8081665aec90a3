"""The things KPIdesk remembers: frozen values, named as in the glossary.

Every entity but `KpiEntry` carries an `id`, a random UUID made by `new_id`, so two files can be joined without a clash.
Days are `datetime.date`; instants are aware UTC `datetime`. Missing is None, never zero.
"""

from __future__ import annotations

from typing import TypeAlias

from kpidesk.domain.entities.coaching import (
    AgendaItem,
    AgreedKpi,
    Agreement,
    Commitment,
    Experiment,
    Note,
    OneOnOne,
    OwnQuestion,
    OwnTemplate,
    Pin,
    Progress,
    Recognition,
    RuleSetting,
    Topic,
    Unfinished,
)
from kpidesk.domain.entities.ids import Id, new_id
from kpidesk.domain.entities.numbers import ClearedValue, Import, Kpi, KpiEntry, Season, Target
from kpidesk.domain.entities.people import Alias, Holiday, Leave, PastRole, RampSchedule, Rep, Team, Workspace
from kpidesk.domain.entities.pipeline import Opportunity, Stage

Entity: TypeAlias = (
    Workspace
    | Team
    | Rep
    | Alias
    | PastRole
    | RampSchedule
    | Leave
    | Holiday
    | Kpi
    | Target
    | Season
    | KpiEntry
    | ClearedValue
    | Import
    | Agreement
    | AgreedKpi
    | OneOnOne
    | AgendaItem
    | Progress
    | Unfinished
    | Note
    | Commitment
    | Topic
    | Recognition
    | Pin
    | Stage
    | Opportunity
    | Experiment
    | RuleSetting
    | OwnTemplate
    | OwnQuestion
)

__all__ = [
    "AgendaItem",
    "AgreedKpi",
    "Agreement",
    "Alias",
    "ClearedValue",
    "Commitment",
    "Entity",
    "Experiment",
    "Holiday",
    "Id",
    "Import",
    "Kpi",
    "KpiEntry",
    "Leave",
    "Note",
    "OneOnOne",
    "Opportunity",
    "OwnQuestion",
    "OwnTemplate",
    "PastRole",
    "Pin",
    "Progress",
    "RampSchedule",
    "Recognition",
    "Rep",
    "RuleSetting",
    "Season",
    "Stage",
    "Target",
    "Team",
    "Topic",
    "Unfinished",
    "Workspace",
    "new_id",
]
