"""What the KPI list says of a team."""

import datetime as dt

import pytest

from kpidesk.domain.entities import Kpi, Rep, new_id
from kpidesk.domain.terms import Aggregation, Cadence, Kind, Unit
from kpidesk.gui.models import kpi_rows

ON = dt.date(2026, 8, 20)
PIPELINE = Kpi(
    new_id(),
    "pipeline",
    "Open pipeline",
    unit=Unit.CURRENCY,
    aggregation=Aggregation.LAST,
    across=Aggregation.SUM,
    kind=Kind.LAGGING,
)


@pytest.fixture
def say(empty_desk, dressed):
    reps = [Rep(new_id(), name) for name in ("Maya", "Ben")]
    for rep in reps:
        empty_desk.team.add_rep(rep)
    empty_desk.kpis.define(PIPELINE)

    def row(*snapshots):
        typed = [(rep, day, 100.0) for rep, day in zip(reps, snapshots, strict=True)]
        empty_desk.entries.set_values(PIPELINE, typed, ON, Cadence.DAY)
        return kpi_rows.rows(empty_desk.scorecards.board(ON), ON, "EUR")[0]

    return row


def test_snapshots_of_one_day_are_added_up(say):
    row = say(dt.date(2026, 8, 19), dt.date(2026, 8, 17))
    assert (row.value, row.phrase) == ("€200", "EUR, newest")


def test_a_snapshot_older_than_a_week_is_told(say):
    row = say(dt.date(2026, 8, 19), dt.date(2026, 8, 5))
    assert row.value == "€200"
    assert row.phrase.startswith("EUR, newest, 1 rep older than a week")
