"""One line becomes a commitment: the table of what people type, and what it must never do."""

import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpidesk.domain.capture import Decided, capture, due_day, level, promise, words_of
from kpidesk.domain.capture.tokens import Amount
from kpidesk.domain.entities import Kpi, Rep, new_id
from kpidesk.domain.readings import Reading
from kpidesk.domain.terms import Aggregation, Cadence, Kind, Owner, Unit

THURSDAY = dt.date(2026, 8, 20)
MAYA = Rep(new_id(), "Maya Okafor")
EN = words_of("en", names=["Elena Weber", "Elena"])
DE = words_of("de", names=["Elena"])
NAN = math.nan


def made(key, name, noun="", **fields):
    return Kpi(new_id(), key, name, noun=noun, **fields)


CALLS = made("discovery_held", "Discovery calls", "discovery calls")
BOOKED = made("meetings_booked", "Meetings booked", "meetings")
HELD = made("meetings_held", "Meetings held", "meetings")
DEMOS = made("demos_held", "Demos held", "demos")
OPPS = made("opps_created", "New opportunities", "opportunities")
REPLY = made("reply_rate", "Reply rate", unit=Unit.PERCENT, aggregation=Aggregation.RATIO)
REVENUE = made("revenue_won", "Revenue won", unit=Unit.CURRENCY, cadence=Cadence.MONTH, kind=Kind.LAGGING)
ANRUFE = made("anrufe", "Erstgespräche", "Erstgespräche")
KPIS = (CALLS, BOOKED, HELD, DEMOS, OPPS, REPLY, REVENUE, ANRUFE)


def read(line, words=EN, on=THURSDAY):
    return capture(line, MAYA, KPIS, on, words)


def day(text):
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("line", "text", "owner", "kpis", "amount", "due"),
    [
        ("10 discovery calls by Fri", "10 discovery calls", None, [CALLS], Amount(10), "2026-08-28"),
        ("me: intro to pricing by 28 Aug", "intro to pricing", Owner.MANAGER, [], None, "2026-08-28"),
        ("Elena: join two Halden calls by Thu", "join two Halden calls", Owner.MANAGER, [], None, "2026-08-27"),
        ("+2 meetings a week until 30 Sep", "+2 meetings a week", None, [BOOKED, HELD], Amount(2, True), "2026-09-30"),
        ("Maya: send proposal to Acme tomorrow", "send proposal to Acme", Owner.REP, [], None, "2026-08-21"),
        ("maya okafor: call Acme", "call Acme", Owner.REP, [], None, None),
        ("20% reply rate by end of September", "20% reply rate", None, [REPLY], Amount(20, percent=True), "2026-09-30"),
        ("reply rate to 20 percent", "reply rate to 20 percent", None, [REPLY], Amount(20, percent=True), None),
        ("discovery calls from 8 to 12", "discovery calls from 8 to 12", None, [CALLS], Amount(12), None),
        ("discovery calls: 12", "discovery calls: 12", None, [CALLS], Amount(12), None),
        ("2 more opportunities per week", "2 more opportunities per week", None, [OPPS], Amount(2, True), None),
        ("2 fewer demos", "2 fewer demos", None, [DEMOS], Amount(-2, True), None),
        ("+ 3 demos", "+ 3 demos", None, [DEMOS], Amount(3, True), None),
        ("five demos a day", "five demos a day", None, [DEMOS], Amount(5), None),
        ("€5k revenue by end of month", "€5k revenue", None, [REVENUE], Amount(5000), "2026-08-31"),
        ("1,200 discovery calls", "1,200 discovery calls", None, [CALLS], Amount(1200), None),
        ("2.5 demos a week", "2.5 demos a week", None, [DEMOS], Amount(2.5), None),
        # Nothing that is only nearly there is taken for a promise.
        ("Block two mornings for discovery calls", "Block two mornings for discovery calls", None, [CALLS], None, None),
        ("10-12 discovery calls", "10-12 discovery calls", None, [CALLS], None, None),
        ("Demo the product to Acme", "Demo the product to Acme", None, [], None, None),
        ("Jonas: call Acme", "Jonas: call Acme", None, [], None, None),
        ("https://example.com: read", "https://example.com: read", None, [], None, None),
        ("by Fri", "by Fri", None, [], None, "2026-08-21"),
        ("", "", None, [], None, None),
    ],
)  # fmt: skip
def test_what_people_type(line, text, owner, kpis, amount, due):
    found = read(line)
    assert (found.source, found.text, found.owner) == (line, text, owner)
    assert list(found.kpis) == kpis
    assert found.amount == amount
    assert due_day(found, found.kpi, THURSDAY) == (day(due) if due else None)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("x by Fri", "2026-08-21"), ("x by Thursday", "2026-08-27"), ("x by this Fri", "2026-08-21"),
        ("x by next Fri", "2026-08-28"), ("x on Monday", "2026-08-24"), ("x Friday", "2026-08-21"),
        ("x today", "2026-08-20"), ("x day after tomorrow", "2026-08-22"), ("x in 2 weeks", "2026-09-03"),
        ("x in a month", "2026-09-20"), ("x within 10 days", "2026-08-30"), ("x by 3 Aug", "2027-08-03"),
        ("x by Aug 28th, 2026", "2026-08-28"), ("x by the 28th", "2026-08-28"), ("x by the 3rd", "2026-09-03"),
        ("x by 28/8", "2026-08-28"), ("x by 3/4", "2027-04-03"), ("x 28/08/2026", "2026-08-28"),
        ("x 2026-09-01", "2026-09-01"), ("x by 28.8.", "2026-08-28"), ("x by end of week", "2026-08-21"),
        ("x by end of next week", "2026-08-28"), ("x by end of the month", "2026-08-31"), ("x eoy", "2026-12-31"),
        ("x by end of February", "2027-02-28"), ("x next week", "2026-08-28"), ("x next month", "2026-09-30"),
        ("x by 29 Feb", "2028-02-29"), ("x by 1 Jan 2020", "2020-01-01"), ("x in 3 months", "2026-11-20"),
        ("x by 31 April", None), ("x by May", None), ("she sat down", None), ("we may win", None),
        ("in 999 weeks", None),        ("x by the end of quarter", None), ("3/4 of x", None), ("meet mon for x", None),
        ("before Monday look at Friday", "2026-08-24"),
    ],
)  # fmt: skip
def test_days_in_english(line, expected):
    assert read(line).day == (day(expected) if expected else None)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("x bis nächsten Freitag", "2026-08-21"), ("x bis kommenden Montag", "2026-08-24"), ("x bis Fr", "2026-08-21"),
        ("x bis übernächsten Freitag", "2026-08-28"), ("x morgen", "2026-08-21"), ("x übermorgen", "2026-08-22"),
        ("x bis 28. August", "2026-08-28"), ("x bis zum 28.", "2026-08-28"), ("x bis 28.8.", "2026-08-28"),
        ("x bis 03.09.2026", "2026-09-03"), ("x in 2 Wochen", "2026-09-03"), ("x in einer Woche", "2026-08-27"),
        ("x bis Ende September", "2026-09-30"), ("x Ende nächster Woche", "2026-08-28"), ("x Monatsende", "2026-08-31"),
        ("x nächste Woche", "2026-08-28"), ("x bis Ende der Woche", "2026-08-21"), ("x bis 1. März", "2027-03-01"),
        ("x bis spätestens Montag", "2026-08-24"), ("so geht es", None), ("di und do", None), ("x by Friday", None),
    ],
)  # fmt: skip
def test_days_in_german(line, expected):
    assert read(line, DE).day == (day(expected) if expected else None)


