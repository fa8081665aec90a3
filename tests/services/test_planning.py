"""Planning ahead over a real file: everybody without a one-on-one gets one, in one step, and skipping loses nothing."""

import datetime as dt

import pytest

from kpidesk.domain.entities import Commitment, Holiday, Leave, OneOnOne, Rep, Topic, new_id
from kpidesk.domain.errors import UserError
from kpidesk.domain.scheduling import MOST_A_DAY, clashes
from kpidesk.domain.terms import MeetingStatus
from kpidesk.services.desk import Desk
from kpidesk.storage import records

ON = dt.date(2026, 8, 20)
NAMES = ("Ada", "Ben", "Cleo", "Dan")


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path / "team.kpidesk")
    yield desk
    desk.close()


@pytest.fixture
def reps(desk):
    """Ada is late, Ben has one planned, Cleo was never met and is on leave, Dan left."""
    ada, ben, cleo, dan = found = [Rep(new_id(), name, cadence_days=7) for name in NAMES]
    dan = Rep(dan.id, "Dan", left_on=dt.date(2026, 8, 1))
    held = OneOnOne(new_id(), ada.id, dt.date(2026, 7, 30), dt.time(10), 45, MeetingStatus.HELD)
    planned = OneOnOne(new_id(), ben.id, dt.date(2026, 8, 21), dt.time(10))
    leave = Leave(new_id(), cleo.id, dt.date(2026, 8, 17), dt.date(2026, 8, 28))
    holiday = Holiday(new_id(), dt.date(2026, 8, 31), "Summer bank holiday")
    with desk.database.write() as connection:
        records.insert_all(connection, [ada, ben, cleo, dan, held, planned, leave, holiday])
    return dict(zip(NAMES, found, strict=True))


@pytest.fixture
def two(desk):
    """Maya, met every two weeks, and Jonas, every week; nothing is planned."""
    maya, jonas = Rep(new_id(), "Maya Okafor"), Rep(new_id(), "Jonas Lindqvist", cadence_days=7)
    with desk.database.write() as connection:
        records.insert_all(connection, [maya, jonas])
    return maya, jonas


def insert(desk, *entities):
    with desk.database.write() as connection:
        records.insert_all(connection, entities)


def held(rep, on, **fields):
    return OneOnOne(new_id(), rep.id, on, status=MeetingStatus.HELD, **fields)


def planned(desk):
    return [each for each in desk.meetings.one_on_ones() if each.status is MeetingStatus.PLANNED]


def test_the_first_proposal_is_the_next_working_day(desk, two):
    assert desk.planning.propose(two[0], dt.date(2026, 8, 22)).on == dt.date(2026, 8, 24)


def test_the_next_proposal_keeps_rhythm_time_and_length(desk, two):
    maya = two[0]
    leave = Leave(new_id(), maya.id, dt.date(2026, 8, 20), dt.date(2026, 8, 21))
    insert(desk, held(maya, dt.date(2026, 8, 6), at=dt.time(14), minutes=45), leave)
    new = desk.planning.propose(maya, dt.date(2026, 8, 10))
    assert (new.on, new.at, new.minutes) == (dt.date(2026, 8, 24), dt.time(14), 45)


def test_who_is_next_is_planned_first_and_due_second(desk, two):
    maya, jonas = two
    assert desk.planning.whom_next(ON) is None
    insert(desk, held(maya, dt.date(2026, 8, 6)), held(jonas, dt.date(2026, 8, 12)))
    assert desk.planning.whom_next(ON) == jonas
    insert(desk, OneOnOne(new_id(), maya.id, dt.date(2026, 8, 25)))
    assert desk.planning.whom_next(ON) == maya


