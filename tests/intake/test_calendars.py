"""Calendar files of other programs, odd and hostile ones included."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpidesk.domain.appointments import Person
from kpidesk.domain.errors import UserError
from kpidesk.intake import calendar_lines
from kpidesk.intake.calendars import Reading

FIRST, LAST = dt.date(2026, 8, 20), dt.date(2026, 11, 19)
BERLIN, ZONE = ZoneInfo("Europe/Berlin"), "W. Europe Standard Time"


def calendar(*events):
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *("\r\n".join(each) for each in events), "END:VCALENDAR", ""])


def event(*lines, uid="u1", summary="1:1 Maya"):
    return ["BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:{summary}", *lines, "END:VEVENT"]


@pytest.fixture
def read(tmp_path):
    def reading(text, zone=BERLIN, wanted=lambda _summary, _people: True):
        path = tmp_path / "calendar.ics"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        made = Reading(FIRST, LAST, wanted, zone)
        found = sorted(made.read(path), key=lambda each: (each.on, each.at or dt.time()))
        return found, made.hints

    return reading


def when(found):
    return [f"{each.on} {each.at:%H:%M}" if each.at else f"{each.on}" for each in found]


def test_a_single_event_with_who_is_invited(read):
    ((found,), hints) = read(
        calendar(
            event(
                "ORGANIZER;CN=Elena Brandt:mailto:elena@x.example",
                'ATTENDEE;CN="Okafor, Maya";PARTSTAT=ACCEPTED:MAILTO:maya@x.example',
                "ATTENDEE;CUTYPE=ROOM;CN=Room 1:mailto:room1@x.example",
                "ATTENDEE;CN=Elena Brandt:mailto:elena@x.example",
                "DTSTART:20260821T120000Z",
                "DTEND:20260821T123000Z",
                "BEGIN:VALARM",
                "DTSTART:20260101T000000Z",
                "END:VALARM",
                summary="Maya\\, Elena\\; pipel\r\n ine",
            )
        )
    )
    assert (found.on, found.at, found.minutes, found.original) == (dt.date(2026, 8, 21), dt.time(14), 30, "")
    assert found.people == (Person("Elena Brandt", "elena@x.example"), Person("Okafor, Maya", "maya@x.example"))
    assert found.summary == "Maya, Elena; pipeline"
    assert hints == []


def test_a_series_with_one_date_out_and_one_moved(read):
    zone = f'TZID="{ZONE}"'
    found, _hints = read(
        calendar(
            event(
                f"DTSTART;{zone}:20260602T100000",
                f"DTEND;{zone}:20260602T103000",
                "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20261020T235959Z",
                f"EXDATE;{zone}:20260908T100000",
            ),
            event(
                f"RECURRENCE-ID;{zone}:20260922T100000",
                f"DTSTART;{zone}:20260923T140000",
                "DURATION:PT45M",
            ),
        )
    )
    kept = [each for each in found if not each.cancelled]
    assert when(kept) == ["2026-08-25 10:00", "2026-09-23 14:00", "2026-10-06 10:00", "2026-10-20 10:00"]
    assert when(each for each in found if each.cancelled) == ["2026-09-08 10:00"]
    assert [each.minutes for each in kept] == [30, 45, 30, 30]
    assert len({each.original for each in found}) == len(found)


def test_the_hour_of_a_series_is_that_of_its_zone_on_both_sides_of_a_clock_change(read):
    text = calendar(
        event("DTSTART;TZID=America/New_York:20261022T090000", "DURATION:PT30M", "RRULE:FREQ=WEEKLY;COUNT=3")
    )
    # Europe changes its clocks a week before America does.
    assert when(read(text)[0]) == ["2026-10-22 15:00", "2026-10-29 14:00", "2026-11-05 15:00"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("DTSTART;VALUE=DATE:20260901", ["2026-09-01"]),
        ("DTSTART:20260901T090000", ["2026-09-01 09:00"]),
        ("DTSTART;TZID=/freeassociation.sourceforge.net/Europe/London:20260901T090000", ["2026-09-01 10:00"]),
        ("DTSTART:20260831T223000Z", ["2026-09-01 00:30"]),
        ("DTSTART:20260819T090000", []),
        ("DTSTART:20261120T090000", []),
        ("DTSTART:20260231T090000", []),
        ("DTSTART:00000000T000000", []),
        ("DTSTART:next week", []),
        ("SUMMARY:without a day", []),
    ],
)
def test_days_and_times_as_they_are_written(read, line, expected):
    assert when(read(calendar(event(line)))[0]) == expected


def test_an_unknown_zone_is_taken_as_ones_own_and_said(read):
    found, hints = read(calendar(event("DTSTART;TZID=Customized Time Zone:20260901T090000")))
    assert when(found) == ["2026-09-01 09:00"]
    assert hints == ["Some times are in a zone that is not known here; they were taken as your own."]


def test_added_dates_and_a_cancelled_event(read):
    found, _hints = read(
        calendar(
            event("DTSTART:20260901T090000", "RDATE:20260903T090000,20260904T090000/PT1H"),
            event("DTSTART:20260902T090000", "STATUS:CANCELLED", uid="u2"),
        )
    )
    assert when(found) == ["2026-09-01 09:00", "2026-09-02 09:00", "2026-09-03 09:00", "2026-09-04 09:00"]
    assert [each.cancelled for each in found] == [False, True, False, False]


def test_what_repeats_by_the_second_is_looked_at_once(read):
    found, hints = read(calendar(event("DTSTART:20260901T090000", "RRULE:FREQ=SECONDLY")))
    assert when(found) == ["2026-09-01 09:00"]
    assert "repeats in a way that cannot be read" in hints[0]


def test_events_that_matter_to_nobody_are_not_unrolled(read):
    text = calendar(*(event("DTSTART:19700101T090000", "RRULE:FREQ=DAILY", uid=f"u{at}") for at in range(300)))
    assert read(text, wanted=lambda _summary, _people: False) == ([], [])
    with pytest.raises(UserError, match="repeats too often"):
        read(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is no calendar file"),
        ("Subject,Start Date\r\n1:1 Maya,8/20/2026\r\n", "is no calendar file"),
        (b"BEGIN:VCALENDAR\r\n\0\0\0", "is no calendar file"),
        ("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\n", "ends in the middle"),
        ("BEGIN:VCALENDAR\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", "closes nothing"),
        ("BEGIN:VCALENDAR\r\n" + "BEGIN:X\r\n" * 10_000, "ends in the middle"),
    ],
)
def test_what_is_no_whole_calendar_is_refused_in_one_sentence(read, text, said):
    with pytest.raises(UserError, match=said):
        read(text)


def test_a_huge_file_and_one_of_too_many_events_are_refused(read, monkeypatch):
    monkeypatch.setattr(calendar_lines, "MOST_EVENTS", 3)
    with pytest.raises(UserError, match="more than 3 events"):
        read(calendar(*(event(uid=f"u{at}") for at in range(4))))
    monkeypatch.setattr(calendar_lines, "LARGEST", 100)
    with pytest.raises(UserError, match="is larger than"):
        read(calendar(event("X-PADDING:" + "x" * 200)))


def test_a_file_that_is_not_there_is_one_sentence(tmp_path):
    with pytest.raises(UserError, match="cannot be read"):
        Reading(FIRST, LAST, lambda _summary, _people: True).read(tmp_path / "nowhere.ics")


def test_old_encodings_and_line_ends_are_read(read):
    text = calendar(event("DTSTART:20260901T090000", summary="1:1 Tomás"))
    assert read(text.encode("cp1252"))[0][0].summary == "1:1 Tomás"
    assert read(b"\xef\xbb\xbf" + text.replace("\r\n", "\n").encode())[0][0].summary == "1:1 Tomás"


WORDS = st.sampled_from(
    [
        "BEGIN:VEVENT",
        "END:VEVENT",
        "DTSTART:20260901T090000",
        "RRULE:FREQ=DAILY;COUNT=5",
        "EXDATE:20260902",
        " folded",
        "DTSTART;TZID=:20260901T090000",
        'ATTENDEE;CN="a:mailto:',
        "RRULE:FREQ=WEEKLY;UNTIL=x",
        "DURATION:P",
        "RDATE:,",
        "UID:",
        "RECURRENCE-ID:20260903T090000",
        "END:VCALENDAR",
        "DTEND:19700101",
        "DTSTART;VALUE=DATE:99991231",
    ]
)


@given(st.lists(st.one_of(WORDS, st.text(max_size=30)), max_size=30))
def test_any_lines_are_appointments_or_one_sentence(tmp_path_factory, lines):
    path = tmp_path_factory.mktemp("any") / "any.ics"
    path.write_bytes("\r\n".join(["BEGIN:VCALENDAR", *lines, "END:VCALENDAR"]).encode("utf-8", "replace"))
    made = Reading(FIRST, LAST, lambda _summary, _people: True, BERLIN)
    try:
        found = made.read(path)
    except UserError as error:
        found, said = [], str(error)
    else:
        said = ""
    assert all(FIRST <= each.on <= LAST for each in found)
    assert "\n" not in said