def test_a_weekday_is_always_to_come_also_on_that_day():
    for offset in range(7):
        on = THURSDAY + dt.timedelta(days=offset)
        found = read("x by Friday", on=on).day
        assert found.weekday() == 4
        assert 1 <= (found - on).days <= 7


@pytest.mark.parametrize(
    ("line", "words", "due"),
    [
        ("10 discovery calls by Fri", EN, "2026-08-28"), ("10 discovery calls by this Fri", EN, "2026-08-21"),
        ("10 discovery calls by next Fri", EN, "2026-08-28"), ("10 discovery calls by 21 Aug", EN, "2026-08-21"),
        ("10 discovery calls by Wed", EN, "2026-08-26"), ("10 discovery calls by Thu", EN, "2026-08-27"),
        ("10 discovery calls bis nächsten Freitag", DE, "2026-08-28"),
        ("10 discovery calls bis diesen Freitag", DE, "2026-08-21"),
        ("prepare discovery calls by Fri", EN, "2026-08-21"), ("€5k revenue by Fri", EN, "2026-08-21"),
    ],
)  # fmt: skip
def test_a_level_a_week_is_due_after_a_week_has_begun(line, words, due):
    found = read(line, words)
    shown = promise(found, {}, THURSDAY)
    assert shown.due == day(due)
    assert shown.given_week == (shown.due != found.day)
    assert promise(found, {}, THURSDAY, Decided(due=(found.day,))).due == found.day


def test_figures_are_read_in_the_order_of_the_locale_and_never_guessed():
    american, unknown = words_of("en", day_first=False), words_of("en", day_first=None)
    assert read("x by 3/4", american).day == dt.date(2027, 3, 4)
    assert read("x by 25/12", american).day == dt.date(2026, 12, 25)
    found = read("x by 3/4", unknown)
    assert (found.day, found.unread) == (None, "3/4")
    assert (read("x by 25/12", unknown).day, read("x by 25/12", unknown).unread) == (dt.date(2026, 12, 25), "")
    assert read("x by 4/4", unknown).day == dt.date(2027, 4, 4)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("10 calls by 30 Feb", "30 Feb"),
        ("10 calls by February 30", "February 30"),
        ("10 calls by 2026-02-30", "2026-02-30"),
        ("10 calls by 31.4.", "31.4."),
        ("10 calls by 29 Feb 2027", "29 Feb 2027"),
        ("10 calls by 29 Feb", ""),
        ("28 Feb 30 calls", ""),
        ("an offer for 45.50 by Fri", ""),
        ("calls from Aug 31 to Sep 30", ""),
        ("they may 60 times", ""),
    ],
)
def test_a_day_that_no_calendar_has_is_named(line, said):
    assert read(line).impossible == said


