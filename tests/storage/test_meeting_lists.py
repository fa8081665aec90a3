import dataclasses
import datetime as dt

import pytest

from kpidesk.domain.attention import rhythm
from kpidesk.domain.entities import AgendaItem, Commitment, Note, OneOnOne, Rep, new_id
from kpidesk.domain.meeting_totals import Totals, Wanted
from kpidesk.domain.terms import ItemState, MeetingStatus, Section, Visibility
from kpidesk.storage import meeting_lists, records
from kpidesk.storage.tables import one_on_one

NOW = dt.datetime(2026, 8, 20, 12, tzinfo=dt.UTC)


@pytest.fixture
def meeting(database):
    rep = Rep(new_id(), "Maya Okafor")
    found = OneOnOne(new_id(), rep.id, dt.date(2026, 8, 20))
    with database.write() as connection:
        records.insert_all(connection, [rep, found])
    return found


def add(database, *entities):
    with database.write() as connection:
        records.insert_all(connection, entities)


def read(database, *, private=True):
    with database.read() as connection:
        idents = [each.id for each in records.select(connection, OneOnOne)]
        return meeting_lists.totals(connection, idents, private=private)


def item(meeting, section, minutes, **more):
    return AgendaItem(new_id(), meeting.id, 0, section, "Item", minutes=minutes, **more)


def note(meeting, visibility, text="text"):
    return Note(new_id(), meeting.rep_id, text, NOW, visibility, meeting.id)


def test_a_one_on_one_without_anything_counts_nothing(database, meeting):
    assert read(database) == {meeting.id: Totals()}


def test_minutes_and_seconds_are_added_up_with_the_forecast_apart(database, meeting):
    add(
        database,
        item(meeting, Section.FOCUS, 10, seconds_spent=700),
        item(meeting, Section.FORECAST, 4, seconds_spent=200),
        item(meeting, Section.FOCUS, 5, state=ItemState.DISMISSED),
    )
    assert read(database) == {meeting.id: Totals(2, 14, 4, 900, 200)}


def test_notes_are_counted_by_who_may_read_them_and_empty_ones_not_at_all(database, meeting):
    add(
        database,
        note(meeting, Visibility.SHARED),
        note(meeting, Visibility.PRIVATE),
        note(meeting, Visibility.PRIVATE),
        note(meeting, Visibility.SHARED, ""),
    )
    assert read(database) == {meeting.id: Totals(shared_notes=1, private_notes=2)}


def test_private_notes_are_not_counted_unless_asked_for(database, meeting):
    add(database, note(meeting, Visibility.PRIVATE))
    assert read(database, private=False) == {meeting.id: Totals()}


def test_ticked_items_and_what_was_agreed_are_counted(database, meeting):
    add(
        database,
        item(meeting, Section.FOCUS, 10, checked=True),
        item(meeting, Section.FOCUS, 5),
        Commitment(new_id(), meeting.rep_id, "Ask", meeting.on, one_on_one_id=meeting.id),
        Commitment(new_id(), meeting.rep_id, "Not from here", meeting.on),
    )
    found = read(database)[meeting.id]
    assert (found.items, found.done, found.commitments) == (2, 1, 1)


@pytest.fixture
def team(database):
    """Two reps with three one-on-ones each, by name of the rep and day of August."""
    maya, ben = Rep(new_id(), "maya Okafor"), Rep(new_id(), "Ben Carter")
    made = {
        (rep.name[:1], day): OneOnOne(new_id(), rep.id, dt.date(2026, 8, day), minutes=minutes, status=status)
        for rep in (maya, ben)
        for day, minutes, status in (
            (6, 30, MeetingStatus.HELD),
            (13, 45, MeetingStatus.CANCELLED),
            (27, 15, MeetingStatus.PLANNED),
        )
    }
    made["m", 6] = dataclasses.replace(made["m", 6], times_moved=1, reason="ill")
    add(database, maya, ben, *made.values())
    add(database, note(made["m", 6], Visibility.SHARED), note(made["B", 13], Visibility.PRIVATE))
    return made


EVERY = Wanted()


def listed(database, team, wanted=EVERY, order="on", *, down=True, private=True, offset=0, limit=100):
    with database.read() as connection:
        found = meeting_lists.page(connection, wanted, order, down=down, private=private, offset=offset, limit=limit)
    names = {meeting.id: key for key, meeting in team.items()}
    return [names[each.id] for each in found]


