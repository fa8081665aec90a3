"""What an import would leave out, line by line: what is wrong over what will happen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from typing_extensions import override

from kpidesk.domain.terms import Status
from kpidesk.gui import formats
from kpidesk.gui.models.list_model import ListModel
from kpidesk.gui.roles import Role
from kpidesk.services.fixes import Fix

if TYPE_CHECKING:
    from kpidesk.gui.models.rows_model import Answers


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


class ProblemsModel(ListModel[Finding]):
    """Findings in the order given. TITLE, META and STATUS are painted; ENTITY is the `Finding`."""

    @override
    def _answers(self, row: Finding) -> Answers:
        whole = f"{row.title} {row.meta}".strip()
        spoken = f"{whole} {formats.fill(tr('Enter: %1'), row.button)}" if row.button else whole
        return {
            Role.ENTITY: row,
            Role.TITLE: row.title,
            Role.META: row.meta,
            Role.STATUS: row.status,
            Role.TEXT: row.button,
            Qt.ItemDataRole.DisplayRole: row.title,
            Qt.ItemDataRole.ToolTipRole: whole,
            Qt.ItemDataRole.AccessibleTextRole: spoken,
        }


def two_parts(sentences: str) -> tuple[str, str]:
    """The first sentence and the others; a full stop inside quotation marks ends none."""
    quoted = 0
    for at, sign in enumerate(sentences):
        quoted += (sign == "“") - (sign == "”")
        if sign in ".?" and quoted <= 0 and sentences[at + 1 : at + 2] == " ":
            return sentences[: at + 1], sentences[at + 2 :]
    return sentences, ""
