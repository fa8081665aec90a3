"""Opening pages on a team as large as it gets, against the table of reps as C++ items.

The limit makes C++ items of the texts of that table and paints a view of them: a team cannot be shown for less. Our
side reads the file and paints the whole page. The numbers of the team are worked out before; a page is opened while
nothing changed, and once more after a commitment was ticked off, which leaves those numbers as they are.

Run it with: python3 packaging/run.py bench pages
"""

from __future__ import annotations

import sys
from itertools import cycle
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QTableView

from kpidesk.domain.terms import CommitmentStatus
from kpidesk.gui import theme
from kpidesk.gui.main_window import MainWindow
from kpidesk.gui.models import team_data
from kpidesk.gui.models.reps_model import Col, RepsModel
from kpidesk.gui.roles import Role
from kpidesk.services.desk import Desk
from kpidesk.settings import Settings
from tests.benchmarks.big_team import ON, big_team
from tests.benchmarks.measure import within

if TYPE_CHECKING:
    from collections.abc import Callable

    from kpidesk.domain.entities import Rep

REPS, TODAY, PREPARE, NEXT_REP = 8.0, 9.0, 10.0, 4.0
"""For Reps that is less than the 300 ms a page may take to open warm where the limit takes 35 ms."""
SIZE = (1440, 868)


def texts(desk: Desk) -> list[list[str]]:
    """What the table of reps shows, cell by cell."""
    data = team_data.read(desk, ON)
    model = RepsModel()
    model.set_rows(data.rows, data.currency)
    roles = (Role.TITLE, Role.META, Role.TEXT, Qt.ItemDataRole.DisplayRole)

    def shown(row: int, column: Col) -> str:
        said: list[Any] = [model.index(row, column).data(role) for role in roles]
        return " ".join(str(each) for each in said if each)

    return [[shown(row, column) for column in Col] for row in range(model.rowCount())]


def settle() -> None:
    """Paint what has changed and let go of what was put away."""
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def as_items(lines: list[list[str]], view: QTableView) -> None:
    """Show the texts as C++ items."""
    model = QStandardItemModel(len(lines), len(lines[0]), view)
    for row, line in enumerate(lines):
        for column, text in enumerate(line):
            model.setItem(row, column, QStandardItem(text))
    former = view.model()
    view.setModel(model)
    former.deleteLater()
    settle()


def opening(window: MainWindow, key: str, reps: cycle[Rep]) -> Callable[[], None]:
    """Go to a page about the next rep, which has it read all it shows; until it is painted."""

    def go() -> None:
        window.go(key, next(reps))
        settle()

    return go


def ticking(window: MainWindow, desk: Desk) -> Callable[[], None]:
    """Mark a commitment done, or open again, until the page in sight is painted anew."""
    now = desk.meetings.commitments()[0]

    def tick() -> None:
        nonlocal now
        done = now.status is CommitmentStatus.DONE
        status = CommitmentStatus.OPEN if done else CommitmentStatus.DONE
        window.editor.do(lambda: desk.meetings.close_commitment(now, status, ON))
        now = next(each for each in desk.meetings.commitments(now.rep_id) if each.id == now.id)
        settle()

    return tick


def measure(desk: Desk, window: MainWindow) -> bool:
    """Every page in turn."""
    lines, view = texts(desk), QTableView()
    view.setModel(QStandardItemModel(view))
    view.resize(*SIZE)
    view.show()

    def limit() -> None:
        as_items(lines, view)

    reps = cycle(desk.team.reps())
    goals = {"reps": REPS, "today": TODAY, "prepare": PREPARE}
    fits = True
    for key, goal in goals.items():
        fits &= within(f"{key}, nothing changed: C++ items", limit, opening(window, key, reps), goal)
    window.go("reps")
    table = window.findChild(QTableView, "reps_table")
    assert isinstance(table, QTableView)

    def next_rep() -> None:
        table.selectRow((table.currentIndex().row() + 1) % len(lines))
        settle()

    fits &= within("reps, the next rep: C++ items", limit, next_rep, NEXT_REP)
    for key in ("reps", "today"):
        window.go(key)
        fits &= within(f"{key}, after a commitment is ticked: C++ items", limit, ticking(window, desk), goals[key])
    view.close()
    return fits


def main() -> int:
    """Measure; 1 when over a goal."""
    application = QApplication([])
    theme.apply(application, theme.load_theme("light"))
    with big_team() as path:
        desk = Desk(path)
        window = MainWindow(lambda: ON, Settings(), keep_settings=lambda _settings: None)
        window.resize(*SIZE)
        window.show()
        window.open(desk)
        while window.page is None or not window.page.complete:
            application.processEvents()
        fits = measure(desk, window)
        window.close()
        desk.close()
    return 0 if fits else 1


if __name__ == "__main__":
    sys.exit(main())
