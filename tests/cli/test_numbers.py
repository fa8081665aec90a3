"""Values, scorecards and targets on the command line, and what it says to bad numbers."""

import datetime as dt
import json

import pytest

from kpidesk import cli
from kpidesk.domain.entities import Holiday, Kpi, Rep, new_id
from kpidesk.domain.terms import Aggregation, Unit
from kpidesk.services.desk import Desk

ON = dt.date(2026, 8, 20)
MAYA = Rep(new_id(), "Maya Okafor", role="SDR", holidays="Bayern")
CYCLE = Kpi(
    new_id(), "cycle", "Cycle", unit=Unit.DAYS, aggregation=Aggregation.MEDIAN, across=Aggregation.MEDIAN
)  # fmt: skip


@pytest.fixture
def desk(tmp_path):
    found = Desk(tmp_path / "team.kpidesk")
    found.team.add_rep(MAYA)
    found.kpis.take_into_use(["discovery_held", "win_rate"])
    found.kpis.define(CYCLE)
    yield found
    found.close()


@pytest.fixture
def kpidesk(desk, capsys):
    def run(*arguments, code=0):
        capsys.readouterr()
        assert cli.main(["--database", str(desk.database.path), "--on", ON.isoformat(), *arguments]) == code
        caught = capsys.readouterr()
        return caught.out or caught.err

    return run


def kept(desk, key="discovery_held"):
    return [(each.value, each.valid_from, each.valid_to) for each in desk.team.targets(desk.team.kpi(key).id)]


def type_in(desk, key, *values):
    desk.entries.set_values(desk.team.kpi(key), [(MAYA, day, value) for day, value in values], ON)


def test_a_week_over_the_edge_of_a_month_is_told_as_an_estimate_by_the_days_worked(desk, kpidesk):
    desk.schedules.keep_holidays([Holiday(new_id(), dt.date(2026, 7, 31), "Day off", "Bayern")])
    type_in(desk, "discovery_held", (dt.date(2026, 7, 27), 8.0), (dt.date(2026, 8, 3), 5.0))
    asked = ("values", "--kpi", "discovery_held", "--cadence", "month", "--to", "2026-08-31")
    rows = json.loads(kpidesk(*asked, "--format", "json"))
    assert [(row["period_start"], row["value"], row["estimated"]) for row in rows] == [
        ("2026-07-01", 8.0, True),
        ("2026-08-01", 5.0, False),
    ]
    assert "estimated" in kpidesk(*asked)


def test_why_a_value_is_missing_is_told_in_words(desk, kpidesk):
    type_in(desk, "cycle", (dt.date(2026, 7, 6), 30.0), (dt.date(2026, 7, 20), 40.0))
    week, month = (
        json.loads(kpidesk("values", "--kpi", "cycle", "--cadence", each, "--format", "json"))
        for each in ("week", "month")
    )
    assert [(row["value"], row["reason"]) for row in week] == [(30.0, None), (None, "no data"), (40.0, None)]
    assert [(row["value"], row["reason"]) for row in month] == [(None, "cannot be rolled up")]
    assert "cannot be rolled up" in kpidesk("values", "--kpi", "cycle", "--cadence", "month")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("discovery_held", "twelve"), "twelve"),
        (("discovery_held", "1e400"), "too large"),
        (("discovery_held", "nan"), "'nan' is not a number like 12"),
        (("discovery_held", "1_000"), "'1_000' is not a number"),
        (("discovery_held", "٣"), "'٣' is not a number"),
        (("discovery_held", "12", "--high", "2_0"), "'2_0' is not a number"),
        (("discovery_held", "12", "--from", "9999-12-31"), "out of range"),
        (("discovery_held", "12", "--role", "Pilot"), "No rep has the role “Pilot”. Roles: SDR."),
        (("discovery_held", "1e300"), "too large"),
        (("discovery_held", "-3"), "cannot be less than 0"),
        (("discovery_held", "12", "--from", "2026-09-07", "--to", "2026-08-30"), "before it starts"),
        (("discovery_held", "12", "--high", "10"), "lower edge first"),
        (("nonsense", "12"), "nonsense"),
        (("win_rate", "250%"), "Win rate cannot be more than 100%"),
        (("win_rate", "-0.1"), "Win rate cannot be less than 0"),
        (("discovery_held", "12", "--rep", "Nobody"), "Nobody"),
    ],
)
def test_a_target_that_cannot_be_is_one_line_and_changes_nothing(desk, kpidesk, arguments, said):
    answer = kpidesk("targets", "set", *arguments, code=2)
    assert said in answer
    assert answer.count("\n") == 1
    assert kept(desk) == []


