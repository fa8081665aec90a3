"""Places where words were found, newest first, read a page at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from kpidesk.domain.finding import Found, Places
from kpidesk.gui import formats
from kpidesk.gui.roles import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from kpidesk.domain.entities import Id, Rep

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


class FoundModel(QAbstractListModel):
    """What was found by row: the snippet as DisplayRole, about as META, the `Found` itself as ENTITY.

    ARCHIVED stands for private. More is read when the view comes to the end.
    """

    def __init__(self, read: Callable[[int], Sequence[Found]], parent: QObject | None = None) -> None:
        """`read` answers so many of the newest places."""
        super().__init__(parent)
        self._read = read
        self._rows: list[Found] = []
        self._reps: Mapping[Id, Rep] = {}
        self._more = False

    @property
    def rows(self) -> list[Found]:
        """What was found so far."""
        return list(self._rows)

    @property
    def complete(self) -> bool:
        """Whether there is no more than what was read."""
        return not self._more

    def search(self, reps: Mapping[Id, Rep]) -> None:
        """Read the first page anew."""
        self.beginResetModel()
        self._reps = reps
        self._rows = list(self._read(PAGE))
        self._more = len(self._rows) == PAGE
        self.endResetModel()

    def clear(self) -> None:
        """Show nothing."""
        self.beginResetModel()
        self._rows, self._more = [], False
        self.endResetModel()

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
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        found = self._rows[index.row()]
        if role == Role.ENTITY:
            return found
        said = about(found, self._reps[found.rep_id])
        answers: dict[int, Any] = {
            Qt.ItemDataRole.DisplayRole: found.snippet,
            Qt.ItemDataRole.AccessibleTextRole: f"{found.snippet}, {said}",
            Role.META: said,
            Role.ARCHIVED: found.private,
        }
        return answers.get(role)
