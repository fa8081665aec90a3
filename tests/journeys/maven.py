"""A real CRM export of a hardware seller and what is known of it by independent count."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

RECIPE = """
name = "CRM opportunities"
layout = "records"
[rep]
column = "sales_agent"
[[kpi]]
key = "opps_created"
measure = "count"
date = "engage_date"
[[kpi]]
key = "deals_won"
measure = "count"
date = "close_date"
where = { deal_stage = ["Won"] }
[[kpi]]
key = "revenue_won"
measure = "sum"
of = "close_value"
date = "close_date"
where = { deal_stage = ["Won"] }
[[kpi]]
key = "win_rate"
measure = "ratio"
numerator = { measure = "count", where = { deal_stage = ["Won"] } }
denominator = { measure = "count", where = { deal_stage = ["Won", "Lost"] } }
date = "close_date"
"""
ON = "2017-12-31"
TOTAL = 10_005_534


def write_recipe(folder: Path) -> Path:
    """The recipe as a file."""
    path = folder / "crm.toml"
    path.write_text(RECIPE, encoding="utf-8")
    return path


def truth(shared_data: Path, name: str) -> list[dict[str, str]]:
    """Rows of one of the independent counts."""
    with (shared_data / "truth" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
