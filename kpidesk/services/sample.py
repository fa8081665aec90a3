"""Filling a new file with the sample team."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import TYPE_CHECKING

from kpidesk import paths
from kpidesk.domain.entities import Kpi, Rep, Workspace
from kpidesk.domain.errors import UserError
from kpidesk.domain.sample import sample_team
from kpidesk.domain.sample.story import PARTS, Story, parse
from kpidesk.services.kpis import catalogue
from kpidesk.storage import records

if TYPE_CHECKING:
    from kpidesk.storage.database import Database


@cache
def story() -> Story:
    """The story of the sample team, read once."""
    return parse({part: paths.resource(f"sample/{part}.toml").read_text(encoding="utf-8") for part in PARTS})


def fill(database: Database, on: dt.date) -> None:
    """Put the sample team, as it stands on a day, into a file that is still empty; all of it or nothing.

    Raises:
        UserError: the file already has a team, reps or KPIs; nothing was changed.
    """
    team = sample_team(on, story(), catalogue(), instant=_local)
    with database.write() as connection:
        if any(records.select(connection, kind, limit=1) for kind in (Workspace, Rep, Kpi)):
            raise UserError(f"{database.path} already has a team. The sample team needs a new, empty file.")
        records.insert_all(connection, team)


def _local(day: dt.date, at: dt.time) -> dt.datetime:
    """The instant at which clocks on this computer show `at`."""
    return dt.datetime.combine(day, at).astimezone(dt.UTC)
