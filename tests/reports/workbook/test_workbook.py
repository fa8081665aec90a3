"""The leadership workbook: what is in it, and how it is written."""

import datetime as dt
import math
import zipfile
from dataclasses import replace

import numpy as np
import openpyxl
import pytest

from kpidesk.domain.errors import CancelledError, UserError
from kpidesk.domain.terms import Status
from kpidesk.reports.model import Part, SharedNote
from kpidesk.reports.workbook import write
from kpidesk.reports.workbook.scorecard import spark
from kpidesk.reports.workbook.styles import currency_format

SHEETS = (
    "Summary", "Leading KPIs", "Lagging KPIs", "Scorecard", "Meetings", "Coaching", "Commitments", "Data",
    "Definitions", "Read me",
)  # fmt: skip


@pytest.fixture
def path(tmp_path):
    return tmp_path / "summary.xlsx"


@pytest.fixture(scope="module")
def exported(summary, tmp_path_factory):
    """The workbook of the team of eight, written once."""
    path = tmp_path_factory.mktemp("exported") / "summary.xlsx"
    write(summary, path)
    return path


@pytest.fixture(scope="module")
def results(exported):
    """What a program reads that does not calculate."""
    return openpyxl.load_workbook(exported, data_only=True)


@pytest.fixture(scope="module")
def formulas(exported):
    """The same workbook with its formulas."""
    return openpyxl.load_workbook(exported)


def opened(path, *, values=True):
    return openpyxl.load_workbook(path, data_only=values)


def column(sheet, name, head=4):
    at = [cell.value for cell in sheet[head]].index(name)
    return [row[at].value for row in sheet.iter_rows(min_row=head + 1)]


def test_the_sheets_stand_in_order_and_the_summary_is_shown_first(summary, path):
    written = write(summary, path)
    assert written.sheets == SHEETS
    book = opened(path)
    assert tuple(book.sheetnames) == SHEETS
    assert book.active.title == "Summary"


def test_the_summary_says_what_the_scorecards_say(summary, results):
    sheet = results["Summary"]
    assert sheet["A1"].value == "One-on-one summary: Mid-market West"
    assert sheet["A2"].value == ("Q3 2026, weeks 27 to 33. Made 20 Aug 2026 with KPIdesk. Data: CRM export of 17 Aug.")
    for at, line in enumerate(summary.reps, 5):
        assert sheet.cell(at, 1).value == line.rep.name
        assert sheet.cell(at, 2).value == pytest.approx(line.card.leading_attainment)
        assert sheet.cell(at, 4).value == pytest.approx(line.card.lagging_attainment)
        assert sheet.cell(at, 8).value.date() == line.last_held
    assert sheet.cell(13, 1).value == "Team"
    result = sum(line.card.standing("revenue_won").value for line in summary.reps)
    assert sheet.cell(13, 4).value == pytest.approx(result / (8 * 120_000))


def test_status_is_shape_and_word(summary, results):
    words = {Status.GOOD: "● On target", Status.WATCH: "▲ Watch", Status.RISK: "◆ At risk", Status.NONE: "◌ No data"}
    assert column(results["Summary"], "Status")[:8] == [words[line.card.status] for line in summary.reps]


def test_the_time_in_one_on_ones_adds_up_and_names_the_limit(summary, results):
    rows = {row[0].value: row for row in results["Summary"].iter_rows(min_row=14) if row[0].value}
    minutes = [sum(meeting.minutes.values()) for line in summary.reps for meeting in line.meetings]
    assert rows["Total"][1].value == pytest.approx(sum(minutes))
    assert rows["Forecast check"][2].value <= 0.20
    assert rows["Forecast check"][3].value == "limit 20%"


def test_attainment_is_a_formula_over_the_cells_beside_it(formulas):
    sheet = formulas["Scorecard"]
    assert sheet["I5"].value == "=F5/G5"
    assert formulas["Summary"]["D13"].value == "=J13/K13"
    assert formulas["Summary"]["J13"].value == "=SUM(J5:J12)"


def rates(cards, wins, decided):
    """A summary in which the first rep has a win rate of these weeks."""
    standing = cards.reps[0].card.standing("connect_rate")
    weeks = len(standing.series)
    tops, bottoms = np.full(weeks, np.nan), np.full(weeks, np.nan)
    tops[-len(wins) :], bottoms[-len(decided) :] = wins, decided
    changed = replace(
        standing, series=tops / bottoms, numerators=tops, denominators=bottoms, value=2 / 3, denominator=3.0
    )
    card = cards.reps[0].card
    kept = tuple(changed if each is standing else each for each in card.leading)
    return replace(cards, reps=(replace(cards.reps[0], card=replace(card, leading=kept)),))


