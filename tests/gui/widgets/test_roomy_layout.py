"""Plain text with the line height of the design: lines are apart, and the cursor is where they are."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QPlainTextEdit

from kpidesk.gui import theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.widgets.roomy_layout import RoomyLayout

LINE, GAP, MARGIN = 26, 6, 10
LONG = "One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen."


@pytest.fixture
def editor(dressed, qtbot):
    made = QPlainTextEdit()
    document = QTextDocument(made)
    document.setDocumentLayout(RoomyLayout(document))
    document.setDefaultFont(theme.font(FontRole.NOTE))
    document.setDocumentMargin(MARGIN)
    made.setDocument(document)
    made.setFont(theme.font(FontRole.NOTE))
    qtbot.addWidget(made)
    made.resize(420, 300)
    with qtbot.waitExposed(made):
        made.show()
    return made


def tops(editor):
    """Where the cursor stands at the beginning of each line in sight, counted from the first."""
    cursor = QTextCursor(editor.document())
    found = [editor.cursorRect(cursor).top()]
    while cursor.movePosition(QTextCursor.MoveOperation.Down):
        found.append(editor.cursorRect(cursor).top())
    return [each - found[0] for each in found]


def test_lines_of_a_paragraph_are_as_high_as_drawn_and_paragraphs_stand_apart(editor):
    editor.setPlainText(f"{LONG}\nNext")
    lines = editor.document().firstBlock().layout().lineCount()
    assert lines > 1
    assert tops(editor) == [*(LINE * at for at in range(lines)), LINE * lines + GAP]


def test_a_click_finds_the_line_that_is_seen_there(editor):
    editor.setPlainText(f"{LONG}\nNext")
    lines = editor.document().firstBlock().layout().lineCount()
    middle = editor.cursorRect(QTextCursor(editor.document())).center().y()
    at = editor.cursorForPosition(QPoint(MARGIN + 40, middle + LINE))
    second = editor.document().firstBlock().layout().lineAt(1)
    assert second.textStart() <= at.position() < second.textStart() + second.textLength()
    below = editor.cursorForPosition(QPoint(MARGIN + 10, middle + LINE * lines + GAP))
    assert below.blockNumber() == 1


def test_typing_at_the_end_of_a_long_text_stays_in_sight(editor, qtbot):
    editor.setPlainText(f"{LONG}\n" * 20)
    # Qt rounds the height of the cursor up, that of the line it scrolls to not.
    sight = editor.viewport().rect().adjusted(0, 0, 0, 1)
    editor.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(editor, "and on")
    assert sight.contains(editor.cursorRect())
    qtbot.keyClick(editor, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert sight.contains(editor.cursorRect())


def test_the_height_follows_the_size_of_the_text(editor):
    editor.document().setDefaultFont(theme.font(FontRole.BODY))
    editor.setPlainText("One\nTwo")
    first, second = tops(editor)
    assert second - first == pytest.approx((LINE + GAP) * 13 / 16, abs=1)
