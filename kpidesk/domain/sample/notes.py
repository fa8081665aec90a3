"""Notes of the sample team's one-on-ones: told for the newest, put together for the others."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from kpidesk.domain.entities import Note
from kpidesk.domain.sample.story import chance, identity
from kpidesk.domain.terms import Visibility

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpidesk.domain.sample.meetings import Talk
    from kpidesk.domain.sample.people import Cast


def notes(cast: Cast, talks: Sequence[Talk], seed: int) -> list[Note]:
    """Shared and private notes, oldest first, as they would have been written."""
    made = [note for rep in cast.reps for note in _of(cast, rep, [each for each in talks if each.rep == rep], seed)]
    return sorted(made, key=lambda note: (note.created_at, note.id))


def _of(cast: Cast, rep: str, talks: Sequence[Talk], seed: int) -> Iterator[Note]:
    told = {each["day"]: each for each in cast.story.talks["note"] if each["rep"] == rep}
    pool = cast.story.talks["pool"]
    random = chance(seed, "notes", rep)
    seen, tried, kept = (random.permutation(len(pool[name])) for name in ("observations", "trials", "private"))
    for at, talk in enumerate(each for each in talks if each.held):
        if talk.day in told:
            shared, private = told[talk.day]["shared"], told[talk.day].get("private")
        else:
            first = pool["observations"][seen[at % len(seen)]]
            shared = f"- {first}\n- {pool['trials'][tried[at % len(tried)]]}"
            private = pool["private"][kept[at % len(kept)]] if random.random() < pool["private_share"] else None
        yield _note(talk, Visibility.SHARED, shared, minutes=18)
        if private:
            yield _note(talk, Visibility.PRIVATE, private, minutes=24)


def _note(talk: Talk, visibility: Visibility, text: str, *, minutes: int) -> Note:
    if talk.meeting.started_at is None:
        raise ValueError("only a one-on-one that was held has notes")
    return Note(
        id=identity("note", talk.rep, talk.day, visibility),
        rep_id=talk.meeting.rep_id,
        text=text.strip(),
        created_at=talk.meeting.started_at + dt.timedelta(minutes=minutes),
        visibility=visibility,
        one_on_one_id=talk.meeting.id,
        agenda_item_id=talk.focus_item.id,
    )
