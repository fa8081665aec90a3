"""The people and the KPIs of one file: reps, teams, KPIs in use, targets."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from kpidesk.domain.edits import Change, Edit
from kpidesk.domain.entities import (
    Alias,
    Id,
    Import,
    Kpi,
    Rep,
    Target,
    Team,
    Workspace,
    new_id,
)
from kpidesk.domain.errors import NotFoundError, UserError
from kpidesk.domain.folding import fold
from kpidesk.domain.schedule_checks import check_employment
from kpidesk.storage import records

if TYPE_CHECKING:
    from kpidesk.domain.calendars import FiscalCalendar
    from kpidesk.services.history import History
    from kpidesk.storage.database import Database

N = TypeVar("N", Rep, Kpi)


@dataclass(frozen=True, slots=True)
class Freshness:
    """The newest import: which file, when, and through which day its data goes."""

    file: str
    imported_on: dt.date
    complete_through: dt.date | None
    days_ago: int
    old: bool
    """Whether conclusions wait for newer data: it is older than rule H3 allows (domain brief 4.5)."""


class TeamService:
    """Reads and changes the roster and the KPI set."""

    def __init__(self, database: Database, history: History) -> None:
        self._database = database
        self._history = history

    def workspace(self) -> Workspace:
        """What this file is about; sensible defaults before the manager named it."""
        with self._database.read() as connection:
            found = records.select(connection, Workspace)
        return found[0] if found else Workspace(new_id(), "")

    def calendar(self) -> FiscalCalendar:
        """How the company of this file cuts the year."""
        from kpidesk.domain.calendars import FiscalCalendar

        return FiscalCalendar.of(self.workspace())

    def name_workspace(self, workspace: Workspace) -> Change:
        """Keep the settings of this file."""
        with self._database.read() as connection:
            before = next(iter(records.select(connection, Workspace)), None)
        if before is not None:
            workspace = replace(workspace, id=before.id)
        return self._history.do("Change team settings", [Edit(before, workspace)])

    def reps(self, *, archived: bool = False) -> list[Rep]:
        """Reps in the order of their names; with `archived`, those who left as well."""
        with self._database.read() as connection:
            found = records.select(connection, Rep, "name")
        return [each for each in found if archived or not each.archived]

    def teams(self) -> dict[Id, Team]:
        """Teams by id, in the order of their names."""
        with self._database.read() as connection:
            return {each.id: each for each in records.select(connection, Team, "name")}

    def kpis(self, *, archived: bool = False) -> list[Kpi]:
        """KPIs in use: leading first, then in the manager's order."""
        with self._database.read() as connection:
            found = records.select(connection, Kpi, "-kind", "position", "name")
        return [each for each in found if archived or not each.archived]

    def targets(self, kpi_id: Id | None = None) -> list[Target]:
        """Targets of one KPI or of all, oldest first."""
        with self._database.read() as connection:
            found = records.select(connection, Target, "valid_from")
        return [each for each in found if kpi_id in {None, each.kpi_id}]

    def freshness(self, on: dt.date) -> Freshness | None:
        """The newest import that was not taken back, or None without any."""
        # The rules bring numpy with them, which nothing needs before a file is open.
        from kpidesk.services.briefing import rule_thresholds

        with self._database.read() as connection:
            newest = records.select(connection, Import, "-at", limit=1, undone_at=None)
            most = rule_thresholds(connection).import_days if newest else 0
        if not newest:
            return None
        imported_on = newest[0].at.astimezone().date()
        days_ago = (on - imported_on).days
        return Freshness(newest[0].file, imported_on, newest[0].last_day, days_ago, days_ago > most)

    def rep(self, name: str) -> Rep:
        """The rep called `name`, by full name, alias or an unmistakable part of the name.

        Raises:
            NotFoundError: nobody or more than one rep fits.
        """
        reps = self.reps(archived=True)
        with self._database.read() as connection:
            aliases = records.select(connection, Alias)
        wanted = fold(name)
        exact = [each for each in reps if fold(each.name) == wanted]
        exact += [each for each in reps for alias in aliases if alias.rep_id == each.id and fold(alias.text) == wanted]
        return _only(exact or [each for each in reps if wanted and wanted in fold(each.name)], name, "rep", reps)

    def kpi(self, key: str) -> Kpi:
        """The KPI in use with this key or name.

        Raises:
            NotFoundError: no KPI or more than one fits.
        """
        kpis = self.kpis(archived=True)
        return _only([each for each in kpis if key == each.key or fold(key) == fold(each.name)], key, "KPI", kpis)

    def add_rep(self, new: Rep) -> Change:
        """Add a rep.

        Raises:
            UserError: the name is empty or taken, or the last day is before the first.
        """
        self.check(new)
        return self._history.do(f"Add {new.name}", [Edit(None, new)])

    def change_rep(self, before: Rep, after: Rep) -> Change:
        """Keep a changed rep.

        Raises:
            UserError: the name is empty or taken, or the last day is before the first.
        """
        self.check(after)
        return self._history.do(f"Change {after.name}", [Edit(before, after)])

    def archive_rep(self, before: Rep) -> Change:
        """Take a rep out of the lists; everything recorded stays."""
        return self._history.do(f"Archive {before.name}", [Edit(before, replace(before, archived=True))])

    def restore_rep(self, before: Rep) -> Change:
        """Bring an archived rep back."""
        return self._history.do(f"Restore {before.name}", [Edit(before, replace(before, archived=False))])

    def check(self, new: Rep) -> None:
        """Refuse a rep without a name of their own, or whose days or share cannot be.

        Raises:
            UserError: the name is empty or taken, the last day is before the first, or the share is none.
        """
        if not new.name.strip():
            raise UserError("A rep needs a name. Type one and try again.")
        if any(fold(each.name) == fold(new.name) and each.id != new.id for each in self.reps(archived=True)):
            raise UserError(f"There is already a rep called {new.name}. Add a middle initial or choose another name.")
        check_employment(new)


def _only(found: list[N], wanted: str, what: str, all_of: list[N]) -> N:
    unique = list({each.id: each for each in found}.values())
    if len(unique) == 1:
        return unique[0]
    if unique:
        names = ", ".join(each.name for each in unique[:5])
        raise NotFoundError(f"“{wanted}” fits more than one {what}: {names}. Type more of the name.")
    names = ", ".join(each.name for each in all_of[:5])
    hint = f"There are: {names}{' …' if len(all_of) > 5 else ''}." if names else "There are none yet."
    raise NotFoundError(f"No {what} is called “{wanted}”. {hint}")
