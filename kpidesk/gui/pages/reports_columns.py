"""How the Reports page shares its room: contents, preview and export side by side, or one of the first two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from kpidesk.gui import theme
from kpidesk.gui.pages.reports_contents import ReportContents
from kpidesk.gui.pages.reports_export import ExportCard, NeverIncluded, RecentExports
from kpidesk.gui.pages.reports_preview import ReportPreview
from kpidesk.gui.widgets.panes import REST, Panes

if TYPE_CHECKING:
    from kpidesk.gui.context import Context

_LEFT, _RIGHT = 232, 252
_SIDE_BY_SIDE = 820
"""Design pixels from which contents and preview stand side by side; below, one of them is shown."""


class ReportColumns(Panes):
    """The three columns; their borders can be dragged."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("report_columns", context, parent=parent)
        self.contents = ReportContents()
        self.preview = ReportPreview()
        self.export = ExportCard()
        self.never = NeverIncluded()
        self.recent = RecentExports()
        self._left, self._right = QWidget(), QWidget()
        self._left_column, self._right_column = QVBoxLayout(self._left), QVBoxLayout(self._right)
        for column in (self._left_column, self._right_column):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(16)
        self._left_column.addWidget(self.contents, 3)
        self._right_column.addWidget(self.export)
        self._right_column.addWidget(self.never)
        self._right_column.addWidget(self.recent, 1)
        for pane in (self._left, self.preview, self._right):
            self.addWidget(pane)

    def arrange(self, width: int, *, compact: bool, preview: bool) -> bool:
        """Share a page of `width` pixels; return whether contents and preview are both in sight.

        Args:
            width: Of the page.
            compact: The narrow layout: export is a menu, what is never included stands with the contents.
            preview: Which column to show where there is room for one: the preview, or the contents.
        """
        both = not compact or width >= theme.px(_SIDE_BY_SIDE)
        self._left.setVisible(both or not preview)
        self.preview.setVisible(both or preview)
        self._right.setVisible(not compact)
        column = self._left_column if compact else self._right_column
        if column.indexOf(self.never) < 0:
            column.insertWidget(1, self.never)
            # A widget that moves to another parent is hidden until told otherwise.
            self.never.show()
        self._left_column.setDirection(QBoxLayout.Direction.TopToBottom if both else QBoxLayout.Direction.LeftToRight)
        self._left_column.setStretchFactor(self.never, 0 if both else 2)
        self._left_column.setAlignment(self.never, Qt.AlignmentFlag(0) if both else Qt.AlignmentFlag.AlignTop)
        self.share("narrow" if compact else "wide", _LEFT, REST, _RIGHT)
        return both
