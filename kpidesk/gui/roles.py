"""The item data roles that models answer and delegates read."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import Qt

_FIRST = int(Qt.ItemDataRole.UserRole)


class Role(IntEnum):
    """What a model may be asked for beside Qt's own roles; None means that the cell shows nothing of it.

    ENTITY    the entity of the row, so that proxies never confuse rows
    SORT      a native value to sort by
    TITLE     first line of a two-line cell (str)
    META      second, muted line (str)
    STATUS    Status, drawn as a mark
    SERIES    sparklines.Series, the same object until the numbers change
    KIND      Kind, leading or lagging
    FRACTION  share of target as a float, 1.0 is on target; None is missing
    TICK      share of target where the ink tick stands (1.0, or the pace for quota)
    TEXT      the printed number beside a bar (str)
    ARCHIVED  true when the row's texts are muted
    """

    ENTITY = _FIRST + 1
    SORT = _FIRST + 2
    TITLE = _FIRST + 3
    META = _FIRST + 4
    STATUS = _FIRST + 5
    SERIES = _FIRST + 6
    KIND = _FIRST + 7
    FRACTION = _FIRST + 8
    TICK = _FIRST + 9
    TEXT = _FIRST + 10
    ARCHIVED = _FIRST + 11
