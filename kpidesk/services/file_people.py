"""What a file says about people: the first row about somebody counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.domain.entities import Team, new_id
from kpidesk.domain.folding import fold

if TYPE_CHECKING:
    from kpidesk.intake.roster import Person, RosterReading
    from kpidesk.services.naming import FileReps
    from kpidesk.services.team_file import TeamFile
    from kpidesk.storage.import_edits import Journal

_TEXTS = ("manager", "role", "email")


class FilePeople:
    """Gathers descriptions of reps, and the teams they name, before anything is written."""

    def __init__(self, known: TeamFile, reps: FileReps) -> None:
        """Start from what the team file knows."""
        self._reps = reps
        self._teams = {fold(team.name): team for team in known.teams}
        self._new: list[Team] = []

    def describe(self, roster: RosterReading, *, create: bool) -> dict[str, int]:
        """Keep what the file says about people; with `create` they are added. Rows left out, by name."""
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

    def write(self, journal: Journal) -> None:
        """Make the new teams, then the reps and what is said about them."""
        for team in self._new:
            journal.create(team)
        self._reps.write(journal)

    def _change(self, number: int, person: Person) -> None:
        said = {name: text for name in _TEXTS if (text := person.texts.get(name)) is not None}
        team = {"team_id": self._team(person.texts["team"]).id} if "team" in person.texts else {}
        cadence = {"cadence_days": person.cadence_days} if person.cadence_days else {}
        self._reps.change(number, **said, **person.dates, **team, **cadence)
        alias = person.texts.get("alias")
        if alias and self._reps.find(alias) in {None, number}:
            self._reps.keep_alias(number, alias)

    def _team(self, name: str) -> Team:
        team = self._teams.get(fold(name))
        if team is None:
            team = self._teams[fold(name)] = Team(new_id(), name)
            self._new.append(team)
        return team
