"""Commands about what leaves for others' desks and calendars: recap, calendar. Private notes are never part of it."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpidesk.cli import DONE, PARTLY, output
from kpidesk.cli.parser import Parser, command, day, today
from kpidesk.cli.session import opened
from kpidesk.domain.terms import CalendarStep

if TYPE_CHECKING:
    from kpidesk.domain.calendar_plan import CalendarPlan, Line
    from kpidesk.domain.entities import OneOnOne, Rep
    from kpidesk.reports.page import Page

_VERBS = {
    CalendarStep.PLAN: "plan",
    CalendarStep.MOVE: "move",
    CalendarStep.CANCEL: "call off",
    CalendarStep.LEAVE_OUT: "left out",
}


def add(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add this family to the command line."""
    recap = command(
        commands,
        "recap",
        _recap,
        "The recap of the last one-on-one, for the rep; private notes are never in it",
        "recap Maya --on 2026-08-20 --out maya.pdf",
    )
    recap.add_argument("rep", metavar="REP")
    recap.add_argument(
        "--on", type=day, default=argparse.SUPPRESS, metavar="DATE", help="the last one held by this day"
    )
    recap.add_argument("--out", type=Path, metavar="FILE", help="write it as .md, .pdf, .html or a mail draft, .eml")
    calendar = command(
        commands,
        "calendar",
        _calendar,
        "Planned one-on-ones to and from calendar files",
        "calendar import outlook.ics --dry-run",
    )
    calendar.add_argument("action", choices=("export", "import"))
    calendar.add_argument("file", type=Path, metavar="FILE.ics")
    calendar.add_argument("--rep", metavar="REP", help="export: only with this rep")
    calendar.add_argument("--dry-run", action="store_true", help="import: report only, change nothing")


def write_page(page: Page, path: Path, to: str = "") -> None:
    """Write a page as its file's ending says.

    Raises:
        UserError: the ending is not known, or the file cannot be written.
    """
    from kpidesk.app import pdf
    from kpidesk.reports import handing_on

    handing_on.save(page, path, pdf, to)


def _recap(chosen: argparse.Namespace) -> int:
    from kpidesk.reports import handing_on, recap
    from kpidesk.reports.markdown import as_markdown

    if chosen.out is not None:
        handing_on.check_ending(chosen.out, handing_on.RECAP_ENDINGS)
    with opened(chosen) as desk:
        rep = desk.team.rep(chosen.rep)
        found = desk.recaps.recap(rep, desk.recaps.last_held(rep, today(chosen)))
    page = recap.page(found)
    if chosen.out is not None:
        write_page(page, chosen.out, rep.email)
    if chosen.format == "json":
        output.as_json(recap.as_json(found))
    else:
        output.line(f"Written: {chosen.out}" if chosen.out else as_markdown(page).rstrip())
    return DONE


def _calendar(chosen: argparse.Namespace) -> int:
    return _export(chosen) if chosen.action == "export" else _import(chosen)


def _export(chosen: argparse.Namespace) -> int:
    with opened(chosen) as desk:
        rep = desk.team.rep(chosen.rep) if chosen.rep else None
        written = desk.calendars.export(chosen.file, today(chosen), _made(chosen), rep)
        names = {each.id: each for each in desk.team.reps(archived=True)}
    if chosen.format == "json":
        rows = [_row(names[each.rep_id], each) for each in written]
        output.as_json({"file": str(chosen.file), "one_on_ones": rows})
    else:
        one = len(written) == 1
        output.line(f"Written: {chosen.file}, {len(written)} one-on-one{'' if one else 's'}.")
    return DONE


def _made(chosen: argparse.Namespace) -> dt.datetime:
    """Now; with `--on` the beginning of that day, so that the same day gives the same file."""
    return dt.datetime.combine(chosen.on, dt.time(), dt.UTC) if chosen.on else dt.datetime.now(dt.UTC)


def _import(chosen: argparse.Namespace) -> int:
    with opened(chosen, trial=chosen.dry_run) as desk:
        plan = desk.calendars.read(chosen.file, today(chosen))
        if not chosen.dry_run:
            desk.calendars.take(plan.lines)
    if chosen.format == "json":
        output.as_json(_as_json(chosen.file, plan))
    else:
        _tell(plan, dry=chosen.dry_run)
    return PARTLY if plan.of(CalendarStep.LEAVE_OUT) else DONE


def _tell(plan: CalendarPlan, *, dry: bool) -> None:
    verbs = ("To plan", "to move", "to call off") if dry else ("Planned", "moved", "called off")
    counts = [len(plan.of(step)) for step in (CalendarStep.PLAN, CalendarStep.MOVE, CalendarStep.CANCEL)]
    said = ", ".join(f"{verb} {count}" for verb, count in zip(verbs, counts, strict=True))
    output.line(
        f"{said}, the same {len(plan.of(CalendarStep.SAME))}, "
        f"left out {len(plan.of(CalendarStep.LEAVE_OUT))}, up to {plan.last}."
    )
    for line in plan.lines:
        if line.step is not CalendarStep.SAME:
            output.line(f"  {_VERBS[line.step]}: {output.text(line.rep.name)}, {_when(line)}")
    for hint in plan.hints:
        output.line(f"  {output.text(hint)}")


def _when(line: Line) -> str:
    said = f"{line.appointment.on}{_at(line.appointment.at)}"
    if line.step is CalendarStep.MOVE and line.before is not None:
        said = f"{line.before.on}{_at(line.before.at)} to {said}"
    return said + (f": “{output.text(line.appointment.summary)}”. {line.reason}" if line.reason else "")


def _at(at: dt.time | None) -> str:
    return f" {at:%H:%M}" if at is not None else ""


def _as_json(file: Path, plan: CalendarPlan) -> dict[str, Any]:
    return {
        "file": str(file),
        "until": plan.last,
        "planned": [_row(line.rep, line.after) for line in plan.of(CalendarStep.PLAN) if line.after],
        "moved": [
            _row(line.rep, line.after) | {"from_on": line.before.on, "from_at": line.before.at}
            for line in plan.of(CalendarStep.MOVE)
            if line.before and line.after
        ],
        "called_off": [_row(line.rep, line.before) for line in plan.of(CalendarStep.CANCEL) if line.before],
        "same": len(plan.of(CalendarStep.SAME)),
        "left_out": [
            {
                "rep": line.rep.name,
                "on": line.appointment.on,
                "at": line.appointment.at,
                "summary": line.appointment.summary,
                "reason": line.reason,
            }
            for line in plan.of(CalendarStep.LEAVE_OUT)
        ],
        "hints": list(plan.hints),
    }


def _row(rep: Rep, meeting: OneOnOne) -> dict[str, Any]:
    return {"rep": rep.name, "on": meeting.on, "at": meeting.at, "minutes": meeting.minutes}
