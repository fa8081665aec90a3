import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QInputDialog, QMessageBox

from kpidesk.domain.agenda import TalkingPoint
from kpidesk.domain.entities import Rep, new_id
from kpidesk.domain.terms import ItemState, MeetingStatus, Section, Visibility
from kpidesk.gui.main_window import MainWindow
from kpidesk.gui.pages.prepare_plan import most_minutes
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
    return page.context.desk.preparation.items(page.plan.meeting)


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
    line = next(each for each in page.plan.drawn.evidence if each.kpi.key == "opps_created")
    assert page.plan.ids(focus.point) == [line.id]


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


def test_minutes_are_changed_by_plus_and_minus(page, qtbot):
    focus = card(page, FOCUS)
    focus.setFocus()
    qtbot.keyClick(focus, Qt.Key.Key_Minus)
    assert card(page, FOCUS).point.minutes == 8
    assert page.agenda._sum.text() == "29 of 30 min"
    page.context.editor.undo()
    assert card(page, FOCUS).point.minutes == 9


def test_the_stepper_stops_the_forecast_at_the_fence_and_says_so(page, qtbot):
    forecast = card(page, FORECAST)
    assert forecast.stepper.maximum() == 6
    forecast.setFocus()
    for _ in range(4):
        qtbot.keyClick(forecast, Qt.Key.Key_Plus)
    assert card(page, FORECAST).point.minutes == 6
    assert "Forecast is at its limit" in forecast.stepper.toolTip()
    assert page.agenda._warning.text().startswith("2 min more than there are")


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


def test_a_suggestion_enters_only_by_accept(page, qtbot):
    assert "What works in your meetings?" not in titles(page)
    offer = page.agenda.offers[0]
    offer.setFocus()
    qtbot.keyClick(offer, Qt.Key.Key_A)
    assert "What works in your meetings?" in titles(page)
    assert page.agenda.offers == []


def test_a_dismissed_suggestion_is_remembered(page, qtbot):
    offer = page.agenda.offers[0]
    offer.setFocus()
    qtbot.keyClick(offer, Qt.Key.Key_Delete)
    assert page.agenda.offers == []
    assert [each.title for each in stored(page) if each.state is ItemState.DISMISSED] == [
        "What works in your meetings?"
    ]


def test_evidence_with_a_suggestion_can_be_added(page, qtbot):
    line = next(each for each in page.plan.drawn.evidence if each.kpi.key == "meetings_held")
    page.findChild(Button, f"add_{line.id}").click()
    assert "What works in your meetings?" in titles(page)


def test_an_item_can_be_said_in_other_words(page):
    card(page, FOCUS).reword_wanted.emit(card(page, FOCUS).point.id)
    dialog = page.findChild(QInputDialog, "prepare_ask")
    dialog.setTextValue("How calls become opportunities")
    dialog.accept()
    assert "How calls become opportunities" in titles(page)


def test_an_item_of_ones_own_is_added_to_its_section(page):
    page.agenda.add_wanted.emit(Section.FOCUS)
    dialog = page.findChild(QInputDialog, "prepare_ask")
    dialog.setTextValue("Listen to one call")
    dialog.accept()
    assert titles(page).index("Listen to one call") < titles(page).index(FORECAST)


def test_another_length_shares_the_minutes_out_anew(page):
    page.agenda._length.button("45").click()
    assert page.plan.meeting.minutes == 45
    assert page.plan.agenda.forecast_minutes <= 9
    assert page.agenda._sum.text() == "45 of 45 min"


def test_a_proposal_is_in_no_file_until_it_is_kept(proposal):
    assert stored(proposal) == []
    assert proposal._state.text() == "Not kept yet"
    shown = titles(proposal)
    proposal.agenda.keep.click()
    assert [each.title for each in stored(proposal) if each.state is ItemState.ACCEPTED] == shown
    assert proposal._state.text() == "Saved"
    proposal.context.editor.undo()
    assert stored(proposal) == []


def test_another_length_of_a_proposal_keeps_nothing(proposal):
    proposal.agenda._length.button("20").click()
    assert proposal.plan.agenda.minutes == 20
    assert stored(proposal) == []


def test_changing_a_proposal_keeps_it_first(proposal):
    first = proposal.agenda.cards[0]
    minutes = first.point.minutes
    first.stepper.stepBy(-1)
    assert proposal.plan.kept
    assert proposal.agenda.cards[0].point.minutes == minutes - 1


def test_starting_a_proposal_keeps_it_and_starts(window, proposal):
    proposal.primary()
    assert window.page.objectName() == "page_meeting"
    assert window.page.room.meeting.status is MeetingStatus.RUNNING
    assert window.page.room.items


def test_what_was_left_out_is_told_with_its_reason(page):
    dialog = page._show_left_out()
    assert dialog.list.model.rowCount() == len(page.plan.drawn.left_out)
    dialog.close()


def test_promises_are_told_with_what_was_measured(page):
    texts = [each.commitment.text for each in page.plan.promises]
    assert "+5 discovery calls a week" in texts
    names = [each.accessibleName() for each in page.last._area.widget().children() if each.isWidgetType()]
    assert any("+5 calls a week promised, +4 measured, weeks 31 to 33." in name for name in names)


def test_private_notes_of_last_time_stand_behind_the_hatch(page):
    assert len(page.last.findChildren(HatchFrame)) == 1


def test_where_private_notes_may_not_be_shown_there_are_none(public, sample_desk):
    public.go("prepare", sample_desk.team.rep("Maya"))
    assert [note.visibility for note in public.page.plan.last_notes] == [Visibility.SHARED]
    assert public.page.last.findChildren(HatchFrame) == []


def test_the_agenda_is_copied_as_text_without_notes(page):
    page.share.click()
    text = QGuiApplication.clipboard().text()
    assert FOCUS in text
    assert "Orbit" not in text


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
