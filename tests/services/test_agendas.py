"""A kept agenda against a real file: what the manager changes, and the fence no change passes."""

import datetime as dt

import pytest

from kpidesk.domain.entities import AgendaItem, OneOnOne, new_id
from kpidesk.domain.errors import NotFoundError, UserError
from kpidesk.domain.terms import ItemState, Section
from tests.services.maya import MAYA, ON, of


def test_a_dismissed_point_can_come_back_to_its_section(maya_desk, planned):
    maya_desk.agendas.dismiss(of(maya_desk, planned, Section.WINS))
    maya_desk.agendas.accept(of(maya_desk, planned, Section.WINS))
    kinds = [section.kind for section in maya_desk.agendas.prepared(planned).sections]
    assert kinds == list(Section)


@pytest.mark.parametrize(("minutes", "fine"), [(6, True), (7, False)])
def test_the_stepper_cannot_pass_the_forecast_limit(maya_desk, planned, minutes, fine):
    forecast = of(maya_desk, planned, Section.FORECAST)
    if fine:
        # Two minutes more than planned make 32 of 30; a fifth of 30 is the limit.
        maya_desk.agendas.set_minutes(forecast, minutes)
        assert maya_desk.agendas.prepared(planned).forecast_minutes == 6
    else:
        with pytest.raises(UserError, match="Forecast is at its limit of 6 of 30 minutes"):
            maya_desk.agendas.set_minutes(forecast, minutes)
        assert of(maya_desk, planned, Section.FORECAST) == forecast


@pytest.mark.parametrize("minutes", [0, -3, 31])
def test_impossible_minutes_are_refused(maya_desk, planned, minutes):
    with pytest.raises(UserError, match="can take 1 to 30 minutes"):
        maya_desk.agendas.set_minutes(of(maya_desk, planned, Section.FOCUS), minutes)


def test_the_forecast_cannot_move_before_coaching(maya_desk, planned):
    before = maya_desk.agendas.items(planned)
    with pytest.raises(UserError, match="after all coaching"):
        maya_desk.agendas.move(of(maya_desk, planned, Section.FORECAST), -1)
    with pytest.raises(UserError, match="after all coaching"):
        maya_desk.agendas.move(of(maya_desk, planned, Section.FOCUS), 1)
    assert maya_desk.agendas.items(planned) == before


def test_coaching_items_move_freely(maya_desk, planned):
    focus = of(maya_desk, planned, Section.FOCUS)
    maya_desk.agendas.move(focus, -99)
    assert maya_desk.agendas.items(planned)[0].id == focus.id
    assert [each.position for each in maya_desk.agendas.items(planned)] == list(
        range(len(maya_desk.agendas.items(planned)))
    )


@pytest.mark.parametrize("section", [Section.FOCUS, Section.WINS, Section.REP_TOPICS, Section.FORECAST])
def test_a_point_about_a_result_is_none_of_ones_own(maya_desk, planned, section):
    before = maya_desk.agendas.items(planned)
    with pytest.raises(UserError, match="is a result, which only the forecast check talks about"):
        maya_desk.agendas.add_item(planned, section, "Every deal", 1, kpi=maya_desk.team.kpi("revenue_won"))
    assert maya_desk.agendas.items(planned) == before


def test_a_point_of_ones_own_goes_to_its_section(maya_desk, planned):
    maya_desk.agendas.add_item(planned, Section.FOCUS, " Territory ", 5)
    focus = [each.title for each in maya_desk.agendas.prepared(planned).items if each.section is Section.FOCUS]
    assert focus == ["New opportunities stay low", "Territory"]
    with pytest.raises(UserError, match="needs a title"):
        maya_desk.agendas.add_item(planned, Section.FOCUS, "  ")
    with pytest.raises(UserError, match=r"limit|leading KPI"):
        maya_desk.agendas.add_item(planned, Section.FORECAST, "Every deal", 1)


def test_another_length_shares_the_minutes_out_anew(maya_desk, planned):
    maya_desk.agendas.set_length(planned, 15)
    short = maya_desk.agendas.prepared(OneOnOne(planned.id, MAYA.id, ON, dt.time(14), 15))
    assert sum(section.minutes for section in short.sections) == 15
    assert short.forecast_minutes <= short.forecast_limit == 3


def test_rewording_keeps_the_evidence(maya_desk, planned):
    focus = of(maya_desk, planned, Section.FOCUS)
    maya_desk.agendas.reword(focus, "From calls to opportunities")
    after = of(maya_desk, planned, Section.FOCUS)
    assert (after.title, after.why) == ("From calls to opportunities", focus.why)
    assert after.evidence == {**focus.evidence, "reworded": True}


def test_what_is_gone_is_told_politely(maya_desk, planned):
    with pytest.raises(NotFoundError, match="no longer there"):
        maya_desk.agendas.dismiss(AgendaItem(new_id(), planned.id, 0, Section.WINS, "Ghost"))


def test_accepting_a_suggestion_may_pass_the_length_but_not_the_fence(maya_desk, planned):
    suggested = [each for each in maya_desk.agendas.items(planned) if each.state is ItemState.SUGGESTED]
    for each in suggested:
        maya_desk.agendas.accept(each)
    kept = maya_desk.agendas.prepared(planned)
    assert {item.id for item in kept.items} >= {each.id for each in suggested}
    assert kept.forecast_minutes <= 6
