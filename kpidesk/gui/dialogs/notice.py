"""Messages that stop: something was not done, or must be decided before it goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from kpidesk.gui import icons

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_ICON = 24


def notice(parent: QWidget, name: str, title: str, text: str, more: str = "", *, report: str = "") -> QMessageBox:
    """Make a message over a window, which deletes itself when it is closed.

    Args:
        parent: The window.
        name: How code and tests find it.
        title: Of its window.
        text: What happened, plain text.
        more: What follows from it, or what to do.
        report: Of a fault of the program, shown on demand; empty where the program did what it should.
    """
    box = QMessageBox(parent)
    box.setObjectName(name)
    # The platform's own sign would be too loud; its kind still says to a screen reader what it is.
    box.setIcon(QMessageBox.Icon.Critical if report else QMessageBox.Icon.Warning)
    box.setIconPixmap(icons.pixmap("triangle-alert", "risk" if report else "watch", _ICON))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(title)
    box.setText(text)
    box.setInformativeText(more)
    if report:
        box.setDetailedText(report)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    # The texts make the layout anew, so the margins come after them.
    layout = box.layout()
    if layout is not None:
        layout.setContentsMargins(24, 20, 24, 20)
    return box
