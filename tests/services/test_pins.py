"""Pins over a real file: pinned from a card, on the next agenda too, released with one gesture."""

from kpidesk.domain.terms import Section
from kpidesk.services.pins import PinService
from tests.services.test_preparation import MAYA, ON, desk, of, planned  # noqa: F401 - the same file


def pinned_on(preparation):
    return [each for each in preparation.agenda(MAYA, ON).items if "pin" in each.evidence]


def test_a_kpi_is_pinned_until_it_is_released(database, desk, planned):  # noqa: F811
    preparation, meeting = planned
    pins = PinService(database, desk[2])
    focus = of(preparation, meeting, Section.FOCUS)
    pins.pin(focus, ON)
    (pin,) = pins.pins(MAYA, ON)
    assert (pin.kpi_id, pin.text) == (focus.kpi_id, "")
    assert of(preparation, meeting, Section.FOCUS).evidence["pin"] == str(pin.id)
    assert [each.kpi.id for each in pinned_on(preparation)] == [focus.kpi_id]
    pins.release(pin, focus.title, ON)
    assert pins.pins(MAYA, ON) == []
    assert pinned_on(preparation) == []
    desk[2].undo()
    desk[2].undo()
    assert "pin" not in of(preparation, meeting, Section.FOCUS).evidence


def test_a_point_of_ones_own_is_pinned_by_its_words(database, desk, planned):  # noqa: F811
    preparation, meeting = planned
    pins = PinService(database, desk[2])
    preparation.add_item(meeting, Section.FOCUS, "Listen to one call")
    own = next(each for each in preparation.items(meeting) if each.title == "Listen to one call")
    pins.pin(own, ON)
    assert [each.title for each in pinned_on(preparation)] == ["Listen to one call"]
