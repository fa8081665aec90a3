"""Whatever data says, it stays text in the workbook."""

import datetime as dt
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from kpidesk.domain.entities import Rep, new_id
from kpidesk.reports.cells import clean
from kpidesk.reports.model import Part, SharedNote
from kpidesk.reports.workbook import write
from kpidesk.reports.workbook.build import build

NASTY = (
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=HYPERLINK(\"http://x\")", "#N/A", "TRUE", "12.5", "  spaced  ", "a\x00b",
    "\ud800", "_x0041_", "</t></is></c>", "&amp; & <b>", "x" * 40_000, "line\r\nline", "“quotes”", "日本 😀", "]]>",
    "=cmd|' /C calc'!A0", "＝1+1",
)  # fmt: skip


def renamed(summary, text):
    """The summary with a text of unknown origin in every place one can come from."""
    rep = Rep(new_id(), text or "x")
    line = summary.reps[0]
    kpi = replace(line.card.leading[0].kpi, name=text, definition=text, trap=text, key=text)
    first = replace(line.card.leading[0], kpi=kpi)
    card = replace(line.card, rep=rep, leading=(first, *line.card.leading[1:]))
    tracked = line.commitments[0]
    promise = replace(
        tracked,
        commitment=replace(tracked.commitment, text=text),
        verdict=replace(tracked.verdict, text=text),
        kpi=kpi,
    )
    record = replace(
        summary.record,
        reps=tuple(replace(each, name=text) for each in summary.record.reps),
        kpis=tuple(replace(each, name=text) for each in summary.record.kpis),
        sources={1: text},
    )
    return replace(
        summary,
        team=text,
        data=text,
        currency=text[:3],
        reps=(replace(line, card=card, focus=(kpi.id,), commitments=(promise,)),),
        record=record,
        period=replace(summary.period, label=text),
        version=text,
        notes=(SharedNote(text, dt.date(2026, 8, 6), text),),
    )


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text(max_size=50))
@example(text="=1+1")
@example(text="x" * 40_000)
def test_text_stays_text_and_there_are_only_our_own_formulas(small_summary, text):
    summary = renamed(small_summary, text)
    authored = sum(len(sheet.results) for sheet in build(summary, frozenset(Part), None, None).sheets)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "summary.xlsx"
        write(summary, path, parts=frozenset(Part))
        with zipfile.ZipFile(path) as archive:
            sheets = [archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name]
        book = openpyxl.load_workbook(path)
    assert sum(sheet.count("<f>") for sheet in sheets) == authored
    assert not any("<hyperlink" in sheet for sheet in sheets)
    assert all(re.search(r"<f>[^<]*</f><v>[^<]+</v>", sheet) for sheet in sheets if "<f>" in sheet)
    expected = clean(text) or None
    for sheet, cell in (
        ("Shared notes", "C5"), ("Commitments", "D5"), ("Definitions", "E5"), ("Data", "C2"), ("Data", "D2"),
        ("Scorecard", "C5"),
    ):  # fmt: skip
        found = book[sheet][cell]
        assert (unescape(found.value) if found.value else None) == expected
        assert found.data_type in {"s", "inlineStr", "n"}
        assert found.value is None or isinstance(found.value, str)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    texts=st.lists(
        st.text(max_size=40) | st.builds("{}{}".format, st.sampled_from("=+-@\t\r＝"), st.text()), max_size=150
    )
)
@example(texts=list(NASTY))
def test_every_text_is_read_back_as_it_was_typed(small_summary, texts):
    notes = tuple(SharedNote(text, dt.date(2026, 8, 6), text) for text in texts)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "summary.xlsx"
        write(replace(small_summary, notes=notes), path, parts={Part.NOTES})
        sheet = openpyxl.load_workbook(path)["Shared notes"]
        cells = list(sheet.iter_rows(min_row=5, max_row=4 + len(texts)))
    for text, (name, _, note) in zip(texts, cells, strict=True):
        assert note.data_type != "f"
        assert unescape(name.value or "") == unescape(note.value or "") == clean(text)


def test_what_looks_like_a_formula_is_quoted_for_those_who_edit_it(small_summary, tmp_path):
    write(renamed(small_summary, "=1+1"), tmp_path / "a.xlsx", parts=frozenset(Part))
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book["Shared notes"]["C5"].quotePrefix
    assert book["Data"]["C2"].quotePrefix
    assert not book["Summary"]["A4"].quotePrefix
