"""The recap of a one-on-one, for the rep."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kpidesk.reports.model import Recap, RecapPromise, RecapTopic, SharedNote
from kpidesk.reports.recap import as_html, as_markdown

ON = dt.date(2026, 8, 6)


def note(text):
    return SharedNote("Maya Okafor", ON, text)


RECAP = Recap(
    rep="Maya Okafor",
    manager="Sam Reed",
    on=ON,
    minutes=30,
    wins=("Show rate back at 80%",),
    topics=(RecapTopic("Discovery calls", (note("Two *mornings* a week.\n- Tue\n- Thu"),)),),
    notes=(note("See you at the offsite"),),
    promises=(
        RecapPromise("Maya Okafor", "2 more calls a week", dt.date(2026, 8, 20)),
        RecapPromise("Sam Reed", "Intro"),
    ),
    next_on=dt.date(2026, 8, 20),
)


def test_markdown_tells_the_talk_in_order():
    assert as_markdown(RECAP) == (
        "# One-on-one with Maya Okafor\n\nThu 6 Aug 2026, 30 min with Sam Reed.\n\n"
        "## Wins\n\n- Show rate back at 80%\n\n"
        "## What we talked about\n\n### Discovery calls\n\nTwo *mornings* a week.\n- Tue\n- Thu\n\n"
        "### General notes\n\nSee you at the offsite\n\n"
        "## What we take on\n\n- Maya Okafor: 2 more calls a week (until Thu 20 Aug)\n- Sam Reed: Intro\n\n"
        "## Next one-on-one: Thu 20 Aug 2026\n"
    )


def test_html_stands_on_its_own():
    made = as_html(RECAP)
    assert made.startswith("<!DOCTYPE html>")
    assert '<p dir="auto">Two <em>mornings</em> a week.</p><p class="item" dir="auto">' in made
    assert not any(word in made for word in ("<script", "<img", "<a ", "<link", "http:", "https:", "url("))


def test_html_shows_what_notes_mean_and_not_their_signs():
    made = as_html(Recap("Maya", "", ON, 15, notes=(note("# Plan\n**Two** <b>\n- [x] sent\n> said"),)))
    assert '<p dir="auto"><strong>Plan</strong></p><p dir="auto"><strong>Two</strong> &lt;b&gt;</p>' in made
    assert '<span class="aside">☑</span>&nbsp;sent</p><p class="quote" dir="auto">said</p>' in made


def test_what_was_added_later_says_when():
    later = Recap(
        "Maya", "", ON, 15, notes=(note("Said"), SharedNote("Maya", dt.date(2026, 8, 10), "Meant", added=True))
    )
    assert as_markdown(later).endswith("## What we talked about\n\nSaid\n\nAdded on Mon 10 Aug:\n\nMeant\n")


def test_parts_without_content_are_left_out():
    bare = as_markdown(Recap("Maya", "", ON, 15))
    assert bare == "# One-on-one with Maya\n\nThu 6 Aug 2026, 15 min.\n"


def test_a_name_is_never_markup_and_a_note_never_loads_anything():
    nasty = Recap("<img src=x> [a](http://x)", "**Sam**", ON, 30, notes=(note("![x](file:///etc/passwd) <img src=y>"),))
    rendered = MarkdownIt().render(as_markdown(nasty))
    assert "<img" not in rendered
    assert "<a" not in rendered.split("<h2>")[0]
    assert "<strong>" not in rendered
    assert "<img" not in as_html(nasty)


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_stays_text(name, text):
    made = Recap(name, name, ON, 30, wins=(name,), topics=(RecapTopic(name, (note(text),)),), notes=(note(text),))
    assert "<img" not in MarkdownIt().render(as_markdown(made))
    body = as_html(made).split("<body>")[1]
    assert body.count("<h3 ") == 2
    assert as_markdown(made).encode()
