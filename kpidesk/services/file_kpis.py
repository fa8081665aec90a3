"""The KPIs of one import before anything is written: those in use, and those it takes into use."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kpidesk.domain.folding import fold
from kpidesk.domain.limits import LARGEST, largest_share, number_fault
from kpidesk.intake.words import kpi_word
from kpidesk.services.kpis import catalogue
from kpidesk.services.new_kpis import kpi_of_rule
from kpidesk.storage import imports
from kpidesk.storage.value_batches import NEW_KPI

if TYPE_CHECKING:
    from collections.abc import Collection

    from kpidesk.domain.entities import Kpi
    from kpidesk.intake.recipes import Recipe
    from kpidesk.services.team_file import TeamFile
    from kpidesk.storage.database import Connection
    from kpidesk.storage.import_edits import Journal


class FileKpis:
    """Finds the number of each KPI that a recipe or a file names."""

    def __init__(self, known: TeamFile) -> None:
        """Start from what the team file knows."""
        self._before = {kpi.key: kpi for kpi in known.kpis}
        self._numbers = {kpi.key: known.kpi_numbers[kpi.id] for kpi in known.kpis}
        self._kpis = dict(self._before)
        self._by_number = {self._numbers[key]: kpi for key, kpi in self._before.items()}
        self.added: list[str] = []
        """Keys of the KPIs taken into use, or back into use."""

    def of_rules(self, recipe: Recipe) -> list[int]:
        """The number of the KPI of each rule.

        Raises:
            UserError: a rule names a KPI that nobody knows.
        """
        found = []
        for rule in recipe.kpis:
            kpi = self._kpis.get(rule.key) or kpi_of_rule(rule, recipe)
            found.append(self._used(kpi))
        return found

    def named(self, text: str) -> int | None:
        """The number of the KPI with this key, name or usual name; one from the catalogue is taken into use."""
        for word in (text, kpi_word(text)):
            for kpi in self._kpis.values():
                if fold(word) in {kpi.key, fold(kpi.name)}:
                    return self._used(kpi)
            for template in catalogue().values():
                if fold(word) in {template.key, fold(template.name)}:
                    return self._used(catalogue().take(template.key))
        return None

    def by_number(self) -> dict[int, Kpi]:
        """The KPIs by their numbers."""
        return self._by_number

    def fault(self, number: int, value: float) -> str | None:
        """Why the KPI with a number cannot have a value; None if it can, or if its file may hold whole percents."""
        kpi = self._by_number[number]
        largest = largest_share(kpi)
        if largest is not None and largest < value <= LARGEST:
            return None
        return number_fault(kpi, value)

    def leave(self, keys: Collection[str]) -> None:
        """Leave those KPIs out of use that nothing came for."""
        self.added = [key for key in self.added if key not in keys]

    def write(self, journal: Journal) -> None:
        """Make the new KPIs, and bring those back that were out of use."""
        for key in self.added:
            before = self._before.get(key)
            if before is None:
                journal.create(self._kpis[key])
            else:
                journal.change(before, self._kpis[key])

    def numbers(self, connection: Connection) -> dict[int, int]:
        """The numbers that new KPIs have got, by the numbers they had before they were written."""
        new = (key for key in self.added if key not in self._before)
        return {self._numbers[key]: imports.kpi_number(connection, self._kpis[key].id) for key in new}

    def _used(self, kpi: Kpi) -> int:
        """The number of a KPI that is in use from now on."""
        if kpi.key not in self._kpis or kpi.archived:
            self.added.append(kpi.key)
            self._kpis[kpi.key] = replace(kpi, archived=False)
        number = self._numbers.setdefault(kpi.key, NEW_KPI + len(self.added))
        self._by_number[number] = self._kpis[kpi.key]
        return number
