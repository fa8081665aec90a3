"""What the command palette offers: actions of the menu bar, pages, settings, reps, KPIs, one-on-ones, found text."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from PySide6.QtGui import QKeySequence

from kpidesk.domain.terms import MeetingStatus
from kpidesk.domain.wording import inline
from kpidesk.gui import formats, words
from kpidesk.gui.models.found_model import about
from kpidesk.gui.models.palette_model import Entry, Kind, tr
from kpidesk.gui.models.reps_rows import focus_of
from kpidesk.gui.pages.meeting_start import begin

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenu

    from kpidesk.domain.entities import Rep
    from kpidesk.domain.finding import Found
    from kpidesk.domain.meeting_totals import MeetingDay
    from kpidesk.gui.context import Context
    from kpidesk.gui.main_window import MainWindow

_ACTION_ICONS = {
    "import": "download",
    "export_excel": "file-spreadsheet",
    "share": "upload",
    "open": "folder-open",
    "save_copy": "save",
    "undo": "undo-2",
    "redo": "redo-2",
    "new_one_on_one": "plus",
    "backup": "archive",
    "shortcuts": "keyboard",
}
_PAGE_ICONS = {
    "go_today": "calendar",
    "go_reps": "users",
    "go_kpis": "chart-no-axes-column",
    "go_meetings": "messages-square",
    "go_insights": "sliders-horizontal",
    "go_intake": "download",
    "go_reports": "file-text",
    "settings": "settings",
}


def commands(window: MainWindow) -> list[Entry]:
    """Every action of the menu bar that can be done now, and every page."""
    found = [entry for menu in _menus(window) for entry in _of_menu(menu, "")]
    names = {f"action:{action.objectName()}": name for name, action in window.menus.actions.items()}
    return [each for each in found if names.get(each.key) != "palette"]


def settings(context: Context) -> list[Entry]:
    """The sections of the Settings page."""
    sections = {
        "file_card": tr("Team, currency and forecast limit"),
        "computer_card": tr("Theme and text size"),
        "calendar_card": tr("Fiscal year and weeks"),
        "holidays_card": tr("Holidays"),
        "weights_card": tr("Weights of weekdays, months and quarters"),
        "templates_card": tr("Agenda templates"),
        "signals_card": tr("Signals of the agenda"),
        "questions_card": tr("Questions"),
    }
    return [
        Entry(
            Kind.PAGE,
            f"setting:{key}",
            text,
            lambda key=key: context.go("settings", key),  # type: ignore[misc]
            tr("Settings"),
            icon="settings",
        )
        for key, text in sections.items()
    ]


def reps(context: Context) -> list[Entry]:
    """Every rep; those who left say so."""
    teams = context.desk.team.teams()

    def about(rep: Rep) -> str:
        team = teams.get(rep.team_id) if rep.team_id else None
        said = (rep.role, team.name if team else "", tr("archived") if rep.archived else "")
        return ", ".join(each for each in said if each)

    return [
        Entry(Kind.REP, _rep_key(rep), rep.name, lambda rep=rep: context.go("reps", rep), about(rep))  # type: ignore[misc]
        for rep in context.desk.team.reps(archived=True)
    ]


def standing(context: Context, entries: Iterable[Entry]) -> list[Entry]:
    """The same reps with how they stand today and what they are coached on; those who left stay as they are."""
    on, desk = context.today(), context.desk
    agreed, found = desk.agreements.newest(on), {}
    for card in desk.scorecards.overview(on):
        each = agreed.get(card.rep.id)
        focus = focus_of(card, frozenset({each.focus} if each and each.focus else ()))
        said = formats.fill(tr("Focus: %1"), inline(focus.kpi)) if focus else ""
        found[_rep_key(card.rep)] = card.status, said
    return [
        replace(each, status=found[each.key][0], meta=found[each.key][1] or each.meta) if each.key in found else each
        for each in entries
    ]


def _rep_key(rep: Rep) -> str:
    return f"rep:{rep.id}"


def kpis(context: Context) -> list[Entry]:
    """Every KPI in use."""
    return [
        Entry(
            Kind.KPI,
            f"kpi:{kpi.id}",
            kpi.name,
            lambda kpi=kpi: context.go("kpis", kpi),  # type: ignore[misc]
            words.kind_name(kpi.kind),
            icon="chart-no-axes-column",
        )
        for kpi in context.desk.team.kpis()
    ]


def suggestions(context: Context) -> list[Entry]:
    """What is next: starting today's one-on-ones and preparing those to come, the soonest first."""
    on = context.today()
    names = {each.id: each.name for each in context.desk.team.reps()}
    ahead = [each for each in context.desk.meetings.around(on) if each.rep_id in names]
    entries = []
    for meeting in sorted(ahead, key=lambda each: (each.on, str(each.at or ""))):
        rep, when = names[meeting.rep_id], _when(meeting.on, meeting.at, on)
        if meeting.status is MeetingStatus.RUNNING:
            text, keys = formats.fill(tr("Back to the meeting with %1"), rep), ""
            entries.append(Entry(Kind.NOW, "", text, lambda m=meeting: context.go("meeting", m), when, keys, "play"))  # type: ignore[misc]
        elif meeting.status is MeetingStatus.PLANNED:
            if meeting.on == on:
                text = formats.fill(tr("Start meeting with %1"), rep)
                entries.append(Entry(Kind.NOW, "", text, lambda m=meeting: begin(context, m), when, icon="play"))  # type: ignore[misc]
            text = formats.fill(tr("Prepare for %1"), rep)
            entries.append(Entry(Kind.NOW, "", text, lambda m=meeting: context.go("prepare", m), when, icon="pencil"))  # type: ignore[misc]
    return entries


