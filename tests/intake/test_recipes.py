"""Recipe files: what they may say, and that they come back as they were."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpidesk.domain.errors import UserError
from kpidesk.domain.terms import Cadence, Kind, Unit
from kpidesk.intake import recipes
from kpidesk.intake.recipe_text import parse
from kpidesk.intake.recipes import How, Layout

FULL = """
name = "CRM opportunities"
layout = "records"
[file]
sheet = "Export"
header_row = 3
encoding = "cp1252"
delimiter = ";"
decimal = ","
date_order = "dmy"
skip_footer = 2
[rep]
column = "Sales Agent"
[rep.set]
team = "Office"
alias = "Employee ID"
[date]
column = "Week"
cadence = "week"
[[kpi]]
key = "revenue_won"
measure = "sum"
of = "Close Value"
scale = 1000
date = "Close Date"
where = { "Deal Stage" = ["Won", "Signed"], Region = "West" }
[[kpi]]
key = "win_rate"
measure = "ratio"
numerator = { measure = "count", where = { "Deal Stage" = ["Won"] } }
denominator = { measure = "count" }
date = "Close Date"
[[kpi]]
key = "roadshows"
name = "Roadshows"
kind = "leading"
unit = "count"
column = "Shows"
target = true
"""


def test_everything_a_recipe_can_say_is_understood():
    recipe = parse(FULL, "crm.toml")
    assert (recipe.name, recipe.layout, recipe.file.sheet, recipe.file.skip_footer) == (
        "CRM opportunities",
        Layout.RECORDS,
        "Export",
        2,
    )
    assert recipe.rep.describes == (("team", "Office"), ("alias", "Employee ID"))
    assert recipe.date.cadence is Cadence.WEEK
    won, rate, shows = recipe.kpis
    assert (won.measure.how, won.measure.of, won.scale) == (How.SUM, "Close Value", 1000)
    assert won.measure.where == (("Deal Stage", ("Won", "Signed")), ("Region", ("West",)))
    assert rate.numerator is not None
    assert rate.numerator.where == (("Deal Stage", ("Won",)),)
    assert shows.define is not None
    assert (shows.define.kind, shows.define.unit, shows.target) == (Kind.LEADING, Unit.COUNT, True)


def test_a_written_recipe_reads_back_as_the_same():
    recipe = parse(FULL, "crm.toml")
    assert parse(recipes.dumps(recipe), "crm.toml") == recipe


OTHERS = """
layout = "long"
[file]
table = 2
[rep]
columns = ["Maya", "Ben"]
repeat = true
leave_out = ["Pool"]
[date]
column = "KW"
year = {}
"""


@pytest.mark.parametrize(("year", "read"), [("2026", 2026), ('"Jahr"', "Jahr")])
def test_the_year_may_be_a_number_or_a_column(year, read):
    recipe = parse(OTHERS.format(year), "other")
    assert (recipe.date.year, recipe.rep.columns, recipe.rep.repeat) == (read, ("Maya", "Ben"), True)
    assert recipe.column_names == {"Maya", "Ben", "KW", *([read] if isinstance(read, str) else [])}
    assert parse(recipes.dumps(recipe), "other") == recipe


def test_names_of_kpis_come_without_what_nobody_sees():
    (rule,) = parse("[[kpi]]\nkey = 'shows'\nname = \"Road\\u0007 \\u202eshows\"\nkind = 'leading'", "r").kpis
    assert rule.define is not None
    assert rule.define.name == "Road shows"


def test_the_recipe_that_ships_is_valid():
    shipped = Path(__file__).parents[2] / "resources" / "recipes"
    assert [len(recipes.load(path).kpis) for path in sorted(shipped.glob("*.toml"))] == [4]


def test_a_recipe_without_a_name_is_called_like_its_file():
    assert parse("", "weekly.toml").name == "weekly"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("layout = [", "is not valid TOML"),
        ('layout = "sideways"', "“layout” is “sideways”, but must be one of records"),
        ("colour = 1", "“colour” is not a word recipes know"),
        ("[[kpi]]\nmeasure='sum'", "“key” is missing"),
        ("[[kpi]]\nkey='a'\nmeasure='ratio'\nnumerator={measure='median'}", "must be a count or a sum"),
        ("[[kpi]]\nkey='a'\nmeasure='ratio'\nnumerator={measure='count'}", "a sum needs the column"),
        ("[[kpi]]\nkey='a'\nkind='leading'", "needs a “name”"),
        ("[file]\nencoding='klingon'", "is not a known encoding"),
        ("[file]\nheader_row=0", "“header_row” must be 1 or more"),
        ("[file]\ndecimal=';'", "“decimal” must be"),
        ("[rep]\ncolumn='a'\nvalue='b'", "not several of them"),
        ("kpi = 3", "written as [[kpi]]"),
        ("[date]\nyear=26", "“year” must be from 1950 to 2100"),
        ("[date]\nyear=true", "“year” must be a year or the name of a column"),
        ("[[kpi]]\nkey='a'\nscale=true", "“scale” must be a number"),
    ],
)
def test_a_wrong_word_earns_one_sentence(text, sentence):
    with pytest.raises(UserError) as caught:
        parse(text, "r.toml")
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_recipe_file_is_told(tmp_path):
    with pytest.raises(UserError, match="cannot be read"):
        recipes.load(tmp_path / "none.toml")
