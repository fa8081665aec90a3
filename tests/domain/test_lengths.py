"""Minutes by section: they add up at every length, and the forecast stays under its cap."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpidesk import paths
from kpidesk.domain.errors import UserError
from kpidesk.domain.lengths import LONGEST, SHORTEST, Lengths, Plan, check, forecast_limit, most_focus_kpis
from kpidesk.domain.template_text import parse
from kpidesk.domain.templates import Standard
from kpidesk.domain.terms import Section

WEEKLY = parse(
    paths.resource("templates/weekly.toml").read_text(encoding="utf-8"), Standard.WEEKLY.id, "weekly.toml"
).lengths


def plan(minutes=30, sections=(5, 3, 4, 10, 4, 4), items=7, questions=9, focus_kpis=1):
    return Plan(minutes, dict(zip(Section, sections, strict=True)), items, questions, focus_kpis)


@st.composite
def plans(draw):
    """Any plan that passes the check, however odd."""
    minutes = draw(st.integers(SHORTEST, LONGEST))
    forecast = draw(st.integers(0, forecast_limit(minutes, 0.2)))
    cuts = sorted(draw(st.lists(st.integers(1, minutes - forecast - 1), min_size=4, max_size=4, unique=True)))
    parts = [b - a for a, b in zip([0, *cuts], [*cuts, minutes - forecast], strict=True)]
    sections = dict(zip([each for each in Section if each is not Section.FORECAST], parts, strict=True))
    sections[Section.FORECAST] = forecast
    items = draw(st.integers(6, 7 if minutes <= 30 else 11))
    questions = draw(st.integers(items, 9 if minutes <= 30 else 14))
    focus = draw(st.integers(1, most_focus_kpis(minutes, sections[Section.FOCUS])))
    return Plan(minutes, {each: sections[each] for each in Section}, items, questions, focus)


def lengths():
    """The plans of any template, shortest first."""
    few = st.lists(plans(), min_size=1, max_size=4, unique_by=lambda each: each.minutes)
    return few.map(lambda found: Lengths(tuple(sorted(found, key=lambda each: each.minutes))))


@pytest.mark.parametrize(
    ("minutes", "shares"),
    [(15, [2, 2, 2, 5, 2, 2]), (30, [5, 3, 4, 10, 4, 4]), (45, [7, 4, 6, 16, 6, 6]), (60, [10, 5, 7, 22, 8, 8])],
)
def test_the_usual_lengths_are_those_of_the_brief(minutes, shares):
    assert [WEEKLY.plan(minutes, 0.2).sections[section] for section in Section] == shares


@given(lengths(), st.integers(SHORTEST, LONGEST), st.floats(0.0, 0.9))
def test_every_length_of_every_template_is_a_plan_that_passes_the_check(found, minutes, cap):
    made = found.plan(minutes, cap)
    check(made)
    assert made.sections[Section.FORECAST] <= min(cap, 0.2) * minutes + 1e-9


def test_a_lower_cap_gives_its_minutes_to_the_focus():
    made = WEEKLY.plan(30, 0.05)
    assert (made.sections[Section.FORECAST], made.sections[Section.FOCUS]) == (1, 13)


@pytest.mark.parametrize(("minutes", "cap", "limit"), [(30, 0.2, 6), (45, 0.2, 9), (15, 0.05, 0), (30, 0.9, 6)])
def test_the_limit_is_in_whole_minutes_and_never_over_a_fifth(minutes, cap, limit):
    assert forecast_limit(minutes, cap) == limit


@pytest.mark.parametrize("minutes", [0, 9, 121])
def test_impossible_lengths_are_refused(minutes):
    with pytest.raises(UserError, match="cannot be planned"):
        WEEKLY.plan(minutes, 0.2)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"sections": (5, 3, 4, 7, 7, 4)}, "forecast: 7 is over its limit of 6 of 30 minutes. Write 6 or less"),
        ({"sections": (5, 0, 4, 13, 4, 4)}, "wins: 0 is too little"),
        ({"sections": (5, 3, 4, 14, 0, 4)}, None),
        ({"sections": (5, 3, 4, 12, -2, 8)}, "forecast: -2 is too little"),
        ({"sections": (5, 3, 4, 11, 4, 4)}, "add up to 31"),
        ({"minutes": 200}, "minutes: 200 is no length"),
        ({"items": 8}, "items: 8 does not fit this length. Write 6 to 7"),
        ({"items": 5}, "items: 5"),
        ({"questions": 6}, "questions: 6 does not fit this length. Write 7 to 9"),
        ({"focus_kpis": 2}, "focus_kpis: 2 does not fit this length. Write 1"),
        ({"focus_kpis": 0}, "focus_kpis: 0"),
    ],
)
def test_a_plan_no_agenda_can_be_made_of_is_refused_with_what_to_write(wrong, says):
    if says is None:
        check(plan(**wrong))
        return
    with pytest.raises(UserError, match=says):
        check(plan(**wrong))


def test_two_focus_kpis_need_time_for_both():
    check(plan(60, (25, 5, 6, 8, 8, 8), 11, 14, 2))
    with pytest.raises(UserError, match="focus_kpis"):
        check(plan(60, (26, 5, 6, 7, 8, 8), 11, 14, 2))
