"""The navigation at the left: the team, the pages, how fresh the data is. Narrow windows show icons only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from kpidesk.domain.terms import Status
from kpidesk.gui import icons, paint, theme, words
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.choice_group import ChoiceGroup
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.status_mark import StatusMark

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


_EDGE = 8
"""Pixels between the window edge and everything but the bar of the current page."""
_DIMMED = 0.55
"""Opacity of a page that has nothing to show yet."""


@dataclass(frozen=True, slots=True)
class Destination:
    """One entry of the navigation."""

    key: str
    label: str
    icon: str
    keys: str


class Navigation(QFrame):
    """Team badge, destinations, freshness."""

    chosen = Signal(str)
    import_wanted = Signal()

    def __init__(self, destinations: Sequence[Destination], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        self.setAccessibleName(self.tr("Pages"))
        self.setProperty("look", "nav")
        self.rail = False
        self._badge = _Badge()
        self._buttons: dict[str, _Item] = {}
        self._group = ChoiceGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 9, 12)
        column.setSpacing(2)
        column.addWidget(self._badge)
        column.addSpacing(12)
        for destination in destinations:
            button = _Item(destination, self)
            button.clicked.connect(lambda _checked=False, key=destination.key: self.chosen.emit(key))
            self._group.addButton(button)
            self._buttons[destination.key] = button
            column.addWidget(button)
        column.addStretch()
        self._fresh = _Freshness(self)
        self._fresh.link.clicked.connect(self.import_wanted)
        fresh = QHBoxLayout()
        fresh.setContentsMargins(_EDGE, 0, 0, 0)
        fresh.addWidget(self._fresh)
        column.addLayout(fresh)
        theme.bind(self._restyle)

    @property
    def keys(self) -> list[str]:
        """Of the pages it leads to, in its order."""
        return list(self._buttons)

    def set_team(self, name: str, meta: str) -> None:
        """Name the team; an empty name means that there is none yet."""
        self._badge.set_team(name, meta)

    def set_freshness(self, title: str, text: str, *, old: bool) -> None:
        """Say how fresh the data is, and whether it is too old to conclude from; an empty title hides the card."""
        self._fresh.say(title, text, Status.WATCH if old else Status.GOOD)
        self._restyle()

    def set_current(self, key: str) -> None:
        """Mark the page that is shown; none for a page that has no entry."""
        # An exclusive group never lets go of its last button.
        self._group.setExclusive(False)
        for each, button in self._buttons.items():
            button.setChecked(each == key)
        self._group.setExclusive(True)

    def set_open(self, keys: Collection[str]) -> None:
        """Let these pages be chosen; the others have nothing to show yet."""
        for key, button in self._buttons.items():
            button.setEnabled(key in keys)

    def focus_current(self) -> None:
        """Put the focus on the page that is shown."""
        for button in self._buttons.values():
            if button.isChecked():
                button.setFocus()

    def set_rail(self, *, rail: bool) -> None:
        """Show icons only, or icons and labels."""
        self.rail = rail
        self._badge.set_rail(rail=rail)
        for button in self._buttons.values():
            button.set_rail(rail=rail)
        self._restyle()

    def _restyle(self) -> None:
        self.setFixedWidth(theme.px(56 if self.rail else 208))
        self._fresh.setVisible(not self.rail and self._fresh.says_something)


class _Badge(QWidget):
    """The team's initials, name and period."""

    def __init__(self) -> None:
        super().__init__()
        self.rail = False
        self._name, self._meta = "", ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_rail(self, *, rail: bool) -> None:
        self.rail = rail
        self.updateGeometry()
        self.update()

    def set_team(self, name: str, meta: str) -> None:
        self._name, self._meta = name, meta
        self.setAccessibleName(f"{name}, {meta}" if name else self.tr("No team yet"))
        self.setToolTip(words.tooltip(f"{name}\n{meta}") if name else "")
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(40), theme.px(44))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.px(28)
        left = (self.width() + _EDGE - side) / 2 if self.rail else _EDGE + theme.px(8)
        box = QRectF(left, (self.height() - side) / 2, side, side)
        shape = QPainterPath()
        shape.addRoundedRect(box, 6, 6)
        if self._name:
            painter.fillPath(shape, theme.current().colour("accent"))
        else:
            painter.setPen(QPen(theme.current().colour("control"), 1, Qt.PenStyle.DashLine))
            painter.drawPath(shape)
        initials, tone = (words.initials(self._name), "on_accent") if self._name else ("+", "text2")
        paint.label(painter, box, initials, FontRole.BADGE, tone, Qt.AlignmentFlag.AlignHCenter)
        if self.rail:
            return
        x = box.right() + theme.px(8)
        wide = self.width() - x - theme.px(4)
        title = self._name or self.tr("No team yet")
        rows = (
            (title, FontRole.STRONG, "text", 17),
            (self._meta or self.tr("New workspace"), FontRole.META, "muted", 16),
        )
        y = (self.height() - theme.px(33)) / 2
        for text, role, tone, high in rows:
            paint.label(painter, QRectF(x, y, wide, theme.px(high)), text, role, tone)
            y += theme.px(high)


