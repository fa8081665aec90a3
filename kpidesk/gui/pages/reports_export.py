"""The right of the Reports page: export, what is never included, and what was exported since the window opened."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from kpidesk.gui import formats, paint, theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.icon_label import IconLabel
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.painted import Painted

_RECENT = 6


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that was written."""

    path: Path
    at: dt.datetime
    what: str


_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\u2066-\u2069]+')


class ExportCard(Card):
    """The button; what it does is the page's."""

    excel_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("Export"))
        self.setObjectName("export_card")
        self.excel = Button(self.tr("Excel workbook"), "primary", keys="Ctrl+E", spread=True)
        self.excel.setObjectName("export_excel")
        self.excel.clicked.connect(self.excel_wanted)
        column = QVBoxLayout()
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(self.excel)
        for said in (
            self.tr("Asks where to save. Nothing is sent."),
            self.tr("What a rep gets is shared on the pages Meetings, Prepare and Reps, with Ctrl+Shift+S."),
        ):
            column.addWidget(PlainLabel(said, FontRole.META, "muted", wrap=True))
        self.body.addLayout(column)


def safe_name(name: str) -> str:
    """A file name that every system takes."""
    return " ".join(_UNSAFE.sub(" ", name).split())


class NeverIncluded(QFrame):
    """Says that private notes stay, and how many there are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("never_included")
        self.setProperty("look", "never")
        self.setAccessibleName(self.tr("Never included: private notes"))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconLabel("lock", "text"))
        head.addWidget(PlainLabel(self.tr("Never included"), FontRole.STRONG), 1)
        self._count = PlainLabel("", FontRole.META, "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 1, 0, 12)
        column.setSpacing(0)
        column.addWidget(_HatchBand())
        inside = QVBoxLayout()
        inside.setContentsMargins(16, 10, 16, 0)
        inside.setSpacing(6)
        inside.addLayout(head)
        statement = self.tr("Private notes. There is no option to add them.")
        inside.addWidget(PlainLabel(statement, FontRole.BODY, "text2", wrap=True))
        inside.addWidget(self._count)
        column.addLayout(inside)

    def set_count(self, count: int | None) -> None:
        """Say how many private notes of the period stay in the file; None while that is not known."""
        self._count.setVisible(count is not None)
        if count is None:
            return
        text = {
            0: self.tr("No private notes in this period."),
            1: self.tr("1 private note in this period stays in your file."),
        }
        many = formats.fill(self.tr("%1 private notes in this period stay in your file."), formats.number(count))
        self._count.setText(text.get(count, many))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        paint.box(QPainter(self), QRectF(self.rect()), "raised", "control", 8)


class RecentExports(Card):
    """What was written since the window opened, newest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("Recent exports"))
        self.setObjectName("recent_exports")
        self._files: list[Exported] = []
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(16, 8, 16, 8)
        self._rows.setSpacing(8)
        self.body.addLayout(self._rows)
        self.body.addStretch(1)
        self._fill()

    @property
    def files(self) -> list[Exported]:
        """What was written, newest first."""
        return self._files

    def add(self, exported: Exported) -> None:
        """Put another file first."""
        self._files = [exported, *(each for each in self._files if each.path != exported.path)][:_RECENT]
        self._fill()

    def _fill(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        if not self._files:
            self._rows.addWidget(
                PlainLabel(self.tr("None since the window opened."), FontRole.META, "muted", wrap=True)
            )
        for each in self._files:
            self._rows.addWidget(_Line(each))


class _Line(QWidget):
    def __init__(self, exported: Exported) -> None:
        super().__init__()
        at = exported.at.astimezone()
        meta = f"{formats.day(at.date())} {formats.time(at.time())}, {exported.what}"
        name = PlainLabel(exported.path.name, FontRole.ROW, elide=True)
        name.set_tip(str(exported.path))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(name)
        words.addWidget(PlainLabel(meta, FontRole.META, "muted", elide=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(IconLabel("file"))
        row.addLayout(words, 1)
        self.setAccessibleName(f"{exported.path.name}, {meta}")


class _HatchBand(Painted):
    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(40), theme.px(9))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect()).adjusted(2, 1, -2, -1)
        paint.hatch(painter, rect)
        painter.fillRect(1, self.height() - 1, self.width() - 2, 1, theme.current().colour("border"))
