"""From an empty file to a held one-on-one and a workbook, by the window alone."""

import zipfile

import numpy as np
import openpyxl
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from kpidesk.domain.terms import Cadence, MeetingStatus, Section
from kpidesk.gui.dialogs.share import ShareDialog
from kpidesk.reports.model import Part
from kpidesk.services.desk import Desk
from tests.journeys import maven
from tests.journeys.manager import CTRL, RETURN, SHIFT

REP = "Anna Snelling"
SHARED = "Mornings before 10 work best for calls"
PRIVATE = "Zanzibar 4711: lost confidence"
PROMISE = "Book ten discovery calls a week"


def test_from_an_empty_file_to_a_held_one_on_one_and_a_workbook(manager, shared_data, tmp_path):
    assert manager.window.windowTitle() == "Welcome – KPIdesk"
    assert manager.page.first_run.isVisible()
    bring_in_the_export(manager, shared_data, tmp_path)
    see_the_team_as_it_was_counted(manager, shared_data)
    set_a_quota(manager)
    prepare_from_the_numbers(manager, shared_data)
    hold_the_one_on_one(manager, tmp_path / "recap.md")
    hand_over_a_workbook(manager, tmp_path)


def bring_in_the_export(manager, shared_data, tmp_path):
    page = manager.go(Qt.Key.Key_6)
    page.ask_file = lambda _title, _kinds: shared_data / "maven_crm" / "sales_pipeline.csv"
    manager.click("choose_file")
    manager.rest()
    assert not page.footer.import_now.isEnabled()
    page.ask_file = lambda _title, _kinds: maven.write_recipe(tmp_path)
    page.settings.recipe.use.trigger()
    manager.rest()
    assert page.findings.names.model.rowCount() == 30
    # There is no team yet, so the file brings one.
    assert page.findings.create_reps.isChecked()
    assert page.footer.promise.text() == "Nothing is written until you confirm."
    assert manager.desk.team.reps() == []

    seen = []
    page.work.progressed.connect(lambda *_: seen.append((page.footer.bar.isVisible(), page.footer.told.text())))
    manager.press(RETURN, CTRL)
    assert page.review.isVisible()
    manager.press(RETURN, CTRL)
    manager.until(lambda: page.work.piece is None and page.start.result.isVisible())
    # The window lives while the worker writes: it says how far it is, again and again.
    assert len(seen) > 1
    assert all(shown and "rows" in text for shown, text in seen)
    assert page.start.result.accessibleName().startswith("sales_pipeline.csv is imported. 8,800 rows read, 8,800 used")


def see_the_team_as_it_was_counted(manager, shared_data):
    page = manager.go(Qt.Key.Key_2)
    assert page.head.subtitle.text().startswith("30 reps.")
    assert page.table.model.rowCount() == 30

    manager.press(Qt.Key.Key_F, CTRL)
    manager.write("anna sn")
    assert page.detail.accessibleName() == REP
    # December runs still: what is shown is the month so far.
    assert "€36.5k" in manager.find(QWidget, "standing_revenue_won").accessibleName()
    december = next(row for row in counted_months(shared_data) if row["month"] == "2017-12")
    shown = {each.kpi.key: each.value for each in page.table.current.card.lagging}
    assert shown["revenue_won"] == float(december["won_value"]) == 36_454
    assert shown["deals_won"] == float(december["won"]) == 26

    months = manager.desk.scorecards.values("revenue_won", cadence=Cadence.MONTH).rows()
    found = {(row["rep"], f"{row['period_start']:%Y-%m}"): row["value"] for row in months}
    for row in maven.truth(shared_data, "maven_agent_month.csv"):
        assert found[row["sales_agent"], row["month"]] == float(row["won_value"]), row
    assert sum(value for value in found.values() if value is not None) == maven.TOTAL


def set_a_quota(manager):
    page = manager.go(Qt.Key.Key_3)
    manager.choose(page.kpis.list, "Revenue won")
    assert page.kpis.current.kpi.key == "revenue_won"
    manager.click("propose_target")
    dialog = manager.find(QDialog, "target_dialog")
    manager.fill("target_value", "90000")
    manager.fill("target_since", "1 Oct 2017")
    manager.click("target_save")
    assert not dialog.isVisible()
    assert manager.undo_words() == "Undo Set target for Revenue won"


