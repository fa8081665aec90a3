"""The left of the Meetings page: filters over the list of one-on-ones, the timeline, and what was found in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QListView, QSizePolicy, QStackedWidget, QWidget
from typing_extensions import override

from kpidesk.gui import theme
from kpidesk.gui.delegates.cells import MeetingDelegate, TextDelegate, TwoLineDelegate
from kpidesk.gui.delegates.found import FoundDelegate
from kpidesk.gui.delegates.people import PersonDelegate
from kpidesk.gui.models.found_model import FoundModel
from kpidesk.gui.models.meetings_model import Col, MeetingsModel
from kpidesk.gui.pages.meetings_filters import MeetingsFilters
from kpidesk.gui.pages.meetings_timeline import MeetingsTimeline
from kpidesk.gui.roles import Role
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.kept_rows import KeptRows
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.row_table import RowTable
from kpidesk.gui.widgets.tabs import Tabs

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from kpidesk.domain.entities import Id
    from kpidesk.domain.finding import Found
    from kpidesk.domain.meeting_totals import Wanted
    from kpidesk.gui.models.meetings_model import MeetingRow, Source

LIST, TIMELINE, TEXT = range(3)
_WIDTHS = {Col.WHEN: 152, Col.LENGTH: 140, Col.DONE: 60, Col.NOTES: 60, Col.AGREED: 68}
_FROM = {Col.LENGTH: 600, Col.DONE: 460, Col.AGREED: 460}
"""Below these widths a column gives way."""
_NUMBERS = (Col.DONE, Col.NOTES, Col.AGREED)


class MeetingsTable(Card):
    """The card with all one-on-ones. It keeps the selected one over sorting, filtering and reloading."""

    current_changed = Signal()
    """Another one-on-one, or another place in the text, is turned to."""
    tab_changed = Signal()
    opened = Signal()

    def __init__(self, source: Source, search: Callable[[int], Sequence[Found]], parent: QWidget | None = None) -> None:
        """`search` answers so many of the newest places that fit the filters."""
        super().__init__(parent=parent)
        self.setObjectName("meetings_card")
        self.filters = MeetingsFilters()
        self.tabs = Tabs(self.tr("One-on-ones"))
        self.tabs.setObjectName("meetings_tabs")
        for text in (self.tr("List"), self.tr("Timeline"), self.tr("In the text")):
            self.tabs.add(text)
        self.tabs.setTabVisible(TEXT, False)  # noqa: FBT003  # Qt's own signature
        self.model = MeetingsModel(source, self)
        self.found = FoundModel(search, self)
        self.timeline = MeetingsTimeline()
        self._stack = QStackedWidget()
        for part in (self._make_list(), self.timeline, self._make_found()):
            self._stack.addWidget(part)
        self.body.addWidget(self.filters)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self._stack, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._connect()
        theme.bind(self._share_room)

    @property
    def shown(self) -> int:
        """Which of the three is in sight."""
        return self.tabs.currentIndex()

    @property
    def current(self) -> MeetingRow | None:
        """The one-on-one selected in the list."""
        found: MeetingRow | None = self.rows.current
        return found

    @property
    def place(self) -> Found | None:
        """The place in the text that is selected."""
        found: Found | None = self.found_view.currentIndex().data(Role.ENTITY)
        return found

    def show_rows(self, wanted: Wanted, on: dt.date) -> None:
        """Read the list anew and stay on the same one-on-one."""
        self.model.show_rows(wanted, on)
        for which, chip in self.filters.chips.items():
            chip.set_count(self.model.count(which))
        self.rows.keep()

    def select(self, meeting_id: Id | None) -> None:
        """Turn to a one-on-one in the list; filters that hide it are taken off."""
        self.tabs.setCurrentIndex(LIST)
        if meeting_id is not None and self.model.row_of(meeting_id) < 0:
            self.filters.clear()
        self.rows.choose(meeting_id)

    def select_rep(self, rep_id: Id) -> None:
        """Show one rep's one-on-ones only."""
        self.filters.clear()
        self.filters.rep.choose(rep_id)

    def show_found(self, *, searching: bool) -> None:
        """Offer what was found in the text, which was read before; without a text there is nothing to offer."""
        rows = self.found.rowCount()
        self._found_stack.setCurrentIndex(0 if rows else 1)
        told = str(rows) if self.found.complete else f"{rows}+"
        self.tabs.set_count(TEXT, told if searching else None)
        if searching != self.tabs.isTabVisible(TEXT):
            before = self.shown
            self.tabs.setTabVisible(TEXT, searching)
            # Qt turns from a tab that goes to the one beside it.
            self.tabs.setCurrentIndex(TEXT if searching and rows else LIST if before == TEXT else before)
        if rows:
            self.found_view.setCurrentIndex(self.found.index(0, 0))

    def focus_list(self) -> None:
        """Give the keyboard to what is in sight."""
        (self.view, self.timeline.view, self.found_view)[self.shown].setFocus()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(640), theme.px(600))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(380), theme.px(200))

    def _make_list(self) -> QWidget:
        self.view = RowTable(name=self.tr("One-on-ones"))
        self.view.setObjectName("meetings_table")
        self.view.horizontalHeader().setObjectName("meetings_header")
        nothing = self.tr("No one-on-one matches. Take a filter off or change the text.")
        self.rows = KeptRows(self.view, self.model, nothing, home=Col.REP)
        number = Qt.AlignmentFlag.AlignRight
        for column, delegate in (
            (Col.REP, PersonDelegate(self.view)),
            (Col.WHEN, MeetingDelegate(self.view)),
            (Col.LENGTH, TwoLineDelegate(self.view)),
            *((each, TextDelegate(self.view, align=number, tone="text2")) for each in _NUMBERS),
        ):
            self.view.setItemDelegateForColumn(column, delegate)
        return self.rows

    def _make_found(self) -> QWidget:
        self.found_view = QListView()
        self.found_view.setObjectName("meetings_found")
        self.found_view.setAccessibleName(self.tr("Found in the text"))
        self.found_view.setModel(self.found)
        self.found_view.setItemDelegate(FoundDelegate(self.found_view))
        self.found_view.setUniformItemSizes(True)
        self.found_view.setMouseTracking(True)
        self.found_view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.found_view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.found_view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        nothing = PlainLabel(self.tr("These words stand in no note, agenda or commitment."), tone="muted", wrap=True)
        nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._found_stack = QStackedWidget()
        for part in (self.found_view, nothing):
            self._found_stack.addWidget(part)
        return self._found_stack

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._on_tab)
        self.rows.current_changed.connect(lambda _row: self._on_current(LIST))
        self.timeline.current_changed.connect(lambda _day: self._on_current(TIMELINE))
        self.found_view.selectionModel().currentChanged.connect(lambda _new, _old: self._on_current(TEXT))
        for source in (self.rows.opened, self.timeline.opened, self.found_view.activated):
            source.connect(lambda *_index: self.opened.emit())
        self.rows.resized.connect(self._share_room)
        self.filters.field.returnPressed.connect(self.focus_list)
        down = QShortcut(QKeySequence(Qt.Key.Key_Down), self.filters.field)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(self.focus_list)

    def _on_tab(self, at: int) -> None:
        self._stack.setCurrentIndex(at)
        self.tab_changed.emit()

    def _on_current(self, where: int) -> None:
        if where == self.shown:
            self.current_changed.emit()

    def _share_room(self) -> None:
        room = self.view.viewport().width()
        for column, least in _FROM.items():
            self.view.setColumnHidden(column, room < theme.px(least))
        used = {column: theme.px(wide) for column, wide in _WIDTHS.items() if not self.view.isColumnHidden(column)}
        for column, wide in used.items():
            self.view.setColumnWidth(column, wide)
        self.view.setColumnWidth(Col.REP, max(theme.px(80), room - sum(used.values())))
