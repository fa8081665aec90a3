"""One import, from a complete recipe to the values: read whole before anything is locked, then written at once."""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from kpidesk.domain.calendars import FiscalCalendar
from kpidesk.domain.days import day_number
from kpidesk.domain.errors import UserError
from kpidesk.intake.facts import Covered, Lookups, TargetFact
from kpidesk.intake.problems import Tally
from kpidesk.intake.readings import rows_saying, values
from kpidesk.intake.recipes import Layout, Recipe
from kpidesk.intake.roster import RosterReading
from kpidesk.services import file_oddities
from kpidesk.services.file_kpis import FileKpis
from kpidesk.services.file_people import FilePeople
from kpidesk.services.file_shares import in_doubt, tell_records
from kpidesk.services.file_targets import keep_targets
from kpidesk.services.naming import Answers, FileReps, UnknownName
from kpidesk.storage import imports
from kpidesk.storage.import_edits import Journal
from kpidesk.storage.value_batches import Batch, batches, kpis_of, reps_of, starts_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from kpidesk.domain.terms import Cadence
    from kpidesk.intake.tables import Table
    from kpidesk.services.team_file import TeamFile
    from kpidesk.storage.database import Connection

_NOTHING = imports.Written(0, 0, 0, 0, 0, None, None)


@dataclass(frozen=True, slots=True)
class Asked:
    """How an import is to be done, besides its recipe."""

    today: dt.date
    calendar: FiscalCalendar
    create_reps: bool = False
    answers: Answers = field(default_factory=dict)
    apart: frozenset[str] = frozenset()
    """Names that are nobody's whose words stand in another order."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a file says, before any of it is written."""

    recipe: Recipe
    tally: Tally
    reps: FileReps
    kpis: FileKpis
    people: FilePeople
    strangers: Mapping[str, int]
    """Rows left out because of each name that is nobody's."""
    values: list[Batch] = field(default_factory=list)
    coverage: list[Covered] = field(default_factory=list)
    targets: list[TargetFact] = field(default_factory=list)
    twice: tuple[int, ...] = ()
    """The first rows that give one value with different numbers."""


@dataclass(frozen=True, slots=True)
class Found:
    """What one import found and did."""

    tally: Tally
    written: imports.Written
    reps_created: list[str]
    kpis_added: list[str]
    unknown_names: list[UnknownName]
    values: list[Batch]
    """As they were written."""
    targets: int
    """Targets that are new, changed or were there already."""
    turned: dict[str, str]
    """The rep by each name that is that of the rep with its words in another order."""


def gather(
    table: Table, recipe: Recipe, known: TeamFile, number: int, asked: Asked, watch: Callable[[int], None]
) -> Gathered:
    """Read a file to its end; nothing is written, and the team file is not asked.

    Args:
        table: The table to read.
        recipe: A recipe that says everything.
        known: Who and what the team file knows.
        number: That of the import.
        asked: How the import is to be done.
        watch: Told the rows read now and then; may raise to stop.

    Raises:
        UserError: something about the file or the recipe must be put right first.
    """
    found = _read(table, recipe, known, number, asked, watch, {})
    if found.reps.beside:
        asked = replace(asked, apart=found.reps.beside)
        found = _read(table, recipe, known, number, asked, watch, {})
    doubts = in_doubt(found)
    if not doubts or recipe.layout is Layout.RECORDS:
        tell_records(found, doubts)
        return found
    return _read(table, recipe, known, number, asked, watch, doubts)


