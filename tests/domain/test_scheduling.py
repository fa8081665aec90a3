"""The next one-on-one: one rhythm on, off weekends and leave."""

import datetime as dt

import pytest

from kpidesk.domain.entities import Leave, new_id
from kpidesk.domain.scheduling import next_day

REP = new_id()
LAST = dt.date(2026, 8, 6)


def away(first, last):
    return Leave(new_id(), REP, dt.date.fromisoformat(first), dt.date.fromisoformat(last))


@pytest.mark.parametrize(
    ("last", "days", "on", "expected"),
    [
        ("2026-08-06", 14, "2026-08-07", "2026-08-20"),
        ("2026-08-06", 14, "2026-08-27", "2026-08-27"),
        ("2026-08-06", 16, "2026-08-07", "2026-08-24"),
        ("2026-08-06", 1, "2026-08-30", "2026-08-31"),
    ],
)
def test_one_rhythm_on_never_in_the_past_and_never_on_a_weekend(last, days, on, expected):
    found = next_day(dt.date.fromisoformat(last), days, dt.date.fromisoformat(on))
    assert found == dt.date.fromisoformat(expected)


def test_leave_moves_it_behind_the_leave_and_its_weekend():
    leaves = [away("2026-08-31", "2026-09-01"), away("2026-08-17", "2026-08-30")]
    assert next_day(LAST, 14, LAST, leaves) == dt.date(2026, 9, 2)
