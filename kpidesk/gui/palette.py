"""The command palette (Ctrl+K): a few letters find an action, page, rep, KPI, one-on-one, or what was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, QSize, Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAction,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from kpidesk.gui import theme
from kpidesk.gui.delegates.palette import PaletteDelegate, row_height
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.palette_model import Entry, Kind, PaletteModel, heading, spoken
from kpidesk.gui.palette_foot import PaletteFoot
from kpidesk.gui.palette_offers import NARROW, Group, Offers
from kpidesk.gui.widgets.icon_label import IconLabel
from kpidesk.gui.widgets.kbd import Kbd
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.tag import Tag

if TYPE_CHECKING:
    from kpidesk.gui.main_window import MainWindow

WIDE, NARROW_WIDE, NARROW_BELOW = 640, 560, 1280
_BELOW_MENU, _ROWS = 88, 8
_AROUND = 14
"""The edges of the card and of the list, and the room below the list."""
_TEXTS_AFTER_MS = 60
"""Text is looked for when the hands pause, so that no key waits for a search of ten years of notes."""


def open_palette(window: MainWindow) -> Palette | None:
    """Open the palette over a window, or close it if it is open; without a file there is nothing to find."""
    shown = window.findChild(Palette)
    if shown is not None:
        shown.close_and_return()
        return None
    return Palette(window) if window.is_open else None


class Palette(QWidget):
    """A card over a flat scrim. The keyboard stays in its line; what is chosen in the list is announced."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._before = QApplication.focusWidget()
        self._offers = Offers(window)
        self._only = 0
        self._gone = False
        self.setObjectName("palette")
        self.setAccessibleName(self.tr("Command palette"))
        self.model = PaletteModel(self)
        self._card = QFrame(self)
        self._card.setProperty("look", "palette")
        column = QVBoxLayout(self._card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._make_line())
        column.addWidget(self._make_list(), 1)
        self._foot = PaletteFoot()
        column.addWidget(self._foot)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_TEXTS_AFTER_MS)
        self._pause.timeout.connect(self._add_texts)
        self.field.textChanged.connect(self._on_typed)
        self.field.installEventFilter(self)
        window.installEventFilter(self)
        QApplication.instance().focusChanged.connect(self._on_focus_changed)  # type: ignore[union-attr]
        # The menu bar stays at hand; what is chosen there comes in the place of what was looked for here.
        window.menuBar().triggered.connect(self._on_menu)
        self._show_fitting()
        theme.bind(self._place)
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)
        # Ten thousand one-on-ones, and how two hundred reps stand, can wait until the palette is painted.
        QTimer.singleShot(0, self, self._read_rest)

    @property
    def current(self) -> Entry | None:
        """The entry that Enter runs."""
        return self.model.entry_at(self.list.currentIndex().row())

    def close_and_return(self) -> None:
        """Go away and give the keyboard back to where it was."""
        self._leave()
        before = self._before
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        else:
            self._window.setFocus(Qt.FocusReason.PopupFocusReason)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.current().colour("scrim"))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._card.geometry().contains(event.position().toPoint()):
            self.close_and_return()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self._place()
        elif watched is self.field and event.type() == QEvent.Type.ShortcutOverride:
            # While it is open no key means anything to the page below.
            event.accept()
            return True
        elif watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._on_key(event)
        return super().eventFilter(watched, event)

    def _make_line(self) -> QWidget:
        line = QFrame()
        line.setProperty("look", "cardhead")
        row = QHBoxLayout(line)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(12)
        self.field = QLineEdit()
        self.field.setObjectName("palette_line")
        self.field.setProperty("look", "bare")
        self.field.setPlaceholderText(self.tr("Search or run a command"))
        self.field.setAccessibleName(self.tr("Search or run a command"))
        self.field.setAccessibleDescription(self.tr("Up and Down choose, Enter runs, Tab narrows, Escape closes"))
        self._narrowed = Tag("")
        self._narrowed.hide()
        for part in (IconLabel("search", "muted", 18), self._narrowed):
            row.addWidget(part)
        row.addWidget(self.field, 1)
        row.addWidget(Kbd("Esc"))
        self._line = line
        return line

    def _make_list(self) -> QWidget:
        self.list = QListView()
        self.list.setObjectName("palette_list")
        self.list.setAccessibleName(self.tr("What fits"))
        self.list.setProperty("look", "palette")
        self.list.setModel(self.model)
        self.list.setItemDelegate(PaletteDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.clicked.connect(lambda index: self._run(self.model.entry_at(index.row())))
        self._nothing = PlainLabel(self.tr("Nothing fits. Try fewer letters."), tone="muted")
        self._nothing.setContentsMargins(16, 12, 16, 12)
        self._nothing.hide()
        both = QWidget()
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 8)
        column.addWidget(self._nothing)
        column.addWidget(self.list, 1)
        return both

    def _place(self) -> None:
        window, top = self._window, self._window.menuBar().geometry().bottom() + 1
        self.setGeometry(0, top, window.width(), window.height() - top)
        self._line.setFixedHeight(max(theme.px(56), theme.line(FontRole.NOTE) + theme.px(24)))
        self._foot.setFixedHeight(max(theme.px(40), theme.line(FontRole.META) + theme.px(16)))
        wide = WIDE if window.width() >= theme.px(NARROW_BELOW) else NARROW_WIDE
        below = min(_BELOW_MENU, self.height() // 9)
        size = QSize(min(theme.px(wide), self.width() - 32), min(self._wanted_height(), self.height() - below - 16))
        self._card.setGeometry((self.width() - size.width()) // 2, below, size.width(), size.height())

    def _wanted_height(self) -> int:
        rows = [self.list.sizeHintForRow(row) for row in range(min(self.model.rowCount(), 2 * _ROWS))]
        headings = sum(high for high in rows if high < row_height())
        entries = min(_ROWS, sum(high >= row_height() for high in rows)) * row_height()
        listed = entries + headings if rows else self._nothing.sizeHint().height()
        return self._line.height() + listed + _AROUND + self._foot.height()

    def _read_rest(self) -> None:
        self._offers.read_meetings()
        self._offers.read_standings()
        self._fitting = self._offers.of(self.field.text(), NARROW[self._only])
        self._show(*self._fitting, self.list.currentIndex().row())

    def _on_typed(self) -> None:
        self._show_fitting()
        self._pause.start()

    def _show_fitting(self) -> None:
        only = NARROW[self._only]
        self._fitting = self._offers.of(self.field.text(), only)
        self._show(*self._fitting)

    def _add_texts(self) -> None:
        """What was found in the text below all else; the line is read now, so that no late answer is to another one."""
        only, query = NARROW[self._only], self.field.text()
        if len(query.strip()) < 2 or (only and Kind.TEXT not in only):
            return
        groups, total = self._fitting
        texts = self._offers.texts(query, alone=bool(only))
        chosen = self.list.currentIndex().row()
        self._show([*groups, *texts], total + sum(len(entries) for _title, entries in texts), chosen)

    def _show(self, groups: list[Group], total: int, chosen: int = -1) -> None:
        self.model.show_groups(groups)
        shown = len(self.model.entries)
        self.list.setVisible(shown > 0)
        self._nothing.setVisible(not shown)
        self._foot.say(shown, max(total, shown))
        self._choose(chosen if self.model.entry_at(chosen) else self.model.next_row(-1, 1))
        self.list.scrollToTop()
        self._place()

    def _choose(self, row: int) -> None:
        if row < 0:
            return
        index = self.model.index(row, 0)
        self.list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.list.scrollTo(index)
        if (entry := self.current) is not None:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field, spoken(entry)))

    def _on_key(self, event: QKeyEvent) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _ROWS - 1, Qt.Key.Key_PageUp: 1 - _ROWS}
        key = Qt.Key(event.key())
        if key in steps:
            self._choose(self.model.next_row(self.list.currentIndex().row(), steps[key]))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._run(self.current)
        elif key == Qt.Key.Key_Escape or QKeySequence(event.keyCombination()) == QKeySequence("Ctrl+K"):
            self.close_and_return()
        elif key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            self._narrow(1 if key == Qt.Key.Key_Tab else -1)
        else:
            return False
        return True

    def _narrow(self, step: int) -> None:
        self._only = (self._only + step) % len(NARROW)
        only = NARROW[self._only]
        self._narrowed.set_text(heading(only[0]) if only else "")
        self._narrowed.setVisible(bool(only))
        self._on_typed()
        said = heading(only[0]) if only else self.tr("Everything")
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field, said))

    def _run(self, entry: Entry | None) -> None:
        if entry is not None:
            self.close_and_return()
            self._offers.remember(entry)
            entry.run()

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        # A dialog or a click elsewhere took the keyboard: it is not given back from there.
        if new is not None and new is not self.field and not self.isAncestorOf(new):
            self._leave()

    def _on_menu(self, action: QAction) -> None:
        # The bar tells of the action that opened the palette as well, right after it has.
        if action.objectName() != "action_palette":
            self._leave()

    def _leave(self) -> None:
        if self._gone:
            return
        self._gone = True
        self._pause.stop()
        QApplication.instance().focusChanged.disconnect(self._on_focus_changed)  # type: ignore[union-attr]
        self._window.menuBar().triggered.disconnect(self._on_menu)
        self._window.removeEventFilter(self)
        self.setObjectName("")
        self.setParent(None)
        self.deleteLater()
