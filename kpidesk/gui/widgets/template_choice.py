"""Which template an agenda takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QMenu, QWidget
from typing_extensions import override

from kpidesk.gui.widgets.choice_box import ChoiceBox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QWheelEvent

    from kpidesk.domain.entities import Id
    from kpidesk.domain.templates import Template


class TemplateChoice(ChoiceBox):
    """A list of the templates by name; the present one is shown, another one is only asked for."""

    chosen = Signal(object)
    """The `Template` that is wanted now, or None for the usual one."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """`name` is the object name."""
        super().__init__(parent)
        self._templates: Sequence[Template] = ()
        self.setObjectName(name)
        self.setAccessibleName(self.tr("Template"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(10)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.currentIndexChanged.connect(lambda _at: self.chosen.emit(self.template()))

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        # Scrolling past must not choose another template.
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def template(self) -> Template | None:
        """The template that is shown."""
        return next((each for each in self._templates if each.id == self.currentData()), None)

    def ask(self) -> QMenu:
        """Offer the same as a menu, for where the list has no room or the pointer is far."""
        menu, anchor = QMenu(self.window()), self.parentWidget() or self
        menu.setObjectName(f"{self.objectName()}_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for each in self._templates:
            # An ampersand in a name is no shortcut.
            action = menu.addAction(each.name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(each.id == self.currentData())
            action.triggered.connect(lambda _checked=False, each=each: self.choose(each.id))
        menu.popup(anchor.mapToGlobal(anchor.rect().center()))
        return menu

    def offer(self, templates: Sequence[Template], current: Id | None, usual: str = "") -> None:
        """Show the templates and turn to one, without asking for it; `usual` is an entry for none of them."""
        self._templates = templates
        with QSignalBlocker(self):
            self.clear()
            if usual:
                self.addItem(usual, None)
            for each in templates:
                self.addItem(each.name, each.id)
            self.choose(current)
