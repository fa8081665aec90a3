"""A list to choose one value from."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QComboBox


class ChoiceBox(QComboBox):
    """A combo box that finds its values by equality. Qt's `findData` compares Python values by identity."""

    def place_of(self, value: Any) -> int:
        """Where a value is, or -1."""
        return next((at for at in range(self.count()) if self.itemData(at) == value), -1)

    def choose(self, value: Any) -> None:
        """Turn to a value, or to the first one if it is not there."""
        self.setCurrentIndex(max(0, self.place_of(value)) if self.count() else -1)
