"""What can be typed after `kpidesk`."""

from __future__ import annotations

import argparse
import datetime as dt
import math
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from kpidesk import __version__
from kpidesk.domain.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_HELP = {"-h", "--help"}
_YEARS = range(1950, 2101)
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        """Refuse in one line instead of printing the usage."""
        raise UserError(f"{message}. See: {self.prog} --help")


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """What the arguments ask for; `run` of the answer does it.

    Without a command the commands are not even imported: the window should show at once.
    """
    if _HELP.isdisjoint(arguments):
        chosen, rest = base().parse_known_args(list(arguments))
        if not rest:
            return chosen
    return build().parse_args(list(arguments))


def base() -> Parser:
    """The options that stand before any command; without a command the window opens."""
    from kpidesk.cli import window

    parser = Parser(
        prog="kpidesk",
        description="Prepare sales one-on-ones from leading KPIs. Without a command the window opens.",
        epilog="Example: kpidesk --database west.kpidesk agenda Maya --minutes 30",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"KPIdesk {__version__}")
    parser.add_argument("--database", metavar="PATH", help="the KPIdesk file (default: KPIDESK_DATABASE, or your own)")
    parser.add_argument("--on", type=day, metavar="DATE", help="the day to work on, YYYY-MM-DD (default: today)")
    parser.add_argument("--bench-first-paint", action="store_true", help=argparse.SUPPRESS)
    parser.set_defaults(run=window.run, format="text")
    return parser


def build() -> Parser:
    """The whole command line; each family of commands adds its own."""
    from kpidesk.cli import agendas, coaching, files, later, numbers, outlook, paper, promises, roster, show

    parser = base()
    commands = parser.add_subparsers(metavar="COMMAND", parser_class=Parser)
    for family in (show, files, roster, numbers, outlook, coaching, agendas, promises, paper, later):
        family.add(commands)
    return parser


def command(
    commands: argparse._SubParsersAction[Parser],
    name: str,
    run: Callable[[argparse.Namespace], int],
    about: str,
    example: str,
    *,
    listing: bool = True,
) -> Parser:
    """Add one command; `listing` ones can answer in JSON."""
    parser = commands.add_parser(
        name, help=about, description=about, epilog=f"Example: kpidesk {example}", allow_abbrev=False
    )
    parser.set_defaults(run=run)
    if listing:
        parser.add_argument("--format", choices=("text", "json"), default="text", help="how to answer (default: text)")
    return parser


def day(text: str) -> dt.date:
    """A day as typed, YYYY-MM-DD, in the years in which files may have values."""
    try:
        found = dt.date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.isoformat() != text:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date like 2026-08-20")
    if found.year not in _YEARS:
        raise argparse.ArgumentTypeError(f"{text} is out of range; type a year from {_YEARS[0]} to {_YEARS[-1]}")
    return found


def number(text: str) -> float:
    """A number as typed: digits, at most one decimal point."""
    if not _NUMBER.fullmatch(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number like 12 or 0.25")
    found = float(text)
    if not math.isfinite(found):
        raise argparse.ArgumentTypeError(f"{text} is too large; type a smaller number")
    return found


class Amount(NamedTuple):
    """A number as typed; one with a percent sign is a fraction by now."""

    number: float
    is_percent: bool


def amount(text: str) -> Amount:
    """A number as typed, 12 or 25%."""
    bare = text.strip().removesuffix("%")
    is_percent = bare != text.strip()
    return Amount(number(bare) / (100 if is_percent else 1), is_percent)


def file(text: str) -> Path:
    """A file as typed."""
    if not text.strip():
        raise argparse.ArgumentTypeError("the name of the file is empty")
    return Path(text)


def today(chosen: argparse.Namespace) -> dt.date:
    """The day the command works on."""
    given: dt.date | None = chosen.on
    return given or dt.date.today()  # noqa: DTZ011  # the user's own calendar day


def now(chosen: argparse.Namespace) -> dt.datetime:
    """This instant in the user's own time zone; on the day the command works on, if one is given."""
    instant = dt.datetime.now(dt.UTC).astimezone()
    return instant if chosen.on is None else dt.datetime.combine(chosen.on, instant.timetz())


def database_path(chosen: argparse.Namespace) -> Path:
    """The file the command works on: the option, the environment, or the user's own file."""
    from kpidesk import paths

    named = chosen.database or os.environ.get("KPIDESK_DATABASE")
    if named and "://" in named:
        raise UserError(f"A team database by address ({named}) comes with a later version. Name a file.")
    return Path(named).expanduser() if named else paths.data_dir() / "kpidesk.kpidesk"
