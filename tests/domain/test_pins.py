"""What is pinned is on every agenda, whatever else weighs, and the fence stays where it is."""

import pytest

from kpidesk.domain.drawing import draw
from kpidesk.domain.entities import Pin, new_id
from kpidesk.domain.pins import PIN, subject_of
from kpidesk.domain.terms import Section
from tests.domain.test_drawing import BANK, LENGTHS


@pytest.fixture
def pinned(make):
    def pin(**about):
        return Pin(new_id(), make.rep.id, make.on, **about)

    return pin


@pytest.fixture
def low(make):
    """Opportunities and proposals that stay low, calls that hold."""
    return (
        make.reading(make.kpi("opps_created", "New opportunities", position=1), [4] * 18 + [2] * 8, 4),
        make.reading(make.kpi("proposals_sent", "Proposals sent", position=2), [3] * 18 + [1] * 8, 3),
        make.reading(make.kpi("discovery_held", "Discovery calls", position=3), [12, 13] * 13, 12),
    )


def drawn(facts, minutes=30):
    return draw(facts, LENGTHS.plan(minutes, facts.forecast_cap), BANK)


def held(agenda):
    return [each for each in agenda.items if "pin" in each.evidence]


@pytest.mark.parametrize("minutes", [15, 30, 60])
def test_a_pinned_kpi_is_on_the_agenda_beside_the_focus(make, low, pinned, minutes):
    pins = tuple(pinned(kpi_id=each.kpi.id) for each in low)
    agenda = drawn(make.facts(*low, pins=pins), minutes)
    assert {each.kpi.key for each in held(agenda)} == {"opps_created", "proposals_sent", "discovery_held"}
    assert sum(section.minutes for section in agenda.sections) == minutes


def test_a_pin_weighs_a_hundred_and_says_which_pin_it_is(make, low, pinned):
    pin = pinned(kpi_id=low[1].kpi.id)
    without = next(each for each in drawn(make.facts(low[1])).items if each.kpi == low[1].kpi)
    (point,) = held(drawn(make.facts(low[1], pins=(pin,))))
    assert point.evidence["pin"] == str(pin.id)
    assert point.score == without.score + 100
    assert point.rule == without.rule


def test_a_pinned_kpi_without_a_signal_is_told_with_its_level_and_without_values_as_missing(make, pinned):
    calm = make.reading(make.kpi("meetings_held", "Meetings held", position=2), [8, 7, 9, 8] * 6, 9)
    silent = make.reading(make.kpi("demos_held", "Demos held", position=3), [float("nan")] * 12, 4)
    pins = (pinned(kpi_id=calm.kpi.id), pinned(kpi_id=silent.kpi.id))
    found = {each.kpi.key: each for each in held(drawn(make.facts(calm, silent, pins=pins), 60))}
    assert found["demos_held"].rule == PIN
    assert found["demos_held"].why == "No recent values. Pinned on 20 Aug."


def test_pinned_words_come_beside_the_reps_topics(make, low, pinned):
    agenda = drawn(make.facts(*low, pins=(pinned(text="The move to the north"),)))
    (point,) = held(agenda)
    assert (point.section, point.rule, point.title) == (Section.REP_TOPICS, PIN, "The move to the north")
    assert point.raised_by_rep is False


def test_a_pinned_rule_speaks_for_itself_or_its_words_do(make, low, pinned):
    pin = pinned(text="What you would like to grow into", rule="H8")
    assert [each.rule for each in held(drawn(make.facts(*low, pins=(pin,))))] == [PIN]
    long_ago = tuple(make.meeting(on=make.on.replace(month=month)) for month in (7, 4, 1))
    assert [each.rule for each in held(drawn(make.facts(*low, meetings=long_ago, pins=(pin,))))] == ["H8"]


@pytest.mark.parametrize("minutes", [15, 20, 30, 45, 60])
def test_a_pinned_result_stays_inside_the_fence(make, low, pinned, minutes):
    result = make.result()
    agenda = drawn(make.facts(*low, result, pins=(pinned(kpi_id=result.kpi.id),)), minutes)
    (point,) = held(agenda)
    assert point.section is Section.FORECAST
    assert point.evidence["lever"]["kpi"] in {each.kpi.key for each in low}
    assert agenda.forecast_minutes <= agenda.forecast_limit
    assert agenda.sections[-2].kind is Section.FORECAST
    alone = drawn(make.facts(result, pins=(pinned(kpi_id=result.kpi.id),)), minutes)
    assert held(alone) == []


def test_what_a_card_pins_beside_its_kpi_is_its_words_and_a_rule_of_the_relationship(make):
    meeting = make.meeting()
    assert subject_of(make.item(meeting, title="What you would like to grow into", rule="H8"))[1] == "H8"
    assert subject_of(make.item(meeting, title="Promises from last time", rule="C1")) == (
        "Promises from last time",
        None,
    )
