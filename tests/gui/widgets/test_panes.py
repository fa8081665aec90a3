"""Borders between panes, dragged with a real mouse in a real window."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from kpidesk.gui.widgets.panes import Panes
from kpidesk.settings import Settings, load, save

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton


def drag(panes, border, by):
    """Take the border after a pane, move it and let it go."""
    handle = panes.handle(border + 1)
    start = handle.rect().center()
    across = panes.orientation() == Qt.Orientation.Horizontal
    end = start + (QPoint(by, 0) if across else QPoint(0, by))
    for kind, at, button, held in (
        (QEvent.Type.MouseButtonPress, start, LEFT, LEFT),
        (QEvent.Type.MouseMove, end, NONE, LEFT),
        (QEvent.Type.MouseButtonRelease, start, LEFT, NONE),
    ):
        place = QPointF(handle.mapToGlobal(at)) if kind != QEvent.Type.MouseButtonRelease else handle.mapToGlobal(at)
        no_keys = Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(handle, QMouseEvent(kind, QPointF(at), QPointF(place), button, held, no_keys))


def panes_of(window, key, name):
    """The panes of a page, laid out."""
    window.go(key)
    QApplication.processEvents()
    return window.page.findChild(Panes, name)


@pytest.mark.parametrize(
    ("key", "name", "border", "by"),
    [
        ("kpis", "kpi_columns", 0, 60),
        ("kpis", "kpi_rows", 0, -60),
        ("reps", "rep_columns", 0, -60),
        ("reports", "report_columns", 1, -60),
        ("meetings", "meetings_columns", 0, -60),
        ("prepare", "prepare_columns", 0, 40),
        ("meeting", "meeting_columns", 0, 60),
    ],
)
def test_a_border_is_where_it_was_left_in_the_next_session(make_window, sample_desk, tmp_path, key, name, border, by):
    window = make_window(sample_desk)
    before = panes_of(window, key, name).sizes()
    drag(panes_of(window, key, name), border, by)
    after = panes_of(window, key, name).sizes()
    assert after[border] == pytest.approx(before[border] + by, abs=1)
    save(tmp_path / "settings.toml", window.settings)
    window.close()
    later = make_window(sample_desk, load(tmp_path / "settings.toml"))
    assert panes_of(later, key, name).sizes() == after


def test_a_double_click_on_a_border_gives_the_usual_sizes_back(window, qtbot):
    panes = panes_of(window, "kpis", "kpi_columns")
    usual = panes.sizes()
    drag(panes, 0, 60)
    qtbot.mouseDClick(panes.handle(1), LEFT)
    assert panes.sizes() == usual
    assert window.settings.panes == {}


@pytest.mark.parametrize(
    ("name", "keys", "by"),
    [
        ("kpi_columns", [Qt.Key.Key_Right, Qt.Key.Key_Right], 32),
        ("kpi_columns", [Qt.Key.Key_Left], -16),
        ("kpi_rows", [Qt.Key.Key_Up], -16),
        ("kpi_rows", [Qt.Key.Key_Left], 0),
    ],
)
def test_arrow_keys_move_a_border_and_enter_puts_it_back(window, qtbot, name, keys, by):
    panes = panes_of(window, "kpis", name)
    usual, border = panes.sizes(), panes.handle(1)
    border.setFocus(Qt.FocusReason.TabFocusReason)
    for key in keys:
        qtbot.keyClick(border, key)
    assert panes.sizes() == [usual[0] + by, usual[1] - by]
    assert bool(window.settings.panes) == bool(by)
    qtbot.keyClick(border, Qt.Key.Key_Return)
    assert panes.sizes() == usual
    assert window.settings.panes == {}


def test_f6_passes_over_borders(window, qtbot):
    panes = panes_of(window, "kpis", "kpi_columns")
    window.navigation.focus_current()
    for _ in range(4):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
        assert QApplication.focusWidget() is not panes.handle(1)


def test_what_was_dragged_on_a_large_screen_leaves_a_third_on_a_small_one(make_window, sample_desk):
    window = make_window(sample_desk, Settings(panes={"kpi_columns_narrow": [3000, 0]}))
    window.resize(1100, 700)
    sizes = panes_of(window, "kpis", "kpi_columns").sizes()
    assert sizes[1] >= sum(sizes) // 3


def test_a_narrow_window_has_sizes_of_its_own(window):
    window.resize(1100, 700)
    narrow = panes_of(window, "kpis", "kpi_columns").sizes()
    window.resize(1440, 868)
    drag(panes_of(window, "kpis", "kpi_columns"), 0, 60)
    window.resize(1100, 700)
    assert panes_of(window, "kpis", "kpi_columns").sizes() == narrow


def test_a_resized_window_keeps_what_was_dragged(window):
    drag(panes_of(window, "kpis", "kpi_columns"), 0, 60)
    dragged = panes_of(window, "kpis", "kpi_columns").sizes()
    window.resize(1600, 900)
    wider = panes_of(window, "kpis", "kpi_columns").sizes()
    assert wider == [dragged[0], dragged[1] + 160]


@pytest.mark.parametrize("kept", [[264], [0, 264], [264, 300], []])
def test_sizes_that_do_not_fit_the_panes_are_passed_over(make_window, sample_desk, kept):
    usual = panes_of(make_window(sample_desk), "kpis", "kpi_columns").sizes()
    window = make_window(sample_desk, Settings(panes={"kpi_columns_wide": kept}))
    assert panes_of(window, "kpis", "kpi_columns").sizes() == usual
