"""An agenda as a page to send to the rep: what both will talk about, without weights and evidence numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.domain import carrying, fallbacks
from kpidesk.domain.templates import WITHOUT_SAYING
from kpidesk.domain.wording import number, weekday
from kpidesk.reports import html, markdown
from kpidesk.reports.page import Block, Page, entry, heading, line, points
from kpidesk.reports.page import page as make_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpidesk.domain.agenda import Agenda, TalkingPoint


def page(agenda: Agenda) -> Page:
    """The agenda to hand on. Suggestions, what was left out, scores and evidence stay with the manager."""
    facts = [f"{weekday(agenda.on)} {agenda.on.year}, {_shape(agenda)}. {_forecast(agenda)}", *agenda.notes]
    return make_page(f"One-on-one with {agenda.rep.name}", agenda.on, facts, _blocks(agenda))


def as_markdown(agenda: Agenda) -> str:
    """The agenda as Markdown (CommonMark), ending in a newline."""
    return markdown.as_markdown(page(agenda))


def as_html(agenda: Agenda) -> str:
    """The agenda as one HTML document without script, image or link."""
    return html.as_html(page(agenda))


def _shape(agenda: Agenda) -> str:
    """Length and template; the one that goes without saying is not named."""
    minutes = _minutes(agenda.minutes)
    return minutes if agenda.template in {"", WITHOUT_SAYING} else f"{minutes}, {agenda.template}"


def _forecast(agenda: Agenda) -> str:
    if not agenda.forecast_minutes:
        return "No forecast check."
    return f"Forecast {number(agenda.forecast_minutes)} min, limit {agenda.forecast_limit}."


def _blocks(agenda: Agenda) -> Iterator[Block]:
    for section in agenda.sections:
        yield heading(section.title, _minutes(section.minutes))
        for item in section.items:
            yield from _item(item)


def _item(item: TalkingPoint) -> Iterator[Block]:
    yield entry(item.title, _minutes(item.minutes))
    gathered = _gathered(item)
    # Of several together each is told on its own line; a summary before them would say the first one twice.
    if item.why and (not gathered or carrying.REWORDED in item.evidence):
        yield line(f"Why: {item.why}")
    yield from points(gathered)
    yield from points(f"Ask: {question}" for question in item.questions)
    if item.suggested_commitment:
        yield from points([f"Try: {item.suggested_commitment}"])


def _gathered(item: TalkingPoint) -> list[str]:
    """The single promises or topics behind a talking point that gathers several."""
    lines = item.evidence.get("lines")
    return [fallbacks.joined(each) for each in lines] if isinstance(lines, list) else []


def _minutes(minutes: float) -> str:
    return f"{number(minutes)} min"
