"""A promise held against its KPI: moved, within usual variation, worse, or no data."""

import datetime as dt

import pytest

from kpidesk.domain.commitments import Outcome, track, verdict
from kpidesk.domain.terms import Cadence, Direction

STEADY = [7, 8, 6, 7, 8, 6, 7, 8, 6, 7]


def promised(make, values, *, agreed=dt.date(2026, 7, 23), baseline=7, expected=12, due=dt.date(2026, 8, 20), **more):
    """Values run up to week 33; a promise of 23 July is measured from week 31 on."""
    reading = make.reading(make.kpi(noun="calls"), values, 12.0, **more)
    commitment = make.commitment(agreed=agreed, baseline=baseline, expected=expected, due=due, kpi_id=reading.kpi.id)
    return verdict(commitment, reading, make.on)


def test_a_kept_promise_is_told_with_its_weeks(make):
    found = promised(make, [*STEADY, 9, 11, 11, 11])
    assert found.outcome is Outcome.MOVED
    assert found.text == "+5 calls a week promised, +4 measured, weeks 31 to 33."
    assert (found.baseline, found.measured, found.promised, found.changed) == (7, 11, 5, 4)
    assert [each.isoformat() for each in found.weeks] == ["2026-07-27", "2026-08-03", "2026-08-10"]


@pytest.mark.parametrize(
    ("level", "outcome"), [(7, Outcome.USUAL), (8, Outcome.USUAL), (10, Outcome.MOVED), (4, Outcome.WORSE)]
)
def test_the_usual_up_and_down_is_two_standard_errors(make, level, outcome):
    # Spread before: mean moving range 1.33 / 1.128 = 1.18, times 2 over the root of 3 weeks = 1.37.
    assert promised(make, [*STEADY, 7, level, level, level]).outcome is outcome


def test_the_threshold_is_two_standard_errors_of_the_larger_spread(make):
    # Neighbours differ by 4/3 on average, more than the standard deviation of 0.82 tells.
    assert promised(make, [*STEADY, 7, 7, 7, 7]).usual == pytest.approx(2 * (4 / 3 / 1.128) / 3**0.5)
    # A change of level makes the standard deviation, the root of 40 / 9, the larger one.
    assert promised(make, [*[5] * 5, *[9] * 5, 7, 7, 7, 7]).usual == pytest.approx(2 * (40 / 9) ** 0.5 / 3**0.5)


def test_the_threshold_itself_counts_as_moved(make):
    edge = promised(make, [*STEADY, 7, 7, 7, 7]).usual
    assert edge is not None
    assert promised(make, [*STEADY, 7, 7 + edge, 7 + edge, 7 + edge]).outcome is Outcome.MOVED
    less = 7 + edge - 0.01
    assert promised(make, [*STEADY, 7, less, less, less]).outcome is Outcome.USUAL


@pytest.mark.parametrize(("level", "outcome"), [(9.4, Outcome.USUAL), (9.5, Outcome.MOVED), (4.5, Outcome.WORSE)])
def test_with_too_few_weeks_before_half_of_the_promise_must_show(make, level, outcome):
    assert promised(make, [7, 7, level, level, level]).outcome is outcome


def test_a_promise_to_hold_a_level_says_so(make):
    held = promised(make, [*STEADY, 7, 7, 7, 7], expected=7)
    less = promised(make, [*STEADY, 7, 6, 6, 6], expected=7)
    assert held.text == "Discovery calls to stay level, no change measured, weeks 31 to 33."
    assert less.text == "Discovery calls to stay level, −1 measured, weeks 31 to 33."


def test_a_promise_of_less_moves_downwards(make):
    kpi = make.minutes_kpi()
    reading = make.reading(kpi, [40, 44, 42, 41, 43, 42, 44, 30, 30, 30])
    less = make.commitment(agreed=dt.date(2026, 7, 27), baseline=42, expected=30, kpi_id=kpi.id)
    assert kpi.direction is Direction.DOWN
    assert verdict(less, reading, make.on).outcome is Outcome.MOVED


def test_the_baseline_is_read_from_the_weeks_before_when_none_was_written_down(make):
    found = promised(make, [*STEADY, 9, 11, 11, 11], baseline=None)
    assert found.baseline == 7
    assert found.text.startswith("+5 calls a week promised")


def test_the_week_of_the_promise_counts_on_neither_side_unless_it_began_that_day(make):
    midweek = promised(make, [7] * 8 + [100, 11, 11, 11], agreed=dt.date(2026, 7, 23))
    monday = promised(make, [7] * 8 + [11, 11, 11, 11], agreed=dt.date(2026, 7, 20))
    assert (midweek.measured, len(midweek.weeks), len(monday.weeks)) == (11, 3, 4)


