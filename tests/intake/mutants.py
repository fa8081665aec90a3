"""Broken files, made from honest ones by chance; the same ones for the same seed."""

from __future__ import annotations

import io
import random
import re
import zipfile
from typing import TYPE_CHECKING

import openpyxl

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CSV = (
    "Rep;Week;Calls;Revenue\nZoë Müller;2026-08-03;5;1.234,50\nBen Carter;2026-08-03;7;99,00\n"
    '"Carter; Ben";2026-08-10;-;(12,00)\nTotal;;12;\n'
).encode()

_VALUES = re.compile(rb'"([^"<>]*)"')
_NUMBERS = re.compile(rb">(\d[\d.]*)<")
_PIECES = (
    b"",
    b"-1",
    b"0",
    b"1048577",
    b"4294967296",
    b"1e400",
    b"nan",
    b"ZZZZ9",
    b"XFD1048576",
    b"A0",
    b"s",
    b"e",
    b"&#0;",
)
_SIGNS = (
    b'"',
    b";",
    b",",
    b"\t",
    b"\n",
    b"\r",
    b"\0",
    b"\xff",
    b"\xef\xbb\xbf",
    b"=",
    b"sep=|\n",
    b"\xc3",
    b"1e999",
    b"'",
)


def workbook() -> bytes:
    """An honest workbook of two sheets with texts, numbers, dates, a formula, an error and merged cells."""
    import datetime as dt

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Weekly report"])
    sheet.merge_cells("A1:C1")
    sheet.append(["Rep", "Week", "Calls"])
    for at in range(30):
        sheet.append([f"Rep {at}", dt.date(2026, 8, 3), at])
    sheet.append(["Total", None, "=SUM(C3:C32)"])
    sheet.append(["Share", None, "#DIV/0!"])
    book.create_sheet("Hidden").sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def workbooks(seed: int) -> Iterator[bytes]:
    """Workbooks with broken bytes, parts or markup, without end."""
    chance = random.Random(seed)  # noqa: S311
    honest = workbook()
    while True:
        how: Callable[[random.Random, bytes], bytes] = chance.choice((_bytes, _parts, _markup, _markup, _markup))
        yield how(chance, honest)


def texts(seed: int) -> Iterator[bytes]:
    """Text files with broken bytes, without end."""
    chance = random.Random(seed)  # noqa: S311
    while True:
        data = bytearray(CSV if chance.random() < 0.8 else CSV.decode().encode("utf-16"))
        for _ in range(chance.randint(1, 8)):
            at = chance.randrange(len(data) + 1)
            match chance.randrange(4):
                case 0:
                    data[at:at] = chance.choice(_SIGNS) * chance.choice((1, 1, 2, 300))
                case 1:
                    del data[at : at + chance.randint(1, 40)]
                case 2:
                    data[at : at + 1] = bytes([chance.randrange(256)])
                case _:
                    data[at:at] = data[: chance.randint(0, 60)]
        yield bytes(data)


def _bytes(chance: random.Random, data: bytes) -> bytes:
    broken = bytearray(data)
    for _ in range(chance.randint(1, 30)):
        broken[chance.randrange(len(broken))] = chance.randrange(256)
    return bytes(broken[: chance.randint(100, len(broken))] if chance.random() < 0.3 else broken)


def _parts(chance: random.Random, data: bytes) -> bytes:
    parts = _unpacked(data)
    names = list(parts)
    for _ in range(chance.randint(1, 3)):
        one, other = chance.choice(names), chance.choice(names)
        match chance.randrange(3):
            case 0:
                parts.pop(one, None)
            case 1:
                parts[one] = parts.get(other, b"")
            case _:
                parts[one] = parts.get(one, b"")[: chance.randint(0, 400)]
    return _packed(parts)


def _markup(chance: random.Random, data: bytes) -> bytes:
    parts = _unpacked(data)
    name = chance.choice([name for name in parts if "sheet" in name or "workbook" in name or "styles" in name])
    xml = parts[name]
    for _ in range(chance.randint(1, 6)):
        found = list(chance.choice((_VALUES, _NUMBERS)).finditer(xml))
        if found and chance.random() < 0.7:
            start, end = chance.choice(found).span(1)
            xml = xml[:start] + chance.choice(_PIECES) + xml[end:]
        else:
            at = chance.randrange(len(xml) + 1)
            xml = xml[:at] + xml[at + chance.randint(0, 60) :]
    return _packed({**parts, name: xml})


def _unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()
