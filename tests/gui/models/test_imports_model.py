import datetime as dt

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QAbstractItemModelTester

from kpidesk.domain.entities import Import, new_id
from kpidesk.gui.models.imports_model import Col, ImportsModel
from kpidesk.gui.roles import Role

AT = dt.datetime(2026, 8, 17, 9, 12, tzinfo=dt.UTC).astimezone()
FIRST = Import(new_id(), 1, "crm <b>old</b>.csv", "00", "CRM", "records", AT, 656, 650, 6, 3445, 12, 0)
BACK = Import(new_id(), 2, "wrong.csv", "11", "", "long", AT, 5, 5, 0, 5, 0, 0, undone_at=AT)


@pytest.fixture
def model():
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    made = ImportsModel()
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    made.set_rows([BACK, FIRST])
    return made


def test_each_import_says_when_what_and_how_much(model):
    texts = [model.index(1, column).data() for column in Col]
    assert texts[Col.FILE] == "crm <b>old</b>.csv"
    assert texts[Col.AT] == f"17 Aug {AT:%H:%M}"
    assert (texts[Col.ROWS], texts[Col.NEW], texts[Col.CHANGED]) == ("656", "3,445", "12")
    assert texts[Col.STATE] == "6 rows left out"


def test_one_taken_back_is_muted_and_says_so(model):
    assert model.index(0, Col.STATE).data() == "Taken back 17 Aug"
    assert model.index(0, Col.FILE).data(Role.ARCHIVED) is True
    assert model.index(1, Col.FILE).data(Role.ARCHIVED) is False


def test_rows_are_found_again_and_sorted_by_native_values(model):
    assert model.row_of(FIRST.id) == 1
    assert model.row_of(new_id()) == -1
    assert model.row_at(0) is BACK
    assert model.row_at(9) is None
    assert model.index(1, Col.NEW).data(Role.SORT) == 3445


def test_every_row_has_one_sentence_for_a_screen_reader(model):
    spoken = model.index(1, Col.FILE).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Rows read 656" in spoken
    assert "State 6 rows left out" in spoken
