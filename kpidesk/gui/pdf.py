"""A page as a PDF: fonts embedded, text selectable, titled, in a language; long pages flow on to the next."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from PySide6.QtCore import QBuffer, QHashSeed, QIODevice, QLocale, QMarginsF, QPointF, QRectF, QSizeF, Qt, QUuid
from PySide6.QtGui import (
    QColor,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextLine,
)

from kpidesk.gui import fonts
from kpidesk.gui.paper import MUTED, document, font

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from kpidesk.reports.page import Page

_DPI = 1200
_POINT = _DPI / 72
_MARGIN_MM = 18.0
_SIZES = (1.0, 0.95, 0.9)
"""Type sizes to try, largest first, for the whole to fit on one page; 9 points are still easy to read."""
_FOOT = 24.0
"""Points kept free at the bottom for the page number."""
_RULE, _RULE_ABOVE, _TOP = "#e1e4e9", 8.0, 24.0
_CATALOG, _LANGUAGE = b"/Type /Catalog\n", b"/Lang (en)\n/ViewerPreferences << /DisplayDocTitle true >>\n"
_DATE = re.compile(rb"\n/(?:Creation|Mod)Date (\(D:\d{14}(?:Z|[+-]\d\d'\d\d'?)\))")
_LETTER = frozenset(
    {
        QLocale.Country.Belize,
        QLocale.Country.Canada,
        QLocale.Country.Chile,
        QLocale.Country.Colombia,
        QLocale.Country.CostaRica,
        QLocale.Country.ElSalvador,
        QLocale.Country.Guatemala,
        QLocale.Country.Mexico,
        QLocale.Country.Nicaragua,
        QLocale.Country.Panama,
        QLocale.Country.Philippines,
        QLocale.Country.PuertoRico,
        QLocale.Country.UnitedStates,
        QLocale.Country.Venezuela,
    }
)
"""Where paper is Letter (CLDR, US-Letter); elsewhere it is A4."""


def paper_size(locale: QLocale) -> QPageSize.PageSizeId:
    """The size of paper people use there."""
    return QPageSize.PageSizeId.Letter if locale.territory() in _LETTER else QPageSize.PageSizeId.A4


def pdf(page: Page, size: QPageSize.PageSizeId | None = None) -> bytes:
    """The page on paper of this country, or of the given size.

    The same page on the same paper gives the same bytes: it carries the day it is about, not the hour of its making.
    """
    fonts.load()
    # Qt keeps the fonts of a file in a table ordered by chance.
    QHashSeed.setDeterministicGlobalSeed()
    try:
        made = _made(page, size or paper_size(QLocale.system()))
    finally:
        QHashSeed.resetRandomGlobalSeed()
    return _described(made, page.on)


def _made(page: Page, size: QPageSize.PageSizeId) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = _writer(buffer, page, size)
    _print(writer, _laid_out(writer, page))
    return bytes(buffer.data().data())


def _writer(buffer: QBuffer, page: Page, size: QPageSize.PageSizeId) -> QPdfWriter:
    writer = QPdfWriter(buffer)
    writer.setPdfVersion(QPagedPaintDevice.PdfVersion.PdfVersion_1_6)
    writer.setResolution(_DPI)
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    portrait, unit = QPageLayout.Orientation.Portrait, QPageLayout.Unit.Millimeter
    writer.setPageLayout(QPageLayout(QPageSize(size), portrait, margins, unit))
    writer.setTitle(page.title)
    writer.setCreator("KPIdesk")
    writer.setDocumentXmpMetadata(_metadata(page.title).encode())
    # By chance otherwise.
    writer.setDocumentId(QUuid(str(uuid.uuid5(uuid.NAMESPACE_OID, repr(page)))))
    return writer


def _laid_out(writer: QPdfWriter, page: Page) -> QTextDocument:
    """On one page if a slightly smaller type does it, else on several with room for their numbers."""
    for size in _SIZES:
        made = document(page, _POINT * size)
        made.setPageSize(QSizeF(writer.width(), writer.height()))
        if made.pageCount() == 1:
            return made
    made = document(page, _POINT)
    made.setPageSize(QSizeF(writer.width(), writer.height() - round(_FOOT * _POINT)))
    _keep_titles_with_text(made)
    return made


def _print(writer: QPdfWriter, made: QTextDocument) -> None:
    painter = QPainter(writer)
    for at, lines in enumerate(_pages(made)):
        if at:
            writer.newPage()
        for line, place in lines:
            line.draw(painter, place)
        for y in _rules(made, at):
            painter.fillRect(QRectF(0, y, made.pageSize().width(), _POINT * 0.75), QColor(_RULE))
        if made.pageCount() > 1:
            _draw_foot(painter, f"{at + 1} of {made.pageCount()}", made.pageSize())
    painter.end()


def _pages(made: QTextDocument) -> list[list[tuple[QTextLine, QPointF]]]:
    """The lines of each page, and where they are drawn on it.

    Qt draws blocks: one across two pages would be on both, and what is cut off there could still be copied.
    """
    high = made.pageSize().height()
    pages: list[list[tuple[QTextLine, QPointF]]] = [[] for _page in range(made.pageCount())]
    for block in _blocks(made):
        layout = block.layout()
        for line in (layout.lineAt(at) for at in range(layout.lineCount())):
            at = int((layout.position().y() + line.y()) // high)
            pages[at].append((line, layout.position() - QPointF(0, at * high)))
    return pages


def _blocks(made: QTextDocument) -> Iterator[QTextBlock]:
    block = made.begin()
    while block.isValid():
        yield block
        block = block.next()


def _keep_titles_with_text(made: QTextDocument) -> None:
    """Begin a new page before a title whose text would begin on the next one."""
    # Qt lays out by and by; a change in the middle of that loses what comes after it.
    made.pageCount()
    for block in _blocks(made):
        if block.blockFormat().headingLevel() and _page_of(made, block.next()) > _page_of(made, block):
            shape = QTextBlockFormat(block.blockFormat())
            shape.setPageBreakPolicy(QTextBlockFormat.PageBreakFlag.PageBreak_AlwaysBefore)
            QTextCursor(block).setBlockFormat(shape)


def _page_of(made: QTextDocument, block: QTextBlock) -> int:
    """The page on which a block's first line stands; a block may begin before its first line has room."""
    if not block.isValid():
        return 0
    # Asked for its place, Qt lays the block out.
    made.documentLayout().blockBoundingRect(block)
    layout = block.layout()
    return int((layout.position().y() + layout.lineAt(0).y()) // made.pageSize().height())


def _rules(made: QTextDocument, page: int) -> Iterator[float]:
    """Where a line is ruled on a page: above its headings, except one at the top."""
    for block in _blocks(made):
        if block.blockFormat().headingLevel() == 2 and _page_of(made, block) == page:
            top = block.layout().position().y() - page * made.pageSize().height()
            if top > _TOP * _POINT:
                yield top - _RULE_ABOVE * _POINT


def _draw_foot(painter: QPainter, text: str, size: QSizeF) -> None:
    rect = QRectF(0, size.height(), size.width(), _FOOT * _POINT)
    painter.setFont(font(8 * _POINT))
    painter.setPen(QColor(MUTED))
    painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, text)


