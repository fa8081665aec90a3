"""The strip over the preview: how the file is read, detected and changeable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from kpidesk.domain.terms import Status
from kpidesk.gui import formats, paint, theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.pages.intake_recipe_menu import RecipeMenu
from kpidesk.gui.pages.intake_words import detected, layout_name, setting_choices
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.status_mark import StatusMark
from kpidesk.services.file_settings import Setting, setting
from kpidesk.services.recipe_parts import Layout

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QResizeEvent

    from kpidesk.services.transfer import Preview

_TEXT_ONLY = frozenset({Setting.DELIMITER, Setting.ENCODING})
_AROUND = 92
"""Design pixels of margins, mark and gaps in the strip."""
_DATED = frozenset({Layout.COLUMNS, Layout.LONG, Layout.WIDE, None})


class IntakeSettings(Card):
    """One list for each setting; `changed` carries the setting and its value, empty for detected."""

    changed = Signal(object, str)
    rules_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("intake_settings")
        self.setAccessibleName(self.tr("How the file is read"))
        names = {
            Setting.SHEET: self.tr("Sheet"),
            Setting.TABLE: self.tr("Table"),
            Setting.HEADER: self.tr("Column names"),
            Setting.LAYOUT: self.tr("Layout"),
            Setting.KPI: self.tr("The numbers are"),
            Setting.MEANING: self.tr("They are"),
            Setting.NUMBERS: self.tr("Numbers"),
            Setting.DATES: self.tr("Dates"),
            Setting.YEAR: self.tr("Year"),
            Setting.CADENCE: self.tr("A value covers"),
            Setting.DELIMITER: self.tr("Columns split by"),
            Setting.ENCODING: self.tr("Text encoding"),
        }
        self._brief = False
        row = QHBoxLayout()
        row.setContentsMargins(8, 6, 16, 6)
        row.setSpacing(0)
        self.boxes: dict[Setting, QComboBox] = {}
        self._groups: dict[Setting, QWidget] = {}
        self._labels: dict[Setting, PlainLabel] = {}
        all_groups = QWidget()
        groups = QHBoxLayout(all_groups)
        groups.setContentsMargins(0, 0, 0, 0)
        groups.setSpacing(0)
        for which, name in names.items():
            self._groups[which] = group = self._group(which, name)
            groups.addWidget(group)
        groups.addStretch(1)
        self._row = _Sideways(all_groups)
        row.addWidget(self._row)
        row.addStretch(1)
        self.mark = StatusMark(Status.GOOD, 12)
        self.words = PlainLabel("", FontRole.META, "good", elide=True)
        self.rules = Button(self.tr("What is counted…"), size="small")
        self.rules.setObjectName("edit_rules")
        self.rules.clicked.connect(self.rules_wanted)
        self.recipe = RecipeMenu()
        row.addSpacing(8)
        row.addWidget(self.mark)
        row.addSpacing(8)
        row.addWidget(self.words)
        row.addSpacing(12)
        row.addWidget(self.rules)
        row.addSpacing(8)
        row.addWidget(self.recipe)
        self.body.addLayout(row)
        theme.on_change(self._refit)

    def set_preview(self, preview: Preview, kpis: Mapping[str, str]) -> None:
        """Show what was detected or said; `kpis` are names by key."""
        layout = preview.recipe.layout
        shown = {
            Setting.SHEET: len(preview.sheets) > 1,
            Setting.TABLE: len(preview.tables) > 1,
            Setting.KPI: layout is Layout.WIDE and preview.recipe.long.kpi is None,
            # Where a file holds both, its columns say it.
            Setting.MEANING: layout in _DATED and len({rule.target for rule in preview.recipe.kpis}) == 1,
            Setting.CADENCE: layout in _DATED,
            Setting.YEAR: preview.recipe.date.year is not None,
            Setting.NUMBERS: layout is not Layout.ROSTER,
            **dict.fromkeys(_TEXT_ONLY, preview.encoding is not None),
        }
        self.rules.setVisible(layout is Layout.RECORDS)
        for which, box in self.boxes.items():
            said = setting(preview.recipe, which)
            first = layout_name(said) if which is Setting.LAYOUT and said else detected(which, preview)
            with QSignalBlocker(box):
                box.clear()
                box.addItem(first, "")
                for label, value in setting_choices(which, preview, kpis):
                    if not (which is Setting.LAYOUT and value == said):
                        box.addItem(label, value)
                box.setCurrentIndex(max(box.findData(said), 0))
            self._fit_box(which)
            self._groups[which].setVisible(shown.get(which, True))
        asks = preview.question is not None
        self._row.updateGeometry()
        name = preview.recipe.name
        settled = formats.fill(self.tr("Recipe %1"), name) if name else self.tr("Detected, change if wrong")
        said = self.tr("One thing to decide") if asks else settled
        self.mark.set_status(Status.WATCH if asks else Status.GOOD, said)
        self.mark.setAccessibleName(said)
        self.words.setText(said)
        self.words.set_tone("watch" if asks else "good")
        self._fit_words()

    def set_brief(self, *, brief: bool) -> None:
        """In a narrow window only the mark says whether all is settled."""
        self._brief = brief
        self._fit_words()

    def _fit_words(self) -> None:
        """The words stand beside the mark where the lists leave room for them."""
        buttons = [each for each in (self.rules, self.recipe) if not each.isHidden()]
        taken = self._row.sizeHint().width() + sum(each.sizeHint().width() for each in buttons) + theme.px(_AROUND)
        wide = round(paint.text_width(self.words.text(), FontRole.META))
        self.words.setVisible(not self._brief and taken + wide <= self.width())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_words()

    def _refit(self) -> None:
        for which in self.boxes:
            self._fit_box(which)

    def _fit_box(self, which: Setting) -> None:
        """As wide as what is chosen, so that all of them find room; the opened list is as wide as it needs."""
        box = self.boxes[which]
        chosen = round(paint.text_width(box.currentText(), FontRole.ROW)) + theme.px(8 + 28 + 8)
        box.setFixedWidth(max(chosen, self._labels[which].sizeHint().width() + theme.px(16)))
        widest = max((paint.text_width(box.itemText(at), FontRole.ROW) for at in range(box.count())), default=0)
        box.view().setMinimumWidth(min(max(theme.px(180), round(widest) + theme.px(32)), theme.px(520)))

    def _group(self, which: Setting, name: str) -> QWidget:
        box = self.boxes[which] = QComboBox()
        box.setObjectName(f"setting_{which.value}")
        box.setAccessibleName(name)
        box.setProperty("look", "quiet")
        box.setMaxVisibleItems(16)
        box.activated.connect(lambda _at: self.changed.emit(which, str(box.currentData())))
        self._labels[which] = PlainLabel(name, FontRole.META, "muted")
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 8, 0)
        head.addWidget(self._labels[which])
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(box)
        rule = QFrame()
        rule.setProperty("look", "rule")
        rule.setFixedWidth(1)
        group = QWidget()
        row = QHBoxLayout(group)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addLayout(column)
        row.addWidget(rule)
        return group


class _Sideways(QScrollArea):
    """Large text may need more room than there is; the lists then move sideways, to the one that has the focus."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self.setObjectName("settings_row")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._inner = inner
        self.setWidget(inner)
        for ground in (self.viewport(), inner):
            ground.setAutoFillBackground(False)

    @override
    def sizeHint(self) -> QSize:
        inner = self._inner.sizeHint()
        bar = self.horizontalScrollBar().sizeHint().height() if self.width() < inner.width() else 0
        return QSize(inner.width(), inner.height() + bar)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), self.sizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()
