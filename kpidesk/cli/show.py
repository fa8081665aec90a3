"""Commands that show the sample team and pictures of the window: demo, screenshot."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from kpidesk.cli import DONE, output
from kpidesk.cli.parser import Parser, command, database_path, today
from kpidesk.domain.errors import UserError

if TYPE_CHECKING:
    import datetime as dt


def add(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add this family to the command line."""
    demo = command(commands, "demo", _demo, "The sample team, in a throw-away file", "demo --out kpidesk-demo")
    demo.add_argument("--out", type=Path, metavar="DIR", help="write agenda, recap, workbook and pictures into DIR")
    demo.add_argument("--into", type=Path, metavar="FILE", help=argparse.SUPPRESS)
    pictures = command(
        commands,
        "screenshot",
        _screenshot,
        "A picture of every page, private notes left out",
        "screenshot pictures --theme dark",
    )
    pictures.add_argument("folder", type=Path, metavar="DIR")
    pictures.add_argument("--size", type=_size, default=(1440, 900), metavar="WxH", help="default: 1440x900")
    pictures.add_argument("--theme", choices=("light", "dark", "contrast"), default="light")
    pictures.add_argument("--scale", type=_scale, default=1.0, help="text size, 1.0 to 2.0")


def _demo(chosen: argparse.Namespace) -> int:
    from kpidesk import app

    on = today(chosen)
    if chosen.into is not None:
        if chosen.into.exists():
            raise UserError(f"{chosen.into} exists already. Name a new file for the sample team.")
        _fill(chosen.into, on)
        return DONE
    with tempfile.TemporaryDirectory(prefix="kpidesk-") as folder:
        path = Path(folder) / "Sample team.kpidesk"
        _fill(path, on)
        if chosen.out is None and app.has_display():
            return app.run(path, lambda: today(chosen), remember=False)
        files = _write_all(path, chosen.out or Path("kpidesk-demo"), on)
    _list(chosen, files)
    return DONE


def _fill(path: Path, on: dt.date) -> None:
    from kpidesk.app import open_desk

    desk = open_desk(path)
    try:
        desk.fill_sample(on)
    finally:
        desk.close()


def _write_all(path: Path, folder: Path, on: dt.date) -> list[Path]:
    """Everything KPIdesk makes, for the rep who is met next."""
    from kpidesk.app import open_desk, pictures
    from kpidesk.reports.agenda_text import as_markdown
    from kpidesk.reports.files import write_text
    from kpidesk.reports.recap import as_markdown as recap_as_markdown

    _make(folder)
    desk = open_desk(path)
    try:
        rep = desk.planning.whom_next(on) or desk.team.reps()[0]
        agenda, recap, workbook = (folder / name for name in ("agenda.md", "recap.md", "summary.xlsx"))
        write_text(agenda, as_markdown(desk.preparation.agenda(rep, on)))
        last = desk.recaps.last_held(rep, on)
        write_text(recap, recap_as_markdown(desk.recaps.recap(rep, last)))
        desk.summaries.export(workbook, on=on)
    finally:
        desk.close()
    return [agenda, recap, workbook, *pictures(path, folder, lambda: on)]


def _screenshot(chosen: argparse.Namespace) -> int:
    from kpidesk.app import pictures

    path = database_path(chosen)
    if not path.exists():
        raise UserError(f"There is no KPIdesk file at {path}. Import a file into it first, or name another one.")
    _make(chosen.folder)
    _list(
        chosen,
        pictures(path, chosen.folder, lambda: today(chosen), size=chosen.size, theme=chosen.theme, scale=chosen.scale),
    )
    return DONE


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"The folder {folder} cannot be made: {error.strerror}. Name another one.") from error


def _list(chosen: argparse.Namespace, files: list[Path]) -> None:
    if chosen.format == "json":
        output.as_json({"files": [str(path) for path in files]})
        return
    output.line(f"Written to {files[0].parent.resolve()}:")
    for path in files:
        output.line(f"  {path.name}")


def _size(text: str) -> tuple[int, int]:
    wide, _, high = text.partition("x")
    if not (wide.isdigit() and high.isdigit() and 200 <= int(wide) <= 8000 and 200 <= int(high) <= 8000):
        raise argparse.ArgumentTypeError(f"{text!r} is not a size like 1440x900")
    return int(wide), int(high)


def _scale(text: str) -> float:
    try:
        scale = float(text)
    except ValueError:
        scale = 0.0
    if not 1.0 <= scale <= 2.0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a text size from 1.0 to 2.0")
    return scale
