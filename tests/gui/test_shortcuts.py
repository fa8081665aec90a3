"""The keyboard map: each key does what it says, also before anything in the page has the focus."""

from collections import Counter

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QContextMenuEvent, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu, QWidget

from kpidesk.domain.terms import MeetingStatus, Section, Visibility
from tests.gui.conftest import TODAY
from tests.gui.controls import subject_of

ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
PLAIN = Qt.KeyboardModifier.NoModifier
Key = Qt.Key
WAIT = 30_000
POPUPS = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing the keyboard)")
"""Without a screen Qt warns when it opens a list or a menu."""

MAP = {
    "new_one_on_one": "Ctrl+N",
    "primary": "Ctrl+Return",
    "open_prep": "Alt+Return",
    "share": "Ctrl+Shift+S",
    "end_meeting": "Ctrl+Shift+Return",
    "filter": "Ctrl+F",
    "previous_item": "Ctrl+Up",
    "next_item": "Ctrl+Down",
    "switch_side": "Ctrl+Shift+P",
    "commitment": "Ctrl+L",
    "pause": "F9",
    "drawer": "F7",
    "next_problem": "F4",
    "import": "Ctrl+Shift+I",
    "export_excel": "Ctrl+E",
    "palette": "Ctrl+K",
    "open": "Ctrl+O",
    "save_copy": "Ctrl+S",
    "undo": "Ctrl+Z",
    "shortcuts": "F1",
} | {
    f"go_{key}": f"Alt+{at}"
    for at, key in enumerate(("today", "reps", "kpis", "meetings", "insights", "intake", "reports"), 1)
}


@pytest.fixture
def press(window, qtbot):
    def key(key, modifiers=PLAIN):
        qtbot.keyClick(QApplication.focusWidget() or window, key, modifiers)

    return key


@pytest.fixture
def at_rest(window, qtbot):
    return lambda: qtbot.waitUntil(lambda: window.page.complete and not window.jobs.busy, timeout=WAIT)


@pytest.fixture
def meeting(window):
    window.go("meeting", subject_of(window.context.desk, "meeting", TODAY))
    return window.page


@pytest.fixture
def running(meeting):
    meeting.primary()
    return meeting


@pytest.fixture
def agenda(window):
    window.go("prepare", window.context.desk.team.rep("Maya"))
    return window.page.agenda


def test_every_key_of_the_map_is_shown_in_the_menu_bar(window):
    actions = window.menus.actions
    assert {name: actions[name].shortcut().toString() for name in MAP} == MAP
    inside = [each for menu in window.menuBar().findChildren(QMenu) for each in menu.actions()]
    assert {actions[name] for name in MAP} <= {*inside}


def test_no_letter_opens_two_things_of_a_menu(window):
    bar = window.menuBar()
    for menu in [bar, *bar.findChildren(QMenu)]:
        texts = [each.text().replace("&&", "") for each in menu.actions()]
        letters = Counter(text[text.index("&") + 1].casefold() for text in texts if "&" in text)
        assert [letter for letter, count in letters.items() if count > 1] == [], texts


def test_no_key_means_two_things_in_the_window(window, at_rest):
    for key in ("today", "reps", "kpis", "meetings", "intake", "reports", "prepare", "meeting", "settings"):
        window.go(key)
        at_rest()
    wide: Counter[str] = Counter()
    inside: list[tuple[str, QWidget, object]] = []
    """Keys that work while the focus is inside a widget: they may be used again elsewhere, but not inside it."""
    for each in [*window.findChildren(QAction), *window.findChildren(QShortcut)]:
        action = isinstance(each, QAction)
        keys = (each.shortcut() if action else each.key()).toString()
        context = each.shortcutContext() if action else each.context()
        if not keys or context is Qt.ShortcutContext.WidgetShortcut:
            continue
        if context is Qt.ShortcutContext.WidgetWithChildrenShortcut:
            inside += [(keys, holder, each) for holder in (each.associatedObjects() if action else [each.parent()])]
        else:
            wide[keys] += 1
    assert [keys for keys, count in wide.items() if count > 1] == []
    assert [keys for keys, *_rest in inside if keys in wide] == []
    for keys, outer, what in inside:
        others = [inner for again, inner, other in inside if again == keys and other is not what]
        assert not any(outer.isAncestorOf(inner) for inner in others), keys
    twice = [*wide, *(keys for keys, *_rest in inside)]
    assert not any("Ctrl+Alt" in keys for keys in twice)


def test_no_action_of_a_widget_hides_a_key_of_the_menu_bar(window, at_rest):
    window.go("reps")
    at_rest()
    own = [each for each in window.page.findChildren(QAction) if not each.shortcut().isEmpty()]
    assert own
    assert not {each.shortcut().toString() for each in own} & {*MAP.values()}


@pytest.mark.parametrize(("digit", "title"), list(enumerate(("Reps", "KPIs", "Meetings"), 2)))
def test_alt_and_a_digit_go_to_a_page(window, press, digit, title):
    press(Key(Key.Key_0 + digit), ALT)
    assert window.windowTitle() == f"{title} – KPIdesk"


