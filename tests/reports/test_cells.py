"""Text as a spreadsheet can hold it."""

import math

from hypothesis import given
from hypothesis import strategies as st

from kpidesk.reports.cells import LONGEST_TEXT, clean, number, risky, sheet_name, stored


def units(text):
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def test_control_characters_and_half_characters_go_line_ends_stay():
    assert clean("a\x00b\x1bc\ud800d\ufffee\uffff") == "abcde"
    assert clean("one\r\ntwo\rthree\tfour") == "one\ntwo\nthree\tfour"


def test_what_does_not_fit_is_cut_where_everybody_sees_it():
    shown = clean("x" * 40_000)
    assert units(shown) <= LONGEST_TEXT
    assert shown.endswith("more characters]")
    left_out = int(shown.rsplit("cut: ", 1)[1].split(" ", 1)[0].replace(",", ""))
    assert shown.rsplit(" … ", 1)[0].count("x") + left_out == 40_000


def test_a_text_of_the_longest_kind_is_not_cut():
    assert clean("x" * LONGEST_TEXT) == "x" * LONGEST_TEXT
    assert clean("😀" * 16_383) == "😀" * 16_383


@given(st.text(max_size=60), st.text("😀x_", min_size=1, max_size=4), st.integers(0, 20_000))
def test_cleaning_twice_changes_nothing_more_and_always_fits(start, piece, times):
    once = clean(start + piece * times)
    assert clean(once) == once
    assert units(once) <= LONGEST_TEXT
    assert units(stored(once)) <= LONGEST_TEXT


def test_lookalikes_of_escaped_characters_stay_as_typed():
    assert stored("_x0041_ and _x41_") == "_x005F_x0041_ and _x41_"


def test_what_could_become_a_formula_is_known():
    assert all(risky(text) for text in ("=1+1", "+49 170", "-5", "@import", "  =1", "\t=1", "＝1+1", "\n@x"))
    assert not any(risky(text) for text in ("Maya", "5 - 3", "a=b", ""))


def test_missing_numbers_are_none_never_zero():
    assert [number(value) for value in (None, math.nan, math.inf, 0.0, 2)] == [None, None, None, 0.0, 2.0]


def test_sheet_names_are_what_excel_accepts():
    assert sheet_name("Q3/Q4: [draft]?*\\") == "Q3 Q4   draft"
    assert sheet_name("'quoted'") == "quoted"
    assert sheet_name("History") == "History sheet"
    assert sheet_name("") == "Sheet"
    assert sheet_name("Data", ["DATA", "Data 2"]) == "Data 3"


@given(st.text(max_size=80), st.lists(st.text(max_size=31), max_size=5))
def test_any_text_gives_a_new_valid_sheet_name(text, taken):
    made = sheet_name(text, taken)
    assert 0 < units(made) <= 31
    assert not set(made) & set("[]:*?/\\\n\t")
    assert made.casefold() not in {each.casefold() for each in taken}
    assert made[0] != "'"
    assert made[-1] != "'"
