"""Who and what the team file knows, read at once before a file is imported, so that nothing is locked meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from kpidesk.domain.entities import Alias, Id, Kpi, Rep, Team
from kpidesk.storage import records

if TYPE_CHECKING:
    from kpidesk.storage.database import Connection


@dataclass(frozen=True, slots=True)
class TeamFile:
    """Reps, aliases, teams and KPIs; two of them are equal if nothing of it changed in between."""

    reps: tuple[Rep, ...]
    aliases: tuple[Alias, ...]
    teams: tuple[Team, ...]
    kpis: tuple[Kpi, ...]
    rep_numbers: dict[Id, int]
    kpi_numbers: dict[Id, int]

    @classmethod
    def read(cls, connection: Connection) -> Self:
        """Read it in a transaction of the caller."""
        return cls(
            tuple(records.select(connection, Rep)),
            tuple(records.select(connection, Alias)),
            tuple(records.select(connection, Team)),
            tuple(records.select(connection, Kpi)),
            *records.entry_numbers(connection),
        )

    @property
    def names(self) -> list[tuple[str, int]]:
        """Names, e-mail addresses and aliases of all reps, each with the number of its rep."""
        numbers = self.rep_numbers
        found = [(text, numbers[rep.id]) for rep in self.reps for text in (rep.name, rep.email) if text]
        return found + [(alias.text, numbers[alias.rep_id]) for alias in self.aliases]
