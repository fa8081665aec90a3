import datetime as dt

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QAbstractItemModelTester

from kpidesk.domain.entities import Holiday, new_id
from kpidesk.gui.models.holidays_model import Col, HolidaysModel
from kpidesk.gui.roles import Role

CHRISTMAS_EVE = Holiday(new_id(), dt.date(2026, 12, 24), "Christmas Eve", share=0.5)
EPIPHANY = Holiday(new_id(), dt.date(2026, 1, 6), "Epiphany <b>", "Bavaria")


@pytest.fixture
def model():
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    made = HolidaysModel()
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    made.set_rows([CHRISTMAS_EVE, EPIPHANY], dt.date(2026, 8, 20))
    return made


def test_each_holiday_says_when_what_and_for_whom(model):
    rows = [[model.index(row, column).data() for column in Col] for row in range(2)]
    assert rows == [
        ["6 Jan 2026", "Epiphany <b>", "Bavaria"],
        ["24 Dec 2026", "Christmas Eve, half day", "Company"],
    ]
    assert model.index(1, Col.DAY).data(Qt.ItemDataRole.AccessibleTextRole) == (
        "24 Dec 2026, Christmas Eve, half day, Company"
    )


def test_days_that_are_over_are_muted(model):
    assert [model.index(row, Col.NAME).data(Role.ARCHIVED) for row in range(2)] == [True, False]


def test_rows_are_sorted_by_native_values(model):
    model.sort(Col.NAME)
    assert [each.name for each in model.shown] == ["Christmas Eve", "Epiphany <b>"]
    model.sort(Col.DAY, Qt.SortOrder.DescendingOrder)
    assert model.index(0, Col.DAY).data(Role.SORT) == CHRISTMAS_EVE.on
