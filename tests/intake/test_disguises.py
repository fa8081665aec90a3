"""Files that are no table whatever their name says: one sentence each, and what to do."""

from __future__ import annotations

import zipfile

import pytest

from kpidesk.domain.errors import UserError
from kpidesk.intake.recipes import FileOptions
from kpidesk.intake.tables import open_table

HTML = '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body><table><tr><td>Rep</td></tr></table></body></html>'
XML = '<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet/></Workbook>'


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("report.xls", HTML.encode(), "report.xls is a web page, not a workbook. Open it in Excel"),
        ("report.xls", HTML.encode("utf-16"), "a web page"),
        ("login.csv", b"\xef\xbb\xbf\n<!DOCTYPE html>\n<html><p>Please, log, in</p></html>", "a web page"),
        ("old.xls", XML.encode(), "old.xls is an XML file"),
        ("data.csv", b'[{"Rep":"Maya","Calls":5},\n{"Rep":"Ben","Calls":6}]', "data.csv is a JSON file"),
        ("data.csv", b'{"rows": [1, 2]}', "a JSON file"),
        ("scan.csv", b"%PDF-1.4\n%\xe2\xe3\nendobj", "scan.csv is a PDF document"),
        ("export.csv", b"\x1f\x8b\x08\x00abc", "packed with gzip"),
    ],
)
def test_what_it_is_and_what_to_do(name, content, sentence, tmp_path):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UserError) as refused:
        open_table(tmp_path / name, FileOptions())
    assert sentence in str(refused.value)
    assert "\n" not in str(refused.value)


def test_an_archive_is_to_be_unpacked(tmp_path):
    with zipfile.ZipFile(tmp_path / "export.csv", "w") as archive:
        archive.writestr("calls.csv", "Rep,Week,Calls\nMaya,2026-W05,5\n")
    with pytest.raises(UserError, match=r"export\.csv is a ZIP archive of 1 file\. Unpack it"):
        open_table(tmp_path / "export.csv", FileOptions())


@pytest.mark.parametrize("first", ["[1] Rep", "<5 days", "{note}"])
def test_a_table_that_only_begins_oddly_is_a_table(first, tmp_path):
    (tmp_path / "a.csv").write_text(f"{first},Calls\nMaya,5\nBen,6\n", encoding="utf-8")
    assert open_table(tmp_path / "a.csv", FileOptions()).columns == (first, "Calls")
