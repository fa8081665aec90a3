"""Days become weeks, months and quarters by the rule of each KPI, and missing stays missing."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpidesk.domain.availability import ALWAYS_THERE, Attendance, Schedules
from kpidesk.domain.calendars import FiscalCalendar
from kpidesk.domain.days import day_number
from kpidesk.domain.entities import Holiday, Kpi, KpiEntry, Leave, Rep, Season, new_id
from kpidesk.domain.entries import Coverage, Entries
from kpidesk.domain.rollup import Gap, roll_up, roll_up_all
from kpidesk.domain.terms import Aggregation, Cadence

CALENDAR = FiscalCalendar()
MONDAY = dt.date(2024, 12, 30)
NAN = np.nan


def kpi(aggregation=Aggregation.SUM, across=None, key="k", **fields):
    return Kpi(new_id(), key, key, aggregation=aggregation, across=across or aggregation, **fields)


def entries(*rows):
    """Rows of (rep, start, days, numerator, denominator, source); the last two may be left out."""
    full = [(*row, *(NAN, 1)[len(row) - 4 :]) for row in rows]
    rep, start, days, top, bottom, source = zip(*full, strict=True) if full else ((),) * 6
    return Entries(
        np.array(rep, np.int64),
        np.zeros(len(rep), np.int64),
        np.array([day_number(day) for day in start], np.int64),
        np.array(days, np.int64),
        np.array(top, np.float64),
        np.array(bottom, np.float64),
        np.array(source, np.int64),
    )


def team(n, schedules=ALWAYS_THERE, **fields):
    return Attendance([Rep(new_id(), f"Rep {at}", **fields) for at in range(n)], schedules)


def edges(cadence, first, last):
    return CALENDAR.edges(cadence, first, last)


def rolled(rows, cadence=Cadence.WEEK, first=MONDAY, last=MONDAY, what=None, n_reps=1, coverage=None):
    return roll_up(rows, coverage or Coverage.empty(), what or kpi(), edges(cadence, first, last), team(n_reps))


def test_days_over_new_year_add_up_to_one_week_and_two_months():
    rows = entries(*[(0, MONDAY + dt.timedelta(days=d), 1, 1.0) for d in range(5)])
    week = rolled(rows)
    months = rolled(rows, Cadence.MONTH, dt.date(2024, 12, 1), dt.date(2025, 1, 31))
    assert week.value.tolist() == [[5.0]]
    assert months.value.tolist() == [[2.0, 3.0]]
    assert not months.estimated.any()


def test_a_week_over_new_year_is_split_by_working_days_and_marked_estimated():
    months = rolled(entries((0, MONDAY, 7, 10.0)), Cadence.MONTH, dt.date(2024, 12, 1), dt.date(2025, 1, 31))
    assert months.value.tolist() == [[4.0, 6.0]]
    assert months.estimated.tolist() == [[True, True]]


NEW_YEAR = Holiday(new_id(), dt.date(2025, 1, 1), "New Year", "Bayern")
"""A Wednesday, in the week that begins on MONDAY."""


@pytest.mark.parametrize(
    ("schedules", "fields", "parts"),
    [
        # Two days of December, three of January, New Year off for those whose calendar has it.
        (Schedules(holidays=[NEW_YEAR]), {"holidays": "Bayern"}, [5.0, 5.0]),
        (Schedules(holidays=[NEW_YEAR]), {}, [4.0, 6.0]),
        (Schedules(holidays=[replace(NEW_YEAR, share=0.5)]), {"holidays": "Bayern"}, [40 / 9, 50 / 9]),
        (Schedules(seasons=[Season(new_id(), None, (1.0,) * 6 + (0.0,))]), {}, [10 / 3, 20 / 3]),
        (Schedules(), {"hired_on": dt.date(2024, 12, 31)}, [2.5, 7.5]),
        (Schedules(), {"left_on": dt.date(2024, 12, 31)}, [10.0, NAN]),
        # Away all week: plain working days.
        (Schedules(), {"hired_on": dt.date(2025, 2, 1)}, [4.0, 6.0]),
    ],
)
def test_a_straddling_week_is_split_by_the_days_the_rep_worked(schedules, fields, parts):
    attendance = team(1, schedules, **fields)
    months = edges(Cadence.MONTH, dt.date(2024, 12, 1), dt.date(2025, 1, 31))
    found = roll_up(entries((0, MONDAY, 7, 10.0, 20.0)), Coverage.empty(), kpi(Aggregation.RATIO), months, attendance)
    assert found.numerator[0].tolist() == pytest.approx(parts, nan_ok=True)
    assert found.denominator[0].tolist() == pytest.approx([2 * each for each in parts], nan_ok=True)
    assert found.estimated[0].tolist() == [not np.isnan(each) for each in parts]


def test_leave_of_one_rep_moves_only_that_reps_share():
    attendance = team(2)
    away = Leave(new_id(), attendance.reps[1].id, MONDAY, dt.date(2024, 12, 31))
    attendance = Attendance(attendance.reps, Schedules(leaves=[away]))
    months = edges(Cadence.MONTH, dt.date(2024, 12, 1), dt.date(2025, 1, 31))
    rows = entries((0, MONDAY, 7, 10.0), (1, MONDAY, 7, 10.0))
    found = roll_up(rows, Coverage.empty(), kpi(), months, attendance).value
    assert np.array_equal(found, [[4.0, 6.0], [NAN, 10.0]], equal_nan=True)


def test_a_weekend_over_a_month_end_is_split_by_days():
    saturday = dt.date(2024, 8, 31)
    months = rolled(entries((0, saturday, 2, 4.0)), Cadence.MONTH, saturday, dt.date(2024, 9, 1))
    assert months.value.tolist() == [[2.0, 2.0]]


def test_a_leap_day_counts_in_february():
    months = rolled(
        entries((0, dt.date(2024, 2, 29), 1, 3.0)), Cadence.MONTH, dt.date(2024, 2, 1), dt.date(2024, 3, 31)
    )
    assert months.value[0, 0] == 3.0
    assert np.isnan(months.value[0, 1])


def test_a_month_says_nothing_about_its_weeks():
    weeks = rolled(entries((0, dt.date(2025, 1, 1), 31, 100.0)), last=dt.date(2025, 2, 2))
    assert np.isnan(weeks.value).all()
    assert (weeks.gap == Gap.TOO_COARSE).all()


def test_a_month_that_reaches_into_the_only_week_asked_for_is_too_coarse_as_well():
    weeks = rolled(entries((0, dt.date(2025, 1, 1), 31, 100.0)))
    assert weeks.gap.tolist() == [[Gap.TOO_COARSE]]


def test_months_add_up_to_the_quarter():
    rows = entries(
        (0, dt.date(2025, 1, 1), 31, 1.0), (0, dt.date(2025, 2, 1), 28, 2.0), (0, dt.date(2025, 3, 1), 31, 4.0)
    )
    quarter = rolled(rows, Cadence.QUARTER, dt.date(2025, 1, 1), dt.date(2025, 1, 1))
    assert quarter.value.tolist() == [[7.0]]
    assert quarter.known.tolist() == [[1.0]]


def test_a_snapshot_knows_its_day_and_a_sum_has_none():
    rows = entries((0, dt.date(2025, 1, 6), 1, 5.0), (0, dt.date(2025, 1, 20), 7, 6.0))
    newest = rolled(rows, Cadence.MONTH, dt.date(2025, 1, 1), dt.date(2025, 2, 1), kpi(Aggregation.LAST))
    assert newest.value[0].tolist() == pytest.approx([6.0, NAN], nan_ok=True)
    assert newest.as_of[0].tolist() == pytest.approx([day_number(dt.date(2025, 1, 26)), NAN], nan_ok=True)
    assert np.isnan(rolled(rows).as_of).all()


def test_a_ratio_is_a_ratio_of_sums_never_a_mean_of_rates():
    rows = entries((0, MONDAY, 1, 2.0, 4.0), (0, MONDAY + dt.timedelta(days=1), 1, 1.0, 20.0))
    week = rolled(rows, what=kpi(Aggregation.RATIO))
    assert week.value.tolist() == [[0.125]]
    assert (week.numerator[0, 0], week.denominator[0, 0]) == (3.0, 24.0)


def test_a_ratio_with_nothing_below_is_missing():
    week = rolled(entries((0, MONDAY, 1, 0.0, 0.0)), what=kpi(Aggregation.RATIO))
    assert np.isnan(week.value[0, 0])
    assert week.gap[0, 0] == Gap.EMPTY_DENOMINATOR


def test_bare_rates_stand_alone_and_refuse_to_be_rolled_up():
    one = entries((0, MONDAY, 7, 0.25))
    two = entries((0, MONDAY, 7, 0.25), (0, dt.date(2025, 1, 6), 7, 0.35))
    what = kpi(Aggregation.RATIO)
    assert rolled(one, what=what).value.tolist() == [[0.25]]
    month = rolled(two, Cadence.QUARTER, dt.date(2025, 1, 1), dt.date(2025, 1, 31), what)
    assert np.isnan(month.value[0, 0])
    assert month.gap[0, 0] == Gap.CANNOT_BE_ROLLED_UP


def test_a_snapshot_is_the_newest_that_ends_in_the_period():
    rows = entries(
        (0, dt.date(2025, 1, 20), 7, 30.0), (0, dt.date(2025, 1, 6), 7, 10.0), (0, dt.date(2025, 1, 27), 7, 99.0)
    )
    month = rolled(rows, Cadence.MONTH, dt.date(2025, 1, 1), dt.date(2025, 1, 31), kpi(Aggregation.LAST))
    assert month.value.tolist() == [[30.0]]


@pytest.mark.parametrize("aggregation", [Aggregation.MEDIAN, Aggregation.DISTINCT, Aggregation.RECOMPUTE])
def test_medians_and_distinct_counts_pass_one_value_and_refuse_two(aggregation):
    what = kpi(aggregation)
    both = entries((0, MONDAY, 1, 30.0), (0, MONDAY + dt.timedelta(days=1), 1, 40.0), (1, MONDAY, 1, 50.0))
    week = rolled(both, what=what, n_reps=2)
    assert week.gap[:, 0].tolist() == [Gap.CANNOT_BE_ROLLED_UP, Gap.NONE]
    assert week.value[1, 0] == 50.0


def test_inside_what_an_import_covers_no_rows_are_a_true_zero():
    coverage = Coverage.of([(0, 0, day_number(MONDAY), day_number(MONDAY) + 13)])
    weeks = rolled(entries(), last=dt.date(2025, 1, 19), n_reps=2, coverage=coverage)
    assert weeks.value[0, :2].tolist() == [0.0, 0.0]
    assert np.isnan(weeks.value[0, 2])
    assert np.isnan(weeks.value[1]).all()
    assert weeks.known[0].tolist() == [1.0, 1.0, 0.0]


def test_a_ratio_is_never_zero_for_want_of_rows():
    coverage = Coverage.of([(0, 0, day_number(MONDAY), day_number(MONDAY) + 6)])
    week = rolled(entries(), what=kpi(Aggregation.RATIO), coverage=coverage)
    assert np.isnan(week.value[0, 0])


def test_where_coverage_ends_in_mid_week_the_week_is_marked_cut():
    coverage = Coverage.of([(0, 0, day_number(MONDAY), day_number(dt.date(2025, 1, 8)))])
    weeks = rolled(entries((0, dt.date(2025, 1, 7), 1, 2.0)), last=dt.date(2025, 1, 12), coverage=coverage)
    assert weeks.value.tolist() == [[0.0, 2.0]]
    assert weeks.cut.tolist() == [[False, True]]
    assert weeks.known.tolist() == [[1.0, 0.6]]


def test_two_exports_that_meet_in_mid_week_cover_the_whole_week():
    monday = day_number(MONDAY)
    coverage = Coverage.of([(1, 0, monday, monday + 6), (0, 0, monday + 3, monday + 9), (0, 0, monday - 9, monday + 2)])
    weeks = rolled(entries(), n_reps=2, coverage=coverage)
    assert not weeks.cut.any()
    assert weeks.value.tolist() == [[0.0], [0.0]]


def test_a_week_typed_by_hand_replaces_the_imported_days_inside_it():
    days = [(0, MONDAY + dt.timedelta(days=d), 1, 2.0, NAN, 3) for d in range(5)]
    week = rolled(entries(*days, (0, MONDAY, 7, 9.0, NAN, 0), (1, MONDAY, 1, 2.0, NAN, 3)), n_reps=2)
    assert week.value[:, 0].tolist() == [9.0, 2.0]


def test_missing_numbers_change_nothing():
    week = rolled(entries((0, MONDAY, 1, 4.0), (0, MONDAY + dt.timedelta(days=1), 1, NAN)))
    assert week.value.tolist() == [[4.0]]


def test_values_outside_the_periods_are_left_out():
    week = rolled(entries((0, dt.date(2020, 1, 1), 1, 4.0), (0, dt.date(2030, 1, 1), 1, 4.0)))
    assert week.gap.tolist() == [[Gap.NO_DATA]]


def test_a_53_week_year_keeps_every_week():
    first, last = dt.date(2019, 12, 30), dt.date(2021, 1, 3)
    rows = entries(*[(0, first + dt.timedelta(weeks=w), 7, 1.0) for w in range(53)])
    weeks = rolled(rows, first=first, last=last)
    assert weeks.value.shape == (1, 53)
    assert np.nansum(weeks.value) == 53


def test_a_ratio_of_two_kpis_comes_from_their_sums():
    top, bottom = kpi(key="conversations"), kpi(key="calls_made")
    rate = kpi(Aggregation.RATIO, key="connect_rate", numerator_key="conversations", denominator_key="calls_made")
    kpis = [rate, top, bottom]
    rep = new_id()
    rows = Entries.of(
        [
            KpiEntry(rep, top.id, MONDAY, 1, 2),
            KpiEntry(rep, bottom.id, MONDAY, 1, 4),
            KpiEntry(rep, top.id, MONDAY + dt.timedelta(days=1), 1, 1),
            KpiEntry(rep, bottom.id, MONDAY + dt.timedelta(days=1), 1, 20),
            KpiEntry(rep, bottom.id, dt.date(2025, 1, 6), 7, 0),
            KpiEntry(rep, top.id, dt.date(2025, 1, 6), 7, 0),
            KpiEntry(rep, rate.id, dt.date(2025, 1, 13), 7, 0.5),
        ],
        [rep],
        [each.id for each in kpis],
    )
    weeks = edges(Cadence.WEEK, MONDAY, dt.date(2025, 1, 19))
    found = roll_up_all(rows.per_kpi(len(kpis)), Coverage.empty(), kpis, weeks, team(1))["connect_rate"]
    assert found.value[0].tolist() == pytest.approx([0.125, NAN, 0.5], nan_ok=True)
    assert found.gap[0].tolist() == [Gap.NONE, Gap.EMPTY_DENOMINATOR, Gap.NONE]


cents = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 90), st.integers(-500, 500)), max_size=40, unique_by=lambda row: row[:2]
)


def _daily(rows):
    return entries(
        *[(rep, MONDAY + dt.timedelta(days=day), 1, float(value), float(abs(value) + 1)) for rep, day, value in rows]
    )


@given(cents, st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_the_order_of_rows_changes_nothing(rows, random):
    mixed = list(rows)
    random.shuffle(mixed)
    for aggregation in Aggregation:
        one, other = (
            rolled(_daily(each), last=dt.date(2025, 3, 30), what=kpi(aggregation), n_reps=3) for each in (rows, mixed)
        )
        assert np.array_equal(one.value, other.value, equal_nan=True)
        assert np.array_equal(one.gap, other.gap)


@given(cents)
@settings(max_examples=40)
def test_weeks_add_up_to_the_whole_however_it_is_rolled_up(rows):
    last = MONDAY + dt.timedelta(days=90)
    daily = _daily(rows)
    weeks = rolled(daily, last=last, n_reps=3)
    at = np.argwhere(~np.isnan(weeks.value))
    again = entries(*[(r, MONDAY + dt.timedelta(weeks=int(w)), 7, weeks.value[r, w]) for r, w in at])
    span = np.array([day_number(MONDAY), day_number(MONDAY) + 91])
    straight, in_steps = (roll_up(each, Coverage.empty(), kpi(), span, team(3)).value for each in (daily, again))
    assert np.array_equal(straight, in_steps, equal_nan=True)


@given(cents, st.floats(1e-3, 1e6))
@settings(max_examples=40)
def test_scaling_the_unit_scales_the_result(rows, factor):
    last = MONDAY + dt.timedelta(days=90)
    scaled = [(rep, day, value * factor) for rep, day, value in rows]
    one, other = (rolled(_daily(each), Cadence.MONTH, last=last, n_reps=3).value for each in (rows, scaled))
    np.testing.assert_allclose(other, one * factor, atol=1e-6 * factor)


@given(cents)
@settings(max_examples=40)
def test_a_missing_week_more_changes_nothing(rows):
    last = MONDAY + dt.timedelta(days=90)
    for aggregation in Aggregation:
        what = kpi(aggregation)
        gap = entries(*[(r, MONDAY, 7, NAN, NAN) for r in range(3)])
        daily = _daily(rows)
        more = Entries(*(np.concatenate((getattr(daily, f), getattr(gap, f))) for f in Entries.__dataclass_fields__))
        one, other = (rolled(each, last=last, what=what, n_reps=3) for each in (daily, more))
        assert np.array_equal(one.value, other.value, equal_nan=True)
        assert np.array_equal(one.gap, other.gap)


@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 200), st.integers(0, 30)), min_size=1, max_size=12))
@settings(max_examples=60)
def test_merged_coverage_covers_the_same_days(spans):
    coverage = Coverage.of([(rep, 0, first, first + length) for rep, first, length in spans])
    merged = coverage.merged()

    def days(of):
        return {(int(r), d) for r, a, b in zip(of.rep, of.first, of.last, strict=True) for d in range(a, b + 1)}

    assert days(merged) == days(coverage)
    assert sum(int(b - a) + 1 for a, b in zip(merged.first, merged.last, strict=True)) == len(days(coverage))


@given(
    st.lists(st.tuples(st.integers(0, 60), st.floats(0, 1e6)), max_size=30, unique_by=lambda row: row[0]),
    st.lists(st.integers(0, 420), max_size=12),
    st.sampled_from([Cadence.MONTH, Cadence.QUARTER]),
)
def test_however_the_rep_works_the_parts_of_split_weeks_sum_to_the_whole(weeks, off, cadence):
    attendance = team(1)
    leaves = [
        Leave(new_id(), attendance.reps[0].id, MONDAY + dt.timedelta(days=at), MONDAY + dt.timedelta(days=at + 6))
        for at in off
    ]
    attendance = Attendance(attendance.reps, Schedules(leaves=leaves))
    rows = entries(*[(0, MONDAY + dt.timedelta(weeks=week), 7, value) for week, value in weeks])
    span = edges(cadence, MONDAY, MONDAY + dt.timedelta(weeks=62))
    found = roll_up(rows, Coverage.empty(), kpi(), span, attendance).value
    assert np.nansum(found) == pytest.approx(sum(value for _week, value in weeks))
