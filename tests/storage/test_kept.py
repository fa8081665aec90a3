"""What was read of a whole team answers later questions, as long as nothing was written."""

import datetime as dt

import numpy as np
import pytest

from kpidesk.domain.days import day_number
from kpidesk.domain.entities import Kpi, KpiEntry, Rep, new_id
from kpidesk.storage import queries, records
from kpidesk.storage.upgrade import open_database

REPS = [Rep(new_id(), name) for name in ("Maya", "Ben", "Jonas")]
KPIS = [Kpi(new_id(), key, key) for key in ("calls_made", "win_rate")]
MONDAY = dt.date(2026, 8, 10)
FIRST = day_number(MONDAY)
IDS, KEYS = [rep.id for rep in REPS], [kpi.id for kpi in KPIS]
WEEK = (FIRST, FIRST + 7)
YEAR = (FIRST - 366, FIRST + 7)


@pytest.fixture
def team(database):
    entries = [
        KpiEntry(rep.id, kpi.id, MONDAY - dt.timedelta(days=7 * week), 7, 10.0 * at + week, None, 1)
        for at, rep in enumerate(REPS[:2])
        for kpi in KPIS
        for week in range(60)
    ]
    with database.write() as connection:
        records.insert_all(connection, [*REPS, *KPIS, *entries])
    return database


def columns(entries):
    order = np.lexsort((entries.start, entries.kpi, entries.rep))
    return [getattr(entries, name)[order].tolist() for name in ("rep", "kpi", "start", "days", "numerator", "source")]


@pytest.mark.parametrize(
    ("reps", "kpis", "days"),
    [
        (IDS[1:2], KEYS, WEEK),
        (IDS[2:], KEYS, YEAR),
        (IDS[::-1], KEYS[::-1], (FIRST - 30, FIRST + 1)),
        (IDS[:2], KEYS[1:], WEEK),
        (IDS[:1], [], WEEK),
    ],
)
def test_a_part_of_what_was_read_is_what_the_file_says(team, reps, kpis, days):
    with team.read() as connection:
        told = columns(queries.entries(connection, reps, kpis, *days))
        queries.entries(connection, IDS, KEYS, *YEAR)
        assert columns(queries.entries(connection, reps, kpis, *days)) == told


def test_days_outside_of_what_was_read_are_asked_of_the_file(team):
    with team.read() as connection:
        queries.entries(connection, IDS, KEYS, *WEEK)
        assert len(queries.entries(connection, IDS[:1], KEYS, *YEAR)) == 2 * 54


def test_older_or_fewer_values_do_not_take_the_place_of_the_newest_of_the_team(team):
    with team.read() as connection:
        queries.entries(connection, IDS, KEYS, *YEAR)
        queries.entries(connection, IDS, KEYS, FIRST - 800, FIRST - 400)
        queries.entries(connection, IDS[:2], KEYS, FIRST - 800, FIRST + 7)
        asked: list[str] = []
        connection.connection.driver_connection.set_trace_callback(asked.append)
        assert len(queries.entries(connection, IDS[:1], KEYS, *YEAR)) == 2 * 54
        connection.connection.driver_connection.set_trace_callback(None)
        assert not [each for each in asked if "kpi_entry" in each]


def change(database, value):
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE kpi_entry SET numerator = ?", (value,))


def test_after_a_change_of_ours_or_of_another_program_the_file_is_asked_again(team):
    def numerators():
        with team.read() as connection:
            queries.entries(connection, IDS, KEYS, *YEAR)
            return set(queries.entries(connection, IDS[:1], KEYS, *WEEK).numerator.tolist())

    numerators()
    change(team, 5.0)
    assert numerators() == {5.0}
    other = open_database(team.path)
    change(other, 6.0)
    other.close()
    assert numerators() == {6.0}


def test_what_is_not_committed_is_never_kept(team):
    with pytest.raises(ZeroDivisionError), team.write() as connection:  # noqa: PT012 - what is rolled back
        connection.exec_driver_sql("UPDATE kpi_entry SET numerator = 99.0")
        assert set(queries.entries(connection, IDS, KEYS, *WEEK).numerator.tolist()) == {99.0}
        raise ZeroDivisionError
    with team.read() as connection:
        assert 99.0 not in queries.entries(connection, IDS, KEYS, *WEEK).numerator
