import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget

from kpidesk.domain.entities import Target, new_id
from kpidesk.domain.terms import Cadence, Direction, Scope
from kpidesk.gui.dialogs.target import TargetDialog


@pytest.fixture
def calls(sample_desk):
    return next(each for each in sample_desk.team.kpis() if each.key == "discovery_held")


@pytest.fixture
def dialog(window, calls):
    return TargetDialog(window, window.context, calls)


def field(dialog, name):
    return dialog.findChild(QWidget, f"target_{name}")


def newest(desk, kpi):
    return desk.team.targets(kpi.id)[-1]


def test_a_target_for_everyone_from_today_on(dialog, sample_desk, calls, window):
    field(dialog, "value").setText("14")
    field(dialog, "note").setText("Agreed by team")
    dialog.save()
    made = newest(sample_desk, calls)
    assert (made.value, made.scope, made.valid_from, made.note) == (
        14.0,
        Scope.DEFAULT,
        dt.date(2026, 8, 20),
        "Agreed by team",
    )
    window.menus.actions["undo"].trigger()
    assert newest(sample_desk, calls).value == 12.0


def test_a_target_of_0_in_the_past_for_one_rep(dialog, sample_desk, calls):
    field(dialog, "value").setText("0")
    field(dialog, "since").setText("2026-07-06")
    box = field(dialog, "whom")
    box.setCurrentIndex([box.itemText(at) for at in range(box.count())].index("Jonas Lindqvist"))
    dialog.save()
    made = next(each for each in sample_desk.team.targets(calls.id) if each.scope is Scope.REP)
    assert (made.value, made.rep_id) == (0.0, sample_desk.team.rep("Jonas").id)


@pytest.mark.parametrize("text", ["", "twelve", "1e400"])
def test_what_is_no_number_is_said_at_the_field(dialog, sample_desk, calls, text):
    before = sample_desk.team.targets(calls.id)
    field(dialog, "value").setText(text)
    dialog.save()
    assert dialog.value.wrong
    assert sample_desk.team.targets(calls.id) == before


def test_what_is_no_day_is_said_at_the_field(dialog, sample_desk, calls):
    before = sample_desk.team.targets(calls.id)
    field(dialog, "value").setText("14")
    field(dialog, "since").setText("soon")
    dialog.save()
    assert dialog.since.wrong
    assert sample_desk.team.targets(calls.id) == before


def test_a_band_has_two_edges_in_order(window, sample_desk, calls):
    sample_desk.kpis.change(calls, replace(calls, direction=Direction.BAND))
    dialog = TargetDialog(window, window.context, replace(calls, direction=Direction.BAND))
    field(dialog, "value").setText("14")
    field(dialog, "high").setText("10")
    dialog.save()
    assert dialog.high.wrong
    field(dialog, "high").setText("18")
    dialog.save()
    assert (newest(sample_desk, calls).value, newest(sample_desk, calls).high) == (14.0, 18.0)


@pytest.mark.parametrize(
    ("name", "text", "part"),
    [("until", "2026-01-01", "until"), ("since", "2026-06-29", "since"), ("value", "-3", "value")],
)
def test_what_cannot_be_is_said_at_its_field_and_changes_nothing(dialog, sample_desk, calls, name, text, part):
    before = sample_desk.team.targets(calls.id)
    field(dialog, "value").setText("14")
    field(dialog, name).setText(text)
    dialog.save()
    assert [each for each in ("value", "high", "whom", "since", "until") if getattr(dialog, each).wrong] == [part]
    assert sample_desk.team.targets(calls.id) == before


def test_a_target_of_somebody_who_left_keeps_whom_it_is_for(window, sample_desk, calls):
    jonas = sample_desk.team.rep("Jonas")
    made = Target(new_id(), calls.id, 9.0, Cadence.WEEK, dt.date(2026, 7, 6), scope=Scope.REP, rep_id=jonas.id)
    sample_desk.targets.add(made)
    sample_desk.team.archive_rep(jonas)
    dialog = TargetDialog(window, window.context, calls, made)
    assert field(dialog, "whom").currentText() == "Jonas Lindqvist"
    dialog.save()
    assert made in sample_desk.team.targets(calls.id)


def test_a_target_is_deleted_from_its_dialog(window, sample_desk, calls):
    before = newest(sample_desk, calls)
    TargetDialog(window, window.context, calls, before).delete()
    assert before not in sample_desk.team.targets(calls.id)
    window.menus.actions["undo"].trigger()
    assert before in sample_desk.team.targets(calls.id)
