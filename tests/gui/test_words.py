import datetime as dt

import pytest

from kpidesk.domain.entities import OneOnOne, new_id
from kpidesk.domain.terms import MeetingStatus
from kpidesk.gui import words

ON = dt.date(2026, 8, 20)


@pytest.mark.parametrize(
    ("on", "status", "said"),
    [
        (ON, MeetingStatus.PLANNED, "Planned"),
        (ON - dt.timedelta(days=1), MeetingStatus.PLANNED, "Planned, not started"),
        (ON, MeetingStatus.RUNNING, "Running"),
        (ON, MeetingStatus.HELD, "Held"),
        (ON, MeetingStatus.CANCELLED, "Cancelled"),
        (ON, MeetingStatus.NO_SHOW, "Did not take place"),
    ],
)
def test_a_one_on_one_says_where_it_stands(qapp, on, status, said):
    assert words.meeting_status(OneOnOne(new_id(), new_id(), on, status=status), ON) == said
