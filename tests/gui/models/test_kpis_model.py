import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from kpidesk.domain.entities import Kpi, new_id
from kpidesk.domain.terms import Kind, Status
from kpidesk.gui.models.kpis_model import KpiRow, KpisModel
from kpidesk.gui.roles import Role

CALLS = Kpi(new_id(), "discovery_held", "Discovery calls", definition="First conversations.")
REVENUE = Kpi(new_id(), "revenue_won", "Won revenue", kind=Kind.LAGGING)
ROWS = [
    KpiRow(REVENUE, Status.WATCH, "EUR in Q3, team, pace", "€1.21M", "of €1.31M"),
    KpiRow(CALLS, Status.GOOD, "calls a week", "11.5", "of 12"),
]


@pytest.fixture
def model(qapp):
    model = KpisModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_rows(ROWS)
    return model


def shown(model):
    return [model.index(row).data() for row in range(model.rowCount())]


def test_leading_comes_first_each_kind_under_its_head(model):
    assert shown(model) == ["Leading", "Discovery calls", "Lagging", "Won revenue"]
    assert model.first() == 1


def test_heads_cannot_be_chosen(model):
    assert model.flags(model.index(0)) == Qt.ItemFlag.NoItemFlags
    assert model.flags(model.index(1)) & Qt.ItemFlag.ItemIsSelectable


def test_a_row_is_spoken_in_one_line(model):
    spoken = model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Discovery calls, on target, 11.5 of 12, calls a week"
    assert model.index(1).data(Role.ENTITY) == CALLS


def test_the_filter_looks_at_names_and_definitions_and_drops_empty_groups(model):
    model.set_filter("CONVERSATIONS")
    assert shown(model) == ["Leading", "Discovery calls"]
    model.set_filter("")
    assert model.rowCount() == 4


def test_the_same_kpis_with_other_numbers_are_no_reset(model, qtbot):
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.set_rows([ROWS[0], KpiRow(CALLS, Status.WATCH, "calls a week", "10.0", "of 12")])
    assert model.index(1).data(Role.TEXT) == "10.0"
    assert model.row_of(REVENUE.id) == 3
