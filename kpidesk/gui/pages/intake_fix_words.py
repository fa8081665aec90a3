"""How the Import page words the ways out of questions and problems."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from kpidesk.domain.terms import Status
from kpidesk.gui import formats
from kpidesk.gui.models.problems_model import Finding
from kpidesk.gui.pages.intake_words import setting_choices, tr
from kpidesk.services.file_settings import Setting
from kpidesk.services.fixes import Fix, Fixing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kpidesk.services.transfer import Preview


def way_out(fix: Fix, preview: Preview, kpis: Mapping[str, str]) -> Finding:
    """One answer to a question as a line with a button."""
    meta, button = "", tr("Use it")
    match fix.kind:
        case Fixing.DATE_ORDER | Fixing.DECIMAL:
            title = formats.fill(tr("“%1” is %2"), fix.example, _meaning(fix))
            meta = _reading(fix)
            button = tr("Read so")
        case Fixing.YEAR:
            title = formats.fill(tr("“%1” is of %2"), fix.example, fix.value)
            meta = _meaning(fix)
        case Fixing.PERIOD:
            title = formats.fill(tr("All values are for %1"), fix.value)
        case Fixing.RULES:
            title = tr("Each row is a deal or an activity. These can be counted:")
            meta = ", ".join(kpis.get(rule.key, rule.key) for rule in fix.rules)
            button = tr("Count these")
        case Fixing.EDIT_RULES:
            title = tr("Each row is a deal or an activity, and I say what is counted")
            button = tr("Choose…")
        case Fixing.CADENCE:
            labels = {value: label for label, value in setting_choices(Setting.CADENCE, preview, kpis)}
            title = formats.fill(tr("Each value covers: %1"), labels.get(fix.value, fix.value))
        case Fixing.SHEET | Fixing.TABLE:
            title, meta = _place(fix)
            button = tr("Open")
        case Fixing.HEADER_ROW:
            title, meta = formats.fill(tr("Row %1 names the columns"), fix.value), str(fix.means)
        case Fixing.KPI:
            title = kpis.get(fix.value, fix.value)
        case _:
            title = formats.fill(tr("Column “%1”"), fix.value)
            meta = str(fix.means) if fix.means != fix.value else ""
    return Finding(title, meta, None, fix=fix, button=button)


def _place(fix: Fix) -> tuple[str, str]:
    """A sheet with its rows, or a table with its columns."""
    if fix.kind is Fixing.TABLE:
        return formats.fill(tr("Table %1"), fix.value), str(fix.means)
    rows = round(fix.means) if isinstance(fix.means, (int, float)) else 0
    return fix.value, formats.counted(rows, tr("1 row"), tr("%1 rows"))


def hint(fix: Fix, kpis: Mapping[str, str]) -> Finding:
    """What is likely meant and was not asked."""
    if fix.kind is Fixing.SCALE:
        title = formats.fill(tr("Column “%1” looks like thousands"), fix.column)
        meta = tr("Its numbers are taken as they are.")
        return Finding(title, meta, Status.WATCH, column=fix.column, fix=fix, button=tr("Times 1,000"))
    title = formats.fill(tr("Column “%1” has no KPI yet"), fix.column)
    meta = formats.fill(tr("Looks like %1."), kpis.get(fix.value, fix.value))
    return Finding(title, meta, Status.WATCH, column=fix.column, fix=fix, button=tr("Use it"))


def done(fix: Fix) -> Finding:
    """A fix that was made, with the way back."""
    match fix.kind:
        case Fixing.MISSING:
            title = formats.fill(tr("“%1” is read as missing"), fix.value)
        case Fixing.LEAVE_OUT:
            title = formats.fill(tr("Rows of “%1” are left out"), fix.value)
        case Fixing.PERCENT:
            title = formats.fill(tr("Column “%1” holds whole percents"), fix.column)
        case _:
            title = formats.fill(tr("Column “%1” is multiplied by 1,000"), fix.column)
    return Finding(title, tr("Part of the recipe."), Status.GOOD, fix=fix, button=tr("Take back"))


def label(fix: Fix) -> str:
    """What the button beside a problem says."""
    match fix.kind:
        case Fixing.MISSING:
            return tr("Is missing")
        case Fixing.LEAVE_OUT:
            return tr("Is a total")
        case Fixing.PERCENT:
            return tr("Whole percents")
        case Fixing.DECIMAL:
            return formats.fill(tr("Decimal sign “%1”"), fix.value)
        case _:
            return _reading(fix)


def _reading(fix: Fix) -> str:
    return {
        "dmy": tr("Day, month, year"),
        "mdy": tr("Month, day, year"),
        ".": tr("The point is the decimal sign."),
        ",": tr("The comma is the decimal sign."),
    }.get(fix.value, fix.value)


def _meaning(fix: Fix) -> str:
    if isinstance(fix.means, dt.date):
        return formats.dated(fix.means)
    return formats.number(fix.means, 6) if isinstance(fix.means, float) else str(fix.means)
