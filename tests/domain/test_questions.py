"""Which question is asked: one that fits, whose fields are known, and that was not asked lately."""

import pytest

from kpidesk import paths
from kpidesk.domain.errors import UserError
from kpidesk.domain.questions import parse, role_code
from kpidesk.domain.signals.base import BASES

BANK = """
[[question]]
id = 1
rules = ["L2"]
text = "Where is the time for {kpi}?"
[[question]]
id = 2
rules = ["L2", "L1"]
text = "Which two blocks?"
[[question]]
id = 3
rules = ["L2"]
kpis = ["meeting_to_opp"]
text = "What did you learn?"
[[question]]
id = 4
rules = ["L2"]
roles = ["channel"]
text = "Which partner?"
"""


def ask(rule="L2", *, kpi=None, role="", fields=None, recent=(), taken=frozenset(), count=9):
    fields = {"kpi": "visits"} if fields is None else fields
    found = parse(BANK).choose(rule, kpi=kpi, role=role, fields=fields, recent=recent, taken=taken, count=count)
    return [each.id for each in found]


def test_fields_are_filled_in():
    found = parse(BANK).choose("L2", kpi=None, role="", fields={"kpi": "{rep} visits"}, recent=())
    assert found[0].text == "Where is the time for {rep} visits?"


def test_a_question_with_an_unknown_field_is_passed_over():
    assert ask(fields={}) == [2]


def test_rules_kpis_and_roles_must_fit():
    assert ask("L1") == [2]
    assert ask(kpi="meeting_to_opp") == [3, 1, 2]
    assert ask(role="channel") == [4, 1, 2]


def test_the_longest_unasked_comes_first():
    assert ask(recent=[frozenset({1})]) == [2, 1]
    assert ask(recent=[frozenset({2}), frozenset({1})]) == [1, 2]


def test_after_three_one_on_ones_a_question_is_fresh_again():
    rested = [frozenset(), frozenset(), frozenset(), frozenset({3})]
    assert ask(kpi="meeting_to_opp", recent=rested)[0] == 3
    assert ask(kpi="meeting_to_opp", recent=rested[1:])[0] == 1


def test_a_question_is_asked_once_on_an_agenda():
    assert ask(taken=frozenset({1})) == [2]
    assert ask(count=1) == [1]


def test_the_bank_of_kpidesk_has_76_questions_and_one_for_every_rule():
    bank = parse(paths.resource("questions.toml").read_text(encoding="utf-8"))
    assert [each.id for each in bank.questions] == list(range(1, 77))
    asked = set().union(*(each.rules for each in bank.questions))
    assert {rule for rule in BASES if rule not in asked} == set()
    assert all(each.group for each in bank.questions)


def test_a_broken_bank_is_told_politely():
    with pytest.raises(UserError, match="cannot be read"):
        parse("[[question]]\nid = 1")
    with pytest.raises(UserError, match="two questions with one id"):
        parse(BANK.replace("id = 2", "id = 1"))


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("SDR", "sdr"),
        ("Inside sales", "inside"),
        ("Key Account Manager", "account_manager"),
        ("account_manager", "account_manager"),
        ("Partner manager", "channel"),
        ("Chef", ""),
        ("", ""),
    ],
)
def test_roles_are_read_as_people_write_them(written, code):
    assert role_code(written) == code
