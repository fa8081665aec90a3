"""Templates: each of them, whatever is in it, keeps every promise of an agenda."""

import dataclasses
import datetime as dt
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpidesk import paths
from kpidesk.domain.drawing import draw
from kpidesk.domain.entities import Topic, new_id
from kpidesk.domain.errors import UserError
from kpidesk.domain.lengths import FixedPoint, Lengths
from kpidesk.domain.template_text import parse
from kpidesk.domain.templates import FAVOUR, PLACES, Standard, Template, check_template, family, usual
from kpidesk.domain.terms import Family, Kind, KpiClass, Section
from tests.domain.test_drawing import BANK, HOSTILE, fence, fits, hostile_facts
from tests.domain.test_lengths import lengths, plan
from tests.domain.test_thousand_agendas import Team, carried, coaching, never_shown, within_the_plan

BUILT_IN = {
    each: parse(paths.resource(f"templates/{each}.toml").read_text(encoding="utf-8"), each.id, str(each))
    for each in Standard
}
WEEKLY = BUILT_IN[Standard.WEEKLY]
TITLES = st.sampled_from([each for each in HOSTILE if each.strip()]) | st.text(min_size=1, max_size=20)
WORDS = st.sampled_from(
    ["Deal clinic", "Pricing", "calls_made", "Where we sit", "Ötzi 🧊", "=1+1", "{kpi}", "<b>Bold</b>"]
)
QUESTIONS = st.lists(
    st.sampled_from(["What next, {rep}?", "Which one?", "=1+1", "<b>So?</b>"]), max_size=2, unique=True
)


@st.composite
def templates(draw_, words=TITLES):
    """Any template the check lets pass: hostile words, points everywhere they may stand, all families favoured."""
    titles = draw_(st.lists(words, max_size=6, unique_by=str.casefold))
    points = tuple(
        FixedPoint(
            draw_(st.sampled_from(PLACES)),
            title,
            draw_(st.just("") | words),
            tuple(draw_(QUESTIONS)),
            draw_(st.sampled_from(["", "H4", "H8", "L2", "W1", "ALIGN", "C1"])),
        )
        for title in titles
    )
    favours = draw_(st.frozensets(st.sampled_from(Family)))
    template = Template(new_id(), draw_(words), draw_(st.just("") | words), draw_(lengths()), points, favours)
    check_template(template)
    return template


def balance(drawn, plan):
    """What 4.3, 4.4 and 4.9 of the domain brief ask of any agenda; fixed points are no focus KPIs."""
    keys = [each.kpi.key for each in drawn.items if each.kpi]
    assert len(keys) == len(set(keys))
    focus = [each for each in drawn.items if each.section is Section.FOCUS and each.rule != "POINT"]
    assert 1 <= len(focus) <= plan.focus_kpis <= (1 if drawn.minutes <= 30 else 2)
    assert all(each.kpi is None or each.kpi.kind is Kind.LEADING for each in focus)
    assert len(drawn.items) <= plan.items
    assert sum(len(each.questions) for each in drawn.items) <= plan.questions
    assert len({each.id for each in drawn.items}) == len(drawn.items)


def lever_share(drawn):
    """At least 60% of the focus goes to its first lever, or to the one in the rep's own hands."""
    section = next(each for each in drawn.sections if each.kind is Section.FOCUS)
    own = {KpiClass.ACTIVITY, KpiClass.QUALITY}
    heavy = next((each for each in section.items if each.kpi and each.kpi.kpi_class in own), section.items[0])
    assert heavy.minutes >= 0.6 * section.minutes or section.minutes <= len(section.items)


def nothing_dropped(drawn, facts):
    for field, wanted in (("topics", facts.topics), ("commitments", [each.commitment for each in facts.open])):
        named = [ident for each in drawn.items for ident in each.evidence.get(field, ())]
        assert {str(each.id) for each in wanted} <= set(named)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(hostile_facts(), templates(), st.integers(10, 120))
