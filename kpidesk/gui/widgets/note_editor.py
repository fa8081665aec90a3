"""The editor of one note: Markdown source exactly as typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Qt
from PySide6.QtGui import QTextCursor, QTextDocument, QTextDocumentFragment
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from typing_extensions import override

from kpidesk.gui import theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.widgets.markdown_style import MarkdownStyle
from kpidesk.gui.widgets.roomy_layout import RoomyLayout

if TYPE_CHECKING:
    from collections.abc import Hashable

    from PySide6.QtGui import QFocusEvent

    from kpidesk.gui.widgets.note_saver import Draft, NoteSaver

_LINE_BREAKS = str.maketrans({"\u2028": "\n", "\u2029": "\n"})


class NoteEditor(QPlainTextEdit):
    """Shows one draft at a time and hands every change to the saver, together with the draft it belongs to.

    Each draft has a document of its own, so that Ctrl+Z after a look at another item takes back what was typed here.
    """

    def __init__(self, saver: NoteSaver, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._saver = saver
        self._draft: Draft | None = None
        self._seen = ""
        """The text as it was last shown or typed: what differs from it was typed since."""
        self.setProperty("look", "bare")
        self.setTabChangesFocus(True)
        # Not children of the editor: it deletes such a document when it turns to another.
        self._shelf = QObject(self)
        self._documents: dict[Hashable, QTextDocument] = {}
        self.textChanged.connect(self._on_changed)
        theme.bind(self._restyle)

    @property
    def draft(self) -> Draft | None:
        """What is being written."""
        return self._draft

    def open(self, draft: Draft | None) -> None:
        """Save the draft shown so far at once, then show another."""
        if self._draft is draft:
            return
        self._remember()
        self._saver.save_now()
        self._draft = None
        self.setDocument(self._document(draft))
        if draft is not None:
            self._show(draft)

    def set_up_to_date(self) -> None:
        """Show what the draft says now, where it was read anew from the file."""
        if self._draft is not None and self.source() != self._draft.text:
            draft, self._draft = self._draft, None
            self._show(draft)

    def source(self) -> str:
        """The text exactly as typed. `toPlainText` would turn hard spaces into soft ones."""
        return self.document().toRawText().translate(_LINE_BREAKS)

    def put_before_lines(self, mark: str) -> None:
        """Begin every selected line with a Markdown mark, or take it away where all have it."""
        cursor = self.textCursor()
        first = self.document().findBlock(cursor.selectionStart())
        last = self.document().findBlock(cursor.selectionEnd())
        blocks = [first]
        while blocks[-1] != last:
            blocks.append(blocks[-1].next())
        away = all(block.text().startswith(mark) for block in blocks)
        cursor.beginEditBlock()
        for block in blocks:
            cursor.setPosition(block.position())
            if away:
                cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor, len(mark))
                cursor.removeSelectedText()
            else:
                cursor.insertText(mark)
        cursor.endEditBlock()
        self.setFocus()

    def put_around(self, mark: str) -> None:
        """Put a Markdown mark on both sides of what is selected, or of the cursor."""
        cursor = self.textCursor()
        chosen = cursor.selectedText()
        cursor.insertText(f"{mark}{chosen}{mark}")
        if not chosen:
            cursor.setPosition(cursor.position() - len(mark))
            self.setTextCursor(cursor)
        self.setFocus()

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        # Text only: no formats, no pictures, no files.
        text = source.text() if source.hasText() else QTextDocumentFragment.fromHtml(source.html()).toPlainText()
        self.insertPlainText(text.replace("\r\n", "\n").replace("\r", "\n"))

    @override
    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() or source.hasHtml()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._saver.save_now()

    def _document(self, draft: Draft | None) -> QTextDocument:
        key = draft.key if draft else None
        if key not in self._documents:
            document = self._documents[key] = QTextDocument(self._shelf)
            document.setDocumentLayout(RoomyLayout(document))
            MarkdownStyle(document)
            self._dress(document)
        return self._documents[key]

    def _show(self, draft: Draft) -> None:
        if self.source() != draft.text:
            self.setPlainText(draft.text)
        self._draft, self._seen = draft, self.source()
        cursor = self.textCursor()
        cursor.setPosition(min(draft.cursor, len(self.document().toRawText())))
        self.setTextCursor(cursor)

    def _remember(self) -> None:
        if self._draft is not None:
            self._draft.cursor = self.textCursor().position()
            self._on_changed()

    def _on_changed(self) -> None:
        # Styling announces itself as a change too, even while the draft says something newer than what is shown.
        typed = self.source()
        if self._draft is not None and typed != self._seen:
            self._seen = typed
            self._saver.touch(self._draft, typed)

    def _restyle(self) -> None:
        self.setFont(theme.font(FontRole.NOTE))
        for document in self._documents.values():
            self._dress(document)

    def _dress(self, document: QTextDocument) -> None:
        document.setDefaultFont(theme.font(FontRole.NOTE))
        document.setDocumentMargin(theme.px(20))
        option = document.defaultTextOption()
        option.setTabStopDistance(theme.px(32))
        document.setDefaultTextOption(option)
