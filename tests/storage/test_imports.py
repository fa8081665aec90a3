"""Values written in bulk: what is new, changed and the same, what is replaced, and taking an import back."""

from __future__ import annotations

import datetime as dt

import pytest

from kpidesk.domain.days import to_date
from kpidesk.domain.entities import Import, Kpi, Rep, new_id
from kpidesk.storage import import_undo, imports, records
from kpidesk.storage.value_batches import batches

MONDAY = 20_668  # 2026-08-03
NOW = dt.datetime(2026, 8, 20, tzinfo=dt.UTC)


@pytest.fixture
def rep_and_kpi(database):
    rep, kpi = Rep(new_id(), "Maya Okafor"), Kpi(new_id(), "calls_made", "Calls made")
    with database.write() as connection:
        records.insert_all(connection, [rep, kpi])
        return imports.rep_number(connection, rep.id), imports.kpi_number(connection, kpi.id)


@pytest.fixture
def file(database, rep_and_kpi):
    return File(database, *rep_and_kpi)


def gathered(entries):
    """Entries as the writer takes them."""
    found = []
    for width in (5, 6):
        rows = [entry for entry in entries if len(entry) == width]
        if rows:
            reps, kpis, starts, days, tops, *bottoms = zip(*rows, strict=True)
            found.append((reps, kpis, starts, days, tops, bottoms[0] if bottoms else None))
    return batches(found)


class File:
    """Imports into one rep and KPI, told by day offset."""

    def __init__(self, database, rep, kpi):
        self.database, self.rep, self.kpi = database, rep, kpi

    def take(self, values, days=1, cover=None):
        entries = [(self.rep, self.kpi, MONDAY + start, days, *value) for start, value in values]
        with self.database.write() as connection:
            number = imports.next_number(connection)
            with imports.ValueWriter(connection, number, covers=cover is not None) as writer:
                found = gathered(entries)
                writer.write(found)
                if cover is not None:
                    writer.cover([(self.rep, self.kpi, MONDAY + cover[0], MONDAY + cover[1])], MONDAY + 1000)
                writer.restate(found)
                written = writer.written()
            span = [None if day is None else to_date(day) for day in (written.first, written.last)]
            taken = Import(new_id(), number, "f.csv", "", "", "long", NOW, first_day=span[0], last_day=span[1])
            records.insert_all(connection, [taken])
        return taken, (written.new, written.changed, written.same)

    def undo(self, taken):
        with self.database.write() as connection:
            undone = import_undo.undo(connection, taken)
        return undone.removed, undone.restored, undone.kept

    def type(self, start, value, days=1):
        with self.database.write() as connection:
            connection.exec_driver_sql(
                "INSERT OR REPLACE INTO kpi_entry VALUES (?, ?, ?, ?, ?, NULL, 0, NULL)",
                (self.rep, self.kpi, MONDAY + start, days, value),
            )

    def clear(self, start):
        with self.database.write() as connection:
            connection.exec_driver_sql("DELETE FROM kpi_entry WHERE start = ?", (MONDAY + start,))

    def values(self):
        with self.database.read() as connection:
            rows = connection.exec_driver_sql(
                "SELECT start, days, numerator, denominator FROM kpi_entry ORDER BY start"
            )
            return [(start - MONDAY, days, top, bottom) for start, days, top, bottom in rows]

    def count(self, table):
        with self.database.read() as connection:
            return connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()  # noqa: S608 - our own name


def test_a_first_import_is_all_new_and_keeps_nothing_else(file):
    assert file.take([(0, (5.0,)), (1, (6.0,))])[1] == (2, 0, 0)
    assert file.values() == [(0, 1, 5.0, None), (1, 1, 6.0, None)]
    assert file.count("kpi_entry_past") == 0


def test_the_same_import_again_changes_nothing(file):
    file.take([(0, (5.0,)), (1, (6.0, 8.0))])
    assert file.take([(0, (5.0,)), (1, (6.0, 8.0))])[1] == (0, 0, 2)


def test_a_correction_changes_exactly_the_difference(file):
    file.take([(0, (5.0,)), (1, (6.0,)), (2, (7.0,))])
    assert file.take([(0, (5.0,)), (1, (9.0,)), (2, (7.0,)), (3, (1.0,))])[1] == (1, 1, 2)
    assert file.count("kpi_entry_past") == 1


def test_more_values_than_one_statement_or_batch_holds_all_arrive(file):
    assert file.take([(day, (float(day),)) for day in range(60_001)])[1] == (60_001, 0, 0)
    assert file.count("kpi_entry") == 60_001


