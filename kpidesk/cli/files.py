"""Commands about files: import, imports, summary, backup, check."""

from __future__ import annotations

import datetime as dt
import sys
import time
from typing import TYPE_CHECKING

from kpidesk.cli import DONE, PARTLY, output
from kpidesk.cli.parser import Parser, command, day, file, now, today
from kpidesk.cli.session import opened
from kpidesk.domain.errors import DamagedFileError, UserError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from kpidesk.services.desk import Desk
    from kpidesk.services.transfer import ImportReport

_IMPORTS = ("number", "file", "at", "rows_read", "values_new", "values_changed", "undone_at")


def add(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add this family to the command line."""
    taken = command(
        commands,
        "import",
        _import,
        "Values, targets or a roster from CSV or Excel",
        "import export.csv --recipe crm.toml",
    )
    taken.add_argument("file", type=file, metavar="FILE")
    taken.add_argument("--recipe", type=file, metavar="R.toml", help="how columns become KPI values")
    taken.add_argument("--sheet", metavar="S", help="sheet by name, or by number from 1")
    taken.add_argument("--table", type=int, metavar="N", help="table on the sheet, by number from 1")
    taken.add_argument("--year", type=int, metavar="YYYY", help="year of dates that have none, such as KW 5")
    taken.add_argument("--period", metavar="P", help="the period of all values, where no column says it: 2026-01")
    taken.add_argument("--create-reps", action="store_true", help="add reps that are not known yet")
    taken.add_argument("--dry-run", action="store_true", help="report only, change nothing")
    imports = command(
        commands, "imports", _imports, "The history of imports; look into one, take one back", "imports undo 3"
    )
    imports.add_argument("action", nargs="?", choices=("show", "undo"), help="what one brought; take one back whole")
    imports.add_argument("id", nargs="?", metavar="ID", help="number or id of the import")
    summary = command(
        commands, "summary", _summary, "The leadership workbook", "summary july.xlsx --from 2026-07-01 --to 2026-07-31"
    )
    summary.add_argument("file", type=file, metavar="OUT.xlsx")
    summary.add_argument("--from", dest="first", type=day, metavar="D", help="default: this quarter's first day")
    summary.add_argument("--to", dest="last", type=day, metavar="D", help="default: today")
    summary.add_argument("--team", metavar="T", help="one team only")
    backup = command(commands, "backup", _backup, "A verified copy of the file", "backup west-copy.kpidesk")
    backup.add_argument("file", nargs="?", type=file, metavar="FILE", help="default: beside the file, with the time")
    command(commands, "check", _check, "Verify the file", "check --format json")
    restore = command(
        commands,
        "restore",
        _restore,
        "Take back a copy; the present file is kept beside it",
        "restore west-copy.kpidesk",
    )
    restore.add_argument("file", type=file, metavar="FILE")


def progress_line(what: str) -> Callable[[int, int | None], None] | None:
    """A function that keeps one line on the terminal up to date; None when nobody watches."""
    if not sys.stderr.isatty():
        return None
    began = time.monotonic()

    def show(done: int, total: int | None) -> None:
        share = f" of {total:,}" if total else ""
        elapsed = time.monotonic() - began
        left = f", {elapsed * (total - done) / done:.0f} s left" if total and done else ""
        sys.stderr.write(f"\r{what}: {done:,}{share}{left}    " + ("\n" if done == total else ""))
        sys.stderr.flush()

    return show


def _import(chosen: argparse.Namespace) -> int:
    from kpidesk.services.transfer import report_as_json

    with opened(chosen, create=True, trial=chosen.dry_run) as desk:
        report = desk.transfer.import_file(
            chosen.file,
            recipe=chosen.recipe,
            sheet=chosen.sheet,
            table=chosen.table,
            year=chosen.year,
            period=chosen.period,
            create_reps=chosen.create_reps,
            dry_run=chosen.dry_run,
            now=now(chosen),
            progress=progress_line("Rows"),
        )
    if chosen.format == "json":
        output.as_json(report_as_json(report))
    else:
        _tell(report, dry=chosen.dry_run, create_reps=chosen.create_reps, detected=chosen.recipe is None)
    return PARTLY if report.left_out else DONE


def _tell(report: ImportReport, *, dry: bool, create_reps: bool, detected: bool) -> None:
    would = "would be " if dry else ""
    output.line(
        f"{output.count(report.rows_read, 'row')} read, {report.rows_used:,} used, {report.rows_left_out:,} left out."
    )
    output.line(
        f"{output.count(report.values_new, 'value')} {would}new, {report.values_changed:,} {would}changed,"
        f" {report.values_same:,} the same."
    )
    if report.targets:
        output.line(f"{report.targets:,} of them {'is a target' if report.targets == 1 else 'are targets'}.")
    if detected and report.columns_unused:
        output.line(f"Columns not used: {', '.join(map(output.text, report.columns_unused))}.")
    if report.reps_created:
        output.line(f"Reps {would}added: {', '.join(map(output.text, report.reps_created))}.")
    _tell_names(report)
    for problem in report.problems[:20]:
        where = ", ".join(
            f"{name} {value}" for name, value in (("row", problem.row), ("column", problem.column)) if value
        )
        output.line(f"  {where or 'file'}: {output.text(problem.reason)}")
    if len(report.problems) > 20:
        output.line(f"  … and {len(report.problems) - 20:,} more; --format json lists them all.")
    if not create_reps and any(each.taken_as is None for each in report.unknown_names):
        output.line("Add these reps with --create-reps, or import a roster first.")
    if report.number is not None:
        output.line(f"Take it back with: kpidesk imports undo {report.number}")


def _tell_names(report: ImportReport) -> None:
    """Say which names were taken for whom, and who was added beside somebody of almost the same name."""
    for name, rep in report.names_turned.items():
        output.line(f"  {output.text(name)} was taken as {output.text(rep)}.")
    for each in report.unknown_names:
        if each.added and each.likely:
            best = each.candidates[0]
            output.line(f"  {output.text(each.name)} is like {output.text(best.rep)} ({output.text(best.reason)}).")


def _imports(chosen: argparse.Namespace) -> int:
    from kpidesk.services.transfer import import_as_json

    with opened(chosen) as desk:
        if chosen.action is not None:
            if not chosen.id:
                raise UserError("Which import? See the numbers with: kpidesk imports")
            return {"show": _show_import, "undo": _undo_import}[chosen.action](chosen, desk)
        found = [import_as_json(each) for each in desk.transfer.imports()]
    output.rows(chosen, found, _IMPORTS, "Nothing was imported yet.")
    return DONE


def _undo_import(chosen: argparse.Namespace, desk: Desk) -> int:
    from kpidesk.services.transfer import undo_as_json

    undone = desk.transfer.undo_import(chosen.id, now=now(chosen))
    if chosen.format == "json":
        output.as_json(undo_as_json(undone))
    else:
        output.line(output.text(undone.sentence))
    return DONE


def _show_import(chosen: argparse.Namespace, desk: Desk) -> int:
    from kpidesk.services.transfer import brought_as_json

    found = brought_as_json(*desk.transfer.brought(chosen.id))
    if chosen.format == "json":
        output.as_json(found)
        return DONE
    output.line(f"{output.text(found['file'])}, imported {found['at'][:10]}.")
    if found["undone_at"]:
        output.line(f"Taken back {found['undone_at'][:10]}.")
    for each in found["kpis"]:
        what = f"targets of {each['kpi']}" if each["targets"] else each["kpi"]
        output.line(f"  {what}: {each['new']:,} new, {each['changed']:,} changed, {each['removed']:,} removed")
    for what, names in (("Reps added", found["reps_created"]), ("KPIs taken into use", found["kpis_added"])):
        if names:
            output.line(f"{what}: {', '.join(map(output.text, names))}.")
    for each in found["changes"][:20]:
        when = f"target from {each['start']}" if each["target"] else each["start"]
        said = f"{output.text(each['rep'])}, {each['kpi']}, {when}: {output.text(each['before'])}"
        output.line(f"  {said} became {output.text(each['after'])}")
    return DONE


def _summary(chosen: argparse.Namespace) -> int:
    with opened(chosen) as desk:
        found = desk.summaries.export(
            chosen.file,
            on=today(chosen),
            first=chosen.first,
            last=chosen.last,
            team=chosen.team,
            progress=progress_line("Sheets written"),
        )
    if chosen.format == "json":
        output.as_json(found)
    else:
        left_out = found["private_notes_left_out"]
        output.line(f"{found['file']}: {found['reps']} reps, sheets {', '.join(found['sheets'])}.")
        output.line(f"{left_out} private notes stay in your file." if left_out else "No private notes in this period.")
    return DONE


def _backup(chosen: argparse.Namespace) -> int:
    with opened(chosen) as desk:
        path = desk.safety.backup(chosen.file, dt.datetime.now(dt.UTC).astimezone())
    if chosen.format == "json":
        output.as_json({"file": str(path)})
    else:
        output.line(f"Copied and verified: {path}")
    return DONE


def _restore(chosen: argparse.Namespace) -> int:
    from kpidesk.cli.parser import database_path
    from kpidesk.services.safety import restore

    kept = restore(chosen.file, database_path(chosen), dt.datetime.now(dt.UTC).astimezone())
    output.line(f"Restored from {chosen.file}." + (f" The former file is kept as {kept}." if kept else ""))
    return DONE


def _check(chosen: argparse.Namespace) -> int:
    try:
        with opened(chosen) as desk:
            findings = desk.safety.check()
    except DamagedFileError as error:
        # Too broken even to open: that is what was asked.
        findings = [str(error)]
    if chosen.format == "json":
        output.as_json({"ok": not findings, "findings": findings})
    else:
        output.line("\n".join(findings) if findings else "The file is sound.")
    return PARTLY if findings else DONE
