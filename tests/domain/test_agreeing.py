"""Two blind rankings become one proposed set."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kpidesk.domain.agreeing import MOST, Rankings
from kpidesk.domain.entities import Kpi, new_id
from kpidesk.domain.terms import Kind

CALLS, DEMOS, MEETINGS, PROPOSALS, REFERRALS = LEADING = tuple(
    Kpi(new_id(), key, key.title(), position=at)
    for at, key in enumerate(("calls", "demos", "meetings", "proposals", "referrals"))
)
WON, RATE, QUOTA = LAGGING = tuple(
    Kpi(new_id(), key, key.title(), kind=Kind.LAGGING) for key in ("won", "rate", "quota")
)


def order(*rankings):
    return [each.kpi for each in Rankings(*rankings).added()]


def test_places_are_added_up_and_the_lowest_sum_comes_first():
    found = Rankings((CALLS, DEMOS, WON), (DEMOS, WON, CALLS)).added()
    assert [(each.kpi, each.by_rep, each.by_manager, each.total) for each in found] == [
        (DEMOS, 2, 1, 3),
        (CALLS, 1, 3, 4),
        (WON, 3, 2, 5),
    ]


def test_what_one_left_out_counts_as_the_place_after_the_longer_ranking():
    rankings = Rankings((CALLS, DEMOS, MEETINGS), (PROPOSALS,))
    assert rankings.left_out == 4
    found = {each.kpi: (each.by_rep, each.by_manager, each.total) for each in rankings.added()}
    assert found == {
        CALLS: (1, None, 5),
        DEMOS: (2, None, 6),
        MEETINGS: (3, None, 7),
        PROPOSALS: (None, 1, 5),
    }


def test_of_equal_sums_the_one_that_neither_put_far_down_comes_first():
    assert order((CALLS, DEMOS, MEETINGS), (MEETINGS, DEMOS, CALLS)) == [DEMOS, CALLS, MEETINGS]


def test_of_equal_places_leading_comes_before_lagging():
    assert order((WON, CALLS), (CALLS, WON)) == [CALLS, WON]


def test_the_proposed_set_is_the_first_four_leading_and_two_lagging():
    ranking = (*LAGGING, *LEADING)
    assert Rankings(ranking, ranking).proposed() == [CALLS, DEMOS, MEETINGS, PROPOSALS, WON, RATE]


orders = st.permutations([*LEADING, *LAGGING]).flatmap(
    lambda all_: st.integers(0, len(all_)).map(lambda count: tuple(all_[:count]))
)


@given(orders, orders)
def test_no_order_of_two_rankings_proposes_more_than_there_is_room_for(by_rep, by_manager):
    rankings = Rankings(by_rep, by_manager)
    proposed = rankings.proposed()
    for kind, most in MOST.items():
        ranked = {each for each in (*by_rep, *by_manager) if each.kind is kind}
        assert len([each for each in proposed if each.kind is kind]) == min(most, len(ranked))
    assert Rankings(by_manager, by_rep).proposed() == proposed


def test_a_kpi_of_another_position_is_still_the_same_one():
    assert len(Rankings((CALLS,), (replace(CALLS, position=9),)).added()) == 1
