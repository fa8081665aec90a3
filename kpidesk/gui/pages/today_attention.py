"""The card of what needs attention."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kpidesk.gui import formats, theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.pages.today_concerns import SHOWN, Concern, Way, tr
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.click_row import ClickRow
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.scroll import Scroll
from kpidesk.gui.widgets.status_mark import StatusMark

if TYPE_CHECKING:
    from collections.abc import Sequence


class AttentionCard(Card):
    """The groups, scrolling when there are many."""

    wanted = Signal(object)
    """A `Concern` whose button was pressed."""
    more_wanted = Signal()
    ahead_wanted = Signal()
    """All that is overdue is to be planned together."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Needs attention"), count="0", parent=parent)
        self.setObjectName("attention_card")
        self._order = PlainLabel(tr("Most overdue first"), FontRole.META, "muted")
        self.right.addWidget(self._order)
        self._page = QWidget()
        self._column = QVBoxLayout(self._page)
        self._column.setContentsMargins(0, 2, 0, 8)
        self._column.setSpacing(0)
        scroll = Scroll(self._page, tr("Needs attention"))
        scroll.setObjectName("attention_list")
        self.body.addWidget(scroll, 1)
        self.total = 0

    def show_concerns(self, groups: Sequence[tuple[str, Sequence[Concern]]]) -> None:
        """Show other lines."""
        self._clear()
        self.total = sum(len(lines) for _title, lines in groups)
        self.set_count(str(self.total) if self.total else "")
        self._order.setVisible(self.total > 0)
        if not groups:
            text = PlainLabel(tr("Nothing needs you right now."), tone="text2")
            text.setContentsMargins(16, 16, 16, 16)
            self._column.addWidget(text)
        number = 0
        planned = [title for title, lines in groups if len(lines) > 1 and lines[0].way is Way.SCHEDULE]
        for title, lines in groups:
            head = _GroupHead(title, len(lines))
            if title in planned[:1]:
                # It plans those of every group.
                head.offer(tr("Plan all…"), "plan_all").clicked.connect(self.ahead_wanted)
            self._column.addWidget(head)
            for line in lines[:SHOWN]:
                number += 1
                self._column.addWidget(self._line(line, number))
            if len(lines) > SHOWN:
                self._column.addWidget(self._more(len(lines) - SHOWN, number))
        self._column.addStretch(1)

    def _clear(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _line(self, concern: Concern, number: int) -> QWidget:
        text = {
            Way.SCHEDULE: tr("Schedule"),
            Way.MOVE: tr("Move"),
            Way.LOOK: tr("Look"),
            Way.AGENDA: tr("In agenda"),
            Way.ASK: tr("Ask"),
            Way.IMPORT: tr("Import"),
            Way.TARGETS: tr("Set one"),
        }[concern.way]
        line = _ConcernLine(concern, text)
        line.button.setObjectName(f"concern_{number}")
        line.button.clicked.connect(lambda: self.wanted.emit(concern))
        return line

    def _more(self, count: int, number: int) -> QWidget:
        more = Button(formats.fill(tr("%1 more on the Reps page"), str(count)), "link")
        more.setObjectName(f"more_after_{number}")
        more.clicked.connect(self.more_wanted)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(40, 2, 16, 2)
        row.addWidget(more)
        row.addStretch(1)
        return holder


class _GroupHead(QWidget):
    def __init__(self, title: str, count: int) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 2)
        row.setSpacing(6)
        row.addWidget(PlainLabel(title, FontRole.HEADER, "muted"))
        row.addWidget(PlainLabel(str(count), FontRole.META, "muted"))
        row.addStretch(1)
        self._row = row
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def offer(self, text: str, name: str) -> Button:
        """Add something that can be done with the whole group."""
        link = Button(text, "link")
        link.setObjectName(name)
        self._row.addWidget(link)
        return link


class _ConcernLine(ClickRow):
    def __init__(self, concern: Concern, text: str) -> None:
        button = Button(text, size="small", stretch=True)
        super().__init__(button)
        self.button = button
        self.setAccessibleName(f"{concern.title}. {concern.meta}")
        self.button.setAccessibleName(f"{text}: {concern.title}")
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(PlainLabel(concern.title, FontRole.ROW, elide=True))
        lines.addWidget(PlainLabel(concern.meta, FontRole.META, "muted", elide=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 16, 4)
        row.setSpacing(12)
        row.addWidget(StatusMark(concern.status))
        row.addLayout(lines, 1)
        row.addWidget(self.button)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.bind(self._restyle)

    def _restyle(self) -> None:
        self.button.setFixedWidth(theme.px(84))
        self.setMinimumHeight(max(theme.px(46), theme.line(FontRole.BODY) + theme.line(FontRole.META) + 8))
