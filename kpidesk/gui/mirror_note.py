"""A shared note in large type, line by line; Markdown marks become what they mean, nothing is loaded or followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kpidesk.gui import theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.reports.note_lines import Look, note_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpidesk.reports.note_lines import NoteLine

_INDENT = 24


class MirrorNote(QWidget):
    """Headings, lists, tasks and quotes of one or several notes."""

    def __init__(self, texts: Iterable[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        for text in texts:
            for line in note_lines(text):
                if line.text.strip() or line.sign:
                    column.addWidget(_line(line))
                else:
                    column.addSpacing(theme.px(8))
        column.addStretch(1)


def _line(line: NoteLine) -> QWidget:
    if line.look is Look.HEADING:
        return PlainLabel(line.text, FontRole.FAR_HEADING, wrap=True)
    if line.look is Look.ITEM:
        return _marked(line.sign, line.text, depth=line.depth)
    if line.look is Look.QUOTE:
        return _marked("“", line.text, tone="text2")
    return PlainLabel(line.text.strip(), FontRole.FAR, wrap=True)


def _marked(mark: str, text: str, *, depth: int = 0, tone: str = "text") -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(theme.px(_INDENT) * depth, 0, 0, 0)
    row.setSpacing(theme.px(10))
    sign = PlainLabel(mark, FontRole.FAR, "muted")
    row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(PlainLabel(text, FontRole.FAR, tone, wrap=True), 1)
    return made
