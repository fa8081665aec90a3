import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog

from kpidesk.domain.calendars import FiscalCalendar
from kpidesk.domain.entities import OneOnOne, new_id
from kpidesk.domain.terms import MeetingStatus, Status
from kpidesk.gui import formats
from kpidesk.gui.models import team_data
from kpidesk.gui.pages.today_appointments import note
from kpidesk.gui.pages.today_attention import AttentionCard, _ConcernLine
from kpidesk.gui.pages.today_concerns import SHOWN, Concern, Way, concerns
from kpidesk.gui.pages.today_lines import soon
from kpidesk.gui.pages.today_words import week_of_quarter
from kpidesk.gui.widgets.buttons import Button

ON = dt.date(2026, 8, 20)


@pytest.fixture
def page(window):
    return window.page


@pytest.fixture
def went(page):
    """Where the page asks to go, instead of going there."""
    places = []
    page.context = replace(page.context, go=lambda key, subject=None: places.append((key, subject)))
    return places


@pytest.fixture
def groups(sample_desk, dressed):
    return dict(concerns(team_data.read(sample_desk, ON)))


def test_the_head_says_day_week_and_how_many_one_on_ones(page):
    assert page.head.title.text() == "Thursday 20 August"
    assert page.head.subtitle.text() == "Week 34, Q3 week 8 of 13. Two one-on-ones today."


def test_the_next_one_on_one_says_whom_why_and_how_long(page):
    first = page.next.first
    assert first._name.text() == "Maya Okafor"
    assert first._time.text() == "14:00"
    said = [line.accessibleName() for line in first._facts]
    assert said[0] == "Focus: New opportunities, 2.3 a week against 4. Agreed 23 Jul."
    assert "promised" in said[1]
    assert said[2] == "Ask: Which call last week became an opportunity, and why?"
    assert said[3] == "Time: 30 min planned. Forecast 4 min, 13% (limit 20%)."


def test_the_others_follow_in_order_of_time(page):
    names = [row._name.text() for row in page.next._rows if row.isVisible()]
    assert names == ["Priya Nair", "Chloé Martin", "Kenji Watanabe", "Tomás Rivera", "Aisha Rahman"]


def test_the_primary_action_starts_the_next_one_on_one(page, went):
    page.primary()
    ((key, meeting),) = went
    assert (key, meeting.at) == ("meeting", dt.time(14))


def test_prepare_goes_to_that_very_one_on_one(page, went, qtbot):
    qtbot.mouseClick(page.next._rows[0].prepare, Qt.MouseButton.LeftButton)
    assert [(key, meeting.on, meeting.at) for key, meeting in went] == [("prepare", ON, dt.time(16))]


def test_a_click_on_a_row_does_what_its_button_does(page, went, qtbot):
    row = page.next._rows[0]
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.attention.findChildren(_ConcernLine)[2], Qt.MouseButton.LeftButton)
    assert went == [("prepare", row.meeting), ("reps", page.context.desk.team.rep("Jonas"))]


def test_how_far_each_is_prepared_is_told(page):
    told = [
        (row._name.text().split()[0], row._word.text(), row._note.text(), row.prepare.text()) for row in page.next._rows
    ]
    assert told[:2] == [
        ("Priya", "Not prepared", "Leading KPIs on target", "Prepare"),
        ("Chloé", "Draft", "3 of 5 sections accepted", "Continue"),
    ]


def test_what_to_know_before_preparing_is_what_is_due_else_what_is_low(page, sample_desk):
    data = team_data.read(sample_desk, ON)
    rows = {row.rep.first_name: row for row in data.rows}
    meeting = OneOnOne(new_id(), rows["Jonas"].rep.id, dt.date(2026, 8, 24))
    assert note(rows["Jonas"], meeting) == "4 leading KPIs below target"
    assert note(rows["Kenji"], meeting) == "1 commitment due first"
    card = rows["Jonas"].card
    one = replace(rows["Jonas"], card=replace(card, leading=card.leading[:1]))
    assert note(one, meeting) == "Discovery calls below target"
    none = replace(card, leading=(), lagging=(), leading_attainment=None, quadrant=None)
    assert note(replace(one, card=none), meeting) == "No numbers yet"


