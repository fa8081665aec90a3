"""The middle of the Prepare page: the agenda with its minutes, its fence, and what else might go on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from kpidesk.domain.terms import MeetingStatus
from kpidesk.gui import formats, theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.pages.prepare_cards import AgendaCard
from kpidesk.gui.pages.prepare_drag import InsertLine
from kpidesk.gui.pages.prepare_length import MeetingLength
from kpidesk.gui.pages.prepare_minutes import MinutesHead
from kpidesk.gui.pages.prepare_parts import PointView, SuggestionCard, tr
from kpidesk.gui.pages.prepare_plan import Plan, kind_of, most_minutes
from kpidesk.gui.pages.prepare_why import WhyStrip
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.kbd import Kbd
from kpidesk.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from PySide6.QtGui import QResizeEvent

    from kpidesk.domain.agenda import TalkingPoint
    from kpidesk.domain.entities import Id

_AROUND = 12
"""Pixels kept in sight above and below the card that gets the keyboard."""
_LOW_BELOW = 380
"""Design pixels of height below which the minutes scroll with the cards, so that these have room."""


class AgendaColumn(Card):
    """Strip, meter and cards. Every gesture is only asked for; the page carries it out."""

    opened = Signal(object)
    minutes_wanted = Signal(object, int)
    move_wanted = Signal(object, int)
    dismiss_wanted = Signal(object)
    accept_wanted = Signal(object)
    why_given = Signal(object, str)
    """Why something was dismissed."""
    reword_wanted = Signal(object, str, str)
    pin_wanted = Signal(object)
    length_wanted = Signal(int)
    keep_wanted = Signal()
    add_wanted = Signal()
    left_out_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Agenda"), parent=parent)
        self.setObjectName("prepare_agenda")
        self.cards: list[AgendaCard] = []
        self.offers: list[SuggestionCard] = []
        self._open: Id | None = None
        self._low = False
        self.length = MeetingLength()
        self.length.chosen.connect(self.length_wanted)
        self.right.addWidget(self.length)
        self.minutes = MinutesHead()
        self.keep = Button(tr("Keep this agenda"), size="small", icon="check")
        self.keep.setObjectName("keep_agenda")
        self.keep.clicked.connect(self.keep_wanted)
        self._lay_out()

    def show_plan(self, plan: Plan) -> None:
        """Show another agenda; the open card stays open."""
        points = plan.points
        self.set_count(str(len(points)))
        self.length.show_minutes(plan.meeting.minutes if plan.kept else plan.agenda.minutes)
        self.minutes.show_plan(plan)
        self._show_state(plan)
        self._keep_asking(plan)
        minutes, cap = plan.agenda.minutes, plan.agenda.cap
        views = [
            self._view(plan, point, at, most_minutes(points, point, minutes, cap)) for at, point in _numbered(points)
        ]
        while len(self.cards) < len(views):
            self._add_card()
        for at, card in enumerate(self.cards):
            card.setVisible(at < len(views))
            if at < len(views):
                card.show_view(views[at])
        self._show_offers(plan)
        self.show_open(self._open)

    def show_open(self, ident: Id | None) -> None:
        """Open the card of one talking point and close the others."""
        self._open = ident
        for card in self.cards:
            card.set_open(open_=card.point is not None and card.point.id == ident)

    def show_linked(self, idents: Collection[Id]) -> None:
        """Ring the cards that rest on the chosen evidence."""
        for card in self.cards:
            card.set_linked(linked=card.point is not None and card.point.id in idents)

    @property
    def shown(self) -> list[AgendaCard]:
        """The cards of what is on the agenda, in order."""
        return [each for each in self.cards if not each.isHidden()]

    @property
    def current(self) -> AgendaCard | SuggestionCard | None:
        """The card that has the keyboard, else the open one."""
        focus = QApplication.focusWidget()
        cards: list[AgendaCard | SuggestionCard] = [*self.shown, *self.offers]
        for each in cards:
            if focus is not None and (focus is each or each.isAncestorOf(focus)):
                return each
        return next((each for each in self.shown if each.point is not None and each.point.id == self._open), None)

    def focus_near(self, at: int) -> None:
        """Give the focus to the card at a place, or to the last one."""
        order: list[QWidget] = [*self.shown, *self.offers]
        if order:
            order[min(max(at, 0), len(order) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def place_of(self, ident: Id) -> int:
        """Where the card of a talking point stands, suggestions after the agenda."""
        cards: list[AgendaCard | SuggestionCard] = [*self.shown, *self.offers]
        order = [each.point.id if each.point else None for each in cards]
        return order.index(ident) if ident in order else 0

    def focus_point(self, ident: Id | None) -> None:
        """Give the focus to the card of a talking point, or to the first one."""
        found = [each for each in self.shown if each.point is not None]
        wanted = next((each for each in found if each.point is not None and each.point.id == ident), None)
        if wanted is not None or found:
            (wanted or found[0]).setFocus(Qt.FocusReason.OtherFocusReason)

    def _view(self, plan: Plan, point: TalkingPoint, number: int, most: int) -> PointView:
        raised = plan.rep.first_name if point.raised_by_rep else ""
        pinned = point.evidence.get("pin") in plan.pins
        return PointView(point, number, kind_of(point), tuple(plan.ids(point)), most, raised, pinned, plan.locked)

    def _show_state(self, plan: Plan) -> None:
        """A proposal is offered to be kept; of what is over every handle is taken off."""
        self._draft.setVisible(plan.locked or not plan.kept)
        self._draft_words.setText(
            _over(plan) if plan.locked else tr("A proposal from the numbers. Keep it, then change it.")
        )
        self.keep.setVisible(not plan.locked)
        self.length.setVisible(not plan.locked)
        self.add.setVisible(not plan.locked)
        self._hints.setVisible(not plan.locked)

    def _show_offers(self, plan: Plan) -> None:
        for old in self.offers:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.offers = []
        for at, point in _numbered(() if plan.locked else plan.agenda.suggestions):
            card = SuggestionCard(
                self._view(plan, point, at, plan.agenda.minutes), plan.planned_minutes, plan.agenda.minutes
            )
            card.accept_wanted.connect(self.accept_wanted)
            card.dismiss_wanted.connect(self.dismiss_wanted)
            card.step_wanted.connect(lambda step, card=card: self._step(card, step))
            self.offers.append(card)
            self._list.insertWidget(self._list.count() - 1, card)
        self._suggested.setVisible(bool(self.offers))
        left_out = len(plan.left_out) + len(plan.dismissed)
        self.left_out.setVisible(left_out > 0)
        self.left_out.setText(formats.fill(tr("Left out and why, %1"), str(left_out)))

    def _add_card(self) -> None:
        card = AgendaCard()
        card.opened.connect(self.opened)
        card.opened.connect(lambda _ident, card=card: self._area.ensureWidgetVisible(card, 0, _AROUND))
        card.minutes_wanted.connect(self.minutes_wanted)
        card.move_wanted.connect(self.move_wanted)
        card.dismiss_wanted.connect(self.dismiss_wanted)
        card.reword_wanted.connect(self.reword_wanted)
        card.pin_wanted.connect(self.pin_wanted)
        card.carried.connect(self._carry)
        card.let_go.connect(lambda at, card=card: self._let_go(card, at))
        card.put_back.connect(self._line.hide)
        card.step_wanted.connect(lambda step, card=card: self._step(card, step))
        self.cards.append(card)
        self._list.insertWidget(len(self.cards) - 1 + int(self._low), card)

    def _carry(self, at: QPoint) -> None:
        self._line.show_at(at, self.shown)

    def _let_go(self, card: AgendaCard, at: QPoint) -> None:
        above, here = self._line.show_at(at, self.shown), self.shown.index(card)
        self._line.hide()
        steps = above - here - (above > here)
        if steps and card.point is not None:
            self.move_wanted.emit(card.point.id, steps)

    def _keep_asking(self, plan: Plan) -> None:
        """Ask no longer about what is on the agenda again, or about that of another rep."""
        if self.why.item not in {each.id for each in plan.dismissed}:
            self.why.hide()

    def _step(self, card: AgendaCard | SuggestionCard, step: int) -> None:
        order: list[QWidget] = [*self.shown, *self.offers]
        at = order.index(card) + step
        if 0 <= at < len(order):
            order[at].setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        self._draft = QFrame()
        self._draft.setProperty("look", "banner")
        row = QHBoxLayout(self._draft)
        row.setContentsMargins(16, 6, 12, 6)
        self._draft_words = PlainLabel("", wrap=True)
        self._draft_words.setObjectName("agenda_state")
        row.addWidget(self._draft_words, 1)
        row.addWidget(self.keep)
        area = self._area = QScrollArea()
        area.setObjectName("agenda_list")
        area.setAccessibleName(tr("Agenda"))
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setObjectName("agenda_list_inner")
        self._list = QVBoxLayout(inner)
        self._list.setContentsMargins(12, 10, 12, 10)
        self._list.setSpacing(6)
        self._suggested = QWidget()
        words = QHBoxLayout(self._suggested)
        words.setContentsMargins(4, 4, 4, 0)
        words.addWidget(PlainLabel(tr("Suggested"), FontRole.GROUP, "text2"))
        words.addWidget(PlainLabel(tr("You decide, nothing is added by itself"), FontRole.META, "muted", elide=True), 1)
        self._list.addWidget(self._suggested)
        self._list.addStretch(1)
        area.setWidget(inner)
        self._line = InsertLine(area, inner, self._list.spacing())
        self.why = WhyStrip()
        self.why.said.connect(self.why_given)
        self.why.left.connect(lambda: self.focus_point(self._open))
        self.body.addWidget(self.minutes)
        self.body.addWidget(self._draft)
        self.body.addWidget(area, 1)
        self.body.addWidget(self.why)
        self._make_foot()
        theme.on_change(self.updateGeometry)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        low = self.height() < theme.px(_LOW_BELOW)
        if low != self._low:
            self._low = low
            if low:
                self._list.insertWidget(0, self.minutes)
            else:
                self.body.insertWidget(0, self.minutes)

    def _make_foot(self) -> None:
        self.add = Button(tr("Add section…"), "ghost", icon="plus", size="small")
        self.add.setObjectName("add_section")
        self.add.clicked.connect(self.add_wanted)
        self.left_out = Button(tr("Left out and why"), "link")
        self.left_out.setObjectName("left_out")
        self.left_out.clicked.connect(self.left_out_wanted)
        self._hints = QWidget()
        hints = QHBoxLayout(self._hints)
        hints.setContentsMargins(0, 0, 0, 0)
        hints.setSpacing(6)
        for keys, text in (("Alt+↑↓", tr("move")), ("+ −", tr("minutes"))):
            hints.addWidget(Kbd(keys))
            hints.addWidget(PlainLabel(text, FontRole.META, "muted"))
        foot = self.add_foot()
        foot.addWidget(self.add)
        foot.addWidget(self.left_out)
        foot.addStretch(1)
        foot.addWidget(self._hints)


def _over(plan: Plan) -> str:
    """Why nothing can be changed any more."""
    if plan.meeting.status is not MeetingStatus.HELD:
        return tr("This one-on-one did not take place. Its agenda stays as it was; open promises and topics wait.")
    return tr("This one-on-one is over. Its agenda stays as it was; add an amendment to the meeting instead.")


def _numbered(points: Sequence[TalkingPoint]) -> list[tuple[int, TalkingPoint]]:
    return list(enumerate(points, start=1))
