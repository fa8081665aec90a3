"""A team whose names try to be formulas, markup, patterns and marks: everywhere they are only text."""

import datetime as dt
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from kpidesk.domain.terms import Visibility
from kpidesk.gui import formats
from kpidesk.gui.page_stack import PAGES
from tests.journeys.manager import CTRL, Manager

TODAY = dt.date(2026, 8, 20)
NAMES = (
    '=HYPERLINK("http://x","open")',
    "<img src=file:///etc/passwd>",
    "{0.__class__} %s %1 %2",
    r"$\frac{ & _x_",
    "@SUM(1)+cmd|'/C calc'!A0",
    "Maximiliane " + "von und zu Hohenstein-" * 12 + "Klee",
    "\u202eمحمد\u202c Ali\u200f",
    "-2+3 𝔘𝔫𝔦 👩\u200d💼",
)
NOTE = "=1+1\n\n<img src=file:///etc/passwd> ![picture](file:///etc/passwd) [link](http://x)"


@pytest.fixture
def hostile(dressed, qtbot, desk):
    """The sample team under other names, with a note, a KPI and a team of the same sort."""
    desk.fill_sample(TODAY)
    for rep, name in zip(desk.team.reps(), NAMES, strict=True):
        desk.team.change_rep(rep, replace(rep, name=name))
        desk.meetings.add_note(rep, NOTE, Visibility.SHARED, dt.datetime(2026, 8, 19, 12, tzinfo=dt.UTC))
    for kpi, name in zip(desk.team.kpis(), NAMES, strict=False):
        desk.kpis.change(kpi, replace(kpi, name=name))
    desk.team.name_workspace(replace(desk.team.workspace(), name=NAMES[0]))
    return Manager(qtbot, desk, TODAY)


def test_every_page_shows_hostile_names_as_text(hostile):
    for key in PAGES:
        hostile.window.go(key)
        assert_only_text_is_shown(hostile)
    for rep in hostile.desk.team.reps():
        hostile.window.go("reps", rep)
        assert hostile.page.detail.accessibleName() == rep.name
        hostile.window.go("prepare", rep)
        assert hostile.page.head.title.text() == formats.fill("Prepare: %1", rep.name)
        assert_only_text_is_shown(hostile)


def test_the_trend_of_a_kpi_with_a_hostile_name_is_drawn(hostile):
    for kpi in hostile.desk.team.kpis()[: len(NAMES)]:
        hostile.window.go("kpis", kpi)
        chart = hostile.page.detail.trend.chart
        hostile.until(lambda chart=chart: chart.drawn)
        assert chart.accessibleName().startswith(formats.isolated(kpi.name))


def test_no_formula_of_the_workbook_comes_from_data(hostile, tmp_path):
    page, path = hostile.go(Qt.Key.Key_7), tmp_path / "team.xlsx"
    for box in page.contents.boxes.values():
        box.setChecked(True)
    hostile.rest()
    page.ask_path = lambda _title, _name, _kinds: path
    hostile.press(Qt.Key.Key_E, CTRL)
    hostile.until(lambda: page.recent.files)

    cells = [cell for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row]
    formulas = [str(cell.value) for cell in cells if cell.data_type == "f"]
    texts = {str(cell.value) for cell in cells if cell.data_type == "s"}
    assert formulas
    assert texts >= set(NAMES)
    assert any(text.startswith("=1+1") for text in texts)
    for bait in ('HYPERLINK("http', "cmd|", "=1+1", "-2+3", "passwd", "Ali"):
        assert [formula for formula in formulas if bait in formula] == []
    with zipfile.ZipFile(path) as archive:
        links = [name for name in archive.namelist() if b'TargetMode="External"' in archive.read(name)]
    assert links == []


def assert_only_text_is_shown(manager):
    """Nothing is read as markup: no label guesses, and no tooltip has data in it that is not escaped."""
    manager.rest()
    window = manager.window
    assert not window.grab().isNull()
    guessing = [each for each in window.findChildren(QLabel) if each.textFormat() is not Qt.TextFormat.PlainText]
    assert [each.text() for each in guessing if "<" in each.text()] == []
    assert [each.toolTip() for each in window.findChildren(QWidget) if "<img" in each.toolTip()] == []
