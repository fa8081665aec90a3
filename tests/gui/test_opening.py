"""Before the file is open, the window shows who is next where the Today page will show it."""

import datetime as dt

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from kpidesk.app import _open_file
from kpidesk.gui.main_window import MainWindow
from kpidesk.settings import Settings
from kpidesk.storage.glance import glance

TODAY = dt.date(2026, 8, 20)
NOW = dt.datetime(2026, 8, 20, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def early(dressed, qtbot):
    """A furnished window without a file."""
    window = MainWindow(today=lambda: TODAY, settings=Settings(), keep_settings=lambda _settings: None)
    window.resize(1440, 868)
    qtbot.addWidget(window)
    window.show()
    window.furnish()
    return window


@pytest.fixture
def opening(early, sample_file, qtbot):
    found = early.show_glance(glance(sample_file, TODAY), sample_file, NOW)
    with qtbot.waitSignal(found.painted):
        pass
    return found


def told(card):
    """What the lines of the next one-on-ones say."""
    return [each.accessibleName() for each in (card.first, *card._rows) if each.isVisible()]


def place(widget):
    return widget.mapTo(widget.window(), QPoint(0, 0)), widget.size()


def test_who_is_next_is_shown_before_the_file_is_open(early, opening):
    assert not early.is_open
    assert early.stack.currentWidget() is opening
    assert opening.head.title.text() == "Thursday 20 August"
    first = opening.cards.next.first
    assert (first._name.text(), first._time.text(), first._meta.text()) == (
        "Maya Okafor",
        "14:00",
        "30 min, every 2 weeks, last on 6 Aug",
    )
    names = [row._name.text() for row in opening.cards.next._rows if row.isVisible()]
    assert names == ["Priya Nair", "Chloé Martin", "Kenji Watanabe", "Tomás Rivera", "Aisha Rahman"]


def test_team_and_file_are_named_at_once(early, opening):
    assert early.status._file.text() == "Mid-market West.kpidesk"
    assert early.navigation._badge.accessibleName() == "Mid-market West, 8 reps · Q3 2026"


def test_the_real_page_takes_its_place_without_a_jump(early, opening, sample_desk, qtbot):
    before, where = told(opening.cards.next), place(opening.cards.next)
    plan = place(opening.findChild(QAbstractButton, "new_one_on_one"))
    early.open(sample_desk)
    page = early.page
    assert early.stack.currentWidget() is page
    assert not page.complete
    assert told(page.next) == before
    assert (place(page.next), place(page.plan)) == (where, plan)
    qtbot.waitUntil(lambda: page.complete)
    page.cards.layout().activate()
    assert (place(page.next), place(page.plan)) == (where, plan)
    assert early.stack.count() == 1


def test_it_is_only_to_be_read(early, opening):
    assert early.focusWidget() is None or early.focusWidget() is early
    button = opening.cards.next.first.start
    at = button.mapTo(early, button.rect().center())
    assert early.childAt(at) is early.stack
    assert {each.focusPolicy() for each in opening.findChildren(QWidget)} == {Qt.FocusPolicy.NoFocus}


def test_a_narrow_window_gets_the_narrow_layout(early, opening, qtbot):
    early.resize(1100, 668)
    assert early.navigation.rail
    qtbot.waitUntil(opening.cards.tabs.isVisible)
    assert opening.cards.next.isVisible()


def test_a_file_that_then_cannot_be_opened_takes_the_rows_away(early, opening, tmp_path):
    foreign = tmp_path / "foreign.kpidesk"
    foreign.write_text("not a database")
    _open_file(early, foreign)
    assert early.stack.count() == 0
    assert early.navigation._badge.accessibleName() == "No team yet"
    assert early.status._file.text() == "No file yet"
    refused = early.findChild(QWidget, "refused")
    assert "not a KPIdesk file" in refused.text()
    refused.close()
