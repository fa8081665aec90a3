"""What is not as usual with a rep is said in a few words."""

import datetime as dt

import pytest

from kpidesk.domain.presence import Presence, RampMonth
from kpidesk.gui.pages.reps_presence import presence_words

ON = dt.date(2026, 8, 20)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (Presence(), []),
        (Presence(last_day=dt.date(2026, 7, 31)), ["left 31 Jul"]),
        (Presence(last_day=ON), ["last day 20 Aug"]),
        (Presence(starts_on=dt.date(2027, 1, 4)), ["starts 4 Jan 2027"]),
        (Presence(away_until=dt.date(2026, 8, 28)), ["on leave until 28 Aug"]),
        (
            Presence(away_until=ON, half_days=True, ramp=RampMonth(2, 4), working_share=0.8),
            ["half days until 20 Aug", "ramping, month 2 of 4", "part time 80%"],
        ),
    ],
)
def test_only_what_matters_is_said(dressed, found, said):
    assert presence_words(found, ON) == said
