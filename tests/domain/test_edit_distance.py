"""Typing errors between two words, against the textbook's table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpidesk.domain.edit_distance import bound, distance, shortened

WORDS = st.text("abc", max_size=8)


def by_the_book(one, other):
    """Optimal string alignment, the whole table."""
    table = [[at + to if not at or not to else 0 for to in range(len(other) + 1)] for at in range(len(one) + 1)]
    for at in range(1, len(one) + 1):
        for to in range(1, len(other) + 1):
            steps = [table[at - 1][to], table[at][to - 1], table[at - 1][to - 1] - (one[at - 1] == other[to - 1])]
            if at > 1 and to > 1 and one[at - 2 : at] == other[to - 2 : to][::-1]:
                steps.append(table[at - 2][to - 2])
            table[at][to] = 1 + min(steps)
    return table[-1][-1]


@given(WORDS, WORDS, st.integers(0, 4))
def test_a_distance_is_the_textbooks_up_to_the_bound(one, other, most):
    wanted = by_the_book(one, other)
    assert distance(one, other, most) == (wanted if wanted <= most else None)


@given(WORDS, WORDS, st.integers(0, 2))
def test_words_within_the_bound_share_a_remainder(one, other, most):
    if distance(one, other, most) is not None:
        assert not shortened(one, most).isdisjoint(shortened(other, most))


@pytest.mark.parametrize(("word", "errors"), [("eva", 0), ("maya", 1), ("okafor", 1), ("lindqvist", 2)])
def test_longer_words_may_have_more_errors(word, errors):
    assert bound(len(word)) == errors
