"""The agenda of a running one-on-one: what is checked, what is on, and how long each item took."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from typing_extensions import override

from kpidesk.domain.entities import AgendaItem
from kpidesk.domain.terms import Kind, Status
from kpidesk.gui import formats
from kpidesk.gui.models.list_model import ListModel
from kpidesk.gui.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kpidesk.domain.entities import Id
    from kpidesk.gui.models.rows_model import Answers


def tr(text: str) -> str:
    """Translate a text of the Meeting page."""
    return QCoreApplication.translate("meeting", text)


def clock(seconds: float) -> str:
    """Minutes and seconds: 4:44."""
    whole = max(0, int(seconds))
    return f"{whole // 60}:{whole % 60:02}"


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One item as the list shows it; without an item it stands for notes about the whole one-on-one."""

    item: AgendaItem | None
    title: str
    why: str = ""
    kind: Kind | None = None
    planned: int = 0
    """Seconds."""
    spent: int = 0
    """Seconds."""
    checked: bool = False

    @property
    def ident(self) -> Id | None:
        """The id of the item."""
        return self.item.id if self.item else None

    @property
    def over(self) -> bool:
        """Whether it took longer than planned."""
        return self.item is not None and self.spent > self.planned

    @property
    def spoken(self) -> str:
        """The line in words."""
        if self.item is None:
            return self.title
        state = tr("checked") if self.checked else tr("open")
        time = formats.fill(tr("%1 of %2"), clock(self.spent), clock(self.planned))
        return f"{self.title}, {state}, {time}" + (f", {tr('over time')}" if self.over else "")


class AgendaModel(ListModel[AgendaLine]):
    """Items in order; the last line is for general notes. `ENTITY` is the whole `AgendaLine`."""

    @override
    def set_rows(self, rows: Iterable[AgendaLine]) -> None:
        """Show other lines; where the items are the same ones, only what changed is announced."""
        fresh = list(rows)
        if [each.ident for each in fresh] != [each.ident for each in self._rows]:
            super().set_rows(fresh)
            return
        for at, line in enumerate(fresh):
            self._put(at, line)

    def set_spent(self, seconds: Mapping[Id, float]) -> None:
        """Show what the timer measured."""
        for at, line in enumerate(self._rows):
            if line.ident is not None and line.ident in seconds:
                self._put(at, replace(line, spent=int(seconds[line.ident])))

    def row_of(self, ident: Id | None) -> int:
        """Where an item is, or -1."""
        return self._find(lambda line: line.ident == ident)

    @override
    def _answers(self, row: AgendaLine) -> Answers:
        return {
            Qt.ItemDataRole.DisplayRole: row.title,
            Qt.ItemDataRole.AccessibleTextRole: row.spoken,
            Role.ENTITY: row,
            Role.KIND: row.kind,
            Role.STATUS: Status.WATCH if row.over else None,
        }

    def _put(self, at: int, line: AgendaLine) -> None:
        if self._rows[at] != line:
            self._rows[at] = line
            index = self.index(at)
            self.dataChanged.emit(index, index)
