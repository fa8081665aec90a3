"""The Reports page: what is seen is what is written, and nothing private is in either."""

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from kpidesk.domain.calendars import FiscalCalendar
from kpidesk.domain.terms import Visibility
from kpidesk.gui import formats
from kpidesk.gui.pages.reports_contents import spans
from kpidesk.gui.pages.reports_export import safe_name
from kpidesk.gui.pages.reports_preview import runs
from kpidesk.reports.model import Part
from kpidesk.reports.workbook.preview import PreviewCell, Style

WAIT = 30_000
SECRET = "Zanzibar 4711"


def made(qtbot, page):
    qtbot.waitUntil(lambda: page._making is None and not page.context.jobs.busy, timeout=WAIT)


@pytest.fixture
def page(qtbot, window):
    window.go("reports")
    made(qtbot, window.page)
    return window.page


def tabs(page):
    return [page.preview.tabs.tabText(at) for at in range(page.preview.tabs.count())]


def texts(page):
    model = page.preview.model
    return [model.index(row, column).data() for row in range(model.rowCount()) for column in range(model.columnCount())]


def written(qtbot, page, path):
    page.ask_path = lambda _title, _name, _kinds: path
    page.export_excel()
    qtbot.waitUntil(lambda: page._writing is None, timeout=WAIT)


def test_the_summary_sheet_is_shown_as_the_file_will_have_it(page):
    assert page.preview.model.index(0, 0).data() == "One-on-one summary: Mid-market West"
    assert tabs(page)[0] == "Summary"
    found = texts(page)
    assert "Maya Okafor" in found
    assert "71%" in found
    assert "◆ At risk" in found


def test_every_sheet_of_the_file_has_a_tab(qtbot, page, tmp_path):
    written(qtbot, page, tmp_path / "out.xlsx")
    assert openpyxl.load_workbook(tmp_path / "out.xlsx").sheetnames == tabs(page)


def test_the_period_is_told_in_days_and_weeks(qtbot, page):
    assert page.contents.period.currentText() == "Q3 2026 to date"
    assert page.contents.days.text() == "1 Jul to 20 Aug, weeks 27 to 33"
    page.contents.period.setCurrentIndex(page.contents.period.findData("last_month"))
    made(qtbot, page)
    assert page.contents.days.text() == "1 Jul to 31 Jul, weeks 27 to 30"
    assert "weeks 27 to 30" in page.preview.model.index(1, 0).data()


def test_only_the_newest_of_several_wishes_is_shown(qtbot, page):
    for key in ("last_quarter", "this_month", "last_month"):
        page.contents.period.setCurrentIndex(page.contents.period.findData(key))
    made(qtbot, page)
    assert page._found.period.last == dt.date(2026, 7, 31)


def test_periods_are_cut_by_the_fiscal_year():
    found = {span.key: span for span in spans(FiscalCalendar(0, 2), dt.date(2026, 8, 20))}
    assert found["this_quarter"].first == dt.date(2026, 8, 1)
    assert found["this_quarter"].label == "Q3 2027 to date"
    assert (found["last_quarter"].first, found["last_quarter"].last) == (dt.date(2026, 5, 1), dt.date(2026, 7, 31))
    assert found["this_year"].first == dt.date(2026, 2, 1)
    assert max(span.last for span in found.values()) == dt.date(2026, 8, 20)


def test_sheets_say_how_much_is_in_them_and_go_when_unticked(qtbot, page):
    assert page.contents._counts[Part.LEADING].text() == "4 KPIs"
    assert page.contents._counts[Part.NOTES].text() == "off"
    page.contents.boxes[Part.COMMITMENTS].click()
    made(qtbot, page)
    assert "Commitments" not in tabs(page)
    assert page.contents._counts[Part.COMMITMENTS].text() == "off"


def test_there_is_no_way_to_include_private_notes_and_their_number_is_told(page):
    words = [label.text() for label in page.never.findChildren(type(page.contents.days))]
    assert "12 private notes in this period stay in your file." in words
    assert "Private notes. There is no option to add them." in words
    assert {part.value for part in page.contents.boxes} == {part.value for part in Part}


def test_no_private_word_reaches_preview_or_file(qtbot, page, tmp_path):
    desk = page.context.desk
    maya = desk.team.rep("Maya Okafor")
    now = dt.datetime(2026, 8, 19, 12, tzinfo=dt.UTC)
    desk.meetings.add_note(maya, SECRET, Visibility.PRIVATE, now)
    page.contents.boxes[Part.NOTES].click()
    made(qtbot, page)
    for at in range(page.preview.tabs.count()):
        page.preview.tabs.setCurrentIndex(at)
        assert not any("Zanzibar" in text for text in texts(page))
    written(qtbot, page, tmp_path / "all.xlsx")
    file = openpyxl.load_workbook(tmp_path / "all.xlsx")
    assert not any("Zanzibar" in str(cell.value) for sheet in file for row in sheet.iter_rows() for cell in row)


