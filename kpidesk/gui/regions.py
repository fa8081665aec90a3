"""F6: from the navigation to the columns of a page, to news at the bottom right, and round again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QPlainTextEdit, QSplitterHandle, QWidget

from kpidesk.gui.navigation import Navigation
from kpidesk.gui.pages.page import Page, PageHead
from kpidesk.gui.tab_order import reading_order
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.toast import Toast

if TYPE_CHECKING:
    from kpidesk.gui.main_window import MainWindow


def next_region(window: MainWindow, step: int) -> None:
    """Move the focus to the next region, or back: to what is read or written there, else to its first control."""
    regions = _regions(window)
    if not regions:
        return
    places, focus = list(regions), QApplication.focusWidget()
    here = _region_of(focus) if focus is not None else None
    at = places.index(here) if here in regions else 0
    controls = regions[places[(at + step) % len(places)]]
    lists = [each for each in controls if isinstance(each, (QAbstractItemView, QPlainTextEdit)) or _is_item(each)]
    (lists or controls)[0].setFocus(Qt.FocusReason.TabFocusReason)


def _is_item(control: QWidget) -> bool:
    """Whether it is one of a list of cards, such as the points of an agenda."""
    return bool(control.property("ring") == "card")


def _regions(window: MainWindow) -> dict[QWidget, list[QWidget]]:
    """The regions in reading order with their controls; the head of a page and borders belong to none."""
    found: dict[QWidget, list[QWidget]] = {}
    for control in reading_order(window):
        region = _region_of(control)
        if region is not None and control.isEnabled() and not isinstance(control, QSplitterHandle):
            found.setdefault(region, []).append(control)
    return found


def _region_of(control: QWidget) -> QWidget | None:
    around: QWidget | None = control
    while around is not None and not isinstance(around, (Navigation, Card, Toast, PageHead, Page)):
        around = around.parentWidget()
    return None if isinstance(around, PageHead) else around
