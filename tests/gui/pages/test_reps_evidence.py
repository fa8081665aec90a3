"""What a line of the scorecard opens: evidence in words, read after it is painted."""

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from kpidesk.domain.entities import Rep, new_id
from kpidesk.domain.peers import Funnel, Peers, Place, Side
from kpidesk.domain.terms import Direction, KpiClass, Status
from kpidesk.gui.pages.reps_evidence_words import Beyond, rows
from kpidesk.gui.pages.reps_peers import peer_words

ON = dt.date(2026, 8, 20)
CLICK = Qt.MouseButton.LeftButton


@pytest.fixture
def page(window):
    window.go("reps")
    return window.page


@pytest.fixture
def scorecard(page):
    pick(page, "Maya Okafor")
    return page.detail.scorecard


@pytest.fixture
def at_rest(window, qtbot):
    def wait():
        qtbot.waitUntil(lambda: not window.jobs.busy)

    return wait


def pick(page, name):
    page.table.select(next(row.rep.id for row in page.table.model.shown if row.rep.name == name))


def line(scorecard, key):
    lines = (*scorecard._leading.lines, *scorecard._lagging.lines)
    return next(each for each in lines if each.standing.kpi.key == key)


def standing(page, name, key):
    card = next(row.card for row in page.table.model.shown if row.rep.name == name)
    return card, card.standing(key)


def said(page, card, found, beyond=None):
    return dict(rows(found, card, "EUR", page._data.board.frame.calendar, beyond or Beyond()))


def test_nothing_is_open_until_it_is_asked_for(scorecard, window):
    assert scorecard.evidence.isHidden()
    assert not window.jobs.busy


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_Space])
def test_keys_open_a_line_and_escape_closes_it(scorecard, qtbot, at_rest, key):
    opened = line(scorecard, "opps_created")
    opened.setFocus()
    qtbot.keyClick(opened, key)
    assert scorecard.evidence.isVisible()
    at_rest()
    qtbot.keyClick(opened, Qt.Key.Key_Escape)
    assert scorecard.evidence.isHidden()
    assert opened.hasFocus()


