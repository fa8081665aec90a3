import datetime as dt
import math
from dataclasses import replace

import pytest

from kpidesk.domain.entities import Kpi, Leave, Rep, Target, new_id
from kpidesk.domain.targets import TargetError, TargetPart
from kpidesk.domain.terms import Aggregation, Cadence, Direction, Scope, Unit
from kpidesk.services.desk import Desk

ON = dt.date(2026, 8, 20)
CALLS = Kpi(new_id(), "calls", "Calls")
MARGIN = Kpi(new_id(), "margin", "Margin", unit=Unit.CURRENCY)
MAYA = Rep(new_id(), "Maya Okafor")


@pytest.fixture
def desk(tmp_path):
    found = Desk(tmp_path / "team.kpidesk")
    found.team.add_rep(MAYA)
    for kpi in (CALLS, MARGIN):
        found.kpis.define(kpi)
    yield found
    found.close()


def target(value=12.0, since=dt.date(2026, 1, 5), kpi=CALLS, **fields):
    return Target(new_id(), kpi.id, value, Cadence.WEEK, since, **fields)


def kept(desk):
    return desk.team.targets(CALLS.id)


def test_a_target_is_set_changed_ended_and_deleted_each_undone_by_name(desk):
    first = target()
    desk.targets.add(first)
    assert desk.history.undo_label == "Set target for Calls"
    changed = replace(first, value=14.0, valid_from=dt.date(2026, 2, 2))
    desk.targets.change(first, changed)
    assert desk.history.undo_label == "Change target for Calls"
    desk.targets.end(changed, ON)
    assert desk.history.undo_label == "End target for Calls"
    assert kept(desk) == [replace(changed, valid_to=ON)]
    desk.targets.delete(kept(desk)[0])
    assert desk.history.undo_label == "Delete target for Calls"
    assert kept(desk) == []
    for expected in (replace(changed, valid_to=ON), changed, first):
        desk.history.undo()
        assert kept(desk) == [expected]
    desk.history.undo()
    assert kept(desk) == []


@pytest.mark.parametrize(
    ("made", "part"),
    [
        (target(math.inf), TargetPart.VALUE),
        (target(1e300), TargetPart.VALUE),
        (target(-1), TargetPart.VALUE),
        (target(12, high=10), TargetPart.HIGH),
        (target(valid_to=dt.date(2025, 1, 1)), TargetPart.UNTIL),
        (target(scope=Scope.ROLE, role=" "), TargetPart.WHOM),
    ],
)
def test_what_cannot_be_names_the_part_that_is_wrong_and_changes_nothing(desk, made, part):
    with pytest.raises(TargetError) as told:
        desk.targets.add(made)
    assert told.value.part is part
    assert kept(desk) == []


def test_two_for_the_same_on_one_day_are_refused_but_not_for_another_scope(desk):
    desk.targets.add(target())
    with pytest.raises(TargetError, match="already starts on 2026-01-05") as told:
        desk.targets.add(target(14))
    assert told.value.part is TargetPart.SINCE
    desk.targets.add(target(14, scope=Scope.REP, rep_id=MAYA.id))
    later = target(15, since=dt.date(2026, 3, 2))
    desk.targets.add(later)
    with pytest.raises(TargetError, match="already starts"):
        desk.targets.change(later, replace(later, valid_from=dt.date(2026, 1, 5)))


def test_a_target_cannot_end_before_it_starts(desk):
    first = target(since=dt.date(2026, 9, 7))
    desk.targets.add(first)
    with pytest.raises(TargetError, match="before it starts"):
        desk.targets.end(first, ON)
    assert kept(desk) == [first]


def test_money_may_be_less_than_nothing(desk):
    desk.targets.add(target(-500, kpi=MARGIN))
    assert desk.team.targets(MARGIN.id)[0].value == -500


def test_both_edges_of_a_band_are_kept_and_measured_against(desk):
    band = replace(CALLS, direction=Direction.BAND, aggregation=Aggregation.LAST)
    desk.kpis.change(CALLS, band)
    desk.targets.add(target(10, high=14))
    desk.entries.set_values(band, [(MAYA, dt.date(2026, 8, 10), 13.0), (MAYA, dt.date(2026, 8, 3), 21.0)], ON)
    grid = desk.entries.grid(band, ON)
    assert grid.table.high[0, -2] == 14
    assert grid.table.attainment[0, -2] == 1
    assert grid.table.attainment[0, -3] == pytest.approx(1 - 7 / 12)


def test_what_a_target_amounts_to_counts_leave(desk):
    desk.targets.add(target())
    desk.schedules.keep_leave(MAYA, Leave(new_id(), MAYA.id, ON, ON))
    assert desk.targets.coaching(CALLS, MAYA, ON).value == pytest.approx(9.6)
    assert desk.targets.coaching(MARGIN, MAYA, ON) is None
