"""Values leave the file as columns of numbers, exactly as they were kept."""

import datetime as dt
import math

import numpy as np
import pytest

from kpidesk.domain.days import day_number
from kpidesk.domain.entities import Kpi, KpiEntry, Rep, new_id
from kpidesk.storage import queries, records

MAYA, BEN = Rep(new_id(), "Maya"), Rep(new_id(), "Ben")
CALLS, RATE = Kpi(new_id(), "calls_made", "Calls"), Kpi(new_id(), "win_rate", "Win rate")
MONDAY = dt.date(2026, 8, 10)
FIRST = day_number(MONDAY)


@pytest.fixture
def keep(database):
    def insert(*entities):
        with database.write() as connection:
            records.insert_all(connection, entities)

    insert(MAYA, BEN, CALLS, RATE)
    return insert


def read(database, first=FIRST, end=FIRST + 7, reps=(MAYA, BEN), kpis=(CALLS, RATE)):
    with database.read() as connection:
        return queries.entries(connection, [rep.id for rep in reps], [kpi.id for kpi in kpis], first, end)


def test_every_column_comes_back_as_it_was_kept(keep, database):
    keep(
        KpiEntry(MAYA.id, CALLS.id, MONDAY, 7, 0.1 + 0.2, None, 2**20 - 1),
        KpiEntry(MAYA.id, RATE.id, MONDAY, 366, 1e300, 3.0, 4),
        KpiEntry(BEN.id, CALLS.id, MONDAY, 1, -5.0),
    )
    found = read(database, reps=(BEN, MAYA))
    assert found.rep.tolist() == [1, 1, 0]
    assert found.kpi.tolist() == [0, 1, 0]
    assert found.start.tolist() == [FIRST] * 3
    assert found.days.tolist() == [7, 366, 1]
    assert found.source.tolist() == [2**20 - 1, 4, 0]
    assert found.numerator.tolist() == [0.1 + 0.2, 1e300, -5.0]
    assert np.array_equal(found.denominator, [math.nan, 3.0, math.nan], equal_nan=True)


def test_values_count_that_touch_the_days_asked_for_however_early_they_start(keep, database):
    year, week = dt.timedelta(days=366), dt.timedelta(days=7)
    keep(
        KpiEntry(MAYA.id, CALLS.id, MONDAY - year + dt.timedelta(days=1), 366, 1.0),
        KpiEntry(MAYA.id, CALLS.id, MONDAY - week, 7, 2.0),
        KpiEntry(MAYA.id, CALLS.id, MONDAY, 7, 3.0),
        KpiEntry(MAYA.id, CALLS.id, MONDAY + week, 7, 4.0),
    )
    assert read(database).numerator.tolist() == [1.0, 3.0]


def test_without_values_or_without_anyone_there_are_none(keep, database):
    keep()
    assert len(read(database)) == 0
    assert len(read(database, reps=(), kpis=())) == 0


def test_values_before_the_first_of_january_1970_have_their_day(keep, database):
    keep(KpiEntry(MAYA.id, CALLS.id, dt.date(1969, 12, 29), 7, 2.0, None, 3))
    found = read(database, first=-7, end=7)
    assert (found.start.tolist(), found.days.tolist(), found.source.tolist()) == ([-3], [7], [3])


def test_the_span_ends_with_the_value_that_ends_last(keep, database):
    keep(
        KpiEntry(MAYA.id, CALLS.id, dt.date(2026, 7, 1), 92, 40.0),
        KpiEntry(BEN.id, CALLS.id, MONDAY, 7, 3.0),
        KpiEntry(MAYA.id, CALLS.id, MONDAY, 7, 3.0),
        KpiEntry(MAYA.id, RATE.id, dt.date(2020, 1, 6), 7, 0.5),
    )
    with database.read() as connection:
        ends = day_number(dt.date(2026, 10, 1))
        assert queries.span(connection, [CALLS.id]) == (day_number(dt.date(2026, 7, 1)), ends)
        assert queries.span(connection, [CALLS.id, RATE.id]) == (day_number(dt.date(2020, 1, 6)), ends)
        assert queries.span(connection, [new_id()]) is None
