"""The dialog to manage recipes: what each says, another name, delete, export, take a file in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from kpidesk.domain.errors import UserError
from kpidesk.gui import formats, theme
from kpidesk.gui.dialogs.recipe_name import RecipeNameDialog
from kpidesk.gui.dialogs.sheet import Sheet
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.services.recipe_parts import dumps

if TYPE_CHECKING:
    from collections.abc import Callable

    from kpidesk.services.recipe_shelf import Kept, RecipeShelf


class RecipesDialog(Sheet):
    """Every gesture is done at once; deleting offers the way back until the dialog closes."""

    wide = 820
    used = Signal(object)
    """The `Kept` recipe to read the open file by."""

    def __init__(self, parent: QWidget, shelf: RecipeShelf, *, can_use: bool) -> None:
        """`can_use`: there is a file open that could be read by one of them."""
        super().__init__(parent, "recipes", self.tr("Recipes"))
        self._shelf, self._can_use = shelf, can_use
        self._deleted: Kept | None = None
        self.ask_open: Callable[[], Path | None] = self._ask_open
        self.ask_save: Callable[[str], Path | None] = self._ask_save
        self.list = QListWidget()
        self.list.setObjectName("recipes_list")
        self.list.setAccessibleName(self.tr("Recipes"))
        self.text = QPlainTextEdit()
        self.text.setObjectName("recipe_text")
        self.text.setAccessibleName(self.tr("What the recipe says"))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.rename = self._button("rename_recipe", self.tr("Rename…"), "pencil", self._rename)
        self.delete = self._button("delete_recipe", self.tr("Delete"), "trash-2", self._delete)
        self.export = self._button("export_recipe", self.tr("Export…"), "upload", self._export)
        self.take_in = self._button("import_recipe", self.tr("Add a file…"), "download", self._take_in)
        self.back = self._button("undo_delete_recipe", self.tr("Bring back"), "undo-2", self._bring_back)
        self.news = PlainLabel("", FontRole.META, "text2", wrap=True)
        self.news.setObjectName("recipes_news")
        self._lay_out()
        self.list.currentRowChanged.connect(lambda _row: self._show())
        self._refill(None)
        self.list.setFocus()
        theme.bind(self._restyle)

    @property
    def current(self) -> Kept | None:
        """The chosen recipe."""
        at = self.list.currentRow()
        return self._all[at] if 0 <= at < len(self._all) else None

    @override
    def save(self) -> None:
        if self._can_use and self.current is not None:
            self.used.emit(self.current)
        self.accept()

    def _refill(self, name: str | None) -> None:
        self._all = self._shelf.all()
        self.list.clear()
        for kept in self._all:
            said = kept.recipe.name if kept.own else formats.fill(self.tr("%1, comes with KPIdesk"), kept.recipe.name)
            self.list.addItem(QListWidgetItem(said))
        at = next((at for at, kept in enumerate(self._all) if kept.recipe.name == name), 0)
        self.list.setCurrentRow(at if self._all else -1)
        damaged = [f"{path.name}: {why}" for path, why in self._shelf.unreadable()]
        self._say("\n".join(damaged))
        self._show()

    def _show(self) -> None:
        kept = self.current
        self.text.setPlainText(dumps(kept.recipe) if kept is not None else "")
        for button in (self.rename, self.delete):
            button.setEnabled(kept is not None and kept.own)
        self.export.setEnabled(kept is not None)
        self.back.setVisible(self._deleted is not None)

    def _rename(self) -> None:
        kept = self.current
        if kept is not None:
            why = self.tr("Imports that used it keep the name it had then.")
            title, name = self.tr("Rename the recipe"), kept.recipe.name
            dialog = RecipeNameDialog(self, title, name, why, lambda text: self._shelf.rename(kept, text))
            dialog.named.connect(lambda renamed: self._refill(renamed.recipe.name))
            dialog.open()

    def _delete(self) -> None:
        kept = self.current
        if kept is not None and self._tried(lambda: self._shelf.delete(kept)):
            self._deleted = kept
            self._refill(None)
            self._say(formats.fill(self.tr("%1 is deleted. Imports that used it stay."), kept.recipe.name))
            self.list.setFocus()

    def _bring_back(self) -> None:
        kept = self._deleted
        if kept is not None and self._tried(lambda: self._shelf.export(kept, kept.path)):
            self._deleted = None
            self._refill(kept.recipe.name)
            self.list.setFocus()

    def _export(self) -> None:
        kept = self.current
        path = self.ask_save(kept.path.name) if kept is not None else None
        if kept is not None and path is not None and self._tried(lambda: self._shelf.export(kept, path)):
            self._say(formats.fill(self.tr("Written to %1."), path.name))

    def _take_in(self) -> None:
        path = self.ask_open()
        if path is None:
            return
        try:
            kept = self._shelf.take_in(path)
        except UserError as error:
            self._say(str(error), wrong=True)
            return
        self._refill(kept.recipe.name)

    def _tried(self, gesture: Callable[[], object]) -> bool:
        try:
            gesture()
        except UserError as error:
            self._say(str(error), wrong=True)
            return False
        return True

    def _say(self, sentence: str, *, wrong: bool = False) -> None:
        self.news.setText(sentence)
        self.news.set_tone("risk" if wrong else "text2")
        self.news.setVisible(bool(sentence))

    def _button(self, name: str, text: str, icon: str, gesture: Callable[[], None]) -> Button:
        button = Button(text, size="small", icon=icon)
        button.setObjectName(name)
        button.clicked.connect(gesture)
        return button

    def _lay_out(self) -> None:
        gestures = QHBoxLayout()
        gestures.setSpacing(8)
        for button in (self.rename, self.delete, self.export, self.take_in, self.back):
            gestures.addWidget(button)
        gestures.addStretch(1)
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addWidget(self.list, 2)
        both.addWidget(self.text, 3)
        whole = QVBoxLayout()
        whole.setSpacing(8)
        whole.addLayout(both, 1)
        whole.addLayout(gestures)
        why = PlainLabel(
            self.tr("A recipe says how the columns of a kind of file become KPI values. It is a small text file."),
            FontRole.BODY,
            "text2",
            wrap=True,
        )
        self.leave.setText(self.tr("Close"))
        self.lay_out([why, whole, self.news], self.tr("Use this recipe") if self._can_use else self.tr("Done"))
        self.leave.setVisible(self._can_use)

    def _ask_open(self) -> Path | None:
        path, _kind = QFileDialog.getOpenFileName(self, self.tr("Add a recipe"), "", self.tr("Recipes (*.toml)"))
        return Path(path) if path else None

    def _ask_save(self, name: str) -> Path | None:
        path, _kind = QFileDialog.getSaveFileName(self, self.tr("Export the recipe"), name, self.tr("Recipes (*.toml)"))
        return Path(path) if path else None

    def _restyle(self) -> None:
        self.list.setSpacing(theme.px(3))
        self.resize(theme.px(820), theme.px(540))