def test_a_one_on_one_is_moved_or_skipped_from_its_row(page, window, qtbot):
    menu = page.next.menu(page.next._rows[1].meeting)
    menu.findChild(QAction, "next_skip").trigger()
    dialog = page.findChild(QDialog, "cancel_dialog")
    assert dialog.windowTitle() == "Skip one-on-one"
    dialog.reason.setText("Trade fair")
    dialog.save()
    chloe = window.context.desk.team.rep("Chloé")
    skipped, planned = sorted(window.context.desk.meetings.one_on_ones(chloe.id), key=lambda each: each.on)[-2:]
    assert (skipped.status, skipped.reason) == (MeetingStatus.CANCELLED, "Trade fair")
    assert (planned.status, planned.on) == (MeetingStatus.PLANNED, dt.date(2026, 9, 4))
    window.context.editor.undo()
    page.next._rows[2].prepare.setFocus()
    window.menus.actions["move_meeting"].trigger()
    assert page.findChild(QDialog, "one_on_one_dialog").rep.currentText() == "Kenji Watanabe"


def test_planning_ahead_ends_what_is_overdue(page, window):
    page.attention.findChild(Button, "plan_all").click()
    window.findChild(QDialog, "plan_ahead_dialog").save()
    assert "Overdue one-on-ones" not in dict(concerns(page._data))
    window.context.editor.undo()
    assert "Overdue one-on-ones" in dict(concerns(page._data))


def test_what_slips_and_is_on_the_agenda_already_leads_there(page, went):
    buttons = [each.button.text() for each in page.attention.findChildren(_ConcernLine)]
    assert buttons == ["Schedule", "Schedule", "Look", "In agenda", "Ask", "Ask"]
    page.attention.findChildren(_ConcernLine)[3].button.click()
    assert [(key, rep.name) for key, rep in went] == [("prepare", "Maya Okafor")]


@pytest.fixture
def imported(empty_desk, tmp_path):
    """Seven reps and their calls as a first import brings them: nobody was met, nothing has a target."""
    path = tmp_path / "calls.csv"
    names = ("Ann Lee", "Bo Ray", "Cy Poe", "Di Fox", "Ed Kay", "Flo May", "Gus Orr")
    rows = [f"{name},2026-W{week},{week - 20}" for name in names for week in range(26, 34)]
    path.write_text("\n".join(["Rep,Week,Discovery calls", *rows]) + "\n", encoding="utf-8")
    empty_desk.transfer.import_file(path, now=dt.datetime(2026, 8, 20, 9, tzinfo=dt.UTC), create_reps=True)
    return empty_desk


def test_a_team_that_was_never_met_needs_attention(imported, make_window):
    page = make_window(imported).page
    found = dict(concerns(page._data))
    never = found["Reps without a one-on-one"]
    assert [each.title for each in never][:2] == ["Ann Lee, never met", "Bo Ray, never met"]
    assert never[0].meta == "Agreed rhythm: every 2 weeks"
    assert page.attention.total == 8
    page.attention.findChild(Button, "plan_all").click()
    page.findChild(QDialog, "plan_ahead_dialog").save()
    assert "Reps without a one-on-one" not in dict(concerns(page._data))


def test_numbers_without_any_target_need_one(imported, make_window):
    window = make_window(imported)
    (none,) = dict(concerns(window.page._data))["No targets"]
    assert none.title == "No KPI has a target yet"
    window.page.attention.wanted.emit(none)
    assert window.page.objectName() == "page_kpis"


def test_old_numbers_are_said_from_the_day_conclusions_wait(sample_desk, dressed, page, went):
    data = team_data.read(sample_desk, ON)
    fresh = sample_desk.team.freshness(ON)
    assert "Old numbers" not in dict(concerns(data, fresh))
    (old,) = dict(concerns(data, replace(fresh, days_ago=8, old=True)))["Old numbers"]
    assert old.title == f"{fresh.file}: imported 8 days ago"
    assert old.meta == "Data through 16 Aug. Conclusions wait for newer."
    page.attention.wanted.emit(old)
    assert went == [("intake", None)]