def _metadata(title: str) -> str:
    """Title and language as XMP, without the dates Qt would put there."""
    words = escape(title)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{words}</rdf:li></rdf:Alt></dc:title>'
        "<dc:language><rdf:Bag><rdf:li>en</rdf:li></rdf:Bag></dc:language>"
        "</rdf:Description></rdf:RDF></x:xmpmeta>\n"
        '<?xpacket end="w"?>'
    )


def _described(made: bytes, on: dt.date) -> bytes:
    """The file with its language, and dated by the day it is about in place of now; Qt offers neither."""
    day = b"(D:%sZ)" % f"{on:%Y%m%d}000000".encode()
    changes = [(found.start(1), found.end(1), day) for found in _DATE.finditer(made)]
    at = made.find(_CATALOG) + len(_CATALOG)
    # Another Qt may write it otherwise; the language is then told by the metadata alone.
    changes += [(at, at, _LANGUAGE)] if _CATALOG in made else []
    return _spliced(made, sorted(changes))


def _spliced(made: bytes, changes: list[tuple[int, int, bytes]]) -> bytes:
    """The file with other bytes from place to place, and with its table of where each object begins put right."""

    def moved(place: int) -> int:
        return place + sum(len(new) - (end - begin) for begin, end, new in changes if begin < place)

    table = made.rindex(b"\nxref\n")
    parts, last = [], 0
    for begin, end, new in changes:
        parts += [made[last:begin], new]
        last = end
    places = re.sub(rb"(?m)^\d{10}(?= \d{5} n)", lambda found: b"%010d" % moved(int(found[0])), made[table:])
    begins = re.sub(rb"(?<=startxref\n)\d+", lambda found: b"%d" % moved(int(found[0])), places)
    return b"".join([*parts, made[last:table], begins])
