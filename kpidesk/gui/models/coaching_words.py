"""How a coaching target came about: "12 a week × 4 of 5 days = 9.6"."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from kpidesk.domain.terms import Cadence
from kpidesk.gui import formats

if TYPE_CHECKING:
    from kpidesk.domain.coaching_target import CoachingTarget, Piece
    from kpidesk.domain.entities import Kpi


def tr(text: str) -> str:
    """Translate a text of this module."""
    return QCoreApplication.translate("coaching", text)


def sentence(found: CoachingTarget | None, kpi: Kpi, whom: str, currency: str) -> str:
    """What the target of a rep amounts to in the running period, and how."""
    if found is None:
        return formats.fill(tr("No target holds for %1 today."), whom)
    said = _not_prorated(found, kpi, currency) if not found.prorated else _prorated(found, kpi, currency)
    return formats.fill(tr("%1, %2: %3"), whom, this_period(found.cadence), said)


def this_period(cadence: Cadence) -> str:
    """The running period inside a sentence."""
    return {
        Cadence.DAY: tr("today"),
        Cadence.WEEK: tr("this week"),
        Cadence.MONTH: tr("this month"),
        Cadence.QUARTER: tr("this quarter"),
        Cadence.YEAR: tr("this year"),
    }[cadence]


def _prorated(found: CoachingTarget, kpi: Kpi, currency: str) -> str:
    parts = [_piece(each, kpi, currency) for each in found.pieces]
    sums = " + ".join(parts)
    if math.isnan(found.value):
        return formats.fill(tr("%1; some days have no target."), sums)
    reasons = [tr("less for the ramp-up")] * found.ramping + [tr("weighted by season")] * found.weighted
    how = ", ".join([sums, *reasons])
    total = formats.amount(found.value, kpi.unit, currency)
    return formats.fill(tr("%1 = %2. A coaching target, not a pay quota."), how, total)


def _piece(piece: Piece, kpi: Kpi, currency: str) -> str:
    value, whole = formats.amount(piece.target.value, kpi.unit, currency), formats.number(piece.whole)
    per = formats.a_period(piece.target.cadence)
    return formats.fill(tr("%1 %2 × %3 of %4 days"), value, per, formats.number(piece.days), whole)


def _not_prorated(found: CoachingTarget, kpi: Kpi, currency: str) -> str:
    value = formats.amount(found.value, kpi.unit, currency)
    if not math.isnan(found.high):
        value = formats.fill(tr("%1 to %2"), value, formats.amount(found.high, kpi.unit, currency))
    return formats.fill(tr("%1, as set. Days away do not lower it."), value)
