"""Broken workbooks and text files by the thousand: each is read or costs one sentence, in bounded time.

    python tests/intake/fuzz.py [--workbooks 10000] [--texts 25000] [--seed 5] [--keep FOLDER]

Exit 1 if one ended otherwise or took more than 25 seconds; such files are kept in FOLDER.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # a script by itself only sees its own folder
from kpidesk.domain.errors import UserError
from kpidesk.intake.recipes import FileOptions
from kpidesk.intake.tables import open_table
from tests.intake import mutants

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SECONDS = 25.0


def verdict(path: Path) -> tuple[str, bool]:
    """How the reading of a file ended, and whether it may end so."""
    try:
        rows = sum(len(batch) for _, batch in open_table(path, FileOptions()).batches())
    except UserError as error:
        text = str(error)
        return text.replace(path.name, "…")[:40], "\n" not in text and len(text) < 500
    except Exception as error:  # noqa: BLE001 - this is what is looked for
        return f"{type(error).__name__}: {error}", False
    return "read" if rows else "read, no rows", True


def attack(name: str, contents: Iterator[bytes], count: int, keep: Path) -> bool:
    """Read `count` broken files; whether all ended well."""
    ends: Counter[str] = Counter()
    slowest, bad = 0.0, 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        for number, content in enumerate(islice(contents, count)):
            path.write_bytes(content)
            begin = time.perf_counter()
            end, fine = verdict(path)
            spent = time.perf_counter() - begin
            slowest = max(slowest, spent)
            ends[end] += 1
            if not fine or spent > SECONDS:
                bad += 1
                keep.mkdir(parents=True, exist_ok=True)
                (keep / f"{number}-{name}").write_bytes(content)
    sys.stdout.write(f"{count:,} × {name}: {bad} bad, slowest {slowest:.2f} s\n")
    for end, times in ends.most_common(25):
        sys.stdout.write(f"  {times:7,} {end}\n")
    sys.stdout.flush()
    return not bad


def main(arguments: Sequence[str]) -> int:
    """Try both kinds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--workbooks", type=int, default=10_000)
    parser.add_argument("--texts", type=int, default=25_000)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--keep", type=Path, default=Path("broken-files"))
    chosen = parser.parse_args(arguments)
    texts = attack("broken.csv", mutants.texts(chosen.seed), chosen.texts, chosen.keep)
    books = attack("broken.xlsx", mutants.workbooks(chosen.seed), chosen.workbooks, chosen.keep)
    return 0 if texts and books else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
