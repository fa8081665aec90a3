"""Turning to another agenda item in a meeting, on a team as large as it gets, against two bare C++ widgets.

The limit selects the next row of a C++ list and puts a note of the same length into a bare editor, painted in a window
of the same size: an item cannot be shown for less. Our side turns to the next item with its note, evidence, questions
and times until all of it is painted, and saves what was typed into the one before.

Run it with: python3 packaging/run.py bench meeting
"""

from __future__ import annotations

import datetime as dt
import sys
from itertools import count
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, QStringListModel
from PySide6.QtWidgets import QApplication, QHBoxLayout, QListView, QPlainTextEdit, QWidget

from kpidesk.domain.entities import OneOnOne, new_id
from kpidesk.domain.terms import Visibility
from kpidesk.gui import theme
from kpidesk.gui.main_window import MainWindow
from kpidesk.services.desk import Desk
from kpidesk.settings import Settings
from tests.benchmarks.big_team import ON, big_team
from tests.benchmarks.measure import within

if TYPE_CHECKING:
    from collections.abc import Callable

SWITCH = 4.0
"""Well below the 50 ms a switch may take, where the limit takes 5 ms."""
SIZE = (1440, 868)
NOTE = "## What we try\n" + "- Ask who signs this off in the first five minutes, **before** the product.\n" * 20


def settle() -> None:
    """Paint what has changed and let go of what was put away."""
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def bare(titles: list[str]) -> tuple[QWidget, Callable[[], None]]:
    """A list and an editor, and the way to turn to the next row of it."""
    window, view, editor = QWidget(), QListView(), QPlainTextEdit()
    view.setModel(QStringListModel(titles, view))
    row = QHBoxLayout(window)
    row.addWidget(view)
    row.addWidget(editor)
    window.resize(*SIZE)
    window.show()
    turns = count()

    def switch() -> None:
        at = next(turns)
        view.setCurrentIndex(view.model().index(at % len(titles), 0))
        editor.setPlainText(f"{at}\n{NOTE}")
        settle()

    return window, switch


def running(desk: Desk) -> OneOnOne:
    """A prepared and started one-on-one with a note for every item."""
    rep, now = desk.team.reps()[0], dt.datetime.now(dt.UTC)
    meeting = OneOnOne(new_id(), rep.id, ON)
    desk.meetings.schedule(meeting)
    desk.preparation.prepare(meeting, rep, ON)

    def found() -> OneOnOne:
        return next(each for each in desk.meetings.one_on_ones(rep.id) if each.id == meeting.id)

    desk.meetings.start(found(), now, ON)
    for item in desk.meetings.items(meeting):
        desk.meetings.add_note(rep, NOTE, Visibility.SHARED, now, meeting, item)
    return found()


def main() -> int:
    """Measure; 1 when over the goal."""
    application = QApplication([])
    theme.apply(application, theme.load_theme("light"))
    with big_team() as path:
        desk = Desk(path)
        window = MainWindow(lambda: ON, Settings(), keep_settings=lambda _settings: None)
        window.resize(*SIZE)
        window.show()
        window.open(desk)
        window.go("meeting", running(desk))
        page: Any = window.page
        other, limit = bare([line.title for line in page.agenda.model.rows])
        turns = count()

        def switch() -> None:
            page.agenda.select(page.agenda.model.row_at(next(turns) % page.agenda.model.rowCount()).ident)
            settle()

        fits = within("next agenda item: a C++ list and a bare editor", limit, switch, SWITCH)
        other.close()
        window.close()
        desk.close()
    return 0 if fits else 1


if __name__ == "__main__":
    sys.exit(main())
