"""How the frame of the window follows the file: menus, team badge, navigation and freshness."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kpidesk.domain.fiscal import FiscalYear
from kpidesk.gui import formats
from kpidesk.gui.menus import tr

if TYPE_CHECKING:
    import datetime as dt

    from kpidesk.domain.entities import Workspace
    from kpidesk.gui.main_window import MainWindow

_FROM_THE_START = frozenset({"today", "intake"})
"""Pages that have something to offer in a new file."""


def refresh(window: MainWindow) -> None:
    """Bring menus, team badge and freshness up to date with the file."""
    for name in window.menus.of_file:
        window.menus.actions[name].setEnabled(True)
    _say_steps(window)
    team = window.context.desk.team
    reps = len(team.reps())
    say_team(window, team.workspace(), reps, window.context.today())
    # Before there is a rep or a KPI every other page would be blank.
    begun = bool(reps or team.reps(archived=True) or team.kpis(archived=True))
    offered = [key for key in window.navigation.keys if begun or key in _FROM_THE_START]
    window.navigation.set_open(offered)
    for key in window.navigation.keys:
        window.menus.actions[f"go_{key}"].setEnabled(key in offered)
    _say_freshness(window)
    fit_page(window)


def close(window: MainWindow) -> None:
    """Name no file, and let nothing be chosen that needs one."""
    menus = window.menus
    places = {f"go_{key}" for key in window.navigation.keys}
    for name in menus.of_file | menus.of_page | places | {"undo", "redo"}:
        menus.actions[name].setEnabled(False)
    window.navigation.set_open([])
    window.navigation.set_team("", "")
    window.navigation.set_freshness("", "", old=False)
    window.status.set_file(None)


def fit_page(window: MainWindow) -> None:
    """Let the actions be chosen that mean something on the page that is shown."""
    offered = window.page.gestures() if window.page is not None else {}
    for name in window.menus.of_page:
        window.menus.actions[name].setEnabled(name in offered)


def say_team(window: MainWindow, workspace: Workspace | None, reps: int, on: dt.date) -> None:
    """Name the team and the quarter above the navigation."""
    name = workspace.name if workspace else ""
    year, number = (FiscalYear.of(workspace) if workspace else FiscalYear()).quarter(on)
    said = tr("1 rep · Q%2 %3") if reps == 1 else tr("%1 reps · Q%2 %3")
    meta = formats.fill(said, str(reps), str(number), str(year))
    window.navigation.set_team(name or (tr("My team") if reps else ""), meta if name or reps else "")


def _say_steps(window: MainWindow) -> None:
    """Name in the Edit menu what can be undone and done again."""
    for name, text, label in (
        ("undo", tr("&Undo"), window.editor.undo_label),
        ("redo", tr("&Redo"), window.editor.redo_label),
    ):
        action = window.menus.actions[name]
        # An ampersand in a name is no shortcut.
        action.setText(f"{text} {label.replace('&', '&&')}" if label else text)
        action.setEnabled(label is not None)


def _say_freshness(window: MainWindow) -> None:
    found = window.context.desk.team.freshness(window.context.today())
    if found is None:
        window.navigation.set_freshness("", "", old=False)
        return
    near = {0: tr("Imported today"), 1: tr("Imported yesterday")}
    said = near.get(max(found.days_ago, 0)) or formats.fill(tr("Imported %1 days ago"), str(found.days_ago))
    if found.complete_through is not None:
        said += formats.fill(tr(", data through %1"), formats.day(found.complete_through))
    window.navigation.set_freshness(Path(found.file).name, said, old=found.old)
