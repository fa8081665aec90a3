"""A recipe seen setting by setting."""

from kpidesk.intake.recipes import DateColumn, KpiRule, Layout, Recipe, RepColumns
from kpidesk.services.file_settings import Setting, setting, with_setting

RECIPE = Recipe(
    layout=Layout.COLUMNS,
    rep=RepColumns(column="Agent", describes=(("team", "Region"),)),
    date=DateColumn("Week"),
    kpis=(KpiRule("calls_made", column="Calls"),),
)


def test_settings_go_in_and_come_out_and_empty_is_detected():
    for which, value in (
        (Setting.LAYOUT, "long"),
        (Setting.NUMBERS, ","),
        (Setting.NUMBERS, "swiss"),
        (Setting.DATES, "mdy"),
        (Setting.CADENCE, "week"),
        (Setting.DELIMITER, ";"),
        (Setting.ENCODING, "cp1252"),
    ):
        said = with_setting(RECIPE, which, value)
        assert setting(said, which) == value
        assert setting(with_setting(said, which, ""), which) == ""


def test_what_numbers_look_like_changes_no_column_but_another_delimiter_starts_anew():
    assert with_setting(RECIPE, Setting.NUMBERS, ",").kpis == RECIPE.kpis
    assert with_setting(RECIPE, Setting.DELIMITER, ";").kpis == ()
