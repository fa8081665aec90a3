"""Tab goes through a window as it is read: in the order of the layouts, whenever a control was made or moved."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QMainWindow, QScrollArea, QSplitter, QStackedWidget, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator


def follow_layouts(window: QWidget) -> None:
    """Put the controls in sight into reading order; Qt itself keeps the order in which they came into the window."""
    for before, after in pairwise(reading_order(window)):
        if before.nextInFocusChain() is not after:
            QWidget.setTabOrder(before, after)


def reading_order(widget: QWidget) -> Iterator[QWidget]:
    """Yield the visible controls in `widget` that take the focus by Tab: layouts in order, columns left to right."""
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
        yield widget
    for part in _parts(widget):
        if part.isVisible() and not part.isWindow():
            yield from reading_order(part)


def _parts(widget: QWidget) -> list[QWidget]:
    match widget:
        case QMainWindow():
            # News floats over the window, in no layout: it comes last.
            middle = widget.centralWidget()
            inside = widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
            return sorted(inside, key=lambda each: each is not middle)
        case QSplitter():
            # Each pane after the border before it; Qt hides the first border.
            pairs = [(widget.handle(at), widget.widget(at)) for at in range(widget.count())]
            return [each for pair in pairs for each in pair if each is not None]
        case QStackedWidget():
            return [each for each in [widget.currentWidget()] if each is not None]
        case QScrollArea():
            return [each for each in [widget.widget()] if each is not None]
    layout = widget.layout()
    if layout is not None:
        return list(_laid_out(layout))
    return [each for each in widget.children() if isinstance(each, QWidget)]


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    places = range(layout.count())
    if isinstance(layout, QGridLayout):
        places = sorted(places, key=lambda at: layout.getItemPosition(at)[:2])  # type: ignore[assignment, index]
    for at in places:
        item = layout.itemAt(at)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _laid_out(inner)
