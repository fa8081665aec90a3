"""A page as a file, by the file's ending: Markdown, PDF, HTML or a mail draft, whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.domain.errors import UserError
from kpidesk.reports.files import replacing
from kpidesk.reports.html import as_html
from kpidesk.reports.markdown import as_markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from kpidesk.reports.page import Page

AGENDA_ENDINGS = (".md", ".pdf", ".html")
RECAP_ENDINGS = (".md", ".pdf", ".html", ".eml")


def check_ending(path: Path, endings: Collection[str]) -> None:
    """Refuse a file whose ending says nothing about what to write.

    Raises:
        UserError: the ending is none of `endings`.
    """
    if path.suffix.lower() not in endings:
        *some, last = endings
        raise UserError(f"{path.name}: the name must end in {', '.join(some)} or {last}. Choose one of them.")


def save(page: Page, path: Path, pdf: Callable[[Page], bytes], to: str = "") -> None:
    """Write a page to a file; `pdf` lays it out, `to` receives a mail draft.

    Raises:
        UserError: the ending is not known, or the file cannot be written.
    """
    check_ending(path, RECAP_ENDINGS)
    makers: dict[str, Callable[[], bytes]] = {
        ".md": lambda: _bytes(as_markdown(page)),
        ".html": lambda: _bytes(as_html(page)),
        ".eml": lambda: _mail(page, to),
        ".pdf": lambda: pdf(page),
    }
    made = makers[path.suffix.lower()]()
    with replacing(path) as partial:
        partial.write_bytes(made)


def _mail(page: Page, to: str) -> bytes:
    from kpidesk.reports.mail import as_mail

    return as_mail(page, to)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", errors="replace")
