import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpidesk.domain.folding import fold
from kpidesk.domain.fuzzy import Labels, places, score

NAMES = ["Meeting open…", "Maya Okafor", "Chloé Martin", "Demo booked", "Import…", "Theme: Dark", "Tomás Rivera"]
LABELS = Labels(NAMES)


def best(query, among=LABELS, names=NAMES):
    return [names[hit.at] for hit in among.find(query)]


def test_first_letters_of_words_find_names_and_commands_alike():
    assert best("mo")[:2] == ["Maya Okafor", "Meeting open…"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("chloe", "Chloé Martin"),
        ("CHLO", "Chloé Martin"),
        ("tomas", "Tomás Rivera"),
        ("okafor maya", "Maya Okafor"),
        ("imprt", "Import…"),
        ("dark", "Theme: Dark"),
        ("cm", "Chloé Martin"),
    ],
)
def test_accents_case_order_of_words_and_left_out_letters_do_not_matter(query, found):
    assert best(query)[0] == found


def test_beginnings_of_words_and_letters_side_by_side_count_most():
    names = ["Maya Okafor", "Chloé Martin", "Aisha Rahman", "Demo as"]
    found = [score("ma", name) or 0.0 for name in names]
    assert found == sorted(set(found), reverse=True)
    assert (score("op", "Maya, open") or 0.0) > (score("op", "Maya, overlap") or 0.0) > 0.0


def test_what_is_scattered_over_a_label_or_not_in_it_does_not_fit():
    assert best("zz") == []
    assert "Theme: Dark" not in best("ma")
    assert score("okaform", "Maya Okafor") is None


def test_nothing_typed_fits_all_in_their_order():
    assert best("  ") == NAMES


def test_letters_are_marked_where_they_fit_best():
    assert places("mo", "Maya Okafor") == [0, 5]
    assert places("mar", "Chloé Martin") == [6, 7, 8]
    assert places("strasse", "Große Straße") == [6, 7, 8, 9, 10, 11]


def test_long_lists_are_found_by_beginnings_of_words_the_first_ones_before_the_later():
    many = [f"Maya Okafor, {day} Aug {year}" for year in range(2026, 1990, -1) for day in range(1, 100)]
    labels = Labels(many)
    assert next(many[hit.at] for hit in labels.find("may 6 1999")) == "Maya Okafor, 6 Aug 1999"
    assert many[labels.find("okafor")[0].at] == many[0]
    assert labels.find("yokf") == []


@given(st.text(min_size=1, max_size=6), st.text(max_size=30))
def test_what_fits_has_every_letter_in_its_order_and_marks_no_other(query, label):
    hits = Labels([label]).find(query)
    marked = places(query, label)
    assert marked == sorted(set(marked))
    assert all(0 <= at < len(label) for at in marked)
    if hits and len(fold(query).split()) == 1:
        letters = iter(fold(label))
        assert all(letter in letters for letter in fold(query))


@given(st.lists(st.text(alphabet="ab é", max_size=8), max_size=20), st.text(alphabet="abe", min_size=1, max_size=3))
def test_the_answer_is_sorted_and_names_no_label_twice(labels, query):
    hits = Labels(labels).find(query)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len({hit.at for hit in hits}) == len(hits)
