"""Changing the KPI set: take from the catalogue, define, change, archive, delete what was never used."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from kpidesk import paths
from kpidesk.domain.catalogue import Catalogue, parse
from kpidesk.domain.edits import Change, Edit
from kpidesk.domain.entities import (
    AgendaItem,
    AgreedKpi,
    Commitment,
    Experiment,
    Kpi,
    Pin,
    Recognition,
    Rep,
    Season,
    Target,
)
from kpidesk.domain.errors import UserError
from kpidesk.domain.folding import fold
from kpidesk.domain.terms import CommitmentStatus
from kpidesk.services.agreements import newest
from kpidesk.storage import queries, records

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpidesk.services.history import History
    from kpidesk.services.team import TeamService
    from kpidesk.storage.database import Database


@cache
def catalogue() -> Catalogue:
    """The built-in catalogue, read once."""
    return parse(paths.resource("catalogue.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class KpiUses:
    """What rests on a KPI."""

    values: bool
    targets: int
    agreed: int
    """Reps whose newest agreement has it."""
    commitments: int
    """Open ones."""
    ratios: tuple[str, ...]
    """KPIs in use that are worked out from it."""
    pairs: tuple[str, ...]
    """KPIs in use that it guards."""
    past: bool
    """Agendas, older agreements, closed commitments or imports name it."""

    @property
    def any(self) -> bool:
        """Whether anything rests on it."""
        return any((self.values, self.targets, self.agreed, self.commitments, self.ratios, self.pairs, self.past))


class KpiService:
    """Gestures on KPIs."""

    def __init__(self, database: Database, history: History, team: TeamService) -> None:
        self._database = database
        self._history = history
        self._team = team

    def take_into_use(self, keys: Iterable[str]) -> list[Kpi]:
        """Take catalogue KPIs into use; those in use already are left as they are, archived ones come back.

        Raises:
            NotFoundError: a key is not in the catalogue; nothing was changed.
        """
        known = {kpi.key: kpi for kpi in self._team.kpis(archived=True)}
        edits: list[Edit] = []
        for key in dict.fromkeys(keys):
            before = known.get(key)
            if before is None:
                edits.append(Edit(None, catalogue().take(key)))
            elif before.archived:
                edits.append(Edit(before, replace(before, archived=False)))
        self._history.do("Take KPIs into use", edits)
        return [edit.after for edit in edits if isinstance(edit.after, Kpi)]

    def define(self, kpi: Kpi) -> Change:
        """Add a KPI of one's own.

        Raises:
            UserError: key or name is empty or taken.
        """
        self._check(kpi)
        return self._history.do(f"Add {kpi.name}", [Edit(None, kpi)])

    def change(self, before: Kpi, after: Kpi) -> Change:
        """Keep a changed definition."""
        self._check(after)
        return self._history.do(f"Change {after.name}", [Edit(before, after)])

    def archive(self, before: Kpi) -> Change:
        """Take a KPI out of the lists; its values, targets and past agendas stay.

        Raises:
            UserError: a KPI in use is worked out from it.
        """
        self._check_ratios(before)
        return self._history.do(f"Archive {before.name}", [Edit(before, replace(before, archived=True))])

    def delete(self, before: Kpi) -> Change:
        """Take a KPI out of the file as if it had never been there.

        Raises:
            UserError: something rests on it, which would go as well.
        """
        self._check_ratios(before)
        if self.uses(before).any:
            raise UserError(
                f"{before.name} has been used: deleting it would take its values, targets, agreements or agendas "
                "along. Archive it instead; nothing is lost then."
            )
        return self._history.do(f"Delete {before.name}", [Edit(before, None)])

    def uses(self, kpi: Kpi) -> KpiUses:
        """What rests on a KPI."""
        others = [each for each in self._team.kpis() if each.id != kpi.id]
        with self._database.read() as connection:
            reps = [each.id for each in records.select(connection, Rep)]
            recorded = queries.span(connection, [kpi.id]) is not None
            covered = recorded or len(queries.coverage(connection, reps, [kpi.id]).rep) > 0
            commitments = records.select(connection, Commitment, kpi_id=kpi.id)
            named = any(
                records.select(connection, kind, limit=1, kpi_id=kpi.id)
                for kind in (AgendaItem, AgreedKpi, Experiment, Pin, Recognition, Season)
            )
            return KpiUses(
                values=covered,
                targets=len(records.select(connection, Target, kpi_id=kpi.id)),
                agreed=sum(kpi.id in each.kpi_ids for each in newest(connection).values()),
                commitments=sum(each.status is CommitmentStatus.OPEN for each in commitments),
                ratios=tuple(each.name for each in others if kpi.key in {each.numerator_key, each.denominator_key}),
                pairs=tuple(each.name for each in others if each.pair_key == kpi.key),
                past=named or bool(commitments),
            )

    def _check_ratios(self, kpi: Kpi) -> None:
        ratios = self.uses(kpi).ratios
        if ratios:
            raise UserError(
                f"{', '.join(ratios)}: worked out from {kpi.name}. Archive that first, or change what it is a ratio of."
            )

    def _check(self, kpi: Kpi) -> None:
        if not kpi.key.strip() or not kpi.name.strip():
            raise UserError("A KPI needs a key and a name. Type both and try again.")
        for each in self._team.kpis(archived=True):
            if each.id != kpi.id and (each.key == kpi.key or fold(each.name) == fold(kpi.name)):
                raise UserError(f"There is already a KPI called {each.name}. Choose another name.")
