"""How the Agreement tab words an agreement: days, signatures, targets."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from kpidesk.domain.entities import Kpi
from kpidesk.domain.terms import Aggregation, Kind
from kpidesk.gui import formats, words
from kpidesk.gui.models.reps_rows import value_of_target

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kpidesk.domain.entities import Agreement, Id, Rep
    from kpidesk.domain.standing import Scorecard, Standing
    from kpidesk.services.agreements import Agreed

_DAY = dt.timedelta(days=1)


def tr(text: str) -> str:
    """Translate a text of the Agreement tab."""
    return QCoreApplication.translate("agreement", text)


@dataclass(frozen=True, slots=True)
class Line:
    """One agreed KPI."""

    kpi: Kpi
    target: str
    """The present target with its period, or that there is none."""
    has_target: bool
    focus: bool


def lines(now: Agreed | None, kind: Kind, kpis: Mapping[Id, Kpi], card: Scorecard, currency: str) -> list[Line]:
    """The agreed KPIs of a kind in the manager's order, with the targets on the day of the card."""
    standings = {each.kpi.id: each for each in card.standings}
    found = []
    for kpi in _agreed(now, kind, kpis):
        standing = standings.get(kpi.id)
        target = _target(standing, currency) if standing else ""
        absent = tr("no longer in use") if kpi.archived else tr("no target yet")
        found.append(Line(kpi, target or absent, bool(target), now is not None and now.focus == kpi.id))
    return found


def spoken(line: Line) -> str:
    """What a screen reader says of a line."""
    said = f"{line.kpi.name}, {tr('coaching focus')}" if line.focus else line.kpi.name
    target = formats.fill(tr("target %1"), line.target) if line.has_target else line.target
    return f"{said}, {target}. {line.kpi.definition}".strip()


def nothing() -> str:
    """What there is to know before anything was agreed."""
    return tr("Until then every KPI with a value or a target is shown. Choose a few that both of you look at.")


def since(now: Agreed | None) -> str:
    """Since when it holds."""
    if now is None:
        return tr("You have not agreed on KPIs yet.")
    return formats.fill(tr("Agreed on %1"), formats.dated(now.agreement.agreed_on))


def signatures(agreement: Agreement, rep: Rep) -> str:
    """Who signed: "Signed by you and Maya"."""
    match agreement.signed_by_rep, agreement.signed_by_manager:
        case True, True:
            said = tr("Signed by you and %1")
        case True, False:
            said = tr("Signed by %1, not by you yet")
        case False, True:
            said = tr("Signed by you, not by %1 yet")
        case _:
            said = tr("Not signed yet")
    return formats.fill(said, rep.first_name)


def summary(agreement: Agreement | None) -> str:
    """When it was agreed and who signed: "Agreed together on 23 Jul and signed off by both"."""
    if agreement is None:
        return tr("No KPIs agreed together yet")
    on = formats.day(agreement.agreed_on)
    if agreement.signed_by_rep and agreement.signed_by_manager:
        return formats.fill(tr("Agreed together on %1 and signed off by both"), on)
    if agreement.signed_by_rep or agreement.signed_by_manager:
        who = tr("the rep") if agreement.signed_by_rep else tr("you")
        return formats.fill(tr("Agreed on %1, signed off by %2"), on, who)
    return formats.fill(tr("Agreed on %1, not signed off yet"), on)


def is_due(agreement: Agreement, on: dt.date) -> bool:
    """Whether the day of the review has come (domain brief, rule H4)."""
    return agreement.review_on is not None and agreement.review_on <= on


def review(agreement: Agreement, on: dt.date) -> str:
    """When it is looked at again: "Review on 22 Oct 2026, in 63 days"."""
    if agreement.review_on is None:
        return tr("No day set for the review")
    day, days = formats.dated(agreement.review_on), (agreement.review_on - on).days
    if days == 0:
        return tr("Review due today")
    if days < 0:
        ago = formats.counted(-days, tr("1 day ago"), tr("%1 days ago"))
        return formats.fill(tr("Review was due on %1, %2"), day, ago)
    ahead = formats.counted(days, tr("in 1 day"), tr("in %1 days"))
    return formats.fill(tr("Review on %1, %2"), day, ahead)


def span(old: Agreed, next_one: Agreed) -> str:
    """From when to when an agreement held."""
    first, last = old.agreement.agreed_on, next_one.agreement.agreed_on - _DAY
    return formats.fill(tr("%1 to %2"), formats.dated(first), formats.dated(last))


def whole(old: Agreed, kpis: Mapping[Id, Kpi], rep: Rep) -> list[str]:
    """All of an earlier agreement, line by line."""
    found = []
    for kind in Kind:
        names = [
            formats.fill(tr("%1 (coaching focus)"), kpi.name) if kpi.id == old.focus else kpi.name
            for kpi in _agreed(old, kind, kpis)
        ]
        if names:
            found.append(f"{words.kind_name(kind)}: {', '.join(names)}")
    found.append(signatures(old.agreement, rep))
    if old.agreement.review_on is not None:
        found.append(formats.fill(tr("Review was set for %1"), formats.dated(old.agreement.review_on)))
    if old.agreement.note:
        found.append(old.agreement.note)
    return found


def _agreed(agreed: Agreed | None, kind: Kind, kpis: Mapping[Id, Kpi]) -> list[Kpi]:
    found = [kpis[each] for each in agreed.kpi_ids if each in kpis] if agreed else []
    return sorted((each for each in found if each.kind is kind), key=lambda each: (each.position, each.name))


def _target(standing: Standing, currency: str) -> str:
    if standing.target is None:
        return ""
    _value, target = value_of_target(standing, currency)
    per = standing.kpi.aggregation in {Aggregation.SUM, Aggregation.DISTINCT}
    return f"{target} {formats.a_period(standing.cadence)}" if per else target
