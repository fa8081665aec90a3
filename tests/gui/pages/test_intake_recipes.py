"""Recipes on the Import page: what is counted, saved and offered again, fixes, and the last look before writing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from kpidesk.domain.terms import Kind
from kpidesk.gui.dialogs.recipe_kpi import OwnKpiDialog
from kpidesk.services.file_settings import Setting
from kpidesk.services.recipe_parts import How

WAIT = 20_000
DEALS = """Rep,Stage,Opened,Closed,Value
Maya Okafor,Won,2026-08-03,2026-08-10,100
Maya Okafor,Lost,2026-08-03,2026-08-11,50
Ben Carter,Won,2026-08-04,2026-08-12,70
"""
WEEKS = """Rep,Week,Discovery calls,Store visits
Maya Okafor,2026-W31,3,{}
Ben Carter,2026-W32,k.A.,2
Maya Okafor,2026-W33,4,1
"""


@pytest.fixture
def page(window):
    window.go("intake")
    return window.page


@pytest.fixture
def opened(qtbot, page, tmp_path):
    def open_text(text, name="export.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        page.open_file(path)
        rest(qtbot, page)

    return open_text


def rest(qtbot, page):
    qtbot.waitUntil(lambda: page.work.piece is None, timeout=WAIT)


def finding(page, words):
    return next(each for each in page.findings.problems.model.rows if words in each.title)


def press(qtbot, page, words):
    """Go to a finding and press Enter."""
    card = page.findings.problems
    card.view.setCurrentIndex(card.model.index(card.model.rows.index(finding(page, words))))
    qtbot.keyClick(card.view, Qt.Key.Key_Return)
    rest(qtbot, page)


def keys(page):
    return [rule.key for rule in page.session.preview.recipe.kpis]


def test_deals_without_a_recipe_are_counted_after_one_key(qtbot, page, opened):
    opened(DEALS)
    assert not page.footer.import_now.isEnabled()
    press(qtbot, page, "These can be counted")
    assert keys(page) == ["opps_created", "deals_won", "revenue_won", "win_rate"]
    assert page.footer.import_now.isEnabled()
    assert page.settings.rules.isVisible()


def test_what_is_counted_is_changed_in_a_dialog(qtbot, page, opened):
    opened(DEALS)
    dialog = page.recipes.edit_rules(page.session.preview)
    dialog.list.setCurrentRow(1)
    assert dialog.main.conditions[0].ticked() == ("Won",)
    items = [dialog.main.conditions[0].list.item(at) for at in range(dialog.main.conditions[0].list.count())]
    next(item for item in items if item.text() == "Lost").setCheckState(Qt.CheckState.Checked)
    dialog.list.setCurrentRow(3)
    dialog.remove_rule()
    dialog.keep.click()
    rest(qtbot, page)
    assert keys(page) == ["opps_created", "deals_won", "revenue_won"]
    assert page.session.preview.recipe.kpis[1].measure.where == (("Stage", ("Won", "Lost")),)


def test_a_rule_that_says_too_little_is_refused_in_the_dialog(page, opened):
    opened(DEALS)
    dialog = page.recipes.edit_rules(page.session.preview)
    dialog.list.setCurrentRow(1)
    dialog.main.how.choose(How.SUM)
    dialog.main.how.activated.emit(dialog.main.how.currentIndex())
    dialog.keep.click()
    assert dialog.isVisible()
    assert dialog.problem.text() == "Choose the column whose numbers are taken."
    dialog.reject()


def test_a_column_becomes_a_kpi_of_ones_own(qtbot, page, opened):
    opened(WEEKS.format(1))
    box = page.preview.header.boxes[3]
    box.setCurrentIndex(box.findData("new_kpi"))
    box.activated.emit(box.currentIndex())
    dialog = page.findChild(OwnKpiDialog)
    assert dialog.findChild(QLineEdit, "own_kpi_name").text() == "Store visits"
    dialog.keep.click()
    rest(qtbot, page)
    assert box.currentText() == "Store visits"
    define = page.session.preview.recipe.kpis[-1].define
    assert (define.name, define.kind) == ("Store visits", Kind.LEADING)


def test_a_word_is_read_as_missing_by_one_key_and_taken_back_by_another(qtbot, page, opened):
    opened(WEEKS.format(1))
    assert finding(page, "“k.A.” is not a number").button == "Is missing"
    press(qtbot, page, "“k.A.” is not a number")
    assert page.session.preview.recipe.file.missing == ("k.A.",)
    press(qtbot, page, "is read as missing")
    assert page.session.preview.recipe.file.missing == ()


def test_two_readings_of_a_date_are_shown_on_an_example(qtbot, page, opened):
    opened("Rep,Date,Discovery calls\nMaya Okafor,05/01/2026,3\nBen Carter,06/01/2026,4\nMaya Okafor,07/01/2026,1\n")
    assert finding(page, "“05/01/2026” is").title.endswith("is 5 Jan 2026")
    press(qtbot, page, "is 1 May 2026")
    assert page.session.preview.recipe.file.date_order == "mdy"


def test_a_saved_recipe_reads_the_next_file_of_its_kind(qtbot, page, opened):
    opened(DEALS)
    press(qtbot, page, "These can be counted")
    dialog = page.recipes.save(page.session.preview)
    dialog.findChild(QLineEdit, "recipe_name").setText("Deals")
    dialog.keep.click()
    assert page.settings.words.text() == "Recipe Deals"
    opened(DEALS, "next.csv")
    assert page.settings.words.text() == "Recipe Deals"
    assert page.footer.import_now.isEnabled()


def test_a_renamed_column_is_named_and_asked_about(qtbot, page, opened):
    opened(DEALS)
    press(qtbot, page, "These can be counted")
    page.context.desk.recipes.save(page.session.preview.recipe, "Deals", page.session.preview.columns)
    opened(DEALS.replace("Stage", "Deal stage"), "next.csv")
    assert page.offer.isVisible()
    assert "“Stage” is now called “Deal stage”." in page.offer.accessibleName()
    qtbot.mouseClick(page.offer.use, Qt.MouseButton.LeftButton)
    rest(qtbot, page)
    assert not page.offer.isVisible()
    assert page.session.preview.recipe.kpis[1].measure.where == (("Deal stage", ("Won",)),)


def test_the_last_look_says_what_is_new_and_what_changes(qtbot, window, page, opened):
    opened(WEEKS.format(1))
    page.show_review()
    page.import_now()
    rest(qtbot, page)
    opened(WEEKS.format(1).replace("W33,4", "W33,9"), "next.csv")
    page.show_review()
    assert page.review.title.text() == "3 rows become 2 weekly scorecards."
    changes = page.review.changes.model
    cells = [changes.index(0, column).data() for column in range(changes.columnCount())]
    assert cells[:2] == ["Maya Okafor", "Discovery calls"]
    assert cells[3:] == ["4", "9"]
    qtbot.mouseClick(page.footer.back, Qt.MouseButton.LeftButton)
    assert page.stages.currentWidget() is page.check


def test_what_the_numbers_are_is_chosen_for_a_file_with_a_column_for_each_period(qtbot, page, opened):
    opened("Rep,2026-W31,2026-W32\nMaya Okafor,3,4\nBen Carter,1,2\n", "numbers.csv")
    box = page.settings.boxes[Setting.KPI]
    box.setCurrentIndex(box.findData("discovery_held"))
    box.activated.emit(box.currentIndex())
    rest(qtbot, page)
    assert keys(page) == ["discovery_held"]
    assert page.footer.import_now.isEnabled()
