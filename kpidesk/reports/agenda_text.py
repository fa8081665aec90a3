"""An agenda as a page to send to the rep: what both will talk about, without weights and evidence numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.domain.wording import number, weekday
from kpidesk.reports import html, markdown
from kpidesk.reports.page import Block, Page, entry, heading, line, points
from kpidesk.reports.page import page as make_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpidesk.domain.agenda import Agenda, TalkingPoint


def page(agenda: Agenda) -> Page:
    """The agenda to hand on. Suggestions, what was left out, scores and evidence stay with the manager."""
    forecast = f"Forecast {number(agenda.forecast_minutes)} min, limit {agenda.forecast_limit}."
    facts = [f"{weekday(agenda.on)} {agenda.on.year}, {agenda.minutes} min. {forecast}", *agenda.notes]
    return make_page(f"One-on-one with {agenda.rep.name}", agenda.on, facts, _blocks(agenda))


def as_markdown(agenda: Agenda) -> str:
    """The agenda as Markdown (CommonMark), ending in a newline."""
    return markdown.as_markdown(page(agenda))


def as_html(agenda: Agenda) -> str:
    """The agenda as one HTML document without script, image or link."""
    return html.as_html(page(agenda))


def _blocks(agenda: Agenda) -> Iterator[Block]:
    for section in agenda.sections:
        yield heading(section.title, _minutes(section.minutes))
        for item in section.items:
            yield from _item(item)


def _item(item: TalkingPoint) -> Iterator[Block]:
    yield entry(item.title, _minutes(item.minutes))
    if item.why:
        yield line(f"Why: {item.why}")
    yield from points(f"Ask: {question}" for question in item.questions)
    yield from points(_gathered(item))
    if item.suggested_commitment:
        yield from points([f"Try: {item.suggested_commitment}"])


def _gathered(item: TalkingPoint) -> list[str]:
    """The single promises or topics behind a talking point that gathers several."""
    lines = item.evidence.get("lines")
    return [f"{each['title']}: {each['why']}" for each in lines] if isinstance(lines, list) else []


def _minutes(minutes: float) -> str:
    return f"{number(minutes)} min"
