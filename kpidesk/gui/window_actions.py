"""What the menu bar and the shortcuts do, and how the frame of the window follows the file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from kpidesk.domain.fiscal import FiscalYear
from kpidesk.gui import formats
from kpidesk.gui.menus import Menus, tr

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtWidgets import QMenu

    from kpidesk.domain.entities import Workspace
    from kpidesk.gui.main_window import MainWindow

_FROM_THE_START = frozenset({"today", "intake"})
"""Pages that have something to offer in a new file."""
_SCALES = {"100": 1.0, "125": 1.25, "150": 1.5, "200": 2.0}


def build(window: MainWindow) -> Menus:
    """Fill the menu bar."""
    menus = Menus(window)
    _file(menus, window)
    _edit(menus, window)
    _view(menus, window)
    _meeting(menus, window)
    tools = menus.menu(tr("&Tools"), "tools")
    menus.add(tools, "check", tr("&Check the file"), lambda: _check(window))
    menus.add(tools, "backup", tr("Make a &backup"), lambda: _backup(window))
    tools.addSeparator()
    menus.add(tools, "settings", tr("&Settings"), lambda: window.go("settings"), "Ctrl+,")
    about = menus.menu(tr("&Help"), "help")
    menus.add(about, "shortcuts", tr("&Shortcuts"), lambda: _shortcuts(window), "F1")
    menus.add(about, "about", tr("&About KPIdesk"), lambda: _about(window))
    return menus


def refresh(window: MainWindow) -> None:
    """Bring menus, team badge and freshness up to date with the file."""
    actions = window.menus.actions
    history = window.editor
    for name, text, label in (
        ("undo", tr("&Undo"), history.undo_label),
        ("redo", tr("&Redo"), history.redo_label),
    ):
        # An ampersand in a name is no shortcut.
        actions[name].setText(f"{text} {label.replace('&', '&&')}" if label else text)
        actions[name].setEnabled(label is not None)
    desk = window.context.desk
    workspace = desk.team.workspace()
    reps = len(desk.team.reps())
    say_team(window, workspace, reps, window.context.today())
    # Before there is a rep or a KPI every other page would be blank.
    begun = bool(reps or desk.team.reps(archived=True) or desk.team.kpis(archived=True))
    window.navigation.set_open([key for key, _label in _places() if begun or key in _FROM_THE_START])
    for key, _label in _places():
        actions[f"go_{key}"].setEnabled(begun or key in _FROM_THE_START)
    _say_freshness(window)
    fit_page(window)


def say_team(window: MainWindow, workspace: Workspace | None, reps: int, on: dt.date) -> None:
    """Name the team and the quarter above the navigation."""
    name = workspace.name if workspace else ""
    year, number = (FiscalYear.of(workspace) if workspace else FiscalYear()).quarter(on)
    counted = tr("1 rep · Q%2 %3") if reps == 1 else tr("%1 reps · Q%2 %3").replace("%1", str(reps))
    meta = counted.replace("%2", str(number)).replace("%3", str(year))
    window.navigation.set_team(name or (tr("My team") if reps else ""), meta if name or reps else "")


def _say_freshness(window: MainWindow) -> None:
    found = window.context.desk.team.freshness(window.context.today())
    if found is None:
        window.navigation.set_freshness("", "")
        return
    ago = (
        tr("Imported %1 days ago").replace("%1", str(found.days_ago))
        if found.days_ago > 1
        else tr("Imported yesterday")
    )
    ago = ago if found.days_ago > 0 else tr("Imported today")
    through = ""
    if found.complete_through is not None:
        through = tr(", data through %1").replace("%1", formats.day(found.complete_through))
    window.navigation.set_freshness(Path(found.file).name, ago + through)


def _file(menus: Menus, window: MainWindow) -> None:
    menu = menus.menu(tr("&File"), "file")
    menus.add(menu, "open", tr("&Open…"), lambda: _open(window), "Ctrl+O")
    menus.add(menu, "save_copy", tr("&Save a copy…"), lambda: _save_copy(window), "Ctrl+S")
    menu.addSeparator()
    menus.add(menu, "import", tr("&Import…"), lambda: window.go("intake"), "Ctrl+Shift+I")
    menus.add(menu, "export_excel", tr("&Export Excel workbook…"), lambda: _export(window), "Ctrl+E")
    menus.add(menu, "export_recap", tr("Export Markdown &recap…"), lambda: _export_recap(window), "Ctrl+Shift+M")
    menu.addSeparator()
    menus.add(menu, "import_calendar", tr("Import &calendar…"), lambda: _import_calendar(window))
    menus.add(menu, "export_calendar", tr("Export one-on-ones as ca&lendar…"), lambda: _export_calendar(window))
    menu.addSeparator()
    menus.add(menu, "quit", tr("&Quit"), window.close, "Ctrl+Q")


def _import_calendar(window: MainWindow) -> None:
    from kpidesk.gui.dialogs.calendar_files import import_calendar

    if window.is_open:
        import_calendar(window, window.context)


def _export_calendar(window: MainWindow) -> None:
    from kpidesk.gui.dialogs.calendar_files import export_calendar

    if window.is_open:
        export_calendar(window, window.context)


def _open(window: MainWindow) -> None:
    from kpidesk.gui.dialogs import files

    files.open_file(window)


def _save_copy(window: MainWindow) -> None:
    from kpidesk.gui.dialogs import files

    files.save_copy(window)


def _edit(menus: Menus, window: MainWindow) -> None:
    menu = menus.menu(tr("&Edit"), "edit")
    menus.add(menu, "undo", tr("&Undo"), lambda: _undo_or_redo(window, undo=True), "Ctrl+Z").setEnabled(False)
    menus.add(menu, "redo", tr("&Redo"), lambda: _undo_or_redo(window, undo=False), "Ctrl+Shift+Z").setEnabled(False)
    menu.addSeparator()
    menus.add(menu, "palette", tr("&Search or run a command…"), lambda: _palette(window), "Ctrl+K")
    menus.add(menu, "filter", tr("&Filter this list"), lambda: _filter(window), "Ctrl+F")
    _of_page(menus, window, menu, "next_problem", tr("Next import &problem"), "F4")
    menu.addSeparator()
    _of_page(menus, window, menu, "edit_rep", tr("&Edit rep…"), "")
    _of_page(menus, window, menu, "time_off", tr("&Time off of the rep…"), "Ctrl+Shift+T")
    _of_page(menus, window, menu, "ramp", tr("R&amp of the rep…"), "Ctrl+Shift+R")


def _view(menus: Menus, window: MainWindow) -> None:
    menu = menus.menu(tr("&View"), "view")
    for number, (key, text) in enumerate(_places(), start=1):
        menus.add(menu, f"go_{key}", text, lambda key=key: window.go(key), f"Alt+{number}")  # type: ignore[misc]
    menu.addSeparator()
    themes = {"system": tr("As the system"), "light": tr("Light"), "dark": tr("Dark"), "contrast": tr("High contrast")}
    settings = window.settings
    menus.choices(menu.addMenu(tr("T&heme")), "theme", themes, settings.theme, lambda key: _theme(window, key))
    sizes = {key: f"{key} %" for key in _SCALES}
    size = f"{settings.text_scale * 100:.0f}"
    menus.choices(menu.addMenu(tr("Te&xt size")), "text", sizes, size, lambda key: _scale(window, key))


def _meeting(menus: Menus, window: MainWindow) -> None:
    menu = menus.menu(tr("&Meeting"), "meeting")
    menus.add(menu, "new_one_on_one", tr("&New one-on-one…"), lambda: _new_one_on_one(window), "Ctrl+N")
    menus.add(menu, "plan_ahead", tr("P&lan next one-on-ones…"), lambda: _plan_ahead(window), "Ctrl+Shift+N")
    _of_page(menus, window, menu, "move_meeting", tr("Mo&ve one-on-one…"), "")
    _of_page(menus, window, menu, "skip_meeting", tr("S&kip one-on-one…"), "")
    menus.add(menu, "primary", tr("&Main action of this page"), lambda: _primary(window), "Ctrl+Return")
    _of_page(menus, window, menu, "open_prep", tr("&Open preparation"), "Alt+Return")
    _of_page(menus, window, menu, "share", tr("Sha&re with the rep…"), "Ctrl+Shift+S")
    menu.addSeparator()
    for name, text, keys in (
        ("previous_item", tr("Pre&vious agenda item"), "Ctrl+Up"),
        ("next_item", tr("Ne&xt agenda item"), "Ctrl+Down"),
        ("switch_side", tr("&Switch shared or private note"), "Ctrl+Shift+P"),
        ("commitment", tr("&Commitment line"), "Ctrl+L"),
        ("commitment_done", tr("Mark commitment &done"), "Ctrl+D"),
        ("mirror", tr("&Mirror to the rep"), "F8"),
        ("drawer", tr("What &helps at the side"), "F7"),
        ("pause", tr("&Pause or go on"), "F9"),
        ("put_back", tr("Started by mistake: put &back"), ""),
        ("end_meeting", tr("&End and recap…"), "Ctrl+Shift+Return"),
        ("no_show", tr("Rep did not c&ome…"), ""),
        ("amend", tr("Add a&mendment…"), ""),
    ):
        _of_page(menus, window, menu, name, text, keys)
    menu.addSeparator()
    _agenda(menus, window, menu.addMenu(tr("&Agenda")))


def _agenda(menus: Menus, window: MainWindow, menu: QMenu) -> None:
    # Keys without a modifier belong to the card that has the keyboard; here they are only told.
    for name, text, keys in (
        ("accept_point", tr("&Accept suggestion"), "A"),
        ("dismiss_point", tr("&Dismiss"), "Del"),
        ("reword_point", tr("Say it in other &words"), "F2"),
        ("pin_point", tr("&Pin to every agenda, or release"), "P"),
        ("point_up", tr("Move &up"), "Alt+↑"),
        ("point_down", tr("Move do&wn"), "Alt+↓"),
        ("longer_point", tr("One minute &more"), "+"),
        ("shorter_point", tr("One minute &less"), "−"),
    ):
        _of_page(menus, window, menu, name, f"{text}\t{keys}", "")
    menu.addSeparator()
    for name, text, keys in (
        ("keep_agenda", tr("&Keep this agenda"), ""),
        ("template", tr("T&emplate…"), ""),
        ("add_point", tr("Add &section…"), "Ctrl+Shift+A"),
        ("new_topic", tr("New &topic"), "Ctrl+T"),
        ("prep_note", tr("Private prep &note"), "Ctrl+Shift+Y"),
        ("left_out", tr("Left &out and why…"), ""),
    ):
        _of_page(menus, window, menu, name, text, keys)


def _of_page(menus: Menus, window: MainWindow, menu: QMenu, name: str, text: str, keys: str) -> None:
    """Add something that only some pages can do; `fit_page` says when."""
    menus.add(menu, name, text, lambda: window.page and window.page.gestures()[name](), keys).setEnabled(False)
    menus.of_page.add(name)


def fit_page(window: MainWindow) -> None:
    """Let the actions be chosen that mean something on the page that is shown."""
    offered = window.page.gestures() if window.page is not None else {}
    for name in window.menus.of_page:
        window.menus.actions[name].setEnabled(name in offered)


def _places() -> tuple[tuple[str, str], ...]:
    """The pages of the navigation and their menu texts, in its order."""
    return (
        ("today", tr("&Today")),
        ("reps", tr("&Reps")),
        ("kpis", tr("&KPIs")),
        ("meetings", tr("&Meetings")),
        ("insights", tr("&Insights")),
        ("intake", tr("Im&port")),
        ("reports", tr("Re&ports")),
    )


def _theme(window: MainWindow, name: str) -> None:
    window.change_settings(replace(window.settings, theme=name))


def _scale(window: MainWindow, key: str) -> None:
    window.change_settings(replace(window.settings, text_scale=_SCALES[key]))


def _undo_or_redo(window: MainWindow, *, undo: bool) -> None:
    # Inside a text field the keys belong to its own history.
    focus = QApplication.focusWidget()
    if isinstance(focus, (QPlainTextEdit, QLineEdit)) and not focus.isReadOnly():
        (focus.undo if undo else focus.redo)()
    elif window.is_open:
        (window.editor.undo if undo else window.editor.redo)()


def _palette(window: MainWindow) -> None:
    from kpidesk.gui.palette import open_palette

    open_palette(window)


def _filter(window: MainWindow) -> None:
    if window.page is not None:
        window.page.focus_filter()


def _primary(window: MainWindow) -> None:
    if window.page is not None:
        window.page.primary()


def _new_one_on_one(window: MainWindow) -> None:
    if window.is_open:
        from kpidesk.gui.dialogs.one_on_one import schedule

        schedule(window, window.context)


def _plan_ahead(window: MainWindow) -> None:
    if window.is_open:
        from kpidesk.gui.dialogs.plan_ahead import PlanAheadDialog

        PlanAheadDialog(window, window.context).open()


def _export(window: MainWindow) -> None:
    window.go("reports")
    _primary(window)


def _export_recap(window: MainWindow) -> None:
    window.go("reports")
    if window.page is not None:
        window.page.gestures()["export_recap"]()


def _check(window: MainWindow) -> None:
    findings = window.context.desk.safety.check()
    if findings:
        window.refuse("\n".join(findings))
    else:
        window.say(tr("The file is sound."))


def _backup(window: MainWindow) -> None:
    from kpidesk.domain.errors import UserError

    try:
        path = window.context.desk.safety.backup(None, window.context.now().astimezone())
    except UserError as error:
        window.refuse(str(error))
    else:
        window.say(tr("Copied and verified: %1").replace("%1", path.name))


def _shortcuts(window: MainWindow) -> None:
    from kpidesk.gui.dialogs.shortcuts import ShortcutsDialog

    ShortcutsDialog(window, window.menus.actions.values()).open()


def _about(window: MainWindow) -> None:
    from kpidesk import __version__

    window.say(tr("KPIdesk %1. Offline by design.").replace("%1", __version__))
