"""What can be done with the selected cells of the value grid beside typing: fill, copy, paste, clear."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

if TYPE_CHECKING:
    from kpidesk.gui.models.values_model import ValuesModel
    from kpidesk.gui.pages.kpis_cells import ValuesTable

_DOWN, _RIGHT = Qt.Key.Key_D, Qt.Key.Key_R
KEYS = frozenset({_DOWN, _RIGHT})
"""With Ctrl they fill down and to the right."""


def fill(table: ValuesTable, model: ValuesModel, key: int) -> None:
    """Fill the selection from its first row or column as one step; a single row or column takes the one before it."""
    block = table.block()
    if block is None:
        return
    top, bottom, left, right = block
    down = key == _DOWN
    if down and top == bottom:
        top -= 1
    if not down and left == right:
        left -= 1
    if top < 0 or left < 0:
        return
    rows = range(top + 1, bottom + 1) if down else range(top, bottom + 1)
    columns = range(left, right + 1) if down else range(left + 1, right + 1)
    role = Qt.ItemDataRole.EditRole
    model.try_cells(
        [(r, c, str(model.index(top if down else r, c if down else left).data(role))) for r in rows for c in columns]
    )


def offer(table: ValuesTable, model: ValuesModel) -> None:
    """Put all of it into the menu of the table; the keys themselves are the table's to hear."""
    gestures = (
        ("values_copy", table.tr("Copy"), "Ctrl+C", table.copy),
        ("values_paste", table.tr("Paste"), "Ctrl+V", table.paste),
        ("values_clear", table.tr("Clear"), "Del", table.clear),
        ("values_fill_down", table.tr("Fill down"), "Ctrl+D", lambda: fill(table, model, _DOWN)),
        ("values_fill_right", table.tr("Fill right"), "Ctrl+R", lambda: fill(table, model, _RIGHT)),
    )
    for name, said, keys, gesture in gestures:
        action = QAction(f"{said}\t{keys}", table)
        action.setObjectName(name)
        action.triggered.connect(gesture)
        table.addAction(action)
    table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
