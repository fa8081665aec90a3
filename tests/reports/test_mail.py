"""The mail draft: one receiver, two parts, nothing that a name or a note could add to its head."""

import datetime as dt
from email import message_from_bytes, policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpidesk.reports.mail import as_mail, as_text
from kpidesk.reports.page import entry, heading, note, page, points

ON = dt.date(2026, 8, 6)


def a_page(title="One-on-one with Maya Okafor", said="Mornings work best.\n- Tue\n- Thu"):
    blocks = [
        heading("What we talked about"),
        entry("Discovery calls", "10 min"),
        note(said),
        heading("Wins"),
        *points([said]),
    ]
    return page(title, ON, ["Thu 6 Aug 2026, 30 min."], blocks)


def parsed(data):
    return message_from_bytes(data, policy=policy.default)


def test_a_draft_opens_unsent_with_both_parts():
    made = parsed(as_mail(a_page(), "maya@midmarket.example"))
    assert made["X-Unsent"] == "1"
    assert made["To"] == "maya@midmarket.example"
    assert made["Subject"] == "One-on-one with Maya Okafor, Thu 6 Aug 2026, 30 min."
    assert [part.get_content_type() for part in made.iter_parts()] == ["text/plain", "text/html"]
    assert "- Tue\r\n- Thu" in made.get_body(("plain",)).get_content()
    assert "<h3" in made.get_body(("html",)).get_content()


def test_what_belongs_to_the_sending_program_is_not_in_it():
    assert {"From", "Date", "Message-ID", "Cc", "Bcc"}.isdisjoint(parsed(as_mail(a_page())).keys())


@pytest.mark.parametrize(
    "to",
    ["", "maya", "a@b.c, d@e.f", "a@b.c\r\nBcc: d@e.f", "a@b.c\nd@e.f", "<a@b.c>", "a b@c.d", "Ünï@c.de", "a@b;c@d.e"],
)
def test_without_one_plain_address_there_is_no_receiver(to):
    made = parsed(as_mail(a_page(), to))
    assert made["To"] is None
    assert made["Bcc"] is None


def test_plain_text_reads_without_signs():
    assert as_text(a_page(said="a_b *c*")) == (
        "One-on-one with Maya Okafor\nThu 6 Aug 2026, 30 min.\n\n"
        "What we talked about\nDiscovery calls (10 min)\na_b *c*\n\nWins\n- a_b *c*\n"
    )


@given(st.text(max_size=60), st.text(max_size=300))
def test_no_text_reaches_the_head_or_breaks_the_parts(title, said):
    data = as_mail(a_page(title, said), "maya@midmarket.example")
    made = parsed(data)
    assert sorted(made.keys()) == ["Content-Type", "MIME-Version", "Subject", "To", "X-Unsent"]
    assert len(list(made.iter_parts())) == 2
    assert made.get_body(("plain",)).get_content().replace("\r\n", "\n").rstrip("\n") == (
        as_text(a_page(title, said)).rstrip("\n")
    )
    assert data == as_mail(a_page(title, said), "maya@midmarket.example")
    assert data.isascii()
    assert all(len(line) <= 998 for line in data.split(b"\r\n"))
