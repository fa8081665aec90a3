"""Which KPIs are agreed with whom; an older agreement stays readable."""

import datetime as dt
from dataclasses import replace

import pytest

from kpidesk.domain.edits import Edit
from kpidesk.domain.entities import Agreement, Kpi, Rep, new_id
from kpidesk.domain.terms import Kind
from kpidesk.services.agreements import AgreementError, AgreementService, Part
from kpidesk.services.history import History

MAYA, JONAS = Rep(new_id(), "Maya Okafor"), Rep(new_id(), "Jonas Lindqvist")
CALLS, DEMOS = (Kpi(new_id(), key, key.title()) for key in ("calls", "demos"))
WON = Kpi(new_id(), "won", "Won", kind=Kind.LAGGING)
SPRING, SUMMER = dt.date(2026, 3, 2), dt.date(2026, 7, 1)


@pytest.fixture
def history(database):
    found = History(database)
    found.do("Begin", [Edit(None, each) for each in (MAYA, JONAS, CALLS, WON, DEMOS)])
    return found


@pytest.fixture
def agreements(database, history):
    return AgreementService(database, history)


def agreement(rep=MAYA, on=SPRING, **fields):
    return Agreement(new_id(), rep.id, on, **fields)


def test_the_newest_agreement_holds_and_the_older_stays(agreements):
    first, second = agreement(note="To begin with."), agreement(on=SUMMER)
    agreements.keep(MAYA, first, [CALLS.id, WON.id], CALLS.id)
    agreements.keep(MAYA, second, [DEMOS.id], DEMOS.id)
    newest = agreements.newest()[MAYA.id]
    assert (newest.agreement, newest.kpi_ids, newest.focus) == (second, {DEMOS.id}, DEMOS.id)
    assert [each.agreement for each in agreements.of(MAYA.id)] == [second, first]
    assert agreements.newest(dt.date(2026, 6, 30))[MAYA.id].kpi_ids == {CALLS.id, WON.id}
    assert agreements.newest(dt.date(2026, 1, 1)) == {}


def test_a_changed_agreement_changes_only_what_changed(agreements, history):
    made = agreement()
    agreements.keep(MAYA, made, [CALLS.id, WON.id], CALLS.id)
    before = agreements.of(MAYA.id)[0]
    changed = replace(made, signed_by_rep=True)
    agreements.keep(MAYA, changed, [WON.id, DEMOS.id], DEMOS.id)
    assert history.undo_label == "Change agreement with Maya Okafor"
    after = agreements.of(MAYA.id)[0]
    assert (after.agreement, after.kpi_ids, after.focus) == (changed, {WON.id, DEMOS.id}, DEMOS.id)
    kept = {each.kpi_id: each.id for each in before.kpis}
    assert kept[WON.id] in {each.id for each in after.kpis}
    history.undo()
    assert agreements.of(MAYA.id)[0] == before


def test_keeping_what_is_there_already_is_no_step(agreements, history):
    made = agreement()
    agreements.keep(MAYA, made, [CALLS.id], CALLS.id)
    assert history.undo_label == "Agree on KPIs with Maya Okafor"
    agreements.keep(MAYA, made, [CALLS.id], CALLS.id)
    history.undo()
    assert agreements.of(MAYA.id) == []


def test_the_focus_moves_from_one_kpi_to_another(agreements):
    made = agreement()
    for focus in (CALLS.id, DEMOS.id, CALLS.id):
        agreements.keep(MAYA, made, [CALLS.id, DEMOS.id], focus)
        (found,) = agreements.of(MAYA.id)
        assert [each.kpi_id for each in found.kpis if each.focus] == [focus]


def test_everybody_has_their_own(agreements):
    agreements.keep(MAYA, agreement(), [CALLS.id], CALLS.id)
    agreements.keep(JONAS, agreement(JONAS), [WON.id])
    found = agreements.newest()
    assert {rep: each.kpi_ids for rep, each in found.items()} == {MAYA.id: {CALLS.id}, JONAS.id: {WON.id}}
    assert found[JONAS.id].focus is None


def test_a_deleted_agreement_gives_way_to_the_one_before(agreements, history):
    first, second = agreement(), agreement(on=SUMMER)
    agreements.keep(MAYA, first, [CALLS.id], CALLS.id)
    agreements.keep(MAYA, second, [WON.id])
    agreements.drop(MAYA, agreements.of(MAYA.id)[0])
    assert agreements.newest()[MAYA.id].agreement == first
    history.undo()
    assert agreements.newest()[MAYA.id].kpi_ids == {WON.id}


@pytest.mark.parametrize(
    ("fields", "kpis", "focus", "part"),
    [
        ({}, [], None, Part.KPIS),
        ({}, [CALLS.id], None, Part.FOCUS),
        ({}, [CALLS.id], DEMOS.id, Part.FOCUS),
        ({}, [CALLS.id, WON.id], WON.id, Part.FOCUS),
        ({"review_on": SPRING}, [CALLS.id], CALLS.id, Part.REVIEW_ON),
        ({"on": SUMMER}, [CALLS.id], CALLS.id, Part.AGREED_ON),
    ],
)
def test_an_agreement_that_cannot_be_is_refused(agreements, fields, kpis, focus, part):
    agreements.keep(MAYA, agreement(on=SUMMER), [WON.id])
    with pytest.raises(AgreementError) as refused:
        agreements.keep(MAYA, agreement(**fields), kpis, focus)
    assert refused.value.part is part
    assert [each.kpi_ids for each in agreements.of(MAYA.id)] == [{WON.id}]
