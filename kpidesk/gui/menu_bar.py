"""What stands in the menu bar, under which words and keys; `window_actions.py` says what it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.gui import window_actions as actions
from kpidesk.gui.menus import Menus, tr
from kpidesk.settings import TEXT_SIZES

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QMenu

    from kpidesk.gui.main_window import MainWindow


def build(window: MainWindow) -> Menus:
    """Fill the menu bar."""
    menus = Menus(window)
    _file(menus, window)
    _edit(menus, window)
    _view(menus, window)
    _meeting(menus, window)
    tools = menus.menu(tr("&Tools"), "tools")
    _of_file(menus, tools, "check", tr("&Check the file"), lambda: actions.check(window))
    _of_file(menus, tools, "backup", tr("Make a &backup"), lambda: actions.backup(window))
    menus.add(tools, "restore", tr("&Restore a backup…"), lambda: actions.restore_backup(window))
    tools.addSeparator()
    _of_file(menus, tools, "settings", tr("&Settings"), lambda: window.go("settings"), "Ctrl+,")
    menu = menus.menu(tr("&Help"), "help")
    menus.add(menu, "shortcuts", tr("&Shortcuts"), lambda: actions.show_shortcuts(window), "F1")
    menus.add(menu, "about", tr("&About KPIdesk"), lambda: actions.about(window))
    return menus


def _file(menus: Menus, window: MainWindow) -> None:
    menu = menus.menu(tr("&File"), "file")
    menus.add(menu, "open", tr("&Open…"), lambda: actions.open_file(window), "Ctrl+O")
    _of_file(menus, menu, "save_copy", tr("&Save a copy…"), lambda: actions.save_copy(window), "Ctrl+S")
    menu.addSeparator()
    _of_file(menus, menu, "import", tr("&Import…"), lambda: window.go("intake"), "Ctrl+Shift+I")
    _of_file(menus, menu, "export_excel", tr("&Export Excel workbook…"), lambda: actions.export_excel(window), "Ctrl+E")
    menu.addSeparator()
    _of_file(menus, menu, "import_calendar", tr("Import &calendar…"), lambda: actions.import_calendar(window))
    _of_file(
        menus, menu, "export_calendar", tr("Export one-on-ones as ca&lendar…"), lambda: actions.export_calendar(window)
    )
    menu.addSeparator()
    menus.add(menu, "quit", tr("&Quit"), window.close, "Ctrl+Q")


def _edit(menus: Menus, window: MainWindow) -> None:
    menu = menus.menu(tr("&Edit"), "edit")
    menus.add(menu, "undo", tr("&Undo"), lambda: actions.undo(window), "Ctrl+Z").setEnabled(False)
    menus.add(menu, "redo", tr("&Redo"), lambda: actions.redo(window), "Ctrl+Shift+Z").setEnabled(False)
    menu.addSeparator()
    _of_file(menus, menu, "palette", tr("&Search or run a command…"), lambda: actions.open_palette(window), "Ctrl+K")
    _of_file(menus, menu, "filter", tr("&Filter this list"), lambda: actions.filter_list(window), "Ctrl+F")
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
    menus.choices(
        menu.addMenu(tr("T&heme")), "theme", themes, settings.theme, lambda key: actions.wear(window, theme=key)
    )
    sizes = {str(percent): f"{percent} %" for percent in TEXT_SIZES}
    size = f"{settings.text_scale * 100:.0f}"
    menus.choices(
        menu.addMenu(tr("Te&xt size")),
        "text",
        sizes,
        size,
        lambda key: actions.wear(window, text_scale=int(key) / 100),
    )


def _meeting(menus: Menus, window: MainWindow) -> None:
    menu = menus.menu(tr("&Meeting"), "meeting")
    _of_file(menus, menu, "new_one_on_one", tr("&New one-on-one…"), lambda: actions.new_one_on_one(window), "Ctrl+N")
    _of_file(
        menus, menu, "plan_ahead", tr("P&lan next one-on-ones…"), lambda: actions.plan_ahead(window), "Ctrl+Shift+N"
    )
    _of_page(menus, window, menu, "move_meeting", tr("Mo&ve one-on-one…"), "")
    _of_page(menus, window, menu, "skip_meeting", tr("S&kip one-on-one…"), "")
    _of_file(
        menus, menu, "primary", tr("&Main action of this page"), lambda: actions.main_action(window), "Ctrl+Return"
    )
    _of_page(menus, window, menu, "open_prep", tr("&Open preparation"), "Alt+Return")
    _of_page(menus, window, menu, "share", tr("Sha&re with the rep…"), "Ctrl+Shift+S")
    menu.addSeparator()
    for name, text, keys in (
        ("previous_item", tr("Previo&us agenda item"), "Ctrl+Up"),
        ("next_item", tr("Ne&xt agenda item"), "Ctrl+Down"),
        ("switch_side", tr("&Switch shared or private note"), "Ctrl+Shift+P"),
        ("commitment", tr("&Commitment line"), "Ctrl+L"),
        ("commitment_done", tr("Mark commitment &done"), "Ctrl+D"),
        ("mirror", tr("M&irror to the rep"), "F8"),
        ("drawer", tr("What &helps at the side"), "F7"),
        ("pause", tr("&Pause or go on"), "F9"),
        ("put_back", tr("Started by mistake: put &back"), ""),
        ("end_meeting", tr("&End and recap…"), "Ctrl+Shift+Return"),
        ("no_show", tr("Rep did no&t come…"), ""),
        ("amend", tr("&Add amendment…"), ""),
    ):
        _of_page(menus, window, menu, name, text, keys)
    menu.addSeparator()
    _agenda(menus, window, menu.addMenu(tr("A&genda")))


def _agenda(menus: Menus, window: MainWindow, menu: QMenu) -> None:
    # Keys without a modifier belong to the card that has the keyboard; here they are only told.
    for name, text, keys in (
        ("accept_point", tr("&Accept suggestion"), "A"),
        ("dismiss_point", tr("&Dismiss"), "Del"),
        ("reword_point", tr("Say &it in other words"), "F2"),
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


def _of_file(menus: Menus, menu: QMenu, name: str, text: str, slot: Callable[[], object], keys: str = "") -> None:
    """Add something that needs an open file; `window_frame` says when there is one."""
    menus.add(menu, name, text, slot, keys).setEnabled(False)
    menus.of_file.add(name)


def _of_page(menus: Menus, window: MainWindow, menu: QMenu, name: str, text: str, keys: str) -> None:
    """Add something that only some pages can do; `window_frame.fit_page` says when."""

    def act() -> None:
        if window.page is not None:
            window.page.gestures()[name]()

    menus.add(menu, name, text, act, keys).setEnabled(False)
    menus.of_page.add(name)


def _places() -> tuple[tuple[str, str], ...]:
    """The pages of the navigation and their menu texts, in its order."""
    return (
        ("today", tr("&Today")),
        ("reps", tr("&Reps")),
        ("kpis", tr("&KPIs")),
        ("meetings", tr("&Meetings")),
        ("insights", tr("&Insights")),
        ("intake", tr("Im&port")),
        ("reports", tr("Rep&orts")),
    )
