"""An agenda to send: complete, plain, and inert whatever the names are."""

import datetime as dt
import html.parser
from dataclasses import replace

import pytest

from kpidesk.domain.agenda import Agenda, AgendaSection, EvidenceLine, TalkingPoint
from kpidesk.domain.carrying import REWORDED
from kpidesk.domain.entities import Kpi, Rep, new_id
from kpidesk.domain.scoring import LeftOut
from kpidesk.domain.templates import WITHOUT_SAYING, Standard
from kpidesk.domain.terms import Section
from kpidesk.reports.agenda_text import as_html, as_markdown, page
from kpidesk.services.templates import built_in

HOSTILE = "<script>alert(1)</script>![x](http://evil/x.png) **b** `c` | # h\n\n# H\u202e"


def agenda(text="Discovery calls stay low", name="Maya Okafor", promise="Send the proposal"):
    points = [
        TalkingPoint(
            new_id(), Section.FOCUS, "L2", text, "2.3 a week against 4.", questions=(text, "What else?"), minutes=10,
            suggested_commitment="Maya: calls from 9 to 11 a week.",
        ),
        TalkingPoint(
            new_id(), Section.COMMITMENTS, "OPENCOM", "Promises from last time", "Two open.", minutes=4,
            evidence={"lines": [{"title": promise, "why": "Due 15 Aug."}], "score_parts": {"base": 20.0}},
        ),
    ]  # fmt: skip
    sections = (
        AgendaSection(Section.COMMITMENTS, "Promises", 4, (points[1],)),
        AgendaSection(Section.FOCUS, "Coaching focus", 10, (points[0],)),
    )
    return Agenda(Rep(new_id(), name), dt.date(2026, 8, 20), 30, 0.2, sections, notes=("No data yet.",))


def test_markdown_tells_the_whole_agenda():
    text = as_markdown(agenda())
    assert text.startswith(
        "# One-on-one with Maya Okafor\n\nThu 20 Aug 2026, 30 min. No forecast check.\n\nNo data yet.\n"
    )
    for line in (
        "## Coaching focus (10 min)",
        "### Discovery calls stay low (10 min)",
        "Why: 2.3 a week against 4.",
        "- Ask: What else?",
        "- Send the proposal. Due 15 Aug.",
        "- Try: Maya: calls from 9 to 11 a week.",
    ):
        assert line in text.splitlines()


def test_several_together_are_told_once_each_unless_the_manager_found_words_for_them():
    drawn = agenda()
    assert "Two open." not in as_markdown(drawn)
    (told,) = drawn.sections[0].items
    mine = replace(told, evidence={**told.evidence, REWORDED: True})
    section = replace(drawn.sections[0], items=(mine,))
    assert "Why: Two open." in as_markdown(replace(drawn, sections=(section,))).splitlines()


def test_a_template_is_named_unless_it_goes_without_saying():
    assert "Thu 20 Aug 2026, 30 min, Monthly strategy. No" in as_markdown(
        replace(agenda(), template="Monthly strategy")
    )
    assert "Monthly strategy" in as_html(replace(agenda(), template="Monthly strategy"))
    assert "Thu 20 Aug 2026, 30 min. No" in as_markdown(replace(agenda(), template="Weekly"))
    assert built_in()[Standard.WEEKLY.id].name == WITHOUT_SAYING


def test_weights_stay_with_the_manager():
    for text in (as_markdown(agenda()), as_html(agenda())):
        assert "score" not in text
        assert "L2" not in text


def test_what_is_for_the_manager_alone_is_in_no_format():
    secret = TalkingPoint(new_id(), Section.FOCUS, "L1", "Zanzibar", "Zanzibar", minutes=3)
    item = TalkingPoint(
        new_id(),
        Section.FOCUS,
        "L2",
        "Calls",
        "2 a week",
        evidence={"peers": "Zanzibar", "score_parts": {"Zanzibar": 1}},
    )
    made = replace(
        agenda(),
        sections=(AgendaSection(Section.FOCUS, "Coaching focus", 10, (item,)),),
        suggestions=(secret,),
        left_out=(LeftOut("H9", None, "For you alone: Zanzibar"),),
        evidence=(EvidenceLine("E1", "L2", Kpi(new_id(), "zanzibar", "Zanzibar"), "Zanzibar", "Zanzibar"),),
    )
    handed = page(made)
    assert "Zanzibar" not in repr(handed)
    assert "Calls" in repr(handed)


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("# no heading", "- \\# no heading. Due 15 Aug."),
        ("1. no list", "- 1\\. no list. Due 15 Aug."),
        ("- nor this", "- \\- nor this. Due 15 Aug."),
        ("+5 calls at 2.3", "- +5 calls at 2.3. Due 15 Aug."),
        ("a*b_c`d", "- a\\*b\\_c\\`d. Due 15 Aug."),
    ],
)
def test_markdown_reads_data_as_nothing_but_text(title, line):
    assert line in as_markdown(agenda(promise=title)).splitlines()


def test_hostile_markdown_stays_on_one_line_and_inert():
    text = as_markdown(agenda(HOSTILE, HOSTILE))
    assert "\u202e" not in text
    assert "<script" not in text.replace("\\<", "")
    assert "![" not in text
    assert sum(line.startswith("# ") for line in text.splitlines()) == 1


class Tags(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.attributes, self.text = set(), [], []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += [(name, value) for name, value in attrs if name in {"src", "href", "onerror", "style"}]

    def handle_data(self, data):
        self.text.append(data)


def test_html_loads_nothing_and_shows_hostile_names_as_text():
    parser = Tags()
    document = as_html(agenda(HOSTILE, HOSTILE))
    parser.feed(document)
    assert parser.tags <= {"html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "span", "ul", "li"}
    assert parser.attributes == []
    assert "<script>alert(1)</script>" in "".join(parser.text)
    assert "url(" not in document
    assert "default-src 'none'" in document


def test_html_tells_the_whole_agenda():
    document = as_html(agenda("A & B"))
    assert '<h3 dir="auto">A &amp; B <span class="aside">10 min</span></h3>' in document
    assert '<li dir="auto">Send the proposal. Due 15 Aug.</li>' in document
