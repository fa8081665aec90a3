"""The preview of a file: its first rows, and what each column is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableView, QWidget
from typing_extensions import override

from kpidesk.domain.terms import Status
from kpidesk.gui import formats, paint, theme
from kpidesk.gui.delegates.base import CellDelegate, Index, status, text
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models import review_models
from kpidesk.gui.models.preview_model import PreviewModel
from kpidesk.gui.pages.intake_header import MappingHeader
from kpidesk.gui.pages.intake_words import row_count
from kpidesk.gui.roles import Role
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.kbd import Kbd
from kpidesk.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QPainter, QResizeEvent
    from PySide6.QtWidgets import QStyleOptionViewItem

    from kpidesk.services.column_uses import Use
    from kpidesk.services.transfer import Preview, Trial

_ROWS, _BRIEF_ROWS, _LEAST_ROWS = 8, 5, 3
_ROW = 26
_ARCHIVED = int(Role.ARCHIVED)
_NARROWEST, _WIDEST, _HIGHEST = 124, 240, 480
_UNLIMITED = 16_777_215
"""Qt's own QWIDGETSIZE_MAX."""


class IntakePreview(Card):
    """A table as in the file under a header of lists."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(compact=True, parent=parent)
        self.set_title(self.tr("Preview"))
        self.setObjectName("intake_preview")
        self._rows = _ROWS
        self._preview: Preview | None = None
        self._names: Mapping[str, str] = {}
        self.model = PreviewModel(self)
        self.view = _Table()
        self.header = MappingHeader(self.view)
        _dress(self.view, self.header, self.model, self.tr("First rows of the file"))
        self.words = PlainLabel("", FontRole.META, "muted", elide=True)
        self.words.setObjectName("import_words")
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 8, 16, 8)
        foot.addWidget(self.words)
        self.right.addWidget(Kbd("Alt+Down"))
        self.right.addWidget(PlainLabel(self.tr("open list"), FontRole.META, "muted"))
        self.body.addWidget(self.view, 1)
        self.body.addLayout(foot)
        theme.bind(self._fit)

    def set_preview(
        self, preview: Preview, uses: Sequence[Use], choices: Sequence[Use], kpis: Mapping[str, str]
    ) -> None:
        """Show a file."""
        self._preview, self._names = preview, kpis
        self.model.set_preview(preview, uses)
        self.header.set_uses(preview.columns, uses, choices, kpis)
        self._say_shown(preview, row_count(preview))
        self.set_trial(None)
        self._fit()

    def set_trial(self, trial: Trial | None) -> None:
        """Mark what a trial import found, and say what the rows become."""
        report = None if trial is None else trial.report
        self.model.set_report(report)
        if trial is None or report is None:
            self.words.setText("")
            return
        if self._preview is not None:
            rows = formats.counted(report.rows_read, self.tr("1 row"), self.tr("%1 rows"))
            self._say_shown(self._preview, rows)
        became = review_models.sentence(trial.review, report.rows_used)
        values = review_models.values(report)
        told = [f"{became}: {values}" if values else f"{became}."]
        if report.targets:
            told.append(formats.counted(report.targets, self.tr("1 is a target."), self.tr("%1 are targets.")))
        if report.values_typed_replaced:
            told.append(review_models.typed(report.values_typed_replaced))
        if report.kpis_added:
            names = ", ".join(self._names.get(key, key) for key in report.kpis_added)
            told.append(formats.fill(self.tr("KPIs taken into use: %1."), names))
        self.words.setText(" ".join(told) if report.rows_used or not report.rows_read else "")

    def _say_shown(self, preview: Preview, rows: str) -> None:
        """How many rows of how many are shown; a trial has counted what was estimated before."""
        shown = self.tr("First %1 of %2, as they are in the file")
        self.set_subtitle(formats.fill(shown, str(len(preview.rows)), rows))

    def reveal(self, row: int | None, column: str | None) -> None:
        """Scroll to a cell of the file, so far as it is among the rows shown."""
        if self._preview is None or column not in self._preview.columns:
            return
        numbers = [number for number, _ in self._preview.rows]
        at = numbers.index(row) if row in numbers else 0
        self.view.scrollTo(self.model.index(at, self._preview.columns.index(column)))

    def set_rows(self, *, brief: bool, low: bool, fewer: bool) -> None:
        """Show fewer rows in a narrow window or beside an offer; in a low one as many as there is room for."""
        self._rows = 0 if low else _BRIEF_ROWS if brief or fewer else _ROWS
        # The file's name is in the head of the page; the room goes to its rows.
        self.set_title("" if brief or low else self.tr("Preview"))
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_height()

    def _fit(self) -> None:
        self.view.verticalHeader().setDefaultSectionSize(theme.px(_ROW))
        self.view.verticalHeader().setFixedWidth(theme.px(40))
        for column, name in enumerate(self._preview.columns if self._preview else ()):
            texts = (name, *(row[column] for _, row in self._preview.rows if column < len(row)))  # type: ignore[union-attr]
            wide = max(paint.text_width(each, FontRole.META) for each in texts) + theme.px(34)
            wide = max(wide, self.header.room_for(column), theme.px(_NARROWEST))
            self.view.setColumnWidth(column, round(min(wide, theme.px(_WIDEST))))
        self._fit_height()

    def _fit_height(self) -> None:
        """As high as the rows that are shown, with room for a scroll bar only where there is one.

        Where there is less room some of the rows are scrolled to, so that nothing is drawn over them.
        """
        if not self._rows:
            self.view.setMinimumHeight(0)
            self.view.setMaximumHeight(_UNLIMITED)
            return
        rows = min(self._rows, max(self.model.rowCount(), 1))
        wide = sum(self.view.columnWidth(column) for column in range(self.model.columnCount() - 1))
        room = self.view.width() - theme.px(40) - theme.px(_NARROWEST)
        bar = self.view.horizontalScrollBar().sizeHint().height() if wide > room else 0
        around = self.header.sizeHint().height() + bar + 1
        self.view.setMinimumHeight(around + min(rows, _LEAST_ROWS) * theme.px(_ROW))
        self.view.setMaximumHeight(around + rows * theme.px(_ROW))


class _Table(QTableView):
    """Takes all the height it may have."""

    @override
    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(0, min(self.maximumHeight(), theme.px(_HIGHEST))))


class _PreviewDelegate(CellDelegate):
    """A cell of the file: muted where it is left out, tinted and marked where something is wrong."""

    lines = 1

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        t, rect, mark = theme.current(), option.rect, status(index)
        muted = bool(index.data(_ARCHIVED))
        if mark is not None:
            painter.fillRect(rect, t.colour("watch_soft" if mark is Status.WATCH else "risk_soft"))
        elif muted:
            painter.fillRect(rect, t.colour("surface"))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, t.colour("grid"))
        painter.fillRect(rect.right(), rect.y(), 1, rect.height(), t.colour("grid"))
        inside = QRectF(rect).adjusted(t.px(8), 0, -t.px(8), -1)
        if mark is not None:
            side = t.px(9)
            paint.status_mark(painter, QRectF(inside.left(), inside.top(), side, inside.height()), mark)
            inside.setLeft(inside.left() + side + t.px(6))
        right = bool(index.data(Qt.ItemDataRole.TextAlignmentRole))
        align = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        shown = text(index, Qt.ItemDataRole.DisplayRole).replace("\n", " ")
        paint.label(painter, inside, shown, FontRole.META, "muted" if muted else "text", align)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.px(_NARROWEST), theme.px(_ROW))


def _dress(view: QTableView, header: MappingHeader, model: PreviewModel, name: str) -> None:
    view.setObjectName("file_preview")
    view.setAccessibleName(name)
    view.setHorizontalHeader(header)
    view.setModel(model)
    view.setItemDelegate(_PreviewDelegate(view))
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.setCornerWidget(QWidget())
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    header.setStretchLastSection(True)
    rows = view.verticalHeader()
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    rows.setSectionsClickable(False)
    rows.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
    rows.setMinimumSectionSize(16)
