"""Who is next, from the calendar alone: no number is needed for it, so it can be shown first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.domain.attention import rhythm
from kpidesk.domain.coming import SHOWN, Coming, upcoming
from kpidesk.gui import formats
from kpidesk.gui.pages.today_lines import Appointment, Prep, tr
from kpidesk.gui.widgets.prep_mark import Prepared

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from kpidesk.domain.entities import OneOnOne, Rep
    from kpidesk.services.desk import Desk


def coming(desk: Desk, on: dt.date) -> list[Coming]:
    """The next one-on-ones of an open file."""
    reps = {rep.id: rep for rep in desk.team.reps() if rep.active(on)}
    meetings = desk.meetings.around(on)
    found = []
    for each in upcoming(meetings, reps.keys(), on)[:SHOWN]:
        last = rhythm(reps[each.rep_id], meetings, on).last
        found.append(Coming(each, reps[each.rep_id], *desk.meetings.sections(each), last.on if last else None))
    return found


def brief(found: Iterable[Coming]) -> list[Appointment]:
    """The next one-on-ones with what the calendar says of them; only the first is told in full."""
    return [
        Appointment(
            each.meeting,
            each.rep,
            about="",
            prep=prep(each.sections, each.offered, ""),
            meta="" if at else meta(each.meeting, each.rep, each.last_on),
        )
        for at, each in enumerate(found)
    ]


def prep(ready: int, offered: int, note: str) -> Prep:
    """How far a one-on-one is prepared: accepted sections of those it could have; `note` where nothing was done yet."""
    if offered > ready:
        said = formats.fill(tr("%1 of %2 sections accepted"), str(ready), str(offered))
        return Prep(Prepared.DRAFT, tr("Draft"), said)
    if ready:
        said = formats.counted(ready, tr("1 section"), tr("%1 sections"))
        return Prep(Prepared.READY, tr("Ready"), said)
    return Prep(Prepared.NOT, tr("Not prepared"), note)


def meta(meeting: OneOnOne, rep: Rep, last_on: dt.date | None) -> str:
    """Length, rhythm and the last time."""
    parts = [formats.fill(tr("%1 min"), str(meeting.minutes)), formats.rhythm(rep.cadence_days)]
    parts.append(formats.fill(tr("last on %1"), formats.day(last_on)) if last_on else tr("the first one"))
    return ", ".join(parts)
