"""An agenda as Markdown and as HTML, to send to the rep: text only, every word escaped, nothing loaded."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from kpidesk.domain.wording import number, plain, weekday
from kpidesk.reports import markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpidesk.domain.agenda import Agenda, TalkingPoint

_LONGEST = 2_000

_STYLE = """
body { font: 13px/20px Inter, "Segoe UI", system-ui, sans-serif; color: #161b25; background: #fff; max-width: 44em;
  margin: 32px auto; padding: 0 24px; }
h1 { font-size: 20px; line-height: 28px; margin: 0; }
h2 { font-size: 14px; margin: 24px 0 4px; border-top: 1px solid #e1e4e9; padding-top: 12px; }
h3 { font-size: 13px; margin: 12px 0 0; }
p { margin: 2px 0; }
.meta, .minutes { color: #616b7d; font-weight: 400; }
.ask { margin: 4px 0 4px 16px; }
"""


def as_markdown(agenda: Agenda) -> str:
    """The agenda as Markdown (CommonMark), ending in a newline."""
    return "\n".join(_markdown_lines(agenda)) + "\n"


def as_html(agenda: Agenda) -> str:
    """The agenda as one HTML document without script, image or link."""
    parts = [
        "<!DOCTYPE html>",
        '<html lang="en"><head><meta charset="utf-8">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>{_html(_title(agenda))}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{_html(_title(agenda))}</h1>",
        f'<p class="meta">{_html(_meta(agenda))}</p>',
    ]
    parts += [f'<p class="meta">{_html(note)}</p>' for note in agenda.notes]
    for section in agenda.sections:
        parts.append(f'<h2>{_html(section.title)} <span class="minutes">{_minutes(section.minutes)}</span></h2>')
        for item in section.items:
            parts += _html_item(item)
    return "\n".join([*parts, "</body></html>"]) + "\n"


def _markdown_lines(agenda: Agenda) -> Iterator[str]:
    yield f"# {markdown.inside(_title(agenda))}"
    yield ""
    yield markdown.opening(_meta(agenda))
    for note in agenda.notes:
        yield ""
        yield markdown.opening(note)
    for section in agenda.sections:
        yield ""
        yield f"## {markdown.inside(section.title)} ({_minutes(section.minutes)})"
        for item in section.items:
            yield ""
            yield f"### {markdown.inside(item.title)} ({_minutes(item.minutes)})"
            yield ""
            if item.why:
                yield f"Why: {markdown.inside(item.why)}"
            yield from (f"- Ask: {markdown.inside(question)}" for question in item.questions)
            yield from (f"- {markdown.opening(line)}" for line in _lines(item))
            if item.suggested_commitment:
                yield f"- Try: {markdown.inside(item.suggested_commitment)}"


def _html_item(item: TalkingPoint) -> list[str]:
    parts = [f'<h3>{_html(item.title)} <span class="minutes">{_minutes(item.minutes)}</span></h3>']
    parts += [f"<p>{_html(item.why)}</p>"] if item.why else []
    parts += [f'<p class="ask">{_html(question)}</p>' for question in item.questions]
    parts += [f'<p class="ask">{_html(line)}</p>' for line in _lines(item)]
    if item.suggested_commitment:
        parts.append(f'<p class="ask">Try: {_html(item.suggested_commitment)}</p>')
    return parts


def _lines(item: TalkingPoint) -> list[str]:
    """The single promises or topics behind a talking point that gathers several."""
    lines = item.evidence.get("lines")
    return [f"{each['title']}: {each['why']}" for each in lines] if isinstance(lines, list) else []


def _title(agenda: Agenda) -> str:
    return f"One-on-one with {agenda.rep.name}"


def _meta(agenda: Agenda) -> str:
    forecast = f"Forecast {number(agenda.forecast_minutes)} min, limit {agenda.forecast_limit}."
    return f"{weekday(agenda.on)} {agenda.on.year}, {agenda.minutes} min. {forecast}"


def _minutes(minutes: float) -> str:
    return f"{number(minutes)} min"


def _html(text: str) -> str:
    return html.escape(plain(text, _LONGEST), quote=True)
