"""The built-in KPIs are complete, consistent and safe to take into use."""

from pathlib import Path

import pytest

from kpidesk.domain.catalogue import NIL, parse
from kpidesk.domain.errors import NotFoundError, UserError
from kpidesk.domain.terms import ROLES, Aggregation, Direction, Kind, KpiClass, Unit

TEXT = (Path(__file__).parents[2] / "resources" / "catalogue.toml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def catalogue():
    return parse(TEXT)


def test_there_are_59_kpis_of_every_class(catalogue):
    assert len(catalogue) == 59
    assert {kpi.kpi_class for kpi in catalogue.values()} == set(KpiClass)
    assert sum(kpi.kind is Kind.LEADING for kpi in catalogue.values()) == 44


def test_each_is_defined_in_words_with_its_trap_and_roles(catalogue):
    for key, kpi in catalogue.items():
        assert key == kpi.key
        assert kpi.name
        assert len(kpi.definition) > 20
        assert kpi.definition.endswith(".")
        assert kpi.trap.endswith(".")
        assert kpi.roles
        assert set(kpi.roles) <= {*ROLES, "all"}


def test_counts_name_what_they_count_and_rates_do_not(catalogue):
    for kpi in catalogue.values():
        assert bool(kpi.noun) == (kpi.unit not in {Unit.PERCENT, Unit.CURRENCY, Unit.CURRENCY_PER_DAY}), kpi.key


def test_percentages_are_never_added(catalogue):
    assert all(
        Aggregation.SUM not in {kpi.aggregation, kpi.across} for kpi in catalogue.values() if kpi.unit is Unit.PERCENT
    )


def test_some_are_better_when_they_fall(catalogue):
    falling = {kpi.key for kpi in catalogue.values() if kpi.direction is Direction.DOWN}
    assert falling == {
        "lead_response_min", "discount_rate", "stalled_rate", "opp_age_days", "slippage_rate", "sales_cycle_days",
    }  # fmt: skip
    assert catalogue["pipeline_open"].direction is Direction.BAND


def test_activities_are_guarded_by_a_quality_kpi(catalogue):
    pairs = {kpi.key: kpi.pair_key for kpi in catalogue.values() if kpi.pair_key}
    assert pairs == {
        "calls_made": "convo_to_meeting",
        "meetings_held": "meeting_to_opp",
        "proposals_sent": "proposal_to_win",
        "opps_created": "win_rate",
        "pipeline_created": "stalled_rate",
        "revenue_won": "discount_rate",
    }


def test_a_rate_of_two_kpis_knows_both(catalogue):
    assert (catalogue["connect_rate"].numerator_key, catalogue["connect_rate"].denominator_key) == (
        "conversations",
        "calls_made",
    )


def test_taking_one_into_use_gives_it_an_id_of_its_own(catalogue):
    first, second = catalogue.take("calls_made"), catalogue.take("calls_made", position=7)
    assert catalogue["calls_made"].id == NIL
    assert len({first.id, second.id, NIL}) == 3
    assert second.position == 7
    assert first.name == "Calls made"


def test_a_wrong_key_is_told_politely(catalogue):
    with pytest.raises(NotFoundError, match="no KPI “cals”"):
        catalogue.take("cals")


@pytest.mark.parametrize("role", ROLES)
def test_every_role_has_a_preset_that_leads_more_than_it_lags(catalogue, role):
    preset = catalogue.preset(role)
    assert 5 <= len(preset) <= 8
    assert sum(kpi.kind is Kind.LEADING for kpi in preset) > len(preset) / 2
    assert set(preset) <= set(catalogue.for_role(role))


@pytest.mark.parametrize(
    "text",
    [
        "not toml [",
        '[[kpi]]\nkey = "x"',
        TEXT.replace('unit = "hours"', 'unit = "furlongs"'),
        TEXT.replace('pair = "win_rate"', 'pair = "no_such_kpi"'),
        TEXT.replace('key = "demos_held"', 'key = "calls_made"'),
    ],
)
def test_a_damaged_catalogue_is_refused(text):
    with pytest.raises(UserError, match="catalogue"):
        parse(text)
