"""Promises that wait: each rule at, just below and just above its threshold."""

import datetime as dt

import pytest

from kpidesk.domain.signals import commitments as rules
from kpidesk.domain.signals.thresholds import Thresholds
from kpidesk.domain.terms import CommitmentStatus, Owner

T = Thresholds()


def spoken(make, rule, *commitments):
    return list(rule(make.facts(commitments=tuple(make.tracked(each) for each in commitments)), T))


@pytest.mark.parametrize(("due", "count"), [(21, 0), (20, 0), (19, 1)])
def test_c1_starts_the_day_after_the_due_day(make, due, count):
    found = spoken(make, rules.overdue, make.commitment(due=dt.date(2026, 8, due)))
    assert len(found) == count
    if found:
        assert (found[0].title, found[0].why) == ("Send the proposal", "Due 19 Aug, 1 day ago.")
        assert found[0].fields == {"commitment": "“Send the proposal”", "date": "19 Aug"}


def test_c1_weighs_in_full_after_a_fortnight(make):
    late = spoken(make, rules.overdue, make.commitment(due=dt.date(2026, 8, 6)))
    later = spoken(make, rules.overdue, make.commitment(due=dt.date(2026, 7, 6), agreed=dt.date(2026, 7, 1)))
    assert (late[0].severity, later[0].severity) == (1.0, 1.0)


@pytest.mark.parametrize(("idle", "count"), [(20, 0), (21, 1), (22, 1)])
def test_c2_speaks_after_21_days_without_an_update(make, idle, count):
    assert len(spoken(make, rules.stale, make.commitment(agreed=make.on - dt.timedelta(days=idle)))) == count


@pytest.mark.parametrize(("carried", "count"), [(1, 0), (2, 1), (3, 1)])
def test_c2_speaks_when_carried_twice(make, carried, count):
    assert len(spoken(make, rules.stale, make.commitment(times_carried=carried))) == count


@pytest.mark.parametrize(("missed", "count"), [(1, 0), (2, 1), (3, 1)])
def test_c3_asks_for_another_plan_after_two_of_three_missed(make, missed, count):
    reading = make.reading(values=[8] * 4)
    states = [CommitmentStatus.DONE] * (3 - missed) + [CommitmentStatus.MISSED] * missed
    all_of = [make.tracked(make.commitment(status=each, kpi_id=reading.kpi.id), reading) for each in states]
    found = list(rules.missed_again(make.facts(reading, commitments=tuple(all_of)), T))
    assert len(found) == count
    if found:
        assert found[0].why == (
            f"{missed} of the last 3 promises on discovery calls were missed. Change the plan first."
        )


@pytest.mark.parametrize(("open_count", "count"), [(3, 0), (4, 1), (5, 1)])
def test_c4_speaks_of_more_than_three_open_promises(make, open_count, count):
    assert len(spoken(make, rules.overload, *(make.commitment() for _ in range(open_count)))) == count


def test_c4_does_not_count_what_the_manager_owes(make):
    assert not spoken(make, rules.overload, *(make.commitment(owner=Owner.MANAGER) for _ in range(5)))


@pytest.mark.parametrize(("due", "count"), [(20, 0), (19, 1), (14, 1)])
def test_c5_names_what_the_manager_owes(make, due, count):
    owed = make.commitment("intro to the partner team", owner=Owner.MANAGER, due=dt.date(2026, 8, due))
    found = spoken(make, rules.manager_owes, owed)
    assert len(found) == count
    if found:
        assert found[0].title == "I owe you: intro to the partner team"
        assert not found[0].corrective


def test_closed_promises_are_silent(make):
    done = make.commitment(due=dt.date(2026, 8, 1), agreed=dt.date(2026, 7, 1), status=CommitmentStatus.DONE)
    assert not spoken(make, rules.overdue, done)
    assert not spoken(make, rules.stale, done)


def test_c2_leaves_what_is_due_today_to_its_verdict(make):
    old = make.commitment(agreed=dt.date(2026, 7, 1), due=make.on)
    assert not list(rules.stale(make.facts(commitments=(make.tracked(old),)), T))
    later = make.replace(old, due=dt.date(2026, 8, 28))
    found = next(rules.stale(make.facts(commitments=(make.tracked(later),)), T))
    assert found.why == "No update for 7 weeks. Due 28 Aug."
