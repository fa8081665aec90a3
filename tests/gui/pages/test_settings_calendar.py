"""The company's calendar in Settings: each choice is kept at once, can be undone, and tells where today is."""

import datetime as dt

import pytest

from kpidesk.domain.entities import Holiday, Season, Workspace
from kpidesk.domain.terms import Cadence, YearEnd, YearName, YearPattern
from kpidesk.gui import formats
from kpidesk.gui.models import value_words
from kpidesk.gui.page_stack import PAGES
from kpidesk.gui.pages.reports_contents import spans


@pytest.fixture
def page(window):
    window.go("settings")
    window.page.turn_to("calendar_card")
    return window.page


@pytest.fixture
def card(page):
    return page.calendar


@pytest.fixture
def weeks(card):
    """A year of 4-4-5 weeks from January on."""
    card.pattern.choose(YearPattern.WEEKS_445)
    return card


def offered(box):
    return [box.itemText(at) for at in range(box.count())]


def test_a_year_of_months_says_where_today_is_and_asks_nothing_about_weeks(card):
    assert card.sentence.text() == (
        "Today is week 8 of 13 in Q3 of fiscal 2026; the year runs from 1 Jan 2026 to 31 Dec 2026 (12 months)."
    )
    assert not card.year_end.isVisible()
    assert not card.year_name.isVisible()


def test_a_year_of_weeks_is_kept_at_once_and_undone(weeks, window):
    assert window.context.desk.team.workspace().year_pattern is YearPattern.WEEKS_445
    assert weeks.sentence.text() == (
        "Today is week 8 of 13 in Q3 of fiscal 2026; the year runs from 29 Dec 2025 to 27 Dec 2026 (52 weeks)."
    )
    assert weeks.year_end.isVisible()
    window.editor.undo()
    assert window.context.desk.team.workspace().year_pattern is YearPattern.MONTHS
    assert not weeks.year_end.isVisible()


def test_the_end_of_a_year_of_weeks_is_offered_by_its_weekday_and_month(weeks, window):
    assert offered(weeks.year_end) == ["Last Sunday of December", "Sunday nearest to the end of December"]
    weeks.week_start.choose(6)
    weeks.fiscal_start.choose(2)
    assert offered(weeks.year_end) == ["Last Saturday of January", "Saturday nearest to the end of January"]
    weeks.year_end.choose(YearEnd.NEAREST)
    kept = window.context.desk.team.workspace()
    assert (kept.week_start, kept.fiscal_start_month, kept.year_end) == (6, 2, YearEnd.NEAREST)
    assert "the year runs from 1 Feb 2026 to 30 Jan 2027 (52 weeks)" in weeks.sentence.text()


def test_a_year_that_spans_two_is_named_after_one_of_them(card, window):
    card.fiscal_start.choose(4)
    assert offered(card.year_name) == ["The year it ends in, now 2027", "The year it starts in, now 2026"]
    assert "in Q2 of fiscal 2027" in card.sentence.text()
    card.year_name.choose(YearName.STARTS)
    assert "in Q2 of fiscal 2026" in card.sentence.text()
    assert window.context.desk.team.workspace().year_name is YearName.STARTS


def test_what_is_typed_about_the_file_and_its_calendar_does_not_undo_each_other(page, window):
    page.file.name.setText("Team Nord")
    page.file.name.editingFinished.emit()
    page.calendar.fiscal_start.choose(7)
    found = window.context.desk.team.workspace()
    assert (found.name, found.fiscal_start_month) == ("Team Nord", 7)


def test_months_of_weeks_are_named_after_most_of_their_days(weeks, window):
    calendar = window.context.desk.team.calendar()
    january = calendar.start(Cadence.MONTH, dt.date(2026, 1, 10))
    assert january == dt.date(2025, 12, 29)
    assert value_words.period_name(january, Cadence.MONTH) == "January 2026"
    assert value_words.period_head(january, Cadence.MONTH) == "Jan 26"
    assert value_words.period_head(january, Cadence.YEAR) == "2026"
    february = dt.date(2026, 1, 28)
    assert formats.running_period(Cadence.MONTH, february, calendar) == "February"
    assert formats.running_period(Cadence.MONTH, february, calendar, short=True) == "Feb"
    names = {span.key: span.label for span in spans(calendar, february)}
    assert (names["this_month"], names["last_month"]) == ("February 2026 to date", "January 2026")


@pytest.mark.parametrize("key", {*PAGES} - {"insights", "intake", "meetings", "settings"})
def test_pages_that_depend_on_the_calendar_are_concerned_by_it(window, key):
    window.go(key, window.context.desk.team.rep("Maya") if key == "prepare" else None)
    assert {Workspace, Holiday, Season} <= window.page.concerns
