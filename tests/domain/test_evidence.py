"""What a standing rests on: cases, weeks and silence."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from kpidesk.domain.board import board
from kpidesk.domain.calendars import FiscalCalendar
from kpidesk.domain.days import day_number
from kpidesk.domain.entities import Kpi, KpiEntry, Rep, Target, new_id
from kpidesk.domain.entries import Coverage, Entries
from kpidesk.domain.evidence import cases, silent, weeks_behind, weeks_known
from kpidesk.domain.frame import Numbers
from kpidesk.domain.measures import unchanged
from kpidesk.domain.standing import scorecard
from kpidesk.domain.terms import Aggregation, Cadence, Status, Unit

ON, WEEK = dt.date(2026, 8, 20), dt.date(2026, 8, 17)
MAYA = Rep(new_id(), "Maya Okafor")
CALLS = Kpi(new_id(), "discovery_held", "Discovery calls")
RATE = Kpi(new_id(), "show_rate", "Show rate", unit=Unit.PERCENT, aggregation=Aggregation.RATIO)


def stand(kpi, values, of=None, target=10.0):
    first = WEEK - dt.timedelta(weeks=len(values))
    of = of or [None] * len(values)
    entries = [
        KpiEntry(MAYA.id, kpi.id, first + dt.timedelta(weeks=at), 7, value, below)
        for at, (value, below) in enumerate(zip(values, of, strict=True))
        if value is not None
    ]
    known = Entries.of(entries, [MAYA.id], [kpi.id])
    targets = [Target(new_id(), kpi.id, target, Cadence.WEEK, dt.date(2025, 1, 6))]
    numbers = Numbers((MAYA,), (kpi,), known, Coverage.empty(), targets)
    return scorecard(board(numbers, day_number(ON), FiscalCalendar()), 0).standings[0]


def test_two_of_five_can_mean_18_to_67_percent():
    found = cases(stand(RATE, [None, None, 1, 1], [None, None, 2, 3]))
    assert found is not None
    assert (found.hits, found.of, found.few) == (2, 5, True)
    assert (round(found.low, 2), round(found.high, 2)) == (0.18, 0.67)


def test_thirty_cases_need_no_range_beside_them():
    found = cases(stand(RATE, [2, 2, 2, 2], [10, 10, 5, 5]))
    assert found is not None
    assert not found.few


@pytest.mark.parametrize("value", [1.4, -0.2])
def test_what_is_no_share_of_cases_has_none(value):
    assert cases(replace(stand(RATE, [2], [5]), value=value)) is None


def test_a_sum_has_no_cases():
    assert cases(stand(CALLS, [9, 9, 9, 9])) is None


def test_weeks_without_a_value_are_not_behind_a_mean():
    assert weeks_behind(stand(CALLS, [9, 9, None, 9, 9]), 4) == 3
    assert weeks_behind(stand(RATE, [2, 2, None, 2], [5, 5, None, 5]), 13) == 3


def test_weeks_away_are_not_asked_for():
    found = stand(CALLS, [9] * 13)
    away = found.away.copy()
    away[-2:] = True
    assert weeks_known(replace(found, away=away)) == (11, 11)
    assert weeks_known(stand(CALLS, [9] * 10 + [None, 9, 9])) == (12, 13)


@pytest.mark.parametrize(("missing", "quiet"), [(0, False), (1, True)])
def test_silence_begins_once_the_newest_closed_week_has_no_value(missing, quiet):
    assert silent(stand(CALLS, [9] * 8 + [None] * missing), ON, FiscalCalendar()) is quiet


def test_without_any_value_all_is_silent():
    assert silent(stand(CALLS, [None]), ON, FiscalCalendar())


def test_a_status_lasts_since_the_week_in_which_it_began():
    found = stand(CALLS, [10] * 12 + [5] * 4)
    assert found.status is Status.RISK
    # The mean of 4 weeks falls under 80% with the second bad one of them.
    assert found.status_since == WEEK - dt.timedelta(weeks=2)


def test_a_status_of_all_weeks_looked_at_has_no_beginning():
    assert stand(CALLS, [10] * 80).status_since is None


def test_nothing_is_judged_and_lasts_before_there_are_four_weeks():
    found = stand(CALLS, [10, 10])
    assert (found.status, found.status_since) == (Status.NONE, None)


def test_the_newest_of_equal_codes_ends_at_another():
    codes = np.array([[1, 1, 3, 3], [2, 2, 2, 2], [1, 2, 3, 1]], np.uint8)
    assert unchanged(codes).tolist() == [2, 0, 3]
