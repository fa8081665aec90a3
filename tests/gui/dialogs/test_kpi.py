import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from kpidesk.domain.terms import Aggregation, Direction, Kind, Unit
from kpidesk.gui.dialogs.kpi import AddKpiDialog, EditKpiDialog
from kpidesk.gui.dialogs.kpi_form import key_of


@pytest.fixture
def add(window):
    return AddKpiDialog(window, window.context)


def kpi(window, name):
    return next(each for each in window.context.desk.team.kpis() if each.name == name)


def field(dialog, name):
    return dialog.findChild(QWidget, f"kpi_field_{name}")


def choose(dialog, name, data):
    box = field(dialog, name)
    box.setCurrentIndex([box.itemData(at) for at in range(box.count())].index(data))


def test_ticked_kpis_come_into_use_as_one_step(add, window, qtbot):
    items = {add.list.item(at).data(Qt.ItemDataRole.UserRole): add.list.item(at) for at in range(add.list.count())}
    items["calls_made"].setCheckState(Qt.CheckState.Checked)
    items["demos_held"].setCheckState(Qt.CheckState.Checked)
    with qtbot.waitSignal(add.saved):
        add.save()
    assert kpi(window, "Calls made").kind is Kind.LEADING
    window.menus.actions["undo"].trigger()
    assert "Calls made" not in [each.name for each in window.context.desk.team.kpis()]


def test_kpis_in_use_cannot_be_ticked_and_the_filter_hides_the_rest(add):
    items = {add.list.item(at).data(Qt.ItemDataRole.UserRole): add.list.item(at) for at in range(add.list.count())}
    assert items["discovery_held"].flags() == Qt.ItemFlag.NoItemFlags
    add.field.setText("voicemail")
    assert items["calls_made"].isHidden()


def test_a_role_shows_what_fits_it_and_ticks_what_is_usual(add, window):
    role = add.findChild(QComboBox, "catalogue_role")
    assert not add.usual.isEnabled()
    role.setCurrentIndex([role.itemData(at) for at in range(role.count())].index("channel"))
    shown = [add.list.item(at) for at in range(add.list.count()) if not add.list.item(at).isHidden()]
    assert 0 < len(shown) < add.list.count()
    assert not any(item.text().startswith("Calls made") for item in shown)
    add.usual.click()
    ticked = {item.text().split(" · ")[0] for item in shown if item.checkState() == Qt.CheckState.Checked}
    assert ticked == {"Customer visits", "Partner sessions", "Deal registrations", "Active partners"}
    add.save()
    assert ticked <= {each.name for each in window.context.desk.team.kpis()}


def test_an_own_kpi_needs_a_name_and_says_so_at_the_field(add):
    add.tabs.setCurrentIndex(1)
    add.save()
    assert add.form.name.wrong
    assert add.result() == 0


def test_an_own_kpi_is_added_with_all_it_says(add, window):
    add.tabs.setCurrentIndex(1)
    field(add, "name").setText("  Site   visits ")
    field(add, "noun").setText("visits")
    choose(add, "better", Direction.UP)
    add.save()
    made = kpi(window, "Site visits")
    assert (made.key, made.noun, made.aggregation) == ("site_visits", "visits", Aggregation.SUM)


def test_a_name_that_is_taken_is_refused_at_the_field(add, window):
    add.tabs.setCurrentIndex(1)
    field(add, "name").setText("discovery CALLS")
    add.save()
    assert add.form.name.wrong
    assert len([each for each in window.context.desk.team.kpis() if each.name.lower() == "discovery calls"]) == 1


def test_a_ratio_needs_both_sides_or_neither(add, window):
    add.tabs.setCurrentIndex(1)
    field(add, "name").setText("Calls to meetings")
    choose(add, "time", Aggregation.RATIO)
    choose(add, "top", "meetings_held")
    add.save()
    assert add.form.bottom.wrong
    choose(add, "bottom", "discovery_held")
    add.save()
    assert kpi(window, "Calls to meetings").denominator_key == "discovery_held"


