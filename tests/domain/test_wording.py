"""Numbers, days and names as the agenda words them."""

import datetime as dt

import pytest

from kpidesk.domain.terms import Aggregation, Cadence, Unit
from kpidesk.domain.wording import (
    amount,
    chance,
    change,
    count,
    counted,
    days_ago,
    fill,
    inline,
    listed,
    money,
    number,
    periods,
    plain,
    rate,
    several,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2.25, "2.3"), (-2.25, "-2.3"), (11.0, "11"), (1240.4, "1,240"), (100.5, "101"), (0.0, "0"), (-0.04, "0"),
        (1e15, "1,000,000,000,000,000"), (float("nan"), "–"),
    ],
)  # fmt: skip
def test_numbers_have_as_many_digits_as_matter(value, text):
    assert number(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(890, "€890"), (14_400, "€14.4k"), (300_000, "€300k"), (1_210_000, "€1.21M"), (-12_500, "−€12.5k"), (0, "€0")],
)
def test_money_is_short(value, text):
    assert money(value, "EUR") == text


def test_an_unknown_currency_keeps_its_code():
    assert money(1200, "CHF") == "CHF 1,200"


@pytest.mark.parametrize(
    ("unit", "value", "text"),
    [
        (Unit.COUNT, 2.3, "2.3"),
        (Unit.PERCENT, 0.634, "63.4%"),
        (Unit.HOURS, 6.4, "6.4 h"),
        (Unit.MINUTES, 42, "42 min"),
        (Unit.RATIO, 1.85, "1.85"),
        (Unit.DAYS, float("nan"), "–"),
        (Unit.COUNT, float("inf"), "–"),
    ],
)
def test_amounts_carry_their_unit(make, unit, value, text):
    assert amount(value, make.kpi(unit=unit)) == text


def test_changes_carry_their_sign(make):
    assert change(5, make.kpi()) == "+5"
    assert change(-0.04, make.rate()) == "−4 points"


def test_only_what_flows_is_told_by_the_period(make):
    assert rate(2.3, make.kpi(), Cadence.WEEK) == "2.3 a week"
    assert rate(0.5, make.rate(), Cadence.WEEK) == "50%"


@pytest.mark.parametrize(
    ("starts", "cadence", "text"),
    [
        (["2026-08-10"], Cadence.WEEK, "week 33"),
        (["2026-08-10", "2026-07-27"], Cadence.WEEK, "weeks 31 to 33"),
        (["2026-08-09"], Cadence.WEEK, "week 33"),
        (["2026-07-01", "2026-08-01"], Cadence.MONTH, "Jul to Aug"),
        (["2026-07-01"], Cadence.QUARTER, "the quarter from 1 Jul"),
        ([], Cadence.WEEK, ""),
    ],
)
def test_periods_are_named(starts, cadence, text):
    assert periods([dt.date.fromisoformat(each) for each in starts], cadence) == text


@pytest.mark.parametrize("data", ["{rep}", "{0.__class__}", "{kpi!r:>99}", "{}", "%s"])
def test_data_is_never_read_as_a_template(data):
    assert fill("About {kpi}.", {"kpi": data}) == f"About {data}."


def test_an_unknown_field_leaves_nothing():
    assert fill("About {kpi} and {rate}.", {"kpi": "calls"}) is None


def test_names_of_unknown_origin_become_one_plain_line():
    assert plain("A\u202eB\nC\x00\x07 D\ud800") == "A B C D"
    assert plain("x" * 200) == "x" * 159 + "…"


def test_names_are_small_inside_a_sentence_unless_they_are_initials(make):
    assert inline(make.kpi(name="Discovery calls")) == "discovery calls"
    assert inline(make.kpi(name="SQLs created")) == "SQLs created"
    assert inline(make.kpi(name="A-list visits")) == "A-list visits"
    assert inline(make.kpi(name="")) == ""


@pytest.mark.parametrize(
    ("things", "shown", "said"),
    [
        ("meetings", "+1", "meeting"), ("opportunities", "−1", "opportunity"), ("touches", "+1", "touch"),
        ("advances", "+1", "advance"), ("meetings", "+1.5", "meetings"), ("meetings", "+11", "meetings"),
        ("progress", "+1", "progress"), ("Gespräche", "+1", "Gespräche"),
    ],
)  # fmt: skip
def test_one_of_several_is_counted_in_the_singular(things, shown, said):
    assert counted(things, shown) == said


def test_a_share_has_no_period_and_money_a_day_says_so(make):
    covered = make.kpi(unit=Unit.PERCENT, aggregation=Aggregation.DISTINCT)
    assert rate(0.4, covered, Cadence.WEEK) == "40%"
    assert rate(3.0, make.kpi(aggregation=Aggregation.DISTINCT), Cadence.WEEK) == "3 a week"
    assert amount(420.0, make.kpi(unit=Unit.CURRENCY_PER_DAY)) == "€420 a day"


@pytest.mark.parametrize(
    "name",
    [
        "Proposals sent", "Call plans prepared", "Records up to date", "Contacts per open opportunity", "Days to close",
        "Net sales",
    ],
)  # fmt: skip
def test_a_name_of_several_things_takes_a_plural_verb(make, name):
    assert several(make.kpi(name=name))


@pytest.mark.parametrize(
    "name",
    [
        "Prospecting time", "Sales cycle", "Win rate of new deals", "Share of calls with notes", "Follow-up on deals",
        "Gross margin", "Status", "Success", "Slippage", "",
    ],
)  # fmt: skip
def test_a_name_of_one_thing_takes_a_singular_verb(make, name):
    assert not several(make.kpi(name=name))


def test_a_chance_is_never_said_to_be_none_or_certain():
    assert [chance(each) for each in (0.0, 0.004, 0.26, 0.996, 1.0)] == [
        "under 1%", "under 1%", "about 26%", "over 99%", "over 99%",
    ]  # fmt: skip


def test_small_words():
    assert (count(1, "week"), count(2, "week"), count(14, "day")) == ("One week", "Two weeks", "14 days")
    assert (days_ago(1), days_ago(13), days_ago(21)) == ("1 day", "13 days", "3 weeks")
    assert (listed([]), listed(["a"]), listed(["a", "b", "c"])) == ("", "a", "a, b and c")
