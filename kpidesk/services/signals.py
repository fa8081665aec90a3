"""What the manager changed about the signal rules of the agenda."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.domain.edits import Change, Edit
from kpidesk.domain.entities import RuleSetting, new_id
from kpidesk.domain.signals.rulebook import RULEBOOK, check
from kpidesk.storage import records

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kpidesk.services.history import History
    from kpidesk.storage.database import Database


class SignalService:
    """Reads and changes when each rule speaks; what is as by default is not kept."""

    def __init__(self, database: Database, history: History) -> None:
        self._database = database
        self._history = history

    def settings(self) -> dict[str, RuleSetting]:
        """The rules that are not as by default."""
        with self._database.read() as connection:
            return {each.rule: each for each in records.select(connection, RuleSetting, "rule")}

    def keep(self, rule: str, numbers: Mapping[str, float], *, speaks: bool = True) -> Change:
        """Keep the numbers of a rule, and whether it speaks.

        Raises:
            UserError: A number is out of its bounds, or two are upside down.
        """
        before = self.settings().get(rule)
        usual = {each.name: each.default for each in RULEBOOK.get(rule, ())}
        changed = {name: value for name, value in numbers.items() if value != usual.get(name)}
        after = RuleSetting(before.id if before else new_id(), rule, speaks, changed)
        check(after)
        kept = after if changed or not speaks else None
        edits = [Edit(before, kept)] if before != kept else []
        return self._history.do(f"Change signal {rule}", edits)

    def reset(self, rule: str) -> Change:
        """Go back to the numbers of a rule by default; it speaks again."""
        return self.keep(rule, {})

    def reset_all(self) -> Change:
        """Go back to all rules as they are by default."""
        return self._history.do("Reset all signals", [Edit(each, None) for each in self.settings().values()])
