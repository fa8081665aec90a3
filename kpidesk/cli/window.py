"""No command at all: the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.domain.errors import UserError

if TYPE_CHECKING:
    import argparse


def run(chosen: argparse.Namespace) -> int:
    """Open the window and stay until it is closed."""
    from kpidesk import app
    from kpidesk.cli.parser import database_path, today

    if not app.has_display() and not chosen.bench_first_paint:
        raise UserError("There is no display to open the window on. Use a command (kpidesk --help), or: kpidesk demo")
    return app.run(database_path(chosen), lambda: today(chosen), bench=chosen.bench_first_paint)
