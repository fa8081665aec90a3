"""Before the file is open, the window shows who is next where the Today page will show it."""

import datetime as dt
import shutil

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QWidget

from kpidesk.app import _open_file, _restore
from kpidesk.domain.errors import DamagedFileError
from kpidesk.gui import crash_dialog
from kpidesk.gui.main_window import MainWindow
from kpidesk.gui.no_file import NoFile
from kpidesk.gui.one_window import OneWindow
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.settings import Settings
from kpidesk.storage.glance import glance

TODAY = dt.date(2026, 8, 20)
PAGE = 4096
"""Bytes of a page of the database."""
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
    assert early.stack.currentWidget() is early.findChild(NoFile)
    assert early.navigation._badge.accessibleName() == "No team yet"
    assert early.status._file.text() == "No file yet"
    refused = early.findChild(QWidget, "refused")
    assert "not a KPIdesk file" in refused.text()
    refused.close()


def test_without_a_file_only_what_needs_none_can_be_chosen(early, tmp_path):
    foreign = tmp_path / "foreign.kpidesk"
    foreign.write_text("not a database")
    _open_file(early, foreign)
    early.findChild(QWidget, "refused").close()
    can = {name for name, action in early.menus.actions.items() if action.isEnabled()}
    assert {each for each in can if not each.startswith(("theme_", "text_"))} == {
        "open",
        "restore",
        "quit",
        "shortcuts",
        "about",
    }
    assert "foreign.kpidesk could not be opened" in " ".join(each.text() for each in early.findChildren(PlainLabel))


def test_a_backup_takes_the_place_of_a_damaged_file_which_is_kept(early, sample_file, tmp_path):
    path, backup = tmp_path / "Mid-market West.kpidesk", tmp_path / "Mid-market West 2026-08-19 180000.kpidesk"
    shutil.copyfile(sample_file, backup)
    path.write_bytes(sample_file.read_bytes()[:50_000])
    _open_file(early, path)
    early.findChild(QWidget, "refused").close()
    assert not early.is_open
    _restore(early, backup)
    assert early.is_open
    assert early.findChild(NoFile) is None or early.stack.currentWidget() is early.page
    assert early.navigation._badge.accessibleName() == "Mid-market West, 8 reps · Q3 2026"
    kept = [each for each in tmp_path.glob("*.kpidesk") if each not in {path, backup}]
    assert [each.stat().st_size for each in kept] == [50_000]
    assert early._toast.accessibleName().startswith(f"Restored from {backup.name}.")
    early.context.desk.close()


def test_restoring_asks_for_the_backup_beside_the_file(window, sample_desk, monkeypatch, qtbot):
    asked = []

    def ask(_parent, title, folder, _kinds):
        asked.append((title, folder))
        return f"{folder}/copy.kpidesk", ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", ask)
    with qtbot.waitSignal(window.restore_wanted) as wanted:
        window.menus.actions["restore"].trigger()
    assert asked == [("Restore a backup", str(sample_desk.path.parent))]
    assert wanted.args == [sample_desk.path.with_name("copy.kpidesk")]


def test_a_backup_that_is_none_changes_nothing(make_window, sample_desk, tmp_path):
    window = make_window(sample_desk)
    foreign = tmp_path / "foreign.kpidesk"
    foreign.write_text("not a database")
    _restore(window, foreign)
    assert "not a KPIdesk file" in window.findChild(QWidget, "refused").text()
    assert window.is_open
    assert window.path == sample_desk.path
    window.context.desk.close()


def test_damage_found_while_a_file_is_shown_leaves_the_former_one_open(make_window, sample_desk, sample_file, tmp_path):
    window = make_window(sample_desk)
    damaged = tmp_path / "damaged.kpidesk"
    whole = sample_file.read_bytes()
    damaged.write_bytes(whole[: 2 * PAGE] + bytes(len(whole) - 2 * PAGE))
    _open_file(window, damaged)
    assert "is damaged" in window.findChild(QWidget, "refused").text()
    assert window.context.desk is sample_desk
    assert window.windowTitle() == "Today – KPIdesk"


def test_a_fault_that_was_to_be_expected_is_not_called_a_mistake_of_the_program(window):
    crash_dialog.tell(window, DamagedFileError("west.kpidesk is damaged."))
    crash_dialog.tell(window, DamagedFileError("west.kpidesk is damaged."))
    assert window.findChild(QWidget, "crash") is None
    assert len(window.findChildren(QWidget, "refused")) == 1


def test_a_file_that_another_window_has_is_not_opened_here(window, sample_file, tmp_path, qtbot):
    here, there = OneWindow(tmp_path / "open", window), OneWindow(tmp_path / "open")
    file = tmp_path / "east.kpidesk"
    shutil.copyfile(sample_file, file)
    assert here.claim(window.path)
    assert there.claim(file)
    with qtbot.waitSignal(there.called, timeout=3000):
        _open_file(window, file)
    refused = window.findChild(QWidget, "refused")
    assert "east.kpidesk is open in another window" in refused.text()
    refused.close()
    assert window.context.desk.path != file


def test_a_file_that_cannot_be_opened_leaves_the_claim_where_it_was(window, tmp_path):
    here, there = OneWindow(tmp_path / "open", window), OneWindow(tmp_path / "open")
    assert here.claim(window.path)
    foreign = tmp_path / "foreign.kpidesk"
    foreign.write_text("not a database")
    _open_file(window, foreign)
    window.findChild(QWidget, "refused").close()
    assert not there.claim(window.path)
    assert there.claim(foreign)