def test_a_list_is_read_page_by_page(database, team):
    whole = listed(database, team)
    assert [day for _rep, day in whole] == [27, 27, 13, 13, 6, 6]
    assert listed(database, team, limit=4) + listed(database, team, offset=4, limit=4) == whole
    assert listed(database, team, offset=9) == []


def test_a_list_is_sorted_by_any_column_and_then_the_newest_first(database, team):
    assert listed(database, team, order="rep", down=False) == [
        *(("B", day) for day in (27, 13, 6)),
        *(("m", day) for day in (27, 13, 6)),
    ]
    assert [day for _rep, day in listed(database, team, order="minutes")] == [13, 13, 6, 6, 27, 27]
    assert listed(database, team, order="notes", limit=2) == [("B", 13), ("m", 6)]
    assert listed(database, team, order="notes", private=False, limit=1) == [("m", 6)]
    for order in ("done", "commitments"):
        assert len(listed(database, team, order=order)) == 6


def test_one_that_was_measured_counts_by_the_minutes_it_took(database, team):
    began = NOW.replace(microsecond=120)
    long, short = (
        dataclasses.replace(team[key], started_at=began, ended_at=began + dt.timedelta(seconds=seconds))
        for key, seconds in ((("m", 6), 46 * 60), (("B", 6), 20))
    )
    with database.write() as connection:
        for each in (long, short):
            row = one_on_one.update().where(one_on_one.c.id == each.id)
            connection.execute(row.values(started_at=each.started_at, ended_at=each.ended_at))
    assert [each.length for each in (long, team["m", 13], short)] == [46, 45, 1]
    order = listed(database, team, order="minutes")
    assert (order[0], order[-1]) == (("m", 6), ("B", 6))


def test_reps_statuses_days_notes_and_chosen_ones_narrow_a_list(database, team):
    ben = team["B", 6].rep_id
    assert listed(database, team, Wanted(rep_id=ben, statuses=frozenset({MeetingStatus.HELD}))) == [("B", 6)]
    august = Wanted(begin=dt.date(2026, 8, 7), end=dt.date(2026, 8, 13))
    assert {day for _rep, day in listed(database, team, august)} == {13}
    assert set(listed(database, team, Wanted(with_notes=True))) == {("m", 6), ("B", 13)}
    assert listed(database, team, Wanted(with_notes=True), private=False) == [("m", 6)]
    assert listed(database, team, Wanted(among=frozenset({team["B", 27].id}))) == [("B", 27)]
    assert listed(database, team, Wanted(among=frozenset())) == []


def test_statuses_are_counted_within_what_is_wanted(database, team):
    with database.read() as connection:
        found = meeting_lists.counts(connection, Wanted(end=dt.date(2026, 8, 13)), private=True)
    assert found == {MeetingStatus.HELD: 2, MeetingStatus.CANCELLED: 2}


def test_all_days_of_a_rep_or_of_the_team_the_newest_first(database, team):
    with database.read() as connection:
        every = meeting_lists.days(connection)
        some = meeting_lists.days(connection, team["m", 6].rep_id, dt.date(2026, 8, 6), dt.date(2026, 8, 13))
    assert [each.on.day for each in every] == [27, 27, 13, 13, 6, 6]
    assert [(each.on.day, each.moved, each.reason) for each in some] == [(13, False, ""), (6, True, "ill")]


def around(database, on):
    with database.read() as connection:
        return meeting_lists.around(connection, on)


def test_around_a_day_are_the_last_one_held_with_each_rep_and_all_to_come(database):
    maya, ben = Rep(new_id(), "Maya Okafor"), Rep(new_id(), "Ben Carter")

    def met(rep, day, status=MeetingStatus.HELD, at=None):
        return OneOnOne(new_id(), rep.id, dt.date(2026, 8, day), at, status=status)

    wanted = [
        met(maya, 27, MeetingStatus.PLANNED),
        met(ben, 24, MeetingStatus.PLANNED),
        met(maya, 20, MeetingStatus.RUNNING),
        met(maya, 13, at=dt.time(14)),
        met(maya, 13, at=dt.time(9)),
        met(ben, 6),
    ]
    others = [
        met(maya, 30),
        met(ben, 28, MeetingStatus.CANCELLED),
        met(ben, 19, MeetingStatus.PLANNED),
        met(maya, 18, MeetingStatus.CANCELLED),
        met(maya, 6),
        met(ben, 5),
    ]
    add(database, maya, ben, *others, *wanted)
    found = around(database, NOW.date())
    assert found == wanted
    for rep in (maya, ben):
        assert rhythm(rep, found, NOW.date()) == rhythm(rep, [*others, *wanted], NOW.date())
