"""Which appointments of a calendar are one-on-ones, and with whom."""

import datetime as dt

import pytest

from kpidesk.domain.appointments import Appointment, Found, Person, Roster
from kpidesk.domain.entities import Alias, Rep, new_id

MAYA = Rep(new_id(), "Maya Okafor", email="maya@west.example")
JONAS = Rep(new_id(), "Jonas Lindqvist")
JOSE = Rep(new_id(), "José Müller-García")
MAYA_TOO = Rep(new_id(), "Maya Brandt")
ELENA = Person("Elena Brandt", "elena@west.example")
CUSTOMER = Person("A Customer", "buyer@far.example")


@pytest.fixture
def roster():
    aliases = [Alias(new_id(), MAYA.id, "Mimi"), Alias(new_id(), JONAS.id, "4711")]
    return Roster([MAYA, JONAS, JOSE], aliases, "Elena Brandt")


def appointment(summary, *people, minutes=30, at=dt.time(10)):
    return Appointment("u", "", dt.date(2026, 8, 25), at, minutes, summary, people)


@pytest.mark.parametrize(
    ("summary", "people", "rep"),
    [
        ("1:1 Maya Okafor", (), MAYA),
        ("1:1 maya", (), MAYA),
        ("Jonas 1-1", (), JONAS),
        ("One-on-one with José", (), JOSE),
        ("1on1 Jose Muller-Garcia", (), JOSE),
        ("Weekly catch-up Mimi", (), MAYA),
        ("Maya / Elena", (), MAYA),
        ("Okafor, Maya", (), MAYA),
        ("Jour fixe", (Person("", "MAYA@west.example"),), MAYA),
        ("Weekly", (ELENA, Person("Okafor, Maya", "")), MAYA),
        ("Weekly", (ELENA, Person("Lindqvist, Jonas", "jl@elsewhere.example")), JONAS),
        ("1:1 Maya", (ELENA, Person("", "maya@west.example"), CUSTOMER, Person("", "hr@west.example")), MAYA),
    ],
)
def test_a_one_on_one_is_known_by_name_alias_or_address(roster, summary, people, rep):
    found = roster.whom(appointment(summary, *people))
    assert (found.rep, found.reason) == (rep, "")


@pytest.mark.parametrize(
    ("summary", "people", "reason"),
    [
        ("Team meeting", (Person("", "maya@west.example"), Person("Jonas Lindqvist")), "More than one of your reps"),
        ("Maya Okafor and Jonas Lindqvist", (), "More than one of your reps"),
        ("Call with Maya Okafor's customer", (), "does not say that it is a one-on-one"),
        ("Demo", (ELENA, Person("", "maya@west.example"), CUSTOMER), "2 others are invited"),
    ],
)
def test_what_is_close_to_one_is_left_out_with_the_reason(roster, summary, people, reason):
    assert reason in roster.whom(appointment(summary, *people)).reason


@pytest.mark.parametrize(
    ("minutes", "at", "reason"),
    [
        (5, dt.time(10), "It takes 5 min; a one-on-one takes 10 to 120."),
        (480, dt.time(10), "It takes 480 min; a one-on-one takes 10 to 120."),
        (0, dt.time(10), "It takes 0 min; a one-on-one takes 10 to 120."),
        (0, None, ""),
        (2880, None, "It takes a whole day."),
        (10, dt.time(10), ""),
        (120, dt.time(10), ""),
    ],
)
def test_its_length_must_be_that_of_a_one_on_one(roster, minutes, at, reason):
    assert roster.whom(appointment("1:1 Maya", minutes=minutes, at=at)).reason == reason


@pytest.mark.parametrize(
    "summary", ["", "Dentist", "1:1 Sam", "Review 4711", "Mayall brothers", "1:1 with Jonasson", "Maya's offer"]
)
def test_what_names_no_rep_is_nobodys(roster, summary):
    assert roster.whom(appointment(summary)) is None
    assert not roster.mentions(summary, ())


def test_a_first_name_of_two_reps_names_neither():
    both = Roster([MAYA, MAYA_TOO], [])
    assert both.whom(appointment("1:1 Maya")) is None
    assert both.whom(appointment("1:1 Maya Brandt")) == Found(MAYA_TOO)


def test_names_are_text_and_never_patterns():
    odd = Rep(new_id(), "A.* (B) [c]")
    roster = Roster([odd, Rep(new_id(), "")], [])
    assert roster.whom(appointment("1:1 A.* (B) [c]")) == Found(odd)
    assert roster.whom(appointment("1:1 Abc")) is None
