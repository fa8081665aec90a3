"""What a KPI means, where its values come from, how its target changed and what it amounts to now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kpidesk.gui.fonts import FontRole
from kpidesk.gui.pages.kpis_facts import Facts
from kpidesk.gui.pages.kpis_targets import PAD, TargetList
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpidesk.domain.entities import Kpi
    from kpidesk.gui.models.targets_model import PastTarget


class Definition(QWidget):
    """The column at the right of the chart; only its own content scrolls."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("kpi_definition")
        self.propose = Button(self.tr("Propose new target…"), "link")
        self.propose.setObjectName("propose_target")
        self.change = Button(self.tr("Change…"), "link")
        self.change.setObjectName("change_target")
        self.targets = TargetList()
        self._text = PlainLabel("", FontRole.META, "text2", wrap=True)
        self._text.setObjectName("definition_text")
        self.facts = Facts()
        self._nothing = PlainLabel(self.tr("No target yet."), FontRole.META, "muted")
        self._coaching_head = PlainLabel(self.tr("Coaching target"), FontRole.GROUP, "text2")
        self._coaching = PlainLabel("", FontRole.META, "text2", wrap=True)
        self._coaching.setObjectName("coaching_target")
        self._trap_head = PlainLabel(self.tr("Trap"), FontRole.GROUP, "text2")
        self._trap = PlainLabel("", FontRole.META, "text2", wrap=True)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lay_out()
        self.change.clicked.connect(self._change)
        self.targets.selectionModel().currentChanged.connect(lambda now, _before: self._follow(now))

    def show_kpi(self, kpi: Kpi, facts: Sequence[tuple[str, str]], past: Sequence[PastTarget]) -> None:
        """Describe a KPI; `facts` are names and what is said of them."""
        words = kpi.definition or self.tr("No definition yet. Write one, so that everyone counts the same.")
        self._text.setText(words)
        self._text.set_tone("text2" if kpi.definition else "muted")
        self.facts.show_facts(facts)
        self.targets.set_rows(past)
        self.targets.setVisible(bool(past))
        self.change.setVisible(bool(past))
        self._nothing.setVisible(not past)
        self._trap.setText(kpi.trap)
        for each in (self._trap_head, self._trap):
            each.setVisible(bool(kpi.trap))

    def show_coaching(self, sentence: str) -> None:
        """Say what the target of a rep amounts to now; empty where there is none to speak of."""
        self._coaching.setText(sentence)
        for each in (self._coaching_head, self._coaching):
            each.setVisible(bool(sentence))

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        # The list's own rows reach a little further, so that their text lines up with the rest.
        column.setContentsMargins(16 - PAD, 8, 16 - PAD, 8)
        column.setSpacing(0)
        parts: tuple[tuple[QWidget, int], ...] = (
            (PlainLabel(self.tr("Definition"), FontRole.GROUP, "text2"), 4),
            (self._text, 6),
            (self.facts, 8),
            (PlainLabel(self.tr("Target history"), FontRole.GROUP, "text2"), 2),
            (self.targets, 0),
            (self._nothing, 6),
            (self._coaching_head, 4),
            (self._coaching, 8),
            (self._trap_head, 4),
            (self._trap, 0),
        )
        for part, below in parts:
            if part is not self.targets:
                part.setContentsMargins(PAD, 0, PAD, 0)
            column.addWidget(part)
            column.addSpacing(below)
        column.addStretch(1)
        self._area.setWidget(inside)
        # Qt fills it with the colour of the page, but this is a card.
        inside.setAutoFillBackground(False)
        self._area.viewport().setAutoFillBackground(False)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 0, 16, 6)
        foot.setSpacing(12)
        foot.addWidget(self.propose)
        foot.addWidget(self.change)
        foot.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._area, 1)
        whole.addLayout(foot)

    def _change(self) -> None:
        if self.targets.current is not None:
            self.targets.change_wanted.emit(self.targets.current)

    def _follow(self, now: QModelIndex) -> None:
        """Keep the chosen target in sight."""
        inside, rect = self._area.widget(), self.targets.visualRect(now)
        if now.isValid() and inside is not None and self.targets.hasFocus():
            middle = self.targets.mapTo(inside, rect.center())
            self._area.ensureVisible(middle.x(), middle.y(), 0, rect.height())
