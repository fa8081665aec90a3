"""At twice the text size in the smallest window, every page still shows its controls whole."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QTabBar,
    QWidget,
)

from kpidesk.gui import theme
from kpidesk.gui.main_window import LEAST
from kpidesk.gui.widgets.segmented import Segmented

CONTROLS = (QAbstractButton, QLabel, QLineEdit, QComboBox, QTabBar)
VIEWS = {
    "today": ("", "today_tabs 1", "today_tabs 2"),
    "reps": ("", "reps_switch rep"),
    "kpis": ("", "kpis_switch values", "kpis_switch trend"),
    "meetings": ("", "meetings_switch one"),
    "insights": ("",),
    "intake": ("",),
    "reports": ("", "reports_switch preview"),
    "prepare": ("", "prepare_tabs 1", "prepare_tabs 2"),
    "meeting": ("",),
    "settings": ("", "settings_tabs 1", "settings_tabs 2", "settings_tabs 3", "settings_tabs 4"),
}
"""What can be turned to on each page: a tab bar and the place of a tab, or a switch and its choice."""


@pytest.fixture
def large_text(dressed):
    """The application at twice the text size."""
    theme.apply(dressed, theme.load_theme("light", 2.0))
    yield
    theme.apply(dressed, theme.load_theme("light"))


@pytest.fixture
def small_window(large_text, window, qtbot):
    """The smallest window that the pages are laid out for."""
    window.resize(LEAST)
    qtbot.waitUntil(lambda: window.size() == LEAST)
    return window


def turn_to(page, view):
    """Choose a tab, or what a switch shows."""
    name, _, choice = view.partition(" ")
    if choice.isdigit():
        page.findChild(QTabBar, name).setCurrentIndex(int(choice))
    elif choice:
        page.findChild(Segmented, name).set_current(choice)


def cut_off(page):
    """The visible controls that lack room for what they say, or that the edge of something around them cuts.

    What a scroll area can bring into sight from above or below is not cut.
    """
    found = []
    for control in page.findChildren(QWidget):
        # The style, not a layout, gives the line inside a spin box its room.
        spun = isinstance(control.parentWidget(), QAbstractSpinBox)
        if not isinstance(control, CONTROLS) or spun or not control.isVisible():
            continue
        least, rect = control.minimumSizeHint().boundedTo(control.sizeHint()), control.rect()
        if control.hasHeightForWidth():
            least.setHeight(control.heightForWidth(control.width()))
        small = control.width() < least.width() or control.height() < least.height()
        if small or not _seen(control, rect, page):
            found.append(f"{type(control).__name__} {control.objectName()} {control.accessibleName()} {rect} {least}")
    return found


def _seen(control, rect: QRect, page) -> bool:
    around, scrolled = control, False
    while around is not page:
        rect.translate(around.pos())
        around = around.parentWidget()
        scrolled |= isinstance(around.parentWidget(), QAbstractScrollArea)
        if rect.left() < 0 or rect.right() >= around.width():
            return False
        if not scrolled and (rect.top() < 0 or rect.bottom() >= around.height()):
            return False
    return True


@pytest.mark.parametrize("key", VIEWS)
def test_nothing_is_cut_off_at_twice_the_text_size_in_the_smallest_window(small_window, qtbot, key):
    small_window.go(key)
    page = small_window.page
    qtbot.waitUntil(lambda: page.complete and not small_window.jobs.busy)
    found = {}
    for view in VIEWS[key]:
        turn_to(page, view)
        # Layouts settle in rounds: the first gives sizes, the next wraps text to them.
        for _ in range(3):
            QApplication.processEvents()
        found[view] = cut_off(page)
    assert found == {view: [] for view in VIEWS[key]}


def test_what_opens_on_the_prepare_page_is_whole_at_twice_the_text_size(small_window):
    small_window.go("prepare", small_window.context.desk.team.rep("Maya"))
    page, found = small_window.page, {}
    for name, tab, opened in (
        ("reword", 0, page.agenda.cards[1].reword),
        ("why", 0, lambda: page.changes.dismiss(page.agenda.cards[0].point.id)),
        ("mine", 2, lambda: page.last.open_mine(open_=True)),
    ):
        page.columns.tabs.setCurrentIndex(tab)
        opened()
        for _ in range(3):
            QApplication.processEvents()
        found[name] = cut_off(page)
    assert found == {"reword": [], "why": [], "mine": []}


def test_the_next_one_on_one_can_be_started_without_scrolling(small_window):
    start = small_window.page.next.first.start
    assert start.visibleRegion().boundingRect() == start.rect()


def test_the_list_of_kpis_and_the_values_of_one_take_turns(small_window, qtbot):
    small_window.go("kpis")
    page = small_window.page
    assert page.kpis.isVisible()
    assert not page.detail.isVisible()
    qtbot.keyClick(page.kpis.list, Qt.Key.Key_Down)
    assert page.kpis.isVisible()
    qtbot.keyClick(page.kpis.list, Qt.Key.Key_Return)
    assert not page.kpis.isVisible()
    assert page.detail.values.isVisible()
    assert page.head.subtitle.text() == page.kpis.current.kpi.name == "New opportunities"
    page.focus_filter()
    assert page.kpis.field.isVisible()
    page.primary()
    assert page.detail.values.isVisible()


def test_contents_and_preview_of_a_report_take_turns_and_the_preview_says_how_fresh_it_is(small_window, qtbot):
    small_window.go("reports")
    page = small_window.page
    qtbot.waitUntil(lambda: not small_window.jobs.busy)
    assert page.contents.isVisible()
    assert not page.preview.isVisible()
    page.switch.set_current("preview")
    assert not page.contents.isVisible()
    assert page.preview.subtitle.text().startswith("Preview is live, made ")
    page.focus_filter()
    assert page.contents.period.isVisible()


@pytest.mark.parametrize("key", ["kpis", "reports"])
def test_where_there_is_room_nothing_takes_turns(window, key):
    window.go(key)
    assert not window.page.switch.isVisible()
