"""What was added to a one-on-one after it was locked; the notes themselves stay as they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpidesk.domain.entities import Note, OneOnOne


def is_amendment(note: Note, meeting: OneOnOne) -> bool:
    """Whether a note came after the end: to a note, or to the one-on-one where that has none."""
    return note.amends_id is not None or (meeting.ended_at is not None and note.created_at > meeting.ended_at)


def originals(notes: Iterable[Note], meeting: OneOnOne) -> list[Note]:
    """The notes as they were when the one-on-one ended."""
    return [each for each in notes if not is_amendment(each, meeting)]


def amendments(notes: Iterable[Note], meeting: OneOnOne) -> list[Note]:
    """What was added since, oldest first."""
    return sorted((each for each in notes if is_amendment(each, meeting)), key=lambda each: each.created_at)
