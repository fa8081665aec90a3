"""The next one-on-one: one rhythm on, off weekends and leave."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpidesk.domain.entities import Holiday, Leave, OneOnOne, Rep, new_id
from kpidesk.domain.scheduling import MOST_A_DAY, DaysOff, clashes, following, next_day, overlap

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


def meeting(day, at=None, minutes=30):
    return OneOnOne(new_id(), new_id(), dt.date.fromisoformat(day), dt.time.fromisoformat(at) if at else None, minutes)


def proposed(last, *taken, on="2026-08-10", off=None):
    found = following(REP, last, dt.date.fromisoformat(on), off or DaysOff(), taken)
    return found.on.isoformat(), found.at.isoformat("minutes") if found.at else None


def test_the_time_of_last_time_is_kept_where_it_is_free():
    last = meeting("2026-08-06", "14:00", 45)
    assert proposed(last) == ("2026-08-20", "14:00")
    assert following(REP, last, LAST, DaysOff(), []).minutes == 45
    assert proposed(last, meeting("2026-08-20", "13:00", 60)) == ("2026-08-20", "14:00")


def test_a_taken_time_moves_to_the_nearest_free_half_hour_of_the_day():
    last = meeting("2026-08-06", "14:00")
    assert proposed(last, meeting("2026-08-20", "14:00")) == ("2026-08-20", "13:30")
    assert proposed(last, meeting("2026-08-20", "13:30"), meeting("2026-08-20", "13:45")) == ("2026-08-20", "14:30")


def test_a_full_day_moves_to_the_next_working_day_off_leave():
    last = meeting("2026-08-06", "14:00")
    full = [meeting("2026-08-20", f"{9 + at}:00") if at else meeting("2026-08-20", "09:00") for at in range(MOST_A_DAY)]
    assert proposed(last, *full) == ("2026-08-21", "14:00")
    away_friday = DaysOff.of(REP, [away("2026-08-21", "2026-08-21")], [])
    assert proposed(last, *full, off=away_friday) == ("2026-08-24", "14:00")


def test_without_a_time_last_time_none_is_proposed_and_the_first_is_in_the_morning():
    assert proposed(meeting("2026-08-06")) == ("2026-08-20", None)
    assert proposed(None, on="2026-08-22") == ("2026-08-24", "09:00")


def test_two_clash_only_at_the_same_time_of_the_same_day():
    first, second = meeting("2026-08-20", "10:00"), meeting("2026-08-20", "10:15")
    after, free = meeting("2026-08-20", "10:45"), meeting("2026-08-20")
    assert clashes([first, second, after, free, meeting("2026-08-21", "10:00")]) == {
        first.id: [second],
        second.id: [first],
    }


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 47), st.sampled_from([15, 30, 60, 90])), max_size=30))
def test_what_is_proposed_never_clashes_and_never_crowds_a_day(planned):
    taken = [
        OneOnOne(new_id(), new_id(), LAST + dt.timedelta(days=14 + day), dt.time(at // 2, at % 2 * 30), minutes)
        for day, at, minutes in planned
    ]
    found = following(REP, OneOnOne(new_id(), REP.id, LAST, dt.time(14)), LAST, DaysOff(), taken)
    assert not any(overlap(found, each) for each in taken)
    assert sum(each.on == found.on for each in taken) < MOST_A_DAY
    assert found.on.weekday() < 5
