"""A page as a file: the ending decides, and it is written whole or not at all."""

import datetime as dt
import sys

import pytest

from kpidesk.domain.errors import UserError
from kpidesk.reports.handing_on import AGENDA_ENDINGS, check_ending, save
from kpidesk.reports.page import heading, page

PAGE = page("One-on-one with Maya", dt.date(2026, 8, 6), ["Thu 6 Aug 2026."], [heading("Wins")])
BEGINS = {".md": b"# One", ".html": b"<!DOCTYPE html>", ".eml": b"X-Unsent: 1", ".pdf": b"%PDF"}


def no_pdf(_page):
    raise AssertionError("nothing is laid out for paper")


@pytest.mark.parametrize("ending", BEGINS)
def test_the_ending_says_what_is_written(tmp_path, ending):
    path = tmp_path / f"maya{ending.upper()}"
    save(PAGE, path, lambda _page: b"%PDF-1.6")
    assert path.read_bytes().startswith(BEGINS[ending])
    if sys.platform != "win32":
        assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", ["maya", "maya.txt", "maya.pdf.exe"])
def test_another_ending_is_refused_before_anything_is_written(tmp_path, name):
    with pytest.raises(UserError, match=r"must end in \.md, \.pdf, \.html or \.eml"):
        save(PAGE, tmp_path / name, no_pdf)
    assert list(tmp_path.iterdir()) == []


def test_an_agenda_is_no_mail(tmp_path):
    with pytest.raises(UserError, match=r"\.md, \.pdf or \.html"):
        check_ending(tmp_path / "agenda.eml", AGENDA_ENDINGS)


def test_a_missing_folder_is_one_sentence(tmp_path):
    with pytest.raises(UserError, match="There is no folder"):
        save(PAGE, tmp_path / "nowhere" / "maya.md", no_pdf)


def test_a_layout_that_fails_leaves_the_former_file(tmp_path):
    path = tmp_path / "maya.pdf"
    path.write_bytes(b"before")
    with pytest.raises(AssertionError):
        save(PAGE, path, no_pdf)
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]
