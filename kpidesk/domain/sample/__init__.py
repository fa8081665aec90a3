"""The sample team: a made-up team with 18 months of values, talks and promises, the same on every run.

The story is data (resources/sample); this package shifts it to any day and fills in what lies further back at random,
from a fixed seed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.domain.sample import activity, meetings, notes, people, promises, results
from kpidesk.domain.sample.story import Timeline, utc_instant

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from kpidesk.domain.entities import Entity, Kpi
    from kpidesk.domain.sample.story import Instant, Story

SEED = 20


def sample_team(
    on: dt.date, story: Story, templates: Mapping[str, Kpi], *, seed: int = SEED, instant: Instant = utc_instant
) -> list[Entity]:
    """The sample team as it stands on a day, what others refer to first.

    Values move by whole weeks, so that the week of `on` is the running one. Talks and promises move by days, so that
    the one-on-ones of the story's today fall on `on`, or on the Monday after a weekend; what would fall on a weekend
    moves to the working day on its own side of today. Won revenue of the running quarter is scaled, so that each rep is
    as far ahead of pace or behind it as in the story.

    Args:
        on: The day looked at.
        story: The story as data, see `story.parse`.
        templates: KPIs of the catalogue by key, which the team words in its own way.
        seed: Seed of everything drawn at random; the same seed and day give equal entities.
        instant: Turns a local day and time into an instant; UTC if not given.
    """
    cast = people.cast(story, Timeline(story.today, on, instant), templates)
    weeks = activity.weekly(story, seed)
    entries = [*activity.entries(cast, weeks), *results.entries(cast, weeks, seed)]
    talks = meetings.talks(cast, weeks, seed)
    return [
        *people.people(cast),
        people.imported(cast, entries),
        *entries,
        *people.agreements(cast),
        *(talk.meeting for talk in talks),
        # As they would have been written: whoever looks for words takes the last row for the newest.
        *(item for talk in sorted(talks, key=lambda talk: talk.meeting.on) for item in talk.items),
        *notes.notes(cast, talks, seed),
        *promises.promises(cast, talks, weeks, seed),
    ]
