"""The button with what can be done with recipes: use one, save this one, read without, manage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from kpidesk.gui import formats
from kpidesk.gui.widgets.buttons import Button

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpidesk.services.recipe_shelf import Offer


class RecipeMenu(Button):
    """Opens a menu; Alt+Down or Space from the keyboard."""

    file_wanted = Signal()
    save_wanted = Signal()
    none_wanted = Signal()
    manage_wanted = Signal()
    offer_wanted = Signal(object)
    """An `Offer` to read the file by."""

    def __init__(self) -> None:
        super().__init__("", size="small", icon="chevron-down")
        self.setText(self.tr("Recipe"))
        self.setObjectName("recipe_menu")
        self._menu = QMenu(self)
        self._menu.setAccessibleName(self.tr("Recipe"))
        self.save = self._action("save_recipe", self.tr("Save as a recipe…"), self.save_wanted)
        self.use = self._action("use_recipe", self.tr("Use a recipe file…"), self.file_wanted)
        self.none = self._action("without_recipe", self.tr("Read without a recipe"), self.none_wanted)
        self.manage = self._action("manage_recipes", self.tr("Manage recipes…"), self.manage_wanted)
        self.clicked.connect(self.open)
        self.set_offers(())

    def set_offers(self, offers: Sequence[Offer]) -> None:
        """Show the saved recipes that fit the file."""
        self._menu.clear()
        for offer in offers[:8]:
            action = QAction(formats.fill(self.tr("Use “%1”"), offer.kept.recipe.name), self._menu)
            action.triggered.connect(lambda _on=False, offer=offer: self.offer_wanted.emit(offer))
            self._menu.addAction(action)
        if offers:
            self._menu.addSeparator()
        for action in (self.save, self.use, self.none, self.manage):
            self._menu.addAction(action)

    def open(self) -> None:
        """Open the menu below the button."""
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _action(self, name: str, text: str, wanted: SignalInstance) -> QAction:
        action = QAction(text, self)
        action.setObjectName(name)
        action.triggered.connect(wanted)
        return action