def test_ctrl_enter_stays_the_action_of_the_page(page, scorecard, qtbot):
    opened = line(scorecard, "opps_created")
    qtbot.keyClick(opened, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not opened.isChecked()


@pytest.mark.parametrize("keys", [("discovery_held", "meetings_held"), ("proposals_sent", "win_rate")])
def test_a_click_opens_a_line_in_place_and_closes_the_one_before(scorecard, qtbot, at_rest, keys):
    first, second = (line(scorecard, key) for key in keys)
    for each in (first, second):
        qtbot.mouseClick(each, CLICK)
    assert (first.isChecked(), second.isChecked()) == (False, True)
    at_rest()
    assert scorecard.evidence.parentWidget() is second.parentWidget()
    qtbot.waitUntil(lambda: scorecard.evidence.geometry().top() == second.geometry().bottom() + 1)


def test_what_is_known_is_said_at_once_and_the_rest_follows(scorecard, qtbot, at_rest):
    qtbot.mouseClick(line(scorecard, "revenue_won"), CLICK)
    assert dict(scorecard.evidence.rows)["More"] == "Reading…"
    at_rest()
    assert [label for label, _text in scorecard.evidence.rows] == [
        "Value", "Target", "Status", "Trend", "Pattern", "Year before", "Peers", "Data", "Outlook", "Still to do",
        "Rests on",
    ]  # fmt: skip


def test_a_result_is_told_with_outlook_and_what_it_rests_on(scorecard, qtbot, at_rest):
    qtbot.mouseClick(line(scorecard, "revenue_won"), CLICK)
    at_rest()
    found = dict(scorecard.evidence.rows)
    assert found["Value"] == "€123k so far in Q3, 55% of its days are over."
    assert found["Target"].endswith("A coaching target, not a pay quota.")
    assert "in 8 of 10 endings. Chance of the target 26%." in found["Outlook"]
    assert found["Rests on"].startswith("4,000 draws from the rate of 22 won deals")
    assert found["Still to do"] == "€29.5k a week; the rest takes 1.8 times the rate of the last 4 weeks."


def test_a_leading_kpi_has_a_status_with_its_beginning_and_no_outlook(scorecard, qtbot, at_rest):
    qtbot.mouseClick(line(scorecard, "opps_created"), CLICK)
    at_rest()
    found = dict(scorecard.evidence.rows)
    assert found["Status"] == "At risk since week 28: 56% of target."
    assert found["Trend"] == "Likely falling over 13 weeks."
    assert found["Pattern"].endswith("Below target for 9 weeks in a row.")
    assert found["Peers"] == "In the lowest quarter of 8 reps in the role AE, whose middle is 4."
    assert "Outlook" not in found


def test_the_same_days_of_the_year_before_stand_beside_and_unequal_ones_are_compared_by_the_day(
    scorecard, qtbot, at_rest
):
    said = {}
    for key in ("discovery_held", "revenue_won", "win_rate", "quota_attainment"):
        qtbot.mouseClick(line(scorecard, key), CLICK)
        at_rest()
        said[key] = dict(scorecard.evidence.rows).get("Year before")
    assert said == {
        "discovery_held": "9 in a week of work, from 21 Jul 2025 to 17 Aug 2025. Now 9.8: 8% more.",
        "revenue_won": "€259k on 24 days of work, from 1 Jul 2025 to 16 Aug 2025. Now €123k on 33: 66% less a day.",
        "win_rate": "23% from 19 May 2025 to 17 Aug 2025. Now 20%: 3 points less.",
        "quota_attainment": None,
    }


def test_a_rate_is_told_with_its_cases_and_beside_chance(scorecard, qtbot, at_rest):
    qtbot.mouseClick(line(scorecard, "win_rate"), CLICK)
    at_rest()
    found = dict(scorecard.evidence.rows)
    assert found["Value"] == "20%, 13 of 65 over the last 13 weeks."
    assert found["Peers"] == "As 23% of 8 reps in the role AE together: for 65 cases, 12% to 33% can be chance."


def test_who_listens_hears_the_evidence_on_the_line(scorecard, qtbot, at_rest):
    opened = line(scorecard, "win_rate")
    qtbot.mouseClick(opened, CLICK)
    at_rest()
    assert "Value: 20%, 13 of 65 over the last 13 weeks." in opened.accessibleDescription()
    qtbot.mouseClick(opened, CLICK)
    assert opened.accessibleDescription() == ""


def test_turning_to_another_rep_closes_the_line(page, scorecard, qtbot, at_rest):
    qtbot.mouseClick(line(scorecard, "revenue_won"), CLICK)
    pick(page, "Jonas Lindqvist")
    assert scorecard.evidence.isHidden()
    at_rest()
    assert scorecard.evidence.isHidden()


def test_what_was_read_is_kept_until_something_changes(page, window, scorecard, qtbot, at_rest):
    opened = line(scorecard, "revenue_won")
    for _ in range(2):
        qtbot.mouseClick(opened, CLICK)
        at_rest()
    qtbot.mouseClick(opened, CLICK)
    assert not window.jobs.busy
    assert "Outlook" in dict(scorecard.evidence.rows)
    rep = window.context.desk.team.rep("Maya")
    window.editor.do(lambda: window.context.desk.team.change_rep(rep, replace(rep, cadence_days=7)))
    assert line(scorecard, "revenue_won").isChecked()
    assert window.jobs.busy
    at_rest()
    assert "Outlook" in dict(scorecard.evidence.rows)


def test_a_narrow_window_keeps_the_line_open(window, scorecard, qtbot, at_rest):
    qtbot.mouseClick(line(scorecard, "revenue_won"), CLICK)
    at_rest()
    window.resize(1100, 668)
    at_rest()
    assert line(scorecard, "revenue_won").isChecked()
    assert scorecard.evidence.isVisible()


def test_an_archived_rep_has_evidence_without_peers(page, window, qtbot, at_rest):
    pick(page, "Ben Carter")
    page.acts.archive_or_restore()
    page.table.filters.archived.trigger()
    scorecard = page.detail.scorecard
    qtbot.mouseClick(line(scorecard, "discovery_held"), CLICK)
    at_rest()
    found = dict(scorecard.evidence.rows)
    assert "Value" in found
    assert "Peers" not in found


def test_missing_is_said_with_its_beginning(page):
    card, found = standing(page, "Maya Okafor", "discovery_held")
    quiet = replace(found, value=None, attainment=None, status=Status.NONE, last_value_on=dt.date(2026, 8, 3))
    told = said(page, card, quiet)
    assert told["Value"] == "No values since 3 Aug."
    assert told["Status"] == "Not judged: no recent values."
    assert told["Data"].startswith("No values since 3 Aug.")
    assert said(page, card, replace(quiet, last_value_on=None))["Value"] == "No values yet."


def test_few_cases_are_told_with_the_range_they_can_mean(page):
    card, found = standing(page, "Maya Okafor", "win_rate")
    few = replace(found, value=0.4, denominator=5.0)
    assert "40%, 2 of 5 over the last 13 weeks. So few cases can mean 18% to 67%." in said(page, card, few)["Value"]
    fewer = said(page, card, replace(found, value=0.75, denominator=4.0, status=Status.NONE))
    assert fewer["Value"].startswith("3 of 4 over the last 13 weeks.")
    assert fewer["Status"] == "Not judged: too few cases."


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"target": None, "attainment": None}, "there is no target to hold it against"),
        ({"weeks": 3}, "fewer than 4 weeks of data"),
    ],
)
def test_what_is_not_judged_says_why(page, changes, why):
    card, found = standing(page, "Maya Okafor", "discovery_held")
    assert said(page, card, replace(found, status=Status.NONE, **changes))["Status"] == f"Not judged: {why}."


