"""Values as columns of numbers: sorted, in one piece or several, and found again as they came."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kpidesk.storage import value_batches
from kpidesk.storage.value_batches import NEW_KPI, NEW_REP, batches

NUMBERS = st.integers(1, 9) | st.integers(NEW_REP, NEW_REP + 9)
KPIS = st.integers(1, 9) | st.integers(NEW_KPI, NEW_KPI + 9)
ROWS = st.lists(st.tuples(NUMBERS, KPIS, st.integers(-8_000, 50_000), st.integers(1, 366), st.floats(-1e9, 1e9)))


def rows_of(found):
    return [row for batch in found for part in batch.rows() for row in part]


def columns(rows, bottoms=None):
    return (*map(list, zip(*rows, strict=True)), bottoms)


@given(ROWS)
def test_what_goes_in_comes_out_by_rep_kpi_and_day_and_those_of_one_key_in_their_order(rows):
    found = rows_of(batches([columns(rows)] if rows else []))
    assert found == sorted(rows, key=lambda row: row[:3])


def test_values_with_a_denominator_stay_apart():
    plain, ratio = (2, 1, 0, 7, 5.0), (1, 1, 0, 7, 3.0)
    found = batches([columns([plain]), columns([ratio], [4.0])])
    assert [batch.bottoms is None for batch in found] == [True, False]
    assert rows_of(found) == [plain, (*ratio, 4.0)]


def test_many_values_come_in_several_batches(monkeypatch):
    monkeypatch.setattr(value_batches, "_TOGETHER", 10)
    monkeypatch.setattr(value_batches, "_AT_ONCE", 4)
    rows = [(1, 1, day, 1, float(day)) for day in range(25, 0, -1)]
    found = batches(columns(rows[at : at + 5]) for at in range(0, 25, 5))
    assert list(map(len, found)) == [10, 10, 5]
    assert [row[2] for row in rows_of(found)] == [*range(16, 26), *range(6, 16), *range(1, 6)]


def test_new_reps_and_kpis_get_their_numbers_and_the_order_stays():
    rows = [(1, NEW_KPI, 5, 1, 1.0), (NEW_REP, 3, 5, 1, 2.0), (NEW_REP + 1, 3, 5, 1, 3.0)]
    (found,) = batches([columns(rows)])
    other = found.renumbered({NEW_REP: 2, NEW_REP + 1: 3}, {NEW_KPI: 4})
    assert rows_of([other]) == [(1, 4, 5, 1, 1.0), (2, 3, 5, 1, 2.0), (3, 3, 5, 1, 3.0)]
    assert other.keys.tolist() == sorted(other.keys.tolist())
    assert found.renumbered({}, {}) is found
