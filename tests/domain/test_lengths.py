"""Minutes by section: they add up at every length, and the forecast stays under its cap."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpidesk import paths
from kpidesk.domain.errors import UserError
from kpidesk.domain.lengths import forecast_limit, parse
from kpidesk.domain.terms import Section

LENGTHS = parse(paths.resource("agenda.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("minutes", "shares"),
    [(15, [2, 2, 2, 5, 2, 2]), (30, [5, 3, 4, 10, 4, 4]), (45, [7, 4, 6, 16, 6, 6]), (60, [10, 5, 7, 22, 8, 8])],
)
def test_the_usual_lengths_are_those_of_the_brief(minutes, shares):
    plan = LENGTHS.plan(minutes, 0.2)
    assert [plan.sections[section] for section in Section] == shares


@given(st.integers(10, 120), st.floats(0.05, 0.5))
def test_every_length_adds_up_and_keeps_the_cap(minutes, cap):
    plan = LENGTHS.plan(minutes, cap)
    assert sum(plan.sections.values()) == minutes
    assert plan.sections[Section.FORECAST] <= min(cap, 0.2) * minutes + 1e-9
    assert all(plan.sections[section] >= 1 for section in Section if section is not Section.FORECAST)


def test_a_lower_cap_gives_its_minutes_to_the_focus():
    plan = LENGTHS.plan(30, 0.05)
    assert (plan.sections[Section.FORECAST], plan.sections[Section.FOCUS]) == (1, 13)


@pytest.mark.parametrize(("minutes", "cap", "limit"), [(30, 0.2, 6), (45, 0.2, 9), (15, 0.05, 0), (30, 0.9, 6)])
def test_the_limit_is_in_whole_minutes_and_never_over_a_fifth(minutes, cap, limit):
    assert forecast_limit(minutes, cap) == limit


@pytest.mark.parametrize("minutes", [0, 9, 121])
def test_impossible_lengths_are_refused(minutes):
    with pytest.raises(UserError, match="cannot be planned"):
        LENGTHS.plan(minutes, 0.2)


def test_a_plan_that_does_not_add_up_is_refused():
    text = paths.resource("agenda.toml").read_text(encoding="utf-8").replace("focus = 10", "focus = 11")
    with pytest.raises(UserError, match="add up to 31"):
        parse(text)
