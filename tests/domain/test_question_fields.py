"""Fields of questions: an allow-list by signal; what is not on it is refused, never filled in."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpidesk.domain.drawing import draw
from kpidesk.domain.errors import UserError
from kpidesk.domain.fallbacks import promises, topics
from kpidesk.domain.question_fields import FIELDS, check_fields, known
from kpidesk.domain.questions import Question, QuestionBank
from kpidesk.domain.signals import candidates
from kpidesk.domain.signals.rulebook import RULEBOOK
from kpidesk.domain.signals.thresholds import Thresholds
from tests.domain.test_drawing import LENGTHS, hostile_facts


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(hostile_facts())
def test_no_signal_fills_in_a_field_that_is_not_on_its_list(facts):
    for each in candidates(facts, Thresholds()) + topics(facts) + promises(facts):
        assert set(each.fields) <= known(each.rule), f"{each.rule}: {set(each.fields)}"


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("What next, {rep}?", []),
        ("Where is the time for {kpi}?", ["L1", "L2"]),
        ("Between {lo} and {hi}?", ["L6"]),
        ("No field at all.", ["C4", "H1"]),
    ],
)
def test_known_fields_pass(text, rules):
    check_fields(text, rules)


@pytest.mark.parametrize(
    ("text", "rules", "says"),
    [
        ("{name}?", ["L1"], "{name} is not known. Use {kpi}, {rep}, or take it out."),
        ("{kpi.name}?", ["L1"], "{kpi.name} is not known"),
        ("{rep.__class__.__mro__}", ["L1"], "is not known"),
        ("{0}", ["L1"], "{0} is not known"),
        ("{}", ["L1"], "{} is not known"),
        ("{kpi!r}", ["L1"], "{kpi!r} is not known"),
        ("{lag}?", ["L1", "Y1"], "{lag} is not known where L1 speaks. Use {kpi}, {rep}, or take it out."),
        ("{kpi}?", ["C4"], "{kpi} is not known where C4 speaks. Use {rep}"),
        ("{kpi}?", [], "{kpi} is not known. Use {rep}"),
        ("{kpi", ["L1"], "A brace stands alone"),
        ("kpi}", ["L1"], "A brace stands alone"),
        ("{{kpi}}", ["L1"], "A brace stands alone"),
    ],
)
def test_anything_else_is_refused_with_what_there_is(text, rules, says):
    with pytest.raises(UserError) as refused:
        check_fields(text, rules)
    assert says in str(refused.value)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(hostile_facts(), st.sampled_from(["{rep}?", "{kpi}?", "{rep.__class__}?", "{0}?", "%(rep)s?", "{kpi!r}?"]))
def test_only_plain_fields_are_ever_filled_in(facts, text):
    bank = QuestionBank((Question("own", "own", frozenset({*RULEBOOK, "OPEN", "GROW"}), text),))
    for item in draw(facts, LENGTHS.plan(30, 0.2), bank).items:
        for asked in item.questions:
            # Nothing is looked up in an object, a list or a format: such a text stays as it was typed.
            assert asked == text or text in {"{rep}?", "{kpi}?"}


def test_every_field_belongs_to_some_signal():
    assert {name for rule in (*RULEBOOK, "GROW", "FCST", "PIN") for name in known(rule)} == FIELDS