def test_rates_are_added_up_before_they_are_divided_and_few_cases_are_told_in_counts(summary, path):
    write(rates(summary, [1.0, 2.0, 9.0], [1.0, 3.0, 10.0]), path)
    sheet = opened(path)["Leading KPIs"]
    (row,) = (
        each for each in sheet.iter_rows(min_row=5) if each[0].value == "Connect rate" and each[1].value != "Team"
    )
    weeks = [cell for cell in row[2:15] if cell.value is not None]
    assert [(round(cell.value, 2), cell.number_format) for cell in weeks] == [
        (1.0, '"1 of 1"'), (0.67, '"2 of 3"'), (0.9, "0%"),
    ]  # fmt: skip
    assert row[15].value == pytest.approx(12 / 14)
    card = opened(path)["Scorecard"]
    (row,) = (each for each in card.iter_rows(min_row=5) if each[2].value == "Connect rate")
    assert (row[3].value, row[5].number_format) == ("Rate of 4 weeks", '"2 of 3"')


def test_what_changed_stays_within_the_page(results):
    sheet = results["Summary"]
    (row,) = (cell.row for cell in sheet["A"] if cell.value == "What changed")
    assert f"B{row}:K{row}" in map(str, sheet.merged_cells.ranges)
    assert sheet.cell(row, 2).alignment.wrap_text
    longer = len(sheet.cell(row, 2).value) > 120
    assert sheet.row_dimensions[row].height > (20 if longer else 13)


def test_missing_is_an_empty_hatched_cell_never_zero(summary, results):
    sheet = results["Leading KPIs"]
    row = 4
    gaps = 0
    for key in ("discovery_held", "meetings_held", "proposals_sent", "opps_created"):
        for line in summary.reps:
            row += 1
            for at, value in enumerate(line.card.standing(key).series[-13:].tolist()):
                cell = sheet.cell(row, 3 + at)
                if math.isnan(value):
                    gaps += 1
                    assert cell.value is None
                    assert cell.fill.patternType == "lightUp"
                else:
                    assert cell.value == value
    assert gaps > 5


def test_data_holds_every_recorded_value_with_its_source(summary, results):
    sheet = results["Data"]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    entries = summary.record.entries
    assert len(rows) == len(entries)
    assert sum(row[4] for row in rows if row[3] == "Revenue won") == pytest.approx(
        entries.numerator[entries.kpi == 7].sum()
    )
    first = rows[0]
    assert first[0].date() == dt.date(2026, 2, 2)
    assert {row[7] for row in rows} == {"sales_pipeline.csv", "Typed by hand"}
    rate = next(row for row in rows if row[3] == "Connect rate")
    assert rate[6] == pytest.approx(rate[4] / rate[5])


def test_private_notes_are_a_number_and_nothing_else(results):
    text = " ".join(str(row[0].value) for row in results["Read me"].iter_rows() if row[0].value)
    assert "12 private notes in this period stay in the manager's file." in text
    assert "There is no option to add them." in text


def test_shared_notes_come_only_when_asked_for(summary, path):
    with_note = replace(summary, notes=(SharedNote("Maya Okafor", dt.date(2026, 8, 6), "Mornings work best"),))
    assert "Shared notes" not in write(with_note, path).sheets
    assert "Shared notes" in write(with_note, path, parts={Part.NOTES}).sheets
    assert opened(path)["Shared notes"]["C5"].value == "Mornings work best"


def test_topics_and_reasons_stay_at_home(summary, path):
    line = summary.reps[0]
    telling = tuple(
        replace(
            meeting,
            one_on_one=replace(meeting.one_on_one, reason="canary-reason"),
            items=tuple(replace(item, title="canary-title", why="canary-why") for item in meeting.items),
        )
        for meeting in line.meetings
    )
    write(replace(summary, reps=(replace(line, meetings=telling), *summary.reps[1:])), path, parts=frozenset(Part))
    with zipfile.ZipFile(path) as archive:
        assert not any(b"canary" in archive.read(name) for name in archive.namelist())


def test_any_choice_of_parts_makes_a_whole_workbook(small_summary, path):
    for part in Part:
        sheets = write(small_summary, path, parts={part}).sheets
        assert sheets[0] == "Summary"
        assert "Scorecard" in sheets
        assert sheets[-2:] == ("Definitions", "Read me")
    assert write(small_summary, path, parts=()).sheets == ("Summary", "Scorecard", "Definitions", "Read me")
    assert opened(path, values=False)["Summary"]["B5"].value.startswith("=AVERAGE('Scorecard'!")


