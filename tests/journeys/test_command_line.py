"""From a CRM export to an agenda, a note and a workbook, by the command line alone."""

import json
import math

import openpyxl
import pytest

from kpidesk import cli
from tests.journeys import maven


@pytest.fixture
def kpidesk(tmp_path, capsys):
    def run(*arguments, code=0, on=maven.ON):
        assert cli.main(["--database", str(tmp_path / "maven.kpidesk"), "--on", on, *map(str, arguments)]) == code
        return capsys.readouterr().out

    return run


@pytest.fixture
def imported(kpidesk, shared_data, tmp_path):
    """The report of importing the export into a new file."""
    export = shared_data / "maven_crm" / "sales_pipeline.csv"
    recipe = maven.write_recipe(tmp_path)
    return json.loads(kpidesk("import", export, "--recipe", recipe, "--create-reps", "--format", "json"))


def values(kpidesk, kpi, cadence):
    rows = json.loads(kpidesk("values", "--kpi", kpi, "--cadence", cadence, "--format", "json"))
    return {(row["rep"], row["period_start"]): row for row in rows}


@pytest.mark.usefixtures("imported")
class TestNumbers:
    def test_every_month_of_every_rep_equals_the_independent_count(self, kpidesk, shared_data):
        columns = {"revenue_won": "won_value", "deals_won": "won", "opps_created": "new_opps"}
        found = {kpi: values(kpidesk, kpi, "month") for kpi in (*columns, "win_rate")}
        truth = maven.truth(shared_data, "maven_agent_month.csv")
        assert len(truth) == 300
        for row in truth:
            where = (row["sales_agent"], f"{row['month']}-01")
            for kpi, column in columns.items():
                assert found[kpi][where]["value"] == float(row[column]), (kpi, where)
            assert math.isclose(found["win_rate"][where]["value"], float(row["win_rate"]), abs_tol=5e-7), where

    def test_every_week_of_every_rep_equals_the_independent_count(self, kpidesk, shared_data):
        found = values(kpidesk, "revenue_won", "week")
        first = min(start for _rep, start in found)
        checked = 0
        for row in maven.truth(shared_data, "maven_agent_week.csv"):
            where = (row["sales_agent"], row["week_start"])
            if row["week_start"] >= first and where in found:
                assert found[where]["value"] == float(row["won_value"]), where
                checked += 1
        assert checked > 1000

    def test_the_total_is_exact(self, kpidesk):
        assert sum(row["value"] for row in values(kpidesk, "revenue_won", "year").values()) == maven.TOTAL

    def test_outside_what_the_file_covers_nothing_is_zero(self, kpidesk):
        out = kpidesk(
            "values", "--kpi", "revenue_won", "--cadence", "month", "--from", "2016-12-01", "--to", "2017-01-31",
            "--format", "json",
        )  # fmt: skip
        assert {row["value"] for row in json.loads(out)} == {None}


def test_the_import_says_what_it_did_and_doing_it_again_changes_nothing(kpidesk, imported, shared_data, tmp_path):
    assert (imported["rows_read"], imported["rows_used"], imported["rows_left_out"]) == (8800, 8800, 0)
    assert len(imported["reps_created"]) == 30
    assert imported["values_new"] > 10_000
    again = json.loads(
        kpidesk(
            "import",
            shared_data / "maven_crm" / "sales_pipeline.csv",
            "--recipe",
            tmp_path / "crm.toml",
            "--format",
            "json",
        )
    )
    assert (again["values_new"], again["values_changed"], again["values_same"]) == (0, 0, imported["values_new"])


def test_an_import_can_be_taken_back_whole(kpidesk, imported):
    assert kpidesk("imports", "undo", imported["import_id"]).count("taken back")
    assert json.loads(kpidesk("kpis", "--format", "json")) == json.loads(kpidesk("reps", "--format", "json")) == []
    assert "sound" in kpidesk("check")


def test_unknown_reps_are_left_out_and_said_unless_wanted(kpidesk, shared_data, tmp_path):
    recipe = maven.write_recipe(tmp_path)
    out = kpidesk("import", shared_data / "maven_crm" / "sales_pipeline.csv", "--recipe", recipe, code=1)
    assert "8,800 left out" in out
    assert "Moses Frase" in out


@pytest.mark.usefixtures("imported")
def test_from_the_export_to_an_agenda_a_note_and_a_workbook(kpidesk, tmp_path):
    reps = json.loads(kpidesk("reps", "--format", "json"))
    assert len(reps) == 30
    kpidesk("targets", "set", "opps_created", "9", "--from", "2017-01-02", "--cadence", "week")
    kpidesk("targets", "set", "revenue_won", "120000", "--from", "2017-01-01", "--cadence", "quarter")

    card = json.loads(kpidesk("scorecard", "Anna", "--format", "json"))
    assert [row["kpi"] for row in card["leading"]] == ["opps_created"]
    assert {row["kpi"] for row in card["lagging"]} == {"deals_won", "revenue_won", "win_rate"}

    agenda = json.loads(kpidesk("agenda", "Anna", "--minutes", "30", "--format", "json"))
    kinds = [section["kind"] for section in agenda["sections"]]
    assert kinds == sorted(kinds, key=["rep_topics", "wins", "commitments", "focus", "forecast", "close"].index)
    assert agenda["forecast_minutes"] <= 0.2 * agenda["minutes"]
    assert any(item["kpi"] == "opps_created" and item["evidence"] for s in agenda["sections"] for item in s["items"])
    assert kpidesk("agenda", "Anna", "--format", "json") == json.dumps(agenda, ensure_ascii=False, indent=2) + "\n"

    kpidesk("notes", "add", "Anna", "Mornings before 10 work best for calls")
    kpidesk("notes", "add", "Anna", "PRIVATE-CANARY lost confidence", "--private")
    assert "Mornings" in kpidesk("search", "morn")
    assert "CANARY" not in kpidesk("search", "canary")

    workbook = tmp_path / "summary.xlsx"
    told = json.loads(kpidesk("summary", workbook, "--from", "2017-10-01", "--to", "2017-12-31", "--format", "json"))
    assert told["reps"] == 30
    book = openpyxl.load_workbook(workbook)
    assert book.sheetnames == told["sheets"]
    texts = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert any("Anna Snelling" in text for text in texts)
    assert not any("CANARY" in text for text in texts)
    assert b"CANARY" not in workbook.read_bytes()

    copy = tmp_path / "copy.kpidesk"
    kpidesk("backup", copy)
    assert copy.exists()
    assert json.loads(kpidesk("check", "--format", "json")) == {"ok": True, "findings": []}
