"""What the dialogs share: a title, what is asked, and a row of buttons with the primary one last."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLayout, QVBoxLayout, QWidget
from typing_extensions import override

from kpidesk.gui import theme
from kpidesk.gui.dialogs.field import Field
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.tab_order import follow_layouts
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QShowEvent

_FRAME = 40
"""Design pixels that the window's own frame may take of the screen's height."""


class Sheet(QDialog):
    """Subclasses make their controls, call `lay_out` once, and say in `save` what the primary button does."""

    wide: ClassVar[int] = 520
    """Design pixels it takes at least."""

    def __init__(self, parent: QWidget, name: str, title: str) -> None:
        """`name` begins the object names of the dialog and its buttons."""
        super().__init__(parent)
        self._name = name
        self.setObjectName(f"{name}_dialog")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.keep = Button("", "primary")
        self.keep.setObjectName(f"{name}_save")
        self.leave = Button(self.tr("Cancel"))
        self.leave.setObjectName(f"{name}_cancel")

    def lay_out(self, parts: Iterable[QWidget | QLayout], keep: str, *, aside: Button | None = None) -> None:
        """Set the parts below each other, then the buttons: `aside` at the left, `keep` names the primary one."""
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(PlainLabel(self.windowTitle(), FontRole.TITLE, elide=True))
        for part in parts:
            if isinstance(part, QLayout):
                column.addLayout(part)
            else:
                column.addWidget(part)
        column.addSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        if aside is not None:
            row.addWidget(aside)
        row.addStretch(1)
        row.addWidget(self.leave)
        row.addWidget(self.keep)
        column.addLayout(row)
        self.keep.setText(keep)
        self.keep.setDefault(True)
        self.keep.clicked.connect(self.save)
        self.leave.clicked.connect(self.reject)
        theme.bind(self._fit)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        follow_layouts(self)
        return super().focusNextPrevChild(next)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        # Qt puts it over the middle of its window next, and goes by the height it has then.
        self.make_room()
        super().showEvent(event)

    def save(self) -> None:
        """Keep what was entered and close, or say at the field what is wrong."""
        raise NotImplementedError

    def forget_problems(self) -> None:
        """Take back what was said at the fields."""
        for field in self.findChildren(Field):
            field.complain("")

    def go_to_problem(self) -> None:
        """Go to the first field that something is wrong with, and make room for the sentences."""
        wrong = next((field for field in self.findChildren(Field) if field.wrong), None)
        if wrong is not None:
            wrong.control.setFocus()
        self.make_room()

    def make_room(self) -> None:
        """Grow to what is asked and said now, as far as the screen allows."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            wide = max(self.width(), layout.totalMinimumSize().width())
            # Without text that is broken into lines there is no height for a width.
            high = max(layout.totalHeightForWidth(wide), layout.totalMinimumSize().height())
            if not layout.hasHeightForWidth():
                high = layout.totalSizeHint().height()
            most = self.screen().availableGeometry().height() - theme.px(_FRAME)
            self.resize(wide, max(self.height(), min(high, most)))

    def _fit(self) -> None:
        self.setMinimumWidth(theme.px(self.wide))


def beside(*parts: QWidget, shares: Sequence[int] = ()) -> QHBoxLayout:
    """Set parts side by side, in equal shares unless told otherwise."""
    row = QHBoxLayout()
    row.setSpacing(16)
    for part, share in zip(parts, shares or [1] * len(parts), strict=True):
        row.addWidget(part, share)
    return row
