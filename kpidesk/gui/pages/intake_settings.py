"""The strip over the preview: how the file is read, detected and changeable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from kpidesk.domain.terms import Status
from kpidesk.gui import formats, paint, theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.pages.intake_words import detected, layout_name, setting_choices
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.status_mark import StatusMark
from kpidesk.services.column_uses import Setting, setting

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from kpidesk.services.transfer import Preview

_TEXT_ONLY = frozenset({Setting.DELIMITER, Setting.ENCODING})


class IntakeSettings(Card):
    """One list for each setting; `changed` carries the setting and its value, empty for detected."""

    changed = Signal(object, str)
    recipe_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("intake_settings")
        self.setAccessibleName(self.tr("How the file is read"))
        names = {
            Setting.LAYOUT: self.tr("Layout"),
            Setting.NUMBERS: self.tr("Numbers"),
            Setting.DATES: self.tr("Dates"),
            Setting.CADENCE: self.tr("A value covers"),
            Setting.DELIMITER: self.tr("Columns split by"),
            Setting.ENCODING: self.tr("Text encoding"),
        }
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
        self.recipe = Button(self.tr("Use a recipe…"), size="small")
        self.recipe.setObjectName("use_recipe")
        self.recipe.clicked.connect(self.recipe_wanted)
        row.addWidget(self.mark)
        row.addSpacing(8)
        row.addWidget(self.words)
        row.addSpacing(12)
        row.addWidget(self.recipe)
        self.body.addLayout(row)
        theme.on_change(self._refit)

    def set_preview(self, preview: Preview) -> None:
        """Show what was detected or said."""
        for which, box in self.boxes.items():
            said = setting(preview.recipe, which)
            first = layout_name(said) if which is Setting.LAYOUT and said else detected(which, preview)
            with QSignalBlocker(box):
                box.clear()
                box.addItem(first, "")
                for label, value in setting_choices(which):
                    if not (which is Setting.LAYOUT and value == said):
                        box.addItem(label, value)
                box.setCurrentIndex(max(box.findData(said), 0))
            self._fit_box(which)
            self._groups[which].setVisible(which not in _TEXT_ONLY or preview.encoding is not None)
        asks = preview.question is not None
        self._row.updateGeometry()
        name = preview.recipe.name
        settled = formats.fill(self.tr("Recipe %1"), name) if name else self.tr("Detected, change if wrong")
        said = self.tr("One thing to decide") if asks else settled
        self.mark.set_status(Status.WATCH if asks else Status.GOOD, said)
        self.mark.setAccessibleName(said)
        self.words.setText(said)
        self.words.set_tone("watch" if asks else "good")

    def set_brief(self, *, brief: bool) -> None:
        """In a narrow window only the mark says whether all is settled."""
        self.words.setVisible(not brief)

    def _refit(self) -> None:
        for which in self.boxes:
            self._fit_box(which)

    def _fit_box(self, which: Setting) -> None:
        """As wide as what is chosen, so that all of them find room; the opened list is as wide as it needs."""
        box = self.boxes[which]
        chosen = round(paint.text_width(box.currentText(), FontRole.ROW)) + theme.px(8 + 28 + 8)
        box.setFixedWidth(max(chosen, self._labels[which].sizeHint().width() + theme.px(16)))
        box.view().setMinimumWidth(theme.px(180))

    def _group(self, which: Setting, name: str) -> QWidget:
        box = self.boxes[which] = QComboBox()
        box.setObjectName(f"setting_{which.value}")
        box.setAccessibleName(name)
        box.setProperty("look", "quiet")
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
