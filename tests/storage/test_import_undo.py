"""Taking values back against a plain model: what is left is what all other imports and edits make, in their order."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpidesk.domain.days import to_date
from kpidesk.domain.entities import ClearedValue, Import, Kpi, Rep, new_id
from kpidesk.storage import import_undo, imports, records
from kpidesk.storage.value_batches import batches

MONDAY = 20_668  # 2026-08-03
NOW = dt.datetime(2026, 8, 20, tzinfo=dt.UTC)
DAYS = st.integers(0, 5)
VALUES = st.integers(1, 3).map(float)

GRIDS = st.builds(
    lambda values: ("import", 1, dict(values), None), st.dictionaries(DAYS, VALUES, min_size=1, max_size=4)
)
COVERING = st.builds(
    lambda values, ends: ("import", 1, dict(values), (min(ends), max(ends))),
    st.dictionaries(DAYS, VALUES, max_size=4),
    st.tuples(DAYS, DAYS),
)
WEEKS = st.builds(lambda value, at: ("import", 3, {3 * at: value}, None), VALUES, st.integers(0, 1))
TYPED = st.tuples(st.just("type"), DAYS, VALUES)
CLEARED = st.tuples(st.just("clear"), DAYS, st.none())
UNDOES = st.tuples(st.just("undo"), st.integers(0, 5), st.none())
STORIES = st.lists(GRIDS | COVERING | WEEKS | TYPED | CLEARED | UNDOES, min_size=2, max_size=9)


class Model:
    """Everything that was done, in order; a day range holds what was put there last."""

    def __init__(self):
        self.done = []

    def facts(self):
        found: dict[int, tuple[int, float]] = {}
        for kind, *what in self.done:
            DONE[kind](found, *what)
        return found


def take(found, days, values, cover):
    for start, value in values.items():
        if found.get(start) != (days, value):
            remove(found, start, days)
            found[start] = days, value
    if cover is not None:
        for start in [at for at in found if cover[0] <= at <= cover[1] and at not in values]:
            del found[start]


def enter(found, start, value):
    # What would come back over a typed day stays away.
    remove(found, start, 1)
    found[start] = 1, value


def remove(found, start, days):
    for other in [at for at in found if at < start + days and at + found[at][0] > start]:
        del found[other]


DONE: dict[str, Any] = {"import": take, "type": enter, "clear": remove}


class Team:
    """The same through the file."""

    def __init__(self, database):
        self.database = database
        rep, ident = Rep(new_id(), "Maya Okafor"), new_id()
        kpi = Kpi(ident, f"calls_{ident.hex}", "Calls made")
        self.ids = rep.id, kpi.id
        with database.write() as connection:
            records.insert_all(connection, [rep, kpi])
            self.keys = imports.rep_number(connection, rep.id), imports.kpi_number(connection, kpi.id)

    def take(self, days, values, cover):
        rep, kpi = self.keys
        rows = sorted((MONDAY + start, value) for start, value in values.items())
        many, starts, worth = len(rows), [day for day, _ in rows], [value for _, value in rows]
        found = batches([([rep] * many, [kpi] * many, starts, [days] * many, worth, None)] if rows else [])
        with self.database.write() as connection:
            number = imports.next_number(connection)
            with imports.ValueWriter(connection, number, covers=cover is not None) as writer:
                writer.write(found)
                if cover is not None:
                    writer.cover([(rep, kpi, MONDAY + cover[0], MONDAY + cover[1])], MONDAY + 1000)
                writer.restate(found)
                written = writer.written()
            span = [None if day is None else to_date(day) for day in (written.first, written.last)]
            taken = Import(new_id(), number, "f.csv", "", "", "long", NOW, first_day=span[0], last_day=span[1])
            records.insert_all(connection, [taken])
        return taken

    def undo(self, taken):
        with self.database.write() as connection:
            import_undo.undo(connection, taken)

    def type(self, start, value):
        with self.database.write() as connection:
            query = "INSERT OR REPLACE INTO kpi_entry VALUES (?, ?, ?, 1, ?, NULL, 0, NULL)"
            connection.exec_driver_sql(query, (*self.keys, MONDAY + start, value))

    def clear(self, start, days):
        with self.database.write() as connection:
            query = "DELETE FROM kpi_entry WHERE rep_no = ? AND kpi_no = ? AND start = ?"
            connection.exec_driver_sql(query, (*self.keys, MONDAY + start))
            newest = imports.next_number(connection) - 1
            cleared = ClearedValue(new_id(), *self.ids, to_date(MONDAY + start), days, 0, newest)
            records.insert_all(connection, [cleared])

    def facts(self):
        with self.database.read() as connection:
            query = "SELECT start, days, numerator FROM kpi_entry WHERE rep_no = ? AND kpi_no = ?"
            rows = connection.exec_driver_sql(query, self.keys)
            return {start - MONDAY: (days, value) for start, days, value in rows}

    def count(self, table):
        with self.database.read() as connection:
            query = f"SELECT count(*) FROM {table} WHERE rep_no = ?"  # noqa: S608 - our own name
            return connection.exec_driver_sql(query, self.keys[:1]).scalar_one()


def can_be_edited(facts, kind, day):
    """Only what is there can be cleared, and nothing is typed into a part of a longer value."""
    if kind == "clear":
        return day in facts
    return not any(start < day < start + days or (start == day and days > 1) for start, (days, _) in facts.items())


def tell(team, story):
    """Let model and file go through a story; both after each step."""
    model, open_imports = Model(), []
    for kind, *what in story:
        if kind == "import":
            step = [kind, *what]
            open_imports.append((team.take(*what), step))
            model.done.append(step)
        elif kind == "undo":
            if open_imports:
                taken, step = open_imports.pop(what[0] % len(open_imports))
                team.undo(taken)
                model.done = [each for each in model.done if each is not step]
        elif can_be_edited(model.facts(), kind, what[0]):
            if kind == "clear":
                what[1] = model.facts()[what[0]][0]
            getattr(team, kind)(*what)
            model.done.append([kind, *what])
        yield model.facts(), team.facts()
    for taken, step in open_imports:
        team.undo(taken)
        model.done = [each for each in model.done if each is not step]
        yield model.facts(), team.facts()


@given(STORIES)
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_left_is_what_the_others_say(database, story):
    team = Team(database)
    for expected, found in tell(team, story):
        assert found == expected, story
    assert team.count("kpi_entry_past") == team.count("kpi_restated") == team.count("kpi_coverage") == 0
