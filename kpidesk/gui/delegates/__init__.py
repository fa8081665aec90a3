"""Delegates that paint table and list cells themselves, from prepared item data (see `kpidesk.gui.roles.Role`)."""

from __future__ import annotations

from kpidesk.gui.delegates.bars import BulletDelegate
from kpidesk.gui.delegates.base import CellDelegate, row_height
from kpidesk.gui.delegates.cells import MeetingDelegate, StatusDelegate, TextDelegate, TwoLineDelegate
from kpidesk.gui.delegates.people import PersonDelegate
from kpidesk.gui.delegates.sparks import SparklineDelegate

__all__ = [
    "BulletDelegate",
    "CellDelegate",
    "MeetingDelegate",
    "PersonDelegate",
    "SparklineDelegate",
    "StatusDelegate",
    "TextDelegate",
    "TwoLineDelegate",
    "row_height",
]