def test_names_of_the_locale_are_known_beside_the_language():
    french = words_of("fr", weekdays=[["lundi", "lun."]], months=[["janvier", "janv."]])
    assert read("x by lundi", french).day == dt.date(2026, 8, 24)
    assert read("x by 5 janv", french).day == dt.date(2027, 1, 5)


def test_the_end_of_the_quarter_is_the_fiscal_one():
    end = dt.date(2026, 10, 31)
    assert capture("x by end of quarter", MAYA, KPIS, THURSDAY, EN, end).day == end


def test_words_that_fit_several_kpis_are_a_choice():
    found = read("+2 meetings a week")
    assert found.kpi is None
    assert found.kpis == (BOOKED, HELD)
    assert read("12 meetings held a week").kpi == HELD
    assert read("10 Erstgespräch pro Woche", DE).kpi == ANRUFE


def test_german_numbers_have_their_separators():
    assert read("2,5 demos pro Woche", DE).amount == Amount(2.5)
    assert read("1.200 demos", DE).amount == Amount(1200)
    assert read("2.5 demos", DE).amount == Amount(2.5)


@pytest.mark.parametrize(
    ("line", "kpi", "expected"),
    [
        ("10 discovery calls", CALLS, 10), ("+2 discovery calls", CALLS, 11), ("3 fewer discovery calls", CALLS, 6),
        ("2 discovery calls a day", CALLS, 10), ("+10% discovery calls", CALLS, 9.9), ("20% demos", DEMOS, None),
        ("20% reply rate", REPLY, 0.2), ("reply rate 20", REPLY, 0.2), ("+5% reply rate", REPLY, 0.35),
        ("discovery calls", CALLS, None),
    ],
)  # fmt: skip
def test_the_level_promised_from_the_measured_one(line, kpi, expected):
    weeks = [THURSDAY - dt.timedelta(days=10, weeks=back) for back in range(4, -1, -1)]
    if kpi is REPLY:
        series = Reading.of(kpi, weeks, [0.9, 0.2, NAN, 0.4, 0.3], numerators=[9, 2, NAN, 4, 3],
                            denominators=[10, 10, NAN, 10, 10])  # fmt: skip
    else:
        series = Reading.of(kpi, weeks, [50, 8, NAN, 9, 10])
    found = level(read(line), kpi, series)
    assert found.weeks == 3
    assert found.baseline == pytest.approx(0.3 if kpi is REPLY else 9)
    assert found.expected == (pytest.approx(expected) if expected is not None else None)


def test_without_a_measured_level_no_change_can_be_promised():
    assert level(read("+2 discovery calls"), CALLS, None).expected is None
    assert level(read("10 discovery calls"), CALLS, None).expected == 10
    empty = Reading.of(CALLS, [THURSDAY - dt.timedelta(days=10)], [NAN])
    assert level(read("+2 discovery calls"), CALLS, empty).baseline is None


def test_a_monthly_level_is_told_for_the_month():
    series = Reading.of(REVENUE, [THURSDAY - dt.timedelta(days=10)], [1000.0])
    found = level(read("+€1k revenue a week"), REVENUE, series)
    assert found.baseline == pytest.approx(4348.2, abs=0.1)
    assert found.expected == pytest.approx(2 * 4348.2, abs=0.2)


_PIECES = st.sampled_from(
    ["by", "bis", "Fri", "28", "28.", "Aug", "end", "of", "next", "nächsten", "week", "me:", "Maya:", ":", "/", "+",
     "-", "20%", "1.2.3", "9999-99-99", "31/31", "0", "99999999999999999999999", "1e400", "discovery", "calls",
     "meetings", "a", "to", "in", "weeks", "quarter", "\u0663", "²", "\ud800", "\u202e", "٪", "Ende", "the"]
)  # fmt: skip


@given(
    st.one_of(st.text(max_size=60), st.lists(_PIECES, max_size=9).map(" ".join)),
    st.dates(max_value=dt.date(9990, 1, 1)),
    st.sampled_from([EN, DE, words_of("en", day_first=None)]),
)
def test_any_line_is_read_without_a_fault_and_nothing_of_it_is_lost(line, on, words):
    found = capture(line, MAYA, KPIS, on, words, on)
    assert found.source == line
    assert found.text in line
    assert bool(found.text) == bool(line.strip())
    lost = set(line.replace(found.text, " ", 1).split())
    assert not lost or found.owner is not None or found.day is not None
    if found.amount is not None:
        assert math.isfinite(found.amount.value)
        assert found.kpis
    if found.weekday:
        assert found.day > on
    due_day(found, found.kpi, on)
    level(found, found.kpi, None)
