"""What the Today page knows of each one-on-one to come: who, about what, and how far it is prepared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.domain.attention import fell_since
from kpidesk.domain.coming import SHOWN, upcoming
from kpidesk.domain.commitments import Outcome
from kpidesk.domain.terms import Aggregation, ItemState, Section, Status
from kpidesk.gui import formats
from kpidesk.gui.models.reps_rows import story, value_of_target
from kpidesk.gui.pages.today_lines import Appointment, Fact, tr
from kpidesk.gui.pages.today_plan import meta, prep

if TYPE_CHECKING:
    from kpidesk.domain.entities import AgendaItem, OneOnOne
    from kpidesk.gui.models.reps_rows import RepRow
    from kpidesk.gui.models.team_data import TeamData
    from kpidesk.services.desk import Desk

_VERDICTS = {Outcome.MOVED: Status.GOOD, Outcome.USUAL: Status.WATCH, Outcome.WORSE: Status.RISK}


def appointments(desk: Desk, data: TeamData) -> list[Appointment]:
    """The next one-on-ones with all that the card says of them."""
    cap = desk.team.workspace().forecast_cap
    found: list[Appointment] = []
    active = {row.rep.id for row in data.rows}
    for meeting in upcoming(data.meetings, active, data.on)[:SHOWN]:
        row = data.row(meeting.rep_id)
        if row is None:
            continue
        items = desk.agendas.items(meeting)
        about = row.focus.kpi.name if row.focus else story(row.card)
        full, last = not found, row.rhythm.last
        found.append(
            Appointment(
                meeting,
                row.rep,
                about,
                prep(*desk.meetings.sections(meeting), note(row, meeting)),
                meta=meta(meeting, row.rep, last.on if last else None) if full else "",
                facts=facts(desk, data, row, meeting, items, cap) if full else (),
            )
        )
    return found


def note(row: RepRow, meeting: OneOnOne) -> str:
    """What to know before preparing: promises that fall due, else how the leading KPIs stand."""
    due = sum(each.due is not None and each.due <= meeting.on for each in row.open)
    if due:
        return formats.counted(due, tr("1 commitment due first"), tr("%1 commitments due first"))
    judged = [each for each in row.card.leading if each.status is not Status.NONE]
    low = [each for each in judged if each.status is not Status.GOOD]
    if len(low) > 1:
        return formats.fill(tr("%1 leading KPIs below target"), str(len(low)))
    if low:
        return formats.fill(tr("%1 below target"), low[0].kpi.name)
    return tr("Leading KPIs on target") if judged else story(row.card)


def facts(
    desk: Desk, data: TeamData, row: RepRow, meeting: OneOnOne, items: list[AgendaItem], cap: float
) -> tuple[Fact, ...]:
    """Focus, promise, the first question and the time of the next one-on-one."""
    found = [_focus(data, row), _promise(desk, data, row), _ask(items), _time(meeting, items, cap)]
    return tuple(each for each in found if each is not None)


def _focus(data: TeamData, row: RepRow) -> Fact | None:
    standing = row.focus
    if standing is None:
        return None
    value, target = value_of_target(standing, data.currency)
    per = ""
    if standing.kpi.aggregation in {Aggregation.SUM, Aggregation.DISTINCT}:
        per = f" {formats.a_period(standing.cadence)}"
    rest = formats.fill(tr(", %1%2 against %3."), value, per, target)
    if standing.target is None:
        rest = formats.fill(tr(", %1%2, no target yet."), value, per)
    agreed = data.agreed.get(row.rep.id)
    if agreed is not None and agreed.focus == standing.kpi.id:
        rest += formats.fill(tr(" Agreed %1."), formats.day(agreed.agreement.agreed_on))
    return Fact(tr("Focus"), standing.status, standing.kpi.name, rest)


def _promise(desk: Desk, data: TeamData, row: RepRow) -> Fact | None:
    """The newest promise with a verdict, open or ended since the last one-on-one, else the open one due first."""
    last = row.rhythm.last
    measured = [
        each
        for each in desk.preparation.tracked(row.rep, data.on)
        if each.verdict.outcome in _VERDICTS and (each.open or fell_since(each.commitment, last))
    ]
    if measured:
        # One with a number to reach says more than one that only moved.
        newest = max(measured, key=lambda each: (each.verdict.promised is not None, each.commitment.agreed_on))
        return Fact(tr("Promise"), _VERDICTS[newest.verdict.outcome], "", newest.verdict.text)
    if not row.open:
        return None
    first = row.open[0]
    due = formats.fill(tr(", due %1"), formats.day(first.due)) if first.due else ""
    return Fact(tr("Promise"), None, "", f"{first.text}{due}")


def _ask(items: list[AgendaItem]) -> Fact | None:
    """What to ask about the coaching item with the most minutes."""
    coached = [each for each in items if each.state is ItemState.ACCEPTED and each.section is Section.FOCUS]
    longest = max((each for each in coached if each.questions), key=lambda each: each.minutes, default=None)
    return Fact(tr("Ask"), None, "", longest.questions[0]) if longest else None


def _time(meeting: OneOnOne, items: list[AgendaItem], cap: float) -> Fact:
    planned = formats.fill(tr("%1 min planned."), str(meeting.minutes))
    accepted = [each for each in items if each.state is ItemState.ACCEPTED]
    if not accepted:
        return Fact(tr("Time"), None, "", f"{planned} {tr('No agenda yet.')}")
    forecast = sum(each.minutes for each in accepted if each.section is Section.FORECAST)
    said = formats.fill(
        tr("Forecast %1 min, %2 (limit %3)."),
        formats.number(forecast, 1),
        formats.percent(forecast / meeting.minutes),
        formats.percent(cap),
    )
    return Fact(tr("Time"), None, "", f"{planned} {said}")
