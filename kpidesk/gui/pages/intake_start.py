"""Where an import begins: choose a file or drop it; what came in last; the history with a way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QStackedWidget, QVBoxLayout, QWidget

from kpidesk.domain.terms import Status
from kpidesk.gui import formats, theme
from kpidesk.gui.delegates.cells import TextDelegate
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.imports_model import Col, ImportsModel
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.empty_state import Drawing, EmptyState
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.row_table import RowTable
from kpidesk.gui.widgets.status_mark import StatusMark

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from kpidesk.domain.entities import Id, Import
    from kpidesk.services.transfer import ImportReport, UndoReport

_WIDTHS = {Col.AT: 120, Col.ROWS: 90, Col.NEW: 96, Col.CHANGED: 84, Col.STATE: 168}


class IntakeStart(QWidget):
    """The drop zone, the newest result, the history."""

    file_wanted = Signal()
    undo_wanted = Signal(object)
    """An `Import` to take back."""
    show_wanted = Signal(object)
    """An `Import` to look into."""
    save_wanted = Signal()
    """Keep how the newest file was read as a recipe."""
    manage_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choose = Button(self.tr("Choose file…"), "primary", icon="folder-open", keys="Ctrl+Return")
        self.choose.setObjectName("choose_file")
        self.choose.clicked.connect(self.file_wanted)
        self._state = EmptyState(
            Drawing.IMPORT,
            self.tr("Bring in an export of your CRM"),
            self.tr(
                "Choose a CSV, TSV or Excel file, or drop it here. You see what it becomes before anything is written."
            ),
            self.choose,
        )
        self.zone = Card()
        self.zone.setObjectName("drop_zone")
        self.error = _Line(Status.RISK)
        self.error.setObjectName("import_error")
        self.zone.body.addWidget(self._state, 1)
        self.zone.body.addWidget(self.error)
        self.result = ResultCard()
        self.result.undo.clicked.connect(self._undo_result)
        self.result.save.clicked.connect(self.save_wanted)
        self.history = ImportHistory()
        self.history.undo_wanted.connect(self.undo_wanted)
        self.history.show_wanted.connect(self.show_wanted)
        self.history.recipes.clicked.connect(self.manage_wanted)
        self._last: Import | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.result)
        column.addWidget(self.zone, 4)
        column.addWidget(self.history, 5)

    def set_low(self, *, low: bool) -> None:
        """Leave out of a low window the drawing, and a column that the newest result says in words."""
        self._state.show_drawing(shown=not low)
        self.history.view.setColumnHidden(Col.ROWS, low)

    def set_imports(self, imports: Sequence[Import]) -> None:
        """Show the history; a result that was taken back leaves."""
        self.history.set_imports(imports)
        if self._last is not None:
            self._last = next((each for each in imports if each.id == self._last.id), None)
            if self._last is None or self._last.undone_at is not None:
                self.result.hide()

    def show_result(self, report: ImportReport, imported: Import, kpis: Mapping[str, str], *, unsaved: bool) -> None:
        """Say what an import did; `unsaved` offers to keep how its file was read."""
        self._last = imported
        self.result.save.setVisible(unsaved)
        self.result.set_report(imported.file, report, kpis)

    def show_undone(self, report: UndoReport) -> None:
        """Say what taking an import back did, and what was kept."""
        self._last = None
        self.result.set_undone(report)

    def say_error(self, sentence: str) -> None:
        """Say why a file could not be read; empty takes the sentence away."""
        self.error.say(sentence)

    def _undo_result(self) -> None:
        if self._last is not None:
            self.undo_wanted.emit(self._last)


class ResultCard(Card):
    """What the newest import did."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("import_result")
        self._title = PlainLabel("", FontRole.STRONG, elide=True)
        self._words = PlainLabel("", FontRole.BODY, "text2", wrap=True)
        self.undo = Button(self.tr("Undo import"), icon="undo-2")
        self.undo.setObjectName("undo_last_import")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._words)
        row = QHBoxLayout()
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(12)
        self.save = Button(self.tr("Save as a recipe…"), icon="save")
        self.save.setObjectName("save_last_recipe")
        row.addWidget(StatusMark(Status.GOOD, 12))
        row.addLayout(words, 1)
        row.addWidget(self.save)
        row.addWidget(self.undo)
        self.body.addLayout(row)
        self.hide()

    def set_report(self, file: str, report: ImportReport, kpis: Mapping[str, str]) -> None:
        """Show a report."""
        self.undo.show()
        self._say(formats.fill(self.tr("%1 is imported"), file), in_words(report, kpis))

    def set_undone(self, report: UndoReport) -> None:
        """Show what taking an import back did."""
        self.undo.hide()
        self.save.hide()
        self._say(formats.fill(self.tr("%1 is taken back"), report.file), report.what)

    def _say(self, title: str, words: str) -> None:
        self._title.setText(title)
        self._words.setText(words)
        self.setAccessibleName(f"{title}. {words}")
        self.show()


