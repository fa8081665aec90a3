"""Where the cards of the Today page stand: beside and below each other, or one at a time behind tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kpidesk.gui import theme
from kpidesk.gui.pages.today_next import NextCard
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.tabs import Tabs

if TYPE_CHECKING:
    from kpidesk.gui.pages.today_attention import AttentionCard
    from kpidesk.gui.pages.today_pulse import PulseCard

_NEXT, _NEEDS, _PULSE = range(3)
_NO_LIMIT = 16777215
"""Qt's own largest size."""
_TOP = 436
"""Design pixels of the upper cards: the next one-on-one with what to ask, and five more."""
_ATTENTION = 424
_GAP = 16
_TALL = 660
"""Design pixels of height from which the pulse stands below; else the cards become tabs."""


def tr(text: str) -> str:
    """Translate a text of the page."""
    return QCoreApplication.translate("TodayPage", text)


def plan_button() -> Button:
    """The button in the head of the page."""
    button = Button(tr("New one-on-one"), icon="plus", keys="Ctrl+N")
    button.setObjectName("new_one_on_one")
    return button


class TodayCards(QWidget):
    """Who is next; what needs attention and the pulse come later and find their place kept free."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._top = QWidget(self)
        self.next = NextCard(self._top)
        self.attention: AttentionCard | None = None
        self.pulse: PulseCard | None = None
        self._compact, self._high = False, 0
        self.tabs = Tabs(tr("Today"))
        self.tabs.setObjectName("today_tabs")
        for text in (tr("Next one-on-ones"), tr("Needs attention"), tr("Team pulse")):
            self.tabs.add(text)
        self.tabs.currentChanged.connect(lambda _at: self._arrange())
        self._row = QHBoxLayout(self._top)
        self._row.setSpacing(_GAP)
        self._row.addWidget(self.next, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(_GAP)
        self._column.addWidget(self.tabs)
        self._column.addWidget(self._top)
        self._column.addStretch(1)
        theme.bind(self._arrange)

    def complete(self, attention: AttentionCard, pulse: PulseCard) -> None:
        """Put the cards that show numbers in, once."""
        self.attention, self.pulse = attention, pulse
        self._row.addWidget(attention)
        self._column.takeAt(self._column.count() - 1)
        self._column.addWidget(pulse, 1)
        self._arrange()

    def fit(self, *, compact: bool, high: int) -> None:
        """Fit a page that is `high` pixels high."""
        self._compact, self._high = compact, high
        self._arrange()

    def _arrange(self) -> None:
        tabbed = self._compact or self._high < theme.px(_TALL)
        at = self.tabs.currentIndex() if tabbed else None
        self.tabs.setVisible(tabbed)
        self._top.setMinimumHeight(0 if tabbed else theme.px(_TOP))
        self._top.setMaximumHeight(_NO_LIMIT if tabbed else theme.px(_TOP))
        self._top.setVisible(at != _PULSE)
        self.next.setVisible(at in {None, _NEXT})
        wait = self.attention is None and not tabbed
        self._row.setContentsMargins(0, 0, theme.px(_ATTENTION) + _GAP if wait else 0, 0)
        if self.attention is not None and self.pulse is not None:
            self.pulse.set_compact(compact=tabbed)
            self.attention.setMinimumWidth(0 if tabbed else theme.px(_ATTENTION))
            self.attention.setMaximumWidth(_NO_LIMIT if tabbed else theme.px(_ATTENTION))
            self.attention.setVisible(at in {None, _NEEDS})
            self.pulse.setVisible(at in {None, _PULSE})
