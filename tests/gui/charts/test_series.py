import math
from dataclasses import replace

import numpy as np
import pytest

from kpidesk.domain.entities import Kpi, new_id
from kpidesk.domain.process import process
from kpidesk.domain.terms import Aggregation, Cadence, Direction, Unit
from kpidesk.gui.charts import series_words, trend_data
from kpidesk.gui.charts.series import KpiSeries

CALLS = Kpi(new_id(), "calls", "Calls")


def drawn(*parts):
    return trend_data.trend(*parts)


def series(values, target=math.nan, kpi=CALLS, **fields):
    values = np.array(values, float)
    blank = np.full(len(values), np.nan)
    made = {
        "cadence": Cadence.WEEK,
        "currency": "EUR",
        "heads": [f"W{at + 1}" for at in range(len(values))],
        "targets": np.full(len(values), target),
        "highs": blank,
        "numerators": values,
        "denominators": blank,
        "estimated": np.zeros(len(values), bool),
        "away": np.zeros(len(values), bool),
        "process": process(values, kpi, fields.get("denominators")),
        "since": 0,
    } | fields
    return KpiSeries(kpi=kpi, values=values, **made)


STEADY = [22, 18] * 10


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (40, "The present way of working cannot hit 40: it lands between"),
        (5, "The present way of working hits 5 reliably: it lands between"),
        (20, "Hit or miss by chance: the present way of working lands between"),
    ],
)
def test_a_target_is_out_of_reach_reliable_or_by_chance(dressed, target, said):
    assert series_words.findings(series(STEADY, target)).startswith(said)


def test_for_what_should_be_low_the_sides_change_places(dressed):
    down = replace(CALLS, direction=Direction.DOWN)
    assert "cannot hit" in series_words.findings(series(STEADY, 5, down))
    assert "reliably" in series_words.findings(series(STEADY, 40, down))


def test_without_a_target_or_with_too_few_points_nothing_is_said_of_it(dressed):
    assert series_words.findings(series(STEADY)) == ""
    assert series_words.findings(series([18, 22, 20], 20)) == ""


@pytest.mark.parametrize(("weeks", "mentioned"), [(3, False), (4, True), (6, True)])
def test_a_streak_of_weeks_is_mentioned_from_four_on(dressed, weeks, mentioned):
    said = series_words.findings(series([30] + [10] * weeks, 20))
    assert (f"Below target for {weeks} weeks in a row." in said) is mentioned


def test_two_months_are_a_streak_a_missing_one_breaks_it_and_leave_is_skipped(dressed):
    assert "2 months in a row" in series_words.findings(series([10, 30, 30], 20, cadence=Cadence.MONTH))
    assert "in a row" not in series_words.findings(series([30, 30, 30, math.nan, 30], 20))
    away = np.array([False, False, False, True, False])
    assert "At or above target for 4 weeks" in series_words.findings(series([30, 30, 30, math.nan, 30], 20, away=away))


def test_under_twenty_points_the_limits_are_trial_limits(dressed):
    few = series(STEADY[:14], 20)
    assert "Trial limits, firm from 20 weeks on." in series_words.findings(few)
    assert drawn(few).band.lower_label.startswith("Trial lower limit")
    assert not drawn(series(STEADY, 20)).band.lower_label.startswith("Trial")


def test_a_signal_is_ringed_and_named_and_a_new_level_moves_the_limits(dressed):
    spike = series([*STEADY, 60], 20)
    assert np.flatnonzero(spike.signals).tolist() == [20]
    assert series_words.figures(spike, "").rows[20][-1].text == "Higher than usual"
    assert drawn(spike).signals[20] == 1
    moved = series(STEADY + [38, 42] * 8, 20)
    assert moved.limits_from == 20
    assert drawn(moved).band.rebased
    assert "New level since W21." in series_words.findings(moved)
    assert series_words.figures(moved, "").rows[19][3].text == "–"


def test_missing_is_a_dash_and_copied_as_nothing(dressed):
    rows = series_words.figures(series([5, math.nan], 4), "").rows
    assert [each.text for each in rows[1]] == ["W2", "–", "4", "–"]
    assert rows[1][1].exact == ""


def test_a_rate_of_few_cases_has_counts_and_no_status(dressed):
    rate = replace(CALLS, unit=Unit.PERCENT, aggregation=Aggregation.RATIO)
    of = np.array([4.0, 20.0])
    found = series([0.75, 0.75], 0.5, rate, numerators=np.array([3.0, 15.0]), denominators=of)
    rows = [[each.text for each in row] for row in series_words.figures(found, "").rows]
    assert rows == [["W1", "3 of 4", "3 of 4", "50%", "–"], ["W2", "75%", "15 of 20", "50%", "On target"]]


def test_a_band_has_both_edges_in_chart_and_table(dressed):
    band = replace(CALLS, direction=Direction.BAND)
    found = series([5, 20], 4, band, highs=np.array([8.0, 8.0]))
    table = series_words.figures(found, "")
    assert table.heads == ("Week", "Value", "Target from", "Target to", "Status")
    assert [row[-1].text for row in table.rows] == ["On target", "At risk"]
    assert drawn(found).target_label == "Target 4 to 8"
    assert drawn(found).highs.tolist() == [8, 8]


def test_what_piles_up_towards_a_longer_target_is_not_judged_week_by_week(dressed):
    found = series(STEADY, 20, judged=False)
    assert "Status" not in series_words.figures(found, "").heads
    assert series_words.findings(found) == ""


def test_old_snapshots_of_a_team_have_a_column_of_their_own():
    shown = series([4, 5, 6], stale=np.array([0, 1, 2]))
    table = series_words.figures(shown, "Open pipeline")
    assert table.heads == ("Week", "Value", "Older than a week")
    assert [row[2].text for row in table.rows] == ["–", "1 rep", "2 reps"]
    assert (
        "Older than a week"
        not in series_words.figures(series([4, 5, 6], stale=np.zeros(3, int)), "Open pipeline").heads
    )


def test_an_estimate_and_the_year_before_are_told_in_the_table():
    shown = series(
        [4, 5, 6],
        estimated=np.array([False, True, False]),
        year_before=np.array([math.nan, 4.0, 8.0]),
        changes=np.array([math.nan, 0.25, -0.25]),
    )
    rows = [[cell.text for cell in row] for row in series_words.figures(shown, "Calls").rows]
    assert [row[1] for row in rows] == ["4.0", "≈ 5.0", "6.0"]
    assert [row[2:4] for row in rows] == [["–", "–"], ["4.0", "+25%"], ["8.0", "−25%"]]