def test_what_the_file_covers_but_does_not_have_is_removed(file):
    file.take([(0, (5.0,)), (3, (6.0,)), (9, (7.0,))], cover=(0, 9))
    assert file.take([(0, (5.0,))], cover=(0, 5))[1] == (0, 1, 1)
    assert [start for start, *_ in file.values()] == [0, 9]


def test_coverage_of_days_to_come_is_not_remembered(file):
    with file.database.write() as connection, imports.ValueWriter(connection, 1, covers=True) as writer:
        writer.write(gathered([(file.rep, file.kpi, MONDAY, 1, 1.0)]))
        writer.cover([(file.rep, file.kpi, MONDAY, MONDAY + 90)], MONDAY + 10)
    with file.database.read() as connection:
        assert connection.exec_driver_sql("SELECT last FROM kpi_coverage").scalar_one() == MONDAY + 10


def test_weeks_replace_the_days_they_hold_and_days_the_week(file):
    file.take([(0, (1.0,)), (2, (2.0,)), (7, (3.0,))])
    assert file.take([(0, (9.0,))], days=7)[1] == (0, 2, 0)
    assert file.values() == [(0, 7, 9.0, None), (7, 1, 3.0, None)]
    file.take([(4, (4.0,))])
    assert file.values() == [(4, 1, 4.0, None), (7, 1, 3.0, None)]


def test_of_a_value_given_twice_the_last_one_stays_and_is_told(file):
    with file.database.write() as connection, imports.ValueWriter(connection, 1, covers=False) as writer:
        writer.write(gathered([(file.rep, file.kpi, MONDAY, 1, value) for value in (5.0, 9.0, 7.0)]))
        written = writer.written()
    assert (written.new, written.changed, written.repeated) == (1, 0, 1)
    assert file.values() == [(0, 1, 7.0, None)]


def test_taking_back_restores_what_was_replaced_and_removed(file):
    file.take([(0, (5.0,)), (3, (6.0,)), (8, (1.0,))])
    before = file.values()
    taken, _ = file.take([(0, (9.0,)), (1, (2.0,))], cover=(0, 5))
    assert file.undo(taken) == (2, 2, 0)
    assert file.values() == before
    assert file.count("kpi_coverage") == file.count("kpi_entry_past") == 0


def test_a_value_typed_since_then_is_kept_and_counted(file):
    file.take([(0, (5.0,))])
    taken, _ = file.take([(0, (9.0,)), (1, (2.0,)), (2, (3.0,))])
    file.type(0, 11.0)
    file.type(1, 12.0)
    assert file.undo(taken) == (1, 0, 2)
    assert file.values() == [(0, 1, 11.0, None), (1, 1, 12.0, None)]


def test_a_typed_value_that_an_import_replaced_comes_back(file):
    file.type(0, 11.0, days=7)
    taken, counts = file.take([(1, (2.0,))])
    assert counts == (1, 1, 0)
    file.undo(taken)
    assert file.values() == [(0, 7, 11.0, None)]


def test_imports_can_be_taken_back_in_any_order(file):
    first, _ = file.take([(0, (1.0,))])
    second, _ = file.take([(0, (2.0,))])
    third, _ = file.take([(0, (3.0,))])
    file.undo(second)
    assert file.values() == [(0, 1, 3.0, None)]
    file.undo(third)
    assert file.values() == [(0, 1, 1.0, None)]
    file.undo(first)
    assert file.values() == []
    assert file.count("kpi_entry_past") == 0


def test_values_a_later_import_found_unchanged_are_its_own(file):
    first, _ = file.take([(0, (1.0,))], cover=(0, 3))
    second, _ = file.take([(0, (1.0,))], cover=(0, 3))
    assert file.undo(first) == (0, 0, 0)
    assert file.undo(second) == (1, 0, 0)


def test_numbers_are_never_used_again(file):
    taken, _ = file.take([(0, (1.0,))])
    file.undo(taken)
    assert file.take([(0, (1.0,))])[0].no == taken.no + 1


def test_a_broken_off_import_leaves_no_trace_and_no_trigger(file):
    file.take([(0, (1.0,))])

    def broken(_done):
        raise KeyError

    with (
        pytest.raises(KeyError),
        file.database.write() as connection,
        imports.ValueWriter(connection, 2, covers=True) as writer,
    ):
        writer.write(gathered([(file.rep, file.kpi, MONDAY, 1, 5.0)]), broken)
    assert file.values() == [(0, 1, 1.0, None)]
    assert file.take([(0, (2.0,))])[1] == (0, 1, 0)