def _read(
    table: Table,
    recipe: Recipe,
    known: TeamFile,
    number: int,
    asked: Asked,
    watch: Callable[[int], None],
    shares: Mapping[int, float],
) -> Gathered:
    reps = FileReps(known, number, asked.answers, create=asked.create_reps, apart=asked.apart)
    kpis, people = FileKpis(known), FilePeople(known, reps)
    if recipe.layout is Layout.ROSTER:
        roster = RosterReading(table, recipe, asked.calendar)
        strangers = people.describe(roster, create=True)
        return Gathered(recipe, roster.tally, reps, kpis, people, strangers)
    numbers = kpis.of_rules(recipe)
    reading = values(table, recipe, _lookups(reps, kpis, numbers, asked.calendar, watch, shares))
    with _collector_resting():
        found = batches(reading.columns())
    if recipe.rep.describes:
        people.describe(RosterReading(table, recipe, asked.calendar), create=False)
    reps.leave(reading.people.used.union(*(map(int, np.unique(batch.reps)) for batch in found)))
    kpis.leave(reading.unmet if reading.tally.rows_used else kpis.added)
    strangers, tally = reading.people.strangers, reading.tally
    twice: tuple[int, ...] = ()
    if recipe.layout is not Layout.RECORDS:

        def rows_of(key: Any) -> tuple[int, ...]:
            about = (reps_of(key), kpis_of(key), starts_of(key))
            lookups = _lookups(reps, kpis, numbers, asked.calendar, lambda _rows: None, shares)
            return rows_saying(table, recipe, lookups, *map(int, about))

        twice = file_oddities.tell(found, asked.today, rows_of, tally)
    return Gathered(recipe, tally, reps, kpis, people, strangers, found, reading.coverage, reading.targets, twice)


def write(
    connection: Connection, number: int, gathered: Gathered, asked: Asked, source: str, watch: Callable[[int], None]
) -> Found:
    """Write what was gathered, inside a transaction of the caller.

    `source` is how targets remember where they come from; `watch` is told the values written, and may raise to stop.
    """
    journal = Journal(connection, number)
    gathered.people.write(journal)
    gathered.kpis.write(journal)
    new_reps, new_kpis = gathered.reps.numbers(connection), gathered.kpis.numbers(connection)
    found = [batch.renumbered(new_reps, new_kpis) for batch in gathered.values]
    written = _NOTHING
    if gathered.recipe.layout is not Layout.ROSTER:
        covers = gathered.recipe.layout is Layout.RECORDS
        with imports.ValueWriter(connection, number, covers=covers) as writer:
            writer.write(found, watch)
            writer.cover(spans(gathered.coverage, new_reps, new_kpis), day_number(asked.today))
            writer.restate(found)
            written, repeated = writer.written(), writer.first_repeated()
            if repeated is not None:
                row = next(iter(gathered.twice), None)
                gathered.tally.note(
                    row, None, None, file_oddities.said_twice(written.repeated, *repeated, gathered.twice)
                )
    new, changed, same = keep_targets(connection, journal, gathered, asked.today, source)
    written = replace(written, new=written.new + new, changed=written.changed + changed, same=written.same + same)
    journal.close()
    unknown = gathered.reps.unknown_names(gathered.strangers)
    targets, turned = new + changed + same, gathered.reps.turned
    return Found(gathered.tally, written, gathered.reps.added, gathered.kpis.added, unknown, found, targets, turned)


@contextmanager
def _collector_resting() -> Iterator[None]:
    """Rows of text hold no cycles; looking for some in a million of them takes half as long as reading them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _lookups(
    reps: FileReps,
    kpis: FileKpis,
    numbers: list[int],
    calendar: FiscalCalendar,
    watch: Callable[[int], None],
    shares: Mapping[int, float],
) -> Lookups:
    by_number = kpis.by_number()
    cadences: list[Cadence] = [by_number[number].cadence for number in numbers]
    return Lookups(
        find=reps.find,
        settle=reps.settle,
        unknown=reps.unknown,
        kpi=kpis.named,
        kpis=numbers,
        cadences=cadences,
        calendar=calendar,
        fault=kpis.fault,
        shares=shares,
        watch=watch,
    )


def spans(
    coverage: list[Covered],
    reps: Mapping[int, int] = MappingProxyType({}),
    kpis: Mapping[int, int] = MappingProxyType({}),
) -> list[imports.Span]:
    """What a file covers, with other numbers for some reps and KPIs."""
    return [(reps.get(each.rep, each.rep), kpis.get(each.kpi, each.kpi), each.first, each.last) for each in coverage]


def check_recipe(recipe: Recipe) -> None:
    """Refuse a recipe that names one KPI twice for values.

    Raises:
        UserError: two rules write the same KPI.
    """
    seen: set[tuple[str, bool]] = set()
    for rule in recipe.kpis:
        if (rule.key, rule.target) in seen:
            raise UserError(f"The recipe names the KPI “{rule.key}” twice. Keep one of the two blocks.")
        seen.add((rule.key, rule.target))
