"""Files as customer systems and spreadsheets write them, without a recipe: taken as a manager means them, or asked."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from kpidesk.domain.errors import UserError
from kpidesk.services.fixes import with_rules
from kpidesk.services.history import History
from kpidesk.services.team import TeamService
from kpidesk.services.transfer import TransferService

if TYPE_CHECKING:
    from pathlib import Path

NOW = dt.datetime(2026, 8, 20, 12, tzinfo=dt.UTC)

PIVOT = [
    ["Sum of Calls made", "Column Labels"],
    ["Row Labels", "Jan 2026", "Feb 2026", "Grand Total"],
    ["Maya Okafor", 40, 42, 82],
    ["Ben Carter", 30, None, 30],
    ["Grand Total", 70, 42, 112],
]
TAKEN = {
    "german": (
        (
            "Vertriebsmitarbeiter;Kalenderwoche;Anrufe;Umsatz\nOkafor, Maya;KW 31/2026;40;12.000,50 €\n"
            "Carter, Ben;KW 31/2026;31;–\nSumme;;71;12.000,50 €\n"
        ),
        {
            ("Ben Carter", "calls_made", "2026-07-27", 31.0),
            ("Maya Okafor", "calls_made", "2026-07-27", 40.0),
            ("Maya Okafor", "revenue_won", "2026-07-27", 12000.5),
        },
    ),
    "french": (
        "Commercial;Semaine;Appels;Chiffre d’affaires\nMaya Okafor;2026-S31;40;12 000,50 €\nTotal;;40;12 000,50 €\n",
        {("Maya Okafor", "calls_made", "2026-07-27", 40.0), ("Maya Okafor", "revenue_won", "2026-07-27", 12000.5)},
    ),
    "months as columns, a KPI a row": (
        "Rep;KPI;Jan 26;Feb 26\nMaya Okafor;Calls made;40;42\nMaya Okafor;Meetings held;8;9\n",
        {
            ("Maya Okafor", "calls_made", "2026-01-01", 40.0),
            ("Maya Okafor", "calls_made", "2026-02-01", 42.0),
            ("Maya Okafor", "meetings_held", "2026-01-01", 8.0),
            ("Maya Okafor", "meetings_held", "2026-02-01", 9.0),
        },
    ),
    "values beside their targets": (
        "Rep,Month,Calls,Calls Target\nMaya Okafor,2026-07,150,160\n",
        {("Maya Okafor", "calls_made", "2026-07-01", 150.0), ("Maya Okafor", "calls_made", "target 2026-07-01", 160.0)},
    ),
    "a target a row": (
        "Rep,KPI,Target,Month\nMaya Okafor,Calls made,160,2026-07\nMaya Okafor,Calls made,170,2026-08\n",
        {
            ("Maya Okafor", "calls_made", "target 2026-07-01", 160.0),
            ("Maya Okafor", "calls_made", "target 2026-08-01", 170.0),
        },
    ),
    "actual and target a row": (
        "Rep,KPI,Actual,Target,Month\nMaya Okafor,Calls made,150,160,2026-07\n",
        {("Maya Okafor", "calls_made", "2026-07-01", 150.0)},
    ),
    "a title that says targets": (
        "Sales targets 2026\n\nRep,Month,Calls\nMaya Okafor,2026-07,160\n",
        {("Maya Okafor", "calls_made", "target 2026-07-01", 160.0)},
    ),
}
ASKED = {
    "weeks and months in one column": (
        "owner,metric,period,value\nMaya,calls_made,2026-W31,40\nMaya,win rate,2026-07,35%\n",
        "cover a day, a week or a month",
    ),
    "no period at all": ("Rep,Calls\nMaya Okafor,40\nBen Carter,31\n", "no column says which day, week or month"),
    "activities of one kind a row": (
        (
            "Activity type,Activity date,Activity assigned to,Call outcome\nCall,2026-08-03,Maya,Connected\n"
            "Meeting,2026-08-04,Maya,\n"
        ),
        "If each row is a deal or an activity",
    ),
    "numbers under names nobody knows": (
        "User,Email,Week,Calls Hosted\nMaya,maya@x.com,2026-08-03,9\nBen,ben@x.com,2026-08-03,7\n",
        "No column is named like a KPI",
    ),
    "two columns of values": (
        "Rep,Month,KPI,North,South\nMaya,2026-07,Calls made,1,2\nBen,2026-07,Calls made,1,2\n",
        "which column holds the value: “North” or “South”?",
    ),
    "two columns of people": (
        "Sold by,Booked by,Week,Calls\nMaya,Ben,2026-W31,4\nBen,Maya,2026-W31,5\n",
        "which column names the rep: “Sold by” or “Booked by”?",
    ),
    "deals": (
        "Deal owner,Deal Stage,Amount,Create Date,Close Date\nMaya,Closed Won,10,2026-07-01,2026-07-13\n",
        "Could be: opps_created by “Create Date”, deals_won by “Close Date”",
    ),
}


@pytest.fixture
def transfer(database):
    history = History(database)
    return TransferService(database, history, TeamService(database, history))


@pytest.fixture
def facts(database):
    def read():
        values = """SELECT r.name, k.key, date(e.start * 86400, 'unixepoch'), e.numerator FROM kpi_entry e
            JOIN rep r ON r.no = e.rep_no JOIN kpi k ON k.no = e.kpi_no"""
        targets = """SELECT r.name, k.key, 'target ' || t.valid_from, t.value FROM target t
            JOIN rep r ON r.id = t.rep_id JOIN kpi k ON k.id = t.kpi_id"""
        with database.read() as connection:
            return {tuple(row) for query in (values, targets) for row in connection.exec_driver_sql(query)}

    return read


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "export.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("kind", TAKEN)
def test_it_is_taken_as_it_is_meant(kind, transfer, facts, tmp_path):
    text, expected = TAKEN[kind]
    report = transfer.import_file(written(tmp_path, text), now=NOW, create_reps=True)
    assert facts() == expected
    assert report.targets == sum(day.startswith("target") for _, _, day, _ in expected)


@pytest.mark.parametrize("kind", ASKED)
def test_it_is_asked_about_and_nothing_is_written(kind, transfer, facts, tmp_path):
    text, said = ASKED[kind]
    with pytest.raises(UserError) as refused:
        transfer.import_file(written(tmp_path, text), now=NOW, create_reps=True)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)
    assert (facts(), transfer.imports()) == (set(), [])


def test_a_pivot_table_is_read_without_its_totals(transfer, facts, tmp_path):
    book = Workbook()
    for row in PIVOT:
        book.active.append(row)
    book.save(tmp_path / "pivot.xlsx")
    report = transfer.import_file(tmp_path / "pivot.xlsx", now=NOW, create_reps=True)
    assert report.columns_unused == ["Grand Total"]
    assert facts() == {
        ("Ben Carter", "calls_made", "2026-01-01", 30.0),
        ("Maya Okafor", "calls_made", "2026-01-01", 40.0),
        ("Maya Okafor", "calls_made", "2026-02-01", 42.0),
    }


def test_a_roster_with_first_and_last_names_and_dates(transfer, database, tmp_path):
    text = "Vorname;Nachname;Abteilung;Vorgesetzter;Eintritt\nMaya;Okafor;West;Elena;01.02.2024\n"
    transfer.import_file(written(tmp_path, text), now=NOW)
    with database.read() as connection:
        query = "SELECT r.name, t.name, r.manager, r.hired_on FROM rep r JOIN team t ON t.id = r.team_id"
        assert connection.exec_driver_sql(query).all() == [("Maya Okafor", "West", "Elena", "2024-02-01")]


def test_what_could_be_counted_uses_dates_and_amounts_that_lost_deals_have_too(transfer, facts, tmp_path):
    text = (
        "Deal - Owner,Deal - Status,Est. Revenue,Actual Revenue,Deal created,Won time,Lost time\n"
        "Maya,Won,900,1000,2026-06-01,2026-07-03,\nMaya,Lost,500,0,2026-06-04,,2026-07-09\n"
    )
    path = written(tmp_path, text)
    preview = transfer.preview(path)
    assert "win_rate" not in {rule.key for rule in preview.rules}
    transfer.import_file(path, with_rules(preview.recipe, preview.rules), now=NOW, create_reps=True)
    assert ("Maya", "revenue_won", "2026-07-03", 1000.0) in facts()
