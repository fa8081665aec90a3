"""The mirror: what the rep sees, and that nothing private can be met anywhere in it."""

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QWidget

from kpidesk.domain.edits import Edit
from kpidesk.domain.entities import Commitment, new_id
from kpidesk.domain.terms import Owner, Visibility
from kpidesk.gui.mirror import Mirror
from kpidesk.gui.mirror_note import MirrorNote
from kpidesk.gui.mirror_view import mirror_view
from kpidesk.gui.pages.meeting_evidence import Evidence
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
    # Not even what it is made of knows of it.
    assert CANARY not in repr(mirror._view)


def test_what_is_for_the_manager_alone_is_left_out(page):
    mirror = mirrored(page)
    item = next(each for each in page.room.items if each.questions)
    page.agenda.select(item.id)
    told = said(mirror) + repr(mirror._view)
    for alone in (*item.questions, item.why, item.suggested_commitment or item.why, "limit", "behind", "rivate"):
        assert alone not in told
    assert not mirror.findChildren(QPlainTextEdit)


def test_the_kpis_of_the_item_are_shown_and_change_with_it(page):
    mirror = mirrored(page)
    card = mirror.findChild(QWidget, "mirror_evidence")
    focus = next(each for each in page.room.items if each.title == "From calls to opportunities")
    page.agenda.select(focus.id)
    assert {"New opportunities", "Discovery calls", "2.3", "9.8", "a week"} <= set(labels(mirror))
    names = [each.accessibleName() for each in card.findChildren(Evidence)]
    assert names == ["New opportunities: 2.3 a week, target 4", "Discovery calls: 9.8 a week, target 12"]
    forecast = next(each for each in page.room.items if each.section == "forecast")
    page.agenda.select(forecast.id)
    assert "New opportunities" not in labels(mirror)
    assert "Won revenue" in labels(mirror)
    page.agenda.select(None)
    assert not card.isVisible()


def test_a_value_that_changes_meanwhile_changes_in_the_mirror(page):
    mirror, desk = mirrored(page), page.context.desk
    focus = next(each for each in page.room.items if each.title == "From calls to opportunities")
    page.agenda.select(focus.id)
    kpi = page.room.kpis_by_id[focus.kpi_id]
    typed = [(page.room.rep, dt.date(2026, 8, 10), 12.0)]
    page.context.editor.do(lambda: desk.entries.set_values(kpi, typed, TODAY))
    names = [each.accessibleName() for each in mirror.findChildren(Evidence)]
    assert names[0] == "New opportunities: 4.5 a week, target 4"


def test_what_a_rule_knows_of_others_its_chances_and_its_words_to_the_manager_stay_behind(page, sample_desk):
    focus = next(each for each in page.room.items if each.title == "From calls to opportunities")
    secret = {"cohort_middle": CANARY, "peers": [CANARY], "chance": CANARY, "why": CANARY, "also": [{"rule": CANARY}]}
    told = replace(
        focus,
        evidence={**focus.evidence, **secret},
        why=CANARY,
        questions=(CANARY,),
        suggested_commitment=CANARY,
        rule=CANARY,
    )
    sample_desk.history.do("x", [Edit(focus, told)])
    page.reload()
    mirror = mirrored(page)
    page.agenda.select(focus.id)
    assert "New opportunities" in labels(mirror)
    assert CANARY not in said(mirror)
    assert CANARY not in repr(mirror._view)


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
    page.doing.check(first)
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
    card = sample_desk.scorecards.scorecard(maya, TODAY)
    mirror.show_view(mirror_view(sample_desk.meetings.shared_view(maya, meeting), card, "EUR"))
    mirror.show_seconds(61, measured=True)
    mirror.open_beside(mirror.screen())
    assert "1:01 of 30:00" in labels(mirror)
    assert "Call Acme" in labels(mirror)
    mirror.show_seconds(0, measured=False)
    assert "1:01 of 30:00" not in labels(mirror)
