"""The card of one talking point on the agenda."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from kpidesk.domain.terms import Section
from kpidesk.gui import formats, paint, theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.pages.prepare_drag import Grip
from kpidesk.gui.pages.prepare_parts import PointView, tr
from kpidesk.gui.pages.prepare_reason import Reason
from kpidesk.gui.pages.prepare_rewording import Rewording
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.minute_stepper import MinuteStepper
from kpidesk.gui.widgets.tag import Tag

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent

    from kpidesk.domain.agenda import TalkingPoint
    from kpidesk.domain.entities import Id


class AgendaCard(QFrame):
    """One talking point. It opens when it has the focus: then the whole reason and the questions are in sight."""

    opened = Signal(object)
    """The id of the talking point that got the focus."""
    minutes_wanted = Signal(object, int)
    move_wanted = Signal(object, int)
    dismiss_wanted = Signal(object)
    reword_wanted = Signal(object, str, str)
    """Another title and another reason."""
    pin_wanted = Signal(object)
    """It is to be pinned, or released if it is."""
    carried = Signal(QPoint)
    let_go = Signal(QPoint)
    put_back = Signal()
    step_wanted = Signal(int)
    """The card above (-1) or below (1) is to get the focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: PointView | None = None
        self._open, self._linked = False, False
        self.setProperty("ring", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._number = PlainLabel("", FontRole.ROW, "muted")
        self._number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = PlainLabel("", FontRole.STRONG, elide=True)
        self._title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._kind, self._raised, self._pinned = Tag(), Tag(), Tag(tr("Pinned"))
        self._why = Reason()
        self._asked = PlainLabel("", FontRole.META, "text", wrap=True)
        self.grip = Grip()
        policy = self.grip.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.grip.setSizePolicy(policy)
        self.grip.pressed.connect(lambda: self.setFocus(Qt.FocusReason.MouseFocusReason))
        self.grip.carried.connect(self.carried)
        self.grip.let_go.connect(self.let_go)
        self.grip.put_back.connect(self.put_back)
        self.rewording = Rewording()
        self.rewording.kept.connect(self._on_reworded)
        self.rewording.put_back.connect(self._end_rewording)
        self.stepper = MinuteStepper()
        self.stepper.setMinimum(1)
        self.stepper.valueChanged.connect(self._on_minutes)
        self._minutes = PlainLabel("", FontRole.STRONG)
        self._lay_out()
        self._add_actions()
        theme.bind(self._restyle)

    @property
    def point(self) -> TalkingPoint | None:
        """What the card shows."""
        return self._view.point if self._view else None

    def show_view(self, view: PointView) -> None:
        """Show another talking point."""
        if self.point is not None and self.point.id != view.point.id and self.rewording.is_open:
            self._end_rewording()
        self._view, point = view, view.point
        self.setObjectName(f"agenda_item_{view.number}")
        self._number.setText(str(view.number))
        self._title.setText(point.title)
        self._kind.setVisible(view.kind is not None)
        self._kind.set_text("", view.kind)
        self._raised.setVisible(bool(view.raised_by))
        self._raised.set_text(view.raised_by)
        self._pinned.setVisible(view.pinned)
        self._pin.setText(tr("Release from every agenda") if view.pinned else tr("Pin to every agenda"))
        self._minutes.setText(formats.fill(tr("%1 min"), formats.number(point.minutes, 0)))
        self._lock(locked=view.locked)
        self._why.show_reason(point.why, view.ids)
        self._asked.setText("\n".join(point.questions))
        quiet = QSignalBlocker(self.stepper)
        self.stepper.set_limit(view.most, self._limit_words(view))
        self.stepper.setValue(int(point.minutes))
        quiet.unblock()
        self.stepper.setObjectName(f"agenda_minutes_{view.number}")
        self.stepper.setAccessibleName(formats.fill(tr("Minutes for %1"), point.title))
        minutes = formats.fill(tr("%1 minutes"), formats.number(point.minutes, 0))
        self.setAccessibleName(f"{view.number}. {point.title}, {minutes}" + (tr(", pinned") if view.pinned else ""))
        self.setAccessibleDescription(f"{point.why} {' '.join(point.questions)}".strip())
        self.set_open(open_=self._open)

    def set_open(self, *, open_: bool) -> None:
        """Show the whole reason and the questions, or one line."""
        self._open = open_
        self._ask.setVisible(open_ and bool(self._asked.text()))
        self._why.set_open(open_=open_)

    def set_linked(self, *, linked: bool) -> None:
        """Ring it as what rests on the chosen evidence."""
        if linked != self._linked:
            self._linked = linked
            self.update()

    def reword(self) -> None:
        """Let title and reason be said in other words, on the card itself."""
        if self._view is None or self._view.locked:
            return
        self.rewording.begin(self._view.point.title, self._view.point.why)
        self._said.hide()
        self.rewording.show()
        self.rewording.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lock(self, *, locked: bool) -> None:
        """Take the handles off, or put them back."""
        self.grip.setVisible(not locked)
        self.stepper.setVisible(not locked)
        self.stepper.setEnabled(not locked)
        self._minutes.setVisible(locked)
        for action in self.actions():
            action.setEnabled(not locked)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, rect = QPainter(self), QRectF(self.rect())
        paint.box(painter, rect, "raised", "border", 6)
        tone = self._view.kind.value if self._view and self._view.kind else "border_strong"
        with paint.saved(painter):
            painter.setClipRect(QRectF(0, 0, theme.px(3), rect.height()))
            paint.box(painter, rect, tone, None, 6)
        if self._linked:
            for inset in (0, 1):
                paint.box(painter, rect.adjusted(inset, inset, -inset, -inset), None, "focus", 6 - inset)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Plus if self.stepper.isEnabled():
                self.stepper.stepBy(1)
            case Qt.Key.Key_Minus if self.stepper.isEnabled():
                self.stepper.stepBy(-1)
            case Qt.Key.Key_Up:
                self.step_wanted.emit(-1)
            case Qt.Key.Key_Down:
                self.step_wanted.emit(1)
            case Qt.Key.Key_Escape:
                self.grip.call_off()
            case _:
                super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._view is not None and event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.opened.emit(self._view.point.id)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self.grip.light(on=True)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.grip.light(on=False)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.reword()

    def _lay_out(self) -> None:
        title = QHBoxLayout()
        title.setSpacing(8)
        for part in (self._title, self._kind, self._raised, self._pinned):
            title.addWidget(part)
        title.addStretch(1)
        self._ask = QWidget()
        ask = QHBoxLayout(self._ask)
        ask.setContentsMargins(0, 7, 0, 0)
        ask.setSpacing(10)
        ask.addWidget(PlainLabel(tr("Ask"), FontRole.META, "muted"), 0, Qt.AlignmentFlag.AlignTop)
        ask.addWidget(self._asked, 1)
        self._said = QWidget()
        words = QVBoxLayout(self._said)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        words.addStretch(1)
        words.addLayout(title)
        words.addSpacing(2)
        words.addWidget(self._why)
        words.addWidget(self._ask)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 9, 8, 9)
        row.setSpacing(10)
        row.addWidget(self.grip)
        row.addSpacing(-7)
        row.addWidget(self._number)
        row.addWidget(self._said, 1)
        row.addWidget(self.rewording, 1)
        row.addWidget(self.stepper)
        row.addWidget(self._minutes)
        self.rewording.hide()

    def _add_actions(self) -> None:
        """The same gestures by key and in the context menu."""
        self._action("up", tr("Move up"), "Alt+Up", lambda ident: self.move_wanted.emit(ident, -1))
        self._action("down", tr("Move down"), "Alt+Down", lambda ident: self.move_wanted.emit(ident, 1))
        self._action("reword", tr("Say it in other words"), "F2", lambda _ident: self.reword())
        self._pin = self._action("pin", tr("Pin to every agenda"), "P", self.pin_wanted.emit)
        self._action("dismiss", tr("Take off the agenda"), "Del", self.dismiss_wanted.emit)

    def _action(self, name: str, text: str, keys: str, wanted: Callable[[Id], object]) -> QAction:
        action = QAction(text, self)
        action.setObjectName(f"agenda_{name}")
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda: self._with_id(wanted))
        self.addAction(action)
        return action

    def _with_id(self, wanted: Callable[[Id], object]) -> None:
        if self._view is not None:
            wanted(self._view.point.id)

    def _on_reworded(self, title: str, why: str) -> None:
        self._end_rewording()
        point = self.point
        if point is not None and (title.strip(), why.strip()) != (point.title, point.why):
            self.reword_wanted.emit(point.id, title, why)

    def _end_rewording(self) -> None:
        if self.rewording.title.hasFocus() or self.rewording.why.hasFocus():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.rewording.hide()
        self._said.show()

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
