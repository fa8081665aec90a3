"""Which entries of the command palette fit what was typed, grouped, the best and the recent first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kpidesk.domain.fuzzy import Labels, places
from kpidesk.gui import palette_entries
from kpidesk.gui.models.meeting_days import MeetingDays
from kpidesk.gui.models.palette_model import Entry, Kind, heading, tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kpidesk.gui.main_window import MainWindow

MOST = {Kind.NOW: 3, Kind.REP: 4, Kind.KPI: 4, Kind.MEETING: 3, Kind.COMMAND: 5, Kind.PAGE: 4, Kind.TEXT: 5}
"""As many of a kind are listed beside others; of one kind alone up to `ALONE`."""
ALONE = 100
NARROW: tuple[tuple[Kind, ...], ...] = (
    (),
    (Kind.REP,),
    (Kind.KPI,),
    (Kind.MEETING,),
    (Kind.COMMAND, Kind.PAGE),
    (Kind.TEXT,),
)
"""What Tab narrows the list to, in turn; nothing means everything."""
_RECENT = 12
_RECENT_SHOWN = 5
_LATEST_BONUS = 6.0
_NOW_BONUS = 3.0
"""What is next comes first where the letters fit about as well."""

Group = tuple[str, list[Entry]]


class Offers:
    """Everything the palette can offer in a window, read once when it opens; what takes longer is read after that."""

    def __init__(self, window: MainWindow) -> None:
        context = window.context
        self._context = context
        self._recent = {key: at for at, key in enumerate(context.settings().recent)}
        every = [
            *palette_entries.suggestions(context),
            *palette_entries.reps(context),
            *palette_entries.kpis(context),
            *palette_entries.commands(window),
            *palette_entries.settings(context),
        ]
        self._entries = {kind: [each for each in every if each.kind is kind] for kind in Kind}
        self._labels = {kind: Labels([each.label for each in found]) for kind, found in self._entries.items()}
        self._days: MeetingDays | None = None

    def read_meetings(self) -> None:
        """Read all one-on-ones, once."""
        if self._days is None:
            self._days = MeetingDays(self._context.desk)
            self._labels[Kind.MEETING] = Labels(self._days.labels)

    def read_standings(self) -> None:
        """Read how the reps stand, once; who is at hand does not wait for it."""
        self._entries[Kind.REP] = palette_entries.standing(self._context, self._entries[Kind.REP])

    def of(self, query: str, only: Sequence[Kind] = ()) -> tuple[list[Group], int]:
        """What fits, in groups under their headings, and how much fits in all; text is looked for by `texts`."""
        if not query.strip() and not only:
            return self._at_first()
        self.read_meetings()
        groups: list[tuple[float, Group]] = []
        total = 0
        for kind in only or Kind:
            hits = self._labels[kind].find(query)
            total += len(hits)
            most = ALONE if only else MOST[kind]
            # Among those that fit about as well the soonest or the newest comes first.
            dated = kind in {Kind.NOW, Kind.MEETING}
            scored = [(round(hit.score) if dated else hit.score, hit.at) for hit in hits]
            raised = [(score + self._bonus(kind, at), at) for score, at in scored]
            best = sorted(raised, key=lambda each: (-each[0], each[1] if dated else 0))[:most]
            if best:
                entries = [_marked(query, self._entry(kind, at)) for _score, at in best]
                groups.append((best[0][0], (heading(kind), entries)))
        groups.sort(key=lambda each: -each[0])
        return [group for _score, group in groups], total

    def texts(self, query: str, *, alone: bool) -> list[Group]:
        """Where the words stand in notes, agendas and commitments; private notes only where they may be shown."""
        limit = ALONE if alone else MOST[Kind.TEXT]
        found = self._context.desk.search.find(query, private=self._context.show_private, limit=limit)
        entries = palette_entries.texts(self._context, found)
        return [(heading(Kind.TEXT), entries)] if entries else []

    def remember(self, entry: Entry) -> None:
        """Keep that an entry was chosen, by its key alone, which names nobody."""
        if entry.key:
            settings = self._context.settings()
            recent = [entry.key, *(key for key in settings.recent if key != entry.key)][:_RECENT]
            self._context.change_settings(replace(settings, recent=recent))

    def _at_first(self) -> tuple[list[Group], int]:
        """Before anything was typed: what was chosen last, what is next, and what can be done."""
        every = [each for kind in Kind for each in self._entries[kind]]
        recent = sorted((each for each in every if each.key in self._recent), key=lambda each: self._recent[each.key])
        groups = [
            (tr("Recent"), recent[:_RECENT_SHOWN]),
            (heading(Kind.NOW), self._entries[Kind.NOW][: MOST[Kind.NOW]]),
            *((heading(kind), self._entries[kind]) for kind in (Kind.COMMAND, Kind.PAGE)),
        ]
        return [group for group in groups if group[1]], len(every)

    def _bonus(self, kind: Kind, at: int) -> float:
        if kind is Kind.NOW:
            return _NOW_BONUS
        if not self._recent or kind is Kind.MEETING:
            return 0.0
        place = self._recent.get(self._entries[kind][at].key)
        return 0.0 if place is None else _LATEST_BONUS * (1 - place / _RECENT)

    def _entry(self, kind: Kind, at: int) -> Entry:
        if kind is Kind.MEETING and self._days is not None:
            return palette_entries.meeting(self._context, self._days.days[at], self._days.labels[at])
        return self._entries[kind][at]


def _marked(query: str, entry: Entry) -> Entry:
    return replace(entry, marks=_spans(places(query, entry.label)))


def _spans(at: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Single letters as stretches: 0, 1, 5 are (0, 2) and (5, 6)."""
    spans: list[tuple[int, int]] = []
    for each in at:
        if spans and spans[-1][1] == each:
            spans[-1] = (spans[-1][0], each + 1)
        else:
            spans.append((each, each + 1))
    return tuple(spans)
