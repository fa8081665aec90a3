import dataclasses
import datetime as dt

import pytest

from kpidesk.domain.edits import Edit, Step
from kpidesk.domain.entities import (
    AgendaItem,
    Commitment,
    Kpi,
    Note,
    OneOnOne,
    Recognition,
    Rep,
    Topic,
    new_id,
)
from kpidesk.domain.finding import Found, Places
from kpidesk.domain.terms import ItemState, Kind, Section, Visibility
from kpidesk.storage import records, search

NOON = dt.datetime(2026, 8, 20, 12, tzinfo=dt.UTC)
MAYA, JONAS = Rep(new_id(), "Maya Okafor"), Rep(new_id(), "Jonas Lindqvist")
CALLS = Kpi(new_id(), "discovery_held", "Discovery calls", Kind.LEADING)
TALK = OneOnOne(new_id(), MAYA.id, dt.date(2026, 8, 20))
ITEM = AgendaItem(new_id(), TALK.id, 0, Section.FOCUS, "Who holds the budget", why="3 of 4 stalled", kpi_id=CALLS.id)
OFFERED = AgendaItem(new_id(), TALK.id, 1, Section.FOCUS, "Budget cycle", kpi_id=CALLS.id, state=ItemState.SUGGESTED)
SHARED = Note(
    new_id(), MAYA.id, "Réunion: budget owner missing", NOON, Visibility.SHARED, TALK.id, agenda_item_id=ITEM.id
)
PRIVATE = Note(new_id(), MAYA.id, "Lost confidence after the budget talk", NOON)
OLDER = Note(new_id(), JONAS.id, "The owner of the budget is ill", NOON - dt.timedelta(days=30), Visibility.SHARED)
PROMISE = Commitment(new_id(), MAYA.id, "Ask who owns the budget", dt.date(2026, 8, 6), kpi_id=CALLS.id)
TOPIC = Topic(new_id(), JONAS.id, "Budget for the fair", dt.date(2026, 8, 10))
WIN = Recognition(new_id(), JONAS.id, dt.date(2026, 8, 12), "Found the budget owner on his own")
ALL = (MAYA, JONAS, CALLS, TALK, ITEM, OFFERED, OLDER, SHARED, PRIVATE, PROMISE, TOPIC, WIN)


@pytest.fixture
def filled(database):
    with database.write() as connection:
        records.insert_all(connection, ALL)
    return database


def find(database, words, *, private=False, **only) -> list[Found]:
    with database.ask() as driver:
        return search.find(driver, words, private=private, **only)


def idents(found):
    return {each.ident for each in found}


def test_every_kind_of_text_is_found_the_newest_first(filled):
    found = find(filled, "budget")
    assert [each.where for each in found][-3:] == [Places.TOPIC, Places.COMMITMENT, Places.NOTE]
    assert idents(found) == {SHARED.id, ITEM.id, PROMISE.id, TOPIC.id, WIN.id, OLDER.id}
    days = [each.on for each in found]
    assert days == sorted(days, reverse=True)


def test_what_is_found_says_whom_and_which_one_on_one_it_is_about(filled):
    note = next(each for each in find(filled, "réunion"))
    assert (note.rep_id, note.meeting_id, note.on) == (MAYA.id, TALK.id, dt.date(2026, 8, 20))
    assert next(each for each in find(filled, "stalled")).meeting_id == TALK.id
    assert next(each for each in find(filled, "fair")).meeting_id is None


@pytest.mark.parametrize("words", ["REUNION bud", "re\u0301union", "own miss", '"budget owner missing"', '"budget own'])
def test_accents_case_and_order_do_not_matter_and_beginnings_do(filled, words):
    assert SHARED.id in idents(find(filled, words))


def test_words_in_quotes_stand_together_and_whole(filled):
    assert idents(find(filled, '"budget owner"')) == {SHARED.id, WIN.id}
    assert find(filled, '"budget own"') == []


def test_an_offered_talking_point_that_nobody_took_is_not_found(filled):
    assert find(filled, "cycle") == []


def test_private_notes_are_found_only_when_asked_for(filled):
    assert PRIVATE.id not in idents(find(filled, "budget"))
    assert find(filled, "confidence") == []
    assert [each.ident for each in find(filled, "budget", private=True) if each.private] == [PRIVATE.id]


def test_reps_kpis_and_days_narrow_it(filled):
    assert idents(find(filled, "budget", rep_id=JONAS.id)) == {OLDER.id, TOPIC.id, WIN.id}
    assert idents(find(filled, "budget", kpi_id=CALLS.id)) == {SHARED.id, ITEM.id, PROMISE.id}
    august = find(filled, "budget", begin=dt.date(2026, 8, 6), end=dt.date(2026, 8, 12))
    assert idents(august) == {PROMISE.id, TOPIC.id, WIN.id}


def test_a_note_belongs_to_the_day_of_its_one_on_one_whenever_it_was_typed(filled):
    late = Note(new_id(), MAYA.id, "Budget, typed a year later", NOON + dt.timedelta(days=365), one_on_one_id=TALK.id)
    with filled.write() as connection:
        records.insert_all(connection, [late])
    on_the_day = find(filled, "budget typed", private=True, begin=TALK.on, end=TALK.on)
    assert [(each.ident, each.on) for each in on_the_day] == [(late.id, TALK.on)]
    assert find(filled, "budget typed", private=True, begin=TALK.on + dt.timedelta(days=1)) == []


def test_a_short_answer_has_the_newest_of_all_kinds(filled):
    """Notes are read first: what else is newer than they are must not be left out, nor older kept."""
    days = [each.on for each in find(filled, "budget", private=True)]
    for limit in range(1, len(days)):
        found = find(filled, "budget", private=True, limit=limit)
        assert [each.on for each in found] == days[:limit]


def test_a_longer_answer_begins_like_a_shorter_one(filled):
    assert find(filled, "budget", limit=6)[:2] == find(filled, "budget", limit=2)


@pytest.mark.parametrize(
    "words",
    ['"', '""', "NOT", "a* OR", "budget)", "col:x", "%", "-", "", "'; DROP TABLE note; --", 'a"b', "\0", "NEAR("],
)
def test_no_typed_sign_is_an_operator(filled, words):
    assert isinstance(find(filled, words), list)


def test_a_changed_or_removed_note_is_no_longer_found(filled):
    changed = dataclasses.replace(SHARED, text="Something else")
    with filled.write() as connection:
        records.apply(connection, Step("x", (Edit(SHARED, changed),)))
    assert find(filled, "missing") == []
    with filled.write() as connection:
        records.apply(connection, Step("x", (Edit(changed, None),)))
    assert find(filled, "something") == []


def test_the_snippet_marks_the_words_and_is_one_plain_line(filled):
    found = find(filled, "missing")[0]
    assert found.snippet == "Réunion: budget owner missing"
    assert found.marked("«", "»") == "Réunion: budget owner «missing»"
    hostile = dataclasses.replace(SHARED, text="one\n«<b>missing</b>» two")
    with filled.write() as connection:
        records.apply(connection, Step("x", (Edit(SHARED, hostile),)))
    found = find(filled, "missing")[0]
    assert found.snippet == "one «<b>missing</b>» two"
    assert [found.snippet[a:b] for a, b in found.marks] == ["missing"]
