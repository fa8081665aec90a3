"""Names to match: each name nobody has, the rep it may mean, and the manager's word on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QStackedWidget, QWidget

from kpidesk.gui import formats
from kpidesk.gui.delegates.names import NameDelegate, NamesView
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.names_model import NamesModel
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpidesk.services.naming import UnknownName


class NamesCard(Card):
    """A list of names with a foot to accept all suggestions, or a sentence when every name is known."""

    answered = Signal()
    """The manager decided about a name: `model.answers`."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(compact=True, parent=parent)
        self.set_title(title)
        self.setObjectName("names_card")
        self.model = NamesModel(self)
        self.model.answered.connect(self._on_answered)
        self.view = NamesView()
        self.view.setObjectName("names_list")
        self.view.setAccessibleName(title)
        self.view.setModel(self.model)
        self.view.setItemDelegate(NameDelegate(self.view))
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self.view.setUniformItemSizes(True)
        self._nothing = PlainLabel("", FontRole.META, "muted", wrap=True)
        self._nothing.setContentsMargins(16, 12, 16, 12)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(self.view)
        self.body.addWidget(self._stack, 1)
        self.foot = self.add_foot()
        self.accept = Button("", "link")
        self.accept.setObjectName("accept_names")
        self.accept.clicked.connect(self.model.accept_suggested)
        hint = PlainLabel(self.tr("Ticked ones are remembered for next time"), FontRole.META, "muted", elide=True)
        self.foot.addWidget(hint, 1)
        self.foot.addWidget(self.accept)
        self._lent = False
        self.set_nothing(self.tr("Every name is one of your reps."))
        self.set_names(())

    def set_nothing(self, sentence: str) -> None:
        """Change what is said when there are no names to match."""
        self._nothing.setText(sentence)

    def set_names(self, names: Sequence[UnknownName]) -> None:
        """Show the names a trial import did not know."""
        self.model.set_names(names)
        self.set_count(formats.number(len(names)) if names else "")
        self._stack.setCurrentIndex(1 if names else 0)
        self._refresh()

    def lend_foot(self, row: QHBoxLayout | None) -> None:
        """Where there is no room for a foot, its button stands in another row; None brings it back."""
        self._lent = row is not None
        (self.foot if row is None else row).addWidget(self.accept)
        self._refresh()

    def _on_answered(self) -> None:
        self._refresh()
        self.answered.emit()

    def _refresh(self) -> None:
        count = len(self.model.suggested)
        one, more = self.tr("Accept the suggestion"), self.tr("Accept %1 suggestions")
        self.accept.setText(formats.counted(count, one, more))
        self.accept.setAccessibleName(self.accept.text())
        self.accept.setVisible(count > 0)
        strip = self.foot.parentWidget()
        if strip is not None:
            strip.setVisible(self.model.rowCount() > 0 and not self._lent)
