"""The target history beside the trend, and what a target amounts to for the chosen rep."""

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton

from kpidesk.domain.entities import Kpi, Leave, Season, Target, new_id
from kpidesk.domain.terms import Cadence, Direction, Scope
from kpidesk.gui.models.targets_model import TargetsModel, history

ON = dt.date(2026, 8, 20)


@pytest.fixture
def page(window):
    window.go("kpis")
    return window.page


@pytest.fixture
def targets(page):
    return page.detail.trend.definition.targets


@pytest.fixture
def calls(sample_desk):
    return next(each for each in sample_desk.team.kpis() if each.key == "discovery_held")


def coaching(page):
    return page.findChild(QLabel, "coaching_target").text()


def facts(page):
    return [each.text() for each in page.detail.trend.definition.facts.findChildren(QLabel)]


def choose(page, name):
    model = page.detail.values.model
    row = [rep.name for rep in model.grid.table.reps].index(name)
    page.detail.values.table.setCurrentIndex(model.index(row, model.columnCount() - 2))


def test_the_history_says_how_much_for_whom_since_and_until_when_and_why(dressed):
    jonas, team = new_id(), new_id()
    kpi = Kpi(new_id(), "calls", "Calls", direction=Direction.BAND)

    def target(value, since, **fields):
        return Target(new_id(), kpi.id, value, fields.pop("cadence", Cadence.WEEK), since, **fields)

    rows = history(
        [
            target(10, dt.date(2025, 1, 6), note="Elena, start of year"),
            target(12, dt.date(2026, 6, 29), note="Agreed by team", high=16),
            target(8, dt.date(2026, 7, 6), scope=Scope.REP, rep_id=jonas, valid_to=dt.date(2026, 8, 2)),
            target(9, dt.date(2026, 7, 13), scope=Scope.ROLE, role="SDR", cadence=Cadence.MONTH),
            target(7, dt.date(2026, 9, 7), scope=Scope.TEAM, team_id=team),
        ],
        kpi,
        {jonas: "Jonas Lindqvist", team: "West"},
        "EUR",
        ON,
    )
    assert [(row.value, row.when, row.about) for row in rows] == [
        ("7", "From week 37, team West", "a week"),
        ("9", "Since week 29, role SDR", "a month"),
        ("8", "Weeks 28 to 31, Jonas Lindqvist", "a week"),
        ("12 to 16", "Since week 27, everyone", "a week. Agreed by team"),
        ("10", "Week 2, 2025, to 26, everyone", "a week. Elena, start of year"),
    ]
    assert rows[2].days == "6 Jul 2026 to 2 Aug 2026"
    model = TargetsModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_rows(rows)
    spoken = model.index(3).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "12 to 16, Since week 27, everyone. a week. Agreed by team. From 29 Jun 2026"


def test_enter_changes_the_chosen_target_and_the_focus_comes_back(page, targets, calls, window, qtbot):
    targets.setFocus()
    qtbot.keyClick(targets, Qt.Key.Key_Return)
    dialog = page.findChild(QDialog, "target_dialog")
    assert dialog.windowTitle() == "Change target for Discovery calls"
    assert dialog.findChild(QLineEdit, "target_value").text() == "12"
    dialog.findChild(QLineEdit, "target_value").setText("13.5")
    dialog.findChild(QLineEdit, "target_until").setText("2026-12-31")
    qtbot.mouseClick(dialog.findChild(QPushButton, "target_save"), Qt.MouseButton.LeftButton)
    assert targets.current.value == 13.5
    assert targets.current.valid_to == dt.date(2026, 12, 31)
    assert window.menus.actions["undo"].text() == "&Undo Change target for Discovery calls"
    qtbot.waitUntil(targets.hasFocus)


def test_del_deletes_it_and_undo_brings_it_back(page, targets, window, qtbot):
    before = [row.target for row in targets.history.rows]
    targets.setFocus()
    qtbot.keyClick(targets, Qt.Key.Key_Delete)
    assert [row.target for row in targets.history.rows] == before[1:]
    assert window.menus.actions["undo"].text() == "&Undo Delete target for Discovery calls"
    window.menus.actions["undo"].trigger()
    assert [row.target for row in targets.history.rows] == before


def test_end_today_is_in_the_menu_of_the_list(targets, window):
    action = next(each for each in targets.actions() if each.objectName() == "target_end")
    action.trigger()
    assert targets.current.valid_to == ON
    assert window.menus.actions["undo"].text() == "&Undo End target for Discovery calls"


def test_the_change_link_is_there_only_with_a_target(page, targets, sample_desk, window):
    change = page.detail.trend.definition.change
    assert change.isVisible()
    for each in [row.target for row in targets.history.rows]:
        window.context.editor.do(lambda each=each: sample_desk.targets.delete(each))
    assert not change.isVisible()
    assert not targets.isVisible()
    assert coaching(page) == ""


def test_what_the_target_amounts_to_follows_the_chosen_rep(page, sample_desk, window):
    choose(page, "Maya Okafor")
    assert coaching(page) == "Maya Okafor, this week: 12 a week × 5 of 5 days = 12. A coaching target, not a pay quota."
    maya = sample_desk.team.rep("Maya")
    off = Leave(new_id(), maya.id, dt.date(2026, 8, 21), dt.date(2026, 8, 21))
    window.context.editor.do(lambda: sample_desk.schedules.keep_leave(maya, off))
    choose(page, "Maya Okafor")
    assert "12 a week × 4 of 5 days = 9.6." in coaching(page)
    choose(page, "Jonas Lindqvist")
    assert coaching(page).startswith("Jonas Lindqvist, this week: 12 a week × 5 of 5 days")


def test_a_rate_is_said_not_to_shrink_with_days_away(page, sample_desk):
    page.kpis.select(next(each for each in sample_desk.team.kpis() if each.name == "Win rate"))
    assert coaching(page).endswith("25%, as set. Days away do not lower it.")


def test_one_line_tells_of_a_season_that_applies(page, calls, sample_desk, window):
    assert "Season" not in facts(page)
    season = Season(new_id(), calls.id, weekdays=(2, 1, 1, 1, 1, 0, 0))
    window.context.editor.do(lambda: sample_desk.schedules.keep_season(season))
    assert "Season" in facts(page)
    assert "its own weights of days and months" in facts(page)
    assert "weighted by season" in coaching(page)


def test_the_facts_name_the_formula_and_the_guard(page, calls, sample_desk, window):
    changed = replace(calls, pair_key="win_rate")
    window.context.editor.do(lambda: sample_desk.kpis.change(calls, changed))
    assert "Win rate" in facts(page)
    page.kpis.select(next(each for each in sample_desk.team.kpis() if each.name == "Quota attainment"))
    assert "Won revenue / its target" in facts(page)
