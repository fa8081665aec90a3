"""What an import would leave out, line by line: what is wrong over what will happen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from kpidesk.domain.terms import Status
from kpidesk.gui import formats
from kpidesk.gui.roles import Role
from kpidesk.services.fixes import Fix

if TYPE_CHECKING:
    from collections.abc import Iterable


Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


def tr(text: str) -> str:
    """Translate a text of this list."""
    return QCoreApplication.translate("problems", text)


@dataclass(frozen=True, slots=True)
class Finding:
    """One line; `row` is the row of the file it is about."""

    title: str
    meta: str
    status: Status | None = Status.RISK
    row: int | None = None
    column: str | None = None
    fix: Fix | None = None
    """The one change that puts it right."""
    button: str = ""
    """What the button of the fix says."""


class ProblemsModel(QAbstractListModel):
    """Findings in the order given. TITLE, META and STATUS are painted; ENTITY is the `Finding`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._findings: list[Finding] = []

    def set_rows(self, findings: Iterable[Finding]) -> None:
        """Show other findings."""
        self.beginResetModel()
        self._findings = list(findings)
        self.endResetModel()

    @property
    def findings(self) -> list[Finding]:
        """What is shown."""
        return self._findings

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._findings)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        found = self._findings[index.row()]
        whole = f"{found.title} {found.meta}".strip()
        spoken = f"{whole} {formats.fill(tr('Enter: %1'), found.button)}" if found.button else whole
        return {
            int(Role.ENTITY): found,
            int(Role.TITLE): found.title,
            int(Role.META): found.meta,
            int(Role.STATUS): found.status,
            int(Role.TEXT): found.button,
            int(Qt.ItemDataRole.DisplayRole): found.title,
            int(Qt.ItemDataRole.ToolTipRole): whole,
            int(Qt.ItemDataRole.AccessibleTextRole): spoken,
        }.get(int(role))


def two_parts(sentences: str) -> tuple[str, str]:
    """The first sentence and the others; a full stop inside quotation marks ends none."""
    quoted = 0
    for at, sign in enumerate(sentences):
        quoted += (sign == "“") - (sign == "”")
        if sign in ".?" and quoted <= 0 and sentences[at + 1 : at + 2] == " ":
            return sentences[: at + 1], sentences[at + 2 :]
    return sentences, ""
