"""Which rep a name in a file means."""

from __future__ import annotations

import pytest

from kpidesk.intake.names import Names, spoken


@pytest.fixture
def names():
    return Names([("Tomás Rivera", 1), ("Maya Okafor", 2), ("4711", 2), ("Ben Carter", 3), ("Carter Ben", 4)])


@pytest.mark.parametrize("text", ["Tomás Rivera", "tomas  rivera", "RIVERA, Tomás", "Rivera Tomas"])
def test_case_accents_spaces_and_order_do_not_matter(names, text):
    assert names.find(text) == 1


def test_an_alias_is_a_name(names):
    assert names.find("4711") == 2


def test_an_exact_name_beats_a_turned_one(names):
    assert names.find("Ben Carter") == 3


def test_nobody_is_guessed_but_the_closest_is_offered(names):
    assert names.find("Maya Okafo") is None
    assert names.closest("Maya Okafo") == "Maya Okafor"
    assert names.closest("Zoe") is None


def test_a_name_two_people_share_is_nobodys():
    assert Names([("Kim Lee", 1), ("Kim Lee", 2)]).find("Kim Lee") is None


def test_a_name_with_the_surname_first_is_turned_to_how_it_is_said():
    assert spoken("Okafor,  Maya") == "Maya Okafor"
