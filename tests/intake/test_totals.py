"""Rows of totals stand where a name would, and are nobody."""

import pytest

from kpidesk.intake.totals import is_total, is_total_name


@pytest.mark.parametrize("text", ["Total", "Summe:", "Grand total", "Durchschnitt", "Moyenne"])
def test_totals_are_told_by_their_words(text):
    assert is_total(text)
    assert is_total_name(text)


@pytest.mark.parametrize("text", ["Ø", "ø:", "Avg.", "Median", "Okafor Total", "Summe: Ost"])
def test_in_place_of_a_name_there_are_more(text):
    assert is_total_name(text)
    assert not is_total(text)


@pytest.mark.parametrize("text", ["O", "Ole Østergaard", "Sum Li", "Tota Lee", ""])
def test_names_are_names(text):
    assert not is_total_name(text)
