import datetime as dt

import pytest

from kpidesk.domain.attention import Rhythm, fell_since, idle_days, is_open, is_stale, rhythm
from kpidesk.domain.entities import Commitment, OneOnOne, Rep, new_id
from kpidesk.domain.terms import CommitmentStatus, MeetingStatus

ON = dt.date(2026, 8, 20)
JONAS = Rep(new_id(), "Jonas Lindqvist", cadence_days=14)


def met(day, status=MeetingStatus.HELD, at=None, rep=JONAS):
    return OneOnOne(new_id(), rep.id, day, at, status=status)


def promise(**fields):
    return Commitment(new_id(), JONAS.id, "Rebuild the call list", fields.pop("agreed_on", ON), **fields)


def test_a_one_on_one_is_overdue_from_the_day_the_rhythm_asks_for_it():
    last = met(dt.date(2026, 7, 16))
    assert rhythm(JONAS, [last], ON) == Rhythm(last, None, dt.date(2026, 7, 30), 21)


def test_on_the_due_day_itself_nothing_is_overdue():
    assert rhythm(JONAS, [met(dt.date(2026, 8, 6))], ON).overdue_days == 0


def test_whatever_is_planned_from_today_on_keeps_the_rhythm():
    planned = met(ON, MeetingStatus.PLANNED)
    found = rhythm(JONAS, [met(dt.date(2026, 7, 16)), planned], ON)
    assert (found.upcoming, found.overdue_days) == (planned, 0)


@pytest.mark.parametrize("status", [MeetingStatus.CANCELLED, MeetingStatus.NO_SHOW])
def test_what_did_not_take_place_neither_counts_as_met_nor_as_planned(status):
    found = rhythm(JONAS, [met(dt.date(2026, 7, 16)), met(dt.date(2026, 8, 13), status), met(ON, status)], ON)
    assert (found.overdue_days, found.upcoming) == (21, None)


def test_a_plan_whose_day_has_passed_does_not_hide_that_nobody_met():
    found = rhythm(JONAS, [met(dt.date(2026, 7, 16)), met(dt.date(2026, 8, 13), MeetingStatus.PLANNED)], ON)
    assert (found.overdue_days, found.upcoming) == (21, None)


def test_before_the_first_one_on_one_there_is_no_rhythm_to_break():
    assert rhythm(JONAS, [], ON) == Rhythm(None, None, None, 0)
    assert not rhythm(JONAS, [met(ON, MeetingStatus.CANCELLED)], ON).begun
    assert rhythm(JONAS, [met(ON, MeetingStatus.PLANNED)], ON).begun
    assert rhythm(JONAS, [met(dt.date(2026, 8, 6))], ON).begun


def test_the_next_is_the_earliest_by_day_and_time():
    late = met(ON, MeetingStatus.PLANNED, dt.time(16))
    early = met(ON, MeetingStatus.PLANNED, dt.time(9))
    assert rhythm(JONAS, [late, met(dt.date(2026, 8, 24), MeetingStatus.PLANNED), early], ON).upcoming == early


def test_one_on_ones_of_other_reps_do_not_count():
    other = Rep(new_id(), "Maya Okafor")
    assert rhythm(JONAS, [met(dt.date(2026, 8, 19), rep=other)], ON).last is None


@pytest.mark.parametrize(
    ("fields", "stale"),
    [
        ({"agreed_on": dt.date(2026, 7, 30)}, True),
        ({"agreed_on": dt.date(2026, 7, 31)}, False),
        ({"agreed_on": dt.date(2026, 7, 1), "updated_on": dt.date(2026, 8, 10)}, False),
        ({"agreed_on": dt.date(2026, 8, 6), "due": dt.date(2026, 8, 13)}, True),
        ({"agreed_on": dt.date(2026, 8, 6), "due": dt.date(2026, 8, 14)}, False),
        ({"agreed_on": dt.date(2026, 8, 6), "due": dt.date(2026, 8, 7), "updated_on": dt.date(2026, 8, 12)}, False),
        ({"agreed_on": dt.date(2026, 7, 1), "status": CommitmentStatus.DONE}, False),
        ({"agreed_on": dt.date(2026, 7, 1), "status": CommitmentStatus.CARRIED}, True),
    ],
)
def test_a_commitment_is_stale_after_three_silent_weeks_or_one_week_past_its_day(fields, stale):
    assert is_stale(promise(**fields), ON) is stale


def test_idle_days_count_from_the_last_word():
    assert idle_days(promise(agreed_on=dt.date(2026, 8, 1)), ON) == 19
    assert idle_days(promise(agreed_on=dt.date(2026, 8, 1), updated_on=dt.date(2026, 8, 18)), ON) == 2


def test_carried_commitments_are_open_and_dropped_ones_are_not():
    assert is_open(promise(status=CommitmentStatus.CARRIED))
    assert not is_open(promise(status=CommitmentStatus.DROPPED))


@pytest.mark.parametrize(
    ("fields", "news"),
    [
        ({"due": dt.date(2026, 8, 7)}, True),
        ({"due": dt.date(2026, 8, 6)}, False),
        ({"due": dt.date(2026, 8, 6), "closed_on": dt.date(2026, 8, 9), "status": CommitmentStatus.DONE}, True),
        ({"closed_on": dt.date(2026, 8, 9), "status": CommitmentStatus.DROPPED}, False),
        ({}, False),
    ],
)
def test_what_fell_due_or_ended_after_the_last_one_on_one_is_news(fields, news):
    last = met(dt.date(2026, 8, 6))
    assert fell_since(promise(**fields), last) is news
    assert fell_since(promise(**fields), None) is False
