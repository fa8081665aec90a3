import dataclasses
import datetime as dt

import pytest

from kpidesk.domain.edits import Edit, Step
from kpidesk.domain.entities import Commitment, Note, Rep, new_id
from kpidesk.domain.terms import Visibility
from kpidesk.storage import records, search

MAYA = Rep(new_id(), "Maya Okafor")
NOON = dt.datetime(2026, 8, 20, 12, tzinfo=dt.UTC)
SHARED = Note(new_id(), MAYA.id, "Réunion: budget owner missing", NOON, Visibility.SHARED)
PRIVATE = Note(new_id(), MAYA.id, "Lost confidence after the budget talk", NOON)
PROMISE = Commitment(new_id(), MAYA.id, "Ask who owns the budget", dt.date(2026, 8, 6))


@pytest.fixture
def filled(database):
    with database.write() as connection:
        records.insert_all(connection, [MAYA, SHARED, PRIVATE, PROMISE])
    return database


def find(database, words, *, private=False):
    with database.read() as connection:
        return search.find(connection, words, private=private)


def test_accents_and_case_do_not_matter_and_beginnings_do(filled):
    assert [hit.entity_id for hit in find(filled, "REUNION bud")] == [SHARED.id]


def test_private_notes_are_found_only_when_asked_for(filled):
    assert {hit.where for hit in find(filled, "budget")} == {"note", "commitment"}
    assert PRIVATE.id not in {hit.entity_id for hit in find(filled, "budget")}
    found = find(filled, "budget", private=True)
    assert {hit.entity_id for hit in found if hit.private} == {PRIVATE.id}


@pytest.mark.parametrize("words", ['"', "NOT", "a* OR", "budget)", "col:x", "%", "-", "", "'; DROP TABLE note; --"])
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


def test_the_snippet_marks_the_words(filled):
    assert find(filled, "missing")[0].snippet == "Réunion: budget owner «missing»"
