"""A spreadsheet program that computes every formula anew comes to the values KPIdesk gave."""

import re
import shutil
import subprocess
import zipfile

import pytest
from openpyxl.utils.cell import coordinate_to_tuple
from python_calamine import CalamineWorkbook

from kpidesk.reports.model import Part
from kpidesk.reports.workbook import write
from kpidesk.reports.workbook.build import build

_RESULT = re.compile(rb"(</f>)<v>[^<]*</v>")


def without_results(path, other):
    """A copy without stored results, so that nothing can be taken over from them."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, _RESULT.sub(rb"\1", old.read(name)))


def test_formulas_give_the_values_of_the_app(summary, tmp_path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("needs LibreOffice to compute the formulas")
    path, bare = tmp_path / "summary.xlsx", tmp_path / "bare.xlsx"
    write(summary, path, parts=frozenset(Part))
    without_results(path, bare)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "out"), str(bare)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    book = CalamineWorkbook.from_path(tmp_path / "out" / "bare.xlsx")
    compared = 0
    for sheet in build(summary, frozenset(Part), None, None).sheets:
        rows = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
        for cell, value in sheet.results.items():
            row, column = coordinate_to_tuple(cell)
            assert rows[row - 1][column - 1] == pytest.approx(value, abs=1e-9), f"{sheet.name}!{cell}"
            compared += 1
    assert compared > 500
