"""What weights do to targets and pace, in a sentence or three."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from kpidesk.gui import formats

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpidesk.domain.entities import Season


def tr(text: str) -> str:
    """Translate a text of this card."""
    return QCoreApplication.translate("weights", text)


def explain(season: Season) -> str:
    """What the weights mean: "A day in December counts half of a day in January. Targets and pace follow that."."""
    locale, said = QLocale(), []
    if pair := _extremes(season.weekdays):
        light, heavy = (locale.standaloneDayName(at + 1) for at in pair)
        said.append(formats.fill(tr("A %1 counts %2 a %3."), light, _part(season.weekdays, pair), heavy))
    if pair := _extremes(season.months):
        light, heavy = (locale.standaloneMonthName(at + 1) for at in pair)
        said.append(formats.fill(tr("A day in %1 counts %2 a day in %3."), light, _part(season.months, pair), heavy))
    if season.quarters:
        shares = ", ".join(f"Q{at} {formats.percent(share)}" for at, share in enumerate(season.quarters, start=1))
        said.append(formats.fill(tr("A yearly target is split %1."), shares))
    if not said:
        return tr(
            "Every working day counts the same: a target is spread evenly over them, and pace is measured by them."
        )
    return " ".join([*said, tr("Targets and pace follow that.")])


def _extremes(weights: Sequence[float]) -> tuple[int, int] | None:
    """Where the lightest weight above 0 and the heaviest stand, None where all are alike."""
    counted = [at for at, weight in enumerate(weights) if weight > 0]
    if not counted:
        return None
    light, heavy = (choose(counted, key=lambda at: weights[at]) for choose in (min, max))
    return None if math.isclose(weights[light], weights[heavy]) else (light, heavy)


def _part(weights: Sequence[float], pair: tuple[int, int]) -> str:
    """How much the lighter is of the heavier: "half of", "80% of"."""
    ratio = weights[pair[0]] / weights[pair[1]]
    known = {0.25: tr("a quarter of"), 1 / 3: tr("a third of"), 0.5: tr("half of"), 0.75: tr("three quarters of")}
    for share, words in known.items():
        if math.isclose(ratio, share, abs_tol=0.005):
            return words
    return formats.fill(tr("%1 of"), formats.percent(ratio))
