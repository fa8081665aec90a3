"""Broken files end in rows or in one sentence. `tests/intake/fuzz.py` tries many more of them."""

from __future__ import annotations

from itertools import islice

import pytest

from kpidesk.domain.errors import UserError
from kpidesk.intake.recipes import FileOptions
from kpidesk.intake.tables import open_table
from tests.intake import mutants


def end_of(path, content):
    """None if the file could be read, else the sentence it cost."""
    path.write_bytes(content)
    try:
        for _ in open_table(path, FileOptions()).batches():
            pass
    except UserError as error:
        return str(error)
    return None


def is_one_sentence(text):
    return "\n" not in text and "Traceback" not in text and 20 < len(text) < 500 and text.endswith(".")


@pytest.mark.parametrize(("kind", "name", "count"), [("workbooks", "t.xlsx", 60), ("texts", "t.csv", 2500)])
def test_a_broken_file_is_read_or_costs_one_sentence(tmp_path, kind, name, count):
    ends = [end_of(tmp_path / name, content) for content in islice(getattr(mutants, kind)(seed=5), count)]
    told = [end for end in ends if end is not None]
    assert 0.1 * count < len(told) < 0.9 * count
    assert [text for text in told if not is_one_sentence(text)] == []
