"""The left of the Meetings page: filters and the table of one-on-ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from kpidesk.gui import theme
from kpidesk.gui.delegates.cells import MeetingDelegate, TextDelegate, TwoLineDelegate
from kpidesk.gui.delegates.people import PersonDelegate
from kpidesk.gui.models.meetings_model import Col, Filter, MeetingsModel
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.chip import Chip
from kpidesk.gui.widgets.choice_box import ChoiceBox
from kpidesk.gui.widgets.kept_rows import KeptRows
from kpidesk.gui.widgets.row_table import RowTable
from kpidesk.gui.widgets.search_field import SearchField

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Sequence

    from kpidesk.domain.entities import Id, Rep
    from kpidesk.gui.models.meetings_model import MeetingRow

_WIDTHS = {Col.WHEN: 168, Col.LENGTH: 152, Col.NOTES: 64}
_ALL_COLUMNS_FROM = 520
_SEARCH_AFTER_MS = 150


class MeetingsTable(Card):
    """The card with all one-on-ones. It keeps the selected one over sorting, filtering and reloading."""

    current_changed = Signal(object)
    """The `MeetingRow` that is selected now, or None."""
    opened = Signal()

    def __init__(self, search: Callable[[str], Iterable[tuple[str, dt.date]]], parent: QWidget | None = None) -> None:
        """`search` names rep and day of every place that a text occurs in."""
        super().__init__(parent=parent)
        self.setObjectName("meetings_card")
        self._search = search
        self.model = MeetingsModel(self)
        self.view = RowTable(name=self.tr("One-on-ones"))
        self.view.setObjectName("meetings_table")
        self.view.horizontalHeader().setObjectName("meetings_header")
        nothing = self.tr("No one-on-one matches. Take a chip off or change the text.")
        self.rows = KeptRows(self.view, self.model, nothing, home=Col.REP)
        for column, delegate in (
            (Col.REP, PersonDelegate(self.view)),
            (Col.WHEN, MeetingDelegate(self.view)),
            (Col.LENGTH, TwoLineDelegate(self.view)),
            (Col.NOTES, TextDelegate(self.view, align=Qt.AlignmentFlag.AlignRight, tone="text2")),
        ):
            self.view.setItemDelegateForColumn(column, delegate)
        self.body.addWidget(self._make_filters())
        self.body.addWidget(self.rows, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_SEARCH_AFTER_MS)
        self._connect()
        theme.bind(self._share_room)

    def set_rows(self, rows: Sequence[MeetingRow], reps: Sequence[Rep], on: dt.date) -> None:
        """Show other one-on-ones and stay on the same one."""
        chosen = self.rep.currentData()
        quiet = QSignalBlocker(self.rep)
        self.rep.clear()
        self.rep.addItem(self.tr("All reps"), None)
        for rep in reps:
            self.rep.addItem(rep.name, rep.id)
        self.rep.choose(chosen)
        quiet.unblock()
        self.model.set_rows(rows, on)
        for which, chip in self.chips.items():
            chip.set_count(self.model.count(which))
        self._filter()

    def select(self, meeting_id: Id | None) -> None:
        """Turn to a one-on-one; filters that hide it are taken off."""
        if meeting_id is not None and self.model.row_of(meeting_id) < 0:
            self._clear_filters()
        self.rows.choose(meeting_id)

    def select_rep(self, rep_id: Id) -> None:
        """Show one rep's one-on-ones only."""
        self._clear_filters()
        self.rep.choose(rep_id)

    @property
    def current(self) -> MeetingRow | None:
        """The selected one-on-one."""
        found: MeetingRow | None = self.rows.current
        return found

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(640), theme.px(600))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(380), theme.px(200))

    def _make_filters(self) -> QWidget:
        strip = QWidget()
        column = QVBoxLayout(strip)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        self.field = SearchField(self.tr("Find by name, day or words"), "Ctrl+F", small=True)
        self.field.setObjectName("meetings_filter")
        self.rep = ChoiceBox()
        self.rep.setObjectName("meetings_rep")
        self.rep.setAccessibleName(self.tr("Rep"))
        self.rep.setProperty("sizing", "small")
        self.rep.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.rep.setMinimumContentsLength(10)
        self.chips = {
            Filter.AHEAD: Chip(self.tr("Planned"), 0),
            Filter.HELD: Chip(self.tr("Held"), 0),
            Filter.OFF: Chip(self.tr("Called off"), 0),
        }
        row, chips = QHBoxLayout(), QHBoxLayout()
        for line in (row, chips):
            line.setSpacing(8)
            column.addLayout(line)
        row.addWidget(self.field, 3)
        row.addWidget(self.rep, 2)
        for which, chip in self.chips.items():
            chip.setObjectName(f"meetings_chip_{which}")
            chips.addWidget(chip)
        chips.addStretch(1)
        return strip

    def _connect(self) -> None:
        self.rows.current_changed.connect(self.current_changed)
        self.rows.opened.connect(self.opened)
        self.rows.resized.connect(self._share_room)
        self.field.textChanged.connect(lambda _text: self._pause.start())
        self._pause.timeout.connect(self._filter)
        self.rep.currentIndexChanged.connect(lambda _at: self._filter())
        for chip in self.chips.values():
            chip.toggled.connect(lambda _on: self._filter())

    def _filter(self) -> None:
        text = self.field.text().strip()
        found = self._search(text) if len(text) > 1 else ()
        chosen = [which for which, chip in self.chips.items() if chip.isChecked()]
        self.model.set_filter(text, self.rep.currentData(), chosen, found)
        self.rows.keep()

    def _clear_filters(self) -> None:
        self.field.clear()
        self.rep.setCurrentIndex(0)
        for chip in self.chips.values():
            chip.setChecked(False)
        self._pause.stop()
        self._filter()

    def _share_room(self) -> None:
        room = self.view.viewport().width()
        self.view.setColumnHidden(Col.LENGTH, room < theme.px(_ALL_COLUMNS_FROM))
        used = {column: theme.px(wide) for column, wide in _WIDTHS.items() if not self.view.isColumnHidden(column)}
        for column, wide in used.items():
            self.view.setColumnWidth(column, wide)
        self.view.setColumnWidth(Col.REP, max(theme.px(80), room - sum(used.values())))
