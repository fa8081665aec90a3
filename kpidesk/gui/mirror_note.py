"""A shared note in large type, line by line; Markdown marks become what they mean, nothing is loaded or followed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kpidesk.gui import theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Iterable

_HEADING = re.compile(r"#{1,6}\s+(.*)")
_ITEM = re.compile(r"(\s*)(?:([-*+])|(\d+[.)]))\s+(?:\[([ xX])\]\s+)?(.*)")
_QUOTE = re.compile(r"\s*>+\s?(.*)")
_MARKS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1|(?<![*_\w])([*_])(?![\s*_])([^*_]+?)(?<![\s*_])\3(?![*_\w])")
_INDENT = 24


class MirrorNote(QWidget):
    """Headings, lists, tasks and quotes of one or several notes."""

    def __init__(self, texts: Iterable[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        for text in texts:
            for line in text.splitlines():
                if line.strip():
                    column.addWidget(_line(line))
                else:
                    column.addSpacing(theme.px(8))
        column.addStretch(1)


def _line(line: str) -> QWidget:
    if found := _HEADING.match(line):
        return PlainLabel(_plain(found[1]), FontRole.FAR_HEADING, wrap=True)
    if found := _ITEM.match(line):
        task = {"": "", " ": "☐", "x": "☑", "X": "☑"}[found[4] or ""]
        return _marked(task or found[3] or "•", found[5], depth=len(found[1].expandtabs(4)) // 2)
    if found := _QUOTE.match(line):
        return _marked("“", found[1], tone="text2")
    return PlainLabel(_plain(line.strip()), FontRole.FAR, wrap=True)


def _marked(mark: str, text: str, *, depth: int = 0, tone: str = "text") -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(theme.px(_INDENT) * min(depth, 4), 0, 0, 0)
    row.setSpacing(theme.px(10))
    sign = PlainLabel(mark, FontRole.FAR, "muted")
    row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(PlainLabel(_plain(text), FontRole.FAR, tone, wrap=True), 1)
    return made


def _plain(text: str) -> str:
    return _MARKS.sub(lambda found: found[2] or found[4], text)
