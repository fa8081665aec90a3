"""The dialogs to take KPIs from the catalogue, to define one's own, and to change or archive one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kpidesk.domain.edits import Change
from kpidesk.domain.entities import Kpi
from kpidesk.domain.errors import UserError
from kpidesk.domain.folding import fold
from kpidesk.gui import formats, theme, words
from kpidesk.gui.dialogs.kpi_form import KpiForm
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.search_field import SearchField
from kpidesk.gui.widgets.tabs import Tabs
from kpidesk.services.kpis import catalogue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpidesk.gui.context import Context

_KEY = Qt.ItemDataRole.UserRole


class AddKpiDialog(QDialog):
    """Two ways to a KPI: tick some in the catalogue, or define one. Either is one step that can be undone."""

    saved = Signal(object)
    """The first `Kpi` that came into use."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent)
        self.setObjectName("add_kpi_dialog")
        self.setWindowTitle(self.tr("New KPI"))
        self.setAccessibleName(self.tr("New KPI"))
        self._context = context
        self.tabs = Tabs(self.tr("From the catalogue or your own"))
        self.tabs.setObjectName("add_kpi_tabs")
        self.tabs.add(self.tr("From the catalogue"))
        self.tabs.add(self.tr("Your own"))
        self.field = SearchField(self.tr("Filter the catalogue"))
        self.field.setObjectName("filter_catalogue")
        self.list = QListWidget()
        self.list.setObjectName("catalogue_list")
        self.list.setAccessibleName(self.tr("KPIs of the catalogue"))
        self.list.setWordWrap(True)
        self._about = PlainLabel("", FontRole.META, "text2", wrap=True)
        self._about.setObjectName("catalogue_definition")
        self.form = KpiForm(None, context.desk.team.kpis())
        self._keep = Button("", "primary")
        self._keep.setObjectName("add_kpi_save")
        self._fill()
        self._lay_out()
        self.field.textChanged.connect(self._filter)
        self.list.currentItemChanged.connect(lambda _now, _before: self._describe())
        self.list.itemChanged.connect(lambda _item: self._name_button())
        self.tabs.currentChanged.connect(self._turn)
        self._keep.clicked.connect(self.save)
        self._turn(0)
        theme.bind(self._restyle)

    def save(self) -> None:
        """Take what is ticked into use, or keep the definition."""
        if self.tabs.currentIndex() == 0:
            keys = self._ticked()
            if keys and self._done(self._context.desk.kpis.take_into_use(keys)):
                self.accept()
            return
        kpi = self.form.read()
        if kpi is None:
            return
        try:
            self._context.desk.kpis.define(kpi)
        except UserError as error:
            self.form.name.complain(str(error))
            return
        self._done([kpi])
        self.accept()

    def _done(self, kpis: Sequence[Kpi]) -> bool:
        self._context.editor.do(lambda: Change(frozenset({Kpi}), frozenset(kpi.id for kpi in kpis)))
        if kpis:
            self.saved.emit(kpis[0])
        return True

    def _fill(self) -> None:
        used = {kpi.key for kpi in self._context.desk.team.kpis()}
        with QSignalBlocker(self.list):
            for kpi in catalogue().values():
                item = QListWidgetItem(f"{kpi.name} · {words.kind_name(kpi.kind)}")
                item.setData(_KEY, kpi.key)
                item.setFlags(
                    Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
                )
                item.setCheckState(Qt.CheckState.Unchecked)
                if kpi.key in used:
                    item.setText(f"{item.text()} · {self.tr('in use')}")
                    item.setFlags(Qt.ItemFlag.NoItemFlags)
                self.list.addItem(item)

    def _ticked(self) -> list[str]:
        items = [self.list.item(at) for at in range(self.list.count())]
        return [str(item.data(_KEY)) for item in items if item.checkState() == Qt.CheckState.Checked]

    def _filter(self, text: str) -> None:
        needle = fold(text)
        for at in range(self.list.count()):
            item = self.list.item(at)
            kpi = catalogue()[str(item.data(_KEY))]
            item.setHidden(needle not in fold(f"{kpi.name} {kpi.definition} {kpi.key}"))

    def _describe(self) -> None:
        if self.list.currentRow() < 0:
            return
        kpi = catalogue()[str(self.list.currentItem().data(_KEY))]
        self._about.setText(f"{kpi.definition} {kpi.trap}".strip())

    def _turn(self, at: int) -> None:
        self._pages.setCurrentIndex(at)
        self._name_button()
        if at == 1:
            self.form.focus_first()

    def _name_button(self) -> None:
        own = self.tabs.currentIndex() == 1
        count = len(self._ticked())
        taken = formats.fill(self.tr("Take %1 into use"), str(count)) if count else self.tr("Take into use")
        self._keep.setText(self.tr("Add KPI") if own else taken)
        self._keep.setAccessibleName(self._keep.text())
        self._keep.setEnabled(own or count > 0)
        self._keep.updateGeometry()

    def _lay_out(self) -> None:
        shelf = QWidget()
        column = QVBoxLayout(shelf)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        column.addWidget(self._about)
        self._pages = QStackedWidget()
        self._pages.addWidget(shelf)
        self._pages.addWidget(scrolling(self.form))
        frame(self, self.tr("New KPI"), [self.tabs, self._pages], [self._keep])

    def _restyle(self) -> None:
        self._about.setMinimumHeight(theme.line(FontRole.META) * 2)
        high = max(theme.px(30), theme.line(FontRole.BODY) + 8)
        with QSignalBlocker(self.list):
            for at in range(self.list.count()):
                self.list.item(at).setSizeHint(QSize(0, high))
        self.resize(theme.px(640), theme.px(620))


