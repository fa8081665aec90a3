"""Frames: whatever a reader of workbooks gives arrives as it was, and nothing else arrives."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpidesk.intake import sheet_frames

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12).filter(lambda text: not text.isspace())
numbers = st.floats(allow_nan=False, allow_infinity=False)
cells = st.one_of(texts, numbers, st.booleans(), st.dates(), st.just(""))


@st.composite
def tables(draw):
    width = draw(st.integers(1, 5))
    kinds = [draw(st.sampled_from([texts, numbers, st.dates(), cells])) for _ in range(width)]
    return draw(st.lists(st.tuples(*kinds).map(list), min_size=1, max_size=40))


@given(tables())
def test_rows_arrive_as_they_were_also_of_their_kind(rows):
    arrived = sheet_frames.decode(sheet_frames.encode(rows))
    assert arrived == rows
    assert [list(map(type, row)) for row in arrived] == [list(map(type, row)) for row in rows]


def test_a_moment_becomes_its_day_and_what_is_no_cell_a_text():
    moment = dt.datetime(2026, 8, 3, 9, 30)  # noqa: DTZ001 - cells have no zone
    row = [moment, dt.time(9, 30), None, "  ", 7, float("inf"), True]
    assert sheet_frames.decode(sheet_frames.encode([row])) == [[moment.date(), "09:30:00", "", "", 7.0, "inf", True]]


def test_no_rows_are_no_rows():
    assert sheet_frames.decode(sheet_frames.encode([])) == []


def test_frames_follow_each_other_in_a_stream():
    stream = io.BytesIO(sheet_frames.message(["Data", 2]) + sheet_frames.encode([["a", 1.0]]))
    assert sheet_frames.value(sheet_frames.read(stream)) == ["Data", 2]
    assert sheet_frames.decode(sheet_frames.read(stream)) == [["a", 1.0]]
    assert sheet_frames.read(stream) == b""


@given(st.data())
def test_a_frame_that_was_tampered_with_is_refused_or_rows(data):
    whole = bytearray(sheet_frames.encode([["Ben", 5.0, True], ["Maya", 7.5, ""]]))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        rows = sheet_frames.decode(sheet_frames.read(io.BytesIO(bytes(whole))))
    except ValueError:
        return
    assert all(isinstance(cell, (str, float, bool, dt.date, type(None))) for row in rows for cell in row)


@pytest.mark.parametrize("cut", [1, 7, 12, -1])
def test_a_stream_that_ends_too_early_is_told(cut):
    with pytest.raises(ValueError, match="frame"):
        sheet_frames.read(io.BytesIO(sheet_frames.encode([["a", 1.0]])[:cut]))
