"""The line above the value grid: which cell, its old value and where that came from, or why nothing was changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from kpidesk.domain.terms import Status
from kpidesk.gui import formats, theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.widgets.kbd import Kbd
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.status_mark import StatusMark

if TYPE_CHECKING:
    from kpidesk.gui.models.values_model import ValuesModel


class CellStrip(QFrame):
    """Says "Jonas Lindqvist, week 31 · was 7, imported 17 Aug" and which keys keep or put back."""

    def __init__(self, model: ValuesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setObjectName("cell_strip")
        self.setProperty("look", "well")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._mark = StatusMark(Status.RISK, 10)
        self.where = PlainLabel("", FontRole.HEADER)
        self.where.setObjectName("cell_where")
        self.was = PlainLabel("", FontRole.META, "muted", elide=True)
        self.was.setObjectName("cell_was")
        self._keep = PlainLabel(self.tr("keep and go down"), FontRole.META, "muted")
        self._back = PlainLabel("", FontRole.META, "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self._mark)
        row.addWidget(self.where)
        row.addSpacing(4)
        row.addWidget(self.was, 1)
        self._hints: list[QWidget] = [Kbd("Return"), self._keep, Kbd("Esc"), self._back]
        for hint in self._hints:
            row.addWidget(hint)
        theme.bind(self._restyle)

    def show_cell(self, row: int, column: int, *, editing: bool) -> None:
        """Name a cell; while it is edited, with its old value and the keys."""
        self._mark.hide()
        self.was.set_tone("muted")
        if row < 0 or self._model.grid is None:
            self.where.setText(self.tr("Choose a cell and type."))
            self.was.setText("")
            self._show_hints(visible=False)
            return
        value, origin = self._model.text(row, column), self._model.origin(row, column)
        self.where.setText(self._model.where(row, column))
        shown = value or self.tr("no value")
        before = formats.fill(self.tr("was %1"), shown) if editing else shown
        self.was.setText(f"{before}, {origin}" if origin else before)
        back = formats.fill(self.tr("put back %1"), value) if value else self.tr("leave empty")
        self._back.setText(back)
        self._show_hints(visible=editing)

    def refuse(self, sentence: str) -> None:
        """Say why nothing was changed."""
        self._mark.show()
        self.where.setText(self.tr("Not changed"))
        self.was.set_tone("text")
        self.was.setText(" ".join(sentence.splitlines()))
        self._show_hints(visible=False)

    def _show_hints(self, *, visible: bool) -> None:
        for hint in self._hints:
            hint.setVisible(visible)

    def _restyle(self) -> None:
        self.setMinimumHeight(max(theme.px(32), theme.line(FontRole.META) + 12))
