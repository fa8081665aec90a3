"""The mirror: what the rep sees, and that nothing private can be met anywhere in it."""

import datetime as dt

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QWidget

from kpidesk.domain.entities import Commitment, new_id
from kpidesk.domain.terms import Owner, Visibility
from kpidesk.gui.mirror import Mirror
from kpidesk.gui.mirror_note import MirrorNote
from tests.gui.conftest import TODAY

CANARY = "canary"
NOW = dt.datetime(2026, 8, 20, 12, tzinfo=dt.UTC)


@pytest.fixture
def page(window, sample_desk):
    maya = sample_desk.team.rep("Maya")
    meeting = next(each for each in sample_desk.meetings.one_on_ones(maya.id) if each.on == TODAY)
    window.go("meeting", meeting)
    window.page.primary()
    yield window.page
    if window.is_open:
        window.page.mirroring.close()


def said(widget):
    """Everything that a picture of a window, a screen reader or a tooltip could tell."""
    QApplication.processEvents()
    found = [widget.windowTitle()]
    for each in [widget, *widget.findChildren(QObject)]:
        found += [str(each.property(name) or "") for name in ("text", "plainText", "title", "placeholderText")]
        if isinstance(each, QWidget):
            found += [each.accessibleName(), each.accessibleDescription(), each.toolTip(), each.windowTitle()]
        found += [str(value) for value in vars(each).values()] if hasattr(each, "__dict__") else []
    return "\n".join(found)


def labels(mirror):
    QApplication.processEvents()
    return [each.text() for each in mirror.findChildren(QLabel) if each.isVisible()]


def mirrored(page):
    page._mirror()
    mirror = page.mirroring.window
    QApplication.processEvents()
    return mirror


def write_private(page, place):
    desk, room = page.context.desk, page.room
    item = room.items[0] if place == "item" else None
    desk.meetings.add_note(room.rep, f"{CANARY} about {place}", Visibility.PRIVATE, NOW, room.meeting, item)


def test_nothing_private_is_anywhere_in_the_mirror_whatever_the_manager_does(page, qtbot, sample_desk):
    write_private(page, "item")
    write_private(page, "all")
    page.reload()
    page.agenda.select(page.room.items[0].id)
    page.notes.switch_side()
    assert CANARY in page.notes.editor.source()
    QGuiApplication.clipboard().clear()
    mirror = mirrored(page)
    assert CANARY not in said(mirror)
    # Typing privately, switching sides and items, saving, checking: none of it reaches the rep.
    page.notes.editor.setFocus()
    qtbot.keyClicks(page.notes.editor, f" {CANARY} typed")
    page.saver.flush()
    for step in (page.notes.switch_side, lambda: page.agenda.step(1), lambda: page.agenda.select(None),
                 lambda: page.agenda.select(page.room.items[0].id), page.reload):  # fmt: skip
        step()
        assert CANARY not in said(mirror)
    assert CANARY not in QGuiApplication.clipboard().text()
    assert mirror.windowTitle() == "One-on-one, Thu 20 Aug"
    # Not even the objects it is made of know of it.
    assert all(note.visibility is Visibility.SHARED for note in mirror._view.notes)
    assert CANARY not in repr(mirror._view)


def test_what_is_for_the_manager_alone_is_left_out(page):
    mirror = mirrored(page)
    item = next(each for each in page.room.items if each.questions)
    page.agenda.select(item.id)
    told = said(mirror).replace(repr(mirror._view), "")
    shown = "\n".join(labels(mirror))
    for question in item.questions:
        assert question not in shown
    assert "limit" not in shown
    assert "behind" not in shown
    assert "Private" not in told.replace(repr(Visibility.PRIVATE), "")
    assert not mirror.findChildren(QPlainTextEdit)


def test_it_follows_the_item_the_notes_and_what_is_agreed(page, qtbot):
    mirror = mirrored(page)
    first, second = page.room.items[:2]
    page.agenda.select(first.id)
    page.notes.editor.setFocus()
    qtbot.keyClicks(page.notes.editor, "- **Mornings** work")
    page.saver.flush()
    assert "Mornings work" in labels(mirror)
    page.agenda.select(second.id)
    assert "Mornings work" not in labels(mirror)
    assert labels(mirror)[0] == second.title
    page.commitment.text.setText("me: intro to pricing by 28 Aug")
    page.commitment.keep()
    assert "intro to pricing" in labels(mirror)
    assert "Elena Brandt, by Fri 28 Aug" in labels(mirror)
    page.agenda.select(first.id)
    page._check(first)
    assert f"{first.title}, done" in said(mirror)


@pytest.mark.parametrize("key", [Qt.Key.Key_F8, Qt.Key.Key_Escape])
def test_f8_opens_it_and_either_window_closes_it(page, window, qtbot, key):
    page.notes.editor.setFocus()
    qtbot.keyClick(page.notes.editor, Qt.Key.Key_F8)
    mirror = page.mirroring.window
    assert mirror.isVisible()
    assert page.stage.banner.isVisible()
    assert window.isActiveWindow()
    qtbot.keyClick(mirror, key)
    assert page.mirroring.window is None
    assert not page.stage.banner.isVisible()
    page._mirror()
    page.stage.banner.stop.click()
    assert page.mirroring.window is None


def test_the_end_closes_it(page):
    mirrored(page)
    page.context.editor.do(lambda: page.context.desk.meetings.end(page.room.meeting, page.context.now()))
    assert page.mirroring.window is None


def test_it_goes_with_the_window(page, window, qtbot):
    mirror = mirrored(page)
    gone = []
    mirror.destroyed.connect(lambda: gone.append(True))
    del mirror
    window.close_pages()
    qtbot.waitUntil(lambda: bool(gone))


def test_markdown_is_shown_as_what_it_means_and_data_is_never_markup(qtbot, dressed):
    note = MirrorNote(
        ["## Head\n- [ ] open\n- [x] done\n1. first\n> quoted\n\n<b>*as* is</b> ![x](file:///etc/passwd)"]
    )
    qtbot.addWidget(note)
    shown = [each.text() for each in note.findChildren(QLabel)]
    assert shown == [
        "Head", "☐", "open", "☑", "done", "1.", "first", "“", "quoted", "<b>as is</b> ![x](file:///etc/passwd)",
    ]  # fmt: skip
    assert all(each.textFormat() is Qt.TextFormat.PlainText for each in note.findChildren(QLabel))


def test_it_can_be_made_of_shared_words_alone(qtbot, dressed, sample_desk):
    """Neither a desk nor a page is needed: there is no way from here to a private note."""
    maya = sample_desk.team.rep("Maya")
    meeting = next(each for each in sample_desk.meetings.one_on_ones(maya.id) if each.on == TODAY)
    sample_desk.meetings.add_commitment(
        Commitment(new_id(), maya.id, "Call Acme", TODAY, Owner.REP, one_on_one_id=meeting.id)
    )
    mirror = Mirror()
    qtbot.addWidget(mirror)
    mirror.show_view(sample_desk.meetings.shared_view(maya, meeting))
    mirror.show_seconds(61, measured=True)
    mirror.open_beside(mirror.screen())
    assert "1:01 of 30:00" in labels(mirror)
    assert "Call Acme" in labels(mirror)
    mirror.show_seconds(0, measured=False)
    assert "1:01 of 30:00" not in labels(mirror)
