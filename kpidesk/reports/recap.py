"""The recap of one one-on-one, for the rep: what both said and promised, made of shared text only."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from kpidesk.domain.wording import plain, weekday
from kpidesk.reports import markdown
from kpidesk.reports.cells import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kpidesk.reports.model import Recap, RecapPromise, SharedNote

# Notes keep their Markdown, except what would load a picture or become a tag.
_LIVE = re.compile(r"(<|!(?=\[))")
_LONGEST = 2_000

_STYLE = """
body { font: 14px/22px Inter, "Segoe UI", system-ui, sans-serif; color: #161b25; background: #fff; max-width: 44em;
  margin: 32px auto; padding: 0 24px; }
h1 { font-size: 20px; line-height: 28px; margin: 0; }
h2 { font-size: 15px; margin: 24px 0 4px; border-top: 1px solid #e1e4e9; padding-top: 12px; }
h3 { font-size: 14px; margin: 12px 0 0; }
ul { margin: 4px 0; padding-left: 20px; }
.meta { color: #616b7d; margin: 2px 0; }
.note { white-space: pre-wrap; overflow-wrap: anywhere; margin: 4px 0 4px 12px; }
"""


def as_markdown(recap: Recap) -> str:
    """The recap as Markdown (CommonMark), ending in a newline; notes keep their own Markdown, without pictures."""
    return "\n".join(_markdown_lines(recap)) + "\n"


def as_html(recap: Recap) -> str:
    """The recap as one HTML document without script, picture or link; notes appear as they were typed."""
    title = html.escape(_title(recap))
    parts = [
        "<!DOCTYPE html>",
        '<html lang="en"><head><meta charset="utf-8">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>{title}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{title}</h1>",
        f'<p class="meta">{html.escape(_meta(recap))}</p>',
    ]
    parts += _html_list("Wins", recap.wins)
    if recap.topics or recap.notes:
        parts.append("<h2>What we talked about</h2>")
    for topic in recap.topics:
        parts.append(f"<h3>{_html(topic.title)}</h3>")
        parts += _html_notes(topic.notes)
    parts += _html_notes(recap.notes)
    parts += _html_list("What we take on", map(_promise, recap.promises))
    if recap.next_on is not None:
        parts.append(f"<h2>{html.escape(_next(recap))}</h2>")
    return "\n".join([*parts, "</body></html>"]) + "\n"


def _markdown_lines(recap: Recap) -> Iterator[str]:
    yield f"# {markdown.inside(_title(recap))}"
    yield ""
    yield markdown.opening(_meta(recap))
    yield from _markdown_list("Wins", recap.wins)
    if recap.topics or recap.notes:
        yield from ("", "## What we talked about")
    for topic in recap.topics:
        yield from ("", f"### {markdown.inside(topic.title)}")
        yield from _markdown_notes(topic.notes)
    yield from _markdown_notes(recap.notes)
    yield from _markdown_list("What we take on", map(_promise, recap.promises))
    if recap.next_on is not None:
        yield from ("", f"## {markdown.inside(_next(recap))}")


def _markdown_list(heading: str, texts: Iterable[str]) -> Iterator[str]:
    lines = [f"- {markdown.opening(text)}" for text in texts]
    if lines:
        yield from ("", f"## {heading}", "", *lines)


def _markdown_notes(notes: Iterable[SharedNote]) -> Iterator[str]:
    for note in notes:
        yield from ("", _LIVE.sub(r"\\\1", clean(note.text)).strip("\n"))


def _html_list(heading: str, texts: Iterable[str]) -> list[str]:
    lines = [f"<li>{_html(text)}</li>" for text in texts]
    return [f"<h2>{heading}</h2>", "<ul>", *lines, "</ul>"] if lines else []


def _html_notes(notes: Iterable[SharedNote]) -> list[str]:
    return [f'<p class="note">{html.escape(clean(note.text).strip())}</p>' for note in notes]


def _title(recap: Recap) -> str:
    return f"One-on-one with {plain(recap.rep, 80)}"


def _meta(recap: Recap) -> str:
    led = f" with {plain(recap.manager, 80)}" if recap.manager.strip() else ""
    return f"{weekday(recap.on)} {recap.on.year}, {recap.minutes} min{led}."


def _next(recap: Recap) -> str:
    return f"Next one-on-one: {weekday(recap.next_on)} {recap.next_on.year}" if recap.next_on else ""


def _promise(promise: RecapPromise) -> str:
    until = f" (until {weekday(promise.due)})" if promise.due else ""
    return f"{promise.who}: {promise.text}{until}"


def _html(text: str) -> str:
    return html.escape(plain(text, _LONGEST), quote=True)
