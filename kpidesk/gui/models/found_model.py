"""Places where words were found, newest first, read a page at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from kpidesk.domain.finding import Found, Places
from kpidesk.gui import formats
from kpidesk.gui.models.list_model import ListModel
from kpidesk.gui.roles import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from kpidesk.domain.entities import Id, Rep
    from kpidesk.gui.models.rows_model import Answers

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
PAGE = 50


def tr(text: str) -> str:
    """Translate a text about what was found."""
    return QCoreApplication.translate("found", text)


def about(found: Found, rep: Rep) -> str:
    """Whom, when and where: "Maya Okafor, Thu 6 Aug 2026, shared note"."""
    return f"{rep.name}, {formats.weekday(found.on)} {found.on.year}, {place(found)}"


def place(found: Found) -> str:
    """Where it was found."""
    names = {
        Places.NOTE: tr("private note") if found.private else tr("shared note"),
        Places.AGENDA: tr("agenda"),
        Places.COMMITMENT: tr("commitment"),
        Places.TOPIC: tr("topic"),
        Places.WIN: tr("win"),
    }
    return names[found.where]


class FoundModel(ListModel[Found]):
    """What was found by row: the snippet as DisplayRole, about as META, the `Found` itself as ENTITY.

    ARCHIVED stands for private. More is read when the view comes to the end.
    """

    def __init__(self, read: Callable[[int], Sequence[Found]], parent: QObject | None = None) -> None:
        """`read` answers so many of the newest places."""
        super().__init__(parent)
        self._read = read
        self._reps: Mapping[Id, Rep] = {}
        self._more = False

    @property
    def complete(self) -> bool:
        """Whether there is no more than what was read."""
        return not self._more

    def search(self, reps: Mapping[Id, Rep]) -> None:
        """Read the first page anew."""
        found = self._read(PAGE)
        self._reps, self._more = reps, len(found) == PAGE
        self.set_rows(found)

    def clear(self) -> None:
        """Show nothing."""
        self._more = False
        self.set_rows(())

    @override
    def canFetchMore(self, parent: Index = _ROOT) -> bool:
        return self._more and not parent.isValid()

    @override
    def fetchMore(self, parent: Index = _ROOT) -> None:
        if not self._more:
            return
        wanted = len(self._rows) + PAGE
        found = self._read(wanted)
        known = {each.ident for each in self._rows}
        new = [each for each in found if each.ident not in known]
        self._more = len(found) == wanted and bool(new)
        if new:
            self.beginInsertRows(_ROOT, len(self._rows), len(self._rows) + len(new) - 1)
            self._rows += new
            self.endInsertRows()

    @override
    def _answers(self, row: Found) -> Answers:
        said = about(row, self._reps[row.rep_id])
        return {
            Qt.ItemDataRole.DisplayRole: row.snippet,
            Qt.ItemDataRole.AccessibleTextRole: f"{row.snippet}, {said}",
            Role.ENTITY: row,
            Role.META: said,
            Role.ARCHIVED: row.private,
        }