def test_a_written_workbook_is_told_and_listed(qtbot, window, page, tmp_path):
    written(qtbot, page, tmp_path / "Team Q3.xlsx")
    assert [each.path.name for each in page.recent.files] == ["Team Q3.xlsx"]
    assert page.recent.files[0].what.startswith("Excel, ")
    assert window._toast.accessibleName() == "Written: Team Q3.xlsx"
    assert not page.preview.progress.isVisible()


def test_ctrl_e_exports_from_any_page(qtbot, window, page, tmp_path):
    page.ask_path = lambda _title, _name, _kinds: tmp_path / "menu.xlsx"
    window.go("reps")
    window.menus.actions["export_excel"].trigger()
    qtbot.waitUntil(lambda: (tmp_path / "menu.xlsx").exists() and page._writing is None, timeout=WAIT)
    assert window.page is page


def test_ctrl_e_exports_as_soon_as_the_first_preview_is_made(qtbot, window, tmp_path):
    window.go("reports")
    page = window.page
    page.ask_path = lambda _title, _name, _kinds: tmp_path / "early.xlsx"
    window.menus.actions["export_excel"].trigger()
    assert page._found is None
    qtbot.waitUntil(lambda: bool(page.recent.files), timeout=WAIT)
    assert (tmp_path / "early.xlsx").exists()


def test_the_proposed_name_is_one_every_system_takes(page):
    asked = []
    page.ask_path = lambda _title, name, _kinds: asked.append(name)
    page._found = page._found.__class__(
        **{name: getattr(page._found, name) for name in page._found.__slots__} | {"team": 'West/"East": <b>'}
    )
    page.export_excel()
    assert asked == ["West East b Q3 2026, weeks 27 to 33.xlsx"]


def test_a_folder_that_refuses_costs_one_sentence(qtbot, window, page, tmp_path):
    written(qtbot, page, tmp_path / "missing" / "out.xlsx")
    box = window.findChild(QMessageBox, "refused")
    assert "There is no folder" in box.text()
    box.close()
    assert page.recent.files == []
    assert page.export.excel.isEnabled()


def test_an_export_can_be_stopped_and_leaves_no_file(qtbot, window, page, tmp_path):
    page.ask_path = lambda _title, _name, _kinds: tmp_path / "never.xlsx"
    page.export_excel()
    assert page.preview.progress.isVisible()
    assert not page.export.excel.isEnabled()
    qtbot.mouseClick(page.preview.progress.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page._writing is None, timeout=WAIT)
    assert list(tmp_path.glob("*.xlsx*")) == []
    assert "was cancelled" in window._toast.accessibleName()


def test_a_narrow_window_keeps_export_in_the_head_and_the_statement_in_sight(qtbot, window, page):
    window.resize(1100, 668)
    qtbot.waitUntil(page.export_now.isVisible)
    assert not page.export.isVisible()
    assert page.never.isVisible()
    window.resize(1440, 868)
    qtbot.waitUntil(page.export.isVisible)
    assert page.never.isVisible()


def test_a_change_elsewhere_remakes_the_preview(qtbot, window, page):
    desk = page.context.desk
    maya = desk.team.rep("Maya Okafor")
    window.go("reps")
    window.editor.do(lambda: desk.team.archive_rep(maya))
    window.go("reports")
    made(qtbot, page)
    assert "Maya Okafor" not in texts(page)
    assert page.contents.team.currentText() == "Mid-market West, 7 reps"


def test_an_empty_file_says_what_to_do(qtbot, empty_window):
    empty_window.go("reports")
    page = empty_window.page
    made(qtbot, page)
    assert "There are no reps in this file yet" in page.preview.words.text()
    assert not page.export.excel.isEnabled()
    assert not page.export_now.isEnabled()


def test_a_text_runs_on_over_empty_cells_as_in_a_spreadsheet():
    plain = Style("General", bold=False, colour="", size=10, right=False, fill="", line="")
    boxed = Style("General", bold=False, colour="", size=10, right=False, fill="", line="cell")
    title, number, blank = PreviewCell("Title", plain), PreviewCell(3.0, plain), PreviewCell(None, boxed)
    assert runs((title, None, None)) == [(0, 3)]
    assert runs((title, None, title, number)) == [(0, 2)]
    assert runs((title, blank)) == []
    assert runs((number, None)) == []


def test_a_name_without_an_ending_gets_the_right_one(page, monkeypatch):
    answers = iter([("/somewhere/West", ""), ("", "")])
    monkeypatch.setattr("kpidesk.gui.pages.reports.QFileDialog.getSaveFileName", lambda *_: next(answers))
    assert page._ask_path("t", "a.xlsx", "") == Path("/somewhere/West.xlsx")
    assert page._ask_path("t", "a.xlsx", "") is None


def test_the_marks_that_keep_a_name_in_place_on_screen_do_not_get_into_the_name_of_a_file():
    assert safe_name(formats.fill("Recap %1", "مريم حداد")) == "Recap مريم حداد"
