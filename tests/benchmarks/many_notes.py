"""Ten years of notes in a file: 200 reps, 300 KPIs, five notes of some 120 words a one-on-one; always alike."""

from __future__ import annotations

import datetime as dt
import itertools
import random
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from kpidesk.domain.entities import AgendaItem, Commitment, Id, Note, OneOnOne, Rep
from kpidesk.domain.terms import MeetingStatus, Section, Visibility
from kpidesk.services.kpis import catalogue
from kpidesk.storage import records
from kpidesk.storage.upgrade import open_database

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpidesk.domain.entities import Entity

ON = dt.date(2026, 8, 20)
REPS, KPIS, NOTES, A_MEETING = 200, 300, 50_000, 5
RARE = "zugspitze"
_FIRST = (
    "Anna",
    "Ben",
    "Carla",
    "Deniz",
    "Eva",
    "Finn",
    "Greta",
    "Hugo",
    "Ines",
    "Jonas",
    "Kira",
    "Lars",
    "Mona",
    "Nils",
)
_LAST = ("Adler", "Braun", "Conrad", "Dietz", "Ernst", "Fuchs", "Graf", "Huber", "Iversen", "Jung", "Krause", "Lorenz")


def vocabulary() -> list[str]:
    """Made-up words, the most frequent first."""
    chance = random.Random(7)  # noqa: S311  # no secret
    syllables = [a + b for a in "bcdfghklmnprstvwz" for b in "aeiou"]
    found = dict.fromkeys("".join(chance.choices(syllables, k=chance.randint(2, 4))) for _ in range(40_000))
    return list(found)[:20_000]


@contextmanager
def many_notes(notes: int = NOTES) -> Iterator[Path]:
    """The file in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "notes.kpidesk"
        database = open_database(path)
        with database.write() as connection:
            records.insert_all(connection, _team())
            found = _talks(notes)
            while part := list(itertools.islice(found, 1000)):
                records.insert_all(connection, _by_kind(part))
        database.close()
        yield path


def _by_kind(part: Sequence[Entity]) -> list[Entity]:
    kinds = (OneOnOne, AgendaItem, Note, Commitment)
    return sorted(part, key=lambda each: kinds.index(type(each)))


def _id(kind: int, at: int) -> Id:
    return UUID(int=kind << 64 | at)


def _team() -> list[Entity]:
    names = [f"{first} {last}" for last in _LAST for first in _FIRST]
    names += [f"Olga {last} {which}" for which in ("II", "III", "IV", "V") for last in _LAST]
    reps: list[Entity] = [Rep(_id(1, at), name) for at, name in enumerate(names[:REPS])]
    kinds = list(catalogue().values())
    kpis: list[Entity] = [
        replace(kinds[at % len(kinds)], id=_id(2, at), key=f"kpi_{at}", name=f"{kinds[at % len(kinds)].name} {at}")
        for at in range(KPIS)
    ]
    return reps + kpis


def _talks(notes: int) -> Iterator[Entity]:
    """One-on-ones from the oldest to the newest, each with what belongs to it."""
    chance, words = random.Random(8), vocabulary()  # noqa: S311  # no secret
    weights = list(itertools.accumulate(1 / (at + 3) ** 1.02 for at in range(len(words))))
    meetings = notes // A_MEETING
    for at in range(meetings):
        day = ON - dt.timedelta(days=(meetings - at) * 3640 // meetings)
        rep = _id(1, at % REPS)
        talk = OneOnOne(_id(3, at), rep, day, dt.time(9 + at % 8), status=MeetingStatus.HELD)
        yield talk
        item = AgendaItem(
            _id(4, at), talk.id, 0, Section.FOCUS, f"Talk about {words[at % 300]}", kpi_id=_id(2, at % KPIS)
        )
        yield item
        for place in range(A_MEETING):
            text = " ".join(chance.choices(words, cum_weights=weights, k=max(10, int(chance.gauss(120, 40)))))
            number = at * A_MEETING + place
            text += f" {RARE} renewal" if number % 5000 == 17 else ""
            begun = dt.datetime.combine(day, dt.time(10, place), dt.UTC)
            kept = Visibility.PRIVATE if place % 2 else Visibility.SHARED
            yield Note(_id(5, number), rep, text, begun, kept, talk.id, item.id)
