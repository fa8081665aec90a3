"""One-click fixes: each changes the recipe, shows in it, and can be taken back."""

import datetime as dt
from dataclasses import replace

import pytest

from kpidesk.intake.problems import Problem
from kpidesk.intake.recipes import DateColumn, DateOrder, FileOptions, How, KpiRule, Layout, Measure, Recipe, RepColumns
from kpidesk.services import fixes
from kpidesk.services.fixes import Fix, Fixing, apply, with_rules

COLUMNS = ("Agent", "Day", "Calls")
RECIPE = Recipe(
    layout=Layout.COLUMNS,
    rep=RepColumns(column="Agent"),
    date=DateColumn("Day"),
    kpis=(KpiRule("calls_made", column="Calls"),),
)


def fix_of(column, value, recipe=RECIPE):
    return fixes.of_problem(recipe, COLUMNS, Problem(3, column, value, "…"))


def test_a_word_among_numbers_can_be_read_as_missing_and_back():
    fix = fix_of("Calls", "k.A.")
    changed = apply(RECIPE, fix)
    assert changed.file.missing == ("k.A.",)
    [back] = fixes.made(changed)
    assert apply(changed, back) == RECIPE


def test_a_line_of_totals_can_be_left_out_and_back():
    fix = fix_of("Agent", "Total West")
    changed = apply(RECIPE, fix)
    assert changed.rep.leave_out == ("Total West",)
    assert apply(changed, fixes.made(changed)[0]) == RECIPE
    assert fix_of("Agent", "Vertrieb Pool") is None


def test_the_other_decimal_sign_is_offered_where_one_was_said():
    said = Recipe(file=FileOptions(decimal="."), kpis=RECIPE.kpis)
    fix = fix_of("Calls", "1,5", said)
    assert (fix.kind, fix.value, fix.means) == (Fixing.DECIMAL, ",", 1.5)
    assert apply(said, fix).file.decimal == ","
    assert fix_of("Calls", "1,5") is None


def test_the_other_order_of_day_and_month_is_offered_where_one_was_said():
    said = Recipe(file=FileOptions(date_order=DateOrder.DMY), date=RECIPE.date, kpis=RECIPE.kpis)
    fix = fix_of("Day", "08/25/2026", said)
    assert (fix.value, fix.means) == ("mdy", dt.date(2026, 8, 25))
    assert apply(said, fix).file.date_order is DateOrder.MDY
    assert fix_of("Day", "31.09.2026", said) is None


def test_a_problem_of_the_whole_file_has_no_fix():
    assert fixes.of_problem(RECIPE, COLUMNS, Problem(None, None, None, "…")) is None


def test_thousands_are_multiplied_and_back():
    changed = apply(RECIPE, Fix(Fixing.SCALE, "calls_made", "Calls"))
    assert changed.kpis[0].scale == 1000
    assert apply(changed, fixes.made(changed)[0]) == RECIPE


def test_whole_percents_are_divided_and_back():
    deals = with_rules(RECIPE, [KpiRule("avg_discount", Measure(How.MEAN, "Discount"), date="Day")])
    columns = ("Agent", "Day", "Discount")
    fix = fixes.of_problem(deals, columns, Problem(None, "Discount", None, "some values are far above 100%"))
    assert fix is not None
    changed = apply(deals, fix)
    assert changed.kpis[0].scale == 0.01
    [back] = fixes.made(changed)
    assert apply(changed, back) == deals
    assert fixes.of_problem(changed, columns, Problem(None, "Discount", None, "…")) is None


def test_the_year_a_table_and_the_column_of_a_kpi_are_answers_too():
    named = replace(RECIPE, kpis=(KpiRule("calls_made"),))
    assert apply(RECIPE, Fix(Fixing.YEAR, "2026")).date == DateColumn("Day", year=2026)
    assert apply(RECIPE, Fix(Fixing.TABLE, "2")).file == FileOptions(table=2)
    changed = apply(named, Fix(Fixing.KPI_COLUMN, "Dials", example="calls_made"))
    assert changed.kpis == (KpiRule("calls_made", column="Dials"),)


def test_only_the_column_in_thousands_is_multiplied_where_targets_stand_beside_the_values():
    both = replace(RECIPE, kpis=(*RECIPE.kpis, KpiRule("calls_made", column="Goal (k)", target=True)))
    changed = apply(both, Fix(Fixing.SCALE, "calls_made", "Goal (k)"))
    assert [rule.scale for rule in changed.kpis[-2:]] == [None, 1000]


@pytest.mark.parametrize(
    ("fix", "expected"),
    [
        (Fix(Fixing.SHEET, "Deals"), FileOptions(sheet="Deals")),
        (Fix(Fixing.HEADER_ROW, "4"), FileOptions(header_row=4)),
        (Fix(Fixing.DATE_ORDER, "mdy"), FileOptions(date_order=DateOrder.MDY)),
    ],
)
def test_answers_about_the_file_go_into_its_options(fix, expected):
    assert apply(RECIPE, fix).file == expected


def test_counting_rows_turns_the_file_into_deals_and_keeps_who_they_are_about():
    rules = (KpiRule("deals_won", date="Day"),)
    changed = apply(RECIPE, Fix(Fixing.RULES, rules=rules))
    assert (changed.layout, changed.rep, changed.kpis) == (Layout.RECORDS, RECIPE.rep, rules)
