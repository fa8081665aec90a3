"""The middle of the Reports page: the workbook, sheet by sheet, as it would be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QProgressBar,
    QStackedWidget,
    QTableView,
    QWidget,
)

from kpidesk.gui import formats, theme
from kpidesk.gui.delegates.sheet import SheetDelegate
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.sheet_model import SheetModel
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.tabs import Tabs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpidesk.reports.workbook.preview import PreviewCell, PreviewSheet

_CHARACTER = 5.8
"""Design pixels of one character of a column's width."""


class ReportPreview(Card):
    """A table with a tab for each sheet; the chosen sheet stays chosen over remaking."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("Preview"))
        self.set_state("")
        self.setObjectName("report_preview")
        self._sheets: Sequence[PreviewSheet] = ()
        self._wanted = ""
        self.model = SheetModel(self)
        self.view = _view(self.model, self.tr("Preview of the workbook"))
        self.tabs = Tabs(self.tr("Sheets"))
        self.tabs.setObjectName("report_sheets")
        self.tabs.currentChanged.connect(self._show)
        self.words = PlainLabel("", tone="muted", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words.setObjectName("report_words")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.words)
        self.more = PlainLabel("", FontRole.META, "muted")
        self.more.setContentsMargins(16, 6, 16, 6)
        self.more.hide()
        self.progress = ExportProgress(self)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self.more)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self.progress)
        theme.bind(self._fit)

    def set_state(self, text: str) -> None:
        """Say in the head how fresh the preview is, or by default what it is."""
        self.set_subtitle(text or self.tr("Exactly what the Excel file will contain"))

    def say(self, sentence: str) -> None:
        """Show a sentence in place of the sheets."""
        self._sheets = ()
        self.model.set_sheet(None)
        self.words.setText(sentence)
        self._stack.setCurrentWidget(self.words)
        self.tabs.hide()
        self.more.hide()

    def set_sheets(self, sheets: Sequence[PreviewSheet]) -> None:
        """Show a workbook."""
        self._sheets = sheets
        names = [sheet.name for sheet in sheets]
        with QSignalBlocker(self.tabs):
            while self.tabs.count():
                self.tabs.removeTab(0)
            for name in names:
                self.tabs.add(name)
            at = names.index(self._wanted) if self._wanted in names else 0
            self.tabs.setCurrentIndex(at)
        self.tabs.show()
        self._stack.setCurrentWidget(self.view)
        self._show(at)

    def _show(self, at: int) -> None:
        if not 0 <= at < len(self._sheets):
            return
        sheet = self._sheets[at]
        self._wanted = sheet.name
        self.view.clearSpans()
        self.model.set_sheet(sheet)
        for row, cells in enumerate(sheet.rows):
            for column, wide in runs(cells):
                self.view.setSpan(row, column, 1, wide)
        self.more.setVisible(sheet.more_rows > 0)
        self.more.setText(formats.fill(self.tr("%1 more rows in the file."), formats.number(sheet.more_rows)))
        self._fit()

    def _fit(self) -> None:
        sheet = self.model.sheet
        self.view.verticalHeader().setDefaultSectionSize(theme.px(26))
        self.view.verticalHeader().setFixedWidth(theme.px(34))
        for column, wide in enumerate(sheet.widths if sheet else ()):
            self.view.setColumnWidth(column, theme.px(wide * _CHARACTER) + theme.px(14))
        if sheet is not None and sheet.rows:
            self.view.setRowHeight(0, theme.px(34))


class ExportProgress(QWidget):
    """How far an export is, and the way to stop it; hidden while nothing is written."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("export_progress")
        self.text = PlainLabel("", FontRole.META, "text2", elide=True)
        self.bar = QProgressBar()
        self.bar.setObjectName("export_bar")
        self.bar.setAccessibleName(self.tr("Export"))
        self.bar.setTextVisible(False)
        self.cancel = Button(self.tr("Cancel"), size="small")
        self.cancel.setObjectName("cancel_export")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(12)
        row.addWidget(self.text, 2)
        row.addWidget(self.bar, 3)
        row.addWidget(self.cancel)
        self.hide()

    def start(self, text: str) -> None:
        """Show that work began."""
        self.text.setText(text)
        self.bar.setRange(0, 0)
        self.cancel.setEnabled(True)
        self.show()

    def report(self, done: int, total: int | None) -> None:
        """Show how far it is."""
        self.bar.setRange(0, total or 0)
        self.bar.setValue(done)


def runs(cells: Sequence[PreviewCell | None]) -> list[tuple[int, int]]:
    """Where a text runs on over empty cells at its right, as in a spreadsheet: column and number of columns."""
    found = []
    free = 0
    for column in range(len(cells) - 1, -1, -1):
        cell = cells[column]
        if cell is None or (cell.value is None and not cell.style.line and not cell.style.fill):
            free += 1
            continue
        if free and isinstance(cell.value, str) and not cell.style.right:
            found.append((column, free + 1))
        free = 0
    return found


def _view(model: SheetModel, name: str) -> QTableView:
    view = QTableView()
    view.setObjectName("sheet_preview")
    view.setAccessibleName(name)
    view.setModel(model)
    view.setItemDelegate(SheetDelegate(view))
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.setProperty("ring", "inside")
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    # Without it the style draws a box where the two scroll bars meet.
    view.setCornerWidget(QWidget())
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    for header in (view.horizontalHeader(), view.verticalHeader()):
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        header.setMinimumSectionSize(16)
    return view
