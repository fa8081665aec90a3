"""What did not get on the agenda, and why: what the manager took off, and what found no place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from kpidesk.domain.entities import AgendaItem
from kpidesk.domain.signals.rulebook import RULEBOOK
from kpidesk.gui import formats, theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.lines_model import Line
from kpidesk.gui.models.signal_words import meaning
from kpidesk.gui.pages.prepare_parts import tr
from kpidesk.gui.pages.reps_lists import LinesList
from kpidesk.gui.roles import Role
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kpidesk.domain.entities import Kpi
    from kpidesk.domain.scoring import LeftOut
    from kpidesk.gui.pages.prepare_plan import Plan


_PART = "Part of"
"""How the reason begins of what is on the agenda as part of something else."""


class LeftOutDialog(QDialog):
    """One line for each: what and the reason. What the manager took off comes first and can be put back."""

    back_wanted = Signal(object)
    """The id of an item that is to come back."""

    def __init__(self, parent: QWidget, plan: Plan, kpis: Sequence[Kpi]) -> None:
        super().__init__(parent)
        self.setObjectName("left_out_dialog")
        self.setWindowTitle(tr("Left out and why"))
        self.setAccessibleName(self.windowTitle())
        names = {each.key: each.name for each in kpis}
        self.list = LinesList(
            "left_out_list", tr("Left out and why"), tr("Everything the numbers say is on the agenda.")
        )
        lines = [_dismissed(each) for each in plan.dismissed]
        unspoken = sorted(plan.left_out, key=lambda each: each.reason.startswith(_PART))
        self.list.set_lines([*lines, *(_unspoken(each, names) for each in unspoken)])
        self.back = Button(tr("Put it back"), icon="undo-2")
        self.back.setObjectName("left_out_back")
        self.back.clicked.connect(self._put_back)
        close = Button(tr("Close"), "primary")
        close.setObjectName("left_out_close")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(PlainLabel(tr("Left out and why"), FontRole.TITLE))
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        self._locked = plan.locked
        self.list.opened.connect(lambda _entity: self._put_back())
        self.list.view.selectionModel().currentChanged.connect(lambda _now, _before: self._offer())
        self.list.view.selectRow(0)
        self._offer()
        theme.bind(self._restyle)

    def _chosen(self) -> AgendaItem | None:
        entity = self.list.view.currentIndex().data(Role.ENTITY)
        return entity if isinstance(entity, AgendaItem) else None

    def _offer(self) -> None:
        self.back.setEnabled(self._chosen() is not None and not self._locked)

    def _put_back(self) -> None:
        item = self._chosen()
        if item is not None and not self._locked:
            self.accept()
            self.back_wanted.emit(item.id)

    def _restyle(self) -> None:
        self.resize(theme.px(600), theme.px(440))


def _dismissed(item: AgendaItem) -> Line:
    reason = item.evidence.get("dismissed")
    said = formats.fill(tr("You took it off: %1"), str(reason)) if reason else tr("You took it off.")
    return Line(item, item.title, said)


def _unspoken(each: LeftOut, names: Mapping[str, str]) -> Line:
    said = meaning(each.rule) if each.rule in RULEBOOK else tr("A point without a signal")
    title = f"{names[each.kpi]}: {said}" if each.kpi and each.kpi in names else said
    return Line(each, title, each.reason, muted=each.reason.startswith(_PART))
