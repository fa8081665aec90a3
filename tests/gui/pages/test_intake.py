"""The Import page over real files: choose, check, import, take back; nothing is ever half done."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QMessageBox

from kpidesk.domain.entities import Rep, Target, new_id
from kpidesk.domain.terms import Cadence, Status
from kpidesk.gui import words
from kpidesk.gui.models.imports_model import Col
from kpidesk.gui.roles import Role
from kpidesk.paths import resource
from kpidesk.services.file_settings import Setting
from kpidesk.storage import records

GERMAN = """Mitarbeiter;Datum;Erstgespräche;Neue Opps;Region
Maya Okafor;10.08.2026;3;1;West
Priya Nair;10.08.2026;2;n/a;West
Vertrieb Pool;11.08.2026;1;0;–
Vertrieb Pool;12.08.2026;1;0;–
"""
WAIT = 20_000


@pytest.fixture
def page(window):
    window.go("intake")
    return window.page


@pytest.fixture
def german(tmp_path):
    path = tmp_path / "export.csv"
    path.write_text(GERMAN, encoding="utf-8")
    return path


def at_rest(page):
    return page.work.piece is None


def open_file(qtbot, page, path):
    page.ask_file = lambda _title, _kinds: path
    qtbot.mouseClick(page.start.choose, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: at_rest(page), timeout=WAIT)


def assign(qtbot, page, column, code):
    box = page.preview.header.boxes[column]
    at = box.findData(code)
    assert at >= 0, f"{code} is not offered"
    box.setCurrentIndex(at)
    box.activated.emit(at)
    qtbot.waitUntil(lambda: at_rest(page), timeout=WAIT)


def uses(page):
    return [box.currentText() for box in page.preview.header.boxes]


def run_import(qtbot, window, page):
    review(window, page)
    window.menus.actions["primary"].trigger()
    qtbot.waitUntil(lambda: at_rest(page) and page.stages.currentWidget() is page.start, timeout=WAIT)


def review(window, page):
    window.menus.actions["primary"].trigger()
    assert page.stages.currentWidget() is page.review


def targets(desk):
    with desk.database.read() as connection:
        return [target.value for target in records.select(connection, Target, "id")]


def titles(card):
    return [card.model.index(at, 0).data(Role.TITLE) for at in range(card.model.rowCount())]


def test_a_file_is_shown_as_it_is_with_what_each_column_is_for(qtbot, page, german):
    open_file(qtbot, page, german)
    assert page.head.subtitle.text() == "export.csv, 4 rows, 1 KB"
    assert uses(page) == ["Rep", "Date", "Discovery calls", "New opportunities", "Leave out"]
    assert page.preview.model.index(1, 3).data() == "n/a"
    assert page.settings.boxes[Setting.DELIMITER].currentText() == "Semicolon ;"
    assert page.settings.words.text() == "Detected, change if wrong"


def test_nothing_is_written_before_import(qtbot, page, german):
    before = page.context.desk.transfer.imports()
    open_file(qtbot, page, german)
    assert page.footer.promise.text() == "Nothing is written until you confirm."
    assert page.context.desk.transfer.imports() == before
    assert {rep.name for rep in page.context.desk.team.reps()}.isdisjoint({"Vertrieb Pool"})


def test_without_a_row_to_import_the_button_is_off_and_says_why(qtbot, window, page, tmp_path):
    path = tmp_path / "strangers.csv"
    rows = "".join(f"Vertrieb Pool;{day}.08.2026;3\n" for day in range(10, 15))
    path.write_text(f"Mitarbeiter;Datum;Erstgespräche\n{rows}", encoding="utf-8")
    open_file(qtbot, page, path)
    button, said = page.footer.import_now, "No row can be used. Problems and names say why."
    assert not button.isEnabled()
    assert button.accessibleDescription() == page.footer.way_back.text() == said
    assert said in button.toolTip()
    window.menus.actions["primary"].trigger()
    assert at_rest(page)
    page.findings.create_reps.setChecked(True)
    qtbot.waitUntil(lambda: at_rest(page), timeout=WAIT)
    assert button.isEnabled()
    assert button.toolTip() == ""
    assert button.accessibleDescription() == words.key_hint("Ctrl+Return")


def test_what_would_be_left_out_is_told_and_marked(qtbot, page, german):
    open_file(qtbot, page, german)
    assert titles(page.findings.problems) == ["Row 3: “n/a” is not a number."]
    assert titles(page.findings.names) == ["Vertrieb Pool"]
    assert page.findings.names.model.index(0, 0).data(Role.META) == "2 rows are left out"
    assert page.preview.model.index(1, 3).data(Role.STATUS) == Status.RISK
    assert page.preview.model.index(2, 0).data(Role.STATUS) == Status.WATCH
    assert [count.text for count in page.footer._counts] == ["2 rows ready", "1 name not known", "2 left out"]


def test_unknown_reps_are_added_on_wish(qtbot, window, page, german):
    open_file(qtbot, page, german)
    page.findings.create_reps.click()
    qtbot.waitUntil(lambda: at_rest(page), timeout=WAIT)
    assert page.session.trial.report.reps_created == ["Vertrieb Pool"]
    run_import(qtbot, window, page)
    assert "Vertrieb Pool" in {rep.name for rep in page.context.desk.team.reps()}


def test_a_column_gets_another_use_from_the_keyboard(qtbot, page, german):
    open_file(qtbot, page, german)
    box = page.preview.header.boxes[3]
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: at_rest(page), timeout=WAIT)
    assert uses(page)[3] == "Leave out"
    # Nothing is wrong with it; since it is named like a KPI, it is offered again.
    assert titles(page.findings.problems) == ["Column “Neue Opps” has no KPI yet"]
    assert page.footer.import_now.isEnabled()


def test_one_column_is_set_to_targets_beside_the_values_reviewed_and_taken_back(qtbot, window, page, tmp_path):
    path = tmp_path / "goals.csv"
    path.write_text("Rep,Week,Discovery calls,Plan\nMaya Okafor,2026-W31,3,9\n", encoding="utf-8")
    desk = page.context.desk
    before = targets(desk)
    open_file(qtbot, page, path)
    assign(qtbot, page, 3, "target:discovery_held")
    assert uses(page) == ["Rep", "Date", "Discovery calls", "Target: Discovery calls"]
    assert not page.settings._groups[Setting.MEANING].isVisible()
    review(window, page)
    kpis = page.review.kpis.model
    assert [kpis.index(at, 0).data() for at in range(kpis.rowCount())] == ["Discovery calls", "Target: Discovery calls"]
    assert "1 is a target." in [line.text.text() for line in page.review.lines]
    window.menus.actions["primary"].trigger()
    qtbot.waitUntil(lambda: at_rest(page) and page.stages.currentWidget() is page.start, timeout=WAIT)
    assert 9 in targets(desk)
    page.undo_import(desk.transfer.imports()[0])
    qtbot.waitUntil(lambda: at_rest(page), timeout=WAIT)
    assert targets(desk) == before


def test_where_two_readings_fit_the_page_asks_and_waits(qtbot, page, tmp_path):
    path = tmp_path / "odd.csv"
    path.write_text("Who;When;What\nMaya Okafor;10.08.2026;3\nBen Carter;11.08.2026;4\n", encoding="utf-8")
    open_file(qtbot, page, path)
    assert page.settings.words.text() == "One thing to decide"
    assert "How its rows become KPI values" in page.findings.problems.model.rows[0].title
    assert not page.footer.import_now.isEnabled()
    assign(qtbot, page, 2, "kpi:discovery_held")
    assert uses(page) == ["Rep", "Date", "Discovery calls"]
    assert page.footer.import_now.isEnabled()


def test_how_long_a_value_holds_is_asked_where_the_dates_do_not_tell(qtbot, page, tmp_path):
    path = tmp_path / "one.csv"
    path.write_text("Rep,Date,Discovery calls\nMaya Okafor,2026-08-10,3\nBen Carter,2026-08-10,4\n", encoding="utf-8")
    open_file(qtbot, page, path)
    assert "cover a day, a week or a month?" in page.findings.problems.model.rows[0].title
    assert uses(page) == ["Rep", "Date", "Discovery calls"]
    box = page.settings.boxes[Setting.CADENCE]
    box.setCurrentIndex(box.findData("week"))
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: at_rest(page), timeout=WAIT)
    assert page.footer.import_now.isEnabled()


def press_return(qtbot, page):
    qtbot.keyClick(page.findings.problems.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: at_rest(page), timeout=WAIT)


def test_the_year_of_weeks_without_one_is_asked_and_can_be_changed(qtbot, page, tmp_path):
    path = tmp_path / "weeks.csv"
    path.write_text("Rep,KW,Discovery calls\nMaya Okafor,KW 31,9\nMaya Okafor,KW 32,4\n", encoding="utf-8")
    open_file(qtbot, page, path)
    rows = page.findings.problems.model.rows
    assert rows[0].title == "Of which year is “KW 31”?"
    year = int(rows[1].fix.value)
    assert rows[1].title == f"“KW 31” is of {year}"
    press_return(qtbot, page)
    assert page.footer.import_now.isEnabled()
    box = page.settings.boxes[Setting.YEAR]
    assert page.settings._groups[Setting.YEAR].isVisible()
    assert box.currentText() == str(year)
    box.setCurrentIndex(box.findData(str(year - 1)))
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: at_rest(page), timeout=WAIT)
    assert page.session.preview.recipe.date.year == year - 1


def test_which_of_several_tables_is_meant_is_asked(qtbot, page, tmp_path):
    path = tmp_path / "two.csv"
    table = "Rep,Week,{}\nMaya Okafor,2026-W31,4\nBen Carter,2026-W31,5\nBen Carter,2026-W32,6\n"
    calls, meetings = table.format("Discovery calls"), table.format("Meetings held")
    path.write_text(f"{calls},,\n,,\n{meetings}", encoding="utf-8")
    open_file(qtbot, page, path)
    assert titles(page.findings.problems) == [
        "There are several tables. Which one is meant?",
        "Table 1",
        "Table 2",
    ]
    qtbot.keyClick(page.findings.problems.view, Qt.Key.Key_Down)
    press_return(qtbot, page)
    assert uses(page) == ["Rep", "Date", "Meetings held"]


def test_a_setting_changes_how_the_file_is_read(qtbot, page, tmp_path):
    path = tmp_path / "us.csv"
    path.write_text("Rep,Date,Discovery calls\nMaya Okafor,08/10/2026,3\nBen Carter,08/11/2026,4\n", encoding="utf-8")
    open_file(qtbot, page, path)
    assert "08/10/2026" in page.findings.problems.model.rows[0].title
    box = page.settings.boxes[Setting.DATES]
    box.setCurrentIndex(box.findData("mdy"))
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: at_rest(page), timeout=WAIT)
    assert titles(page.findings.problems) == []
    assert page.preview.words.text().startswith("2 rows become 2 weekly scorecards: ")


def test_an_import_is_written_told_listed_and_taken_back(qtbot, window, page, german):
    desk = page.context.desk
    before = desk.scorecards.values("discovery_held", cadence=Cadence.DAY, rep="Maya Okafor").rows()
    open_file(qtbot, page, german)
    run_import(qtbot, window, page)
    assert page.start.result.isVisible()
    assert page.steps.accessibleName() == "Step 4 of 4: Done"
    assert page.start.history.model.index(0, Col.FILE).data() == "export.csv"
    assert desk.scorecards.values("discovery_held", cadence=Cadence.DAY, rep="Maya Okafor").rows() != before
    qtbot.mouseClick(page.start.history.undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: at_rest(page), timeout=WAIT)
    assert desk.scorecards.values("discovery_held", cadence=Cadence.DAY, rep="Maya Okafor").rows() == before
    assert page.start.history.model.index(0, Col.STATE).data().startswith("Taken back")
    assert "is taken back" in page.start.result.accessibleName()
    assert not page.start.history.undo.isEnabled()


def test_the_toast_takes_the_import_back_as_well(qtbot, window, page, german):
    open_file(qtbot, page, german)
    run_import(qtbot, window, page)
    window._toast._button.click()
    qtbot.waitUntil(lambda: at_rest(page), timeout=WAIT)
    assert page.context.desk.transfer.imports()[0].undone_at is not None


def test_other_pages_hear_of_an_import(qtbot, window, page, german):
    heard: list[Any] = []
    window.editor.changed.connect(heard.append)
    open_file(qtbot, page, german)
    run_import(qtbot, window, page)
    assert len(heard) == 1
    assert {kind.__name__ for kind in heard[0].kinds} >= {"Import", "KpiEntry", "Rep"}


def test_an_unreadable_file_costs_one_sentence(qtbot, page, tmp_path):
    path = tmp_path / "empty.csv"
    path.write_bytes(b"")
    open_file(qtbot, page, path)
    assert page.stages.currentWidget() is page.start
    assert page.start.error.isVisible()
    assert page.start.error.text.text().count("\n") == 0
    assert "empty.csv" in page.start.error.text.text()


def test_cancel_leaves_the_file_and_goes_back_to_the_start(qtbot, page, german):
    open_file(qtbot, page, german)
    qtbot.mouseClick(page.footer.cancel, Qt.MouseButton.LeftButton)
    assert page.stages.currentWidget() is page.start
    assert not page.footer.isVisible()
    assert len(page.context.desk.transfer.imports()) == 1


def test_writing_shows_its_progress_and_can_be_stopped(qtbot, window, page, tmp_path):
    path = tmp_path / "long.csv"
    first = dt.date(2020, 1, 1)
    lines = (f"Maya Okafor,{first + dt.timedelta(days=at % 2000)},1" for at in range(120_000))
    path.write_text("Rep,Date,Discovery calls\n" + "\n".join(lines), encoding="utf-8")
    open_file(qtbot, page, path)
    review(window, page)
    window.menus.actions["primary"].trigger()
    assert page.footer.bar.isVisible()
    assert not page.review.isEnabled()
    qtbot.waitUntil(lambda: page.footer.bar.value() > 0, timeout=WAIT)
    assert "rows" in page.footer.told.text()
    qtbot.mouseClick(page.footer.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: at_rest(page), timeout=WAIT)
    assert len(page.context.desk.transfer.imports()) == 1
    assert page.footer.back.hasFocus()
    assert "was cancelled" in window._toast.accessibleName()
    assert page.review.isEnabled()


def test_a_file_that_vanished_meanwhile_is_refused_in_a_sentence(qtbot, window, page, german):
    open_file(qtbot, page, german)
    review(window, page)
    german.unlink()
    window.menus.actions["primary"].trigger()
    qtbot.waitUntil(lambda: window.findChild(QMessageBox, "refused") is not None, timeout=WAIT)
    box = window.findChild(QMessageBox, "refused")
    assert "There is no file" in box.text()
    box.close()
    assert len(page.context.desk.transfer.imports()) == 1


def test_a_file_that_was_changed_since_it_was_reviewed_is_looked_at_again(qtbot, window, page, german):
    open_file(qtbot, page, german)
    review(window, page)
    german.write_text(GERMAN.replace(";3;", ";33;"), encoding="utf-8")
    window.menus.actions["primary"].trigger()
    qtbot.waitUntil(lambda: window.findChild(QMessageBox, "refused") is not None, timeout=WAIT)
    box = window.findChild(QMessageBox, "refused")
    assert "export.csv was changed since it was looked at. Nothing was written" in box.text()
    box.close()
    qtbot.waitUntil(lambda: at_rest(page) and page.footer.import_now.isEnabled(), timeout=WAIT)
    assert page.stages.currentWidget() is page.check
    assert page.preview.model.index(0, 2).data() == "33"
    assert len(page.context.desk.transfer.imports()) == 1


def test_what_changes_elsewhere_meanwhile_is_seen_before_anything_is_written(qtbot, window, page, german):
    open_file(qtbot, page, german)
    review(window, page)
    assert page.findings.names.model.rowCount() == 1
    team = page.context.desk.team
    page.context.editor.do(lambda: team.add_rep(Rep(new_id(), "Vertrieb Pool")))
    qtbot.waitUntil(lambda: at_rest(page) and page.footer.import_now.isEnabled(), timeout=WAIT)
    assert page.stages.currentWidget() is page.check
    assert page.findings.names.model.rowCount() == 0
    assert page.session.trial.report.rows_used == 4


def test_the_way_through_goes_by_keyboard_alone(qtbot, window, page, german):
    page.ask_file = lambda _title, _kinds: german
    page.start.choose.setFocus()
    qtbot.keyClick(page.start.choose, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: at_rest(page) and page.footer.import_now.hasFocus(), timeout=WAIT)
    qtbot.keyClick(page.footer.import_now, Qt.Key.Key_Space)
    assert page.stages.currentWidget() is page.review
    qtbot.keyClick(page.footer.back, Qt.Key.Key_Space)
    assert page.stages.currentWidget() is page.check
    qtbot.keyClick(page.footer.import_now, Qt.Key.Key_Space)
    with qtbot.waitSignal(page.work.began):
        qtbot.keyClick(page.footer.import_now, Qt.Key.Key_Space)
    assert page.footer.cancel.hasFocus()
    qtbot.waitUntil(lambda: at_rest(page) and page.start.choose.hasFocus(), timeout=WAIT)
    qtbot.keyClick(page.start.history.undo, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: at_rest(page) and page.start.history.view.hasFocus(), timeout=WAIT)
    assert page.context.desk.transfer.imports()[0].undone_at is not None


def test_the_keyboard_comes_to_the_first_answer_of_a_question(qtbot, page, tmp_path):
    path = tmp_path / "us.csv"
    path.write_text("Rep,Date,Discovery calls\nMaya Okafor,08/10/2026,3\nBen Carter,08/11/2026,4\n", encoding="utf-8")
    open_file(qtbot, page, path)
    view = page.findings.problems.view
    assert view.hasFocus()
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: at_rest(page), timeout=WAIT)
    assert page.session.preview.question is None


def test_problems_are_fixed_one_after_the_other_by_enter(qtbot, page, tmp_path):
    path = tmp_path / "words.csv"
    rows = "".join(f"Maya Okafor,2026-08-{day},{day}\n" for day in range(10, 30))
    path.write_text(
        f"Rep,Date,Discovery calls\n{rows}Ben Carter,2026-08-10,none\nBen Carter,2026-08-11,k.A.\n", encoding="utf-8"
    )
    open_file(qtbot, page, path)
    view, model = page.findings.problems.view, page.findings.problems.model
    page.findings.next_problem()
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: at_rest(page), timeout=WAIT)
    assert view.hasFocus()
    assert view.currentIndex().row() == 0
    assert titles(page.findings.problems) == ["Row 23: “k.A.” is not a number.", "“none” is read as missing"]
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: at_rest(page), timeout=WAIT)
    assert {row.status for row in model.rows} == {Status.GOOD}


def test_the_preview_keeps_its_rows_beside_many_names_and_no_problem(qtbot, page, tmp_path):
    path = tmp_path / "strangers.csv"
    rows = "".join(f"Person {at} Somebody,2026-W31,{at}\n" for at in range(40))
    path.write_text(f"Rep,Week,Discovery calls\n{rows}", encoding="utf-8")
    open_file(qtbot, page, path)
    assert page.findings.names.model.rowCount() == 40
    assert page.preview.height() >= page.preview.minimumSizeHint().height()


def test_a_dropped_file_is_opened(qtbot, page, german):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(german))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, buttons, keys))
    qtbot.waitUntil(lambda: at_rest(page), timeout=WAIT)
    assert page.stages.currentWidget() is not page.start
    assert uses(page)[0] == "Rep"


def test_f4_goes_to_the_next_problem(qtbot, page, german):
    open_file(qtbot, page, german)
    page.preview.header.boxes[0].setFocus()
    qtbot.keyClick(page.preview.header.boxes[0], Qt.Key.Key_F4)
    page.findings.next_problem()
    assert page.findings.problems.current.row == 3
    assert page.findings.problems.view.hasFocus()


def test_a_narrow_window_turns_the_findings_into_tabs(qtbot, window, page, german):
    open_file(qtbot, page, german)
    window.resize(1100, 668)
    qtbot.waitUntil(page.findings.strip.isVisible)
    assert page.findings.problems.isVisible()
    assert not page.findings.names.isVisible()
    page.findings.tabs.setCurrentIndex(2)
    assert page.findings.names.isVisible()
    assert page.preview.view.height() < 66 + 6 * 26 + 14


def test_every_control_has_a_name_for_people_and_for_tests(qtbot, page, german):
    open_file(qtbot, page, german)
    for box in page.findChildren(QComboBox):
        assert box.objectName()
        assert box.accessibleName()


def test_a_file_of_data_is_never_markup(qtbot, page, tmp_path):
    path = tmp_path / "bold.csv"
    path.write_text("Rep,Date,Discovery calls\n<b>Bo</b>,2026-08-10,3\nMaya Okafor,2026-08-11,1\n", encoding="utf-8")
    open_file(qtbot, page, path)
    assert titles(page.findings.names) == ["<b>Bo</b>"]
    assert page.preview.model.index(0, 0).data() == "<b>Bo</b>"


def test_a_real_export_with_a_recipe_comes_in_to_the_cent(qtbot, make_window, empty_desk, shared_data):
    window = make_window(empty_desk)
    window.go("intake")
    page = window.page
    open_file(qtbot, page, shared_data / "maven_crm" / "sales_pipeline.csv")
    assert not page.footer.import_now.isEnabled()
    page.ask_file = lambda _title, _kinds: resource("recipes/crm-opportunities.toml")
    page.settings.recipe.use.trigger()
    qtbot.waitUntil(lambda: at_rest(page), timeout=WAIT)
    assert page.settings.words.text() == "Recipe CRM opportunities"
    assert page.findings.names.model.rowCount() == 30
    assert uses(page)[1] == "Rep"
    assert page.findings.create_reps.isChecked()
    run_import(qtbot, window, page)
    assert len(empty_desk.team.reps()) == 30
    table = empty_desk.scorecards.values("revenue_won", cadence=Cadence.YEAR)
    won = sum(row["value"] for row in table.rows() if row["value"] is not None)
    assert won == pytest.approx(10_005_534, abs=0.005)


def test_what_an_import_brought_can_be_looked_into_by_keyboard(qtbot, window, page, german):
    open_file(qtbot, page, german)
    run_import(qtbot, window, page)
    page.start.history.view.setFocus()
    qtbot.keyClick(page.start.history.view, Qt.Key.Key_Return)
    dialog = page.findChild(QDialog, "import_brought_dialog")
    assert dialog.isVisible()
    rows = dialog.kpis.model
    assert [rows.index(at, 0).data() for at in range(rows.rowCount())] == ["Discovery calls", "New opportunities"]
    qtbot.keyClick(dialog.keep, Qt.Key.Key_Space)
    assert not dialog.isVisible()


def test_taking_back_says_what_was_kept(qtbot, window, page, tmp_path):
    path = tmp_path / "new.csv"
    path.write_text("Rep,Date,Discovery calls\nMaya Okafor,2026-08-10,3\nLea Novak,2026-08-11,1\n", encoding="utf-8")
    page.findings.create_reps.setChecked(True)
    open_file(qtbot, page, path)
    run_import(qtbot, window, page)
    team = page.context.desk.team
    lea = team.rep("Lea Novak")
    team.change_rep(lea, replace(lea, cadence_days=7))
    imported = page.context.desk.transfer.imports()[0]
    with qtbot.waitSignal(page.session.undone, timeout=WAIT) as undone:
        page.undo_import(imported)
    assert undone.args[0].reps_kept == ["Lea Novak"]
    result = page.start.result
    assert result.isVisible()
    assert result.accessibleName().startswith("new.csv is taken back. ")
    assert "Edited or used since then and kept: Lea Novak." in result.accessibleName()
    assert not result.undo.isVisible()


def test_where_there_is_little_room_rows_are_scrolled_and_nothing_is_drawn_over_them(page, window, qtbot, tmp_path):
    path = tmp_path / "calls.csv"
    rows = [f"Maya Okafor,2026-W{week},{week - 20},{'long ' * 40}" for week in range(20, 34)]
    path.write_text("\n".join(["Rep,Week,Discovery calls,Remark", *rows]) + "\n", encoding="utf-8")
    open_file(qtbot, page, path)
    preview = page.preview
    for height in (900, 760, 700):
        window.resize(1440, height)
        qtbot.waitUntil(lambda high=height: window.height() == high)
        QApplication.processEvents()
        assert preview.view.geometry().bottom() < preview.words.geometry().top()
        assert preview.view.height() >= preview.header.height() + 3 * preview.view.rowHeight(0)
    assert preview.subtitle.text() == "First 8 of 14 rows, as they are in the file"
    assert preview.words.text().startswith("14 rows become 14 weekly scorecards: ")