def test_late_one_on_ones_come_first_the_latest_on_top(groups):
    titles = [each.title for each in groups["Overdue one-on-ones"]]
    assert titles == ["Jonas Lindqvist, 21 days overdue", "Ben Carter, 7 days overdue"]
    assert groups["Overdue one-on-ones"][0].meta == "Last met 16 Jul. Agreed rhythm: every 2 weeks"


def test_a_quota_ahead_of_pace_over_sliding_activity_is_called_out(groups):
    jonas = next(each for each in groups["Slipping leading KPIs"] if each.rep.name == "Jonas Lindqvist")
    assert jonas.meta == "Quota still ahead of pace, 58%. That will follow"
    assert jonas.status is Status.RISK


def test_stale_commitments_say_how_long_nobody_spoke_of_them(groups):
    assert [each.meta for each in groups["Stale commitments"]] == [
        "Due 31 Jul, no update for 20 days",
        "Due 7 Aug, no update for 13 days",
    ]


def test_look_shows_the_rep_and_schedule_asks_for_a_day(page, went):
    page.attention.wanted.emit(Concern(page._data.rows[0].rep, Status.RISK, "", "", Way.LOOK))
    assert [(key, rep.name) for key, rep in went] == [("reps", "Aisha Rahman")]
    page.attention.wanted.emit(Concern(page._data.rows[0].rep, Status.RISK, "", "", Way.SCHEDULE))
    dialog = page.findChild(QDialog, "one_on_one_dialog")
    assert dialog is not None
    dialog.reject()


def test_long_groups_are_cut_and_counted(page):
    rep = page._data.rows[0].rep
    card = AttentionCard()
    card.show_concerns([("Stale commitments", [Concern(rep, Status.WATCH, "t", "m", Way.ASK)] * (SHOWN + 3))])
    buttons = [each.text() for each in card.findChildren(type(page.plan)) if each.objectName().startswith("more_")]
    assert buttons == ["3 more on the Reps page"]
    assert card.total == SHOWN + 3
    card.deleteLater()


def test_the_pulse_shows_four_leading_kpis_and_the_results_beside(page):
    panels = [panel._name.text() for panel in page.pulse._panels if panel.isVisible()]
    assert panels == ["Discovery calls", "New opportunities", "Meetings held", "Proposals sent"]
    assert page.pulse._results._lines[0].accessibleName().startswith("Won revenue, Q3: €1.21M of €2.4M")


def test_the_pulse_looks_back_as_far_as_asked(page):
    page.pulse._span.set_current("52")
    assert len(page.pulse._panels[0]._chart._pulse.mean) == 52


def test_a_small_window_puts_the_cards_behind_tabs(page, window):
    window.resize(1100, 668)
    assert page.tabs.isVisible()
    assert page.next.isVisible()
    assert not page.attention.isVisible()
    page.tabs.setCurrentIndex(1)
    assert page.attention.isVisible()
    page.tabs.setCurrentIndex(2)
    assert page.pulse.isVisible()
    assert not page.next.isVisible()


def test_a_new_file_offers_three_ways_to_begin(empty_window):
    page = empty_window.page
    assert page.first_run.isVisible()
    assert not page.head.isVisible()
    assert page.first_run.sample.hasFocus()
    assert empty_window.windowTitle() == "Welcome – KPIdesk"


def test_one_key_makes_the_sample_team(empty_window, qtbot):
    page = empty_window.page
    with qtbot.waitSignal(empty_window.editor.changed, timeout=20_000):
        qtbot.keyClick(page.first_run.sample, Qt.Key.Key_1)
        assert not page.first_run.sample.isEnabled()
    assert page.head.title.text() == "Thursday 20 August"
    qtbot.waitUntil(lambda: page.complete)
    assert len(page._data.rows) == 8


def test_two_chooses_the_file_at_once(empty_window, tmp_path, qtbot):
    path = tmp_path / "calls.csv"
    path.write_text("Rep,Week,Discovery calls\nAnn Lee,2026-W30,4\n", encoding="utf-8")
    empty_window.go("intake")
    intake = empty_window.page
    intake.ask_file = lambda _title, _kinds: path
    empty_window.go("today")
    empty_window.page.first_run.choose.click()
    assert empty_window.page is intake
    assert intake.session.path == path
    qtbot.waitUntil(lambda: intake.session.preview is not None)