class ImportHistory(Card):
    """All imports, newest first, each with a way back."""

    undo_wanted = Signal(object)
    show_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("Imports so far"))
        self.setObjectName("import_history")
        self.model = ImportsModel(self)
        self.view = RowTable(lines=1, name=self.tr("Imports so far"))
        self.view.setObjectName("imports_table")
        self.view.setModel(self.model)
        right = Qt.AlignmentFlag.AlignRight
        for column in Col:
            numeric = column in {Col.ROWS, Col.NEW, Col.CHANGED}
            delegate = (
                TextDelegate(self.view, align=right, marks=True) if numeric else TextDelegate(self.view, marks=True)
            )
            self.view.setItemDelegateForColumn(column, delegate)
        self.undo = Button(self.tr("Undo import"), size="small", icon="undo-2")
        self.undo.setObjectName("undo_import")
        self.undo.clicked.connect(self._ask_undo)
        self.recipes = Button(self.tr("Recipes…"), size="small", icon="file-text")
        self.recipes.setObjectName("show_recipes")
        self.show_it = Button(self.tr("Details…"), size="small", icon="list")
        self.show_it.setObjectName("show_import")
        self.show_it.setToolTip(self.tr("What it brought"))
        self.show_it.clicked.connect(self._ask_show)
        self.right.addWidget(self.recipes)
        self.right.addWidget(self.show_it)
        self.right.addWidget(self.undo)
        self._add_action(self.tr("What it brought…"), Qt.Key.Key_Return, self._ask_show)
        self._add_action(self.tr("Undo import"), Qt.Key.Key_Delete, self._ask_undo)
        self.view.doubleClicked.connect(lambda _index: self._ask_show())
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.view.selectionModel().currentRowChanged.connect(lambda *_rows: self._refresh())
        nothing = PlainLabel(self.tr("Nothing was imported yet."), tone="muted")
        nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._stack.addWidget(nothing)
        self._stack.addWidget(self.view)
        self.body.addWidget(self._stack, 1)
        self.view.horizontalHeader().setSectionResizeMode(Col.FILE, QHeaderView.ResizeMode.Stretch)
        self._refresh()
        theme.bind(self._fit)

    @property
    def current(self) -> Import | None:
        """The selected import."""
        return self.model.row_at(self.view.currentIndex().row())

    def set_imports(self, imports: Sequence[Import]) -> None:
        """Show other imports and stay on the same one."""
        wanted: Id | None = self.current.id if self.current is not None else None
        self.model.set_rows(imports)
        self.set_count(formats.number(len(imports)) if imports else "")
        self._stack.setCurrentIndex(1 if imports else 0)
        self.select(wanted)

    def select(self, wanted: Id | None) -> None:
        """Turn to an import, or to the newest."""
        at = max(self.model.row_of(wanted), 0)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.view.selectionModel().setCurrentIndex(self.model.index(at, Col.FILE), flags)
        self._refresh()

    def _add_action(self, text: str, key: Qt.Key, gesture: Callable[[], None]) -> None:
        action = QAction(text, self.view)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda _checked=False: gesture())
        self.view.addAction(action)

    def _ask_show(self) -> None:
        if self.current is not None:
            self.show_wanted.emit(self.current)

    def _ask_undo(self) -> None:
        if self.undo.isEnabled() and self.current is not None:
            self.undo_wanted.emit(self.current)

    def _refresh(self) -> None:
        self.show_it.setEnabled(self.current is not None)
        self.undo.setEnabled(self.current is not None and self.current.undone_at is None)

    def _fit(self) -> None:
        for column, wide in _WIDTHS.items():
            self.view.setColumnWidth(column, theme.px(wide))


class _Line(QWidget):
    def __init__(self, status: Status) -> None:
        super().__init__()
        self.text = PlainLabel("", FontRole.BODY, wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 16)
        row.setSpacing(10)
        row.addWidget(StatusMark(status, 12))
        row.addWidget(self.text, 1)
        self.hide()

    def say(self, sentence: str) -> None:
        self.text.setText(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))


def in_words(report: ImportReport, kpis: Mapping[str, str]) -> str:
    """What an import did, in two or three sentences; `kpis` are names by key."""
    from kpidesk.gui.models.review_models import listed
    from kpidesk.gui.pages.intake_words import tr

    read = formats.counted(report.rows_read, tr("1 row read"), tr("%1 rows read"))
    numbers = map(formats.number, (report.rows_used, report.rows_left_out))
    said = [formats.fill(tr("%1, %2 used, %3 left out."), read, *numbers)]
    new = formats.counted(report.values_new, tr("1 value new"), tr("%1 values new"))
    numbers = map(formats.number, (report.values_changed, report.values_same))
    said.append(formats.fill(tr("%1, %2 changed, %3 the same."), new, *numbers))
    if report.reps_created:
        said.append(formats.fill(tr("Reps added: %1."), listed(report.reps_created)))
    if report.kpis_added:
        names = [kpis.get(key, key) for key in report.kpis_added]
        said.append(formats.fill(tr("KPIs taken into use: %1."), listed(names)))
    return " ".join(said)