class _Item(QAbstractButton):
    """One destination: a bar at the window edge marks the current one."""

    def __init__(self, destination: Destination, parent: QWidget) -> None:
        super().__init__(parent)
        self.rail = False
        self._destination = destination
        self.setCheckable(True)
        self.setObjectName(f"nav_{destination.key}")
        self.setText(destination.label)
        self.setAccessibleName(destination.label)
        self.setAccessibleDescription(words.key_hint(destination.keys))
        self.setToolTip(words.tooltip(f"{destination.label}  {words.key_hint(destination.keys)}"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_rail(self, *, rail: bool) -> None:
        self.rail = rail
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(40), theme.px(36 if self.rail else 32))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, on = theme.current(), self.isChecked()
        box = QRectF(self.rect()).adjusted(_EDGE, 0, 0, 0)
        if not self.isEnabled():
            painter.setOpacity(_DIMMED)
        if on or (self.underMouse() and self.isEnabled()):
            shape = QPainterPath()
            shape.addRoundedRect(box, 6, 6)
            painter.fillPath(shape, look.colour("selected" if on else "hover"))
        if on:
            painter.fillRect(QRectF(0, theme.px(6), 3, self.height() - 2 * theme.px(6)), look.colour("accent"))
        size = 18 if self.rail else 16
        side = theme.px(size)
        x = box.center().x() - side / 2 if self.rail else box.left() + theme.px(8)
        tone = "text" if on else "text2"
        picture = icons.pixmap(self._destination.icon, tone, size, self.devicePixelRatioF())
        painter.drawPixmap(round(x), round((self.height() - side) / 2), picture)
        if self.rail:
            return
        left = x + side + theme.px(10)
        hint = words.key_hint(self._destination.keys)
        right = box.right() - theme.px(8)
        hint_wide = paint.text_width(hint, FontRole.SMALL) + 1
        label = QRectF(left, 0, right - hint_wide - left - 4, self.height())
        paint.label(painter, label, self.text(), FontRole.STRONG if on else FontRole.ROW, tone)
        paint.label(painter, QRectF(right - hint_wide, 0, hint_wide, self.height()), hint, FontRole.SMALL, "muted")


class _Freshness(QFrame):
    """When data came last, and the way to newer data."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self.says_something = False
        self._mark = StatusMark(Status.GOOD, 9)
        self._title = PlainLabel("", FontRole.GROUP, elide=True)
        self._text = PlainLabel("", FontRole.META, "text2", wrap=True)
        self.link = Button(self.tr("Import newer…"), "link")
        self.link.setObjectName("import_newer")
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 8)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._mark)
        head.addWidget(self._title, 1)
        column.addLayout(head)
        column.addWidget(self._text)
        column.addWidget(self.link)

    def say(self, title: str, text: str, status: Status) -> None:
        self.says_something = bool(title)
        fresh = status is Status.GOOD
        self._mark.set_status(status, self.tr("Fresh") if fresh else self.tr("Old: conclusions wait for newer data"))
        self._title.setText(title)
        self._text.setText(text)
        self.setAccessibleName(f"{title}. {text}")
