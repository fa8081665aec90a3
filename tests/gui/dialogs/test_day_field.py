"""A line for a day, read the way the capture line of a meeting reads one."""

import datetime as dt

import pytest
from PySide6.QtCore import QLocale

from kpidesk.gui import formats
from kpidesk.gui.dialogs.day_field import DayField

TODAY = dt.date(2026, 8, 20)


@pytest.fixture
def field(dressed, qtbot):
    made = DayField("Due", "due", TODAY)
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-07-23", dt.date(2026, 7, 23)),
        ("2026/7/23", dt.date(2026, 7, 23)),
        ("23 Jul 2026", dt.date(2026, 7, 23)),
        ("23/07/2026", dt.date(2026, 7, 23)),
        ("23.7.2026", dt.date(2026, 7, 23)),
        ("28 Aug", dt.date(2026, 8, 28)),
        ("by Fri", dt.date(2026, 8, 21)),
        ("in 2 weeks", dt.date(2026, 9, 3)),
        ("29 Feb 2026", None),
        ("soon", None),
    ],
)
def test_days_are_read_as_people_type_them(field, text, day):
    field.line.setText(text)
    assert field.read() == day
    assert field.wrong is (day is None)


def test_what_was_understood_is_shown_with_its_year_when_the_line_is_left(field):
    field.line.setText("28 Aug")
    field.line.editingFinished.emit()
    assert field.line.text() == "28 Aug 2026"
    field.line.setText("31 Feb")
    field.line.editingFinished.emit()
    assert field.line.text() == "31 Feb"


def test_an_empty_line_is_a_problem_only_where_a_day_is_needed(field, qtbot):
    assert field.read() is None
    assert not field.wrong
    needed = DayField("Day", "day", TODAY, needed=True)
    qtbot.addWidget(needed)
    needed.read()
    assert needed.wrong


@pytest.mark.parametrize("language", ["de_DE", "en_US", "fr_FR", "ja_JP", "pl_PL", "ru_RU", "ar_EG", "hu_HU"])
@pytest.mark.parametrize("month", [1, 3, 5, 9, 12])
def test_what_it_shows_it_reads_in_every_language(field, language, month):
    before, day = QLocale(), dt.date(2025, month, 23)
    QLocale.setDefault(QLocale(language))
    try:
        field.show_day(day)
        assert formats.dated(day) == field.line.text()
        assert field.read() == day
    finally:
        QLocale.setDefault(before)
