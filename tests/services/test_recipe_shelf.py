"""The user's recipes in their folder: kept, found again, renamed, deleted, exported, taken in."""

import pytest

from kpidesk.domain.errors import UserError
from kpidesk.intake import recipes
from kpidesk.intake.recipes import DateColumn, FileOptions, KpiRule, Layout, Recipe, RepColumns
from kpidesk.services.recipe_shelf import RecipeShelf

COLUMNS = ("Agent", "Week", "Calls")
RECIPE = Recipe(
    layout=Layout.COLUMNS,
    file=FileOptions(missing=("n/a",)),
    rep=RepColumns(column="Agent", leave_out=("Total",)),
    date=DateColumn("Week"),
    kpis=(KpiRule("calls_made", column="Calls"),),
)


@pytest.fixture
def shelf(tmp_path):
    return RecipeShelf(tmp_path / "recipes")


def own(shelf):
    return [kept for kept in shelf.all() if kept.own]


def test_a_saved_recipe_reads_back_as_it_was_with_the_header_it_was_saved_for(shelf):
    kept = shelf.save(RECIPE, "  Weekly   calls ", COLUMNS)
    assert kept.path.name == "weekly-calls.toml"
    loaded = recipes.load(kept.path)
    assert loaded == kept.recipe
    assert (loaded.name, loaded.file.header) == ("Weekly calls", COLUMNS)
    assert (loaded.file.missing, loaded.rep.leave_out) == (("n/a",), ("Total",))


def test_the_same_name_replaces_and_leaves_no_half_file(shelf):
    shelf.save(RECIPE, "Weekly", COLUMNS)
    shelf.save(RECIPE, "weekly", (*COLUMNS, "Demos"))
    assert [path.name for path in shelf.folder.iterdir()] == ["weekly.toml"]


def test_exactly_the_same_columns_are_sure_and_changed_ones_are_named(shelf):
    shelf.save(RECIPE, "Weekly", COLUMNS)
    assert shelf.offers(COLUMNS)[0].sure
    changed = shelf.offers(("Agent", "Week", "Calls made", "Demos"))[0]
    assert not changed.sure
    assert (changed.fit.renamed, changed.fit.added) == ((("Calls", "Calls made"),), ("Demos",))
    assert changed.recipe.kpis[0].column == "Calls made"
    assert shelf.offers(("Something", "else")) == []


def test_the_recipe_that_ships_is_offered_but_never_sure(shelf):
    offers = shelf.offers(("sales_agent", "deal_stage", "engage_date", "close_date", "close_value", "product"))
    assert [offer.kept.recipe.name for offer in offers] == ["CRM opportunities"]
    assert not offers[0].sure


def test_another_name_stays_in_the_same_file(shelf):
    kept = shelf.save(RECIPE, "Weekly", COLUMNS)
    shelf.save(RECIPE, "Monthly", COLUMNS)
    assert shelf.rename(kept, "Dials").path == kept.path
    with pytest.raises(UserError, match="already a recipe called"):
        shelf.rename(own(shelf)[0], "monthly")


def test_a_deleted_recipe_is_gone(shelf):
    shelf.delete(shelf.save(RECIPE, "Weekly", COLUMNS))
    assert own(shelf) == []


def test_an_exported_recipe_can_be_taken_in_elsewhere_once(shelf, tmp_path):
    shelf.export(shelf.save(RECIPE, "Weekly", COLUMNS), tmp_path / "out.toml")
    other = RecipeShelf(tmp_path / "other")
    assert other.take_in(tmp_path / "out.toml").recipe.file.header == COLUMNS
    with pytest.raises(UserError, match="Rename or delete that first"):
        other.take_in(tmp_path / "out.toml")


def test_a_damaged_file_is_told_and_spoils_nothing(shelf):
    shelf.save(RECIPE, "Weekly", COLUMNS)
    (shelf.folder / "broken.toml").write_text("name = ", encoding="utf-8")
    assert [kept.recipe.name for kept in own(shelf)] == ["Weekly"]
    assert [path.name for path, _why in shelf.unreadable()] == ["broken.toml"]


def test_a_recipe_needs_a_name(shelf):
    with pytest.raises(UserError, match="needs a name"):
        shelf.save(RECIPE, "  ", COLUMNS)
