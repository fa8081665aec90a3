"""Carrying over: on a kept agenda every open promise and every waiting topic is named exactly once.

An agenda may be prepared days ahead; until the talk promises are made, kept and fall due, and topics come and go. The
manager's own order, words and minutes stay; only what the promises and topics themselves changed is brought up to date.
"""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kpidesk.domain import fallbacks
from kpidesk.domain.filling import GATHERED
from kpidesk.domain.terms import ItemState, Section

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from kpidesk.domain.entities import AgendaItem

REWORDED = "reworded"
"""Evidence of an item whose words are the manager's."""
SENT_AWAY = "sent_away"
"""Evidence of an item the manager dismissed, not one that only no longer fitted."""
MINUTES = 2
"""What a promise or topic gets that came after the agenda was prepared."""
LEAST_FOCUS = 5
"""Minutes the coaching focus keeps, however many promises came."""

_SECTIONS = list(Section)
_OFFERED = {ItemState.ACCEPTED, ItemState.SUGGESTED}


def caught_up(items: Sequence[AgendaItem], drawn: Sequence[AgendaItem], waiting: Collection[str]) -> list[AgendaItem]:
    """The items of an agenda, with what is open and waits named once, and what no longer is left out.

    Args:
        items: What was kept, in any state, in order. What was dismissed on purpose counts as named.
        drawn: What the agenda drawn anew says of promises and topics.
        waiting: Ids of the open promises and waiting topics.
    """
    fresh = [each for each in drawn if named(each)]
    dismissed = {ident for each in items if each.state is ItemState.DISMISSED for ident in named(each)}
    taken, kept = set(dismissed), []
    for item in sorted(items, key=lambda each: each.state is not ItemState.ACCEPTED):
        if item.state not in _OFFERED or not named(item):
            kept.append(item)
            continue
        mine = [ident for ident in named(item) if ident in waiting and ident not in taken]
        taken.update(mine)
        if mine:
            kept.append(_refreshed(_only(replace(item, state=ItemState.ACCEPTED), mine), fresh))
    order = {each.id: at for at, each in enumerate(items)}
    kept.sort(key=lambda each: order[each.id])
    for point in fresh:
        missing = [ident for ident in named(point) if ident not in taken]
        if missing:
            kept = _added(kept, _only(replace(point, minutes=MINUTES), missing))
            taken.update(missing)
    return kept


def balanced(before: Sequence[AgendaItem], after: Sequence[AgendaItem]) -> list[AgendaItem]:
    """The items with as many minutes in all as there were; the coaching focus takes or gives the difference."""
    focus = next((each for each in after if each.state is ItemState.ACCEPTED and each.section is Section.FOCUS), None)
    if focus is None:
        return list(after)
    minutes = max(focus.minutes + _planned(before) - _planned(after), min(focus.minutes, LEAST_FOCUS))
    return [replace(each, minutes=minutes) if each is focus else each for each in after]


def _planned(items: Sequence[AgendaItem]) -> float:
    return sum(each.minutes for each in items if each.state is ItemState.ACCEPTED)


def inserted(items: Sequence[AgendaItem], new: AgendaItem) -> list[AgendaItem]:
    """The items with a new accepted one behind the last of its section, or of the sections before."""
    place = _SECTIONS.index(new.section)
    earlier = [
        at
        for at, each in enumerate(items)
        if each.state is ItemState.ACCEPTED and _SECTIONS.index(each.section) <= place
    ]
    at = max(earlier, default=-1) + 1
    return [*items[:at], new, *items[at:]]


def renumbered(ordered: Sequence[AgendaItem]) -> list[AgendaItem]:
    """The items with the positions of their order."""
    return [replace(each, position=at) for at, each in enumerate(ordered)]


def named(item: AgendaItem) -> list[str]:
    """Ids of the promises or topics an item is about."""
    found = item.evidence.get(GATHERED.get(item.section, ""))
    return [str(each) for each in found] if isinstance(found, list) else []


def _only(item: AgendaItem, ids: Sequence[str]) -> AgendaItem:
    """The item about these of its promises or topics alone."""
    before = named(item)
    if list(ids) == before:
        return item
    lines = item.evidence.get("lines")
    told = [line for ident, line in zip(before, lines, strict=False) if ident in ids] if isinstance(lines, list) else []
    evidence = {**item.evidence, GATHERED[item.section]: list(ids), "lines": told}
    if item.evidence.get(REWORDED) or not told:
        return replace(item, evidence=evidence)
    if len(told) == 1:
        evidence.pop("lines")
        return replace(item, title=told[0]["title"], why=told[0]["why"], evidence=evidence)
    return replace(item, why=fallbacks.told_together(item.section, told), evidence=evidence)


def _refreshed(item: AgendaItem, fresh: Sequence[AgendaItem]) -> AgendaItem:
    """The item with the numbers and the verdict of today, if one says the same and nobody chose other words."""
    same = next((each for each in fresh if named(each) == named(item)), None)
    if same is None or item.evidence.get(REWORDED):
        return item
    kept: dict[str, Any] = {key: item.evidence[key] for key in ("question_ids", "pin") if key in item.evidence}
    return replace(item, title=same.title, why=same.why, rule=same.rule, evidence={**same.evidence, **kept})


def _added(items: list[AgendaItem], new: AgendaItem) -> list[AgendaItem]:
    """The items with one more, or with what it is about in the accepted item of the same id."""
    known = next((each for each in items if each.id == new.id), None)
    if known is not None and known.state is ItemState.ACCEPTED:
        joined = _joined(known, new)
        return [joined if each is known else each for each in items]
    if known is not None:
        new = replace(new, id=uuid.uuid5(new.id, ",".join(named(new))))
    return inserted(items, new)


def _joined(item: AgendaItem, new: AgendaItem) -> AgendaItem:
    """One item about the promises or topics of two."""
    key = GATHERED[item.section]
    lines = [*_lines(item), *_lines(new)]
    evidence = {**item.evidence, key: [*named(item), *named(new)], "lines": lines}
    if item.evidence.get(REWORDED):
        return replace(item, evidence=evidence)
    title = new.title if len(named(new)) > 1 else item.title
    return replace(item, title=title, why=fallbacks.told_together(item.section, lines), evidence=evidence)


def _lines(item: AgendaItem) -> list[dict[str, str]]:
    lines = item.evidence.get("lines")
    return list(lines) if isinstance(lines, list) and lines else [{"title": item.title, "why": item.why}]
