"""Light styling of Markdown source while it is typed: the marks stay, muted; nothing is rendered or loaded."""

from __future__ import annotations

import re

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument
from typing_extensions import override

from kpidesk.gui import theme
from kpidesk.gui.fonts import FontRole

_HEADING = re.compile(r"^(#{1,6})(\s+)(.*)$")
_ITEM = re.compile(r"^(\s*)([-*+]|\d+[.)])(\s+)(\[[ xX]\])?")
_QUOTE = re.compile(r"^(\s*>+)")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_ITALIC = re.compile(r"(?<![*_\w])([*_])(?![\s*_])([^*_]+?)(?<![\s*_])\1(?![*_\w])")


class MarkdownStyle(QSyntaxHighlighter):
    """Headings, lists, tasks, quotes, bold and italic."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        theme.on_change(self.rehighlight)

    @override
    def highlightBlock(self, text: str) -> None:
        heading = _HEADING.match(text)
        if heading:
            self._set(heading.start(3), heading.end(3), _heading())
            self._set(heading.start(1), heading.end(1), _mark())
            return
        for pattern in (_ITEM, _QUOTE):
            found = pattern.match(text)
            if found:
                self._set(found.start(), found.end(), _mark())
        for found in _BOLD.finditer(text):
            self._wrap(found, _weight(QFont.Weight.DemiBold))
        for found in _ITALIC.finditer(text):
            self._wrap(found, _slanted())

    def _wrap(self, found: re.Match[str], inside: QTextCharFormat) -> None:
        self._set(found.start(2), found.end(2), inside)
        self._set(found.start(), found.start(2), _mark())
        self._set(found.end(2), found.end(), _mark())

    def _set(self, start: int, end: int, style: QTextCharFormat) -> None:
        self.setFormat(start, end - start, style)


def _mark() -> QTextCharFormat:
    style = QTextCharFormat()
    style.setForeground(theme.current().colour("muted"))
    return style


def _heading() -> QTextCharFormat:
    style = QTextCharFormat()
    style.setFont(theme.font(FontRole.NOTE_HEADING))
    style.setForeground(theme.current().colour("text"))
    return style


def _weight(weight: QFont.Weight) -> QTextCharFormat:
    style = QTextCharFormat()
    style.setFontWeight(weight)
    return style


def _slanted() -> QTextCharFormat:
    style = QTextCharFormat()
    style.setFontItalic(True)
    return style
