import numpy as np
import pytest

from kpidesk.domain.board import board
from kpidesk.domain.calendars import FiscalCalendar
from kpidesk.domain.entities import Kpi, Rep, new_id
from kpidesk.domain.entries import Coverage, Entries
from kpidesk.domain.frame import Numbers
from kpidesk.domain.team_standing import adds_up, rolls_up, stale_snapshots, team_series, team_standing
from kpidesk.domain.terms import Aggregation, Kind, Unit

NAN = float("nan")
CALLS = Kpi(new_id(), "discovery_held", "Discovery calls")
REVENUE = Kpi(new_id(), "revenue_won", "Won revenue", unit=Unit.CURRENCY, kind=Kind.LAGGING)
RATE = Kpi(new_id(), "win_rate", "Win rate", unit=Unit.PERCENT, aggregation=Aggregation.RATIO, across=Aggregation.RATIO)
MEDIAN = Kpi(new_id(), "cycle", "Cycle", aggregation=Aggregation.MEDIAN, across=Aggregation.MEDIAN)

VALUES = np.array([[6.0, NAN, NAN], [12.0, 9.0, NAN]])
NONE = np.full((2, 3), NAN)


def test_a_leading_kpi_is_the_average_of_those_who_have_a_value():
    assert not adds_up(CALLS)
    assert team_series(CALLS, VALUES, VALUES, NONE) == pytest.approx([9.0, 9.0, NAN], nan_ok=True)


def test_a_result_is_added_up_and_missing_is_no_zero():
    assert adds_up(REVENUE)
    assert team_series(REVENUE, VALUES, VALUES, NONE) == pytest.approx([18.0, 9.0, NAN], nan_ok=True)


def test_a_rate_is_all_cases_together_never_a_mean_of_rates():
    top, bottom = np.array([[2.0, NAN, NAN], [1.0, 1.0, NAN]]), np.array([[4.0, NAN, NAN], [20.0, 4.0, NAN]])
    assert team_series(RATE, top / bottom, top, bottom) == pytest.approx([0.125, 0.25, NAN], nan_ok=True)


def test_rates_without_their_cases_come_to_nothing():
    assert np.isnan(team_series(RATE, np.array([[0.5], [0.7]]), NONE[:, :1], NONE[:, :1])).all()


def test_medians_cannot_be_put_together():
    assert np.isnan(team_series(MEDIAN, VALUES, VALUES, NONE)).all()


ON = 20_685
"""Thursday 20 August 2026."""
OPEN = Kpi(
    new_id(),
    "pipeline_open",
    "Open pipeline",
    unit=Unit.CURRENCY,
    aggregation=Aggregation.LAST,
    across=Aggregation.SUM,
    kind=Kind.LAGGING,
)
DATED = Kpi(
    new_id(),
    "next_step_rate",
    "Next step set",
    unit=Unit.PERCENT,
    aggregation=Aggregation.LAST,
    across=Aggregation.RATIO,
)


def snapshots(kpi, *rows):
    """Where a team stands after snapshots of (days ago, numerator, denominator), a rep each."""
    n = len(rows)
    ago, top, bottom = (np.array(column, np.float64) for column in zip(*rows, strict=True))
    entries = Entries(
        rep=np.arange(n),
        kpi=np.zeros(n, np.int64),
        start=(ON - ago).astype(np.int64),
        days=np.ones(n, np.int64),
        numerator=top,
        denominator=bottom,
        source=np.ones(n, np.int64),
    )
    reps = [Rep(new_id(), f"Rep {at}") for at in range(n)]
    made = board(Numbers(reps, [kpi], entries, Coverage.empty()), ON, FiscalCalendar()).columns[0]
    return team_standing(made, np.ones(n, bool), ON)


def test_snapshots_of_a_team_are_added_up_and_those_older_than_a_week_are_counted():
    found = snapshots(OPEN, (1, 100.0, NAN), (7, 50.0, NAN), (8, 25.0, NAN))
    assert (found.value, found.stale) == (175.0, 1)
    assert snapshots(OPEN, (1, 100.0, NAN), (3, 50.0, NAN)).stale == 0


def test_snapshots_are_counted_as_old_by_the_end_of_each_period():
    ends = np.array([30, 61])
    as_of = np.array([[23.0, 61.0], [22.0, NAN], [30.0, 40.0]])
    assert stale_snapshots(as_of, ends).tolist() == [1, 1]


def test_snapshots_of_a_share_are_both_sides_added_up():
    assert snapshots(DATED, (1, 1.0, 2.0), (1, 2.0, 18.0)).value == pytest.approx(3 / 20)
    assert np.isnan(snapshots(DATED, (1, 0.5, NAN), (1, 0.9, NAN)).value)


def test_a_team_has_no_median_of_medians():
    found = snapshots(MEDIAN, (1, 30.0, NAN), (1, 40.0, NAN))
    assert np.isnan(found.value)
    assert not rolls_up(MEDIAN)