def test_proposals_keep_off_leave_holidays_and_each_other_the_longest_overdue_first(desk, reps):
    found = desk.planning.proposals(ON)
    assert [rep.name for rep, _rhythm, _new in found] == ["Ada", "Cleo"]
    ada, cleo = (new for _rep, _rhythm, new in found)
    # Ben has ten o'clock already.
    assert (ada.on, ada.at, ada.minutes) == (dt.date(2026, 8, 21), dt.time(10, 30), 45)
    assert (cleo.on, cleo.at) == (dt.date(2026, 9, 1), dt.time(9))
    assert len(planned(desk)) == 1


def test_all_are_planned_in_one_step_that_can_be_undone(desk, reps):
    new = [each for _rep, _rhythm, each in desk.planning.proposals(ON)]
    desk.planning.plan(new)
    assert len(planned(desk)) == 3
    assert desk.history.undo_label == "Plan 2 one-on-ones"
    assert desk.planning.proposals(ON) == []
    desk.history.undo()
    assert len(planned(desk)) == 1
    with pytest.raises(UserError, match="Tick at least one rep"):
        desk.planning.plan([])


def test_a_large_team_is_spread_over_days_without_a_clash(desk):
    for at in range(40):
        desk.team.add_rep(Rep(new_id(), f"Rep {at:02}"))
    found = [new for _rep, _rhythm, new in desk.planning.proposals(ON)]
    assert len(found) == 40
    assert clashes(found) == {}
    assert max(sum(each.on == day for each in found) for day in {each.on for each in found}) == MOST_A_DAY
    assert all(each.on > ON and each.on.weekday() < 5 for each in found)


def test_skipping_keeps_the_reason_and_plans_the_next_in_one_step(desk, reps):
    (meeting,) = planned(desk)
    desk.topics.add(Topic(new_id(), reps["Ben"].id, "A second territory", ON))
    desk.meetings.add_commitment(Commitment(new_id(), reps["Ben"].id, "Ask two customers", ON))
    instead = desk.planning.after(meeting, ON)
    assert (instead.on, instead.at) == (dt.date(2026, 8, 28), dt.time(10))
    desk.planning.skip(meeting, "Customer visit", instead)
    assert [(each.on, each.status) for each in desk.meetings.one_on_ones(reps["Ben"].id)] == [
        (dt.date(2026, 8, 28), MeetingStatus.PLANNED),
        (dt.date(2026, 8, 21), MeetingStatus.CANCELLED),
    ]
    titles = [each.title for each in desk.preparation.agenda(reps["Ben"], dt.date(2026, 8, 28)).items]
    assert titles.count("A second territory") == 1
    assert titles.count("Ask two customers") == 1
    desk.history.undo()
    assert planned(desk) == [meeting]


def test_what_is_no_longer_planned_cannot_be_skipped(desk, reps):
    held = next(each for each in desk.meetings.one_on_ones() if each.status is MeetingStatus.HELD)
    with pytest.raises(UserError, match="This one-on-one is held, not planned"):
        desk.planning.skip(held, "", None)


def test_one_that_was_left_behind_is_moved_with_its_agenda_instead_of_planned_twice(desk, reps):
    meeting = OneOnOne(new_id(), reps["Ada"].id, dt.date(2026, 8, 13), dt.time(10))
    desk.preparation.prepare(meeting, reps["Ada"], dt.date(2026, 8, 12))
    items = desk.meetings.items(meeting)
    assert [each.id for each in desk.planning.left_behind(ON)] == [meeting.id]
    found = [new for _rep, _rhythm, new in desk.planning.proposals(ON)]
    assert found[0].id == meeting.id
    desk.planning.plan(found)
    moved = next(each for each in desk.meetings.one_on_ones(reps["Ada"].id) if each.id == meeting.id)
    assert (moved.on, moved.status, moved.times_moved) == (found[0].on, MeetingStatus.PLANNED, 1)
    assert desk.meetings.items(moved) == items
    assert desk.planning.left_behind(ON) == []
    desk.history.undo()
    assert [each.id for each in desk.planning.left_behind(ON)] == [meeting.id]