def test_three_adds_the_first_rep(empty_window, qtbot):
    page = empty_window.page
    qtbot.keyClick(page.first_run.sample, Qt.Key.Key_3)
    dialog = page.findChild(QDialog, "rep_dialog")
    assert dialog.windowTitle() == "Add rep"
    dialog.reject()


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (dt.date(2026, 8, 20), (8, 13)),
        (dt.date(2026, 7, 1), (1, 13)),
        (dt.date(2026, 9, 30), (13, 13)),
        (dt.date(2027, 1, 1), (1, 12)),
        (dt.date(2026, 12, 31), (14, 14)),
    ],
)
def test_weeks_of_a_quarter_belong_where_their_fourth_day_is(on, expected):
    assert week_of_quarter(FiscalCalendar(), on) == expected


def test_how_soon_is_said_in_minutes_only_on_the_day_itself():
    meeting = OneOnOne(new_id(), new_id(), ON, dt.time(14))
    now = dt.datetime(2026, 8, 20, 13, 42).astimezone()
    assert soon(meeting, ON, now) == "in 18 minutes"
    assert soon(meeting, ON, now + dt.timedelta(minutes=30)) == "12 min ago"
    assert soon(meeting, ON, now - dt.timedelta(days=1)) == "Today"
    assert soon(meeting, ON - dt.timedelta(days=1), now) == "Thu 20 Aug"
    running = OneOnOne(new_id(), new_id(), ON, status=MeetingStatus.RUNNING)
    assert soon(running, ON, now) == "Running now"


def test_a_name_from_right_to_left_does_not_turn_the_sentence_around(sample_desk):
    ben = next(rep for rep in sample_desk.team.reps() if rep.name == "Ben Carter")
    sample_desk.team.change_rep(ben, replace(ben, name="נועה לוי"))
    overdue = dict(concerns(team_data.read(sample_desk, dt.date(2026, 8, 20))))["Overdue one-on-ones"]
    assert [each.title for each in overdue] == [
        "Jonas Lindqvist, 21 days overdue",
        "\u2068נועה לוי\u2069, 7 days overdue",
    ]


def test_two_with_one_first_name_are_told_apart(sample_desk):
    kenji = next(rep for rep in sample_desk.team.reps() if rep.name == "Kenji Watanabe")
    sample_desk.team.change_rep(kenji, replace(kenji, name="Ben Watanabe"))
    stale = dict(concerns(team_data.read(sample_desk, ON)))["Stale commitments"]
    assert [each.title.split(":")[0] for each in stale] == ["Ben Carter", "Ben Watanabe"]


def test_the_page_keeps_up_with_the_clock_and_turns_to_the_next_day(page):
    soon_at = dt.datetime(2026, 8, 20, 13, 42).astimezone()
    page.context = replace(page.context, now=lambda: soon_at)
    page.follow_time()
    assert page.next.first._soon.text() == "in 18 minutes"
    tomorrow = ON + dt.timedelta(days=1)
    page.context = replace(page.context, today=lambda: tomorrow)
    page.follow_time()
    assert page.head.title.text() == "Friday 21 August"
    assert page.next.first._name.text() == "Chloé Martin"


def test_what_was_planned_and_never_began_is_told_and_moved(page, sample_desk):
    jonas = sample_desk.team.rep("Jonas")
    old = OneOnOne(new_id(), jonas.id, dt.date(2026, 8, 18), dt.time(11))
    page.context.editor.do(lambda: sample_desk.meetings.schedule(old))
    said = "Jonas Lindqvist, Tue 18 Aug 11:00. Its agenda moves with it."
    line = next(each for each in page.attention.findChildren(_ConcernLine) if each.accessibleName() == said)
    line.button.click()
    dialog = page.findChild(QDialog, "one_on_one_dialog")
    assert dialog.windowTitle() == "Move one-on-one"
    dialog.day.setDate(formats.qdate(dt.date(2026, 8, 21)))
    dialog.save()
    assert sample_desk.planning.left_behind(ON) == []
