"""A page as HTML that stands on its own: every text escaped, no script, picture, link or request; prints well."""

from __future__ import annotations

import html
from itertools import groupby

from kpidesk.reports.note_lines import Look, NoteLine, Tone, note_lines
from kpidesk.reports.page import Block, Kind, Page

_STYLE = """
body { font: 14px/22px Inter, "Segoe UI", system-ui, sans-serif; color: #161b25; background: #fff; max-width: 44em;
  margin: 32px auto; padding: 0 24px; overflow-wrap: anywhere; }
h1 { font-size: 20px; line-height: 28px; margin: 0; }
h2 { font-size: 15px; margin: 24px 0 4px; border-top: 1px solid #e1e4e9; padding-top: 12px; }
h3 { font-size: 14px; margin: 12px 0 0; }
h1, h2, h3 { font-weight: 600; break-after: avoid; }
p { margin: 2px 0; }
ul { margin: 4px 0; padding-left: 20px; }
.fact, .aside { color: #616b7d; font-weight: 400; }
.note { margin: 4px 0 4px 12px; }
.note p { white-space: pre-wrap; min-height: 11px; }
.note .item { padding-inline-start: 1em; text-indent: -1em; }
.note .quote { color: #434c5e; border-left: 2px solid #e1e4e9; padding-left: 10px; }
@media print { body { margin: 0; padding: 0; max-width: none; font-size: 10pt; line-height: 15pt; } }
@page { margin: 20mm; }
"""

_TAGS = {Kind.HEADING: "h2", Kind.ENTRY: "h3", Kind.TEXT: "p", Kind.POINT: "li"}

_TONES = {Tone.PLAIN: "{}", Tone.BOLD: "<strong>{}</strong>", Tone.SLANTED: "<em>{}</em>"}


def as_html(page: Page) -> str:
    """The page as one HTML document."""
    parts = [
        "<!DOCTYPE html>",
        '<html lang="en"><head><meta charset="utf-8">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>{_text(page.title)}</title><style>{_STYLE}</style></head><body>",
        f'<h1 dir="auto">{_text(page.title)}</h1>',
        *(f'<p class="fact" dir="auto">{_text(fact)}</p>' for fact in page.facts),
    ]
    for kind, blocks in groupby(page.blocks, lambda block: block.kind):
        made = [_block(block) for block in blocks]
        parts += ["<ul>", *made, "</ul>"] if kind is Kind.POINT else made
    return "\n".join([*parts, "</body></html>"]) + "\n"


def _block(block: Block) -> str:
    if block.kind is Kind.NOTE:
        return f'<div class="note">{"".join(_line(each) for each in note_lines(block.text))}</div>'
    tag = _TAGS[block.kind]
    aside = f' <span class="aside">{_text(block.aside)}</span>' if block.aside else ""
    return f'<{tag} dir="auto">{_text(block.text)}{aside}</{tag}>'


def _line(line: NoteLine) -> str:
    words = "".join(_TONES[tone].format(_text(text)) for text, tone in line.runs)
    if line.look is Look.HEADING:
        words = f"<strong>{words}</strong>"
    if line.look is Look.ITEM:
        inside = f' style="margin-inline-start:{line.depth}em"' if line.depth else ""
        return f'<p class="item" dir="auto"{inside}><span class="aside">{_text(line.sign)}</span>&nbsp;{words}</p>'
    look = ' class="quote"' if line.look is Look.QUOTE else ""
    return f'<p{look} dir="auto">{words}</p>'


def _text(text: str) -> str:
    return html.escape(text, quote=True)
