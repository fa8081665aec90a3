"""A recipe seen column by column, and changed column by column."""

from kpidesk.domain.entities import Kpi, new_id
from kpidesk.domain.terms import Kind
from kpidesk.intake.recipes import (
    TURNED_REP,
    DateColumn,
    How,
    KpiRule,
    Layout,
    LongColumns,
    Measure,
    NewKpi,
    Recipe,
    RepColumns,
)
from kpidesk.services.column_uses import NOTHING, Part, Use, assign, assign_new, choices, kpi_names, uses
from kpidesk.services.file_settings import Setting, setting, with_setting

COLUMNS = ("Agent", "Week", "Calls", "Region", "Opps")
RECIPE = Recipe(
    layout=Layout.COLUMNS,
    rep=RepColumns(column="Agent", describes=(("team", "Region"),)),
    date=DateColumn("Week"),
    kpis=(KpiRule("calls_made", column="Calls"),),
)
CALLS, OPPS = Use(Part.KPI, ("calls_made",)), Use(Part.KPI, ("opps_created",))


def test_every_column_says_what_it_is_for():
    assert uses(RECIPE, COLUMNS) == [Use(Part.REP), Use(Part.DATE), CALLS, Use(Part.FIELD, ("team",)), NOTHING]


def test_each_of_several_columns_of_reps_can_be_left_out():
    recipe = Recipe(layout=Layout.COLUMNS, rep=RepColumns(column=TURNED_REP, columns=("Maya", "Ben")))
    assert uses(recipe, ("Week", "Maya", "Ben")) == [NOTHING, Use(Part.REP), Use(Part.REP)]
    without = assign(recipe, "Ben", NOTHING)
    assert without.rep == RepColumns(column=TURNED_REP, columns=("Maya",))
    assert assign(without, "Maya", NOTHING).rep == RepColumns()


def test_weeks_without_a_year_are_periods_where_several_are():
    recipe = Recipe(layout=Layout.WIDE, rep=RepColumns(column="Rep"))
    assert uses(recipe, ("Rep", "KW 5", "KW 6")) == [Use(Part.REP), Use(Part.PERIOD), Use(Part.PERIOD)]


def test_names_of_columns_are_compared_as_people_read_them():
    assert uses(RECIPE, ("AGENT", "week "))[0] == Use(Part.REP)


def test_a_column_becomes_a_kpi_and_stops_being_anything_else():
    changed = assign(RECIPE, "Region", OPPS)
    assert uses(changed, COLUMNS)[3] == OPPS
    assert changed.rep.describes == ()


def test_a_kpi_moves_to_the_column_it_was_given_last():
    changed = assign(RECIPE, "Opps", CALLS)
    assert uses(changed, COLUMNS)[2] == NOTHING
    assert uses(changed, COLUMNS)[4] == CALLS


def test_targets_of_a_kpi_stay_where_its_values_move():
    both = Recipe(kpis=(KpiRule("calls_made", column="Goal", target=True), KpiRule("calls_made", column="Calls")))
    changed = assign(both, "Dials", CALLS)
    assert uses(changed, ("Goal", "Calls", "Dials")) == [Use(Part.TARGET, ("calls_made",)), NOTHING, CALLS]


def test_one_column_is_set_to_targets_beside_the_values():
    targets = Use(Part.TARGET, ("calls_made",))
    changed = assign(RECIPE, "Opps", targets)
    assert uses(changed, COLUMNS)[2::2] == [CALLS, targets]
    assert changed.kpis[1] == KpiRule("calls_made", column="Opps", target=True)
    moved = assign(changed, "Region", targets)
    assert uses(moved, COLUMNS)[2:] == [CALLS, targets, NOTHING]
    assert targets in choices(Layout.COLUMNS, ("calls_made",))
    assert targets not in choices(Layout.RECORDS, ("calls_made",))


def test_a_kpi_of_ones_own_keeps_its_definition_in_another_column():
    demos = NewKpi("Demos", Kind.LEADING)
    own = assign_new(RECIPE, "Opps", "demos", demos)
    for part in (Part.KPI, Part.TARGET):
        moved = assign(own, "Opps", Use(part, ("demos",)))
        assert moved.kpis[-1].define == demos


def test_a_column_left_out_is_for_nothing():
    for column in COLUMNS:
        assert set(uses(assign(RECIPE, column, NOTHING), (column,))) == {NOTHING}


def test_first_and_last_name_take_the_place_of_one_column():
    changed = assign(assign(RECIPE, "First", Use(Part.FIRST)), "Last", Use(Part.LAST))
    assert (changed.rep.column, changed.rep.first, changed.rep.last) == (None, "First", "Last")
    assert uses(changed, ("Agent", "First", "Last")) == [NOTHING, Use(Part.FIRST), Use(Part.LAST)]


def test_another_date_column_says_its_own_cadence():
    monthly = with_setting(RECIPE, Setting.CADENCE, "month")
    assert setting(monthly, Setting.CADENCE) == "month"
    assert setting(assign(monthly, "Region", Use(Part.DATE)), Setting.CADENCE) == ""


def test_long_files_have_a_column_of_names_and_one_of_values():
    long = Recipe(layout=Layout.LONG, long=LongColumns("KPI", "Amount"))
    assert uses(long, ("KPI", "Amount")) == [Use(Part.KPI_NAME), Use(Part.VALUE)]
    assert uses(assign(long, "Other", Use(Part.VALUE)), ("Amount", "Other")) == [NOTHING, Use(Part.VALUE)]
    assert Use(Part.VALUE) in choices(Layout.LONG, ("calls_made",))
    both = assign(long, "Goal", Use(Part.BESIDE))
    assert uses(both, ("KPI", "Amount", "Goal")) == [Use(Part.KPI_NAME), Use(Part.VALUE), Use(Part.BESIDE)]
    assert assign(both, "Goal", NOTHING) == long
    assert CALLS not in choices(Layout.LONG, ("calls_made",))


def test_rules_of_a_recipe_for_deals_are_told_and_go_with_the_column_they_need():
    won = (("Stage", ("Won",)),)
    deals = Recipe(
        layout=Layout.RECORDS,
        kpis=(
            KpiRule("revenue_won", Measure(How.SUM, "Value", won), date="Closed"),
            KpiRule("deals_won", Measure(How.COUNT, None, won), date="Closed"),
        ),
    )
    assert uses(deals, ("Closed", "Value", "Stage", "Account")) == [
        Use(Part.DATES, ("revenue_won", "deals_won")),
        Use(Part.AMOUNT, ("revenue_won",)),
        Use(Part.FILTER, ("revenue_won", "deals_won")),
        NOTHING,
    ]
    assert Use(Part.KPI, ("revenue_won",)) not in choices(Layout.RECORDS, ("revenue_won",))
    assert [rule.key for rule in assign(deals, "Value", NOTHING).kpis] == ["deals_won"]
    assert all(rule.measure.where == () for rule in assign(deals, "Stage", NOTHING).kpis)


def test_wide_files_have_a_column_for_each_period():
    wide = Recipe(layout=Layout.WIDE, rep=RepColumns(column="Agent"))
    found = uses(wide, ("Agent", "2026-W33", "Aug 2026", "Remark"))
    assert found == [Use(Part.REP), Use(Part.PERIOD), Use(Part.PERIOD), NOTHING]


def test_kpis_in_use_are_offered_before_those_of_the_catalogue():
    own = Kpi(new_id(), "zz_demos", "Zoom demos")
    names = kpi_names([own])
    assert next(iter(names)) == "zz_demos"
    assert names["revenue_won"] == "Revenue won"
