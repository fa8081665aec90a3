"""Pins over a real file: pinned from a card, on the next agenda too, released with one gesture."""

import pytest

from kpidesk.domain.errors import UserError
from kpidesk.domain.terms import Section
from tests.services.maya import MAYA, ON, of


def pinned_on(desk):
    return [each for each in desk.preparation.agenda(MAYA, ON).items if "pin" in each.evidence]


def test_a_kpi_is_pinned_until_it_is_released(maya_desk, planned):
    pins = maya_desk.pins
    focus = of(maya_desk, planned, Section.FOCUS)
    pins.pin(focus, ON)
    (pin,) = pins.pins(MAYA, ON)
    assert (pin.kpi_id, pin.text) == (focus.kpi_id, "")
    assert of(maya_desk, planned, Section.FOCUS).evidence["pin"] == str(pin.id)
    assert [each.kpi.id for each in pinned_on(maya_desk)] == [focus.kpi_id]
    pins.release(pin, focus.title, ON)
    assert pins.pins(MAYA, ON) == []
    assert pinned_on(maya_desk) == []
    maya_desk.history.undo()
    maya_desk.history.undo()
    assert "pin" not in of(maya_desk, planned, Section.FOCUS).evidence


def test_a_point_of_ones_own_is_pinned_by_its_words(maya_desk, planned):
    pins = maya_desk.pins
    maya_desk.agendas.add_item(planned, Section.FOCUS, "Listen to one call")
    own = next(each for each in maya_desk.agendas.items(planned) if each.title == "Listen to one call")
    pins.pin(own, ON)
    assert [each.title for each in pinned_on(maya_desk)] == ["Listen to one call"]


def test_nothing_is_pinned_twice_and_no_more_than_three(maya_desk, planned):
    pins = maya_desk.pins
    focus = of(maya_desk, planned, Section.FOCUS)
    pins.pin(focus, ON)
    with pytest.raises(UserError, match="pinned already"):
        pins.pin(focus, ON)
    for at in range(3):
        maya_desk.agendas.add_item(planned, Section.FOCUS, f"Point {at}", 1)
    own = [each for each in maya_desk.agendas.items(planned) if each.title.startswith("Point")]
    pins.pin(own[0], ON)
    pins.pin(own[1], ON)
    with pytest.raises(UserError, match="3 points are pinned already"):
        pins.pin(own[2], ON)
    pins.release(pins.pins(MAYA, ON)[0], "one", ON)
    pins.pin(own[2], ON)
    assert len(pins.pins(MAYA, ON)) == 3
