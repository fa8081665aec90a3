"""Recurrence rules, beside those of python-dateutil."""

import datetime as dt

import pytest
from dateutil.rrule import rrulestr
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from kpidesk.intake.calendar_rules import parse

BEGIN = dt.date(2026, 1, 6)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def dates(text, begin=BEGIN, last=dt.date(2027, 12, 31)):
    rule = parse(text)
    assert rule is not None
    return list(rule.dates(begin, last))


def theirs(text, begin, last):
    end = dt.datetime.combine(last, dt.time())
    found = rrulestr(text, dtstart=dt.datetime.combine(begin, dt.time()))
    return [each.date() for each in found.between(dt.datetime.combine(begin, dt.time()), end, inc=True)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("FREQ=WEEKLY;BYDAY=TU", ["2026-01-06", "2026-01-13", "2026-01-20"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;WKST=SU", ["2026-01-06", "2026-01-08", "2026-01-20"]),
        ("FREQ=MONTHLY;BYDAY=-1FR", ["2026-01-30", "2026-02-27", "2026-03-27"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", ["2026-01-30", "2026-02-27", "2026-03-31"]),
        ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=31", ["2026-01-31", "2026-07-31", "2026-10-31"]),
        ("FREQ=YEARLY;BYMONTH=1,7;BYDAY=1MO", ["2026-07-06", "2027-01-04", "2027-07-05"]),
        ("FREQ=DAILY;INTERVAL=14", ["2026-01-06", "2026-01-20", "2026-02-03"]),
    ],
)
def test_the_usual_rhythms(text, first):
    assert [each.isoformat() for each in dates(text)[:3]] == first


@st.composite
def rules(draw):
    freq = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={freq}", f"INTERVAL={draw(st.integers(1, 5))}"]
    days = draw(st.lists(st.sampled_from(WEEKDAYS), max_size=3, unique=True))
    # Rules that never fit keep dateutil busy up to the year 9999.
    months = draw(st.lists(st.integers(1, 12), max_size=3, unique=True)) if freq != "MONTHLY" else []
    if freq in {"MONTHLY", "YEARLY"} and days:
        # All of them counted, or none: mixed ones dateutil takes for both at once.
        which = draw(st.sampled_from(["", "1", "2", "-1", "5"]))
        days = [f"{which}{day}" for day in days]
    if freq == "YEARLY" and days and not months:
        months = [3]
    numbers = draw(st.lists(st.sampled_from([1, 15, 31, -1, -3]), max_size=2, unique=True))
    parts += [f"BYDAY={','.join(days)}"] if days else []
    parts += [f"BYMONTH={','.join(map(str, months))}"] if months else []
    if freq == "MONTHLY" and numbers and not days:
        parts.append(f"BYMONTHDAY={','.join(map(str, numbers))}")
    if freq == "MONTHLY" and days:
        places = draw(st.lists(st.sampled_from([1, 2, -1]), max_size=1))
        parts += [f"BYSETPOS={places[0]}"] if places else []
    if draw(st.booleans()):
        parts.append(f"WKST={draw(st.sampled_from(WEEKDAYS))}")
    if draw(st.booleans()):
        parts.append(f"COUNT={draw(st.integers(1, 30))}")
    return ";".join(parts)


@settings(phases=(Phase.explicit, Phase.generate))
@given(rules(), st.dates(dt.date(2019, 1, 1), dt.date(2026, 12, 31)), st.integers(0, 900))
def test_every_rule_gives_the_dates_that_dateutil_gives(text, begin, days):
    last = begin + dt.timedelta(days=days)
    assert dates(text, begin, last) == theirs(text, begin, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "FREQ=SECONDLY",
        "FREQ=HOURLY;INTERVAL=1",
        "FREQ=WEEKLY;BYHOUR=9",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=WEEKLY;INTERVAL=99999999999999999999",
        "FREQ=WEEKLY;COUNT=-1",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;BYDAY=2TU",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=MONTHLY;BYMONTH=0",
        "FREQ=YEARLY;BYDAY=20MO",
        "FREQ=WEEKLY;WKST=XX",
        "nonsense",
    ],
)
def test_what_cannot_be_followed_is_no_rule(text):
    assert parse(text) is None


def test_a_rule_that_never_fits_ends_with_the_days_looked_at():
    assert dates("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30") == []
    assert dates("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30") == []
