import dataclasses
import datetime as dt

import pytest

from kpidesk.domain.edits import Edit, Step
from kpidesk.domain.entities import Kpi, KpiEntry, Note, OneOnOne, Rep, Team, new_id
from kpidesk.domain.errors import StaleEditError, UserError
from kpidesk.domain.terms import Visibility
from kpidesk.storage import records
from kpidesk.storage.tables import TABLES

MAYA = Rep(new_id(), "Maya Okafor", hired_on=dt.date(2024, 2, 29))
CALLS = Kpi(new_id(), "calls_made", "Calls made", roles=("sdr", "inside"))
WEEK = KpiEntry(MAYA.id, CALLS.id, dt.date(2026, 8, 10), 7, 12.0)


def do(database, *edits):
    with database.write() as connection:
        records.apply(connection, Step("test", edits))


def read(database, kind):
    with database.read() as connection:
        return records.select(connection, kind)


def test_every_field_of_every_entity_has_a_column():
    for kind, table in TABLES.items():
        fields = {field.name for field in dataclasses.fields(kind)}
        assert fields <= set(table.c.keys()), kind
        assert set(table.c.keys()) - fields <= {"no"}, kind


def test_what_goes_in_comes_out_equal(database):
    note = Note(new_id(), MAYA.id, "- <b>kept as typed</b>", dt.datetime(2026, 8, 20, 12, tzinfo=dt.UTC))
    do(database, Edit(None, MAYA), Edit(None, CALLS), Edit(None, note), Edit(None, WEEK))

    assert read(database, Rep) == [MAYA]
    assert read(database, Kpi) == [CALLS]
    assert read(database, Note) == [note]
    with database.read() as connection:
        assert records.find_entry(connection, MAYA.id, CALLS.id, 20675) == WEEK


def test_an_id_read_again_is_the_same_object(database):
    do(database, Edit(None, MAYA))
    (once,), (again,) = read(database, Rep), read(database, Rep)
    assert once.id is again.id


def test_a_note_is_private_unless_shared_on_purpose():
    assert Note(new_id(), MAYA.id, "", dt.datetime.now(dt.UTC)).visibility is Visibility.PRIVATE


def test_an_instant_without_a_zone_is_refused(database):
    naive = Note(new_id(), MAYA.id, "", dt.datetime(2026, 8, 20))  # noqa: DTZ001  # the point of the test
    with pytest.raises(Exception, match="needs a time zone"):
        do(database, Edit(None, MAYA), Edit(None, naive))
    assert read(database, Rep) == []


def test_an_instant_comes_back_as_the_same_moment(database):
    east = dt.datetime(2026, 8, 20, 23, 30, tzinfo=dt.timezone(dt.timedelta(hours=-5)))
    do(database, Edit(None, MAYA), Edit(None, Note(new_id(), MAYA.id, "", east)))
    assert read(database, Note)[0].created_at == east


def test_swapping_before_and_after_takes_an_edit_back(database):
    created = Edit(None, MAYA)
    do(database, created)
    do(database, created.inverted())
    assert read(database, Rep) == []


def test_an_edit_of_something_changed_meanwhile_writes_nothing(database):
    do(database, Edit(None, MAYA))
    seen = dataclasses.replace(MAYA, role="field")
    with pytest.raises(StaleEditError, match="changed elsewhere"):
        do(database, Edit(None, CALLS), Edit(seen, dataclasses.replace(MAYA, role="sdr")))
    assert read(database, Rep) == [MAYA]
    assert read(database, Kpi) == []


def test_a_value_is_edited_in_place_and_taken_back(database):
    do(database, Edit(None, MAYA), Edit(None, CALLS), Edit(None, WEEK))
    typed = dataclasses.replace(WEEK, numerator=14.0)
    do(database, Edit(WEEK, typed))
    with database.read() as connection:
        assert records.find_entry(connection, MAYA.id, CALLS.id, 20675) == typed
    do(database, Edit(typed, None))
    with database.read() as connection:
        assert records.find_entry(connection, MAYA.id, CALLS.id, 20675) is None


def test_a_taken_name_is_said_in_words(database):
    do(database, Edit(None, Team(new_id(), "West")))
    with pytest.raises(UserError, match="already a team called “West”"):
        do(database, Edit(None, Team(new_id(), "West")))


def test_selecting_filters_orders_and_limits(database):
    names = ["Chloé", "Ben", "Aisha"]
    do(database, *(Edit(None, Rep(new_id(), name, role="sdr" if name != "Ben" else "field")) for name in names))
    with database.read() as connection:
        assert [rep.name for rep in records.select(connection, Rep, "name")] == ["Aisha", "Ben", "Chloé"]
        assert [rep.name for rep in records.select(connection, Rep, "-name", limit=1)] == ["Chloé"]
        assert [rep.name for rep in records.select(connection, Rep, "name", role="sdr")] == ["Aisha", "Chloé"]
        assert [rep.name for rep in records.select(connection, Rep, name=["Ben", "nobody"])] == ["Ben"]


def test_removing_a_rep_removes_what_belongs_to_the_rep(database):
    do(database, Edit(None, MAYA), Edit(None, CALLS), Edit(None, WEEK))
    do(database, Edit(MAYA, None))
    with database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM kpi_entry").scalar() == 0


def test_a_note_outlives_the_one_on_one_it_was_taken_in(database):
    meeting = OneOnOne(new_id(), MAYA.id, dt.date(2026, 8, 20))
    note = Note(new_id(), MAYA.id, "kept", dt.datetime.now(dt.UTC), one_on_one_id=meeting.id)
    do(database, Edit(None, MAYA), Edit(None, meeting), Edit(None, note))
    do(database, Edit(meeting, None))
    assert [(kept.text, kept.one_on_one_id) for kept in read(database, Note)] == [("kept", None)]
