"""The fence around the forecast holds against edits by hand."""

import pytest

from kpidesk.domain.errors import UserError
from kpidesk.domain.fence import check
from kpidesk.domain.terms import ItemState, Section


@pytest.fixture
def plan(make):
    """A half hour: topics 5, wins 3, promises 4, focus 10, forecast 4, close 4; one question each, two on the focus."""
    meeting = make.meeting()
    minutes = {"rep_topics": 5, "wins": 3, "commitments": 4, "focus": 10, "forecast": 4, "close": 4}
    return {
        Section(name): make.item(
            meeting,
            Section(name),
            name,
            position=at,
            minutes=length,
            questions=("What?",) * (2 if name == "focus" else 1),
            evidence={"lever": {"kpi": "calls_made"}} if name == "forecast" else {},
        )
        for at, (name, length) in enumerate(minutes.items())
    }


def refused(plan, minutes=30, cap=0.2):
    with pytest.raises(UserError) as error:
        check(list(plan.values()), minutes, cap)
    return str(error.value)


def test_the_plan_itself_is_fine(plan):
    check(list(plan.values()), 30, 0.2)


@pytest.mark.parametrize(("minutes", "fine"), [(6, True), (7, False)])
def test_a_fifth_of_the_minutes_is_the_limit(make, plan, minutes, fine):
    plan[Section.FORECAST] = make.replace(plan[Section.FORECAST], minutes=minutes)
    if fine:
        check(list(plan.values()), 30, 0.2)
    else:
        assert refused(plan) == ("Forecast is at its limit of 6 of 30 minutes. Shorten it or make the meeting longer.")


def test_a_cap_above_a_fifth_counts_as_a_fifth(make, plan):
    plan[Section.FORECAST] = make.replace(plan[Section.FORECAST], minutes=7)
    assert "limit of 6 of 30" in refused(plan, cap=0.9)


def test_minutes_taken_from_coaching_count_too(make, plan):
    plan[Section.FOCUS] = make.replace(plan[Section.FOCUS], minutes=1)
    plan[Section.REP_TOPICS] = make.replace(plan[Section.REP_TOPICS], minutes=1)
    assert refused(plan) == "Forecast is at its limit of 3 of 17 minutes. Shorten it or give the other items more time."


@pytest.mark.parametrize(("position", "sentence"), [(-1, "after all coaching"), (9, "close comes last")])
def test_it_comes_after_all_coaching_and_before_the_close(make, plan, position, sentence):
    plan[Section.FORECAST] = make.replace(plan[Section.FORECAST], position=position)
    assert sentence in refused(plan)


def test_it_is_never_alone(make, plan):
    for section in (Section.WINS, Section.COMMITMENTS, Section.FOCUS):
        plan[section] = make.replace(plan[section], state=ItemState.DISMISSED)
    assert "only thing to talk about" in refused(plan, minutes=13, cap=0.2) or "limit" in refused(plan)
    plan[Section.FORECAST] = make.replace(plan[Section.FORECAST], minutes=1)
    assert "only thing to talk about" in refused(plan)


def test_a_quarter_of_the_questions_and_two_at_most(make, plan):
    plan[Section.FORECAST] = make.replace(plan[Section.FORECAST], questions=("When?",) * 2)
    check(list(plan.values()), 30, 0.2)
    plan[Section.WINS] = make.replace(plan[Section.WINS], questions=())
    assert "2 of 7 questions" in refused(plan)
    plan[Section.FOCUS] = make.replace(plan[Section.FOCUS], questions=("What?",) * 20)
    plan[Section.FORECAST] = make.replace(plan[Section.FORECAST], questions=("When?",) * 3)
    assert "3 of 26 questions" in refused(plan)


def test_it_needs_a_leading_lever(make, plan):
    plan[Section.FORECAST] = make.replace(plan[Section.FORECAST], evidence={})
    assert "no leading KPI" in refused(plan)


def test_without_a_forecast_there_is_no_fence(make, plan):
    plan[Section.FORECAST] = make.replace(plan[Section.FORECAST], state=ItemState.SUGGESTED, minutes=30)
    check(list(plan.values()), 30, 0.2)
