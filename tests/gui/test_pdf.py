"""A page on paper: one page in the usual case, all of it in any case, the same bytes each time."""

import datetime as dt
import re
import shutil
import subprocess
import time
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QHashSeed, QLocale
from PySide6.QtGui import QPageSize, QTextDocument

from kpidesk.gui import paper
from kpidesk.gui.pdf import paper_size, pdf
from kpidesk.reports.page import entry, heading, line, note, page, points

ON = dt.date(2026, 8, 6)
A4 = QPageSize.PageSizeId.A4


def a_page(topics=2, said="Mornings before 10 work best.", title="One-on-one with Maya Okafor"):
    blocks = [heading("What we talked about")]
    for at in range(topics):
        blocks += [entry(f"Topic {at}", "5 min"), line(said), note(f"{said}\n- END{at}.")]
    return page(title, ON, ["Thu 6 Aug 2026, 30 min."], [*blocks, heading("What we take on"), *points([said])])


def pages(data):
    return len(re.findall(rb"/Type /Page\n", data))


def streams(data):
    """Every stream of a PDF, unpacked."""
    found = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL)
    return [zlib.decompress(each) if each.startswith(b"\x78") else each for each in found]


def words(tmp_path, data):
    """What a reader would copy out of it."""
    if shutil.which("pdftotext") is None:
        pytest.skip("needs pdftotext")
    path = tmp_path / "page.pdf"
    path.write_bytes(data)
    return subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True).stdout.decode()


@pytest.mark.usefixtures("dressed")
class TestPdf:
    def test_the_usual_page_is_one_page_and_says_what_it_is(self):
        data = pdf(a_page(), A4)
        assert data.startswith(b"%PDF-1.6")
        assert pages(data) == 1
        for each in (b"/Lang (en)", b"/DisplayDocTitle true", b"(D:20260806000000Z)", b"/MediaBox [0 0 595"):
            assert each in data, each
        assert b"<rdf:li>en</rdf:li>" in data
        assert b"Inter" in data
        assert b"/FontFile2" in data

    def test_the_table_of_objects_is_right(self):
        data = pdf(a_page(), A4)
        table = data.rindex(b"\nxref\n") + 1
        assert data.endswith(b"startxref\n%d \n%%%%EOF\n" % table)
        for number, found in enumerate(re.finditer(rb"(?m)^(\d{10}) \d{5} n", data[table:]), 1):
            assert data[int(found[1]) :].startswith(b"%d 0 obj" % number)

    def test_the_same_page_is_the_same_file(self):
        made = set()
        for _run in range(12):
            # As in another process: Qt orders its tables by another chance.
            QHashSeed.resetRandomGlobalSeed()
            made.add(pdf(a_page(), A4))
        assert len(made) == 1
        assert pdf(a_page(), A4) != pdf(a_page(said="Other words."), A4)

    @pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone cannot be changed")
    def test_it_is_the_same_file_in_every_zone(self, monkeypatch):
        made = set()
        for zone in ("UTC", "Asia/Tokyo", "America/New_York"):
            monkeypatch.setenv("TZ", zone)
            time.tzset()
            made.add(pdf(a_page(), A4))
        monkeypatch.undo()
        time.tzset()
        assert len(made) == 1

    @pytest.mark.parametrize("topics", [3, 9, 14, 30, 61])
    def test_a_long_page_flows_on_and_nothing_is_lost(self, tmp_path, topics):
        data = pdf(a_page(topics), A4)
        assert (pages(data) == 1) == (topics < 13)
        text = words(tmp_path, data)
        for at in range(topics):
            assert text.count(f"END{at}.") == 1
        sheets = text.split("\f")
        assert len(sheets) - 1 == pages(data)
        # The foot says which page it is; above it stands no title without its text.
        assert all(not sheet.strip().split("\n")[-3].startswith("Topic") for sheet in sheets[:-1])

    def test_text_can_be_copied_as_it_was_typed(self, tmp_path):
        said = "Office, offline, flow: 12:30 -> <b>70%</b> naïve Łódź Ω"
        assert said in words(tmp_path, pdf(a_page(1, said), A4))

    def test_other_scripts_are_shown_in_their_own_direction(self):
        made = paper.document(a_page(1, "שלום\nHello"), 1.3)
        block = next(each for each in blocks(made) if each.text() == "שלום")
        assert block.textDirection() != next(each for each in blocks(made) if each.text() == "Hello").textDirection()

    def test_nothing_is_read_as_markup_or_loaded(self, monkeypatch):
        asked = []
        monkeypatch.setattr(QTextDocument, "loadResource", lambda *given: asked.append(given))
        nasty = '<img src="file:///etc/passwd"> ![x](file:///etc/passwd) <b>x</b> &amp;'
        made = paper.document(a_page(1, nasty, nasty), 1.3)
        assert made.toPlainText().count(nasty) == 4
        pdf(a_page(1, nasty, nasty), A4)
        assert asked == []

    @settings(max_examples=25)
    @given(st.text(max_size=200), st.text(max_size=60))
    def test_any_text_can_be_printed(self, said, title):
        data = pdf(a_page(1, said, title), A4)
        assert data.endswith(b"%%EOF\n")
        assert pages(data) >= 1


def blocks(made):
    block = made.begin()
    while block.isValid():
        yield block
        block = block.next()


@pytest.mark.parametrize(
    ("country", "size"),
    [
        (QLocale.Country.UnitedStates, QPageSize.PageSizeId.Letter),
        (QLocale.Country.Canada, QPageSize.PageSizeId.Letter),
        (QLocale.Country.Germany, A4),
        (QLocale.Country.UnitedKingdom, A4),
        (QLocale.Country.Japan, A4),
    ],
)
def test_paper_is_that_of_the_country(country, size):
    assert paper_size(QLocale(QLocale.Language.AnyLanguage, country)) is size
