import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QMessageBox

from kpidesk.domain.agenda import TalkingPoint
from kpidesk.domain.entities import Rep, new_id
from kpidesk.domain.terms import ItemState, MeetingStatus, Section, Visibility
from kpidesk.gui.main_window import MainWindow
from kpidesk.gui.pages.prepare_plan import most_minutes
from kpidesk.gui.pages.prepare_words import gist
from kpidesk.gui.regions import next_region
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.hatch_frame import HatchFrame
from kpidesk.settings import Settings
from tests.gui.conftest import TODAY


@pytest.fixture
def page(window):
    """Maya's agenda for today, which is in the file."""
    window.go("prepare", window.context.desk.team.rep("Maya"))
    return window.page


@pytest.fixture
def proposal(window):
    """Priya's agenda for today, which is only proposed."""
    window.go("prepare", window.context.desk.team.rep("Priya"))
    return window.page


@pytest.fixture
def public(dressed, qtbot, sample_desk):
    """A window in which private notes may not be shown."""
    window = MainWindow(lambda: TODAY, Settings(), lambda _changed: None, show_private=False)
    qtbot.addWidget(window)
    window.open(sample_desk)
    return window


def titles(page):
    return [card.point.title for card in page.agenda.cards if not card.isHidden()]


def card(page, title):
    return next(each for each in page.agenda.cards if each.point is not None and each.point.title == title)


def stored(page):
    return page.context.desk.agendas.items(page.plan.meeting)


def refusal(window):
    box = window.findChild(QMessageBox, "refused")
    text = box.text()
    box.close()
    return text


FORECAST = "Forecast: what closes in August"
FOCUS = "From calls to opportunities"


def test_without_a_subject_the_next_one_on_one_is_prepared(window):
    window.go("prepare")
    assert window.page.window_title == "Prepare: Maya Okafor"


def test_the_head_says_when_how_long_and_what_about(page):
    assert page.head.subtitle.text() == "Today 14:00, 30 min. Last met 6 Aug. Focus: new opportunities."


def test_items_say_why_and_name_their_evidence(page):
    focus = card(page, FOCUS)
    assert focus._why.text() == "2.3 a week against 4. Calls are back."
    lines = [each for each in page.plan.drawn.evidence if each.kpi.key in {"opps_created", "discovery_held"}]
    assert page.plan.ids(focus.point) == [each.id for each in lines]


def test_in_the_column_a_long_reason_is_told_by_its_first_sentences_and_whole_in_the_tip(page):
    assert gist("From 9 to 5 a week. Target 7.") == "From 9 to 5 a week. Target 7."
    assert gist(f"{'Calls ' * 15}fell. Then {'more ' * 5}words.") == f"{'Calls ' * 15}fell."
    assert gist(f"{'Calls ' * 40}fell.") == f"{'Calls ' * 40}fell."
    for line in page.plan.drawn.evidence:
        assert line.why in page.evidence._rows[line.id].accessibleName()


def test_the_focus_is_open_and_shows_what_to_ask(page):
    assert card(page, FOCUS)._ask.isVisible()
    assert not card(page, FORECAST)._ask.isVisible()


def test_opening_an_item_lights_up_its_evidence(page):
    card(page, FORECAST).setFocus()
    lit = {ident for ident, row in page.evidence._rows.items() if row._on}
    assert lit == set(page.plan.ids(card(page, FORECAST).point))


def test_choosing_evidence_opens_the_item_that_rests_on_it(page):
    line = next(each for each in page.plan.drawn.evidence if each.kpi.key == "opps_created")
    page.evidence._rows[line.id].setFocus()
    assert card(page, FOCUS)._ask.isVisible()


def test_chosen_evidence_rings_every_item_that_rests_on_it(page):
    line = next(each for each in page.plan.drawn.evidence if each.kpi.key == "proposals_sent")
    page.evidence._rows[line.id].setFocus()
    ringed = [each.point.title for each in page.agenda.shown if each._linked]
    assert ringed == ["Halden: the pricing objection", FORECAST]
    card(page, FOCUS).setFocus()
    assert [each for each in page.agenda.shown if each._linked] == []


