"""Data in Markdown: inert, and as readable as it was typed."""

import pytest

from kpidesk.reports.markdown import inside, opening


@pytest.mark.parametrize(
    "text",
    ["+5 calls promised, +4 measured", "11.5 a week against 12", "C# | {F} ready!", "R&D, 3 > 2", "-2 a week", "1.5"],
)
def test_what_markdown_reads_as_text_stays_as_typed(text):
    assert opening(text) == text


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("**b**", r"\*\*b\*\*"),
        ("![x](y)", r"!\[x\](y)"),
        ("<b>", r"\<b>"),
        ("&amp; &#60;", r"\&amp; \&#60;"),
        ("a\\*b", r"a\\\*b"),
        ("~~gone~~", r"\~\~gone\~\~"),
    ],
)
def test_signs_are_escaped_wherever_they_stand(text, escaped):
    assert inside(text) == escaped


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("# no heading", r"\# no heading"),
        ("1. no list", r"1\. no list"),
        ("7) nor this", r"7\) nor this"),
        ("+ nor this", r"\+ nor this"),
        ("---", r"\---"),
        (">no quote", r"\>no quote"),
    ],
)
def test_a_line_cannot_begin_a_block(text, escaped):
    assert opening(text) == escaped
    assert inside(text) == text
