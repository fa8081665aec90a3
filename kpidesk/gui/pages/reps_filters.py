"""What narrows the table of reps: a line to type in, chips with counts, and a menu for the rest and for sorting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QWidget
from typing_extensions import override

from kpidesk.domain.terms import Status
from kpidesk.gui import theme
from kpidesk.gui.models.reps_model import Col, Filter, column_name
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.chip import Chip
from kpidesk.gui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

_STATUSES = {Filter.RISK: Status.RISK, Filter.WATCH: Status.WATCH, Filter.GOOD: Status.GOOD}
_FIELD = 118
"""Least design pixels of the line to type in: its word and its key hint."""
_KEPT = 3
"""Chips that stay in a narrow window, "All" included; the others go to the menu."""


class RepsFilters(QFrame):
    """The strip above the table."""

    changed = Signal()
    """Text or chips changed."""
    sort_wanted = Signal(int)
    """A `Col`."""
    archived_wanted = Signal(bool)
    """Show archived reps instead of the team."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "cardhead")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.field = SearchField(self.tr("Filter"), "Ctrl+F", small=True)
        self.field.setObjectName("reps_filter")
        self.field.setAccessibleName(self.tr("Filter reps"))
        self.field.setClearButtonEnabled(False)
        self.field.textChanged.connect(lambda _text: self.changed.emit())
        self.all = Chip(self.tr("All"))
        self.all.setObjectName("chip_all")
        self.all.setChecked(True)
        self.all.clicked.connect(self._on_all)
        self.chips = {which: self._chip(which, text) for which, text in self._texts().items()}
        self._menu = QMenu(self)
        self._menu.setObjectName("reps_more_menu")
        self._actions = {which: self._action(text, self._toggler(which)) for which, text in self._texts().items()}
        self.archived = self._action(self.tr("Archived"), self._on_archived)
        self.archived.setObjectName("filter_archived")
        self._sorting = self._add_sorting()
        self.more = Button("", icon="ellipsis", size="small", name=self.tr("More filters and sorting"))
        self.more.setObjectName("reps_more")
        self.more.clicked.connect(self._open_menu)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(6)
        self._row.addWidget(self.field, 1)
        for part in (self.all, *self.chips.values(), self.more):
            self._row.addWidget(part)
        self._compact = False
        theme.bind(self._restyle)

    @property
    def filters(self) -> frozenset[Filter]:
        """The chips that are on."""
        return frozenset(which for which, chip in self.chips.items() if chip.isChecked())

    def set_counts(self, total: int, counts: dict[Filter, int], archived: int) -> None:
        """Say how many reps each chip lets through."""
        self.all.set_count(total)
        texts = self._texts()
        for which, count in counts.items():
            self.chips[which].set_count(count)
            self._actions[which].setText(f"{texts[which]}  {count}")
        self._fit()
        self.archived.setText(f"{self.tr('Archived')}  {archived}")
        self.archived.setEnabled(archived > 0 or self.archived.isChecked())

    def set_sorted(self, column: int) -> None:
        """Mark the column that the table is sorted by."""
        for action in self._sorting.actions():
            action.setChecked(action.data() == column)

    def set_compact(self, *, compact: bool) -> None:
        """Keep the first chips only."""
        self._compact = compact
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show the chips there is room for beside the line to type in; the menu has the others."""
        gap, margins = self._row.spacing(), self._row.contentsMargins()
        room = self.width() - margins.left() - margins.right() - self.field.minimumWidth()
        room -= self.all.sizeHint().width() + self.more.sizeHint().width() + 2 * gap
        for at, (which, chip) in enumerate(self.chips.items()):
            room -= chip.sizeHint().width() + gap
            kept = at < _KEPT - 1 or (not self._compact and room >= 0)
            chip.setVisible(kept)
            self._actions[which].setVisible(not kept)

    def _texts(self) -> dict[Filter, str]:
        return {
            Filter.RISK: self.tr("At risk"),
            Filter.WATCH: self.tr("Watch"),
            Filter.GOOD: self.tr("On target"),
            Filter.OVERDUE: self.tr("Overdue"),
            Filter.STALE: self.tr("Stale"),
        }

    def _chip(self, which: Filter, text: str) -> Chip:
        chip = Chip(text, 0, status=_STATUSES.get(which), icon="clock" if which is Filter.OVERDUE else "")
        chip.setObjectName(f"chip_{which}")
        if which is Filter.STALE:
            chip.setToolTip(self.tr("Reps with a commitment that waits for a word"))
        chip.clicked.connect(self._on_chip)
        return chip

    def _action(self, text: str, slot: Callable[[bool], None]) -> QAction:
        action = QAction(text, self)
        action.setCheckable(True)
        action.triggered.connect(slot)
        self._menu.addAction(action)
        return action

    def _toggler(self, which: Filter) -> Callable[[bool], None]:
        def toggle(checked: bool) -> None:  # noqa: FBT001 - Qt's own signal
            self.chips[which].setChecked(checked)
            self._on_chip()

        return toggle

    def _add_sorting(self) -> QActionGroup:
        menu = self._menu.addMenu(self.tr("Sort by"))
        group = QActionGroup(self)
        for column in Col:
            action = QAction(column_name(column), self)
            action.setCheckable(True)
            action.setData(int(column))
            action.triggered.connect(lambda _checked=False, column=column: self.sort_wanted.emit(int(column)))
            group.addAction(action)
            menu.addAction(action)
        return group

    def _open_menu(self) -> None:
        self._menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _on_all(self) -> None:
        for chip in self.chips.values():
            chip.setChecked(False)
        self._on_chip()

    def _on_chip(self) -> None:
        for which, chip in self.chips.items():
            self._actions[which].setChecked(chip.isChecked())
        self.all.setChecked(not self.filters)
        self.changed.emit()

    def _on_archived(self, checked: bool) -> None:  # noqa: FBT001 - Qt's own signal
        self.archived_wanted.emit(checked)

    def _restyle(self) -> None:
        self.setMinimumHeight(theme.px(48))
        self.field.setMinimumWidth(theme.px(_FIELD))
        self._row.setContentsMargins(12, 0, 12, 0)
        self._fit()
