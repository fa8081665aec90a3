"""The dialogs to take KPIs from the catalogue, to define one's own, and to change or archive one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from kpidesk.domain.edits import Change
from kpidesk.domain.entities import Kpi
from kpidesk.domain.errors import UserError
from kpidesk.domain.folding import fold
from kpidesk.gui import formats, theme, words
from kpidesk.gui.dialogs import kpi_uses
from kpidesk.gui.dialogs.kpi_form import KpiForm
from kpidesk.gui.dialogs.sheet import Sheet
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models import kpi_words
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.search_field import SearchField
from kpidesk.gui.widgets.tabs import Tabs
from kpidesk.services.kpis import catalogue

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kpidesk.gui.context import Context

_KEY = Qt.ItemDataRole.UserRole


class AddKpiDialog(Sheet):
    """Two ways to a KPI: tick some in the catalogue, or define one. Either is one step that can be undone."""

    saved = Signal(object)
    """The first `Kpi` that came into use."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent, "add_kpi", self.tr("New KPI"))
        self._context = context
        self.tabs = Tabs(self.tr("From the catalogue or your own"))
        self.tabs.setObjectName("add_kpi_tabs")
        self.tabs.add(self.tr("From the catalogue"))
        self.tabs.add(self.tr("Your own"))
        self.field = SearchField(self.tr("Filter the catalogue"))
        self.field.setObjectName("filter_catalogue")
        self.role = QComboBox()
        self.role.setObjectName("catalogue_role")
        self.role.setAccessibleName(self.tr("KPIs for a role"))
        self.role.addItem(self.tr("All roles"), "")
        for key, name in kpi_words.roles().items():
            self.role.addItem(name, key)
        self.usual = Button(self.tr("Tick the usual ones"), "ghost")
        self.usual.setObjectName("catalogue_usual")
        self.usual.setEnabled(False)
        self.list = QListWidget()
        self.list.setObjectName("catalogue_list")
        self.list.setAccessibleName(self.tr("KPIs of the catalogue"))
        self.list.setWordWrap(True)
        self._about = PlainLabel("", FontRole.META, "text2", wrap=True)
        self._about.setObjectName("catalogue_definition")
        self.form = KpiForm(None, context.desk.team.kpis())
        self._fill()
        self._lay_out()
        self.field.textChanged.connect(lambda _text: self._filter())
        self.role.currentIndexChanged.connect(lambda _at: self._filter())
        self.usual.clicked.connect(self._tick_usual)
        self.list.currentItemChanged.connect(lambda _now, _before: self._describe())
        self.list.itemChanged.connect(lambda _item: self._name_button())
        self.tabs.currentChanged.connect(self._turn)
        self._turn(0)
        theme.bind(self._restyle)

    @override
    def save(self) -> None:
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

    def _filter(self) -> None:
        needle, role = fold(self.field.text()), str(self.role.currentData())
        fitting = {kpi.key for kpi in catalogue().for_role(role)} if role else catalogue().keys()
        for at in range(self.list.count()):
            item = self.list.item(at)
            kpi = catalogue()[str(item.data(_KEY))]
            item.setHidden(kpi.key not in fitting or needle not in fold(f"{kpi.name} {kpi.definition} {kpi.key}"))
        self.usual.setEnabled(bool(role))

    def _tick_usual(self) -> None:
        """Tick what a rep in the chosen role begins with."""
        usual = {kpi.key for kpi in catalogue().preset(str(self.role.currentData()))}
        for at in range(self.list.count()):
            item = self.list.item(at)
            if item.data(_KEY) in usual and item.flags() != Qt.ItemFlag.NoItemFlags:
                item.setCheckState(Qt.CheckState.Checked)

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
        self.keep.setText(self.tr("Add KPI") if own else taken)
        self.keep.setEnabled(own or count > 0)

    def _lay_out(self) -> None:
        shelf = QWidget()
        column = QVBoxLayout(shelf)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.field, 1)
        head.addWidget(self.role)
        head.addWidget(self.usual)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addWidget(self._about)
        self._pages = QStackedWidget()
        self._pages.addWidget(shelf)
        self._pages.addWidget(scrolling(self.form))
        self.lay_out([self.tabs, self._pages], self.tr("Take into use"))

    def _restyle(self) -> None:
        self._about.setMinimumHeight(theme.line(FontRole.META) * 2)
        high = max(theme.px(30), theme.line(FontRole.BODY) + 8)
        with QSignalBlocker(self.list):
            for at in range(self.list.count()):
                self.list.item(at).setSizeHint(QSize(0, high))
        self.resize(theme.px(640), theme.px(620))


class EditKpiDialog(Sheet):
    """Changes the definition of a KPI, archives it, or deletes it while nothing rests on it."""

    def __init__(self, parent: QWidget, context: Context, kpi: Kpi) -> None:
        super().__init__(parent, "edit_kpi", self.tr("Edit KPI"))
        self._context, self._before = context, kpi
        others = [each for each in context.desk.team.kpis(archived=True) if each.id != kpi.id]
        self.form = KpiForm(kpi, others)
        self._uses = context.desk.kpis.uses(kpi)
        self.news = PlainLabel(kpi_uses.sentence(self._uses), FontRole.META, "muted", wrap=True)
        self.news.setObjectName("kpi_uses")
        if not self.news.text():
            self.news.hide()
        aside = self._archive_button() if self._uses.any else self._delete_button()
        self.lay_out([scrolling(self.form), self.news], self.tr("Save"), aside=aside)
        theme.bind(self._restyle)

    @override
    def save(self) -> None:
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
        if self._done(self._context.desk.kpis.archive):
            said = self.tr("%1 is archived. Its values and targets stay.")
            self._context.say(formats.fill(said, self._before.name), self._context.editor.undo)
            self.accept()

    def delete(self) -> None:
        """Take a KPI that nothing rests on out of the file."""
        if self._done(self._context.desk.kpis.delete):
            said = formats.fill(self.tr("%1 is deleted."), self._before.name)
            self._context.say(said, self._context.editor.undo)
            self.accept()

    def _done(self, gesture: Callable[[Kpi], Change]) -> bool:
        """Carry a gesture out, or say above the buttons why not."""
        try:
            change = gesture(self._before)
        except UserError as error:
            self.news.setText(str(error))
            self.news.set_tone("risk")
            self.news.show()
            return False
        return self._context.editor.do(lambda: change)

    def _archive_button(self) -> Button:
        button = Button(self.tr("Archive"), "ghost", icon="archive")
        button.setObjectName("kpi_archive")
        button.clicked.connect(self.archive)
        return button

    def _delete_button(self) -> Button:
        button = Button(self.tr("Delete"), "ghost", icon="trash-2")
        button.setObjectName("kpi_delete")
        button.clicked.connect(self.delete)
        return button

    def _restyle(self) -> None:
        self.resize(theme.px(640), theme.px(620))


def scrolling(inside: QWidget) -> QScrollArea:
    """Let a form scroll where large text does not fit the screen."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area