def test_nothing_is_measured_after_the_due_day(make):
    found = promised(make, [*STEADY, 7, 11, 11, 1], due=dt.date(2026, 8, 9))
    assert (found.measured, len(found.weeks)) == (11, 2)


def test_missing_weeks_are_left_out_and_never_zero(make):
    assert promised(make, [*STEADY, 7, 11, float("nan"), 11]).measured == 11
    assert promised(make, [*STEADY, 7, *[float("nan")] * 3]).outcome is Outcome.NO_DATA


def test_a_fresh_promise_has_no_data_yet(make):
    found = promised(make, STEADY, agreed=dt.date(2026, 8, 19))
    assert (found.outcome, found.measured) == (Outcome.NO_DATA, None)
    assert found.text == "No closed week of discovery calls since the promise. Before it: 7."


def test_rates_are_added_up_before_they_are_divided(make):
    rate = make.rate()
    reading = make.ratio(rate, [2, 2, 1, 18], [4, 4, 2, 20])
    found = verdict(make.commitment(agreed=dt.date(2026, 8, 3), baseline=0.5, kpi_id=rate.id), reading, make.on)
    assert found.measured == pytest.approx(19 / 22)
    assert found.text == "+36.4 points in show rate measured, weeks 32 to 33."


def test_a_monthly_level_is_measured_by_the_month(make):
    kpi = make.kpi(cadence=Cadence.MONTH, noun="sessions")
    reading = make.reading(kpi, [1] * 8 + [2, 2, 2])
    found = verdict(
        make.commitment(agreed=dt.date(2026, 7, 27), baseline=4, expected=8, kpi_id=kpi.id), reading, make.on
    )
    assert found.measured == pytest.approx(2 * 365.25 / 84)
    assert found.text.startswith("+4 sessions a month promised, +4.7 measured")


def test_a_quarterly_level_is_measured_by_the_quarter(make):
    kpi = make.kpi(cadence=Cadence.QUARTER, noun="reviews")
    reading = make.reading(kpi, [1] * 8 + [2, 2, 2])
    agreed = make.commitment(agreed=dt.date(2026, 7, 27), baseline=13, expected=26, kpi_id=kpi.id)
    assert verdict(agreed, reading, make.on).measured == pytest.approx(2 * 365.25 / 28)


def told(make, values, *, on=None, **commitment):
    """What the numbers say of a promise of 23 July that is due on 20 August."""
    reading = make.reading(make.kpi(noun="calls"), values, 12.0)
    fields = {"baseline": 7, "expected": 12, "due": dt.date(2026, 8, 20), "kpi_id": reading.kpi.id, **commitment}
    promise = make.commitment(agreed=dt.date(2026, 7, 23), **fields)
    return track(promise, reading.kpi, reading, on or make.on).told(on or make.on)


def test_from_the_due_day_on_the_verdict_is_told_and_before_it_only_how_far_it_is(make):
    kept = [*STEADY, 7, 11, 11, 11]
    assert told(make, kept) == "+5 calls a week promised, +4 measured, weeks 31 to 33: moved."
    assert told(make, kept, on=dt.date(2026, 8, 19)) == "+5 calls a week promised, +4 measured, weeks 31 to 33 so far."


def test_one_week_is_no_verdict(make):
    alone = promised(make, [*STEADY, 7, 11, 11, 11], due=dt.date(2026, 8, 2))
    assert (alone.outcome, alone.measured, alone.changed) == (Outcome.NO_DATA, 11, 4)
    early = told(make, [*STEADY, 7, 11, 11, 11], due=dt.date(2026, 8, 2))
    assert early == "+5 calls a week promised, +4 measured, week 31; one week is no verdict."


def test_missing_numbers_are_told_from_the_due_day_on(make):
    unknown = [*STEADY, 7, *[float("nan")] * 3]
    assert told(make, unknown) == "No closed week of discovery calls since the promise. Before it: 7."
    assert told(make, unknown, due=dt.date(2026, 8, 21)) == ""
    nothing_named = track(make.commitment(due=dt.date(2026, 8, 6)), None, None, make.on)
    assert nothing_named.told(make.on) == ""


def test_without_a_kpi_there_is_nothing_to_measure(make):
    tracked = track(make.commitment(), None, None, make.on)
    assert tracked.verdict.outcome is Outcome.NO_DATA
    assert track(make.commitment(), make.kpi(), None, make.on).verdict.text == (
        "No values of discovery calls to measure it by."
    )