def test_ctrl_n_plans_a_one_on_one(window, press):
    press(Key.Key_N, CTRL)
    assert window.findChild(QDialog, "one_on_one_dialog").isVisible()


@pytest.mark.parametrize("key", ["today", "reps", "meetings", "meeting"])
def test_alt_enter_opens_the_preparation(window, press, at_rest, key):
    window.go(key, subject_of(window.context.desk, key, TODAY))
    at_rest()
    if key == "meetings":
        found = window.context.desk.meetings.one_on_ones()
        window.page.table.select(next(each.id for each in found if each.status is MeetingStatus.PLANNED))
    press(Key.Key_Return, ALT)
    assert window.windowTitle().startswith("Prepare: ")


def test_ctrl_enter_is_the_main_action_of_the_page(window, press, at_rest):
    window.go("prepare", window.context.desk.team.rep("Maya"))
    press(Key.Key_Return, CTRL)
    assert window.page.room.meeting.status is MeetingStatus.RUNNING


@pytest.mark.parametrize(
    ("key", "name"), [("reps", "reps_filter"), ("kpis", "filter_kpis"), ("meetings", "meetings_filter")]
)
def test_ctrl_f_filters_the_list_of_the_page(window, press, at_rest, key, name):
    window.go(key)
    at_rest()
    press(Key.Key_F, CTRL)
    field = QApplication.focusWidget()
    assert field is not None
    assert field.objectName() == name


def test_space_checks_an_agenda_item(running, press):
    running.agenda.view.setFocus()
    first = running.agenda.current.ident
    press(Key.Key_Space)
    assert next(each for each in running.room.items if each.id == first).checked


def test_space_closes_a_commitment(window, press, at_rest):
    window.go("reps", window.context.desk.team.rep("Maya"))
    at_rest()
    window.page.findChild(QWidget, "rep_commitment_1").setFocus()
    before = window.editor.undo_label
    press(Key.Key_Space)
    assert window.editor.undo_label != before


def test_ctrl_and_arrows_change_the_item_also_while_writing(running, press):
    running.notes.editor.setFocus()
    first = running.agenda.current.ident
    press(Key.Key_Down, CTRL)
    assert running.agenda.current.ident != first
    press(Key.Key_Up, CTRL)
    assert running.agenda.current.ident == first


def test_ctrl_shift_p_turns_the_private_side_up(running, press):
    before = running.notes.switch.current()
    press(Key.Key_P, CTRL | SHIFT)
    assert before is Visibility.SHARED
    assert running.notes.switch.current() is Visibility.PRIVATE


def test_ctrl_l_goes_to_the_commitment_line(running, press):
    press(Key.Key_L, CTRL)
    assert running.commitment.text.hasFocus()


def test_f9_pauses_and_goes_on(running, press):
    press(Key.Key_F9)
    assert running.timer.paused
    press(Key.Key_F9)
    assert not running.timer.paused


def test_ctrl_shift_enter_ends_after_asking(running, press):
    press(Key.Key_Return, CTRL | SHIFT)
    assert running.findChild(QDialog, "end_dialog").isVisible()


def test_before_the_start_there_is_nothing_to_pause_or_end(window, meeting):
    assert not window.menus.actions["end_meeting"].isEnabled()
    assert not window.menus.actions["pause"].isEnabled()
    meeting.primary()
    assert window.menus.actions["end_meeting"].isEnabled()
    window.go("reps")
    assert not window.menus.actions["end_meeting"].isEnabled()


def test_alt_and_arrows_move_an_agenda_item(agenda, press):
    agenda.cards[1].setFocus()
    title = agenda.cards[1].point.title
    press(Key.Key_Up, ALT)
    assert agenda.cards[0].point.title == title
    assert agenda.cards[0].hasFocus()


def test_arrows_go_from_item_to_item(agenda, press):
    agenda.cards[0].setFocus()
    press(Key.Key_Down)
    assert agenda.cards[1].hasFocus()


def test_plus_and_minus_change_the_minutes_of_an_item(agenda, press):
    item = next(each for each in agenda.cards if each.point.section is Section.FOCUS)
    item.setFocus()
    before = item.stepper.value()
    press(Key.Key_Minus)
    assert item.stepper.value() == before - 1
    press(Key.Key_Plus)
    assert item.stepper.value() == before


@pytest.mark.parametrize(("key", "more"), [(Key.Key_A, 1), (Key.Key_Delete, 0)])
def test_a_accepts_and_del_dismisses_a_suggestion(window, agenda, press, key, more):
    before = len(window.page.plan.points)
    assert len(agenda.offers) == 1
    agenda.offers[0].setFocus()
    press(key)
    assert len(window.page.plan.points) == before + more
    assert agenda.offers == []


def test_f2_edits_a_rep(window, press, at_rest):
    window.go("reps")
    at_rest()
    window.page.table.view.setFocus()
    press(Key.Key_F2)
    assert window.findChild(QDialog, "rep_dialog").isVisible()


