"""A plain list of two-line rows, each standing for an entity: a rep's meetings, commitments, agreed KPIs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from typing_extensions import override

from kpidesk.domain.terms import Status
from kpidesk.gui.models.list_model import ListModel
from kpidesk.gui.roles import Role

if TYPE_CHECKING:
    from kpidesk.gui.models.rows_model import Answers


@dataclass(frozen=True, slots=True)
class Line:
    """One row: what it stands for, its two lines, and perhaps a status mark before the first."""

    entity: Any
    title: str
    meta: str = ""
    status: Status | None = None
    muted: bool = False

    @property
    def spoken(self) -> str:
        """The row in one line."""
        return f"{self.title}. {self.meta}" if self.meta else self.title


class LinesModel(ListModel[Line]):
    """Rows in the order they are given."""

    @override
    def _answers(self, row: Line) -> Answers:
        return {
            Qt.ItemDataRole.DisplayRole: row.title,
            Qt.ItemDataRole.AccessibleTextRole: row.spoken,
            Qt.ItemDataRole.ToolTipRole: row.spoken,
            Role.TITLE: row.title,
            Role.SORT: row.title,
            Role.META: row.meta,
            Role.STATUS: row.status,
            Role.ENTITY: row.entity,
            Role.ARCHIVED: row.muted,
        }
