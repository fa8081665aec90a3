"""The dialog to name a recipe: when it is saved, and when it gets another name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from kpidesk.domain.errors import UserError
from kpidesk.gui.dialogs.field import Field
from kpidesk.gui.dialogs.sheet import Sheet
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Callable


class RecipeNameDialog(Sheet):
    """Asks for a name and hands it on; a name that cannot be taken is refused at the field."""

    named = Signal(object)
    """What keeping the recipe gave back."""

    def __init__(self, parent: QWidget, title: str, name: str, why: str, keep: Callable[[str], Any]) -> None:
        """`keep` does something with the name, and may refuse it with a `UserError`."""
        super().__init__(parent, "recipe_name", title)
        self._keep = keep
        self._line = QLineEdit(name)
        self._line.setObjectName("recipe_name")
        self._line.setAccessibleName(self.tr("Name of the recipe"))
        self._line.setPlaceholderText(self.tr("CRM export, weekly"))
        self._line.setMaxLength(100)
        self.name = Field(self.tr("Name of the recipe"), self._line)
        self.lay_out([PlainLabel(why, FontRole.BODY, "text2", wrap=True), self.name], self.tr("Save"))
        self._line.selectAll()
        self._line.setFocus()

    @override
    def save(self) -> None:
        self.forget_problems()
        try:
            kept = self._keep(self._line.text())
        except UserError as error:
            self.name.complain(str(error))
            self.go_to_problem()
            return
        self.named.emit(kept)
        self.accept()
