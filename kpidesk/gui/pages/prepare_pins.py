"""What is pinned to every agenda of a rep, whether or not it is on this one, each with a way to release it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kpidesk.gui import formats
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.pages.prepare_parts import tr
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.icon_label import IconLabel
from kpidesk.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kpidesk.domain.entities import Id, Pin


class PinList(QWidget):
    """One line for each pin, oldest first; without pins it takes no room."""

    release_wanted = Signal(object, str)
    """A `Pin`, and what it is called."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._lines: list[QWidget] = []

    def show_pins(self, pins: Sequence[Pin], names: Mapping[Id, str]) -> None:
        """Show other pins; `names` are those of KPIs."""
        for old in self._lines:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._lines = [self._line(at, each, names) for at, each in enumerate(pins, start=1)]
        for line in self._lines:
            self._column.addWidget(line)
        self.setVisible(bool(pins))

    def _line(self, number: int, pin: Pin, names: Mapping[Id, str]) -> QWidget:
        name = names.get(pin.kpi_id, tr("a KPI no longer in use")) if pin.kpi_id else pin.text
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(IconLabel("pin", "text2", 14))
        row.addWidget(PlainLabel(formats.fill(tr("On every agenda: %1"), name), FontRole.META, "text2", elide=True), 1)
        release = Button(tr("Release"), "link")
        release.setObjectName(f"release_pin_{number}")
        release.setAccessibleName(formats.fill(tr("Release: %1"), name))
        release.clicked.connect(lambda: self.release_wanted.emit(pin, name))
        row.addWidget(release)
        return line