def test_minutes_are_changed_by_plus_and_minus(page, qtbot):
    focus = card(page, FOCUS)
    focus.setFocus()
    qtbot.keyClick(focus, Qt.Key.Key_Minus)
    assert card(page, FOCUS).point.minutes == 8
    assert page.agenda.minutes.sum.text() == "29 of 30 min"
    page.context.editor.undo()
    assert card(page, FOCUS).point.minutes == 9


def test_the_stepper_stops_the_forecast_at_the_fence_and_says_so(page, qtbot):
    forecast = card(page, FORECAST)
    assert forecast.stepper.maximum() == 6
    forecast.setFocus()
    qtbot.keyClick(forecast, Qt.Key.Key_Plus)
    assert page.agenda.minutes.warning.text().startswith("1 min more than there are")
    focus = card(page, FOCUS)
    focus.stepper.setValue(8)
    said = "Forecast is over its usual 4 of 30 minutes. Its limit is 6."
    assert page.agenda.minutes.warning.text() == said
    for _ in range(4):
        qtbot.keyClick(forecast, Qt.Key.Key_Plus)
    assert card(page, FORECAST).point.minutes == 6
    assert "Forecast is at its limit" in forecast.stepper.toolTip()
    focus.stepper.setValue(7)
    assert page.agenda.minutes.warning.text().startswith("Forecast is at its limit of 6 of 30 minutes.")


def test_shortening_the_coaching_cannot_move_the_fence(window, page):
    card(page, FORECAST).stepper.setValue(6)
    others = [each.point.id for each in page.agenda.cards if each.point and each.point.section is not Section.FORECAST]
    for ident in others:
        page.agenda.minutes_wanted.emit(ident, 1)
        if window.findChild(QMessageBox, "refused"):
            break
    assert "Forecast is at its limit" in refusal(window)
    assert sum(card(page, each).point.minutes for each in titles(page)) >= 30


