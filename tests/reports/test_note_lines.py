"""Notes without their Markdown signs: what the editor styles is meant, all else is text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpidesk.reports.note_lines import Look, Tone, note_lines


@pytest.mark.parametrize(
    ("typed", "look", "sign", "text"),
    [
        ("Plain words", Look.TEXT, "", "Plain words"),
        ("", Look.TEXT, "", ""),
        ("## Plan", Look.HEADING, "", "Plan"),
        ("#hashtag", Look.TEXT, "", "#hashtag"),
        ("- one", Look.ITEM, "•", "one"),
        ("* one", Look.ITEM, "•", "one"),
        ("-5 calls", Look.TEXT, "", "-5 calls"),
        ("12. twelfth", Look.ITEM, "12.", "twelfth"),
        ("2026 was good", Look.TEXT, "", "2026 was good"),
        ("- [ ] open", Look.ITEM, "☐", "open"),
        ("- [X] done", Look.ITEM, "☑", "done"),
        ("> she said", Look.QUOTE, "", "she said"),
        ("snake_case_name and 2*3*4", Look.TEXT, "", "snake_case_name and 2*3*4"),
        ("2 ** 3 ** 4", Look.TEXT, "", "2 ** 3 ** 4"),
        ("**bold** and __bold__", Look.TEXT, "", "bold and bold"),
    ],
)
def test_a_line_is_read_as_the_editor_styles_it(typed, look, sign, text):
    (line,) = note_lines(typed)
    assert (line.look, line.sign, line.text) == (look, sign, text)


def test_bold_and_slanted_words_are_runs_of_their_own():
    (line,) = note_lines("a **b c** d *e*")
    assert line.runs == (("a ", Tone.PLAIN), ("b c", Tone.BOLD), (" d ", Tone.PLAIN), ("e", Tone.SLANTED))


def test_lists_inside_lists_stand_in_but_not_without_end():
    assert [line.depth for line in note_lines("- a\n  - b\n    - c\n" + " " * 40 + "- d")] == [0, 1, 2, 3]


@given(st.text(max_size=300))
def test_no_word_is_lost(typed):
    lines = list(note_lines(typed))
    assert len(lines) == typed.count("\n") + 1
    for line, source in zip(lines, typed.split("\n"), strict=True):
        # The x of a task becomes its sign.
        kept = source.replace("[x]", "[ ]").replace("[X]", "[ ]")
        shown = (line.sign + line.text).replace("[x]", "[ ]").replace("[X]", "[ ]")
        assert [ch for ch in shown if ch.isalnum()] == [ch for ch in kept if ch.isalnum()]
