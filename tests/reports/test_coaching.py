"""One-on-ones due, held and on time, and commitments kept."""

import datetime as dt
from dataclasses import replace

import pytest

from kpidesk.domain.commitments import Outcome, Tracked, Verdict
from kpidesk.domain.entities import Commitment, Leave, OneOnOne, new_id
from kpidesk.domain.terms import CommitmentStatus, MeetingStatus
from kpidesk.reports.coaching import coaching, rhythm
from kpidesk.reports.model import Meeting, Period, RepSummary

PERIOD = Period(dt.date(2026, 7, 1), dt.date(2026, 8, 20), "Q3 2026")


@pytest.fixture
def line(make_summary):
    return RepSummary(make_summary(("Maya Okafor",), weeks=6).reps[0].card, last_held_before=dt.date(2026, 6, 24))


def on(month, day):
    return dt.date(2026, month, day)


def test_every_meeting_on_its_day_is_on_time(line):
    # A cadence of 14 days from 24 June asks for 8 and 22 July, 5 and 19 August.
    held = [on(7, 8), on(7, 22), on(8, 5), on(8, 19)]
    assert rhythm(line, held, PERIOD) == (4, 4)


def test_two_working_days_late_is_still_on_time_three_are_not(line):
    # 8 July was a Wednesday; 10 July is its last day of grace.
    assert rhythm(line, [on(7, 10)], replace(PERIOD, last=on(7, 12))) == (1, 1)
    assert rhythm(line, [on(7, 13)], replace(PERIOD, last=on(7, 14))) == (1, 0)


def test_what_never_happened_was_due_all_the_same(line):
    # Due on 8 and 22 July and on 5 August; what is due on 19 August still has its days of grace.
    assert rhythm(line, [], PERIOD) == (3, 0)


def test_a_due_day_in_leave_moves_behind_it(line):
    away = replace(line, leaves=(Leave(new_id(), line.rep.id, on(7, 6), on(7, 19)),))
    assert rhythm(away, [on(7, 20)], replace(PERIOD, last=on(7, 25))) == (1, 1)


def test_a_first_meeting_is_due_one_cadence_after_the_start(line):
    new = replace(line, last_held_before=None)
    assert rhythm(new, [on(7, 3)], replace(PERIOD, last=on(7, 10))) == (1, 1)
    assert rhythm(new, [], replace(PERIOD, last=on(7, 10))) == (0, 0)


def promise(line, due, status, closed=None):
    made = Commitment(new_id(), line.rep.id, "x", on(7, 1), due=due, status=status, closed_on=closed)
    return Tracked(made, Verdict(Outcome.NO_DATA, ""))


def test_commitments_are_counted_by_what_became_of_them(line):
    done, opened = CommitmentStatus.DONE, CommitmentStatus.OPEN
    found = coaching(
        replace(
            line,
            commitments=(
                promise(line, on(7, 10), done, on(7, 10)),
                promise(line, on(7, 10), done, on(7, 14)),
                promise(line, on(8, 1), opened),
                promise(line, on(9, 1), CommitmentStatus.CARRIED),
                promise(line, on(8, 1), CommitmentStatus.MISSED),
                promise(line, on(8, 1), CommitmentStatus.DROPPED),
            ),
        ),
        PERIOD,
    )
    assert (found.open, found.overdue, found.done) == (2, 1, 2)
    assert (found.due_commitments, found.done_on_time) == (4, 1)


def test_meetings_are_counted_by_how_they_ended(line):
    states = (MeetingStatus.HELD, MeetingStatus.CANCELLED, MeetingStatus.NO_SHOW, MeetingStatus.PLANNED)
    met = tuple(
        Meeting(OneOnOne(new_id(), line.rep.id, on(7, 8 + at), status=status)) for at, status in enumerate(states)
    )
    found = coaching(replace(line, meetings=met), PERIOD)
    assert (found.held, found.cancelled, found.days_since) == (1, 2, 43)


def test_without_any_meeting_the_days_since_are_unknown(line):
    assert coaching(replace(line, last_held_before=None), PERIOD).days_since is None
