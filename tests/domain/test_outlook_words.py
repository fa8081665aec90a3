"""An outlook in sentences: what comes, what it takes, and what both rest on."""

from dataclasses import replace

import pytest

from kpidesk.domain import outlook_words
from kpidesk.domain.entities import Kpi, new_id
from kpidesk.domain.outlook import Method, Outlook, Reason
from kpidesk.domain.pace import pace
from kpidesk.domain.projection import Projection
from kpidesk.domain.terms import Cadence, Kind, Unit

REVENUE = Kpi(new_id(), "revenue_won", "Revenue won", unit=Unit.CURRENCY, kind=Kind.LAGGING, cadence=Cadence.QUARTER)


def amount(value):
    return f"€{value:,.0f}"


@pytest.fixture
def made():
    return Outlook(
        kpi=REVENUE,
        cadence=Cadence.QUARTER,
        first=0,
        end=92,
        value=123_000.0,
        target=300_000.0,
        pace=pace(123_000, 300_000, 36, 66, 30, 3_300),
        projection=Projection(260_000.0, 175_000.0, 355_000.0, 0.26),
        method=Method.DEALS,
        n=22,
        past=5,
        reason=None,
        sizes=35,
    )


def test_an_end_is_told_with_range_and_chance(made):
    said = outlook_words.end(made, amount)
    assert said == (
        "About €260,000 at the end of the period, €175,000 to €355,000 in 8 of 10 endings. Chance of the target 26%."
    )


def test_a_line_has_no_range_and_no_chance(made):
    line = replace(made, projection=None, method=Method.LINE, reason=Reason.NOT_COUNTED)
    assert outlook_words.end(line, amount) == "About €225,500 at the end of the period."
    assert outlook_words.basis(line)[:2] == [
        "drawn on as a line from 22 working days, without a range",
        "no chance without a count of the won deals behind it (deals_won or win_rate)",
    ]


@pytest.mark.parametrize(("chance", "said"), [(0.0001, "<1%"), (0.26, "26%"), (0.9999, ">99%")])
def test_no_chance_is_none_or_certain(made, chance, said):
    assert outlook_words.chance(replace(made, projection=replace(made.projection, chance=chance))) == said


def test_a_target_that_is_reached_has_no_chance(made):
    done = replace(made, value=300_000.0, pace=pace(300_000, 300_000, 36, 66, 30, 3_300))
    assert outlook_words.end(done, amount).endswith("The target is reached.")
    assert outlook_words.needed(done, amount) == ""


def test_what_a_week_must_bring_is_told_beside_the_last_four_weeks(made):
    assert outlook_words.needed(made, amount) == (
        "€29,500 a week; the rest takes 1.8 times the rate of the last 4 weeks."
    )


def test_much_that_late_is_to_be_replanned_not_pushed(made):
    late = replace(made, pace=pace(123_000, 300_000, 50, 66, 16, 3_300))
    assert outlook_words.needed(late, amount).endswith("that late, replan rather than push.")


def test_a_young_period_gets_no_verdict(made):
    young = replace(made, pace=pace(9_000, 300_000, 2, 66, 64, 3_300), projection=None, method=None)
    young = replace(young, reason=Reason.TOO_EARLY)
    assert outlook_words.end(young, amount) == ""
    assert outlook_words.effort(young) == []
    assert outlook_words.basis(young)[0].startswith("too early for a verdict")


def test_the_basis_tells_method_n_and_course(made):
    assert outlook_words.basis(made) == [
        "4,000 draws from the rate of 22 won deals in the period and the 13 weeks before",
        "sizes drawn from 35 won deals",
        "55% of the days are over, and after 5 past periods 55% of the result is usual by now",
    ]


def test_of_a_team_the_reps_are_counted(made):
    assert outlook_words.basis(replace(made, reps=7, left_out=1))[-1] == "7 reps, 1 without data left out"