def test_a_result_is_not_judged_during_the_ramp_up(page):
    card, found = standing(page, "Maya Okafor", "revenue_won")
    assert found.kpi.kpi_class is KpiClass.OUTCOME
    told = said(page, card, replace(found, status=Status.NONE))
    assert told["Status"] == "Not judged: results are not judged during the ramp-up."


def test_a_status_that_lasts_says_where_it_is_left(page):
    card, found = standing(page, "Maya Okafor", "discovery_held")
    assert found.attainment > 0.8
    assert said(page, card, found)["Status"] == "At risk since week 29: 81% of target. It is left from 85% on."


def test_no_attainment_is_told_beyond_200_percent(page):
    card, found = standing(page, "Maya Okafor", "discovery_held")
    assert said(page, card, replace(found, attainment=3.1))["Status"].startswith("At risk since week 29: over 200%")


def peers_of(kpi, place=None, funnel=None):
    return Peers(kpi, 1.0, 4.0, place, funnel)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Place(6, Side.ABOVE, None, None), "Above the middle of 6 reps in the role Inside sales, whose middle is 4."),
        (Place(5, Side.MIDDLE, None, None), "At the middle of 5 reps in the role Inside sales, whose middle is 4."),
        (
            Place(9, Side.ABOVE, 4, None),
            "In the highest quarter of 9 reps in the role Inside sales, whose middle is 4.",
        ),
        (Place(24, Side.ABOVE, 3, 60.4), "Above about 60% of 24 reps in the role Inside sales, whose middle is 4."),
    ],
)
def test_a_place_is_told_no_finer_than_the_cohort_allows(page, place, words):
    _card, found = standing(page, "Maya Okafor", "discovery_held")
    rep = Rep(new_id(), "Maya Okafor", role="Inside sales")
    assert peer_words(peers_of(found.kpi, place), rep, ON, "EUR") == words


def test_new_reps_are_beside_those_hired_with_them(page):
    _card, found = standing(page, "Maya Okafor", "discovery_held")
    rep = Rep(new_id(), "Maya Okafor", hired_on=dt.date(2026, 6, 1))
    said = peer_words(peers_of(found.kpi, Place(5, Side.BELOW, None, None)), rep, ON, "EUR")
    assert said == "Below the middle of 5 reps hired in the same month, whose middle is 4."


def test_where_less_is_better_it_is_said(page):
    _card, found = standing(page, "Maya Okafor", "discovery_held")
    kpi = replace(found.kpi, direction=Direction.DOWN)
    said = peer_words(peers_of(kpi, Place(8, Side.BELOW, 1, None)), Rep(new_id(), "Maya Okafor"), ON, "EUR")
    assert said.endswith("Less is better.")


def test_a_rate_beyond_chance_names_the_limits(page):
    _card, found = standing(page, "Maya Okafor", "win_rate")
    low = Funnel(8, 65.0, 0.23, (0.12, 0.33), (0.08, 0.41), Side.BELOW, strong=True)
    said = peer_words(peers_of(found.kpi, funnel=low), Rep(new_id(), "Maya Okafor", role="AE"), ON, "EUR")
    assert said == "Below the 23% of 8 reps in the role AE together: for 65 cases, 8% to 41% would be chance."
