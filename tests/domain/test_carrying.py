"""What an agenda prepared ahead becomes by the day of the talk: promises and topics once, the rest as it was."""

import dataclasses

import pytest

from kpidesk.domain.carrying import REWORDED, balanced, caught_up, named
from kpidesk.domain.entities import new_id
from kpidesk.domain.terms import ItemState, Section


@pytest.fixture
def kept(make):
    """Items of one one-on-one."""
    meeting = make.meeting()

    def build(section, title, *ids, **fields):
        key = {Section.COMMITMENTS: "commitments", Section.REP_TOPICS: "topics"}.get(section, "none")
        evidence = {key: list(ids), **fields.pop("more", {})}
        return make.item(meeting, section, title, evidence=evidence, minutes=fields.pop("minutes", 4), **fields)

    return build


def promise(kept, title, *ids, **fields):
    return kept(Section.COMMITMENTS, title, *ids, rule=fields.pop("rule", "OPENCOM"), **fields)


def test_what_is_settled_goes_and_what_came_is_added_in_its_section(kept):
    focus = kept(Section.FOCUS, "New opportunities stay low")
    items = [kept(Section.REP_TOPICS, "Pricing", "t1"), promise(kept, "Send it", "a"), focus]
    drawn = [kept(Section.REP_TOPICS, "Territory", "t2"), promise(kept, "Call back", "b")]
    after = caught_up(items, drawn, {"t2", "b"})
    assert [each.title for each in after] == ["Territory", "Call back", "New opportunities stay low"]


def test_what_came_stands_behind_the_last_of_its_section_and_before_the_next(kept):
    items = [
        promise(kept, "Send it", "a"), promise(kept, "Call back", "b"), kept(Section.FOCUS, "Focus"),
        kept(Section.CLOSE, "Decide"),
    ]  # fmt: skip
    after = caught_up(items, [promise(kept, "Ask for time", "c")], {"a", "b", "c"})
    assert [each.title for each in after] == ["Send it", "Call back", "Ask for time", "Focus", "Decide"]


def test_an_overdue_promise_is_told_with_its_verdict_of_today(kept):
    before = promise(kept, "Send it", "a", why="Due 14 Aug.", more={"question_ids": [9]})
    today = promise(kept, "Send it", "a", why="Due 14 Aug, 6 days ago.", rule="C1", more={"verdict": "moved"})
    (after,) = caught_up([before], [today], {"a"})
    assert (after.id, after.why, after.rule) == (before.id, "Due 14 Aug, 6 days ago.", "C1")
    assert after.evidence == {"commitments": ["a"], "verdict": "moved", "question_ids": [9]}


def test_the_managers_own_words_stay(kept):
    before = promise(kept, "My words", "a", why="Mine.", more={REWORDED: True})
    (after,) = caught_up([before], [promise(kept, "Send it", "a", why="Due today.", rule="C1")], {"a"})
    assert (after.title, after.why) == ("My words", "Mine.")


def test_several_told_together_lose_what_is_settled(kept):
    lines = [{"title": title, "why": f"Due {title}."} for title in ("A", "B", "C")]
    together = promise(kept, "Promises from last time", "a", "b", "c", more={"lines": lines})
    (two,) = caught_up([together], [], {"b", "c"})
    assert (named(two), two.why) == (["b", "c"], "B. Due B. One more promise open.")
    (one,) = caught_up([together], [], {"c"})
    assert (named(one), one.title, one.why) == (["c"], "C", "Due C.")


def test_what_was_taken_off_on_purpose_stays_off_and_what_was_offered_comes_on(kept):
    off = promise(kept, "Send it", "a", state=ItemState.DISMISSED)
    offered = promise(kept, "Call back", "b", state=ItemState.SUGGESTED)
    after = caught_up([off, offered], [promise(kept, "Send it", "a"), promise(kept, "Call back", "b")], {"a", "b"})
    assert [(each.title, each.state) for each in after] == [
        ("Send it", ItemState.DISMISSED), ("Call back", ItemState.ACCEPTED),
    ]  # fmt: skip


def test_a_second_item_of_the_same_id_is_joined(kept):
    first = promise(kept, "Send it", "a", why="Due 20 Aug.")
    second = dataclasses.replace(promise(kept, "Call back", "b", why="Due 21 Aug."), id=first.id)
    (after,) = caught_up([first], [second], {"a", "b"})
    assert (named(after), after.why) == (["a", "b"], "Send it. Due 20 Aug. One more promise open.")


def test_two_that_come_together_bring_their_title_and_ones_own_words_stay(kept):
    lines = [{"title": title, "why": f"Due {title}."} for title in ("B", "C")]
    together = promise(kept, "Promises from last time", "b", "c", more={"lines": lines})
    alone = dataclasses.replace(promise(kept, "Send it", "a", why="Due 20 Aug."), id=together.id)
    (after,) = caught_up([alone], [together], {"a", "b", "c"})
    assert (named(after), after.title) == (["a", "b", "c"], "Promises from last time")
    own = dataclasses.replace(alone, title="My words", evidence={**alone.evidence, REWORDED: True})
    (after,) = caught_up([own], [together], {"a", "b", "c"})
    assert (named(after), after.title, after.why) == (["a", "b", "c"], "My words", "Due 20 Aug.")


def test_ones_own_words_stay_when_some_are_settled(kept):
    lines = [{"title": title, "why": f"Due {title}."} for title in ("A", "B", "C")]
    before = promise(kept, "My words", "a", "b", "c", why="Mine.", more={"lines": lines, REWORDED: True})
    (after,) = caught_up([before], [], {"b", "c"})
    assert (named(after), after.title, after.why) == (["b", "c"], "My words", "Mine.")


def test_the_focus_takes_and_gives_the_minutes_but_keeps_five(kept):
    focus = kept(Section.FOCUS, "Focus", minutes=10)
    before = [promise(kept, "Send it", "a"), focus]
    more = [*before, *(promise(kept, str(at), str(new_id())) for at in range(3))]
    assert balanced(before, [focus])[0].minutes == 14
    assert next(each.minutes for each in balanced(before, more) if each.section is Section.FOCUS) == 5