def meeting(context: Context, day: MeetingDay, label: str) -> Entry:
    """A one-on-one, opened where it can be gone on with."""

    def go() -> None:
        found = context.desk.meeting_lists.find(day.id)
        if found is not None:
            pages = {MeetingStatus.PLANNED: "prepare", MeetingStatus.RUNNING: "meeting"}
            context.go(pages.get(found.status, "meetings"), found)

    status = words.meeting_status(day, context.today())
    return Entry(Kind.MEETING, f"meeting:{day.id}", label, go, status, icon="messages-square")


def texts(context: Context, found: Iterable[Found]) -> list[Entry]:
    """Places where words were found in what was written."""
    reps = {each.id: each for each in context.desk.team.reps(archived=True)}
    return [_text(context, each, reps[each.rep_id]) for each in found]


def _text(context: Context, found: Found, rep: Rep) -> Entry:
    def go() -> None:
        context.go("meetings" if found.meeting_id else "reps", found if found.meeting_id else rep)

    icon = "lock" if found.private else "quote"
    return Entry(Kind.TEXT, "", found.snippet, go, about(found, rep), "", icon, found.marks, found.private)


def _menus(window: MainWindow) -> Iterator[QMenu]:
    for action in window.menuBar().actions():
        if (menu := _menu_of(action)) is not None:
            yield menu


def _menu_of(action: QAction) -> QMenu | None:
    # Qt's own signature knows only that it is some object, and always one.
    return cast("QMenu | None", action.menu())


def _of_menu(menu: QMenu, before: str) -> Iterator[Entry]:
    for action in menu.actions():
        if (inner := _menu_of(action)) is not None:
            yield from _of_menu(inner, f"{_plain(action)}: ")
        elif action.isEnabled() and action.isVisible() and not action.isSeparator() and action.text():
            yield _command(action, before)


def _command(action: QAction, before: str) -> Entry:
    name = action.objectName().removeprefix("action_")
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.PortableText)
    page = name in _PAGE_ICONS
    icon = _PAGE_ICONS.get(name) or _ACTION_ICONS.get(name) or ("check" if action.isChecked() else "zap")
    kind, meta = (Kind.PAGE, tr("Page")) if page else (Kind.COMMAND, "")
    return Entry(kind, f"action:{action.objectName()}", before + _plain(action), action.trigger, meta, keys, icon)


def _plain(action: QAction) -> str:
    """The text of an action without the sign for its letter; two such signs are one."""
    return re.sub("&(.)", r"\1", action.text())


def _when(day: dt.date, at: dt.time | None, on: dt.date) -> str:
    shown = tr("Today") if day == on else formats.weekday(day)
    return f"{shown} {formats.time(at)}".rstrip()
