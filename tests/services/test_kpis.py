import datetime as dt
from dataclasses import replace

import pytest

from kpidesk.domain.edits import Edit
from kpidesk.domain.entities import Commitment, Kpi, KpiEntry, Rep, Target, new_id
from kpidesk.domain.errors import UserError
from kpidesk.domain.terms import Aggregation, Cadence, Unit
from kpidesk.services.desk import Desk

CALLS = Kpi(new_id(), "calls", "Calls", pair_key="rate")
WON = Kpi(new_id(), "won", "Deals won")
RATE = Kpi(
    new_id(),
    "rate",
    "Calls per deal",
    unit=Unit.RATIO,
    aggregation=Aggregation.RATIO,
    numerator_key="calls",
    denominator_key="won",
)
MAYA = Rep(new_id(), "Maya Okafor")
DAY = dt.date(2026, 8, 3)


@pytest.fixture
def desk(tmp_path):
    found = Desk(tmp_path / "team.kpidesk")
    found.team.add_rep(MAYA)
    for kpi in (CALLS, WON, RATE):
        found.kpis.define(kpi)
    yield found
    found.close()


def names(desk):
    return {each.name for each in desk.team.kpis()}


def test_a_kpi_that_nothing_rests_on_is_deleted_and_comes_back(desk):
    assert not desk.kpis.uses(RATE).ratios
    desk.kpis.change(CALLS, replace(CALLS, pair_key=None))
    assert not desk.kpis.uses(RATE).any
    desk.kpis.delete(RATE)
    assert desk.history.undo_label == "Delete Calls per deal"
    assert names(desk) == {"Calls", "Deals won"}
    desk.history.undo()
    assert names(desk) == {"Calls", "Deals won", "Calls per deal"}


def test_a_kpi_that_others_are_worked_out_from_is_neither_archived_nor_deleted(desk):
    for gesture in (desk.kpis.archive, desk.kpis.delete):
        with pytest.raises(UserError, match="Calls per deal: worked out from Deals won"):
            gesture(WON)
    assert "Deals won" in names(desk)
    desk.kpis.archive(RATE)
    desk.kpis.archive(WON)
    assert names(desk) == {"Calls"}


@pytest.mark.parametrize(
    ("used", "what"),
    [
        (Target(new_id(), WON.id, 3.0, Cadence.WEEK, DAY), {"targets": 1}),
        (KpiEntry(MAYA.id, WON.id, DAY, 7, 3.0), {"values": True}),
        (Commitment(new_id(), MAYA.id, "Two more", DAY, kpi_id=WON.id), {"commitments": 1}),
    ],
)
def test_a_used_kpi_is_archived_instead_of_deleted_and_keeps_what_rests_on_it(desk, used, what):
    desk.kpis.archive(RATE)
    desk.history.do("Use", [Edit(None, used)])
    uses = desk.kpis.uses(WON)
    assert {name: getattr(uses, name) for name in what} == what
    with pytest.raises(UserError, match="Archive it instead"):
        desk.kpis.delete(WON)
    desk.kpis.archive(WON)
    assert desk.kpis.uses(replace(WON, archived=True)) == uses


def test_an_agreement_counts_as_use_and_what_a_kpi_guards_is_named(desk):
    assert desk.kpis.uses(RATE).pairs == ("Calls",)
    with pytest.raises(UserError, match="Archive it instead"):
        desk.kpis.delete(RATE)
