"""What did not get on the agenda, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from kpidesk.gui import formats, theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.lines_model import Line
from kpidesk.gui.pages.prepare_parts import tr
from kpidesk.gui.pages.reps_lists import LinesList
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpidesk.domain.entities import Kpi
    from kpidesk.gui.pages.prepare_plan import Plan


class LeftOutDialog(QDialog):
    """One line for each signal: the KPI, the reason, and the rule that spoke."""

    def __init__(self, parent: QWidget, plan: Plan, kpis: Sequence[Kpi]) -> None:
        super().__init__(parent)
        self.setObjectName("left_out_dialog")
        self.setWindowTitle(tr("Left out and why"))
        names = {each.key: each.name for each in kpis}
        self.list = LinesList(
            "left_out_list", tr("Left out and why"), tr("Everything the numbers say is on the agenda.")
        )
        self.list.set_lines(
            [
                Line(
                    each,
                    each.reason,
                    formats.fill(tr("%1, rule %2"), names.get(each.kpi or "", tr("General")), each.rule),
                )
                for each in plan.drawn.left_out
            ]
        )
        close = Button(tr("Close"), "primary")
        close.setObjectName("left_out_close")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(PlainLabel(tr("Left out and why"), FontRole.TITLE))
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        theme.bind(self._restyle)

    def _restyle(self) -> None:
        self.resize(theme.px(560), theme.px(420))
