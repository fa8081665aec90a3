"""What was understood of a captured line, as chips that can be changed by keyboard."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QWidget
from typing_extensions import override

from kpidesk.domain.capture import Decided, Promise, Words, read_amount, read_day
from kpidesk.domain.terms import Owner
from kpidesk.gui import capture_words, formats, theme
from kpidesk.gui.capture_words import tr
from kpidesk.gui.widgets.capture_chip import CaptureChip

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QFocusEvent, QKeyEvent

    from kpidesk.domain.entities import Kpi

_EDIT_WIDE = 150


class CaptureChips(QWidget):
    """KPI, level, day and owner. KPI and owner open a list, level and day are typed in place."""

    decided = Signal(object)
    """The `Decided` as it is now."""
    left = Signal()
    """A change was made or put back: the line has the keyboard again."""

    def __init__(self, prefix: str, parent: QWidget | None = None) -> None:
        """`prefix` begins the object names of the chips."""
        super().__init__(parent)
        self._decided = Decided()
        self._promise: Promise | None = None
        self._kpis: Sequence[Kpi] = ()
        self._on: dt.date | None = None
        self._words: Words | None = None
        self._rep_name = self._currency = ""
        self.kpi = CaptureChip(tr("KPI"))
        self.level = CaptureChip(tr("Level"))
        self.due = CaptureChip(tr("Due"))
        self.owner = CaptureChip(tr("Who"))
        self.edit = _Edit()
        self.edit.setObjectName(f"{prefix}_edit")
        self.edit.setVisible(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        for chip, name, slot in (
            (self.kpi, "kpi", self.ask_kpi),
            (self.level, "level", self._edit_level),
            (self.due, "due", self.edit_due),
            (self.owner, "owner", self._ask_owner),
        ):
            chip.setObjectName(f"{prefix}_{name}")
            chip.change_wanted.connect(slot)
            row.addWidget(chip)
        row.insertWidget(2, self.edit)
        self.edit.given_up.connect(self._close_edit)

    def set_words(self, words: Words, kpis: Sequence[Kpi], rep_name: str, currency: str, on: dt.date) -> None:
        """Say whom the chips are about and what can be chosen."""
        self._words, self._kpis, self._on = words, kpis, on
        self._rep_name, self._currency = rep_name, currency

    def forget(self) -> None:
        """Nothing is decided by hand any more."""
        self._decided = Decided()

    def decide(self, decided: Decided) -> None:
        """Take over what was decided elsewhere, as by a suggestion."""
        self._decided = decided
        self.decided.emit(decided)

    def show_promise(self, promise: Promise) -> None:
        """Show what would be kept."""
        self._promise, on = promise, self._on
        if on is None:
            return
        if promise.choices:
            self.kpi.say(tr("Which KPI?"), asks=True, tip=capture_words.choices(promise.choices))
        elif promise.kpi is None:
            self.kpi.say(tr("No KPI"))
        else:
            self.kpi.say(promise.kpi.name, promise.kpi.kind)
        self.level.say(capture_words.level(promise, self._currency))
        self._say_due(promise, on)
        self.owner.say(capture_words.owner(promise, self._rep_name))

    def _say_due(self, promise: Promise, on: dt.date) -> None:
        if promise.doubtful_day:
            told = tr("no day “%1”") if promise.impossible else tr("which day is %1?")
            tip = tr("Type another day before this is kept.")
            self.due.say(formats.fill(told, promise.doubtful_day), asks=True, tip=tip)
            return
        over = promise.due is not None and promise.due < on
        tip = tr("This day is over.") if over else ""
        if promise.given_week:
            tip = tr("A level a week is measured from Monday on, so this is one week later.")
        self.due.say(capture_words.due(promise.due, on), asks=over, tip=tip)

    def ask_kpi(self) -> None:
        """Offer the KPIs that may be meant first, then all others, then none."""
        promise = self._promise
        if promise is None:
            return
        menu = QMenu(self)
        menu.setObjectName("capture_kpis")
        rest = [each for each in self._kpis if each not in promise.choices]
        for at, each in enumerate([*promise.choices, *rest]):
            if at and at == len(promise.choices):
                menu.addSeparator()
            self._offer(menu, each.name, replace(self._decided, kpi=(each,), level=None))
        menu.addSeparator()
        self._offer(menu, tr("No KPI"), replace(self._decided, kpi=(None,), level=None))
        self._open(menu, self.kpi)

    def edit_due(self) -> None:
        """Type another day."""
        promise = self._promise
        shown = ""
        if promise is not None:
            shown = promise.doubtful_day or (formats.dated(promise.due) if promise.due else "")
        self._begin_edit(self.due, shown, self._read_due)

    def _edit_level(self) -> None:
        promise = self._promise
        shown = ""
        if promise and promise.kpi and promise.level.expected is not None:
            shown = formats.amount(promise.level.expected, promise.kpi.unit, exact=True)
        self._begin_edit(self.level, shown, self._read_level)

    def _ask_owner(self) -> None:
        menu = QMenu(self)
        menu.setObjectName("capture_owners")
        self._offer(menu, self._rep_name, replace(self._decided, owner=Owner.REP))
        self._offer(menu, tr("You"), replace(self._decided, owner=Owner.MANAGER))
        self._open(menu, self.owner)

    def _offer(self, menu: QMenu, text: str, decided: Decided) -> None:
        action = menu.addAction(text.replace("&", "&&"))
        action.triggered.connect(lambda _on=False: self._take(decided))

    def _open(self, menu: QMenu, chip: CaptureChip) -> None:
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(chip.mapToGlobal(chip.rect().bottomLeft()))
        menu.setActiveAction(menu.actions()[0])

    def _take(self, decided: Decided) -> None:
        self._decided = decided
        self.decided.emit(decided)
        self.left.emit()

    def _read_due(self, text: str) -> bool:
        if self._words is None or self._on is None:
            return False
        day = read_day(text, self._on, self._words) if text else None
        if text and (day is None or day < self._on):
            return False
        self._take(replace(self._decided, due=(day,)))
        return True

    def _read_level(self, text: str) -> bool:
        found = read_amount(text, self._words) if text and self._words else None
        if text and found is None:
            return False
        self._take(replace(self._decided, amount=found or (None, None)))
        return True

    def _begin_edit(self, chip: CaptureChip, text: str, read: Callable[[str], bool]) -> None:
        chip.setVisible(False)
        self.edit.begin(chip, text, read)

    def _close_edit(self) -> None:
        if self._promise is not None:
            self.show_promise(self._promise)
        self.left.emit()


class _Edit(QLineEdit):
    """A line in place of a chip: Enter keeps, Esc puts back; what cannot be read stays and is said."""

    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._read: Callable[[str], bool] | None = None
        self.setProperty("sizing", "small")
        theme.bind(self._restyle)

    def begin(self, chip: CaptureChip, text: str, read: Callable[[str], bool]) -> None:
        self._read = read
        self.setText(text)
        self.setAccessibleName(chip.accessibleName())
        self.setAccessibleDescription("")
        self.setToolTip("")
        self.setVisible(True)
        self.selectAll()
        self.setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._keep()
        elif event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.isVisible() and event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._leave()

    def _keep(self) -> None:
        read = self._read
        if read is None:
            return
        if read(self.text().strip()):
            self._leave()
        else:
            said = tr("This cannot be read. Type a day to come or a number, or press Esc.")
            self.setAccessibleDescription(said)
            self.setToolTip(said)
            self.selectAll()

    def _restyle(self) -> None:
        self.setFixedWidth(theme.px(_EDIT_WIDE))

    def _leave(self) -> None:
        self._read = None
        self.setVisible(False)
        self.given_up.emit()
