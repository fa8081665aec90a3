"""Whatever order somebody types, takes back, turns and leaves in: each note holds its own text, once."""

import pytest

from kpidesk.domain.entities import Rep, new_id
from kpidesk.domain.errors import UserError
from kpidesk.domain.terms import Visibility
from kpidesk.gui.widgets.note_saver import Draft, NoteSaver
from kpidesk.services.desk import Desk
from tests.gui.widgets.writing import NOW, Writer

STEPS = 40


@pytest.fixture
def desk(tmp_path):
    opened = Desk(tmp_path / "team.kpidesk")
    yield opened
    opened.close()


@pytest.fixture
def maya(desk):
    rep = Rep(new_id(), "Maya Okafor")
    desk.team.add_rep(rep)
    return rep


@pytest.mark.parametrize("first", [0, 100])
def test_two_hundred_random_sittings_end_with_what_was_typed(first, dressed, qtbot, desk):
    for seed in range(first, first + 100):
        rep = Rep(new_id(), f"Rep {seed}")
        desk.team.add_rep(rep)
        writer = Writer(desk, rep, seed)
        qtbot.addWidget(writer.editor)
        for _ in range(STEPS):
            writer.act()
        assert writer.finish() == writer.said, f"sitting {seed}"


def test_a_save_that_was_kept_though_it_was_reported_as_failed_makes_no_second_note(qapp, desk, maya):
    reported: list[str] = []

    def begin(ident, text):
        note = desk.meetings.add_note(maya, text, Visibility.PRIVATE, NOW, ident=ident)
        if not reported:
            reported.append(text)
            raise UserError("The disk reports an error.")
        return note

    def save(ident, base, text):
        note = desk.meetings.save_note(ident, base, text, NOW)
        if len(reported) == 1:
            reported.append(text)
            raise UserError("The disk reports an error.")
        return note

    saver = NoteSaver(save, lambda error: pytest.fail(str(error)))
    draft = Draft("a", begin)
    saver.touch(draft, "first words")
    assert not saver.flush()
    saver.touch(draft, "first words and more")
    assert saver.flush()
    saver.touch(draft, "first words and more still")
    assert not saver.flush()
    assert saver.flush()
    assert [note.text for note in desk.meetings.notes(maya)] == ["first words and more still"]


def test_a_full_disk_keeps_the_text_and_saves_it_once_there_is_room(qapp, desk, maya):
    def begin(ident, text):
        return desk.meetings.add_note(maya, text, Visibility.PRIVATE, NOW, ident=ident)

    saver = NoteSaver(
        lambda ident, base, text: desk.meetings.save_note(ident, base, text, NOW),
        lambda error: pytest.fail(str(error)),
    )
    draft = Draft("a", begin)
    long = "They said yes. " * 20_000
    _limit(desk, 1)
    saver.touch(draft, long)
    assert not saver.flush()
    assert "is full" in draft.error
    assert draft.text == long
    assert desk.meetings.notes(maya) == []
    _limit(desk, 1_000_000)
    assert saver.flush()
    assert [note.text for note in desk.meetings.notes(maya)] == [long]


def _limit(desk, pages):
    """Let the file grow no further than so many pages."""
    with desk.database.engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
