import datetime as dt
import threading

import pytest
from PySide6.QtCore import QMimeData, Qt

from kpidesk.domain.entities import Note, new_id
from kpidesk.domain.errors import StaleEditError, UserError
from kpidesk.domain.terms import Visibility
from kpidesk.gui.widgets.markdown_style import MarkdownStyle
from kpidesk.gui.widgets.note_editor import NoteEditor
from kpidesk.gui.widgets.note_saver import IDLE_MS, LATEST_MS, Draft, NoteSaver, counted_lines

NOW = dt.datetime(2026, 8, 20, 12, tzinfo=dt.UTC)


class Shelf:
    """Notes by id, as a file keeps them; told to, it refuses."""

    def __init__(self):
        self.notes = {}
        self.saves = []
        self.trouble = None
        self.gate = threading.Event()
        self.gate.set()

    def begin(self, ident, text):
        self._pass()
        note = Note(ident, new_id(), text, NOW, Visibility.PRIVATE)
        return self._put(note)

    def save(self, ident, base, text):
        self._pass()
        old = self.notes[ident]
        if old.revision != base:
            raise StaleEditError("changed elsewhere")
        return self._put(Note(ident, old.rep_id, text, NOW, old.visibility, revision=base + 1))

    def draft(self, key="a", text=""):
        note = self._put(Note(new_id(), new_id(), text, NOW)) if text else None
        self.saves.clear()
        return Draft(key, self.begin, note, text, text)

    @property
    def texts(self):
        return sorted(note.text for note in self.notes.values())

    def _pass(self):
        self.gate.wait(5)
        if self.trouble:
            raise self.trouble

    def _put(self, note):
        self.notes[note.id] = note
        self.saves.append(note.text)
        return note


@pytest.fixture
def shelf():
    return Shelf()


@pytest.fixture
def crashes():
    return []


@pytest.fixture
def saver(shelf, crashes, qtbot):
    made = NoteSaver(shelf.save, crashes.append)
    yield made
    shelf.gate.set()
    made.flush()


@pytest.fixture
def editor(saver, dressed, qtbot):
    made = NoteEditor(saver)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_note_is_saved_after_a_pause_in_typing(editor, saver, shelf, qtbot):
    editor.open(shelf.draft())
    qtbot.keyClicks(editor, "Calls are back")
    assert shelf.saves == []
    with qtbot.waitSignal(saver.changed, timeout=IDLE_MS + 2000):
        pass
    assert shelf.texts == ["Calls are back"]


def test_typing_without_a_pause_is_saved_every_second_nevertheless(editor, saver, shelf, qtbot):
    editor.open(shelf.draft())
    stop = threading.Event()
    saver.changed.connect(lambda _draft: stop.set())

    def type_on():
        qtbot.keyClicks(editor, "x")
        return stop.is_set()

    qtbot.waitUntil(type_on, timeout=LATEST_MS + 3000)
    assert set(shelf.texts[0]) == {"x"}


def test_another_item_gets_its_own_text_and_the_former_is_saved_at_once(editor, saver, shelf, qtbot):
    one, other = shelf.draft("one", "first"), shelf.draft("other", "second")
    editor.open(one)
    qtbot.keyClicks(editor, "A ")
    with qtbot.waitSignal(saver.changed, timeout=2000):
        editor.open(other)
    assert editor.source() == "second"
    assert shelf.texts == ["A first", "second"]


def test_a_text_read_anew_is_not_overwritten_by_styling_the_older_one_on_the_screen(editor, saver, shelf):
    draft = shelf.draft("one", "of this window")
    editor.open(draft)
    draft.text = draft.kept = "of the other window"
    editor.document().setDocumentMargin(7)
    editor.open(draft)
    saver.flush()
    assert shelf.saves == []
    editor.set_up_to_date()
    assert editor.source() == "of the other window"


def test_the_cursor_stands_where_it_was_when_an_item_is_opened_again(editor, shelf, qtbot):
    one, other = shelf.draft("one", "first"), shelf.draft("other", "second")
    editor.open(one)
    qtbot.keyClick(editor, Qt.Key.Key_End)
    editor.open(other)
    editor.open(one)
    qtbot.keyClicks(editor, "!")
    assert editor.source() == "first!"


def test_what_was_typed_is_taken_back_after_a_look_at_another_item_too(editor, shelf, qtbot):
    first, second = shelf.draft("a"), shelf.draft("b", "theirs")
    editor.open(first)
    qtbot.keyClicks(editor, "too much")
    editor.open(second)
    editor.undo()
    assert editor.source() == "theirs"
    editor.open(first)
    editor.undo()
    assert editor.source() == ""
    editor.redo()
    assert (editor.source(), first.text) == ("too much", "too much")


def test_losing_the_focus_saves_at_once(editor, saver, shelf, qtbot):
    editor.open(shelf.draft())
    editor.setFocus()
    qtbot.keyClicks(editor, "x")
    with qtbot.waitSignal(saver.changed, timeout=IDLE_MS - 50):
        editor.clearFocus()
    assert shelf.texts == ["x"]


