import datetime as dt

from kpidesk.domain.gaps import Gap, gaps

ON = dt.date(2026, 8, 20)


def day(back):
    return ON - dt.timedelta(days=back)


def test_an_agreed_rhythm_that_is_kept_has_no_gap():
    assert gaps([day(42), day(28), day(14)], 14, ON) == []


def test_a_few_days_late_is_no_gap_yet_but_a_missed_one_is():
    assert gaps([day(35), day(14)], 14, ON) == []
    assert gaps([day(36), day(14)], 14, ON) == [Gap(day(36), day(14))]


def test_it_runs_until_today_when_nobody_met_since_and_days_to_come_do_not_end_it():
    assert gaps([day(30), ON + dt.timedelta(days=3)], 14, ON) == [Gap(day(30), ON)]
    assert gaps([day(30)], 14, ON)[0].days == 30


def test_nobody_met_yet_is_no_gap():
    assert gaps([], 14, ON) == []
