"""The target history of a KPI as a list: how much, for whom, since when and until when, and why."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from typing_extensions import override

from kpidesk.domain.entities import Kpi, Target
from kpidesk.domain.targets import subject
from kpidesk.domain.terms import Scope
from kpidesk.gui import formats
from kpidesk.gui.models.list_model import ListModel
from kpidesk.gui.roles import Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kpidesk.domain.entities import Id
    from kpidesk.gui.models.rows_model import Answers


def tr(text: str) -> str:
    """Translate a text of this module."""
    return QCoreApplication.translate("targets", text)


@dataclass(frozen=True, slots=True)
class PastTarget:
    """One target in words."""

    target: Target
    value: str
    when: str
    """Since when, and for whom."""
    about: str
    """Per which period, and the note."""
    days: str
    """First and last day in full."""

    @property
    def spoken(self) -> str:
        """The row in one line."""
        return f"{self.value}, {self.when}. {self.about}. {self.days}"


class TargetsModel(ListModel[PastTarget]):
    """Targets, the newest first."""

    def row_of(self, ident: Id | None) -> int:
        """Where a target stands, -1 if it does not."""
        return self._find(lambda each: each.target.id == ident)

    @override
    def _answers(self, row: PastTarget) -> Answers:
        return {
            Qt.ItemDataRole.DisplayRole: row.when,
            Qt.ItemDataRole.AccessibleTextRole: row.spoken,
            Qt.ItemDataRole.ToolTipRole: row.spoken,
            Role.TITLE: row.when,
            Role.META: row.about,
            Role.TEXT: row.value,
            Role.ENTITY: row.target,
        }


def history(
    targets: Sequence[Target], kpi: Kpi, names: Mapping[Id, str], currency: str, on: dt.date
) -> list[PastTarget]:
    """The targets of a KPI in words, the newest first; `names` are those of reps and teams."""
    newest = sorted(targets, key=lambda each: each.valid_from, reverse=True)
    return [_past(each, targets, kpi, names, currency, on) for each in newest]


def _past(
    target: Target, others: Sequence[Target], kpi: Kpi, names: Mapping[Id, str], currency: str, on: dt.date
) -> PastTarget:
    value = formats.amount(target.value, kpi.unit, currency)
    if target.high is not None:
        value = formats.fill(tr("%1 to %2"), value, formats.amount(target.high, kpi.unit, currency))
    last = _last(target, others)
    when = formats.fill(tr("%1, %2"), _when(target, last, on), whom(target, names))
    days = formats.fill(tr("From %1"), formats.dated(target.valid_from))
    if last is not None:
        days = formats.fill(tr("%1 to %2"), formats.dated(target.valid_from), formats.dated(last))
    about = f"{formats.a_period(target.cadence)}. {target.note}".rstrip(". ")
    return PastTarget(target, value, when, about, days)


def whom(target: Target, names: Mapping[Id, str]) -> str:
    """Whom a target is for, in words."""
    if target.scope is Scope.DEFAULT:
        return tr("everyone")
    if target.scope is Scope.ROLE:
        return formats.fill(tr("role %1"), target.role or "")
    ident = target.rep_id or target.team_id
    name = names.get(ident, formats.MISSING) if ident is not None else formats.MISSING
    return formats.fill(tr("team %1"), name) if target.scope is Scope.TEAM else name


def _last(target: Target, others: Sequence[Target]) -> dt.date | None:
    """The last day it holds: its own, or that before the next one for the same."""
    place = (target.scope, subject(target))
    later = [
        each.valid_from - dt.timedelta(days=1)
        for each in others
        if (each.scope, subject(each)) == place and each.valid_from > target.valid_from
    ]
    return min(later + ([target.valid_to] if target.valid_to else []), default=None)


def _when(target: Target, last: dt.date | None, on: dt.date) -> str:
    first = formats.week(target.valid_from)[1:]
    year = "" if target.valid_from.year == on.year else f", {target.valid_from.year}"
    if target.valid_from > on and last is None:
        return formats.fill(tr("From week %1"), first + year)
    if last is None:
        return formats.fill(tr("Since week %1"), first + year)
    end = formats.week(last)[1:]
    if year:
        return formats.fill(tr("Week %1 to %2"), f"{first}{year},", end)
    return formats.fill(tr("Weeks %1 to %2"), first, end)
