"""What an import must not take at face value: percents, impossible numbers, misspelt conditions, files of junk."""

from __future__ import annotations

import datetime as dt
import json
import os
import random

import openpyxl
import pytest

from kpidesk.cli import main


@pytest.fixture(autouse=True)
def own_file(tmp_path, monkeypatch):
    monkeypatch.setenv("KPIDESK_DATABASE", str(tmp_path / "team.kpidesk"))


@pytest.fixture
def kpidesk(capsys):
    def run(*arguments):
        code = main([str(each) for each in arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.fixture
def take(kpidesk, tmp_path):
    """Import a text, under a recipe text; code and report."""

    def run(text, recipe=None, *options):
        path = tmp_path / "export.csv"
        path.write_text(text, encoding="utf-8")
        if recipe is not None:
            (tmp_path / "recipe.toml").write_text(recipe, encoding="utf-8")
            options = ("--recipe", tmp_path / "recipe.toml", *options)
        code, out, err = kpidesk("--on", "2026-08-20", "import", path, "--create-reps", "--format", "json", *options)
        return code, json.loads(out) if out else err

    return run


@pytest.fixture
def values(kpidesk):
    def read(kpi):
        rows = json.loads(kpidesk("values", "--kpi", kpi, "--cadence", "week", "--format", "json")[1])
        return [row["value"] if row["value"] is None else round(row["value"], 6) for row in rows]

    return read


def columns(kpi, *cells):
    rows = [f"Maya,2026-W{10 + at},{cell}" for at, cell in enumerate(cells)]
    return "\n".join(("Rep,Week," + kpi, *rows, ""))


def long(kpi, *cells):
    rows = [f"Maya,2026-W{10 + at},{kpi},{cell}" for at, cell in enumerate(cells)]
    return "\n".join(("Rep,Week,KPI,Value", *rows, ""))


def wide(kpi, *cells):
    heads = ",".join(f"2026-W{10 + at}" for at in range(len(cells)))
    return f"Rep,KPI,{heads}\nMaya,{kpi},{','.join(cells)}\n"


@pytest.mark.parametrize("layout", [columns, long, wide])
@pytest.mark.parametrize(
    ("kpi", "cells", "kept", "told"),
    [
        ("Show rate", ("63", "40", "55"), [0.63, 0.4, 0.55], ["63 was taken as 63%"]),
        ("Show rate", ("0.63", "1.2", "1"), [0.63, None, 1], ["Show rate cannot be more than 100%"]),
        ("Win rate", ("0.63", "-0.3", "1"), [0.63, None, 1], ["Win rate cannot be less than 0"]),
        ("Connect rate", ("0.63", "1.2", "1"), [0.63, 1.2, 1], []),
        ("Gross margin", ("0.4", "-0.1", "0.35"), [0.4, -0.1, 0.35], []),
        ("Show rate", ("63%", "40 %", "100%"), [0.63, 0.4, 1], []),
        ("Show rate", ("63%", "63", "0.63"), [0.63, None, 0.63], ["is it 63% or 6,300%"]),
        ("Show rate", ("63", "0.63", "55", "40"), [0.63, None, 0.55, 0.4], ["63 was taken", "is it 0.63% or 63%"]),
        ("Reply rate", ("3.2", "0.8", "2.5"), [0.032, 0.008, 0.025], ["3.2 was taken as 3.2%"]),
        ("Quota attainment", ("1.2", "1.8", "2.4"), [1.2, 1.8, 2.4], []),
        ("Quota attainment", ("120", "95", "1.1"), [1.2, 0.95, None], ["120 was taken as 120%", "is it 1.1% or 110%"]),
    ],
)
def test_percents_are_decided_over_the_whole_column(layout, kpi, cells, kept, told, take, values):
    code, report = take(layout(kpi, *cells))
    found = [problem["reason"] for problem in report["problems"]]
    assert len(found) == len(told)
    assert all(part in reason for part, reason in zip(told, found, strict=True)), found
    assert code == (1 if told else 0)
    key = {"Gross margin": "gross_margin_pct"}.get(kpi, kpi.lower().replace(" ", "_"))
    assert values(key) == kept[: max(at for at, each in enumerate(kept, 1) if each is not None)]


def test_a_scale_in_the_recipe_is_taken_at_its_word(take, values):
    recipe = '[[kpi]]\nkey = "show_rate"\ncolumn = "Show rate"\nscale = {}\n'
    assert take(columns("Show rate", "63", "0.5"), recipe.format(0.01))[0] == 0
    assert values("show_rate") == [0.63, 0.005]
    assert take(columns("Show rate", "63", "0.5"), recipe.format(1))[0] == 0
    assert values("show_rate") == [63, 0.5]


def test_targets_of_a_file_are_judged_as_values_are(take, kpidesk):
    recipe = '[[kpi]]\nkey = "show_rate"\ncolumn = "Show rate"\ntarget = true\n'
    code, report = take(columns("Show rate", "60", "70"), recipe)
    assert (code, report["targets"]) == (1, 2)
    found = json.loads(kpidesk("targets", "--format", "json")[1])
    assert [each["value"] for each in found] == [0.6, 0.7]


def test_a_target_typed_as_a_whole_percent_is_asked_back(kpidesk):
    kpidesk("kpis", "add", "win_rate", "quota_attainment", "calls_made")
    code, out, err = kpidesk("targets", "set", "win_rate", "25")
    assert (code, out) == (2, "")
    assert "25 means 2500%. Type 0.25 or 25%." in err
    assert kpidesk("targets", "set", "calls_made", "25%")[0] == 2
    assert kpidesk("targets", "set", "quota_attainment", "1.8")[0] == 0
    assert kpidesk("targets", "set", "win_rate", "25%")[0] == 0
    listed = json.loads(kpidesk("targets", "--format", "json")[1])
    assert {each["kpi"]: each["value"] for each in listed} == {"win_rate": 0.25, "quota_attainment": 1.8}


@pytest.mark.parametrize("layout", [columns, long, wide])
def test_numbers_that_cannot_be_typed_are_not_taken_from_a_file(layout, take, values):
    code, report = take(layout("Meetings held", "-3", "5", "99999999999999999999"))
    assert code == 1
    reasons = [problem["reason"] for problem in report["problems"]]
    assert any("cannot be less than 0" in reason for reason in reasons), reasons
    assert any("too large" in reason for reason in reasons), reasons
    assert report["values_new"] == 1


JUNK = random.Random(7).randbytes(3000)  # noqa: S311  # no secret

DEALS = "Agent,Stage,Closed,Amount\nMaya,Won,2026-08-03,100\nMaya,Lost,2026-08-04,50\nMaya,Open,2026-12-01,70\n"
WON = """layout = "records"
[rep]
column = "Agent"
[[kpi]]
key = "deals_won"
measure = "count"
date = "Closed"
where = {{ Stage = ["{}"] }}
[[kpi]]
key = "revenue_won"
measure = "sum"
of = "Amount"
date = "Closed"
"""


def test_a_condition_that_fits_no_row_is_told_and_replaces_nothing(take, values):
    assert take(DEALS, WON.format("Won"))[0] == 0
    before = values("deals_won")
    code, report = take(DEALS, WON.format("Gagné"))
    (problem,) = report["problems"]
    assert (code, problem["column"], problem["value"]) == (1, "Stage", "Gagné")
    for part in ("deals_won", "“Gagné”", "“Lost”, “Open”, “Won”"):
        assert part in problem["reason"]
    assert report["values_changed"] == 0
    assert values("deals_won") == before


def test_a_kpi_for_which_nothing_fits_is_not_taken_into_use(take):
    _, report = take(DEALS, WON.format("Gagné"))
    assert report["kpis_added"] == ["revenue_won"]


def test_the_day_that_is_said_ends_what_is_known_and_dates_the_import(take, kpidesk, values):
    assert take(DEALS, WON.format("Won"))[0] == 0
    # Open deals close in December, but of the weeks after 20 August nothing is known yet.
    assert values("deals_won") == [1, 0, 0]
    (one,) = json.loads(kpidesk("imports", "--format", "json")[1])
    # The history tells instants in UTC, which may be the day before or after.
    assert abs(dt.datetime.fromisoformat(one["at"]).date() - dt.date(2026, 8, 20)) <= dt.timedelta(1)
    kpidesk("--on", "2026-09-21", "imports", "undo", "1")
    (one,) = json.loads(kpidesk("imports", "--format", "json")[1])
    assert abs(dt.datetime.fromisoformat(one["undone_at"]).date() - dt.date(2026, 9, 21)) <= dt.timedelta(1)


def test_a_block_of_another_layout_is_named_with_what_fits(take):
    code, err = take(DEALS, WON.format("Won") + '[[kpi]]\nkey = "calls_made"\ncolumn = "Calls"\ntarget = true\n')
    assert code == 2
    for part in ("“calls_made”", "“column” and “target”", "layout “records”", "measure, of, where and date"):
        assert part in err


def test_a_dry_run_without_a_file_reports_and_makes_none(take, kpidesk, tmp_path):
    code, report = take(columns("Show rate", "0.5"), None, "--dry-run")
    assert (code, report["values_new"], report["import_id"]) == (0, 1, None)
    calendar = tmp_path / "one.ics"
    calendar.write_text("BEGIN:VCALENDAR\nEND:VCALENDAR\n")
    assert kpidesk("calendar", "import", calendar, "--dry-run")[0] == 0
    assert not (tmp_path / "team.kpidesk").exists()


def test_an_import_of_which_nothing_is_used_changes_nothing(kpidesk, tmp_path):
    path = tmp_path / "export.csv"
    path.write_text(columns("Show rate", "0.5"), encoding="utf-8")
    code, out, _ = kpidesk("import", path, "--format", "json")
    report = json.loads(out)
    assert (code, report["rows_used"], report["import_id"], report["kpis_added"]) == (1, 0, None, [])
    assert json.loads(kpidesk("imports", "--format", "json")[1]) == []
    assert json.loads(kpidesk("kpis", "--format", "json")[1]) == []


@pytest.mark.parametrize("name", ["a.csv", "a.xls", "a.xlsx", "a.kpidesk"])
@pytest.mark.parametrize("start", [b"", b"SQLite format 3\0"])
def test_bytes_that_are_no_text_are_refused_in_one_clean_line(name, start, kpidesk, tmp_path):
    path = tmp_path / name
    path.write_bytes(start + b"\x1b[31m" + JUNK)
    code, out, err = kpidesk("import", path)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.removesuffix("\n").isprintable()


def test_junk_is_said_to_be_no_text(kpidesk, tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(JUNK)
    assert "is not a text file or workbook" in kpidesk("import", path)[2]


def test_errors_carry_no_control_characters_to_the_terminal(kpidesk):
    _, _, err = kpidesk("import", f"{os.sep}none\x1b[31m.csv")
    assert "\x1b" not in err
    assert "There is no file" in err


def test_what_is_no_file_is_called_what_it_is(kpidesk, tmp_path):
    assert "is a folder" in kpidesk("import", tmp_path)[2]
    assert "the name of the file is empty" in kpidesk("import", "")[2]


def test_one_is_not_said_as_many_and_what_comes_twice_is_named(kpidesk, tmp_path):
    path = tmp_path / "export.csv"
    path.write_text("Rep,Week,Calls\nMaya,2026-W31,4\nMaya,2026-W31,5\n", encoding="utf-8")
    out = kpidesk("import", path, "--create-reps")[1]
    assert "1 value new" in out
    assert "1 value stands in the file twice" in out
    assert "Maya, Calls made, 2026-07-27" in out


def test_which_sheet_is_asked_with_the_option_that_answers(kpidesk, tmp_path):
    book = openpyxl.Workbook()
    for name in ("March", "April"):
        sheet = book.create_sheet(name)
        for row in (("Rep", "Week", "Calls"), ("Maya", "2026-W31", 4)):
            sheet.append(row)
    book.save(tmp_path / "two.xlsx")
    code, _, err = kpidesk("import", tmp_path / "two.xlsx")
    assert code == 2
    assert "“March”, “April”. Name one, on the command line with --sheet." in err


def test_which_table_and_which_year_are_asked_with_the_options_that_answer(kpidesk, tmp_path):
    path = tmp_path / "weeks.csv"
    path.write_text(
        "Rep,Week,Calls\nMaya,KW 5,4\nBen,KW 5,6\n\nRep,Week,Demos\nMaya,KW 5,1\nBen,KW 5,2\n", encoding="utf-8"
    )
    code, _, err = kpidesk("import", path, "--create-reps")
    assert (code, err.count("\n")) == (2, 1)
    assert "table 1 in row 1 (“Rep”, “Week”, “Calls”), table 2 in row 5" in err
    code, _, err = kpidesk("import", path, "--create-reps", "--table", "2")
    assert (code, "of which year is “KW 5”? Say it with --year" in err) == (2, True)
    code, out, _ = kpidesk("import", path, "--create-reps", "--table", "2", "--year", "2026", "--format", "json")
    assert (code, json.loads(out)["values_new"]) == (0, 2)
    rows = json.loads(kpidesk("values", "--kpi", "demos_held", "--cadence", "week", "--format", "json")[1])
    assert [(row["period_start"], row["value"]) for row in rows] == [("2026-01-26", 2), ("2026-01-26", 1)]
    assert "26 is no year of a file" in kpidesk("import", path, "--year", "26")[2]


def test_whole_percents_in_records_are_told(take):
    recipe = (
        'layout = "records"\n[rep]\ncolumn = "Agent"\n[[kpi]]\nkey = "discount_rate"\nmeasure = "mean"\nof = "Cut"\n'
        'date = "Day"\n'
    )
    text = "Agent,Day,Cut\nMaya,2026-08-03,20\nMaya,2026-08-03,30\n"
    code, report = take(text, recipe)
    assert code == 1
    assert "scale = 0.01" in report["problems"][0]["reason"]
    code, report = take(text, recipe + "scale = 0.01\n")
    assert (code, report["problems"]) == (0, [])
