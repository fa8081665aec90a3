import datetime as dt
from dataclasses import replace
from typing import ClassVar

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)
from typing_extensions import override

from kpidesk.domain.entities import Rep, new_id
from kpidesk.domain.terms import Status
from kpidesk.gui import window_frame
from kpidesk.gui.widgets.labels import PlainLabel

CONTROLS = (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTabBar)
OPEN_FIRST = ("today", "reps", "kpis", "meetings", "insights", "intake", "reports")


def nameless(widget):
    """Controls of a page without an object name or without an accessible name."""
    found = []
    for each in widget.findChildren(QWidget):
        inner = isinstance(
            each.parent(), (QAbstractSpinBox, QComboBox, QAbstractItemView)
        ) or each.objectName().startswith("qt_")
        if not isinstance(each, CONTROLS) or inner or type(each).__name__ in {"QTableCornerButton", "QToolButton"}:
            continue
        if not each.objectName() or not each.accessibleName():
            found.append(f"{type(each).__name__} {each.objectName()!r} {each.accessibleName()!r}")
    return found


@pytest.mark.parametrize(("number", "key"), list(enumerate(OPEN_FIRST, start=1)))
def test_alt_and_a_number_opens_a_page(window, qtbot, number, key):
    qtbot.keyClick(window, Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.AltModifier)
    assert window.page.objectName() == f"page_{key}"
    assert window.navigation._buttons[key].isChecked()


def test_making_pages_never_flashes_a_window_of_its_own(window, dressed):
    class Watch(QObject):
        seen: ClassVar[list[str]] = []

        @override
        def eventFilter(self, watched, event):
            if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                self.seen.append(f"{type(watched).__name__} {watched.objectName()}")
            return False

    watch = Watch()
    dressed.installEventFilter(watch)
    for key in ("reps", "today"):
        window.go(key)
        window.resize(1100, 668)
        window.resize(1440, 868)
    dressed.removeEventFilter(watch)
    assert watch.seen == []


def test_the_title_names_the_page(window):
    window.go("reps")
    assert window.windowTitle() == "Reps – KPIdesk"


def test_f6_walks_through_the_regions_and_back(window, qtbot):
    window.go("reps")
    window.navigation.focus_current()
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert window.page.table.view.hasFocus()
    qtbot.keyClick(window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert window.navigation.isAncestorOf(QApplication.focusWidget())


def test_the_edit_menu_names_what_it_takes_back(window):
    undo, redo = window.menus.actions["undo"], window.menus.actions["redo"]
    assert not undo.isEnabled()
    window.go("reps")
    window.page.acts.archive_or_restore()
    assert undo.isEnabled()
    assert undo.text().replace("&", "") == "Undo Archive Jonas Lindqvist"
    undo.trigger()
    assert redo.text().replace("&", "") == "Redo Archive Jonas Lindqvist"
    assert not undo.isEnabled()


def test_a_change_reaches_pages_that_are_not_in_sight(window):
    window.go("reps")
    window.go("today")
    team = window.context.desk.team
    window.editor.do(lambda: team.archive_rep(team.rep("Ben Carter")))
    assert window.page.attention.total == 4
    window.go("reps")
    assert len(window.page.table.model.shown) == 7


def test_a_narrow_window_shows_icons_only(window):
    window.resize(1100, 668)
    assert window.navigation.rail
    window.resize(1440, 868)
    assert not window.navigation.rail


def test_every_rep_and_today_control_has_a_name_for_code_and_one_for_people(window):
    assert nameless(window.page) == []
    window.go("reps")
    for at in range(4):
        window.page.detail.tabs.setCurrentIndex(at)
    assert nameless(window.page) == []


def test_the_first_run_controls_have_names(empty_window):
    assert nameless(empty_window.page) == []


def test_menu_actions_have_names(window):
    assert all(action.objectName() for action in window.menus.actions.values())


def test_pages_follow_theme_and_text_size(window, dressed):
    from kpidesk.gui import theme

    window.go("reps")
    normal = window.page.table.view.rowHeight(0)
    try:
        theme.apply(dressed, theme.load_theme("dark", 2.0))
        window.resize(1441, 868)
        QApplication.processEvents()
        assert window.page.table.view.rowHeight(0) == 2 * normal
        assert window.page.switch.isVisible()
    finally:
        theme.apply(dressed, theme.load_theme("light"))


def test_a_new_file_offers_only_what_it_can_show(empty_window, window):
    def offered(of):
        return {key for key, button in of.navigation._buttons.items() if button.isEnabled()}

    assert offered(empty_window) == {"today", "intake"}
    assert not empty_window.menus.actions["go_reps"].isEnabled()
    assert empty_window.navigation._badge.accessibleName() == "No team yet"
    empty_window.editor.do(lambda: empty_window.context.desk.team.add_rep(Rep(new_id(), "Nora Vance")))
    assert offered(empty_window) == offered(window) == set(OPEN_FIRST)
    assert empty_window.navigation._badge.accessibleName() == "My team, 1 rep · Q3 2026"


def test_how_fresh_the_data_is_stands_below_the_pages_with_a_mark(make_window, sample_desk):
    window = make_window(sample_desk)
    fresh = window.navigation._fresh
    assert fresh.accessibleName() == "CRM export. Imported 3 days ago, data through 16 Aug"
    assert fresh._mark.status() is Status.GOOD
    window._context = replace(window.context, today=lambda: dt.date(2026, 8, 25))
    window_frame.refresh(window)
    assert fresh._mark.status() is Status.WATCH


def test_a_page_without_an_entry_marks_none(window):
    window.go("reports")
    window.go("settings")
    assert not any(button.isChecked() for button in window.navigation._buttons.values())
    window.go("today")
    assert window.navigation._buttons["today"].isChecked()


def test_the_focus_ring_has_room_around_the_buttons_of_the_head(window):
    window.go("kpis")
    button, head = window.page.new, window.page.head
    right = button.mapTo(head, button.rect().bottomRight()).x()
    assert head.width() - right > 8


def test_a_head_without_subtitle_has_its_title_in_the_middle(empty_window):
    empty_window.go("kpis")
    head = empty_window.page.head
    assert not head.subtitle.isVisible()
    assert abs(head.title.geometry().center().y() - head.height() / 2) <= 1


def test_the_status_bar_keeps_its_last_word_in_a_narrow_window(window):
    window.resize(900, 600)
    window.status._file.setText("A very long name of a file that somebody keeps for all regions together.kpidesk")
    QApplication.processEvents()
    last = next(each for each in window.status.findChildren(PlainLabel) if each.text() == "Shortcuts")
    assert last.mapTo(window, last.rect().bottomRight()).x() < window.width()
