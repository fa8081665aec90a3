"""Other names and numbers by which files call a rep: kept, listed, forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.domain.edits import Change, Edit
from kpidesk.domain.entities import Alias, Id, new_id
from kpidesk.domain.errors import NotFoundError, UserError
from kpidesk.domain.folding import fold
from kpidesk.domain.name_matching import Names
from kpidesk.services.team_file import TeamFile
from kpidesk.storage import records

if TYPE_CHECKING:
    from kpidesk.domain.entities import Rep
    from kpidesk.services.history import History
    from kpidesk.services.team import TeamService
    from kpidesk.storage.database import Database


class AliasService:
    """Reads and changes the aliases of reps."""

    def __init__(self, database: Database, history: History, team: TeamService) -> None:
        self._database, self._history, self._team = database, history, team

    def aliases(self, rep_id: Id | None = None) -> list[Alias]:
        """Aliases of one rep or of all, in the order of their texts."""
        with self._database.read() as connection:
            found = records.select(connection, Alias, "text")
        return [each for each in found if rep_id in {None, each.rep_id}]

    def keep(self, rep: Rep, text: str) -> Change:
        """Keep another name of a rep.

        Raises:
            UserError: the name is empty, or somebody's already.
        """
        text = " ".join(text.split())
        if not text:
            raise UserError("An alias is a name or number by which files call the rep; it cannot be empty.")
        reps = self._team.reps(archived=True)
        with self._database.read() as connection:
            known = TeamFile.read(connection)
        found = Names(known.names).find(text)
        holder = next((each for each in reps if known.rep_numbers[each.id] == found), None)
        if holder is not None:
            raise UserError(f"“{text}” means {holder.name} already.")
        return self._history.do(f"Add alias {text}", [Edit(None, Alias(new_id(), rep.id, text))])

    def forget(self, alias: Alias) -> Change:
        """Take an alias away; what was imported under it stays."""
        return self._history.do(f"Remove alias {alias.text}", [Edit(alias, None)])

    def alias(self, text: str) -> Alias:
        """The alias with a text.

        Raises:
            NotFoundError: there is none.
        """
        found = next((each for each in self.aliases() if fold(each.text) == fold(text)), None)
        if found is None:
            raise NotFoundError(f"There is no alias “{text}”. See them with: kpidesk reps --format json")
        return found
