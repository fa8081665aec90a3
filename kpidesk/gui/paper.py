"""A page on paper: laid out by Qt, so that every script is shaped and broken rightly. Text goes in as text alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QFont, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument, QTextOption

from kpidesk.gui import fonts, formats
from kpidesk.reports.note_lines import Look, Tone, note_lines
from kpidesk.reports.page import Block, Kind, Page

if TYPE_CHECKING:
    from collections.abc import Callable

INK, MUTED = "#161b25", "#616b7d"
_TITLE, _BODY = 15.0, 10.0
_SIZES = {Kind.HEADING: 11.0}
"""Type sizes in points, where they are not the body's."""
_ABOVE = {Kind.HEADING: 16.0, Kind.ENTRY: 6.0, Kind.TEXT: 1.0, Kind.POINT: 1.0, Kind.NOTE: 3.0}
_STEP = 11.0
"""How far lists and notes stand in, in points."""
_LEVELS = {Kind.HEADING: 2, Kind.ENTRY: 3}
_LINE_PERCENT = 114.0
_PLAIN_FEATURES = ("calt", "liga", "clig", "tnum")
"""Off on paper: a glyph that stands for other letters than its own cannot be selected, searched or read aloud."""


def document(page: Page, point: float, *, ink: str = INK, muted: str = MUTED) -> QTextDocument:
    """The page as a document to be shown or printed; nothing in it is read as markup, and nothing is loaded.

    Args:
        page: What to lay out.
        point: Pixels a point has: the layout depends on no screen.
        ink: Colour of the text, "#RRGGBB".
        muted: Colour of what is said in a weaker tone.
    """
    made = QTextDocument()
    made.setUndoRedoEnabled(False)
    made.setDocumentMargin(0)
    made.setDefaultFont(font(_BODY * point))
    made.setMetaInformation(QTextDocument.MetaInformation.DocumentTitle, page.title)
    _Writer(QTextCursor(made), lambda points: points * point, ink, muted).write(page)
    return made


def font(pixels: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The face that pages are set in."""
    made = QFont()
    made.setFamilies(fonts.FAMILIES)
    made.setPixelSize(max(1, round(pixels)))
    made.setWeight(weight)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    for feature in _PLAIN_FEATURES:
        made.setFeature(QFont.Tag(feature), 0)
    return made


class _Writer:
    """Puts paragraphs at the end of a document; sizes are points, turned into pixels by `px`."""

    def __init__(self, cursor: QTextCursor, px: Callable[[float], float], ink: str, muted: str) -> None:
        self._cursor, self._px, self._ink, self._muted = cursor, px, ink, muted
        self._begun = False

    def write(self, page: Page) -> None:
        """Title, facts and blocks, in their order."""
        self._start(level=1)
        self._put(page.title, self._ink, _TITLE, QFont.Weight.DemiBold)
        for fact in page.facts:
            self._start(above=2)
            self._put(fact, self._muted)
        for block in page.blocks:
            self._block(block)

    def _block(self, block: Block) -> None:
        if block.kind is Kind.NOTE:
            self._note(block.text)
            return
        level = _LEVELS.get(block.kind, 0)
        if block.kind is Kind.POINT:
            self._item(_ABOVE[block.kind], "•", block.text)
        else:
            self._start(_ABOVE[block.kind], level=level)
        weight = QFont.Weight.DemiBold if level else QFont.Weight.Normal
        self._put(block.text, self._ink, _SIZES.get(block.kind, _BODY), weight)
        if block.aside:
            self._put(f"  {block.aside}", self._muted)

    def _note(self, text: str) -> None:
        """A line is a paragraph of its own, so that one in another script takes its own direction."""
        above = _ABOVE[Kind.NOTE]
        for line in note_lines(text):
            if line.look is Look.ITEM:
                self._item(above, line.sign, line.text, _STEP * (line.depth + 1))
            else:
                self._start(above, _STEP * (2 if line.look is Look.QUOTE else 1))
            for words, tone in line.runs:
                strong = tone is Tone.BOLD or line.look is Look.HEADING
                weight = QFont.Weight.DemiBold if strong else QFont.Weight.Normal
                colour = self._muted if line.look is Look.QUOTE else self._ink
                self._put(words, colour, weight=weight, slanted=tone is Tone.SLANTED)
            above = 0

    def _item(self, above: float, sign: str, words: str, indent: float = 0) -> None:
        """Begin a line of a list; its sign hangs before the text, which is at the right where one reads leftwards."""
        hang = _STEP if len(sign) == 1 else _STEP * 2
        self._start(above, indent + hang, hang=hang, both=formats.has_leftwards(words))
        self._put(f"{sign}\t", self._muted)

    def _start(
        self, above: float = 0, indent: float = 0, *, hang: float = 0, level: int = 0, both: bool = False
    ) -> None:
        shape = QTextBlockFormat()
        shape.setTopMargin(self._px(above))
        shape.setLeftMargin(self._px(indent))
        shape.setRightMargin(self._px(indent if both else 0))
        shape.setTextIndent(-self._px(hang))
        shape.setTabPositions([QTextOption.Tab(self._px(hang), QTextOption.TabType.LeftTab)] if hang else [])
        shape.setLineHeight(_LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        shape.setHeadingLevel(level)
        if self._begun:
            self._cursor.insertBlock(shape)
        else:
            self._cursor.setBlockFormat(shape)
        self._begun = True

    def _put(
        self,
        text: str,
        colour: str,
        points: float = _BODY,
        weight: QFont.Weight = QFont.Weight.Normal,
        *,
        slanted: bool = False,
    ) -> None:
        face = font(self._px(points), weight)
        face.setItalic(slanted)
        look = QTextCharFormat()
        look.setFont(face)
        look.setForeground(QColor(colour))
        self._cursor.insertText(text, look)
