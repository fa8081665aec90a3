"""Which KPIs a manager and a rep agreed on, since when, and which of them is the coaching focus."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from kpidesk.domain.edits import Change, Edit
from kpidesk.domain.entities import AgreedKpi, Agreement, Id, Kpi, Rep, new_id
from kpidesk.domain.errors import UserError
from kpidesk.domain.terms import Kind
from kpidesk.storage import records

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from kpidesk.services.history import History
    from kpidesk.storage.database import Connection, Database


class Part(StrEnum):
    """What of an agreement can be wrong."""

    KPIS = "kpis"
    FOCUS = "focus"
    AGREED_ON = "agreed_on"
    REVIEW_ON = "review_on"


class AgreementError(UserError):
    """An agreement that cannot be, and which part of it is wrong."""

    def __init__(self, part: Part, sentence: str) -> None:
        super().__init__(sentence)
        self.part = part


@dataclass(frozen=True, slots=True)
class Agreed:
    """An agreement and its KPIs."""

    agreement: Agreement
    kpis: tuple[AgreedKpi, ...]

    @property
    def kpi_ids(self) -> frozenset[Id]:
        """Which KPIs are agreed."""
        return frozenset(each.kpi_id for each in self.kpis)

    @property
    def focus(self) -> Id | None:
        """The KPI that is the coaching focus, if one is."""
        return next((each.kpi_id for each in self.kpis if each.focus), None)


def newest(connection: Connection, on: dt.date | None = None, rep_id: Id | None = None) -> dict[Id, Agreed]:
    """The agreement in force with each rep, by rep; those made after `on` do not count yet."""
    of: dict[str, Any] = {} if rep_id is None else {"rep_id": rep_id}
    found = {
        each.rep_id: each
        for each in records.select(connection, Agreement, "agreed_on", "id", **of)
        if on is None or each.agreed_on <= on
    }
    kpis: dict[Id, list[AgreedKpi]] = {}
    for each in records.select(connection, AgreedKpi, "id", agreement_id=[one.id for one in found.values()]):
        kpis.setdefault(each.agreement_id, []).append(each)
    return {rep: Agreed(each, tuple(kpis.get(each.id, ()))) for rep, each in found.items()}


class AgreementService:
    """Reads and changes agreements; an older one stays as history."""

    def __init__(self, database: Database, history: History) -> None:
        self._database = database
        self._history = history

    def newest(self, on: dt.date | None = None) -> dict[Id, Agreed]:
        """The agreement in force with each rep on a day, by rep, read in one go."""
        with self._database.read() as connection:
            return newest(connection, on)

    def of(self, rep_id: Id) -> list[Agreed]:
        """All agreements with a rep, the newest first."""
        with self._database.read() as connection:
            found = records.select(connection, Agreement, "-agreed_on", "-id", rep_id=rep_id)
            kpis = records.select(connection, AgreedKpi, "id", agreement_id=[each.id for each in found])
        return [Agreed(each, tuple(kpi for kpi in kpis if kpi.agreement_id == each.id)) for each in found]

    def keep(self, rep: Rep, new: Agreement, kpis: Sequence[Id], focus: Id | None = None) -> Change:
        """Agree on some KPIs, or keep a changed agreement; `focus` is the leading KPI among them to coach first.

        Raises:
            AgreementError: no KPI is chosen, the focus is no leading one of them, the review comes before the
                agreement, or there is another agreement of that day.
        """
        known = self.of(rep.id)
        before = next((each for each in known if each.agreement.id == new.id), None)
        with self._database.read() as connection:
            chosen = records.select(connection, Kpi, id=list(kpis))
        _check(new, kpis, [each.agreement for each in known if each is not before])
        _check_focus(focus, {each.id for each in chosen if each.kind is Kind.LEADING})
        had = {each.kpi_id: each for each in before.kpis} if before else {}
        edits = [] if before and before.agreement == new else [Edit(before.agreement if before else None, new)]
        edits += [Edit(each, None) for kpi, each in had.items() if kpi not in kpis]
        # A focus is taken from one KPI before it is given to another.
        for kpi in sorted(dict.fromkeys(kpis), key=lambda each: each == focus):
            old = had.get(kpi)
            agreed = AgreedKpi(old.id if old else new_id(), new.id, kpi, focus=kpi == focus)
            if agreed != old:
                edits.append(Edit(old, agreed))
        label = f"Change agreement with {rep.name}" if before else f"Agree on KPIs with {rep.name}"
        return self._history.do(label, edits)

    def drop(self, rep: Rep, agreed: Agreed) -> Change:
        """Delete an agreement; the one before it holds again."""
        edits = [Edit(each, None) for each in agreed.kpis]
        return self._history.do(f"Delete agreement with {rep.name}", [*edits, Edit(agreed.agreement, None)])


def _check(new: Agreement, kpis: Sequence[Id], others: Sequence[Agreement]) -> None:
    if not kpis:
        raise AgreementError(Part.KPIS, "An agreement needs at least one KPI. Choose the ones you both look at.")
    if any(each.agreed_on == new.agreed_on for each in others):
        raise AgreementError(
            Part.AGREED_ON, "There is an agreement of this day already. Change that one, or choose another day."
        )
    if new.review_on is not None and new.review_on <= new.agreed_on:
        raise AgreementError(Part.REVIEW_ON, "The review is not after the agreement. Choose a later day.")


def _check_focus(focus: Id | None, leading: set[Id]) -> None:
    if focus is None and leading:
        raise AgreementError(
            Part.FOCUS, "An agreement needs one coaching focus. Choose the leading KPI to coach first."
        )
    if focus is not None and focus not in leading:
        raise AgreementError(Part.FOCUS, "The coaching focus is no leading KPI of this agreement. Choose one that is.")