def test_a_second_target_on_one_day_takes_the_place_of_the_first(desk, kpidesk):
    asked = ("targets", "set", "discovery_held", "12", "--from", "2026-07-06")
    kpidesk(*asked, "--to", "2026-12-27")
    assert kept(desk) == [(12.0, dt.date(2026, 7, 6), dt.date(2026, 12, 27))]
    said = kpidesk("targets", "set", "discovery_held", "14", "--from", "2026-07-06")
    assert said == "Target set for everyone: discovery_held 14 a week from 2026-07-06. It takes the place of 12.\n"
    said = kpidesk("targets", "set", "discovery_held", "0.5", "--role", "sdr", "--from", "2026-07-06")
    assert said == "Target set for role SDR: discovery_held 0.5 a week from 2026-07-06.\n"
    assert (14.0, dt.date(2026, 7, 6), None) in kept(desk)
    assert len(kept(desk)) == 2


def test_a_new_number_is_for_the_same_period_as_the_one_before(desk, kpidesk):
    desk.kpis.take_into_use(["revenue_won"])
    first = kpidesk("targets", "set", "revenue_won", "300000", "--from", "2026-07-01", "--cadence", "quarter")
    assert "300,000 a quarter" in first
    assert "310,000 a quarter from 2026-08-20" in kpidesk("targets", "set", "revenue_won", "310000")
    assert "9,000 a month" in kpidesk("targets", "set", "revenue_won", "9000", "--cadence", "month", "--rep", "Maya")


def test_an_import_over_a_typed_value_is_taken_back_with_the_day_it_was_typed(desk, kpidesk, tmp_path):
    type_in(desk, "discovery_held", (dt.date(2026, 7, 27), 9.0))
    file = tmp_path / "calls.csv"
    file.write_text("Rep,Week,discovery_held\nMaya Okafor,2026-07-27,5\nMaya Okafor,2026-08-03,6\n", encoding="utf-8")
    recipe = tmp_path / "calls.toml"
    recipe.write_text(
        'layout = "columns"\n[rep]\ncolumn = "Rep"\n[date]\ncolumn = "Week"\ncadence = "week"\n'
        '[[kpi]]\nkey = "discovery_held"\ncolumn = "discovery_held"\n',
        encoding="utf-8",
    )

    def cell():
        grid = desk.entries.grid(desk.team.kpi("discovery_held"), ON)
        at = grid.starts.index(dt.date(2026, 7, 27))
        return float(grid.table.rolled.value[0, at]), int(grid.source[0, at]), int(grid.origins.typed_on[0, at])

    def told():
        rows = json.loads(kpidesk("values", "--kpi", "discovery_held", "--to", "2026-07-27", "--format", "json"))
        return rows[0]["value"], rows[0]["source"], rows[0]["source_on"]

    typed = cell()
    assert typed[:2] == (9.0, 0)
    assert typed[2] > 0
    assert told() == (9.0, "typed by hand", "2026-08-20")
    kpidesk("import", str(file), "--recipe", str(recipe))
    assert cell() == (5.0, 1, -1)
    assert told()[:2] == (5.0, "calls.csv")
    kpidesk("imports", "undo", "1")
    assert cell() == typed


def test_what_a_role_usually_begins_with_comes_into_use_at_once(desk, kpidesk):
    assert "Partner sessions" in kpidesk("kpis", "add", "calls_made", "--role", "channel")
    keys = {each.key for each in desk.team.kpis()}
    assert keys >= {"calls_made", "partner_sessions", "deal_registrations", "quota_attainment"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("kpis", "add"), "Name a KPI to add"),
        (("kpis", "--role", "sdr"), "goes with add"),
        (("targets", "--rep", "Maya"), "goes with set"),
        (("values", "--kpi", "win_rate", "--from", "9999-12-01", "--to", "9999-12-31"), "1950 to 2100"),
        (("values", "--kpi", "win_rate", "--from", "0001-01-01"), "1950 to 2100"),
        (("values", "--kpi", "win_rate", "--from", "20260820"), "not a date"),
        (("values", "--kpi", "win_rate", "--to", "2026-W34-4"), "not a date"),
    ],
)
def test_words_that_mean_nothing_are_refused_instead_of_ignored(desk, kpidesk, arguments, said):
    answer = kpidesk(*arguments, code=2)
    assert said in answer
    assert answer.count("\n") == 1


@pytest.mark.parametrize("day", ["1950-01-01", "2100-12-31"])
def test_the_first_and_the_last_day_that_can_be_asked_for_have_an_answer(desk, kpidesk, day):
    type_in(desk, "discovery_held", (dt.date(2026, 7, 27), 8.0))
    for cadence in ("day", "week", "month", "quarter", "year"):
        kpidesk("values", "--kpi", "discovery_held", "--from", day, "--to", day, "--cadence", cadence)
    for command in (("scorecard", "Maya"), ("agenda", "Maya"), ("outlook", "Maya"), ("commitments",), ("reps",)):
        kpidesk("--on", day, *command)
