"""Sentences in the head and foot of the Prepare page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kpidesk.domain.wording import inline
from kpidesk.gui import formats
from kpidesk.gui.pages.prepare_parts import tr

if TYPE_CHECKING:
    import datetime as dt

    from kpidesk.gui.context import Context
    from kpidesk.gui.pages.prepare_plan import Plan


_SENTENCE = re.compile(r"(?<=[.!?]) (?=[A-Z])")
_NARROW = 105
"""Characters that are four or five lines beside a chart."""


def subtitle(plan: Plan, on: dt.date) -> str:
    """When, how long, when last, and what the focus is."""
    meeting = plan.meeting
    day = formats.weekday(meeting.on)
    if meeting.on == on:
        day = tr("Today") if plan.planned else tr("today")
    when = f"{day} {formats.time(meeting.at)}".rstrip()
    minutes = plan.meeting.minutes if plan.kept else plan.agenda.minutes
    said = formats.fill(tr("%1, %2 min.") if plan.planned else tr("Proposed for %1, %2 min."), when, str(minutes))
    last = formats.fill(tr("Last met %1."), formats.day(plan.last.on)) if plan.last else tr("Your first one-on-one.")
    return " ".join(part for part in (said, last, _focus(plan)) if part)


def _focus(plan: Plan) -> str:
    """The KPI that the longest coaching item is about."""
    from kpidesk.domain.terms import Section

    coached = [each for each in plan.points if each.section is Section.FOCUS and each.kpi is not None]
    longest = max(coached, key=lambda each: each.minutes, default=None)
    if longest is None or longest.kpi is None:
        return ""
    return formats.fill(tr("Focus: %1."), inline(longest.kpi))


def gist(text: str) -> str:
    """The sentences of a reason that fit into a narrow column, at least the first."""
    first, *more = _SENTENCE.split(text)
    for each in more:
        if len(first) + len(each) >= _NARROW:
            break
        first = f"{first} {each}"
    return first


def fresh_words(context: Context) -> str:
    """How far the newest import goes."""
    from pathlib import Path

    found = context.desk.team.freshness(context.today())
    if found is None:
        return tr("No import yet, values typed by hand")
    if found.complete_through is None:
        return Path(found.file).name
    return formats.fill(tr("%1, data through %2"), Path(found.file).name, formats.day(found.complete_through))


def forecast_warning(plan: Plan) -> str:
    """What there is to say about the minutes: over time, at the fence, or over what is usual for the forecast."""
    agenda = plan.agenda
    if plan.planned_minutes > agenda.minutes:
        over = formats.number(plan.planned_minutes - agenda.minutes, 0)
        return formats.fill(tr("%1 min more than there are. Shorten something or make the meeting longer."), over)
    if agenda.forecast_minutes and agenda.forecast_minutes >= agenda.forecast_limit:
        said = tr("Forecast is at its limit of %1 of %2 minutes. Shorten it or make the meeting longer.")
        return formats.fill(said, str(agenda.forecast_limit), str(agenda.minutes))
    usual = plan.usual_forecast
    if usual and agenda.forecast_minutes > usual:
        said = tr("Forecast is over its usual %1 of %2 minutes. Its limit is %3.")
        return formats.fill(said, formats.number(usual, 0), str(agenda.minutes), str(agenda.forecast_limit))
    return ""
