"""Reading of a workbook, from the file to its rows, against unzipping it and parsing its XML with nobody listening.

    python tests/benchmarks/read_xlsx.py [--rows 100000] [--rounds 5]

Limits: wall time at most 1.6 times, peak memory of the parent process at most 60 MB; the child that reads is in the
times of ours. Exit 1 above a limit. CPU time is shown too: two processes share the work.
"""

from __future__ import annotations

import argparse
import gc
import random
import sys
import tempfile
import zipfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # a script by itself only sees its own folder
from tests.benchmarks.measure import gate, measured, ratios, run, say

if TYPE_CHECKING:
    from collections.abc import Sequence

LIMITS = {"wall": 1.6, "rss": 60.0}
HERE = Path(__file__).resolve()
NAMES = ("Rep", "KPI", "Week", "Value", "Target", "Comment")
SHEET, TEXTS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def make_workbook(path: Path, rows: int) -> None:
    """Write `rows` rows of texts, dates and numbers as a spreadsheet program does; the same ones each time."""
    import openpyxl

    empty = openpyxl.Workbook()
    empty.active.append([*NAMES])
    empty.active["A2"].number_format = "yyyy-mm-dd"  # style 1
    empty.save(path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet, texts = _parts(rows)
    parts |= {SHEET: sheet.encode(), TEXTS: texts.encode()}
    for name, old, new in (
        ("[Content_Types].xml", b"</Types>", _OVERRIDE),
        ("xl/_rels/workbook.xml.rels", b"</Relationships>", _RELATION),
    ):
        if TEXTS.rpartition("/")[2].encode() not in parts[name]:
            parts[name] = parts[name].replace(old, new + old)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


_OVERRIDE = (
    b'<Override PartName="/xl/sharedStrings.xml" '
    b'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)
_RELATION = (
    b'<Relationship Id="rIdTexts" Target="sharedStrings.xml" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/>'
)


def _parts(rows: int) -> tuple[str, str]:
    chance = random.Random(7)  # noqa: S311
    places: dict[str, int] = {}

    def text(cell: str, value: str) -> str:
        return f'<c r="{cell}" t="s"><v>{places.setdefault(value, len(places))}</v></c>'

    lines = ['<row r="1">' + "".join(text(f"{'ABCDEF'[at]}1", name) for at, name in enumerate(NAMES)) + "</row>"]
    for at in range(rows):
        row = at + 2
        cells = [text(f"A{row}", f"Rep number {at % 200}"), text(f"B{row}", f"KPI {at // 200 % 30:02} Calls made")]
        cells.append(f'<c r="C{row}" s="1"><v>{43836 + 7 * (at // 6000)}</v></c>')
        cells.append(f'<c r="D{row}"><v>{chance.gauss(100, 15):.2f}</v></c><c r="E{row}"><v>100</v></c>')
        cells += [] if at % 5 else [text(f"F{row}", f"note {at}")]
        lines.append(f'<row r="{row}">{"".join(cells)}</row>')
    items = "".join(f"<si><t>{value}</t></si>" for value in places)
    return (
        f'<?xml version="1.0"?><worksheet {SPACE}><sheetData>{"".join(lines)}</sheetData></worksheet>',
        f'<?xml version="1.0"?><sst {SPACE}>{items}</sst>',
    )


def app_side(path: Path, rows: int) -> None:
    """Open the table and go through all its rows, while Python's collector rests as in the window and in commands."""
    gc.disable()
    with measured() as said:
        from kpidesk.intake.recipes import FileOptions
        from kpidesk.intake.tables import open_table

        table = open_table(path, FileOptions())
        said["rows"] = sum(len(batch) for _, batch in table.batches())
    if said["rows"] != rows or table.columns != NAMES:
        raise SystemExit(f"{said['rows']} rows instead of {rows}, columns {table.columns}")


def limit_side(path: Path) -> None:
    """Unzip the sheet and its texts and parse them."""
    with measured():
        import pyexpat

        with zipfile.ZipFile(path) as archive:
            for name in (TEXTS, SHEET):
                pyexpat.ParserCreate().ParseFile(archive.open(name))


def compare(rows: int, rounds: int) -> bool:
    """Measure both sides; whether ours is within the limits."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "values.xlsx"
        make_workbook(path, rows)

        def once(side: str) -> dict[str, Any]:
            return run([sys.executable, str(HERE), "--side", side, str(path), "--rows", str(rows)])

        found, fits = gate(partial(ratios, partial(once, "limit"), partial(once, "app"), rounds), LIMITS)
    say(f"Workbook of {rows:,} rows and {len(NAMES)} columns against unzip and expat", found, LIMITS)
    return fits


def main(arguments: Sequence[str]) -> int:
    """Measure, or be one side of the measurement."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--side", choices=("app", "limit"))
    parser.add_argument("file", type=Path, nargs="?")
    chosen = parser.parse_args(arguments)
    if chosen.side is None:
        return 0 if compare(chosen.rows, chosen.rounds) else 1
    if chosen.side == "app":
        app_side(chosen.file, chosen.rows)
    else:
        limit_side(chosen.file)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