def test_the_file_tells_nothing_of_the_hour_of_its_making(summary, exported, path):
    write(summary, path)
    assert path.read_bytes() == exported.read_bytes()
    properties = opened(path).properties
    assert properties.created == properties.modified == dt.datetime.combine(summary.made_on, dt.time())
    with zipfile.ZipFile(path) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_every_table_is_frozen_landscape_and_as_wide_as_the_page(results):
    for sheet in results.worksheets:
        assert sheet.freeze_panes
        assert sheet.page_setup.fitToWidth == 1
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.print_title_rows
        assert (sheet.page_setup.orientation == "portrait") == (sheet.title in {"Data", "Read me"})
        if sheet.title != "Read me":
            assert len(sheet.tables) == 1


def test_there_are_charts_with_visible_axes_but_no_macros_and_no_links(exported):
    with zipfile.ZipFile(exported) as archive:
        names = archive.namelist()
        charts = [archive.read(name).decode() for name in names if "/charts/chart" in name]
    assert len(charts) == 2 + 6 + 2 + 1
    assert all('delete val="0"' in chart for chart in charts)
    assert not any("vba" in name or "externalLink" in name for name in names)


def test_document_properties_say_only_what_the_title_says(results):
    properties = results.properties
    assert properties.creator == properties.lastModifiedBy == "KPIdesk"
    assert properties.title == "One-on-one summary: Mid-market West"
    assert [properties.description, properties.keywords, properties.subject] == [None, None, None]


def test_a_team_without_numbers_meetings_and_promises_still_has_a_summary(make_summary, path):
    bare = make_summary(("Maya Okafor",), weeks=0)
    line = replace(bare.reps[0], meetings=(), commitments=(), focus=(), last_held_before=None)
    write(replace(bare, reps=(line,)), path, parts=frozenset(Part))
    sheet = opened(path)["Summary"]
    assert [cell.value for cell in sheet[5]][:8] == ["Maya Okafor", None, "◌ No data", None, "None agreed", *[None] * 3]


def test_a_rep_without_a_target_leaves_the_team_quota_open(summary, path):
    line = summary.reps[0]
    revenue = replace(line.card.standing("revenue_won"), target=None, attainment=None)
    card = replace(
        line.card, lagging=tuple(revenue if each.kpi.key == "revenue_won" else each for each in line.card.lagging)
    )
    write(replace(summary, reps=(replace(line, card=card), *summary.reps[1:])), path, parts=())
    sheet = opened(path)["Summary"]
    assert (sheet["D5"].value, sheet["D13"].value) == (None, None)
    assert sheet["D6"].value > 0


def test_progress_counts_up_to_the_end(summary, path):
    steps = []
    write(summary, path, progress=lambda done, total: steps.append((done, total)))
    assert [done for done, _ in steps] == sorted(done for done, _ in steps)
    assert steps[-1] == (20, 20)


@pytest.mark.parametrize("after", [0, 3, 12, 19])
def test_cancelling_leaves_no_file_and_the_old_one_alone(summary, path, after):
    path.write_bytes(b"old")
    asked = iter([False] * after)
    with pytest.raises(CancelledError):
        write(summary, path, cancelled=lambda: next(asked, True))
    assert path.read_bytes() == b"old"
    assert list(path.parent.iterdir()) == [path]


def test_a_name_without_xlsx_is_refused(summary, tmp_path):
    with pytest.raises(UserError, match=r"ends in \.xlsx"):
        write(summary, tmp_path / "summary.xls")


def test_the_same_values_make_the_same_sheets(summary, path, tmp_path):
    write(summary, path)
    write(summary, tmp_path / "again.xlsx")
    with zipfile.ZipFile(path) as one, zipfile.ZipFile(tmp_path / "again.xlsx") as other:
        for name in one.namelist():
            if name != "docProps/core.xml":
                assert one.read(name) == other.read(name)


def test_a_line_of_bars_shows_gaps_as_dots():
    assert spark(np.array([0.0, math.nan, 7.0, 14.0, 99.0]), np.array([10.0])) == "▁·▄██"
    assert spark(np.array([math.nan]), np.array([10.0])) == ""


def test_money_carries_its_sign_and_a_strange_currency_cannot_break_the_format():
    assert currency_format("EUR") == '"€"#,##0;-"€"#,##0'
    assert currency_format('X"Y;[Red]') == '"XYRed "#,##0;-"XYRed "#,##0'
