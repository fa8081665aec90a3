import datetime as dt

import pytest
from PySide6.QtCore import QLocale

from kpidesk.domain.terms import Cadence, Unit
from kpidesk.gui import formats


@pytest.fixture(autouse=True)
def english():
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (9.83, Unit.COUNT, "9.8"),
        (12.0, Unit.COUNT, "12"),
        (0.0, Unit.COUNT, "0"),
        (0.634, Unit.PERCENT, "63%"),
        (890.0, Unit.CURRENCY, "€890"),
        (14_400.0, Unit.CURRENCY, "€14.4k"),
        (123_000.0, Unit.CURRENCY, "€123k"),
        (1_210_000.0, Unit.CURRENCY, "€1.21M"),
        (-1_500.0, Unit.CURRENCY, "−€1.5k"),
        (6.4, Unit.HOURS, "6.4 h"),
        (None, Unit.COUNT, "–"),
        (float("nan"), Unit.CURRENCY, "–"),
    ],
)
def test_a_value_carries_its_unit_and_missing_is_a_dash(value, unit, said):
    assert formats.amount(value, unit, "EUR") == said


def test_money_can_be_printed_in_full():
    assert formats.money(14_400.5, "EUR", exact=True) == "€14,400.50"


def test_numbers_follow_the_locale():
    QLocale.setDefault(QLocale("de_DE"))
    assert formats.number(1234.56) == "1.234,6"
    assert formats.money(14_400.0, "EUR") == "€14,4k"


def test_days_are_short_and_named():
    thursday = dt.date(2026, 8, 20)
    assert formats.day(thursday) == "20 Aug"
    assert formats.weekday(thursday) == "Thu 20 Aug"
    assert formats.long_day(thursday) == "Thursday 20 August"
    assert formats.week(thursday) == "W34"
    assert [formats.week_from(dt.date(2026, 8, day)) for day in (15, 16, 17)] == ["W34", "W34", "W34"]
    assert formats.time(dt.time(14)) == "14:00"
    assert formats.day(None) == "–"


def test_rhythms_are_said_in_weeks_where_they_are_weeks():
    assert [formats.rhythm(days) for days in (7, 14, 10)] == ["every week", "every 2 weeks", "every 10 days"]
    assert formats.a_period(Cadence.QUARTER) == "a quarter"


def test_days_in_a_sentence_of_the_core_are_printed_by_the_system():
    said = formats.with_local_days("From 2026-08-03 to 2026-08-14 there is leave already, 2026-13-99 is no day.")
    assert said == "From 3 Aug 2026 to 14 Aug 2026 there is leave already, 2026-13-99 is no day."


def test_fill_puts_each_value_in_once_even_if_it_looks_like_a_place():
    assert formats.fill("%1: %2 of %3", "Kim %2", "3", "4") == "Kim %2: 3 of 4"


def test_a_name_from_right_to_left_keeps_its_direction_to_itself():
    assert formats.fill("%1, week %2", "مريم حداد", "31") == "\u2068مريم حداد\u2069, week 31"
    assert formats.fill("Shared with %1", "נועה") == "Shared with \u2068נועה\u2069"


@pytest.mark.parametrize("name", ["Maya Okafor", "Chloé", "李 娜", "Ольга", "%2", "", "31"])
def test_a_name_from_left_to_right_stays_as_it_is(name):
    assert formats.fill("%1!", name) == f"{name}!"