class EditKpiDialog(QDialog):
    """Changes the definition of a KPI, or takes it out of the lists."""

    def __init__(self, parent: QWidget, context: Context, kpi: Kpi) -> None:
        super().__init__(parent)
        self.setObjectName("edit_kpi_dialog")
        self.setWindowTitle(self.tr("Edit KPI"))
        self.setAccessibleName(self.tr("Edit KPI"))
        self._context, self._before = context, kpi
        others = [each for each in context.desk.team.kpis(archived=True) if each.id != kpi.id]
        self.form = KpiForm(kpi, others)
        archive = Button(self.tr("Archive"), "ghost", icon="archive")
        archive.setObjectName("kpi_archive")
        archive.clicked.connect(self.archive)
        keep = Button(self.tr("Save"), "primary")
        keep.setObjectName("kpi_save")
        keep.clicked.connect(self.save)
        frame(self, self.tr("Edit KPI"), [scrolling(self.form)], [keep], archive)
        theme.bind(self._restyle)

    def save(self) -> None:
        """Keep the changed definition, or say at the field what is wrong."""
        kpi = self.form.read()
        if kpi is None:
            return
        try:
            change = self._context.desk.kpis.change(self._before, kpi)
        except UserError as error:
            self.form.name.complain(str(error))
            return
        self._context.editor.do(lambda: change)
        self.accept()

    def archive(self) -> None:
        """Take the KPI out of the lists; its values stay."""
        name = self._before.name
        if self._context.editor.do(lambda: self._context.desk.kpis.archive(self._before)):
            self._context.say(formats.fill(self.tr("%1 is archived. Its values and targets stay."), name))
            self.accept()

    def _restyle(self) -> None:
        self.resize(theme.px(640), theme.px(620))


def scrolling(inside: QWidget) -> QScrollArea:
    """Let a form scroll where large text does not fit the screen."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area


def frame(
    dialog: QDialog, title: str, parts: Sequence[QWidget], actions: Sequence[Button], aside: Button | None = None
) -> None:
    """Title, content, and a row of buttons with Cancel before the primary one."""
    column = QVBoxLayout(dialog)
    column.setContentsMargins(24, 20, 24, 20)
    column.setSpacing(12)
    column.addWidget(PlainLabel(title, FontRole.TITLE))
    for part in parts:
        column.addWidget(part)
    row = QHBoxLayout()
    row.setSpacing(8)
    if aside is not None:
        row.addWidget(aside)
    row.addStretch(1)
    cancel = Button(dialog.tr("Cancel"))
    cancel.setObjectName("kpi_cancel")
    cancel.clicked.connect(dialog.reject)
    row.addWidget(cancel)
    for action in actions:
        action.setDefault(True)
        row.addWidget(action)
    column.addLayout(row)
