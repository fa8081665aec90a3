"""Commands whose engine is not built yet: they say so and change nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.domain.errors import UserError

if TYPE_CHECKING:
    import argparse

    from kpidesk.cli.parser import Parser

_LATER = {
    "yield": ("Which leading KPI yields the most", ("--result", "--rep")),
    "forget": ("Exporting and purging one rep", ("rep", "--export")),
    "encrypt": ("Encryption by passphrase", ()),
    "decrypt": ("Encryption by passphrase", ()),
}


def add(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add the commands that are still to come, with the words they will take."""
    for name, (what, words) in _LATER.items():
        parser = commands.add_parser(
            name, help=f"{what}: comes with a later version", epilog=f"Example: kpidesk {name}", allow_abbrev=False
        )
        for word in words:
            if word.startswith("--"):
                parser.add_argument(word)
            else:
                parser.add_argument(word, nargs="?")
        parser.add_argument("--format", choices=("text", "json"), default="text")
        parser.set_defaults(run=_refuse, what=what, name=name)


def _refuse(chosen: argparse.Namespace) -> int:
    raise UserError(f"{chosen.what} comes with a later version; “{chosen.name}” did nothing.")
