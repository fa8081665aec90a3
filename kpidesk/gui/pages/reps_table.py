"""The left of the Reps page: filters, the table, and how its columns share the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from kpidesk.domain.terms import Kind
from kpidesk.gui import theme
from kpidesk.gui.delegates.bars import BulletDelegate
from kpidesk.gui.delegates.base import row_height
from kpidesk.gui.delegates.cells import MeetingDelegate, StatusDelegate, TextDelegate
from kpidesk.gui.delegates.people import PersonDelegate
from kpidesk.gui.delegates.sparks import SparklineDelegate
from kpidesk.gui.models.reps_model import Col, Filter, RepsModel
from kpidesk.gui.pages.reps_filters import RepsFilters
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.kept_rows import KeptRows
from kpidesk.gui.widgets.row_table import RowTable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kpidesk.domain.entities import Id
    from kpidesk.gui.models.reps_rows import RepRow

_WIDTHS = {Col.STATUS: 28, Col.REP: 142, Col.FOCUS: 184, Col.LEADING: 106, Col.LAGGING: 80, Col.NEXT: 128, Col.OPEN: 46}
_BRIEF_WIDTHS = _WIDTHS | {Col.REP: 150, Col.FOCUS: 72, Col.LEADING: 118}
"""Design pixels; the one-on-one takes what is left."""
_FRAME = 4
"""Pixels of the card's own border and margin, above and below."""


class RepsTable(Card):
    """The card with the team. It keeps the selected rep over sorting, filtering and reloading."""

    current_changed = Signal(object)
    """The `RepRow` that is selected now, or None."""
    opened = Signal()
    """Enter or a double click on a row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("reps_card")
        self._brief = False
        self.filters = RepsFilters(self)
        self.model = RepsModel(self)
        self.view = RowTable(name=self.tr("Reps"))
        self.view.setObjectName("reps_table")
        self.view.horizontalHeader().setObjectName("reps_header")
        self.view.horizontalHeader().setMinimumSectionSize(8)
        nothing = self.tr("No rep matches. Take a chip off or change the text.")
        self.rows = KeptRows(self.view, self.model, nothing, home=Col.REP)
        for column, delegate in (
            (Col.STATUS, StatusDelegate(self.view)),
            (Col.REP, PersonDelegate(self.view)),
            (Col.FOCUS, SparklineDelegate(self.view)),
            (Col.LEADING, BulletDelegate(self.view)),
            (Col.LAGGING, BulletDelegate(self.view, kind=Kind.LAGGING, bar=34)),
            (Col.NEXT, MeetingDelegate(self.view)),
            (Col.OPEN, TextDelegate(self.view, align=Qt.AlignmentFlag.AlignRight, marks=True)),
        ):
            self.view.setItemDelegateForColumn(column, delegate)
        self.body.addWidget(self.filters)
        self.body.addWidget(self.rows, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._connect()
        theme.bind(self._remeasure)

    def set_rows(self, rows: Sequence[RepRow], currency: str, archived: int) -> None:
        """Show other reps and stay on the same one."""
        self.model.set_rows(rows, currency)
        counts = {which: self.model.count(which) for which in Filter}
        self.filters.set_counts(self.model.total, counts, archived)
        self.rows.keep()
        self.updateGeometry()

    def select(self, rep_id: Id) -> None:
        """Turn to a rep; filters that hide the rep are taken off."""
        if self.model.row_of(rep_id) < 0:
            self.filters.field.clear()
            self.filters.all.click()
        self.rows.choose(rep_id)

    @property
    def current(self) -> RepRow | None:
        """The selected rep."""
        found: RepRow | None = self.rows.current
        return found

    def set_brief(self, *, brief: bool) -> None:
        """Leave out what a narrow window has no room for."""
        self._brief = brief
        self.model.set_brief(brief=brief)
        self.filters.set_compact(compact=brief)
        self.view.setColumnHidden(Col.LAGGING, brief)
        self._share_room()

    def add_gesture(self, name: str, text: str, keys: str, slot: Callable[[], None]) -> QAction:
        """Add something to do with the selected rep: in the context menu, and by key while the table has the focus."""
        action = QAction(text, self.view)
        action.setObjectName(name)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda _checked=False: slot())
        self.view.addAction(action)
        return action

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(640), self._height(max(3, self.model.total)))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(420), self._height(2))

    def _height(self, rows: int) -> int:
        strip = max(self.filters.minimumHeight(), self.filters.sizeHint().height())
        return strip + self.view.horizontalHeader().sizeHint().height() + rows * row_height() + _FRAME

    def _connect(self) -> None:
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.rows.current_changed.connect(self.current_changed)
        self.rows.opened.connect(self.opened)
        self.rows.resized.connect(self._share_room)
        self.rows.sorted.connect(self.filters.set_sorted)
        self.filters.changed.connect(self._on_filtered)
        self.filters.sort_wanted.connect(self._sort_by)
        self.filters.set_sorted(Col.LEADING)

    def _sort_by(self, column: int) -> None:
        header = self.view.horizontalHeader()
        again = header.sortIndicatorSection() == column
        descending = again and header.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
        header.setSortIndicator(column, Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder)

    def _on_filtered(self) -> None:
        self.model.set_filter(self.filters.field.text(), self.filters.filters)
        self.rows.keep()

    def _share_room(self) -> None:
        widths = _BRIEF_WIDTHS if self._brief else _WIDTHS
        room = self.view.viewport().width()
        fixed = sum(
            theme.px(w) for col, w in widths.items() if col is not Col.NEXT and not self.view.isColumnHidden(col)
        )
        spare = max(0, room - fixed - theme.px(widths[Col.NEXT]))
        for column, wide in widths.items():
            if column is not Col.NEXT:
                # Names get half of what is over, so that long ones are read whole in wide windows.
                more = spare // 2 if column is Col.REP else 0
                self.view.setColumnWidth(column, theme.px(wide) + more)
        self.view.setColumnWidth(Col.NEXT, max(theme.px(64), room - fixed - spare // 2))

    def _remeasure(self) -> None:
        self._share_room()
        self.updateGeometry()