def test_every_promise_holds_for_any_template_length_cap_and_data(facts, template, minutes):
    plan = template.plan(minutes, facts.forecast_cap)
    drawn = draw(facts, plan, BANK)
    kinds = [section.kind for section in drawn.sections]
    fits(drawn, minutes, kinds)
    fence(drawn, facts, minutes, kinds)
    balance(drawn, plan)
    lever_share(drawn)
    nothing_dropped(drawn, facts)
    said = json.dumps(drawn.as_json(), allow_nan=False)
    assert said == json.dumps(draw(facts, plan, BANK).as_json(), allow_nan=False)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(templates(WORDS), st.integers(0, 1_000_000), st.integers(10, 120))
def test_a_whole_team_of_data_keeps_to_every_rule_under_any_template(template, seed, minutes):
    facts = Team(seed).facts()
    plan = template.plan(minutes, facts.forecast_cap)
    drawn = draw(facts, plan, BANK)
    within_the_plan(drawn, plan)
    coaching(drawn, facts)
    carried(drawn, facts)
    never_shown(drawn, facts)


@pytest.mark.parametrize("minutes", [10, 15, 20, 30, 37, 45, 60, 120])
@pytest.mark.parametrize("standard", Standard)
def test_every_built_in_template_makes_an_agenda_of_every_length_without_data(make, standard, minutes):
    template = BUILT_IN[standard]
    plan = template.plan(minutes, 0.2)
    drawn = draw(make.facts(), plan, BANK)
    assert sum(section.minutes for section in drawn.sections) == minutes
    assert drawn.template == template.name
    balance(drawn, plan)


def test_the_fixed_points_stand_in_the_agenda_with_their_questions(make):
    drawn = draw(make.facts(), BUILT_IN[Standard.FIRST].plan(30, 0.2), BANK)
    points = [each for each in drawn.items if each.rule == "POINT"]
    assert [each.title for each in points] == ["Getting to know each other", "How we will work together"]
    assert all(each.questions and each.why for each in points)
    assert points[0].evidence["template"] == "First one-on-one"
    assert points[0].evidence["question_ids"] == []
    assert drawn.as_json()["template"] == "First one-on-one"
    assert drawn.forecast_minutes == 0


def test_a_point_leaves_its_place_to_a_signal_that_says_the_same(make):
    shape = BUILT_IN[Standard.MONTHLY].plan(60, 0.2)
    growing = "What you would like to grow into"
    facts = make.facts(meetings=(make.meeting(),), development_on=dt.date(2026, 8, 6))
    assert {each.rule for each in draw(facts, shape, BANK).items if each.title == growing} == {"POINT"}
    long_ago = make.facts(meetings=(make.meeting(),), development_on=dt.date(2026, 1, 6))
    assert [each.rule for each in draw(long_ago, shape, BANK).items if each.title == growing] == ["H8"]


def test_what_finds_no_room_is_left_out_with_the_reason(make):
    points = tuple(FixedPoint(Section.REP_TOPICS, f"Point {at}") for at in range(6))
    template = dataclasses.replace(WEEKLY, points=points)
    drawn = draw(make.facts(), template.plan(15, 0.2), BANK)
    reasons = [each.reason for each in drawn.left_out if each.rule == "POINT"]
    assert reasons[-1] == "No room in 15 minutes for “Point 5” of the template."
    taken = [each for each in drawn.items if each.rule == "POINT"]
    assert len(taken) + len(reasons) == 6


def test_topics_and_points_share_their_section_and_no_topic_is_lost(make):
    topics = tuple(Topic(new_id(), make.rep.id, f"Topic {at}", dt.date(2026, 8, 18)) for at in range(6))
    facts = make.facts(topics=topics)
    drawn = draw(facts, BUILT_IN[Standard.FIRST].plan(30, 0.2), BANK)
    assert "Getting to know each other" in {each.title for each in drawn.items}
    nothing_dropped(drawn, facts)


