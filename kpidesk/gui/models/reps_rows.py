"""The rows of the Reps page: a scorecard, the rhythm of the one-on-ones and the open commitments together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from kpidesk.domain.attention import Rhythm, goes_well, is_stale, rhythm
from kpidesk.domain.board import Quadrant
from kpidesk.domain.entities import Commitment, Id
from kpidesk.domain.standing import Scorecard, Standing
from kpidesk.domain.terms import Status
from kpidesk.gui import formats, words

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from kpidesk.domain.entities import OneOnOne, Rep

STRONG = 1.10
"""Leading index from which a good corner is called strong."""
LATE_DAYS = 14
"""Days overdue from which the mark of a late one-on-one is the diamond."""


def tr(text: str) -> str:
    """Translate a text of the Reps page."""
    return QCoreApplication.translate("reps", text)


@dataclass(frozen=True, slots=True, eq=False)
class RepRow:
    """One rep as the table and the detail show it."""

    card: Scorecard
    focus: Standing | None
    """The agreed focus, else the leading KPI with the lowest attainment."""
    agreed_focus: frozenset[Id]
    """KPIs agreed as focus."""
    rhythm: Rhythm
    open: tuple[Commitment, ...]
    """Open commitments, those due first first."""
    stale: int

    @property
    def rep(self) -> Rep:
        """The rep."""
        return self.card.rep

    @property
    def overdue(self) -> bool:
        """Whether the one-on-one is late."""
        return self.rhythm.overdue_days > 0


def rows(
    cards: Iterable[Scorecard],
    focus: Mapping[Id, frozenset[Id]],
    meetings: Sequence[OneOnOne],
    commitments: Sequence[Commitment],
    on: dt.date,
) -> list[RepRow]:
    """Put together what is known of each rep on a day; `commitments` are the open ones."""
    met: dict[Id, list[OneOnOne]] = {}
    for meeting in meetings:
        met.setdefault(meeting.rep_id, []).append(meeting)
    owed: dict[Id, list[Commitment]] = {}
    for commitment in commitments:
        owed.setdefault(commitment.rep_id, []).append(commitment)
    return [
        _row(card, focus.get(card.rep.id, frozenset()), met.get(card.rep.id, ()), owed.get(card.rep.id, ()), on)
        for card in cards
    ]


def _row(
    card: Scorecard,
    focus: frozenset[Id],
    meetings: Iterable[OneOnOne],
    commitments: Iterable[Commitment],
    on: dt.date,
) -> RepRow:
    waiting = sorted(commitments, key=lambda each: (each.due is None, each.due, each.agreed_on))
    return RepRow(
        card=card,
        focus=focus_of(card, focus),
        agreed_focus=focus,
        rhythm=rhythm(card.rep, meetings, on),
        open=tuple(waiting),
        stale=sum(is_stale(each, on) for each in waiting),
    )


def focus_of(card: Scorecard, agreed: frozenset[Id]) -> Standing | None:
    """The standing to coach on: the agreed focus furthest from its target, else the leading KPI that is."""
    chosen = [each for each in card.leading if each.kpi.id in agreed] or list(card.leading)
    known = [each for each in chosen if each.attainment is not None]
    return min(known, key=lambda each: each.attainment or 0.0, default=next(iter(chosen), None))


def story(card: Scorecard) -> str:
    """In two words where a rep stands, from the corner of the leading-against-lagging chart and the trends."""
    rises = any(goes_well(each) or each.signal == "up" for each in card.leading)
    strong = (card.leading_attainment or 0.0) >= STRONG
    match card.quadrant:
        case Quadrant.LOOKS_FINE:
            return tr("Fine for now")
        case Quadrant.STRONG:
            return tr("Steady, strong") if strong else tr("Steady")
        case Quadrant.PLANTING_SEEDS:
            return tr("Climbing") if rises and not strong else tr("Planting seeds")
        case Quadrant.REBUILD if rises:
            return tr("Rebuilding")
        case Quadrant.REBUILD:
            return tr("Drifting") if card.status is Status.WATCH else tr("Rebuild first")
        case None:
            return _untold(card)


def _untold(card: Scorecard) -> str:
    if card.leading_attainment is None:
        if any(each.weeks and each.target is None for each in card.leading):
            return tr("No target yet")
        return tr("No leading data yet") if card.standings else tr("No numbers yet")
    return tr("No quota set") if card.pace is None else tr("Too early to compare")


def next_words(row: RepRow, on: dt.date) -> tuple[str, str]:
    """The next one-on-one and the last: ("Today 14:00", "Last 6 Aug")."""
    found = row.rhythm
    last = formats.fill(tr("Last %1"), formats.day(found.last.on)) if found.last else tr("None held yet")
    if found.overdue_days == 1:
        return tr("1 day overdue"), last
    if found.overdue_days:
        return formats.fill(tr("%1 days overdue"), str(found.overdue_days)), last
    if found.upcoming is None:
        due = formats.fill(tr("Due %1"), formats.weekday(found.due_on)) if found.due_on else tr("Not planned")
        return due, last
    return when(found.upcoming, on), last


def when(meeting: OneOnOne, on: dt.date) -> str:
    """The day of a one-on-one, with its time if that is today."""
    if meeting.on != on:
        return formats.weekday(meeting.on)
    return formats.fill(tr("Today %1"), formats.time(meeting.at)).rstrip()


def late_status(row: RepRow) -> Status | None:
    """How late the one-on-one is: triangle, or diamond from two weeks on."""
    if not row.overdue:
        return None
    return Status.RISK if row.rhythm.overdue_days >= LATE_DAYS else Status.WATCH


def value_of_target(standing: Standing, currency: str) -> tuple[str, str]:
    """A value and its target as printed: ("6.8", "12"); a rate of few cases as counts: ("3 of 4", "25%")."""
    unit, target = standing.kpi.unit, formats.amount(standing.target, standing.kpi.unit, currency)
    if standing.target_high is not None and standing.target is not None:
        target = f"{target}–{formats.amount(standing.target_high, unit, currency)}"
    if standing.small and standing.value is not None and standing.denominator:
        cases = standing.denominator
        counts = formats.number(round(standing.value * cases), 0), formats.number(cases, 0)
        return formats.fill(tr("%1 of %2"), *counts), target
    return formats.amount(standing.value, unit, currency), target


def spoken(row: RepRow) -> str:
    """What a screen reader says of a row."""
    parts = [row.rep.name, words.status_name(row.card.status).lower()]
    parts.append(formats.fill(tr("leading %1"), formats.percent(row.card.leading_attainment)))
    parts.append(formats.fill(tr("quota %1"), formats.percent(row.card.lagging_attainment)))
    title, _last = next_words(row, row.card.on)
    parts.append(formats.fill(tr("next one-on-one %1"), title.lower() if row.overdue else title))
    parts.append(formats.fill(tr("%1 open commitments"), str(len(row.open))))
    return ", ".join(parts)
