"""The next one-on-one: one rhythm on, off weekends and leave."""

import datetime as dt

import pytest

from kpidesk.domain.entities import Holiday, Leave, Rep, new_id
from kpidesk.domain.scheduling import DaysOff, next_day

REP = Rep(new_id(), "Maya Okafor", holidays="Bavaria")
LAST = dt.date(2026, 8, 6)


def away(first, last, share=1.0):
    return Leave(new_id(), REP.id, dt.date.fromisoformat(first), dt.date.fromisoformat(last), share=share)


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
    assert next_day(LAST, 14, LAST, DaysOff.of(REP, leaves, [])) == dt.date(2026, 9, 2)


def test_a_holiday_of_their_own_calendar_moves_it_and_half_a_day_does_not():
    leaves = [away("2026-08-20", "2026-08-20", 0.5)]
    holidays = [Holiday(new_id(), dt.date(2026, 8, 20), "Founders' day", share=0.5, calendar="Bavaria")]
    assert next_day(LAST, 14, LAST, DaysOff.of(REP, leaves, holidays)) == dt.date(2026, 8, 20)
    whole = [
        Holiday(new_id(), dt.date(2026, 8, 20), "Holiday", "Bavaria"),
        Holiday(new_id(), dt.date(2026, 8, 21), "x"),
    ]
    assert next_day(LAST, 14, LAST, DaysOff.of(REP, [], whole)) == dt.date(2026, 8, 21)
