"""What every page is given: the services, the way to change things, long work, and the way to other pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from kpidesk.gui.editor import Editor
    from kpidesk.gui.jobs import Jobs
    from kpidesk.services.desk import Desk
    from kpidesk.settings import Settings


class Say(Protocol):
    """Says short news, with a way back if there is one."""

    def __call__(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Say `text`; `undo` is run when the user takes it back."""


@dataclass(frozen=True, slots=True)
class Context:
    """Handed to pages and dialogs; nothing here is global."""

    desk: Desk
    editor: Editor
    jobs: Jobs
    today: Callable[[], dt.date]
    now: Callable[[], dt.datetime]
    """The present instant, aware."""
    go: Callable[[str, Any], None]
    """Show the page with this key, about this subject (a rep, a one-on-one, a KPI) or None."""
    say: Say
    """Short news at the bottom right; errors are never said this way."""
    settings: Callable[[], Settings]
    change_settings: Callable[[Settings], None]
    show_private: bool = True
    """Whether private notes may be loaded at all; never for pictures or a mirror."""
