import datetime as dt

import pytest

from kpidesk.domain.peers import Side
from kpidesk.services.desk import Desk

ON = dt.date(2026, 8, 20)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    opened = Desk(tmp_path_factory.mktemp("peers") / "team.kpidesk")
    opened.fill_sample(ON)
    yield opened
    opened.close()


def test_the_sample_rep_is_placed_by_quartile_and_by_funnel(desk):
    found = {each.kpi.key: each for each in desk.peers.of(desk.team.rep("Maya"), ON)}
    opportunities, wins = found["opps_created"], found["win_rate"]
    assert (opportunities.place.n, opportunities.place.quartile, opportunities.good) == (8, 1, False)
    assert opportunities.place.percentile is None
    assert wins.place is None
    assert wins.funnel.side is Side.MIDDLE
    assert wins.funnel.inner[0] < wins.value < wins.funnel.inner[1]


def test_the_middle_is_told_in_the_days_of_the_rep(desk):
    found = {each.kpi.key: each for each in desk.peers.of(desk.team.rep("Maya"), ON)}
    values = sorted(card.standing("revenue_won").value for card in desk.scorecards.overview(ON))
    assert values[3] <= found["revenue_won"].middle <= values[4]


def test_no_name_of_a_peer_is_in_what_is_told(desk):
    maya = desk.team.rep("Maya")
    told = repr(desk.peers.of(maya, ON))
    assert not any(rep.name in told or rep.first_name in told for rep in desk.team.reps())
