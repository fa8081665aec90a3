"""The card of one talking point on the agenda."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from kpidesk.domain.terms import Section
from kpidesk.gui import formats, paint, theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.pages.prepare_parts import EvidenceId, Grip, PointView, tr
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.minute_stepper import MinuteStepper
from kpidesk.gui.widgets.tag import Tag

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent

    from kpidesk.domain.agenda import TalkingPoint


_AROUND = 10 + 10 + 10 + 10 + 10 + 8 + 12
"""Pixels of a card that are no text: margins, grip and gaps."""


class AgendaCard(QFrame):
    """One talking point. It opens when it has the focus: then the whole reason and the questions are in sight."""

    opened = Signal(object)
    """The id of the talking point that got the focus."""
    minutes_wanted = Signal(object, int)
    move_wanted = Signal(object, int)
    dismiss_wanted = Signal(object)
    reword_wanted = Signal(object)
    step_wanted = Signal(int)
    """The card above (-1) or below (1) is to get the focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: PointView | None = None
        self._open = False
        self.setProperty("ring", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._number = PlainLabel("", FontRole.ROW, "muted")
        self._number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = PlainLabel("", FontRole.STRONG, elide=True)
        self._title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._kind, self._raised = Tag(), Tag()
        self._why = PlainLabel("", FontRole.META, "text2", elide=True)
        self._why.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._whole_why = PlainLabel("", FontRole.META, "text2", wrap=True)
        self._ids: list[EvidenceId] = []
        self._asked = PlainLabel("", FontRole.META, "text", wrap=True)
        self.stepper = MinuteStepper()
        self.stepper.setMinimum(1)
        self.stepper.valueChanged.connect(self._on_minutes)
        self._lay_out()
        self._add_actions()
        theme.bind(self._restyle)

    @property
    def point(self) -> TalkingPoint | None:
        """What the card shows."""
        return self._view.point if self._view else None

    def show_view(self, view: PointView) -> None:
        """Show another talking point."""
        self._view, point = view, view.point
        self.setObjectName(f"agenda_item_{view.number}")
        self._number.setText(str(view.number))
        self._title.setText(point.title)
        self._kind.setVisible(view.kind is not None)
        self._kind.set_text("", view.kind)
        self._raised.setVisible(bool(view.raised_by))
        self._raised.set_text(view.raised_by)
        self._why.setText(point.why)
        self._whole_why.setText(point.why)
        self._asked.setText("\n".join(point.questions))
        for old in self._ids:
            old.hide()
            old.deleteLater()
        self._ids = [EvidenceId(each) for each in view.ids]
        for at, each in enumerate(self._ids):
            self._why_row.insertWidget(3 + at, each, 0, Qt.AlignmentFlag.AlignTop)
        quiet = QSignalBlocker(self.stepper)
        self.stepper.set_limit(view.most, self._limit_words(view))
        self.stepper.setValue(int(point.minutes))
        quiet.unblock()
        self.stepper.setObjectName(f"agenda_minutes_{view.number}")
        self.stepper.setAccessibleName(formats.fill(tr("Minutes for %1"), point.title))
        minutes = formats.fill(tr("%1 minutes"), formats.number(point.minutes, 0))
        self.setAccessibleName(f"{view.number}. {point.title}, {minutes}")
        self.setAccessibleDescription(f"{point.why} {' '.join(point.questions)}".strip())
        self.set_open(open_=self._open)

    def set_open(self, *, open_: bool) -> None:
        """Show the whole reason and the questions, or one line."""
        self._open = open_
        self._ask.setVisible(open_ and bool(self._asked.text()))
        self._fit_why()

    def _fit_why(self) -> None:
        """Break the reason into lines where it is open and too long for one."""
        taken = self.stepper.sizeHint().width() + theme.px(14) + _AROUND + self._why_word.sizeHint().width()
        taken += sum(each.sizeHint().width() + 6 for each in self._ids)
        whole = self._open and paint.text_width(self._why.text(), FontRole.META) > self.width() - taken
        self._whole_why.setVisible(whole)
        self._why.setVisible(not whole)
        self.updateGeometry()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_why()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, rect = QPainter(self), QRectF(self.rect())
        paint.box(painter, rect, "raised", "border", 6)
        tone = self._view.kind.value if self._view and self._view.kind else "border_strong"
        with paint.saved(painter):
            painter.setClipRect(QRectF(0, 0, theme.px(3), rect.height()))
            paint.box(painter, rect, tone, None, 6)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Plus:
                self.stepper.stepBy(1)
            case Qt.Key.Key_Minus:
                self.stepper.stepBy(-1)
            case Qt.Key.Key_Up:
                self.step_wanted.emit(-1)
            case Qt.Key.Key_Down:
                self.step_wanted.emit(1)
            case _:
                super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._view is not None and event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.opened.emit(self._view.point.id)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    def _lay_out(self) -> None:
        title = QHBoxLayout()
        title.setSpacing(8)
        for part in (self._title, self._kind, self._raised):
            title.addWidget(part)
        title.addStretch(1)
        self._why_row = QHBoxLayout()
        self._why_row.setSpacing(6)
        self._why_word = PlainLabel(tr("Why"), FontRole.META, "muted")
        self._why_row.addWidget(self._why_word, 0, Qt.AlignmentFlag.AlignTop)
        self._why_row.addWidget(self._why, 0, Qt.AlignmentFlag.AlignTop)
        self._why_row.addWidget(self._whole_why, 100)
        self._why_row.addStretch(1)
        self._ask = QWidget()
        ask = QHBoxLayout(self._ask)
        ask.setContentsMargins(0, 7, 0, 0)
        ask.setSpacing(10)
        ask.addWidget(PlainLabel(tr("Ask"), FontRole.META, "muted"), 0, Qt.AlignmentFlag.AlignTop)
        ask.addWidget(self._asked, 1)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addLayout(title)
        words.addSpacing(2)
        words.addLayout(self._why_row)
        words.addWidget(self._ask)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 9, 8, 9)
        row.setSpacing(10)
        row.addWidget(Grip())
        row.addWidget(self._number)
        row.addLayout(words, 1)
        row.addWidget(self.stepper)

    def _add_actions(self) -> None:
        """The same gestures by key and in the context menu."""
        for name, text, keys, wanted in (
            ("up", tr("Move up"), "Alt+Up", lambda ident: self.move_wanted.emit(ident, -1)),
            ("down", tr("Move down"), "Alt+Down", lambda ident: self.move_wanted.emit(ident, 1)),
            ("reword", tr("Say it in other words…"), "F2", self.reword_wanted.emit),
            ("dismiss", tr("Take off the agenda"), "Del", self.dismiss_wanted.emit),
        ):
            action = QAction(text, self)
            action.setObjectName(f"agenda_{name}")
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(lambda _checked=False, wanted=wanted: self._with_id(wanted))
            self.addAction(action)

    def _with_id(self, wanted: object) -> None:
        if self._view is not None and callable(wanted):
            wanted(self._view.point.id)

    def _on_minutes(self, minutes: int) -> None:
        if self._view is not None and minutes != int(self._view.point.minutes):
            self.minutes_wanted.emit(self._view.point.id, minutes)

    def _limit_words(self, view: PointView) -> str:
        if view.point.section is not Section.FORECAST:
            return ""
        return tr("Forecast is at its limit. Shorten it or make the meeting longer.")

    def _restyle(self) -> None:
        self.setMinimumHeight(theme.px(60))
        self._number.setMinimumWidth(theme.px(14))