def test_what_is_typed_while_a_save_is_under_way_is_saved_after_it(editor, saver, shelf, qtbot):
    draft = shelf.draft()
    editor.open(draft)
    shelf.gate.clear()
    qtbot.keyClicks(editor, "a")
    saver.save_now()
    qtbot.keyClicks(editor, "b")
    shelf.gate.set()
    qtbot.waitUntil(lambda: not draft.dirty, timeout=3000)
    assert shelf.saves == ["a", "ab"]
    assert draft.note.revision == 1


def test_going_back_to_the_former_text_while_it_is_saved_ends_with_the_former_text(editor, saver, shelf, qtbot):
    draft = shelf.draft(text="a")
    editor.open(draft)
    shelf.gate.clear()
    editor.setPlainText("ab")
    saver.save_now()
    editor.setPlainText("a")
    shelf.gate.set()
    qtbot.waitUntil(lambda: not draft.dirty and not saver.unsaved, timeout=3000)
    assert shelf.texts == ["a"]


def test_a_failed_save_keeps_the_text_says_why_and_is_tried_again(editor, saver, shelf, qtbot):
    draft = shelf.draft()
    editor.open(draft)
    shelf.trouble = UserError("The disk is full. Make room and try again.")
    qtbot.keyClicks(editor, "kept")
    assert saver.flush() is False
    assert draft.error == "The disk is full. Make room and try again."
    assert editor.source() == "kept"
    shelf.trouble = None
    qtbot.waitUntil(lambda: not draft.dirty, timeout=5000)
    assert draft.error == ""
    assert shelf.texts == ["kept"]


def test_one_failed_note_does_not_keep_the_others_from_being_saved(saver, shelf):
    def refuse(_ident, _text):
        raise UserError("no room")

    bad, good = Draft("bad", refuse), shelf.draft("good")
    saver.touch(bad, "stays")
    saver.touch(good, "saved")
    assert saver.flush() is False
    assert shelf.texts == ["saved"]
    assert saver.unsaved == [bad]


def test_a_bug_while_saving_is_told_and_the_text_stays(saver, shelf, crashes):
    draft = shelf.draft()
    shelf.trouble = ZeroDivisionError()
    saver.touch(draft, "kept")
    saver.flush()
    assert [type(each) for each in crashes] == [ZeroDivisionError]
    assert draft.dirty


def test_a_note_changed_elsewhere_keeps_both_texts(saver, shelf):
    draft = shelf.draft(text="mine")
    shelf.save(draft.note.id, 0, "theirs")
    saver.touch(draft, "mine, longer")
    assert saver.flush() is True
    assert shelf.texts == ["mine, longer", "theirs"]


def test_hard_spaces_and_markup_are_kept_as_typed(editor, shelf):
    editor.open(shelf.draft())
    text = "10\u00a0000 <b>&amp;</b>\n\n  - **x**\t"
    editor.insertPlainText(text)
    assert editor.source() == text


def test_half_a_character_is_replaced_rather_than_lost_with_the_note(saver, shelf):
    draft = shelf.draft()
    saver.touch(draft, "a\ud83db")
    assert draft.text == "a\ufffdb"


def test_pasting_keeps_text_only(editor, shelf):
    editor.open(shelf.draft())
    rich = QMimeData()
    rich.setHtml("<p>Hello <b>Maya</b><img src='file:///etc/passwd'></p>")
    editor.insertFromMimeData(rich)
    assert "Hello Maya" in editor.source()
    assert "<" not in editor.source()
    files = QMimeData()
    files.setImageData(b"")
    assert not editor.canInsertFromMimeData(files)


def test_line_ends_of_other_systems_become_plain_ones(editor, shelf):
    editor.open(shelf.draft())
    data = QMimeData()
    data.setText("a\r\nb\rc")
    editor.insertFromMimeData(data)
    assert editor.source() == "a\nb\nc"


def test_marks_are_put_around_a_choice_and_before_lines(editor, shelf):
    editor.open(shelf.draft())
    editor.setPlainText("one\ntwo")
    editor.selectAll()
    editor.put_before_lines("- ")
    assert editor.source() == "- one\n- two"
    editor.selectAll()
    editor.put_before_lines("- ")
    assert editor.source() == "one\ntwo"
    editor.put_around("**")
    assert editor.source().count("**") == 2


def test_styling_never_counts_as_typing(editor, saver, shelf, qtbot):
    editor.open(shelf.draft(text="## Heading\n- **bold** and *light*\n> quote"))
    editor.findChild(MarkdownStyle).rehighlight()
    assert saver.unsaved == []


def test_a_draft_read_anew_from_the_file_is_shown(editor, shelf):
    draft = shelf.draft(text="old")
    editor.open(draft)
    draft.text = draft.kept = "new"
    editor.set_up_to_date()
    assert editor.source() == "new"


def test_lines_with_something_on_them_are_counted():
    assert counted_lines("a\n\n  \nb") == 2
