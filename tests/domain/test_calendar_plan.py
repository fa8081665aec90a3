"""What a calendar changes about the planned one-on-ones, and what it leaves alone."""

import datetime as dt
from dataclasses import replace

import pytest

from kpidesk.domain.appointments import Appointment, Roster
from kpidesk.domain.calendar_plan import edits, ident, plan
from kpidesk.domain.entities import OneOnOne, Rep, new_id
from kpidesk.domain.terms import CalendarStep, MeetingStatus

MAYA, JONAS = Rep(new_id(), "Maya Okafor"), Rep(new_id(), "Jonas Lindqvist")
ROSTER = Roster([MAYA, JONAS], [])
TUESDAY, LAST = dt.date(2026, 8, 25), dt.date(2026, 11, 19)
TEN = dt.time(10)


def date(on=TUESDAY, at=TEN, name="Maya", uid="u1", original="", *, cancelled=False):
    return Appointment(uid, original, on, at, 30, f"1:1 {name}", (), cancelled)


def planned(on=TUESDAY, at=TEN, rep=MAYA, status=MeetingStatus.PLANNED, number=None):
    return OneOnOne(number or new_id(), rep.id, on, at, 45, status)


def read(appointments, meetings=()):
    return plan(appointments, ROSTER, list(meetings), LAST)


def carried_out(found, meetings):
    kept = {each.id: each for each in meetings}
    for edit in edits(found.lines):
        before, after = edit.before, edit.after
        assert isinstance(after, OneOnOne)
        assert kept.get(after.id) == before
        kept[after.id] = after
    return list(kept.values())


def steps(found):
    return [str(line.step) for line in found.lines]


def test_a_new_date_is_planned_with_its_own_length_and_id():
    (line,) = read([date()]).lines
    assert line.step is CalendarStep.PLAN
    assert line.after == OneOnOne(ident(date()), MAYA.id, TUESDAY, TEN, 30)


def test_reading_the_same_file_again_changes_nothing():
    file = [date(), date(TUESDAY + dt.timedelta(days=14), original="b"), date(name="Jonas", uid="u2")]
    first = read(file)
    again = read(file, carried_out(first, []))
    assert steps(first) == ["plan"] * 3
    assert steps(again) == ["same"] * 3
    assert edits(again.lines) == []


def test_a_moved_date_moves_the_one_on_one_and_keeps_its_length():
    known = planned(number=ident(date()))
    (line,) = read([date(TUESDAY + dt.timedelta(days=9), dt.time(15))], [known]).lines
    assert line.step is CalendarStep.MOVE
    assert line.after == replace(known, on=TUESDAY + dt.timedelta(days=9), at=dt.time(15), times_moved=1)


def test_another_hour_of_the_same_day_is_no_move_to_another_day():
    known = planned(number=ident(date()))
    (line,) = read([date(at=dt.time(15))], [known]).lines
    assert line.after == replace(known, at=dt.time(15))


def test_one_planned_by_hand_is_found_by_its_day_or_nearby():
    on_the_day, nearby = planned(), planned(TUESDAY - dt.timedelta(days=3), rep=JONAS)
    found = read([date(), date(name="Jonas", uid="u2")], [on_the_day, nearby])
    assert {line.rep.name: str(line.step) for line in found.lines} == {"Maya Okafor": "same", "Jonas Lindqvist": "move"}


def test_one_four_days_apart_is_another_one():
    assert steps(read([date()], [planned(TUESDAY - dt.timedelta(days=4))])) == ["plan"]


def test_a_series_shifted_by_a_day_moves_what_it_brought():
    days = [TUESDAY + dt.timedelta(days=7 * at) for at in range(3)]
    before = carried_out(read([date(day, original=f"{day}") for day in days]), [])
    shifted = [date(day + dt.timedelta(days=1), original=f"{day + dt.timedelta(days=1)}") for day in days]
    found = read(shifted, before)
    assert steps(found) == ["move"] * 3
    assert len(carried_out(found, before)) == 3


def test_what_the_calendar_calls_off_is_called_off():
    known = planned(number=ident(date()))
    found = read([date(cancelled=True), date(name="Jonas", uid="u2", cancelled=True)], [known])
    (line,) = found.lines
    assert (line.step, line.after.status) == (CalendarStep.CANCEL, MeetingStatus.CANCELLED)


@pytest.mark.parametrize("status", [MeetingStatus.HELD, MeetingStatus.RUNNING, MeetingStatus.NO_SHOW])
def test_what_has_taken_place_stays(status):
    known = planned(number=ident(date()), status=status)
    assert steps(read([date(at=dt.time(9))], [known])) == ["same"]
    assert steps(read([date(cancelled=True)], [known])) == []


def test_what_was_called_off_here_is_not_planned_again():
    known = planned(number=ident(date()), status=MeetingStatus.CANCELLED)
    (line,) = read([date()], [known]).lines
    assert (line.step, line.reason) == (CalendarStep.LEAVE_OUT, "It was called off in KPIdesk.")


def test_of_two_on_a_day_the_first_counts():
    found = read([date(at=dt.time(16), uid="u2"), date()])
    assert [(str(line.step), line.appointment.at) for line in found.lines] == [
        ("plan", TEN),
        ("leave_out", dt.time(16)),
    ]


def test_our_own_events_are_known_by_the_id_we_gave_them():
    known = planned(TUESDAY - dt.timedelta(days=40))
    (line,) = read([date(uid=f"{known.id}@kpidesk")], [known]).lines
    assert (line.step, line.before) == (CalendarStep.MOVE, known)


def test_an_event_that_went_over_to_another_rep_takes_nothing_from_the_first():
    known = planned(number=ident(date()))
    found = read([date(name="Jonas")], [known])
    (line,) = found.lines
    assert (line.step, line.rep) == (CalendarStep.PLAN, JONAS)
    assert steps(read([date(name="Jonas")], carried_out(found, [known]))) == ["same"]


def test_an_id_that_only_looks_like_ours_is_still_one():
    assert ident(date(uid="x@kpidesk")) != ident(date(uid="y@kpidesk"))
