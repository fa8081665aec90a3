"""Handing on an agenda or a recap: looked at first, then saved or copied."""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox

from kpidesk.domain.terms import MeetingStatus, Visibility
from kpidesk.gui.dialogs.share import ShareDialog, share_agenda, share_recap
from tests.gui.conftest import TODAY

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def maya(window):
    return window.context.desk.team.rep("Maya")


@pytest.fixture
def recap(window, maya):
    desk = window.context.desk
    return share_recap(window, window.context, maya, desk.recaps.last_held(maya, TODAY))


def answer(dialog, folder):
    """Let the question for a place be answered with the name that is proposed."""
    dialog.ask_path = lambda name, _kind: folder / name


def test_what_leaves_is_shown_before_it_leaves(window, maya, recap):
    shown = recap.preview.toPlainText()
    desk = window.context.desk
    notes = desk.meetings.notes(maya, desk.recaps.last_held(maya, TODAY))
    private = [each.text for each in notes if each.visibility is Visibility.PRIVATE]
    assert private
    assert not [line for text in private for line in text.splitlines() if line.strip() and line in shown]
    assert "Mornings before 10 work best for calls" in shown
    assert "Next one-on-one: Thu 20 Aug 2026, 14:00" in shown
    assert recap.preview.isReadOnly()


def test_each_kind_is_written_where_one_says(window, maya, tmp_path):
    desk = window.context.desk
    for kind, begin in {".pdf": b"%PDF", ".html": b"<!DOC", ".md": b"# One", ".eml": b"X-Unsent"}.items():
        dialog = share_recap(window, window.context, maya, desk.recaps.last_held(maya, TODAY))
        answer(dialog, tmp_path)
        dialog.kind.set_current(kind)
        written: list[Path] = []
        dialog.written.connect(written.append)
        dialog.save()
        assert [path.name for path in written] == [f"Recap Maya Okafor 2026-08-06{kind}"]
        assert written[0].read_bytes().startswith(begin)
        assert not dialog.isVisible()


def test_the_next_date_is_a_calendar_file(qtbot, recap, tmp_path):
    answer(recap, tmp_path)
    with qtbot.waitSignal(recap.written) as written:
        qtbot.mouseClick(recap.date, Qt.MouseButton.LeftButton)
    text = written.args[0].read_text(encoding="utf-8")
    assert written.args[0].name == "One-on-one Maya Okafor 2026-08-20.ics"
    assert text.count("BEGIN:VEVENT") == 1
    assert "SUMMARY:1:1 Maya Okafor" in text


def test_the_clipboard_gets_both_flavours(qtbot, recap):
    qtbot.mouseClick(recap.copy, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().mimeData()
    assert copied.text().startswith("# One-on-one with Maya Okafor")
    assert "<h1 " in copied.html()


def test_an_agenda_goes_as_paper_page_and_text_but_never_as_mail(window, maya):
    agenda = window.context.desk.preparation.agenda(maya, TODAY)
    dialog = share_agenda(window, window.context, maya, agenda)
    assert "Coaching focus" in dialog.preview.toPlainText()
    assert not dialog.date.isVisible()
    with pytest.raises(KeyError):
        dialog.kind.set_current(".eml")


def test_a_place_that_cannot_be_written_is_said_and_the_dialog_stays(window, recap, tmp_path):
    answer(recap, tmp_path / "nowhere")
    recap.save()
    box = window.findChild(QMessageBox, "refused")
    assert "There is no folder" in box.text()
    box.reject()
    assert recap.isVisible()


def test_a_cancelled_question_writes_nothing_and_the_kind_says_what_it_is(recap, tmp_path):
    recap.ask_path = lambda _name, _kind: None
    recap.save()
    recap.save_date()
    assert recap.isVisible()
    assert not list(tmp_path.glob("Recap*"))
    recap.kind.set_current(".eml")
    assert "to maya@midmarket-west.example" in recap._hint.text()


def test_it_opens_from_the_page_by_menu_and_button(window, qtbot, maya):
    window.go("prepare", maya)
    window.menus.actions["share"].trigger()
    dialog = window.page.findChild(ShareDialog)
    assert dialog.windowTitle() == "Share the agenda with Maya"
    dialog.reject()
    window.go("meetings", window.context.desk.recaps.last_held(maya, TODAY))
    qtbot.mouseClick(window.page.detail.recap, Qt.MouseButton.LeftButton)
    assert window.page.findChild(ShareDialog).windowTitle() == "Share the recap with Maya"


def test_one_without_an_agenda_has_nothing_to_share_yet(window):
    desk = window.context.desk
    planned = [each for each in desk.meetings.one_on_ones() if each.status is MeetingStatus.PLANNED]
    bare = next(each for each in planned if not desk.agendas.items(each))
    window.go("meetings", bare)
    window.page.doing.share()
    assert window.page.findChild(ShareDialog) is None
    assert "no agenda yet" in window._toast.accessibleName()
