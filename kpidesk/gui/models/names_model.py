"""Names of a file that nobody in the team has: who may be meant, and what the manager decided."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from kpidesk.domain.entities import Id
from kpidesk.gui import formats
from kpidesk.gui.roles import Role
from kpidesk.services.naming import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kpidesk.domain.entities import Rep
    from kpidesk.services.naming import NameCandidate, UnknownName

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_CHECK, _EDIT = int(Qt.ItemDataRole.CheckStateRole), int(Qt.ItemDataRole.EditRole)


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be done with a name."""

    label: str
    answer: Id | Answer
    confidence: float | None = None


class NamesModel(QAbstractListModel):
    """Unknown names in the order of the file.

    TITLE is the name, META how the suggestion differs and how many rows wait, TEXT what becomes of it, FRACTION how
    plausible that is, ARCHIVED that it is only suggested; ticked names (CheckStateRole) are taken. EditRole is the
    answer, a rep's id or an `Answer`.
    """

    answered = Signal()
    """The manager decided about a name."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names: list[UnknownName] = []
        self._reps: dict[Id, str] = {}
        self._answers: dict[str, Id | Answer] = {}

    @property
    def names(self) -> list[UnknownName]:
        """What is shown."""
        return self._names

    @property
    def answers(self) -> Mapping[str, Id | Answer]:
        """What the manager decided, by name."""
        return dict(self._answers)

    @property
    def undecided(self) -> list[UnknownName]:
        """Names that are left out because nothing was decided."""
        return [each for each in self._names if each.name not in self._answers and each.taken_as is None]

    @property
    def suggested(self) -> list[UnknownName]:
        """Undecided names with one clear suggestion."""
        return [each for each in self.undecided if each.likely]

    def forget(self) -> None:
        """Another file is looked at: nothing is decided."""
        self._answers.clear()

    def leave_out(self, names: Iterable[str]) -> None:
        """Remember names that were left out before; what was decided since stays."""
        for name in names:
            self._answers.setdefault(name, Answer.LEAVE_OUT)

    def set_reps(self, reps: Sequence[Rep]) -> None:
        """Change who can be chosen."""
        self._reps = {rep.id: rep.name for rep in reps}

    def set_names(self, names: Sequence[UnknownName]) -> None:
        """Show the names of a trial import."""
        if [each.name for each in names] == [each.name for each in self._names]:
            self._names = list(names)
            if names:
                self.dataChanged.emit(self.index(0), self.index(len(names) - 1))
            return
        self.beginResetModel()
        self._names = list(names)
        self.endResetModel()

    def choices(self, row: int) -> list[list[Choice]]:
        """What can be done with a name: who is like it, the other reps, and no rep."""
        found = self._names[row]
        alike = [Choice(each.rep, uuid.UUID(each.rep_id), each.confidence) for each in found.candidates]
        taken = {choice.answer for choice in alike}
        others = [Choice(name, ident) for ident, name in self._reps.items() if ident not in taken]
        no_rep = [Choice(self.tr("Add as a new rep"), Answer.NEW), Choice(self.tr("Leave out"), Answer.LEAVE_OUT)]
        return [group for group in (alike, others, no_rep) if group]

    def accept_suggested(self) -> None:
        """Take every name as the rep that is suggested for it."""
        self._answers |= {each.name: uuid.UUID(each.candidates[0].rep_id) for each in self.suggested}
        self._tell()

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._names)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        more = Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsUserCheckable
        return super().flags(index) | more if index.isValid() else super().flags(index)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        found = self._names[index.row()]
        shown, taken, whole = self._shown(found), self._taken(found), self._whole(found)
        return {
            int(Role.ENTITY): found,
            int(Role.TITLE): found.name,
            int(Role.META): self._meta(found),
            int(Role.TEXT): self._becomes(found),
            int(Role.FRACTION): None if shown is None else shown.confidence,
            int(Role.ARCHIVED): not taken,
            _CHECK: Qt.CheckState.Checked if taken else Qt.CheckState.Unchecked,
            _EDIT: self._answers.get(found.name),
            int(Qt.ItemDataRole.DisplayRole): found.name,
            int(Qt.ItemDataRole.ToolTipRole): whole,
            int(Qt.ItemDataRole.AccessibleTextRole): whole,
        }.get(int(role))

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        found = self._names[index.row()]
        if role == _EDIT:
            answer = value
        elif role == _CHECK and self._taken(found):
            answer = Answer.LEAVE_OUT
        elif role == _CHECK and found.likely:
            answer = uuid.UUID(found.candidates[0].rep_id)
        else:
            return False
        self._answers[found.name] = answer
        self._tell()
        return True

    def _tell(self) -> None:
        self.dataChanged.emit(self.index(0), self.index(len(self._names) - 1))
        self.answered.emit()

    def _taken(self, found: UnknownName) -> bool:
        answer = self._answers.get(found.name)
        return found.added if answer is None else answer is not Answer.LEAVE_OUT

    def _shown(self, found: UnknownName) -> NameCandidate | None:
        """The candidate that stands in the box: the chosen one, or the suggested one."""
        answer = self._answers.get(found.name)
        if answer is None:
            return found.candidates[0] if found.likely and not found.added else None
        return next((each for each in found.candidates if each.rep_id == str(answer)), None)

    def _becomes(self, found: UnknownName) -> str:
        answer, shown = self._answers.get(found.name), self._shown(found)
        if shown is not None:
            return shown.rep
        if answer is Answer.NEW or (answer is None and found.added):
            return self.tr("New rep")
        if answer is Answer.LEAVE_OUT:
            return self.tr("Leave out")
        if answer is not None:
            return self._reps.get(answer, "")
        if found.candidates:
            return formats.fill(self.tr("%1 reps fit, choose one"), formats.number(len(found.candidates)))
        return self.tr("No match, leave out")

    def _meta(self, found: UnknownName) -> str:
        shown = self._shown(found)
        told = [shown.reason] if shown is not None else []
        if not self._taken(found) and found.rows:
            one, more = self.tr("1 row is left out"), self.tr("%1 rows are left out")
            told.append(formats.counted(found.rows, one, more))
        said = ", ".join(told)
        return said[:1].upper() + said[1:]

    def _whole(self, found: UnknownName) -> str:
        said = self.tr("%1: %2")
        if self._taken(found):
            said = self.tr("%1: %2, ticked")
        elif self._shown(found) is not None:
            said = self.tr("%1: perhaps %2")
        return f"{formats.fill(said, found.name, self._becomes(found))}. {self._meta(found)}".strip()
