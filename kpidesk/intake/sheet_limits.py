"""What a workbook may cost."""

from __future__ import annotations

from typing import NamedTuple


class Limits(NamedTuple):
    """What a workbook may cost the process that reads it."""

    memory: int = 1_500_000_000
    seconds: int = 20
    """Of CPU time."""
    rows: int = 200_000
    columns: int = 200
