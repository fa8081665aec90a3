"""Workbooks made for the tests of intake."""

from __future__ import annotations

import zipfile

import openpyxl
import pytest


@pytest.fixture
def book(tmp_path):
    """Make a workbook of the given sheets, each a list of rows; one called Hidden… is hidden."""

    def make(**sheets):
        made = openpyxl.Workbook()
        made.remove(made.active)
        for name, rows in sheets.items():
            sheet = made.create_sheet(name)
            for row in rows:
                sheet.append(row)
            if name.startswith("Hidden"):
                sheet.sheet_state = "hidden"
        made.save(tmp_path / "book.xlsx")
        return tmp_path / "book.xlsx"

    return make


@pytest.fixture
def changed(tmp_path):
    """Write a workbook again with one part changed; by default the XML of its first sheet."""

    def change(path, old, new, part="xl/worksheets/sheet1.xml", compression=zipfile.ZIP_DEFLATED):
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        assert old in parts[part]
        parts[part] = parts[part].replace(old, new)
        other = tmp_path / "changed.xlsx"
        with zipfile.ZipFile(other, "w", compression) as archive:
            for name, data in parts.items():
                archive.writestr(name, data)
        return other

    return change
