"""One import, from a complete recipe to the values: names become reps, keys become KPIs, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kpidesk.domain.days import day_number, to_date
from kpidesk.domain.edits import Edit, Step
from kpidesk.domain.entities import Kpi, Rep, Target, Team, new_id
from kpidesk.domain.errors import UserError
from kpidesk.domain.folding import fold
from kpidesk.domain.terms import Cadence, Scope
from kpidesk.intake.problems import Tally
from kpidesk.intake.reading import Lookups, Reading
from kpidesk.intake.readings import values
from kpidesk.intake.recipes import Layout, Recipe
from kpidesk.intake.roster import Person, RosterReading
from kpidesk.intake.words import kpi_word
from kpidesk.services.kpis import catalogue
from kpidesk.services.naming import Answers, FileReps, UnknownName
from kpidesk.services.new_kpis import kpi_of_rule
from kpidesk.storage import imports, records

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from kpidesk.domain.calendars import FiscalCalendar
    from kpidesk.intake.tables import Table
    from kpidesk.services.review import Watched


@dataclass(frozen=True, slots=True)
class Found:
    """What one import found and did."""

    tally: Tally
    written: imports.Written
    reps_created: list[str]
    kpis_added: list[str]
    unknown_names: list[UnknownName]


class ImportRun:
    """Carries out one import inside a transaction of the caller."""

    def __init__(
        self,
        connection: Any,
        calendar: FiscalCalendar,
        today: dt.date,
        *,
        create_reps: bool,
        answers: Answers,
        watch: Callable[[int], None],
        watched: Watched | None = None,
    ) -> None:
        """Look up who and what the file of the team knows already; `watched` hears every value."""
        self._connection, self._calendar, self._today = connection, calendar, today
        self._watch, self._watched = watch, watched
        self.number = imports.next_number(connection)
        self._kpis = {kpi.key: kpi for kpi in records.select(connection, Kpi)}
        self._kpis_added: list[str] = []
        self._reps = FileReps(connection, self.number, answers, create=create_reps)
        self._teams = {fold(team.name): team for team in records.select(connection, Team)}

    def run(self, table: Table, recipe: Recipe, source: str) -> Found:
        """Read `table` and write what it says; `source` is how targets remember where they come from.

        Raises:
            UserError: something about the file or the recipe must be put right first.
        """
        if recipe.layout is Layout.ROSTER:
            roster = RosterReading(table, recipe, self._calendar)
            strangers = self._describe(roster, create=True)
            return self._found(roster.tally, strangers, imports.Written(0, 0, 0, 0, 0, None, None))
        numbers = [self._kpi_number(self._kpi(at, recipe)) for at in range(len(recipe.kpis))]
        lookups = self._lookups(recipe, numbers)
        reading = values(table, recipe, lookups)
        covers = recipe.layout is Layout.RECORDS
        with imports.ValueWriter(self._connection, self.number, covers=covers) as writer:
            entries = reading.entries()
            writer.write(entries if self._watched is None else self._watched.hear(entries))
            spans = [(each.rep, each.kpi, each.first, each.last) for each in reading.coverage]
            writer.cover(spans, day_number(self._today))
            written = writer.written()
        if recipe.rep.describes:
            self._describe(RosterReading(table, recipe, self._calendar), create=False)
        new, changed, same = self._targets(reading, numbers, source)
        written = replace(written, new=written.new + new, changed=written.changed + changed, same=written.same + same)
        if written.repeated:
            reading.tally.note(
                None,
                None,
                None,
                f"{written.repeated} values stand in the file twice with different numbers; the last one was taken.",
            )
        return self._found(reading.tally, reading.people.strangers, written)

    def _found(self, tally: Tally, strangers: Mapping[str, int], written: imports.Written) -> Found:
        unknown = self._reps.unknown_names(strangers)
        return Found(tally, written, self._reps.added, self._kpis_added, unknown)

    # KPIs

    def _kpi(self, at: int, recipe: Recipe) -> Kpi:
        rule = recipe.kpis[at]
        kpi = self._kpis.get(rule.key)
        if kpi is None:
            kpi = kpi_of_rule(rule, recipe)
            records.insert_all(self._connection, [kpi])
            self._kpis_added.append(kpi.key)
        elif kpi.archived:
            back = replace(kpi, archived=False)
            records.apply(self._connection, Step("", (Edit(kpi, back),)))
            self._kpis_added.append(kpi.key)
            kpi = back
        self._kpis[rule.key] = kpi
        return kpi

    def _kpi_number(self, kpi: Kpi) -> int:
        return imports.kpi_number(self._connection, kpi.id)

    def _named_kpi(self, text: str) -> int | None:
        """The KPI with this key, name or usual name; one from the catalogue is taken into use."""
        for word in (text, kpi_word(text)):
            for kpi in self._kpis.values():
                if fold(word) in {kpi.key, fold(kpi.name)}:
                    return self._kpi_number(kpi)
            for template in catalogue().values():
                if fold(word) in {template.key, fold(template.name)}:
                    taken = catalogue().take(template.key)
                    records.insert_all(self._connection, [taken])
                    self._kpis[taken.key] = taken
                    self._kpis_added.append(taken.key)
                    return self._kpi_number(taken)
        return None

    # reps

    def _lookups(self, recipe: Recipe, numbers: list[int]) -> Lookups:
        return Lookups(
            find=self._reps.find,
            settle=self._reps.settle,
            unknown=self._reps.unknown,
            kpi=self._named_kpi,
            kpis=numbers,
            cadences=[self._kpis[rule.key].cadence for rule in recipe.kpis],
            calendar=self._calendar,
            watch=self._watch,
        )

    def _describe(self, roster: RosterReading, *, create: bool) -> dict[str, int]:
        """Keep what the file says about people; the first row about somebody counts. Rows left out by name."""
        done: set[int] = set()
        left_out: dict[str, int] = {}
        for person in roster.people():
            number = self._reps.find(person.name)
            if number is None and create:
                number = self._reps.settle(person.name, create=True)
            if number is None:
                if create:
                    left_out[person.name] = left_out.get(person.name, 0) + 1
                    roster.leave_out(person, self._reps.unknown(person.name))
            elif number not in done:
                done.add(number)
                self._change(number, person)
        return left_out

    def _change(self, number: int, person: Person) -> None:
        said = {name: text for name in ("manager", "role", "email") if (text := person.texts.get(name)) is not None}
        team = {"team_id": self._team(person.texts["team"]).id} if "team" in person.texts else {}
        cadence = {"cadence_days": person.cadence_days} if person.cadence_days else {}
        self._reps.change(number, **said, **person.dates, **team, **cadence)
        alias = person.texts.get("alias")
        if alias and self._reps.find(alias) is None:
            self._reps.keep_alias(number, alias)

    def _team(self, name: str) -> Team:
        team = self._teams.get(fold(name))
        if team is None:
            team = Team(new_id(), name)
            records.insert_all(self._connection, [team])
            self._teams[fold(name)] = team
        return team

    # targets

    def _targets(self, reading: Reading, numbers: list[int], source: str) -> tuple[int, int, int]:
        """Keep the targets of the file: effective from the first day of their period, one for each change of level."""
        by_number = dict(zip(numbers, (self._kpis[rule.key] for rule in reading.recipe.kpis), strict=True))
        levels: dict[tuple[int, int], dict[dt.date, tuple[float, Cadence]]] = {}
        for fact in reading.targets:
            start = self._today if fact.start is None else to_date(fact.start)
            cadence = fact.cadence or by_number[fact.kpi].cadence
            levels.setdefault((fact.rep, fact.kpi), {})[start] = fact.value, cadence
        counts = [0, 0, 0]
        for (rep, kpi), by_day in levels.items():
            known = records.select(
                self._connection, Target, kpi_id=by_number[kpi].id, rep_id=self._reps.by_number[rep].id, scope=Scope.REP
            )
            for wanted in _steps(by_day, by_number[kpi], self._reps.by_number[rep], source):
                counts[self._keep(wanted, known)] += 1
        return counts[0], counts[1], counts[2]

    def _keep(self, wanted: Target, known: list[Target]) -> int:
        """Write one target: 0 it is new, 1 it changed one, 2 it was there."""
        before = next((target for target in known if target.valid_from == wanted.valid_from), None)
        if before is not None and (before.value, before.cadence) == (wanted.value, wanted.cadence):
            return 2
        after = wanted if before is None else replace(wanted, id=before.id)
        records.apply(self._connection, Step("", (Edit(before, after),)))
        return 0 if before is None else 1


def _steps(by_day: dict[dt.date, tuple[float, Cadence]], kpi: Kpi, rep: Rep, source: str) -> list[Target]:
    """Targets where the level changes: the one before holds until then."""
    found: list[Target] = []
    for start in sorted(by_day):
        value, cadence = by_day[start]
        if found and (found[-1].value, found[-1].cadence) == (value, cadence):
            continue
        found.append(Target(new_id(), kpi.id, value, cadence, start, scope=Scope.REP, rep_id=rep.id, note=source))
    return found


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
