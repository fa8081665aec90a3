"""How the three columns share the room: side by side, two with tabs, or one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from kpidesk.gui import theme
from kpidesk.gui.pages.prepare_parts import tr
from kpidesk.gui.widgets.panes import REST, Panes
from kpidesk.gui.widgets.tabs import Tabs

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from kpidesk.gui.context import Context

_SIDE, _TABBED_SIDE = 308, 320
_TWO_FROM = 820
"""Below this width, in design pixels, one column is shown at a time."""


class Columns(QWidget):
    """Evidence at the left, agenda in the middle, last time at the right; narrow: agenda first, the others as tabs."""

    def __init__(self, context: Context, evidence: QWidget, agenda: QWidget, last: QWidget) -> None:
        super().__init__()
        self._evidence, self._agenda, self._last = evidence, agenda, last
        self._compact = False
        self._shape = ""
        self.tabs = Tabs(tr("What is shown"))
        self.tabs.setObjectName("prepare_tabs")
        self._stack = QStackedWidget()
        self.tabs.currentChanged.connect(self._on_tab)
        self._side = QWidget()
        column = QVBoxLayout(self._side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)
        self.panes = Panes("prepare_columns", context)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.panes)
        self._arrange()

    def set_compact(self, *, compact: bool) -> None:
        """Use the layout for narrow windows."""
        self._compact = compact
        self._arrange()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        shape = "three" if not self._compact else "two" if self.width() >= theme.px(_TWO_FROM) else "one"
        if shape == self._shape:
            return
        self._shape = shape
        for part in (self._evidence, self._agenda, self._last, self._side):
            part.setParent(None)
        tabbed = {"three": [], "two": [self._evidence, self._last], "one": [self._agenda, self._evidence, self._last]}
        for part in (self._evidence, self._agenda, self._last):
            if part not in tabbed[shape]:
                self.panes.addWidget(part)
                part.show()
        while self.tabs.count():
            self.tabs.removeTab(0)
        for part in tabbed[shape]:
            self._stack.addWidget(part)
            self.tabs.add(part.accessibleName())
        if tabbed[shape]:
            self.panes.addWidget(self._side)
            self._side.show()
            self.tabs.setCurrentIndex(0)
        usual = {"three": (_SIDE, REST, _SIDE), "two": (REST, _TABBED_SIDE), "one": (REST,)}
        self.panes.share(shape, *usual[shape])

    def _on_tab(self, at: int) -> None:
        if at >= 0:
            self._stack.setCurrentIndex(at)
