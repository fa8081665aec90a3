"""The one sentence under a scorecard, said only when the numbers say it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QCoreApplication

from kpidesk.domain.attention import goes_well, goes_wrong
from kpidesk.domain.board import Quadrant
from kpidesk.domain.days import to_date
from kpidesk.domain.terms import Aggregation
from kpidesk.domain.wording import inline
from kpidesk.gui import formats

if TYPE_CHECKING:
    from kpidesk.domain.standing import Scorecard, Standing

WINDOW = 13
ENDS = 4
"""Weeks at either end of the window that are compared."""


def tr(text: str) -> str:
    """Translate an insight."""
    return QCoreApplication.translate("insight", text)


def insight(card: Scorecard, currency: str) -> tuple[str, str] | None:
    """A headline and what it rests on, or None when there is nothing to say."""
    wrong = _furthest([each for each in card.leading if goes_wrong(each)])
    well = _furthest([each for each in card.leading if goes_well(each)])
    quota = _quota(card)
    if card.quadrant is Quadrant.LOOKS_FINE:
        seen = f"{_sentence(wrong, card, currency)} " if wrong else ""
        return tr("The quota looks fine, the activity behind it does not."), seen + quota + tr(" That will follow.")
    if wrong is not None:
        return formats.fill(tr("%1: on the way down."), wrong.kpi.name), _sentence(wrong, card, currency)
    if well is not None:
        behind = card.quadrant in {Quadrant.REBUILD, Quadrant.PLANTING_SEEDS}
        after = f" {quota}{tr(' Results come later.')}" if behind else ""
        return formats.fill(tr("%1: on the way up."), well.kpi.name), _sentence(well, card, currency) + after
    return None


def moved(standing: Standing, currency: str) -> str:
    """How a KPI moved from the first to the last 4 of 13 weeks: "discovery calls 11 → 6.8 a week"."""
    values = np.where(standing.away, np.nan, standing.series)[-WINDOW:]
    unit = standing.kpi.unit
    per = f" {tr('a week')}" if standing.kpi.aggregation in {Aggregation.SUM, Aggregation.DISTINCT} else ""
    first, last = (formats.amount(_mean(part), unit, currency) for part in (values[:ENDS], values[-ENDS:]))
    return f"{formats.fill(tr('%1 %2 → %3'), inline(standing.kpi), first, last)}{per}"


def _sentence(standing: Standing, card: Scorecard, currency: str) -> str:
    starts = card.week_starts[-WINDOW:]
    first, last = (formats.week_from(to_date(int(starts[at]))) for at in (0, -1))
    text = moved(standing, currency)
    return formats.fill(tr("%1, %2 to %3."), text[:1].upper() + text[1:], first, last)


def _quota(card: Scorecard) -> str:
    if card.lagging_attainment is None or card.pace is None:
        return ""
    reached, pace = formats.percent(card.lagging_attainment), formats.percent(card.pace)
    if card.lagging_attainment >= card.pace:
        return formats.fill(tr("Quota still ahead of pace, %1 against %2."), reached, pace)
    return formats.fill(tr("Quota at %1, pace %2."), reached, pace)


def _furthest(found: list[Standing]) -> Standing | None:
    return min(found, key=lambda each: math.inf if each.attainment is None else each.attainment, default=None)


def _mean(values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else math.nan
