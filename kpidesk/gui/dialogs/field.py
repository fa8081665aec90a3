"""A labelled control of a dialog, with room below it for what is wrong."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kpidesk.gui.fonts import FontRole
from kpidesk.gui.widgets.labels import PlainLabel


class Field(QWidget):
    """Label above, control, complaint below; the complaint is also the control's accessible description.

    `tall` gives the control all the height there is.
    """

    def __init__(self, label: str, control: QWidget, parent: QWidget | None = None, *, tall: bool = False) -> None:
        super().__init__(parent)
        self.control = control
        self._label = PlainLabel(label, FontRole.GROUP, "text2")
        self._label.setBuddy(control)
        self._complaint = PlainLabel("", FontRole.META, "risk", wrap=True)
        self._complaint.setObjectName(f"{control.objectName()}_problem")
        self._complaint.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._label)
        column.addWidget(control, int(tall))
        column.addWidget(self._complaint)
        column.addStretch(int(not tall))

    def set_label(self, text: str) -> None:
        """Change the label."""
        self._label.setText(text)

    @property
    def wrong(self) -> bool:
        """Whether something was said about it."""
        return bool(self._complaint.text())

    def complain(self, sentence: str) -> None:
        """Say what is wrong; an empty sentence takes it back."""
        self._complaint.setText(sentence)
        self._complaint.setVisible(bool(sentence))
        self.control.setAccessibleDescription(sentence)
