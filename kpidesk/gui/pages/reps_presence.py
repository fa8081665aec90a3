"""What is not as usual with a rep, in a few words: on leave until 28 Aug, ramping, part time, gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.gui import formats
from kpidesk.gui.pages.reps_standing import tr

if TYPE_CHECKING:
    import datetime as dt

    from kpidesk.domain.presence import Presence


def presence_words(found: Presence, on: dt.date) -> list[str]:
    """One phrase for each thing, none when all is as usual."""
    said = []
    if found.last_day is not None:
        said.append(formats.fill(tr("left %1") if found.last_day < on else tr("last day %1"), _day(found.last_day, on)))
    if found.starts_on is not None:
        said.append(formats.fill(tr("starts %1"), _day(found.starts_on, on)))
    if found.away_until is not None:
        text = tr("half days until %1") if found.half_days else tr("on leave until %1")
        said.append(formats.fill(text, _day(found.away_until, on)))
    if found.ramp is not None:
        said.append(formats.fill(tr("ramping, month %1 of %2"), str(found.ramp.month), str(found.ramp.months)))
    if found.working_share < 1:
        said.append(formats.fill(tr("part time %1"), formats.percent(found.working_share)))
    return said


def _day(of: dt.date, on: dt.date) -> str:
    return formats.day(of) if of.year == on.year else formats.dated(of)
