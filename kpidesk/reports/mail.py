"""A page as a mail draft (RFC 5322): plain text and HTML, opened by the mail program to be looked at and sent there."""

from __future__ import annotations

import hashlib
import re
from email.message import EmailMessage
from email.policy import SMTP
from typing import TYPE_CHECKING

from kpidesk.domain.wording import plain
from kpidesk.reports.html import as_html
from kpidesk.reports.page import Kind, Page

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST_SUBJECT = 120
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_ADDRESS = re.compile(rf"{_ATOM}(\.{_ATOM})*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


def as_mail(page: Page, to: str = "") -> bytes:
    """The page as an unsent mail to one address; without a usable address the draft has no receiver yet.

    It has no date, sender or id: those belong to the program that sends it.
    """
    made = EmailMessage(policy=SMTP)
    made["X-Unsent"] = "1"
    if _usable(to.strip()):
        made["To"] = to.strip()
    made["Subject"] = plain(f"{page.title}, {page.facts[0]}" if page.facts else page.title, _LONGEST_SUBJECT)
    made.set_content(as_text(page), cte="quoted-printable")
    made.add_alternative(as_html(page), subtype="html", cte="quoted-printable")
    # A boundary by chance would make the same page another file each time.
    digest = hashlib.sha256(repr(page).encode("utf-8", "replace")).hexdigest()
    made.set_boundary(f"kpidesk-{digest[:32]}")
    return made.as_bytes()


def as_text(page: Page) -> str:
    """The page as plain text, ending in a newline."""
    return "\n".join(_lines(page)) + "\n"


def _lines(page: Page) -> Iterator[str]:
    yield page.title
    yield from page.facts
    before = None
    for block in page.blocks:
        if _stands_apart(block.kind, before):
            yield ""
        aside = f" ({block.aside})" if block.aside else ""
        yield ("- " if block.kind is Kind.POINT else "") + block.text + aside
        before = block.kind


def _stands_apart(kind: Kind, before: Kind | None) -> bool:
    return kind is Kind.HEADING or (kind in {Kind.ENTRY, Kind.NOTE} and before not in {Kind.HEADING, Kind.ENTRY})


def _usable(address: str) -> bool:
    """Whether a text is one plain address and nothing else, so that no second receiver or line slips in."""
    return _ADDRESS.fullmatch(address) is not None
