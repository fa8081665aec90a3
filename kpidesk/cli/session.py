"""The file a command works on, opened and closed around it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from kpidesk.cli.parser import database_path
from kpidesk.domain.errors import UserError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from kpidesk.services.desk import Desk


@contextmanager
def opened(chosen: argparse.Namespace, *, create: bool = False) -> Iterator[Desk]:
    """The services over the chosen file.

    Raises:
        UserError: there is no such file and the command does not `create` one.
    """
    from kpidesk.app import open_desk

    path = database_path(chosen)
    if not create and not path.exists():
        raise UserError(f"There is no KPIdesk file at {path}. Import a file into it first, or name another one.")
    desk = open_desk(path)
    try:
        yield desk
    finally:
        desk.close()
