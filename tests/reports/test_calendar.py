"""Calendar files: valid lines, the same ids each time, and nothing but whom, when and how long."""

import datetime as dt
import uuid
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from kpidesk.domain.entities import OneOnOne
from kpidesk.reports.calendar import CalendarEvent, as_calendar

NOW = dt.datetime(2026, 8, 20, 9, 30, tzinfo=dt.UTC)
BERLIN = ZoneInfo("Europe/Berlin")
MEETING = OneOnOne(uuid.UUID(int=7), uuid.UUID(int=1), dt.date(2026, 8, 20), dt.time(14), 30, reason="SECRET reason")


def lines(text):
    return text.replace("\r\n ", "").split("\r\n")


def test_a_one_on_one_is_an_event():
    assert lines(as_calendar([CalendarEvent(MEETING, "Maya Okafor")], NOW, BERLIN)) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//KPIdesk//One-on-ones//EN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        "UID:00000000-0000-0000-0000-000000000007@kpidesk",
        "DTSTAMP:20260820T093000Z",
        "DTSTART:20260820T120000Z",
        "DTEND:20260820T123000Z",
        "SUMMARY:1:1 Maya Okafor",
        "STATUS:CONFIRMED",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_half_an_hour_stays_half_an_hour_where_the_clocks_change():
    night = OneOnOne(uuid.UUID(int=8), uuid.UUID(int=1), dt.date(2026, 10, 25), dt.time(2, 45), 30)
    text = as_calendar([CalendarEvent(night, "Maya")], NOW, BERLIN)
    assert "DTSTART:20261025T004500Z\r\nDTEND:20261025T011500Z" in text


def test_without_a_time_it_stands_at_the_top_of_its_day():
    text = as_calendar(
        [CalendarEvent(OneOnOne(uuid.UUID(int=9), uuid.UUID(int=1), dt.date(2026, 12, 31)), "Maya")], NOW
    )
    assert "DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\nTRANSP:TRANSPARENT" in text


def test_signs_of_the_format_are_escaped():
    text = as_calendar([CalendarEvent(MEETING, "O\\Neil; Ann, Jr.")], NOW, BERLIN)
    assert "SUMMARY:1:1 O\\\\Neil\\; Ann\\, Jr." in text


@given(st.text(max_size=220))
def test_no_name_adds_a_line_and_every_line_is_short(name):
    text = as_calendar([CalendarEvent(MEETING, name)], NOW, BERLIN)
    assert text.endswith("END:VCALENDAR\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert len(lines(text)) == 14
    assert "\n" not in text.replace("\r\n", "")
    assert "SECRET" not in text