def test_the_forecast_cannot_be_moved_before_the_coaching(window, page, qtbot):
    forecast = card(page, FORECAST)
    forecast.setFocus()
    qtbot.keyClick(forecast, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert refusal(window) == "The forecast comes after all coaching. Move it down."
    assert titles(page).index(FORECAST) == 4


def test_alt_and_arrows_move_an_item_and_the_keyboard_stays_on_it(page, qtbot):
    second = page.agenda.cards[1]
    title = second.point.title
    second.setFocus()
    qtbot.keyClick(second, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert titles(page)[0] == title
    assert card(page, title).hasFocus()
    # What is shared with the rep follows the same order.
    assert [each.title for each in page.plan.agenda.items] == titles(page)


def test_a_suggestion_enters_only_by_accept(page, qtbot):
    assert "What works in your meetings?" not in titles(page)
    offer = page.agenda.offers[0]
    offer.setFocus()
    qtbot.keyClick(offer, Qt.Key.Key_A)
    assert "What works in your meetings?" in titles(page)
    assert page.agenda.offers == []


def test_what_is_dismissed_is_remembered_with_a_reason_that_is_asked_quietly(page, qtbot):
    second = page.agenda.cards[1]
    title = second.point.title
    second.setFocus()
    qtbot.keyClick(second, Qt.Key.Key_Delete)
    assert title not in titles(page)
    assert page.agenda.why.isVisible()
    assert page.agenda.cards[1].hasFocus()
    page.agenda.why.line.setText("We spoke of it on Monday")
    qtbot.keyClick(page.agenda.why.line, Qt.Key.Key_Return)
    assert not page.agenda.why.isVisible()
    (item,) = page.plan.dismissed
    assert (item.title, item.evidence["dismissed"]) == (title, "We spoke of it on Monday")
    page.context.editor.undo()
    assert page.plan.dismissed[0].evidence["dismissed"] == ""
    page.context.editor.undo()
    assert titles(page)[1] == title


def test_a_reason_is_one_click_and_need_not_be_given(page, qtbot):
    offer = page.agenda.offers[0]
    offer.setFocus()
    qtbot.keyClick(offer, Qt.Key.Key_Delete)
    assert page.agenda.offers == []
    page.agenda.why.buttons[1].click()
    assert [each.evidence["dismissed"] for each in page.plan.dismissed] == ["Solved"]
    page.changes.dismiss(page.agenda.cards[0].point.id)
    qtbot.keyClick(page.agenda.why.line, Qt.Key.Key_Escape)
    assert not page.agenda.why.isVisible()
    assert [each.evidence["dismissed"] for each in page.plan.dismissed] == ["", "Solved"]


def test_what_was_taken_off_can_be_put_back(page):
    title = page.agenda.cards[1].point.title
    page.changes.dismiss(page.agenda.cards[1].point.id)
    dialog = page.show_left_out()
    assert dialog.list.model.index(0).data() == title
    dialog.back.click()
    assert titles(page)[1] == title
    assert not page.agenda.why.isVisible()
    assert "dismissed" not in card(page, title).point.evidence


def test_a_pin_brings_a_point_to_every_agenda_until_it_is_released(page, qtbot):
    desk, rep = page.context.desk, page.plan.rep
    focus = card(page, FOCUS)
    focus.setFocus()
    qtbot.keyClick(focus, Qt.Key.Key_P)
    assert card(page, FOCUS)._pinned.isVisible()
    drawn = desk.preparation.agenda(rep, TODAY)
    assert [each.kpi.key for each in drawn.items if "pin" in each.evidence] == ["opps_created"]
    qtbot.keyClick(card(page, FOCUS), Qt.Key.Key_P)
    assert not card(page, FOCUS)._pinned.isVisible()
    assert desk.pins.pins(rep, TODAY) == []
    page.context.editor.undo()
    assert card(page, FOCUS)._pinned.isVisible()
    page.last.open_mine(open_=True)
    page.findChild(Button, "release_pin_1").click()
    assert desk.pins.pins(rep, TODAY) == []
    assert page.findChild(Button, "release_pin_1") is None or page.last.mine.pins.isHidden()


def drag(qtbot, page, moved, to):
    """Carry a card by its grip to the middle of another, with the button held down."""
    grip = moved.grip
    qtbot.mousePress(grip, Qt.MouseButton.LeftButton)
    for share in (0.5, 1.0):
        target = to.mapToGlobal(to.rect().center())
        start = grip.mapToGlobal(grip.rect().center())
        at = start + (target - start) * share
        QApplication.sendEvent(grip, mouse(QEvent.Type.MouseMove, grip, at))
    shown = page.agenda._line.isVisible()
    QApplication.sendEvent(grip, mouse(QEvent.Type.MouseButtonRelease, grip, at))
    return shown


def mouse(kind, widget, at):
    where = QPointF(at)
    return QMouseEvent(
        kind, widget.mapFromGlobal(where), where, Qt.MouseButton.LeftButton, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip


def test_a_card_is_dragged_to_where_the_line_of_ink_is(page, qtbot):
    first, second, third = (each.point.title for each in page.agenda.cards[:3])
    assert drag(qtbot, page, page.agenda.cards[2], page.agenda.cards[0])
    assert titles(page)[:3] in ([third, first, second], [first, third, second])
    assert not page.agenda._line.isVisible()
    page.context.editor.undo()
    assert titles(page)[:3] == [first, second, third]


def test_dragging_the_forecast_out_of_its_fence_is_refused_with_the_sentence(window, page, qtbot):
    before = titles(page)
    drag(qtbot, page, card(page, FORECAST), page.agenda.cards[0])
    assert refusal(window) == "The forecast comes after all coaching. Move it down."
    assert titles(page) == before


def test_escape_calls_a_drag_off(page, qtbot):
    moved, before = page.agenda.cards[2], titles(page)
    qtbot.mousePress(moved.grip, Qt.MouseButton.LeftButton)
    at = page.agenda.cards[0].mapToGlobal(page.agenda.cards[0].rect().center())
    QApplication.sendEvent(moved.grip, mouse(QEvent.Type.MouseMove, moved.grip, at))
    assert page.agenda._line.isVisible()
    qtbot.keyClick(moved, Qt.Key.Key_Escape)
    assert not page.agenda._line.isVisible()
    QApplication.sendEvent(moved.grip, mouse(QEvent.Type.MouseButtonRelease, moved.grip, at))
    assert titles(page) == before


def test_a_suggestion_of_a_proposal_is_accepted_and_keeps_the_agenda(proposal):
    offer = proposal.agenda.offers[0].point
    proposal.changes.accept(offer.id)
    assert proposal.plan.kept
    assert offer.title in titles(proposal)


def test_evidence_with_a_suggestion_can_be_added(page, qtbot):
    line = next(each for each in page.plan.drawn.evidence if each.kpi.key == "meetings_held")
    page.findChild(Button, f"add_{line.id}").click()
    assert "What works in your meetings?" in titles(page)


def test_an_item_is_said_in_other_words_on_its_card(page, qtbot):
    focus = card(page, FOCUS)
    focus.setFocus()
    qtbot.keyClick(focus, Qt.Key.Key_F2)
    assert focus.rewording.title.hasFocus()
    focus.rewording.title.setText("How calls become opportunities")
    focus.rewording.why.setText("Calls are back, opportunities are not.")
    qtbot.keyClick(focus.rewording.why, Qt.Key.Key_Return)
    after = card(page, "How calls become opportunities")
    assert after.point.why == "Calls are back, opportunities are not."
    assert after.hasFocus()
    page.context.editor.undo()
    assert card(page, FOCUS).point.why == "2.3 a week against 4. Calls are back."


def test_escape_puts_the_words_back_and_leaving_keeps_them(page, qtbot):
    focus = card(page, FOCUS)
    focus.reword()
    focus.rewording.title.setText("Something else")
    qtbot.keyClick(focus.rewording.title, Qt.Key.Key_Escape)
    assert FOCUS in titles(page)
    assert not focus.rewording.isVisible()
    focus.reword()
    focus.rewording.title.setText("Something else")
    page.parts.start.setFocus()
    assert "Something else" in titles(page)
    assert page.parts.start.hasFocus()


def test_an_empty_title_is_refused(window, page, qtbot):
    focus = card(page, FOCUS)
    focus.reword()
    focus.rewording.title.clear()
    qtbot.keyClick(focus.rewording.title, Qt.Key.Key_Return)
    assert refusal(window) == "An agenda item needs a title. Type one, or dismiss the item."
    assert FOCUS in titles(page)


def test_a_point_of_ones_own_is_added_with_questions_of_the_bank(page):
    dialog = page.add()
    dialog.title.setText("Listen to one call")
    dialog.search.setText("replay")
    shown = [row for row in range(dialog.questions.count()) if not dialog.questions.item(row).isHidden()]
    assert len(shown) == 1
    dialog.questions.item(shown[0]).setCheckState(Qt.CheckState.Checked)
    dialog.own.setText("What did the buyer want to know?")
    dialog.save()
    point = card(page, "Listen to one call").point
    assert point.questions == (
        "Which one shall we replay together?",
        "What did the buyer want to know?",
    )
    assert point.evidence["question_ids"] == [26]
    assert titles(page).index("Listen to one call") < titles(page).index(FORECAST)


def test_a_point_about_a_kpi_carries_its_evidence(page):
    dialog = page.add()
    dialog.title.setText("More meetings")
    dialog.kpi.setCurrentText("Meetings held")
    dialog.save()
    assert page.plan.ids(card(page, "More meetings").point) == ["E4"]


def test_a_second_forecast_beyond_the_fence_is_refused_at_the_field(page):
    dialog = page.add()
    dialog.title.setText("The big deal")
    dialog.section.setCurrentText("Forecast check")
    dialog.kpi.setCurrentText("Meetings held")
    dialog.minutes.setValue(5)
    dialog.save()
    assert dialog._title_field.wrong
    assert "The big deal" not in titles(page)
    dialog.minutes.setValue(2)
    dialog.save()
    assert "The big deal" in titles(page)


def test_another_length_shares_the_minutes_out_anew(page):
    page.agenda.findChild(QAbstractButton, "prepare_length_45").click()
    assert page.plan.meeting.minutes == 45
    assert page.plan.agenda.forecast_minutes <= 9
    assert page.agenda.minutes.sum.text() == "45 of 45 min"


def test_a_proposal_is_in_no_file_until_it_is_kept(proposal):
    assert stored(proposal) == []
    assert proposal.parts.state.text() == "Not kept yet"
    shown = titles(proposal)
    proposal.agenda.keep.click()
    assert [each.title for each in stored(proposal) if each.state is ItemState.ACCEPTED] == shown
    assert proposal.parts.state.text() == "Saved"
    proposal.context.editor.undo()
    assert stored(proposal) == []


def test_every_usual_length_is_offered_and_the_keyboard_stays_on_it(page):
    for minutes in (15, 20, 45, 60):
        button = page.agenda.findChild(QAbstractButton, f"prepare_length_{minutes}")
        button.setFocus()
        button.click()
        assert page.plan.meeting.minutes == minutes
        assert page.agenda.findChild(QAbstractButton, f"prepare_length_{minutes}").hasFocus()
        assert page.plan.agenda.forecast_minutes <= minutes * 0.2


def test_another_length_of_a_proposal_keeps_nothing(proposal):
    proposal.agenda.findChild(QAbstractButton, "prepare_length_20").click()
    assert proposal.plan.agenda.minutes == 20
    assert stored(proposal) == []


def test_changing_a_proposal_keeps_it_first(proposal):
    first = proposal.agenda.cards[0]
    minutes = first.point.minutes
    first.stepper.stepBy(-1)
    assert proposal.plan.kept
    assert proposal.agenda.cards[0].point.minutes == minutes - 1


def test_after_keeping_a_proposal_the_keyboard_stays_on_the_open_card(window, proposal):
    proposal.agenda.keep.setFocus()
    proposal.agenda.keep.click()
    assert proposal.plan.kept
    assert proposal.agenda.current is not None
    assert proposal.agenda.current.point.id == proposal._open


def test_starting_a_proposal_keeps_it_and_starts(window, proposal):
    proposal.primary()
    assert window.page.objectName() == "page_meeting"
    assert window.page.room.meeting.status is MeetingStatus.RUNNING
    assert window.page.room.items


def test_what_was_left_out_is_told_with_its_reason(page):
    dialog = page.show_left_out()
    assert dialog.list.model.rowCount() == len(page.plan.drawn.left_out)
    assert not dialog.back.isEnabled()
    dialog.close()


def test_promises_are_told_with_what_was_measured(page):
    texts = [each.commitment.text for each in page.plan.promises]
    assert "+5 discovery calls a week" in texts
    names = [each.accessibleName() for each in page.last._area.widget().children() if each.isWidgetType()]
    assert any("+5 calls a week promised, +4 measured, weeks 31 to 33." in name for name in names)


def test_private_notes_of_last_time_stand_behind_the_hatch(page):
    assert len(page.last._area.findChildren(HatchFrame)) == 1


def test_where_private_notes_may_not_be_shown_there_are_none(public, sample_desk):
    public.go("prepare", sample_desk.team.rep("Maya"))
    assert [note.visibility for note in public.page.plan.last_notes] == [Visibility.SHARED]
    assert public.page.last.findChildren(HatchFrame) == []
    assert public.page.plan.notes == ()
    assert "prep_note" not in public.page.gestures()


def test_the_focus_of_earlier_one_on_ones_is_told(page):
    name, days = page.plan.focuses[0]
    assert name == "New opportunities"
    assert days[0] == page.plan.last.on


def test_topics_are_typed_and_come_on_the_agenda(page, qtbot):
    page.gestures()["new_topic"]()
    new = page.last.mine.topics.new
    assert new.text.hasFocus()
    qtbot.keyClicks(new.text, "A car for the north")
    qtbot.keyClick(new.text, Qt.Key.Key_Return)
    assert new.text.text() == ""
    assert "A car for the north" in titles(page)
    assert card(page, "A car for the north")._raised.text() == "Maya"
    page.context.editor.undo()
    assert "A car for the north" not in titles(page)
    assert [each.text for each in page.plan.topics] == ["Pricing objection at Halden"]


def test_a_topic_is_changed_turned_over_and_removed(page, qtbot):
    topics = page.last.mine.topics
    page.last.open_mine(open_=True)
    line = topics.lines[0]
    line.text.setFocus()
    line.text.setText("Pricing at Halden and Nordwind")
    qtbot.keyClick(line.text, Qt.Key.Key_Return)
    assert page.plan.topics[0].text == "Pricing at Halden and Nordwind"
    line.who.click()
    assert page.plan.topics[0].raised_by_rep is False
    line.text.setText("nothing")
    qtbot.keyClick(line.text, Qt.Key.Key_Escape)
    assert line.text.text() == "Pricing at Halden and Nordwind"
    line.remove.click()
    assert page.plan.topics == []
    assert topics.lines == []
    page.context.editor.undo()
    assert [each.text.text() for each in topics.lines] == ["Pricing at Halden and Nordwind"]


def test_the_prep_note_is_private_saved_and_waits_in_the_meeting(page, qtbot):
    page.gestures()["prep_note"]()
    note = page.last.mine.note
    assert note.editor.hasFocus()
    qtbot.keyClicks(note.editor, "Ask about the territory first")
    assert page.leave()
    (kept,) = [each for each in page.context.desk.meetings.notes(page.plan.rep, page.plan.meeting) if each.text]
    assert (kept.text, kept.visibility) == ("Ask about the territory first", Visibility.PRIVATE)
    assert kept.agenda_item_id is None
    assert note._state.text() == "Saved"
    assert "territory" not in str(page.plan.agenda)


def test_a_prep_note_stays_itself_where_another_program_wrote_one_too(window, page, qtbot):
    desk, rep, meeting = page.context.desk, page.plan.rep, page.plan.meeting
    page.gestures()["prep_note"]()
    qtbot.keyClicks(page.last.mine.note.editor, "Mine")
    assert page.leave()
    desk.meetings.add_note(rep, "Theirs", Visibility.PRIVATE, page.context.now(), meeting)
    window.go("today")
    window.go("prepare", rep)
    page.gestures()["prep_note"]()
    qtbot.keyClicks(page.last.mine.note.editor, "!")
    assert page.leave()
    written = {note.text for note in desk.meetings.notes(rep, meeting) if note.visibility is Visibility.PRIVATE}
    assert written >= {"Theirs"}
    assert any("Mine" in text and "!" in text for text in written)


def test_a_prep_note_plans_the_one_on_one_that_was_only_proposed(window, qtbot):
    window.go("prepare", window.context.desk.team.rep("Jonas"))
    page = window.page
    assert not page.plan.planned
    page.gestures()["prep_note"]()
    qtbot.keyClicks(page.last.mine.note.editor, "Calls first")
    assert page.plan.planned
    assert page.leave()
    assert [each.text for each in window.context.desk.meetings.notes(page.plan.rep, page.plan.meeting)] == [
        "Calls first"
    ]


def test_every_gesture_of_the_page_is_in_the_menu_bar(window, page):
    assert set(page.gestures()) <= window.menus.of_page
    window.menus.actions["shorter_point"].trigger()
    assert card(page, FOCUS).point.minutes == 8
    window.menus.actions["accept_point"].trigger()
    assert "What works in your meetings?" in titles(page)


def test_an_empty_file_says_what_comes_first(empty_window):
    empty_window.go("prepare")
    assert empty_window.page._stack.currentIndex() == 1
    empty_window.page.primary()
    assert empty_window.page.plan is None


def test_a_rep_without_any_number_still_gets_an_agenda(empty_window):
    desk = empty_window.context.desk
    desk.team.add_rep(Rep(new_id(), "Ada Novak"))
    empty_window.go("prepare", desk.team.rep("Ada"))
    page = empty_window.page
    assert titles(page)
    assert not page.plan.planned
    assert page.head.subtitle.text().startswith("Proposed for")
    page.agenda.keep.click()
    assert page.plan.planned


def test_columns_become_tabs_as_the_room_shrinks(page):
    page.set_compact(compact=True)
    page.columns.resize(1000, 600)
    page.columns._arrange()
    assert page.columns.tabs.count() == 2
    page.columns.resize(700, 600)
    page.columns._arrange()
    assert page.columns.tabs.count() == 3
    page.set_compact(compact=False)
    assert page.columns.panes.count() == 3


def test_the_most_minutes_of_a_forecast_follow_the_smaller_of_plan_and_length():
    talk = TalkingPoint(new_id(), Section.FOCUS, None, "Coaching", "", minutes=16)
    forecast = TalkingPoint(new_id(), Section.FORECAST, None, "Forecast", "", minutes=2)
    assert most_minutes([talk, forecast], forecast, 30, 0.2) == 4
    assert most_minutes([talk, forecast], talk, 30, 0.2) == 30


def test_f6_goes_from_the_evidence_to_the_agenda_and_on_to_last_time(window, page):
    next(iter(page.evidence._rows.values())).setFocus()
    next_region(window, 1)
    assert page.agenda.cards[0].hasFocus()
    next_region(window, 1)
    assert page.last.isAncestorOf(QApplication.focusWidget())
    next_region(window, -1)
    assert page.agenda.cards[0].hasFocus()
