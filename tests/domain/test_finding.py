import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpidesk.domain.finding import Snippets, Term, terms

LONG = "word " * 60 + "the budget owner is ill " + "tail " * 60


def cut(words, text):
    shown, marks = Snippets(terms(words)).cut(text)
    return shown, [shown[first:past] for first, past in marks]


def test_words_are_beginnings_and_what_stands_in_quotes_is_whole():
    assert terms('owner "next step" bud "open end') == [
        Term("owner", whole=False),
        Term("next step", whole=True),
        Term("bud", whole=False),
        Term("open end", whole=False),
    ]


@pytest.mark.parametrize("line", ["", '"', '""', "- * %", "\0", '"?"'])
def test_signs_alone_ask_for_nothing(line):
    assert terms(line) == []


def test_a_long_text_is_cut_around_the_word_at_whole_words():
    shown, found = cut("bud", LONG)
    assert found == ["budget"]
    assert shown.startswith("…word ")
    assert shown.endswith("tail…")
    assert len(shown) < 140


def test_the_piece_with_most_of_the_words_is_shown():
    _shown, found = cut("owner ill", "The owner called. " + LONG)
    assert found == ["owner", "ill"]


def test_accents_and_case_of_the_text_are_kept_and_marked():
    assert cut("reunion", "Große RÉUNION, re\u0301union") == ("Große RÉUNION, réunion", ["RÉUNION", "réunion"])


def test_only_beginnings_of_words_are_marked():
    assert cut("art", "Martin starts the art") == ("Martin starts the art", ["art"])


def test_lines_become_one():
    assert cut("two", "one\ntwo\n\nthree")[0] == "one two  three"


@given(st.text(max_size=300), st.text(alphabet='abéß İ"-', min_size=1, max_size=8))
def test_any_text_is_cut_and_marks_lie_inside_and_apart(text, words):
    asked = terms(words)
    if not asked:
        return
    shown, marks = Snippets(asked).cut(text)
    assert "\n" not in shown
    assert all(0 <= first < past <= len(shown) for first, past in marks)
    assert all(marks[at][1] <= marks[at + 1][0] for at in range(len(marks) - 1))
