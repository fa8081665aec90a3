"""A recipe finds files of its kind again, also when their columns changed, and says what changed."""

from dataclasses import replace

from kpidesk.intake.recipe_fit import Fit, adapted, fit, missing_columns
from kpidesk.intake.recipes import DateColumn, FileOptions, KpiRule, Layout, Measure, Recipe, RepColumns

COLUMNS = ("Agent", "Week", "Calls", "Region", "Demos")
RECIPE = Recipe(
    "Weekly",
    Layout.COLUMNS,
    FileOptions(header=COLUMNS),
    RepColumns(column="Agent"),
    DateColumn("Week"),
    kpis=(KpiRule("calls_made", Measure(where=(("Region", ("West",)),)), column="Calls"),),
)


def found(columns):
    fits = fit(RECIPE, columns)
    assert fits is not None
    return fits


def test_the_same_columns_fit_in_any_order_and_case():
    assert fit(RECIPE, ("week", "AGENT", "Demos", "Calls", "Region")) == Fit()


def test_an_inserted_column_is_named():
    assert fit(RECIPE, (*COLUMNS, "Notes")) == Fit(added=("Notes",))


def test_a_removed_column_is_named_and_missed_only_if_the_recipe_needs_it():
    without_demos = found(COLUMNS[:-1])
    assert without_demos == Fit(removed=("Demos",))
    assert missing_columns(RECIPE, without_demos) == ()
    assert missing_columns(RECIPE, found(("Agent", "Week", "Region", "Demos"))) == ("Calls",)


def test_a_column_with_a_similar_name_is_taken_for_renamed():
    assert found(("Agent", "Week", "Calls made", "Region", "Demos")).renamed == (("Calls", "Calls made"),)


def test_a_new_name_in_the_same_place_is_taken_for_renamed():
    assert found(("Agent", "Week", "Xyz", "Region", "Demos")).renamed == (("Calls", "Xyz"),)


def test_another_kind_of_file_does_not_fit():
    assert fit(RECIPE, ("Agent", "Opened", "Closed", "Stage", "Value")) is None
    assert fit(Recipe(), COLUMNS) is None


def test_without_a_header_of_its_own_it_fits_where_all_its_columns_are():
    bare = replace(RECIPE, file=FileOptions())
    assert fit(bare, (*COLUMNS, "Notes")) == Fit()
    assert fit(bare, COLUMNS[1:]) is None


def test_the_recipe_takes_over_new_names_everywhere():
    new = adapted(RECIPE, (("Agent", "Rep"), ("Calls", "Dials"), ("Region", "Area")), ("Rep", "Week", "Dials", "Area"))
    assert new.rep.column == "Rep"
    assert new.kpis[0].column == "Dials"
    assert new.kpis[0].measure.where == (("Area", ("West",)),)
    assert new.file.header == ("Rep", "Week", "Dials", "Area")