def prepare_from_the_numbers(manager, shared_data):
    manager.go(Qt.Key.Key_2)
    manager.press(RETURN, CTRL)
    manager.rest()
    assert manager.window.windowTitle() == f"Prepare: {REP} – KPIdesk"
    plan = manager.page.plan
    assert not plan.kept
    sections = [point.section for point in plan.points]
    assert Section.FOCUS in sections
    assert Section.FORECAST in sections
    assert sections.index(Section.FORECAST) > sections.index(Section.FOCUS)
    assert 0 < plan.agenda.forecast_minutes <= 0.2 * plan.agenda.minutes
    assert all(plan.ids(point) for point in plan.points if point.section in {Section.FOCUS, Section.WINS})

    # The evidence rests on an independent count: the newest week, and the natural limits of the first 20 weeks of the
    # level that began in February.
    weeks = [row for row in maven.truth(shared_data, "maven_agent_week.csv") if row["sales_agent"] == REP]
    weeks = [row for row in weeks if "2017-02-13" <= row["week_start"] <= "2017-12-18"]
    counts = [float(row["new_opps"]) for row in weeks]
    lower, upper = limits(counts[:20])
    said = {line.kpi.key: line.why for line in plan.drawn.evidence}
    usual = f"usual {lower:.1f} to {upper:.1f}, from 20 weeks"
    assert said["opps_created"].startswith(f"{counts[-1]:.0f} in week 51; {usual}")
    won, lost = (sum(int(row[of]) for row in weeks[-4:]) for of in ("won", "lost"))
    assert f"({won} of {won + lost})" in said["win_rate"]


def hold_the_one_on_one(manager, path):
    manager.click("keep_agenda")
    assert manager.page.plan.kept
    manager.press(RETURN, CTRL)
    manager.rest()
    page = manager.page
    assert page.room.meeting.status is MeetingStatus.RUNNING
    assert len(page.room.items) == len(page.agenda.model.rows) - 1

    manager.write(SHARED, page.notes.editor)
    manager.press(Qt.Key.Key_P, CTRL, SHIFT)
    manager.write(PRIVATE)
    manager.until(lambda: not page.saver.unsaved)
    assert notes_in_the_file(manager.desk.path) == {("shared", SHARED), ("private", PRIVATE)}

    manager.press(Qt.Key.Key_L, CTRL)
    manager.write(PROMISE)
    manager.press(RETURN, CTRL)
    assert [each.text for each in page.room.agreed] == [PROMISE]
    assert manager.undo_words() == f"Undo Add “{PROMISE}”"

    manager.press(RETURN, CTRL, SHIFT)
    manager.click("end_save")
    manager.rest()
    recap = manager.find(ShareDialog, "share_dialog")
    assert SHARED in recap.preview.toPlainText()
    assert "Zanzibar" not in recap.preview.toPlainText()
    recap.ask_path = lambda _name, _kind: path
    manager.press(Qt.Key.Key_M, CTRL, SHIFT)
    manager.until(path.exists)
    text = path.read_text(encoding="utf-8")
    assert SHARED in text
    assert PROMISE in text
    assert "Zanzibar" not in text
    planned, held = manager.desk.meetings.one_on_ones()
    assert (held.status, held.on.isoformat()) == (MeetingStatus.HELD, maven.ON)
    assert planned.status is MeetingStatus.PLANNED
    assert planned.on > held.on
    assert manager.undo_words() == "Undo End one-on-one"


def hand_over_a_workbook(manager, tmp_path):
    page = manager.go(Qt.Key.Key_7)
    manager.tick(page.contents.boxes[Part.NOTES])
    manager.rest()
    path = tmp_path / "Q4.xlsx"
    page.ask_path = lambda _title, _name, _kinds: path
    manager.press(Qt.Key.Key_E, CTRL)
    manager.until(lambda: page.recent.files)
    book = openpyxl.load_workbook(path)
    texts = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert texts >= {rep.name for rep in manager.desk.team.reps()}
    assert any(PROMISE in text for text in texts)
    assert not any("Zanzibar" in text for text in texts)
    assert_nowhere_inside(path, b"Zanzibar")
    assert manager.undo_words() == "Undo End one-on-one"


def limits(counts):
    """Natural limits of small counts: as square roots they scatter evenly."""
    roots = np.sqrt(np.array(counts) + 3 / 8)
    moves = np.abs(np.diff(roots))
    usual = moves[moves <= 3.267 * moves.mean()].mean() / 1.128
    reach = 3 * max(usual, roots.std(ddof=1))
    return [max(edge, 0) ** 2 - 3 / 8 for edge in (roots.mean() - reach, roots.mean() + reach)]


def counted_months(shared_data):
    return [row for row in maven.truth(shared_data, "maven_agent_month.csv") if row["sales_agent"] == REP]


def notes_in_the_file(path):
    desk = Desk(path)
    try:
        return {(str(note.visibility), note.text) for note in desk.meetings.notes(desk.team.rep(REP))}
    finally:
        desk.close()


def assert_nowhere_inside(path, secret):
    assert secret not in path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        assert [name for name in archive.namelist() if secret in archive.read(name)] == []
