import numpy as np
import pytest

from kpidesk.domain.entities import Kpi, new_id
from kpidesk.domain.team_standing import adds_up, team_series
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
