"""What the window expects of a page, and the head they all share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QMargins
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from kpidesk.domain.entities import Holiday, Leave, PastRole, RampSchedule, Season
from kpidesk.gui import theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QResizeEvent

    from kpidesk.gui.context import Context

SCHEDULES: frozenset[type] = frozenset({Holiday, Leave, PastRole, RampSchedule, Season})
"""What targets and pace depend on besides the targets themselves."""

_HEAD, _LOW_HEAD = 72, 52
_LOW_BELOW = 480
"""Design pixels of height below which the body needs every line."""


class PageHead(QWidget):
    """Title and subtitle at the left, a row for controls at the right, 72 high; less on a low page."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._low = False
        self.title = PlainLabel(title, FontRole.TITLE, elide=True)
        self.subtitle = _Subtitle("", FontRole.BODY, "muted", elide=True)
        self.left = QHBoxLayout()
        self.left.setSpacing(12)
        self.right = QHBoxLayout()
        self.right.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch()
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        words.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addLayout(self.left)
        row.addLayout(words, 1)
        row.addLayout(self.right)
        theme.bind(self._restyle)

    def set_low(self, *, low: bool) -> None:
        """Give room away to the body."""
        self._low = low
        self._restyle()

    def _restyle(self) -> None:
        self.setMinimumHeight(theme.px(_LOW_HEAD if self._low else _HEAD))


class _Subtitle(PlainLabel):
    """Takes no room while it says nothing, so that the title alone stands in the middle."""

    @override
    def setText(self, text: str) -> None:
        super().setText(text)
        self.setVisible(bool(text))


def page_margins(*, compact: bool) -> QMargins:
    """The room around the content of a page."""
    side = 16 if compact else 24
    return QMargins(side, 0, side, 16 if compact else 20)


class Page(QWidget):
    """A page: a head, a body, the kinds of entity it shows, and how it reloads.

    The window calls `reload` when something of `concerns` changed while the page is visible, or when it is shown again.
    """

    concerns: ClassVar[frozenset[type]] = frozenset()

    def __init__(self, context: Context, title: str) -> None:
        super().__init__()
        self.context = context
        self.setProperty("look", "page")
        self.setAccessibleName(title)
        self.head = PageHead(title, self)
        self.body = QVBoxLayout()
        self.body.setSpacing(16)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addWidget(self.head)
        self._column.addLayout(self.body, 1)
        self.set_compact(compact=False)

    @property
    def window_title(self) -> str:
        """What the title bar says; never a rep's private matter."""
        return self.head.title.text()

    @property
    def complete(self) -> bool:
        """Whether everything is shown; a page may show what is quick first."""
        return True

    def show_subject(self, subject: Any) -> None:
        """Turn to a rep, a one-on-one or a KPI; pages without a subject ignore it."""

    def reload(self) -> None:
        """Read again what the page shows."""

    def primary(self) -> None:
        """Do what Ctrl+Enter means on this page."""

    def gestures(self) -> Mapping[str, Callable[[], object]]:
        """Return what actions of the menu bar mean on this page, by their names; asked again after each change."""
        return {}

    def focus_filter(self) -> None:
        """Put the cursor where this page is searched or filtered (Ctrl+F)."""

    def leave(self) -> bool:
        """Keep what is being typed; called before another page is shown and before the window closes.

        False when something could not be kept: it stays on the page, and the window does not close over it unasked.
        """
        return True

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.head.set_low(low=self.height() < theme.px(_LOW_BELOW))

    def set_compact(self, *, compact: bool) -> None:
        """Fit into a narrow window; called whenever that changes."""
        # The margins belong to head and body: a focus ring is cut at the edge of the widget around its button.
        margins = page_margins(compact=compact)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.head.setContentsMargins(margins.left(), 0, margins.right(), 0)
        self.body.setContentsMargins(margins.left(), 0, margins.right(), margins.bottom())
