"""What the choices of a KPI's definition are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from kpidesk.domain.terms import Aggregation, Cadence, Direction, Kind, KpiClass, Unit
from kpidesk.gui import words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum


def tr(text: str) -> str:
    """Translate a text of this module."""
    return QCoreApplication.translate("kpi_words", text)


def units() -> Mapping[StrEnum, str]:
    """What a value counts."""
    return {
        Unit.COUNT: tr("Count"),
        Unit.PERCENT: tr("Percent"),
        Unit.CURRENCY: tr("Money"),
        Unit.CURRENCY_PER_DAY: tr("Money a day"),
        Unit.HOURS: tr("Hours"),
        Unit.DAYS: tr("Days"),
        Unit.MINUTES: tr("Minutes"),
        Unit.RATIO: tr("Ratio"),
        Unit.SCORE: tr("Score"),
    }


def roles() -> Mapping[str, str]:
    """The roles the catalogue knows."""
    return {
        "inside": tr("Inside sales"),
        "field": tr("Field sales"),
        "sdr": tr("Sales development"),
        "account_manager": tr("Account management"),
        "channel": tr("Channel sales"),
    }


def kinds() -> Mapping[StrEnum, str]:
    """Leading or lagging, with what that means."""
    return {
        Kind.LEADING: f"{words.kind_name(Kind.LEADING)}, {tr('what reps control')}",
        Kind.LAGGING: f"{words.kind_name(Kind.LAGGING)}, {tr('what follows later')}",
    }


def classes() -> Mapping[StrEnum, str]:
    """How far it is in the rep's own hands."""
    return {
        KpiClass.ACTIVITY: tr("Activity"),
        KpiClass.QUALITY: tr("Quality"),
        KpiClass.PIPELINE: tr("Pipeline"),
        KpiClass.HYGIENE: tr("Hygiene"),
        KpiClass.OUTCOME: tr("Outcome"),
    }


def directions() -> Mapping[StrEnum, str]:
    """Which way is better."""
    return {
        Direction.UP: tr("Higher"),
        Direction.DOWN: tr("Lower"),
        Direction.BAND: tr("Inside a band"),
    }


def cadences() -> Mapping[StrEnum, str]:
    """The period values belong to."""
    return {
        Cadence.DAY: tr("Day"),
        Cadence.WEEK: tr("Week"),
        Cadence.MONTH: tr("Month"),
        Cadence.QUARTER: tr("Quarter"),
        Cadence.YEAR: tr("Year"),
    }


def over_time() -> Mapping[StrEnum, str]:
    """How short periods become a long one."""
    return {
        Aggregation.SUM: tr("Add up"),
        Aggregation.RATIO: tr("Ratio of sums"),
        Aggregation.LAST: tr("Newest value"),
        Aggregation.MEDIAN: tr("Median, from records"),
        Aggregation.DISTINCT: tr("Different ones, from records"),
        Aggregation.RECOMPUTE: tr("Cannot be rolled up"),
    }


def over_reps() -> Mapping[StrEnum, str]:
    """How reps become a team."""
    return {**over_time(), Aggregation.LAST: tr("Add up the newest")}
