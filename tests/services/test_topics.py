"""Topics over a real file: kept until they were discussed, and the same on the agenda as in the list."""

from dataclasses import replace

import pytest

from kpidesk.domain.entities import Topic, new_id
from kpidesk.domain.errors import UserError
from kpidesk.domain.terms import ItemState, Section
from kpidesk.services.topics import TopicService
from tests.services.test_preparation import MAYA, ON, desk, planned  # noqa: F401 - the same file


@pytest.fixture
def topics(database, desk):  # noqa: F811
    return TopicService(database, desk[2])


def titles(preparation, meeting):
    return [each.title for each in preparation.items(meeting) if each.state is ItemState.ACCEPTED]


def test_a_topic_comes_on_an_agenda_that_is_kept_already_and_leaves_with_undo(desk, topics, planned):  # noqa: F811
    preparation, meeting = planned
    before = titles(preparation, meeting)
    topics.add(Topic(new_id(), MAYA.id, "A car for the north", ON), meeting)
    item = next(each for each in preparation.items(meeting) if each.title == "A car for the north")
    assert (item.section, item.raised_by_rep, item.why) == (Section.REP_TOPICS, True, "Added by Maya on 20 Aug.")
    assert [each.position for each in preparation.items(meeting)] == list(range(len(preparation.items(meeting))))
    desk[2].undo()
    assert titles(preparation, meeting) == before
    assert [each.text for each in desk[1].topics(MAYA)] == ["Halden: the pricing objection"]


def test_without_a_kept_agenda_it_waits_and_the_numbers_draw_it_in(desk, topics):  # noqa: F811
    topics.add(Topic(new_id(), MAYA.id, "A car for the north", ON))
    assert "A car for the north" in [each.title for each in desk[0].agenda(MAYA, ON).items]


def test_other_words_and_another_source_reach_the_agenda_unless_it_was_reworded(desk, topics, planned):  # noqa: F811
    preparation, meeting = planned
    (topic,) = desk[1].topics(MAYA)
    mine = replace(topic, text="Pricing at Halden", raised_by_rep=False)
    topics.change(topic, mine)
    item = next(each for each in preparation.items(meeting) if each.title == "Pricing at Halden")
    assert (item.raised_by_rep, item.why) == (False, "Added by you on 18 Aug.")
    preparation.reword(item, "Pricing, together")
    topics.change(mine, replace(mine, text="Pricing everywhere"))
    assert "Pricing, together" in titles(preparation, meeting)


def test_a_removed_topic_leaves_the_agenda_too(desk, topics, planned):  # noqa: F811
    preparation, meeting = planned
    (topic,) = desk[1].topics(MAYA)
    topics.remove(topic)
    assert desk[1].topics(MAYA) == []
    assert "Halden: the pricing objection" not in titles(preparation, meeting)
    desk[2].undo()
    assert "Halden: the pricing objection" in titles(preparation, meeting)


@pytest.mark.parametrize("text", ["", "  "])
def test_a_topic_without_a_text_is_refused(desk, topics, text):  # noqa: F811
    with pytest.raises(UserError, match="A topic needs a text"):
        topics.add(Topic(new_id(), MAYA.id, text, ON))
    with pytest.raises(UserError, match="A topic needs a text"):
        topics.change(desk[1].topics(MAYA)[0], replace(desk[1].topics(MAYA)[0], text=text))