def test_an_own_ratio_says_what_guards_it_and_which_way_is_better(add, window):
    add.tabs.setCurrentIndex(1)
    field(add, "name").setText("Calls to meetings")
    choose(add, "time", Aggregation.RATIO)
    choose(add, "across", Aggregation.RATIO)
    choose(add, "unit", Unit.PERCENT)
    choose(add, "better", Direction.UP)
    choose(add, "pair", "win_rate")
    choose(add, "top", "meetings_held")
    choose(add, "bottom", "meetings_held")
    add.save()
    assert add.form.bottom.wrong
    choose(add, "bottom", "discovery_held")
    add.save()
    made = kpi(window, "Calls to meetings")
    assert (made.numerator_key, made.denominator_key, made.pair_key) == ("meetings_held", "discovery_held", "win_rate")
    grid = window.context.desk.entries.grid(made, dt.date(2026, 8, 20))
    assert grid.table.rolled.value[0, -2] == pytest.approx(
        grid.table.rolled.numerator[0, -2] / grid.table.rolled.denominator[0, -2]
    )


def test_only_kpis_that_are_counted_can_be_sides_of_a_ratio(add):
    box = field(add, "top")
    assert "quota_attainment" not in [box.itemData(at) for at in range(box.count())]


def test_a_side_that_is_not_in_use_stays_what_the_definition_says(window):
    window.context.desk.kpis.take_into_use(["connect_rate"])
    before = kpi(window, "Connect rate")
    EditKpiDialog(window, window.context, before).save()
    assert kpi(window, "Connect rate") == before
    assert before.numerator_key == "conversations"


def test_archiving_what_another_kpi_is_worked_out_from_is_refused_in_the_dialog(window):
    dialog = EditKpiDialog(window, window.context, kpi(window, "Won revenue"))
    assert "Quota attainment: worked out from it." in dialog.news.text()
    dialog.archive()
    assert dialog.news.text().startswith("Quota attainment: worked out from Won revenue.")
    assert dialog.result() == 0
    assert kpi(window, "Won revenue")


def test_a_used_kpi_offers_to_archive_an_unused_one_to_delete(window):
    used = EditKpiDialog(window, window.context, kpi(window, "Discovery calls"))
    assert used.news.text().startswith("Rests on it: values, 2 targets,")
    assert used.findChild(QWidget, "kpi_archive")
    assert not used.findChild(QWidget, "kpi_delete")
    window.context.desk.kpis.take_into_use(["demos_held"])
    unused = EditKpiDialog(
        window, window.context, next(each for each in window.context.desk.team.kpis() if each.key == "demos_held")
    )
    assert unused.findChild(QWidget, "kpi_delete")
    unused.delete()
    assert "demos_held" not in [each.key for each in window.context.desk.team.kpis(archived=True)]
    window.menus.actions["undo"].trigger()
    assert "demos_held" in [each.key for each in window.context.desk.team.kpis()]


@pytest.mark.parametrize("name", ["Discovery calls", "Won revenue", "Win rate", "Quota attainment"])
def test_saving_without_a_change_changes_nothing(window, name):
    before = kpi(window, name)
    EditKpiDialog(window, window.context, before).save()
    assert kpi(window, name) == before


def test_a_kpi_that_comes_into_use_while_its_dialog_is_open_is_not_deleted(window):
    desk = window.context.desk
    kpi = desk.kpis.take_into_use(["customer_visits"])[0]
    dialog = EditKpiDialog(window, window.context, kpi)
    desk.targets.set_target("customer_visits", 4.0, on=dt.date(2026, 8, 3))
    delete = dialog.findChild(QPushButton, "kpi_delete")
    assert delete is not None
    delete.click()
    assert "customer_visits" in {each.key for each in desk.team.kpis()}
    assert dialog.news.text().endswith("Archive it instead; nothing is lost then.")
    assert [each.value for each in desk.team.targets(kpi.id)] == [4.0]


def test_a_kpi_can_be_changed_archived_and_brought_back(window):
    dialog = EditKpiDialog(window, window.context, kpi(window, "Discovery calls"))
    field(dialog, "definition").setPlainText("Ten minutes or more.")
    dialog.save()
    assert kpi(window, "Discovery calls").definition == "Ten minutes or more."
    EditKpiDialog(window, window.context, kpi(window, "Discovery calls")).archive()
    assert "Discovery calls" not in [each.name for each in window.context.desk.team.kpis()]
    window.menus.actions["undo"].trigger()
    assert kpi(window, "Discovery calls").definition == "Ten minutes or more."


def test_a_key_is_made_of_plain_letters():
    assert key_of("Calls à 10 €, held!") == "calls_a_10_held"
    assert key_of("電話") == "kpi"