def test_a_favoured_family_weighs_a_little_more_and_says_so(make):
    calls = make.reading(make.kpi("calls_made", "Calls made", position=1), [9, 10] * 11 + [8] * 4, 10)
    plain, favoured = (
        draw(make.facts(calls), dataclasses.replace(WEEKLY, favours=favours).plan(30, 0.2), BANK)
        for favours in (frozenset(), frozenset({Family.LEADING}))
    )
    before, after = (next(each for each in drawn.items if each.rule == "L2") for drawn in (plain, favoured))
    assert (before.evidence["score_parts"]["template"], after.evidence["score_parts"]["template"]) == (1.0, FAVOUR)
    assert after.score == pytest.approx(before.score * FAVOUR, abs=0.01)


def test_only_signals_have_a_family():
    found = {family(rule) for rule in ("W1", "C5", "L8", "Q9", "P4", "Y1", "H10")}
    assert found == set(Family)
    assert {family(rule) for rule in ("CLOSE", "WIN", "FCST", "GROW", "TOPIC", "POINT", "PIN", "")} == {None}


@pytest.mark.parametrize(
    ("tenure", "met", "cadence", "expected"),
    [
        (10, False, 7, Standard.FIRST),
        (None, False, 30, Standard.MONTHLY),
        (91, False, 7, Standard.WEEKLY),
        (0, True, 7, Standard.RAMPING),
        (90, True, 7, Standard.RAMPING),
        (91, True, 7, Standard.WEEKLY),
        (-5, True, 7, Standard.WEEKLY),
        (None, True, 14, Standard.WEEKLY),
        (None, True, 24, Standard.WEEKLY),
        (None, True, 25, Standard.MONTHLY),
        (400, True, 90, Standard.QUARTERLY),
    ],
)
def test_the_usual_template_follows_from_the_rep(make, tenure, met, cadence, expected):
    rep = dataclasses.replace(make.rep, cadence_days=cadence)
    assert usual(rep, tenure=tenure, met=met) is expected


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"name": ""}, "name: a template needs one"),
        ({"lengths": Lengths(())}, "length: there is none"),
        ({"lengths": Lengths((plan(sections=(5, 3, 4, 7, 7, 4)),))}, "length 30, forecast: 7 is over its limit"),
        ({"lengths": Lengths((plan(), plan()))}, "length 30: it is there twice"),
        ({"points": tuple(FixedPoint(Section.WINS, str(at)) for at in range(7))}, "point: 7 are too many"),
        ({"points": (FixedPoint(Section.WINS, ""),)}, "point, title: it needs one"),
        ({"points": (FixedPoint(Section.WINS, "A"), FixedPoint(Section.FOCUS, "a"))}, "point “A”, title: another"),
        ({"points": (FixedPoint(Section.FORECAST, "A"),)}, "point “A”, section: forecast cannot hold"),
        ({"points": (FixedPoint(Section.CLOSE, "A"),)}, "section: close cannot hold"),
        ({"points": (FixedPoint(Section.WINS, "A", signal="Z9"),)}, "signal: there is no signal Z9"),
        ({"points": (FixedPoint(Section.WINS, "A", questions=("1", "2", "3")),)}, "questions: 3 are too many"),
        ({"points": (FixedPoint(Section.WINS, "A", questions=("{rep.__class__}",)),)}, "rep.__class__} is not known"),
        ({"points": (FixedPoint(Section.WINS, "A", questions=("{kpi}?",)),)}, "{kpi} is not known. Use {rep}"),
    ],
)
def test_a_template_no_agenda_can_be_drawn_from_is_refused_at_the_key(wrong, says):
    with pytest.raises(UserError) as refused:
        check_template(dataclasses.replace(WEEKLY, **wrong))
    assert says in str(refused.value)
