"""The command palette: a few letters to anywhere, by keyboard alone."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from kpidesk.domain.terms import MeetingStatus, Status, Visibility
from kpidesk.gui import palette as palettes
from kpidesk.gui import palette_entries
from kpidesk.gui.main_window import MainWindow
from kpidesk.gui.models.palette_model import Kind, spoken
from kpidesk.gui.palette import NARROW_WIDE, WIDE, Palette
from kpidesk.gui.palette_offers import NARROW
from kpidesk.gui.widgets.card import Card
from kpidesk.settings import Settings, load, save
from tests.gui.conftest import TODAY

SECRET = "Zwickau: she wants to leave"
NOON = dt.datetime(2026, 8, 20, 12, tzinfo=dt.UTC)


def open_palette(window) -> Any:
    """The palette over a window, opened as its key does."""
    return palettes.open_palette(window)


@pytest.fixture
def palette(window, qtbot):
    window.navigation.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    return window.findChild(Palette)


@pytest.fixture
def type_in(palette, qtbot):
    def type_and_wait(text):
        palette.field.clear()
        qtbot.keyClicks(palette.field, text)
        qtbot.waitUntil(lambda: not palette._pause.isActive())

    return type_and_wait


def labels(palette, kind=None):
    return [each.label for each in palette.model.entries if kind in {None, each.kind}]


def press(qtbot, palette, *keys):
    for key in keys:
        qtbot.keyClick(palette.field, key)


def test_the_model_keeps_qts_rules(palette, type_in):
    QAbstractItemModelTester(palette.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    type_in("ma")
    assert palette.model.rowCount() > len(palette.model.entries)


def test_reps_kpis_pages_settings_commands_and_one_on_ones_are_found_by_a_few_letters(palette, type_in):
    for letters, kind, label in (
        ("mo", Kind.REP, "Maya Okafor"),
        ("disc", Kind.KPI, "Discovery calls"),
        ("repor", Kind.PAGE, "Reports"),
        ("holid", Kind.PAGE, "Holidays"),
        ("backup", Kind.COMMAND, "Make a backup"),
        ("theme dark", Kind.COMMAND, "Theme: Dark"),
        ("maya 6 aug", Kind.MEETING, "Maya Okafor, Thu 6 Aug 2026"),
        ("prep maya", Kind.NOW, "Prepare for Maya Okafor"),
        ("prepare maya", Kind.NOW, "Prepare for Maya Okafor"),
    ):
        type_in(letters)
        assert label in labels(palette, kind), letters


def test_a_rep_says_how_they_stand_and_what_they_are_coached_on(window, palette, type_in):
    gone = window.context.desk.team.rep("Jonas")
    window.context.desk.team.archive_rep(gone)
    type_in("ma")
    maya = next(each for each in palette.model.entries if each.label == "Maya Okafor")
    assert (maya.status, maya.meta) == (Status.RISK, "Focus: new opportunities")
    assert spoken(maya) == "Maya Okafor, At risk, Focus: new opportunities"
    palette.close_and_return()
    again = open_palette(window)
    again._read_rest()
    again.field.setText("jonas")
    jonas = next(each for each in again.model.entries if each.kind is Kind.REP)
    assert jonas.status is None
    assert jonas.meta.endswith("archived")


def test_every_action_that_can_be_done_now_is_offered_with_its_keys(window, palette):
    offered = {each.key: each for each in palette.model.entries}
    for name, action in window.menus.actions.items():
        assert (f"action:{action.objectName()}" in offered) == (action.isEnabled() and name != "palette"), name
    assert offered["action:action_save_copy"].keys == "Ctrl+S"
    assert "Ctrl+S" in spoken(offered["action:action_save_copy"])


def test_enter_does_it_and_gives_the_keyboard_back(window, palette, type_in, qtbot):
    before = palette._before
    type_in("chloe")
    press(qtbot, palette, Qt.Key.Key_Tab, Qt.Key.Key_Return)
    assert window.findChild(Palette) is None
    assert window.page.objectName() == "page_reps"
    assert window.page.table.current.rep.name == "Chloé Martin"
    assert before is not None


def test_escape_closes_and_returns_the_focus(window, palette, qtbot):
    before = palette._before
    press(qtbot, palette, Qt.Key.Key_Escape)
    assert window.findChild(Palette) is None
    assert QApplication.focusWidget() is before


def test_the_same_keys_close_it_and_no_other_key_reaches_the_page(window, palette, qtbot):
    qtbot.keyClick(palette.field, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.activeModalWidget() is None
    qtbot.keyClick(palette.field, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.findChild(Palette) is None


def test_arrows_and_pages_choose_and_pass_over_headings(palette, type_in, qtbot):
    type_in("ma")
    entries = palette.model.entries
    assert palette.current == entries[0]
    press(qtbot, palette, Qt.Key.Key_Down)
    assert palette.current == entries[1]
    press(qtbot, palette, Qt.Key.Key_Up, Qt.Key.Key_Up)
    assert palette.current == entries[-1]
    press(qtbot, palette, Qt.Key.Key_PageUp, Qt.Key.Key_PageUp, Qt.Key.Key_PageUp, Qt.Key.Key_PageUp)
    assert palette.current == entries[0]


def test_tab_narrows_to_one_kind_and_round_again(palette, type_in, qtbot):
    type_in("a")
    press(qtbot, palette, Qt.Key.Key_Tab)
    assert {each.kind for each in palette.model.entries} == {Kind.REP}
    press(qtbot, palette, Qt.Key.Key_Backtab, Qt.Key.Key_Backtab)
    assert NARROW[palette._only] == (Kind.TEXT,)
    press(qtbot, palette, Qt.Key.Key_Tab)
    assert {each.kind for each in palette.model.entries} > {Kind.REP}


def test_a_click_runs_an_entry_and_a_click_beside_the_card_closes(window, palette, type_in, qtbot):
    type_in("insights")
    at = palette.list.visualRect(palette.list.currentIndex()).center()
    qtbot.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert window.page.objectName() == "page_insights"
    again = open_palette(window)
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton, pos=QPoint(4, again.height() - 4))
    assert window.findChild(Palette) is None


def test_what_was_chosen_comes_first_next_time_and_after_a_restart(make_window, sample_desk, tmp_path, qtbot):
    path = tmp_path / "settings.toml"
    window = make_window(sample_desk)
    window._keep_settings = lambda settings: save(path, settings)
    first = open_palette(window)
    qtbot.keyClicks(first.field, "tomas")
    qtbot.keyClick(first.field, Qt.Key.Key_Tab)
    qtbot.keyClick(first.field, Qt.Key.Key_Return)
    kept = load(path)
    assert kept.recent == [f"rep:{sample_desk.team.rep('Tomás').id}"]
    assert "Tom" not in path.read_text(encoding="utf-8")
    window.change_settings(kept)
    second = open_palette(window)
    assert second.current.label == "Tomás Rivera"
    qtbot.keyClicks(second.field, "ri")
    assert second.model.entries[0].label == "Tomás Rivera"
    assert Settings(recent=["a", 3]).sane().recent == ["a"]  # type: ignore[list-item]


def test_words_that_were_written_are_found_and_open_at_their_place(window, palette, type_in, qtbot):
    type_in("it leads")
    found = [each for each in palette.model.entries if each.kind is Kind.TEXT]
    assert found
    assert "Maya Okafor, Thu 6 Aug 2026" in found[0].meta
    while palette.current.kind is not Kind.TEXT:
        press(qtbot, palette, Qt.Key.Key_Down)
    press(qtbot, palette, Qt.Key.Key_Return)
    assert window.page.objectName() == "page_meetings"
    assert "IT leads" in window.page.detail.chosen_note.text


def test_an_answer_is_never_to_an_older_line(palette, qtbot):
    qtbot.keyClicks(palette.field, "it lead")
    palette.field.setText("zzzz")
    qtbot.waitUntil(lambda: not palette._pause.isActive())
    assert labels(palette) == []
    assert palette._nothing.isVisible()


def test_private_words_are_offered_only_where_private_notes_may_be_shown(window, palette, type_in, dressed, qtbot):
    desk = window.context.desk
    desk.meetings.add_note(desk.team.rep("Maya"), SECRET, Visibility.PRIVATE, NOON)
    type_in("zwickau")
    assert SECRET in labels(palette, Kind.TEXT)
    public = MainWindow(lambda: TODAY, Settings(), lambda _changed: None, show_private=False)
    qtbot.addWidget(public)
    public.open(desk)
    hidden = open_palette(public)
    for words in ("zwickau", "wants", "she"):
        hidden.field.setText(words)
        hidden._pause.stop()
        hidden._add_texts()
        assert not any("Zwickau" in label for label in labels(hidden))


def test_a_planned_one_is_prepared_and_a_held_one_is_read(window, palette, type_in, qtbot):
    type_in("maya 6 aug")
    while palette.current.kind is not Kind.MEETING:
        press(qtbot, palette, Qt.Key.Key_Down)
    press(qtbot, palette, Qt.Key.Key_Return)
    assert window.page.objectName() == "page_meetings"
    assert window.page.current.meeting.status is MeetingStatus.HELD
    again = open_palette(window)
    again._offers.read_meetings()
    again.field.setText("Aisha 27 Aug")
    while again.current.kind is not Kind.MEETING:
        press(qtbot, again, Qt.Key.Key_Down)
    press(qtbot, again, Qt.Key.Key_Return)
    assert window.page.objectName() == "page_prepare"


def test_a_section_of_the_settings_is_turned_to(window, palette, type_in, qtbot):
    type_in("signals")
    while palette.current.key != "setting:signals_card":
        press(qtbot, palette, Qt.Key.Key_Down)
    press(qtbot, palette, Qt.Key.Key_Return)
    assert window.page.objectName() == "page_settings"
    cards = {f"setting:{card.objectName()}" for card in window.page.findChildren(Card)}
    assert cards == {each.key for each in palette_entries.settings(window.context)}
    qtbot.waitUntil(lambda: window.page.signals.isAncestorOf(QApplication.focusWidget() or window))


def test_it_is_as_wide_as_drawn_and_never_higher_than_the_window(window, palette, qtbot):
    assert palette._card.width() == WIDE
    window.resize(1100, 700)
    assert palette._card.width() == NARROW_WIDE
    assert palette._card.geometry().bottom() < palette.height()
    assert palette.geometry().top() == window.menuBar().geometry().bottom() + 1


def test_names_are_told_to_screen_readers(palette, type_in):
    type_in("ma")
    assert palette.field.accessibleName() == "Search or run a command"
    assert palette.list.accessibleName()
    said = palette.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == spoken(palette.current)


def test_an_action_of_the_menu_bar_takes_its_place(window, palette):
    window.menuBar().triggered.emit(window.menus.actions["go_reps"])
    assert window.findChild(Palette) is None
    assert palette._gone


def test_the_line_on_the_today_page_opens_it(window, qtbot):
    qtbot.mouseClick(window.page.finder, Qt.MouseButton.LeftButton)
    assert window.findChild(Palette) is not None
    window.findChild(Palette).close_and_return()
    assert QApplication.focusWidget() is window.page.finder


def test_without_a_file_there_is_nothing_to_open(dressed, qtbot):
    window = MainWindow(lambda: TODAY, Settings(), lambda _changed: None)
    qtbot.addWidget(window)
    window.furnish()
    window.menus.actions["palette"].trigger()
    assert window.findChild(Palette) is None


def test_hostile_names_stay_text(window, qtbot):
    desk = window.context.desk
    maya = desk.team.rep("Maya")
    desk.team.change_rep(maya, replace(maya, name='<b>"Maya" & co</b>'))
    palette = open_palette(window)
    qtbot.keyClicks(palette.field, "maya")
    assert '<b>"Maya" & co</b>' in labels(palette, Kind.REP)
    window.grab()
