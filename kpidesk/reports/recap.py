"""The recap of one one-on-one, for the rep: what both said and promised, made of shared text only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kpidesk.domain.wording import plain, weekday
from kpidesk.reports import html, markdown
from kpidesk.reports.page import Block, Page, entry, heading, line, note, points
from kpidesk.reports.page import page as make_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kpidesk.reports.model import Recap, RecapPromise, SharedNote


def page(recap: Recap) -> Page:
    """The recap to hand on; parts without content are left out."""
    led = f" with {plain(recap.manager, 80)}" if recap.manager.strip() else ""
    facts = [f"{weekday(recap.on)} {recap.on.year}, {recap.minutes} min{led}."]
    return make_page(f"One-on-one with {plain(recap.rep, 80)}", recap.on, facts, _blocks(recap))


def as_json(recap: Recap) -> dict[str, Any]:
    """The recap as the command line prints it."""
    return {
        "rep": recap.rep,
        "manager": recap.manager,
        "on": recap.on,
        "minutes": recap.minutes,
        "wins": list(recap.wins),
        "topics": [{"title": each.title, "notes": [note.text for note in each.notes]} for each in recap.topics],
        "notes": [note.text for note in recap.notes],
        "commitments": [{"who": each.who, "text": each.text, "due": each.due} for each in recap.promises],
        "next_on": recap.next_on,
        "next_at": recap.next_at,
    }


def as_markdown(recap: Recap) -> str:
    """The recap as Markdown (CommonMark), ending in a newline; notes keep their own Markdown, without pictures."""
    return markdown.as_markdown(page(recap))


def as_html(recap: Recap) -> str:
    """The recap as one HTML document without script, picture or link; notes appear as they were typed."""
    return html.as_html(page(recap))


def _blocks(recap: Recap) -> Iterator[Block]:
    yield from _list("Wins", recap.wins)
    if recap.topics or recap.notes:
        yield heading("What we talked about")
    for topic in recap.topics:
        yield entry(topic.title)
        yield from _notes(topic.notes)
    if recap.topics and recap.notes:
        yield entry("General notes")
    yield from _notes(recap.notes)
    yield from _list("What we take on", map(_promise, recap.promises))
    if recap.next_on is not None:
        at = f", {recap.next_at:%H:%M}" if recap.next_at is not None else ""
        yield heading(f"Next one-on-one: {weekday(recap.next_on)} {recap.next_on.year}{at}")


def _notes(notes: Iterable[SharedNote]) -> Iterator[Block]:
    for each in notes:
        if each.added:
            yield line(f"Added on {weekday(each.on)}:")
        yield note(each.text)


def _list(title: str, texts: Iterable[str]) -> list[Block]:
    found = points(texts)
    return [heading(title), *found] if found else []


def _promise(promise: RecapPromise) -> str:
    until = f" (until {weekday(promise.due)})" if promise.due else ""
    return f"{promise.who}: {promise.text}{until}"
