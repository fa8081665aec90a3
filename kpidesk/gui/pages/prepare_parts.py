"""What the cards of the Prepare page are made of, and the card of a suggestion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from kpidesk.domain.agenda import TalkingPoint
from kpidesk.domain.terms import Kind
from kpidesk.gui import formats, paint, theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.icon_label import IconLabel
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.painted import Painted

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent


def tr(text: str) -> str:
    """Translate a text of the Prepare page."""
    return QCoreApplication.translate("prepare", text)


@dataclass(frozen=True, slots=True)
class PointView:
    """A talking point with what its card says around it."""

    point: TalkingPoint
    number: int
    kind: Kind | None
    ids: tuple[str, ...]
    most: int
    """The most minutes it may have."""
    raised_by: str = ""
    """First name of the rep, for a point the rep brought."""
    pinned: bool = False
    """Whether it is on every agenda."""
    locked: bool = False
    """Whether it is only looked at: its one-on-one is over."""


class EvidenceId(Painted):
    """The number of a piece of evidence in a small box: E2."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self.setAccessibleName(formats.fill(tr("Evidence %1"), text))

    @override
    def sizeHint(self) -> QSize:
        return QSize(round(paint.text_width(self._text, FontRole.TAG)) + theme.px(10), theme.px(16))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, rect = QPainter(self), QRectF(self.rect())
        paint.box(painter, rect, "raised", "border_strong", 3)
        paint.label(painter, rect, self._text, FontRole.TAG, "text2", Qt.AlignmentFlag.AlignHCenter)


class SuggestionCard(QFrame):
    """A point that may be added. Nothing is added by itself."""

    accept_wanted = Signal(object)
    dismiss_wanted = Signal(object)
    step_wanted = Signal(int)
    """The card above (-1) or below (1) is to get the focus."""

    def __init__(self, view: PointView, planned: float, minutes: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"suggestion_{view.number}")
        self.setProperty("ring", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.point = point = view.point
        title = QHBoxLayout()
        title.setSpacing(8)
        name = PlainLabel(point.title, FontRole.ROW, elide=True)
        name.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        title.addWidget(name)
        title.addStretch(1)
        total = formats.number(planned + point.minutes, 0)
        said = formats.fill(
            tr("%1 min, would make %2 of %3 min."), formats.number(point.minutes, 0), total, str(minutes)
        )
        why = QHBoxLayout()
        why.setSpacing(6)
        reason = PlainLabel(point.why, FontRole.META, "text2", elide=True)
        reason.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        why.addWidget(PlainLabel(tr("Why"), FontRole.META, "muted"))
        why.addWidget(reason)
        for each in view.ids:
            why.addWidget(EvidenceId(each))
        why.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addLayout(title)
        words.addLayout(why)
        words.addWidget(PlainLabel(said, FontRole.META, "muted", elide=True))
        dismiss = Button(tr("Dismiss"), "ghost", size="small", keys="Del")
        dismiss.setObjectName(f"dismiss_{view.number}")
        dismiss.clicked.connect(lambda: self.dismiss_wanted.emit(point.id))
        accept = Button(tr("Accept"), icon="check", size="small", keys="A")
        accept.setObjectName(f"accept_{view.number}")
        accept.clicked.connect(lambda: self.accept_wanted.emit(point.id))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 9, 8, 9)
        row.setSpacing(10)
        row.addWidget(IconLabel("zap", "muted"))
        row.addLayout(words, 1)
        row.addWidget(dismiss)
        row.addWidget(accept)
        self.setAccessibleName(formats.fill(tr("Suggested: %1"), point.title))
        self.setAccessibleDescription(f"{point.why} {said}")
        theme.bind(self._restyle)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        paint.box(QPainter(self), QRectF(self.rect()), None, "control", 6, dashed=True)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_A:
                self.accept_wanted.emit(self.point.id)
            case Qt.Key.Key_Delete:
                self.dismiss_wanted.emit(self.point.id)
            case Qt.Key.Key_Up:
                self.step_wanted.emit(-1)
            case Qt.Key.Key_Down:
                self.step_wanted.emit(1)
            case _:
                super().keyPressEvent(event)

    def _restyle(self) -> None:
        self.setMinimumHeight(theme.px(60))