def test_f2_edits_a_value_and_escape_puts_it_back(window, press, at_rest):
    window.go("kpis")
    at_rest()
    grid = window.page.detail.values.table
    grid.setFocus()
    assert grid.currentIndex().isValid()
    before = grid.currentIndex().data()
    press(Key.Key_F2)
    assert grid.state() == grid.State.EditingState
    press(Key.Key_7)
    press(Key.Key_Escape)
    assert grid.currentIndex().data() == before
    assert grid.hasFocus()


def test_f4_goes_from_problem_to_problem(window, press, at_rest, tmp_path):
    path = tmp_path / "deals.csv"
    path.write_text("Owner;Close Date;Amount\nMaya Okafor;never;1200\nMaya Okafor;2026-08-04;x\n", encoding="utf-8")
    window.go("intake")
    window.page.open_file(path)
    at_rest()
    window.setFocus()
    press(Key.Key_F4)
    view = window.page.findings.problems.view
    assert view.hasFocus()
    assert view.currentIndex().isValid()


@POPUPS
def test_alt_down_opens_a_list(window, press, at_rest):
    window.go("settings")
    at_rest()
    window.page.file.currency.setFocus()
    press(Key.Key_Down, ALT)
    assert window.page.file.currency.view().isVisible()
    window.page.file.currency.hidePopup()


def test_ctrl_shift_i_goes_to_the_import(window, press):
    press(Key.Key_I, CTRL | SHIFT)
    assert window.windowTitle() == "Import – KPIdesk"


def test_ctrl_e_asks_where_to_write_the_workbook(window, press, at_rest):
    window.go("reports")
    at_rest()
    asked = []
    window.page.ask_path = lambda title, _name, _kinds: asked.append(title)
    window.go("today")
    press(Key.Key_E, CTRL)
    assert asked == ["Export Excel workbook"]


@pytest.mark.parametrize(("key", "kind"), [(Key.Key_E, "PDF (*.pdf)"), (Key.Key_M, "Markdown (*.md)")])
def test_what_a_rep_gets_is_shared_and_saved_without_the_mouse(window, press, at_rest, qtbot, key, kind):
    window.go("reps", window.context.desk.team.rep("Maya"))
    at_rest()
    press(Key.Key_S, CTRL | SHIFT)
    dialog = window.findChild(QDialog, "share_dialog")
    assert dialog.windowTitle() == "Share the recap with Maya"
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    asked = []
    dialog.ask_path = lambda _name, kind: asked.append(kind)
    press(key, CTRL | SHIFT)
    assert asked == [kind]


@pytest.mark.parametrize(("key", "title"), [(Key.Key_O, "Open or make a KPIdesk file"), (Key.Key_S, "Save a copy")])
def test_ctrl_o_and_ctrl_s_ask_for_a_file(window, press, monkeypatch, key, title):
    asked = []

    def ask(_parent, said, *_more, **_options):
        asked.append(said)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    press(key, CTRL)
    assert asked == [title]


def test_f1_shows_every_key_of_the_menu_bar(window, press):
    press(Key.Key_F1)
    sheet = window.findChild(QDialog, "shortcuts")
    assert sheet.isVisible()


def test_ctrl_z_takes_back_and_in_a_field_only_the_typing(window, press, at_rest):
    window.go("reps")
    at_rest()
    window.page.acts.archive_or_restore()
    window.page.table.filters.field.setFocus()
    press(Key.Key_X)
    press(Key.Key_Z, CTRL)
    assert window.page.table.filters.field.text() == ""
    assert window.editor.undo_label is not None
    window.page.table.view.setFocus()
    press(Key.Key_Z, CTRL)
    assert window.editor.undo_label is None


def test_the_digits_on_the_welcome_page_work_at_once(empty_window, qtbot):
    first_run = empty_window.page.first_run
    with qtbot.waitSignal(first_run.rep_wanted):
        qtbot.keyClick(QApplication.focusWidget() or empty_window, Key.Key_3)


def test_f6_walks_through_the_columns_of_a_page_and_back(window, press, at_rest):
    window.go("today")
    at_rest()
    window.navigation.focus_current()
    seen = []
    for _ in range(4):
        press(Key.Key_F6)
        seen.append(QApplication.focusWidget())
    assert window.navigation.isAncestorOf(seen[-1])
    assert len({*seen}) == 4
    press(Key.Key_F6, SHIFT)
    assert QApplication.focusWidget() is seen[-2]


@POPUPS
@pytest.mark.parametrize("where", ["reps_table", "imports_table", "agenda_item_1"])
def test_the_menu_key_opens_the_context_menu(window, at_rest, where):
    key = {"reps_table": "reps", "imports_table": "intake", "agenda_item_1": "prepare"}[where]
    window.go(key, subject_of(window.context.desk, key, TODAY))
    at_rest()
    widget = window.page.findChild(QWidget, where)
    widget.setFocus()
    offered: list[str] = []

    def read_and_close():
        menu = QApplication.activePopupWidget()
        assert menu is not None
        offered.extend(each.text() for each in menu.actions())
        menu.close()

    QTimer.singleShot(0, read_and_close)
    place = QPoint(5, 5)
    keyboard = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(widget, QContextMenuEvent(keyboard, place, widget.mapToGlobal(place)))
    assert offered
    assert all(offered)
