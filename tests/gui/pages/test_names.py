"""Whoever listens to a page instead of looking at it hears a name for everything there is to use."""

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from kpidesk.gui.page_stack import PAGES
from tests.gui.conftest import TODAY
from tests.gui.controls import complaints, controls, subject_of, tabs

WAIT = 30_000
SIZES = ((1440, 868), (1100, 668))
MESSY = "Owner;Close Date;Amount;Stage\nMaya Okafor;2026-08-03;1200;Won\nNobody Known;2026-08-04;abc;Won\n"


@pytest.fixture
def at_rest(qtbot):
    def wait(window):
        qtbot.waitUntil(lambda: window.page.complete and not window.jobs.busy, timeout=WAIT)

    return wait


def everything_said(window):
    """Complaints about the window as it is and with every tab turned to."""
    said = complaints(window)
    for bar in tabs(window):
        current = bar.currentIndex()
        for at in range(bar.count()):
            bar.setCurrentIndex(at)
            said += complaints(window)
        bar.setCurrentIndex(current)
    return said


@pytest.mark.parametrize("key", PAGES)
def test_every_control_of_a_page_has_a_name(window, at_rest, key):
    window.go(key, subject_of(window.context.desk, key, TODAY))
    for size in SIZES:
        window.resize(*size)
        at_rest(window)
        assert controls(window)
        assert everything_said(window) == []


def test_every_control_of_a_page_with_nothing_to_show_has_a_name(empty_window, at_rest):
    for key in PAGES:
        empty_window.go(key)
        at_rest(empty_window)
        assert everything_said(empty_window) == []


def test_every_control_of_a_proposed_agenda_has_a_name(window):
    window.go("prepare", window.context.desk.team.rep("Priya"))
    assert everything_said(window) == []


def test_every_control_of_a_running_one_on_one_has_a_name(window):
    window.go("meeting", subject_of(window.context.desk, "meeting", TODAY))
    window.page.primary()
    assert window.page.commitment.isVisible()
    assert everything_said(window) == []


def test_every_control_around_a_file_to_import_has_a_name(window, at_rest, tmp_path):
    path = tmp_path / "deals.csv"
    path.write_text(MESSY, encoding="utf-8")
    window.go("intake")
    window.page.open_file(path)
    at_rest(window)
    assert window.page.findings.create_reps.isVisible()
    assert everything_said(window) == []


def test_news_with_a_way_back_has_a_name(window):
    window.say("Archived.", lambda: None)
    assert complaints(window) == []


def test_what_has_no_name_is_found(qtbot):
    around = QWidget()
    qtbot.addWidget(around)
    QLineEdit(around)
    echo, other, again = (QPushButton("Go", around) for _ in range(3))
    echo.setObjectName("go")
    echo.setAccessibleName("go")
    for each in (other, again):
        each.setObjectName("other")
        each.setAccessibleName("Stop")
    around.show()
    said = complaints(around)
    assert sum("has no object name" in each for each in said) == 1
    assert sum("has no accessible name" in each for each in said) == 1
    assert sum("says its object name" in each for each in said) == 1
    assert sum("shows “Go” and says “Stop”" in each for each in said) == 2
    assert "2 of QPushButton are named other" in said
