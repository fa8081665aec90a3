"""Cards: the boxes that pages are made of."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kpidesk.gui import theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.widgets.labels import PlainLabel


class Card(QFrame):
    """A raised box with an optional head: title, count, a slot for tags, subtitle, and a slot at the right.

    `body` is the column below the head, without margins; `add_foot` adds a ruled line at the bottom.
    """

    def __init__(
        self,
        title: str = "",
        *,
        count: str = "",
        subtitle: str = "",
        compact: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self._compact = compact
        self.title = PlainLabel(title, FontRole.CARD)
        self.count = PlainLabel(count, FontRole.BODY, "muted")
        self.subtitle = PlainLabel(subtitle, FontRole.META, "muted", elide=True)
        self.tags = QHBoxLayout()
        self.right = QHBoxLayout()
        self.body = QVBoxLayout()
        self.body.setSpacing(0)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        self._strips: list[QFrame] = []
        self._head = self._make_head()
        self._column.addWidget(self._head)
        self._column.addLayout(self.body, 1)
        self.set_title(title)
        self.set_count(count)
        self.set_subtitle(subtitle)
        theme.bind(self._restyle)

    def set_title(self, text: str) -> None:
        """Change the title; without one the card has no head."""
        self.title.setText(text)
        self.setAccessibleName(text)
        self._head.setVisible(bool(text))

    def set_count(self, text: str) -> None:
        """Change the muted count after the title; empty hides it."""
        self.count.setText(text)
        self.count.setVisible(bool(text))

    def set_subtitle(self, text: str) -> None:
        """Change the muted sentence after the title; empty hides it."""
        self.subtitle.setText(text)
        self.subtitle.setVisible(bool(text))

    def add_foot(self) -> QHBoxLayout:
        """Add a foot, 44 high with a line above, and return its row."""
        foot = self._strip("cardfoot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        self._column.addWidget(foot)
        self._restyle()
        return row

    def _strip(self, look: str) -> QFrame:
        strip = QFrame(self)
        strip.setProperty("look", look)
        strip.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._strips.append(strip)
        return strip

    def _make_head(self) -> QFrame:
        head = self._strip("cardhead")
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        for layout in (self.tags, self.right):
            layout.setSpacing(8)
        row.addWidget(self.title)
        row.addWidget(self.count)
        row.addLayout(self.tags)
        row.addWidget(self.subtitle)
        row.addStretch(1)
        row.addLayout(self.right)
        return head

    def _restyle(self) -> None:
        for strip in self._strips:
            strip.setMinimumHeight(theme.px(40 if self._compact and strip is self._head else 44))
