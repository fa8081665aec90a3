"""The shape of the cards of Settings that list things: a table, what can be done with a row, the chosen one below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QLayout, QVBoxLayout, QWidget

from kpidesk.gui import theme
from kpidesk.gui.delegates.base import row_height
from kpidesk.gui.delegates.cells import TextDelegate
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.kept_rows import KeptRows
from kpidesk.gui.widgets.row_table import RowTable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kpidesk.gui.models.rows_model import RowsModel

    Keys = Qt.Key | QKeySequence.StandardKey

_LEAST = 120
"""Design pixels of the column that takes the rest."""


class ListCard(Card):
    """A table of at least so many lines; where it stands in the card is the subclass's."""

    def __init__(
        self,
        name: str,
        title: str,
        model: RowsModel[Any],
        widths: Mapping[Any, int],
        *,
        home: int,
        rest: int,
        lines: int,
    ) -> None:
        """Make the table; buttons, layout and connections are the subclass's.

        Args:
            name: Of card and table in code, for example "questions".
            title: Of card and table for people.
            model: What is listed.
            widths: Design pixels of the columns that have a width of their own.
            home: The column with the name, which is what a screen reader should land on.
            rest: The column that takes the room the others leave.
            lines: As many rows are in sight at least.
        """
        super().__init__(title)
        self.setObjectName(f"{name}_card")
        self._widths, self._rest, self._lines = dict(widths), rest, lines
        model.setParent(self)
        self.view = RowTable(lines=1, name=title)
        self.view.setObjectName(f"{name}_table")
        self.view.horizontalHeader().setObjectName(f"{name}_header")
        for column in range(model.columnCount()):
            self.view.setItemDelegateForColumn(column, TextDelegate(self.view, marks=True))
        self.rows = KeptRows(self.view, model, "", home=home)
        self.rows.resized.connect(self._share_room)
        theme.bind(self._fit)

    def add_actions(self, *actions: tuple[str, Keys | None, Callable[[], object]]) -> None:
        """Offer what can be done with the chosen row: words, keys while the table has the keyboard, and the deed."""
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for text, keys, slot in actions:
            action = QAction(text, self.view)
            if keys is not None:
                action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(lambda _checked=False, slot=slot: slot())
            self.view.addAction(action)

    def add_detail(self, *parts: QWidget | QLayout) -> None:
        """Tell the chosen row in full, below a line under the list."""
        rule = QFrame()
        rule.setProperty("look", "rule")
        rule.setFixedHeight(1)
        self.body.addWidget(rule)
        column = QVBoxLayout()
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        for part in parts:
            if isinstance(part, QLayout):
                column.addLayout(part)
            else:
                column.addWidget(part)
        self.body.addLayout(column)

    def set_lines(self, lines: int) -> None:
        """Show at least so many rows at once."""
        self._lines = lines
        self._fit()

    def _share_room(self) -> None:
        """Give the columns their widths."""
        self._spread(self._widths)

    def _spread(self, widths: Mapping[Any, int]) -> None:
        for column, wide in widths.items():
            self.view.setColumnWidth(column, theme.px(wide))
        room = self.view.viewport().width() - sum(map(theme.px, widths.values()))
        self.view.setColumnWidth(self._rest, max(theme.px(_LEAST), room))

    def _fit(self) -> None:
        self.rows.setMinimumHeight(self.view.horizontalHeader().sizeHint().height() + self._lines * row_height(1))
        self._share_room()


def tool(name: str, text: str, icon: str, slot: Callable[[], object]) -> Button:
    """A small button of such a card."""
    button = Button(text, size="small", icon=icon)
    button.setObjectName(name)
    button.clicked.connect(lambda _checked=False: slot())
    return button
