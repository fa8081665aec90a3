"""Which rep a name in a file means: certain where only the writing differs, suggested where more does."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpidesk.domain.name_matching import Candidate, Likenesses, Names, likely
from kpidesk.domain.name_words import spoken

TEAM = [
    ("Maya Okafor", 1),
    ("Tomás Rivera", 2),
    ("Anna-Lena Müller", 3),
    ("Kenji Watanabe", 4),
    ("Jürgen von der Heide", 5),
    ("Sinéad O’Brien", 6),
    ("4711", 1),
    ("maya.okafor@example.com", 1),
    ("0042", 4),
]
FIRST = ("Amelie", "Bogdan", "Chloé", "Dmitri", "Esperanza", "Fatima", "Gustavo", "Henrike", "Ingrid", "Joaquín")
LAST = ("Abernathy", "Björklund", "Castellano", "Dąbrowski", "Eriksson", "Fernández", "Grünwald", "Hashimoto")
ROSTER = [f"{first} {last}" for first in FIRST for last in LAST]
"""Eighty people who share first names and surnames with each other."""


@pytest.fixture(scope="module")
def names():
    return Names(TEAM)


@pytest.fixture(scope="module")
def alike():
    return Likenesses(TEAM)


def found_in_roster(text):
    """The person `text` means or is suggested to mean, among eighty."""
    people = [(name, at) for at, name in enumerate(ROSTER)]
    found = Names(people).find(text)
    if found is None:
        best = likely(Likenesses(people).candidates(text))
        found = None if best is None else best.number
    return None if found is None else ROSTER[found]


# certain


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Maya Okafor", 1),
        ("  MAYA   okafor ", 1),
        ("Okafor, Maya", 1),
        ("Okafor Maya", 1),
        ("Tomas Rivera", 2),
        ("RIVERA, Tomás", 2),
        ("Anna Lena Mueller", 3),
        ("Mueller, Anna-Lena", 3),
        ("von der Heide, Jürgen", 5),
        ("Heide, Juergen von der", 5),
        ("Sinead O'Brien", 6),
        ("4711", 1),
        ("Maya.Okafor@Example.com", 1),
        ("0042", 4),
    ],
)
def test_case_accents_spaces_hyphens_and_the_surname_first_do_not_matter(names, text, number):
    assert names.find(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "M. Okafor",
        "Maya O.",
        "Maya Okafr",
        "Dr. Maya Okafor",
        "Maya Ifeoma Okafor",
        "Maya, Okafor",
        "42",
        "Maya",
        "",
        "–",
    ],
)
def test_what_is_only_like_a_name_is_never_taken(names, text):
    assert names.find(text) is None


def test_a_name_two_people_share_is_nobodys():
    assert Names([("Kim Lee", 1), ("Kim Lee", 2)]).find("Kim Lee") is None


def test_the_closest_reading_decides():
    names = Names([("José Silva", 1), ("Jose Silva", 2), ("Martin Thomas", 3), ("Thomas Martin", 4)])
    assert [names.find(text) for text in ("José Silva", "JOSE SILVA", "Silva, José")] == [1, 2, None]
    assert [names.find(text) for text in ("Martin Thomas", "Thomas Martin", "Martin, Thomas")] == [3, 4, 4]


# suggested


@pytest.mark.parametrize(
    ("text", "number", "reason"),
    [
        ("M. Okafor", 1, "M stands for Maya"),
        ("Okafor, M.", 1, "M stands for Maya"),
        ("Maya O.", 1, "O stands for Okafor"),
        ("Maya Okafr", 1, "one letter differs"),
        ("Maya Okaofr", 1, "one letter differs"),
        ("Okafr, Maya", 1, "one letter differs"),
        ("Tom Rivera", 2, "Tom may be short for Tomas"),
        ("Dr. Maya Okafor", 1, "apart from the title"),
        ("Maya Okafor, PhD", 1, "apart from the title"),
        ("Maya Ifeoma Okafor", 1, "with Ifeoma"),
        ("Maya, Okafor", 1, "first name and surname swapped"),
        ("Maya Okafor (West)", 1, "apart from (West)"),
        ("Maya Okafor 1042", 1, "apart from 1042"),
        ("Okafor", 1, "only one of the names, without Maya"),
        ("Annalena Müller", 3, "words parted in another way"),
        ("Sinead O Brien", 6, "words parted in another way"),
        ("kwatanabe", 4, "looks like the name of an account"),
        ("kenji.watanabe@other.org", 4, "read from the e-mail address"),
        ("42", 4, "apart from zeros in front"),
    ],
)
def test_what_differs_is_said_in_words(alike, text, number, reason):
    best = likely(alike.candidates(text))
    assert best is not None
    assert (best.number, best.reason) == (number, reason)
    assert best.confidence < 1


@pytest.mark.parametrize("text", ["Vertrieb Pool", "Mia Okar", "Zoe", "M. O.", "4712", "", "–", "<b>"])
def test_whoever_is_like_nobody_has_no_suggestion(alike, text):
    assert alike.candidates(text) == []


def test_more_differences_are_less_plausible(alike):
    texts = ("Dr. Maya Okafor", "M. Okafor", "M. Okafr", "Okafor")
    sure = [alike.candidates(text)[0].confidence for text in texts]
    assert sure == sorted(sure, reverse=True)


def test_between_two_equally_good_ones_nobody_is_suggested():
    found = Likenesses([("Maya Okafor", 1), ("Marcus Okafor", 2)]).candidates("M. Okafor")
    assert {each.number for each in found} == {1, 2}
    assert likely(found) is None
    assert likely([Candidate(1, 0.9, ""), Candidate(2, 0.7, "")]) == Candidate(1, 0.9, "")
    assert likely([]) is None


@pytest.mark.parametrize(
    ("known", "text"),
    [
        ("Rep 1", "Rep 2"),
        ("rep_000001", "rep_000011"),
        ("E-1001", "E-1002"),
        ("John A. Smith", "John B. Smith"),
        ("Eva Lee", "Ava Lee"),
        ("Ann Li", "Ann Lu"),
        ("Anna Schmidt", "Otto Schmidt"),
        ("Carlos Mendes", "Carla Mendoza"),
    ],
)
def test_people_who_are_nearly_called_the_same_are_not_suggested_for_each_other(known, text):
    assert Likenesses([(known, 1)]).candidates(text) == []


def test_father_and_son_are_told_apart():
    names = Names([("John Smith Jr.", 1), ("John Smith Sr.", 2)])
    assert [names.find(text) for text in ("John Smith Jr", "John Smith Sr", "John Smith")] == [1, 2, None]
    assert likely(Likenesses([("John Smith Jr.", 1), ("John Smith Sr.", 2)]).candidates("John Smith")) is None


# among many


@given(st.sampled_from(ROSTER), st.sampled_from(("{1}, {0}", "{1} {0}", "{0}  {1}", "{1},{0}")), st.booleans())
def test_any_order_and_case_finds_the_person(name, order, loud):
    text = order.format(*name.split())
    assert found_in_roster(text.upper() if loud else text) == name


@given(st.sampled_from(ROSTER), st.data())
def test_a_slip_of_the_finger_in_the_surname_finds_the_person(name, data):
    first, last = name.split()
    at = data.draw(st.integers(1, len(last) - 2))
    slips = (
        last[:at] + last[at + 1 :],
        last[:at] + "x" + last[at:],
        last[:at] + last[at + 1] + last[at] + last[at + 2 :],
    )
    slip = data.draw(st.sampled_from(slips))
    assert found_in_roster(f"{first} {slip}") == name
    assert found_in_roster(f"{slip}, {first}") == name


@given(st.sampled_from(ROSTER))
def test_an_initial_finds_the_person_whose_initial_nobody_else_of_that_surname_has(name):
    first, last = name.split()
    assert found_in_roster(f"{first[0]}. {last}") == name
    assert found_in_roster(f"Prof. {first} Q. {last}") == name


@given(st.sampled_from(ROSTER), st.sampled_from(ROSTER))
def test_one_person_is_never_taken_for_another(one, other):
    if one != other:
        assert Names([(one, 1)]).find(other) is None
        best = likely(Likenesses([(one, 1)]).candidates(other))
        assert best is None


@given(st.text(max_size=40))
def test_any_text_is_looked_up_without_fault(text):
    assert found_in_roster(text) in {None, *ROSTER}


def real_names(folder):
    found = set()
    for file, column in (("maven_crm/sales_teams.csv", "sales_agent"), ("ms_regional_sales/owners.csv", "Owner")):
        with (folder / file).open(encoding="utf-8-sig", newline="") as rows:
            found |= {row[column] for row in csv.DictReader(rows)}
    return sorted(found)


def test_people_of_real_teams_are_found_and_never_merged(shared_data):
    everybody = real_names(shared_data)
    names = Names([(name, at) for at, name in enumerate(everybody)])
    for at, name in enumerate(everybody):
        first, _, last = name.partition(" ")
        assert names.find(name) == names.find(f"{last}, {first}") == names.find(f"{last} {first}".upper()) == at
        others = [(each, to) for to, each in enumerate(everybody) if to != at]
        assert Names(others).find(name) is None
        assert likely(Likenesses(others).candidates(name)) is None


def test_numbered_reps_of_a_real_export_are_not_like_each_other(shared_data):
    with (shared_data / "leadforge_saas" / "reps.csv").open(encoding="utf-8", newline="") as rows:
        everybody = [row["rep_id"] for row in csv.DictReader(rows)]
    for at, name in enumerate(everybody):
        others = [(each, to) for to, each in enumerate(everybody) if to != at]
        assert Names(others).find(name) is None
        assert Likenesses(others).candidates(name) == []


# as it is said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Okafor,  Maya", "Maya Okafor"),
        ("Smith, John, Jr.", "John Smith Jr."),
        ("Maya Okafor, PhD", "Maya Okafor, PhD"),
        ("Morar, Graham and Dickens", "Graham and Dickens Morar"),
        ("West, North, South", "West, North, South"),
        (" Maya   Okafor ", "Maya Okafor"),
    ],
)
def test_a_name_with_the_surname_first_is_turned_to_how_it_is_said(text, said):
    assert spoken(text) == said
