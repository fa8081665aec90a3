import datetime as dt
import json
import uuid
from argparse import Namespace

import numpy as np
import pytest

from kpidesk.cli import output
from kpidesk.domain.terms import Kind


def test_json_knows_dates_ids_words_and_numbers(capsys):
    ident = uuid.UUID(int=7)
    output.as_json(
        {"on": dt.date(2026, 8, 20), "id": ident, "kind": Kind.LEADING, "n": np.int64(3), "x": np.float64(0.5)}
    )
    assert json.loads(capsys.readouterr().out) == {
        "on": "2026-08-20",
        "id": str(ident),
        "kind": "leading",
        "n": 3,
        "x": 0.5,
    }


@pytest.mark.parametrize("missing", [None, float("nan"), float("inf"), np.float64("nan")])
def test_missing_is_null_and_never_zero(capsys, missing):
    output.as_json([missing])
    assert json.loads(capsys.readouterr().out) == [None]


def test_text_tables_are_aligned_and_missing_is_a_dash(capsys):
    output.table([["rep", "calls"], ["Maya", 9.83], ["Ben", None]])
    assert capsys.readouterr().out.splitlines() == ["rep   calls", "Maya   9.83", "Ben       –"]


def test_control_characters_in_data_do_not_reach_the_terminal(capsys):
    output.table([["rep"], ["\x1b[31mMaya\x07"]])
    assert "\x1b" not in capsys.readouterr().out


def test_an_empty_listing_is_a_sentence_in_text_and_a_list_in_json(capsys):
    output.rows(Namespace(format="text"), [], ("rep",), "No reps yet.")
    output.rows(Namespace(format="json"), [], ("rep",), "No reps yet.")
    assert capsys.readouterr().out.splitlines() == ["No reps yet.", "[]"]
