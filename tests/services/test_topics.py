"""Topics over a real file: kept until they were discussed, and the same on the agenda as in the list."""

from dataclasses import replace

import pytest

from kpidesk.domain.entities import Topic, new_id
from kpidesk.domain.errors import UserError
from kpidesk.domain.terms import ItemState, Section
from tests.services.maya import MAYA, ON


@pytest.fixture
def topics(maya_desk):
    return maya_desk.topics


def titles(desk, meeting):
    return [each.title for each in desk.agendas.items(meeting) if each.state is ItemState.ACCEPTED]


def test_a_topic_comes_on_an_agenda_that_is_kept_already_and_leaves_with_undo(maya_desk, topics, planned):
    before = titles(maya_desk, planned)
    topics.add(Topic(new_id(), MAYA.id, "A car for the north", ON), planned)
    item = next(each for each in maya_desk.agendas.items(planned) if each.title == "A car for the north")
    assert (item.section, item.raised_by_rep, item.why) == (Section.REP_TOPICS, True, "Added by Maya on 20 Aug.")
    assert [each.position for each in maya_desk.agendas.items(planned)] == list(
        range(len(maya_desk.agendas.items(planned)))
    )
    maya_desk.history.undo()
    assert titles(maya_desk, planned) == before
    assert [each.text for each in maya_desk.meetings.topics(MAYA)] == ["Halden: the pricing objection"]


def test_without_a_kept_agenda_it_waits_and_the_numbers_draw_it_in(maya_desk, topics):
    topics.add(Topic(new_id(), MAYA.id, "A car for the north", ON))
    assert "A car for the north" in [each.title for each in maya_desk.preparation.agenda(MAYA, ON).items]


def test_other_words_and_another_source_reach_the_agenda_unless_it_was_reworded(maya_desk, topics, planned):
    (topic,) = maya_desk.meetings.topics(MAYA)
    mine = replace(topic, text="Pricing at Halden", raised_by_rep=False)
    topics.change(topic, mine)
    item = next(each for each in maya_desk.agendas.items(planned) if each.title == "Pricing at Halden")
    assert (item.raised_by_rep, item.why) == (False, "Added by you on 18 Aug.")
    maya_desk.agendas.reword(item, "Pricing, together")
    topics.change(mine, replace(mine, text="Pricing everywhere"))
    assert "Pricing, together" in titles(maya_desk, planned)


def test_a_removed_topic_leaves_the_agenda_too(maya_desk, topics, planned):
    (topic,) = maya_desk.meetings.topics(MAYA)
    topics.remove(topic)
    assert maya_desk.meetings.topics(MAYA) == []
    assert "Halden: the pricing objection" not in titles(maya_desk, planned)
    maya_desk.history.undo()
    assert "Halden: the pricing objection" in titles(maya_desk, planned)


@pytest.mark.parametrize("text", ["", "  "])
def test_a_topic_without_a_text_is_refused(maya_desk, topics, text):
    with pytest.raises(UserError, match="A topic needs a text"):
        topics.add(Topic(new_id(), MAYA.id, text, ON))
    with pytest.raises(UserError, match="A topic needs a text"):
        topics.change(maya_desk.meetings.topics(MAYA)[0], replace(maya_desk.meetings.topics(MAYA)[0], text=text))
