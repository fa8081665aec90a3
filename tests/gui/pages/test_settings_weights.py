"""Weights in Settings: each row is kept as soon as it makes sense, for all KPIs or for one."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from kpidesk.domain.entities import Season, new_id
from kpidesk.gui.pages.settings_weight_words import explain


@pytest.fixture
def page(window):
    window.go("settings")
    window.page.turn_to("weights_card")
    return window.page


@pytest.fixture
def card(page):
    return page.weights


@pytest.fixture
def seasons(window):
    return window.context.desk.schedules


def type_into(row, at, value):
    row.boxes[at].setValue(value)
    row.boxes[at].editingFinished.emit()


def december(card, value=0.5):
    type_into(card.rows["months"], 11, value)


def test_without_weights_every_working_day_counts_the_same(card):
    assert card.words.text().startswith("Every working day counts the same")
    assert card.rows["weekdays"].values == (1, 1, 1, 1, 1, 0, 0)
    assert not card.reset.isEnabled()


def test_a_weight_is_kept_at_once_explained_and_undone(card, seasons, window):
    december(card)
    assert seasons.season().months == (*(1,) * 11, 0.5)
    assert card.words.text() == "A day in December counts half of a day in January. Targets and pace follow that."
    window.editor.undo()
    assert seasons.season() is None
    assert card.rows["months"].boxes[11].value() == 1


def test_leaving_a_field_without_a_change_is_no_step(card, window):
    before = window.editor.undo_label
    for row in card.rows.values():
        row.boxes[0].editingFinished.emit()
    assert window.editor.undo_label == before


def test_a_weight_with_more_digits_than_are_printed_is_not_rounded_by_looking(card, seasons, window):
    seasons.keep_season(Season(new_id(), weekdays=(1, 1, 1, 1, 1 / 3, 0, 0)))
    card.reload()
    assert card.rows["weekdays"].boxes[4].text() == "0.33"
    assert card.keep()
    assert seasons.season().weekdays[4] == 1 / 3


def test_shares_of_quarters_are_kept_when_they_add_up(card, seasons):
    card.fixed.setChecked(True)
    assert seasons.season().quarters == (0.25,) * 4
    quarters = card.rows["quarters"]
    type_into(quarters, 3, 40)
    assert "add up to 115%" in quarters.boxes[3].accessibleDescription()
    for at in range(3):
        assert seasons.season().quarters == (0.25,) * 4
        type_into(quarters, at, 20)
    assert seasons.season().quarters == (0.2, 0.2, 0.2, 0.4)
    assert not quarters.wrong
    card.fixed.setChecked(False)
    assert seasons.season().quarters == ()


def test_shares_that_do_not_add_up_yet_stay_as_typed(card, seasons, page):
    card.fixed.setChecked(True)
    quarters = card.rows["quarters"]
    type_into(quarters, 3, 40)
    december(card)
    assert seasons.season().months[11] == 0.5
    assert quarters.boxes[3].value() == 40
    assert page.leave() is False
    card.whom.setCurrentIndex(1)
    assert card.whom.currentIndex() == 0
    assert quarters.boxes[3].value() == 40


@pytest.mark.parametrize(
    ("row", "values", "says"),
    [("weekdays", [0] * 7, "A week needs a day that counts"), ("months", [0], "every month a weight above 0")],
)
def test_weights_that_make_no_sense_are_said_at_their_row(card, seasons, row, values, says):
    for at, value in enumerate(values):
        type_into(card.rows[row], at, value)
    assert says in card.rows[row].boxes[0].accessibleDescription()
    other = "months" if row == "weekdays" else "weekdays"
    assert not card.rows[other].wrong
    kept = seasons.season()
    assert kept is None or any(kept.weekdays)


def test_a_kpi_has_the_weights_for_all_until_it_gets_its_own(card, seasons, window):
    december(card)
    kpi = window.context.desk.team.kpis()[0]
    card.whom.choose(kpi.id)
    assert card.rows["months"].boxes[11].value() == 0.5
    assert "a change here gives this KPI its own" in card.words.text()
    assert seasons.season(kpi.id) is None
    type_into(card.rows["weekdays"], 4, 0.5)
    assert seasons.season(kpi.id).weekdays == (1, 1, 1, 1, 0.5, 0, 0)
    assert seasons.season(kpi.id).months[11] == 0.5
    assert seasons.season().weekdays[4] == 1
    card.reset.click()
    assert seasons.season(kpi.id) is None
    assert card.rows["weekdays"].boxes[4].value() == 1


def test_back_to_equal_days_forgets_all_weights(card, seasons):
    december(card)
    card.reset.click()
    assert seasons.season() is None
    assert card.rows["months"].values == (1,) * 12


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"weekdays": (1, 1, 1, 1, 0.8, 0, 0)}, "A Friday counts 80% of a Monday."),
        ({"months": (0.25, *(1,) * 11)}, "A day in January counts a quarter of a day in February."),
        ({"quarters": (0.2, 0.2, 0.2, 0.4)}, "A yearly target is split Q1 20%, Q2 20%, Q3 20%, Q4 40%."),
    ],
)
def test_weights_are_explained_by_an_example(dressed, fields, says):
    assert explain(Season(new_id(), **fields)) == f"{says} Targets and pace follow that."


def test_the_wheel_scrolls_over_numbers_that_do_not_have_the_focus(card, page):
    page.tabs.setFocus()
    box = card.rows["months"].boxes[0]
    middle = QPointF(box.rect().center())
    wheel = QWheelEvent(
        middle,
        box.mapToGlobal(middle),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, wheel)
    assert box.value() == 1
