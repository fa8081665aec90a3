"""The middle of the Prepare page: the agenda with its minutes, its fence, and what else might go on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from kpidesk.domain.terms import Section
from kpidesk.gui import formats, theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.pages.prepare_cards import AgendaCard
from kpidesk.gui.pages.prepare_parts import PointView, SuggestionCard, tr
from kpidesk.gui.pages.prepare_plan import Plan, kind_of, most_minutes
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.forecast_meter import ForecastMeter
from kpidesk.gui.widgets.kbd import Kbd
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.segmented import Segment, Segmented
from kpidesk.gui.widgets.time_strip import Section as Stretch
from kpidesk.gui.widgets.time_strip import TimeStrip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpidesk.domain.agenda import TalkingPoint
    from kpidesk.domain.entities import Id

LENGTHS = (20, 30, 45)


class AgendaColumn(Card):
    """Strip, meter and cards. Every gesture is only asked for; the page carries it out."""

    opened = Signal(object)
    minutes_wanted = Signal(object, int)
    move_wanted = Signal(object, int)
    dismiss_wanted = Signal(object)
    accept_wanted = Signal(object)
    reword_wanted = Signal(object)
    length_wanted = Signal(int)
    keep_wanted = Signal()
    add_wanted = Signal(object)
    """A `Section` to which an item is to be added."""
    left_out_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Agenda"), parent=parent)
        self.setObjectName("prepare_agenda")
        self.cards: list[AgendaCard] = []
        self.offers: list[SuggestionCard] = []
        self._open: Id | None = None
        self._length: Segmented | None = None
        self._meter: tuple[float, ForecastMeter] | None = None
        self.right.addWidget(PlainLabel(tr("Length"), FontRole.META, "muted"))
        self._time = TimeStrip()
        self._time.setObjectName("time_strip")
        self._sum = PlainLabel("", FontRole.GROUP)
        self._warning = PlainLabel("", FontRole.META, "watch", wrap=True)
        self._warning.setObjectName("forecast_warning")
        self.keep = Button(tr("Keep this agenda"), size="small", icon="check")
        self.keep.setObjectName("keep_agenda")
        self.keep.clicked.connect(self.keep_wanted)
        self._lay_out()

    def show_plan(self, plan: Plan) -> None:
        """Show another agenda; the open card stays open."""
        points = plan.points
        self.set_count(str(len(points)))
        self._show_length(plan.meeting.minutes if plan.kept else plan.agenda.minutes)
        self._show_minutes(plan)
        self._draft.setVisible(not plan.kept)
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

    def focus_point(self, ident: Id | None) -> None:
        """Give the focus to the card of a talking point, or to the first one."""
        found = [each for each in self.cards if each.point is not None and not each.isHidden()]
        wanted = next((each for each in found if each.point is not None and each.point.id == ident), None)
        if wanted is not None or found:
            (wanted or found[0]).setFocus(Qt.FocusReason.OtherFocusReason)

    def _view(self, plan: Plan, point: TalkingPoint, number: int, most: int) -> PointView:
        raised = plan.rep.first_name if point.raised_by_rep else ""
        return PointView(point, number, kind_of(point), tuple(plan.ids(point)), most, raised)

    def _show_length(self, minutes: int) -> None:
        choices = sorted({*LENGTHS, minutes})
        if self._length is not None:
            self.right.removeWidget(self._length)
            self._length.deleteLater()
        segments = [
            Segment(str(each), formats.fill(tr("%1 min"), str(each)) if each == minutes else str(each))
            for each in choices
        ]
        self._length = Segmented(segments, str(minutes), name=tr("Length in minutes"), small=True)
        self._length.setObjectName("prepare_length")
        for each in choices:
            self._length.button(str(each)).setObjectName(f"prepare_length_{each}")
        self._length.changed.connect(lambda key: self.length_wanted.emit(int(key)))
        self.right.addWidget(self._length)

    def _show_minutes(self, plan: Plan) -> None:
        agenda = plan.agenda
        said = formats.fill(tr("%1 of %2 min"), formats.number(plan.planned_minutes, 0), str(agenda.minutes))
        self._sum.setText(said)
        stretches = [
            Stretch(point.minutes, kind_of(point), point.section is Section.FORECAST, point.title)
            for point in plan.points
        ]
        self._time.set_sections(stretches, said)
        if self._meter is None or self._meter[0] != agenda.cap:
            if self._meter is not None:
                self._meter_row.removeWidget(self._meter[1])
                self._meter[1].deleteLater()
            self._meter = (agenda.cap, ForecastMeter(limit=agenda.cap))
            self._meter[1].setObjectName("forecast_meter")
            self._meter_row.addWidget(self._meter[1])
        forecast = agenda.forecast_minutes
        self._meter[1].set_minutes(forecast, agenda.minutes)
        self._warning.setText(_warning(plan))
        self._warning.setVisible(bool(self._warning.text()))

    def _show_offers(self, plan: Plan) -> None:
        for old in self.offers:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.offers = []
        for at, point in _numbered(plan.agenda.suggestions if plan.kept else ()):
            card = SuggestionCard(
                self._view(plan, point, at, plan.agenda.minutes), plan.planned_minutes, plan.agenda.minutes
            )
            card.accept_wanted.connect(self.accept_wanted)
            card.dismiss_wanted.connect(self.dismiss_wanted)
            self.offers.append(card)
            self._list.insertWidget(self._list.count() - 1, card)
        self._suggested.setVisible(bool(self.offers))
        left_out = len(plan.drawn.left_out)
        self.left_out.setVisible(left_out > 0)
        self.left_out.setText(formats.fill(tr("Left out and why, %1"), str(left_out)))

    def _add_card(self) -> None:
        card = AgendaCard()
        card.opened.connect(self.opened)
        card.minutes_wanted.connect(self.minutes_wanted)
        card.move_wanted.connect(self.move_wanted)
        card.dismiss_wanted.connect(self.dismiss_wanted)
        card.reword_wanted.connect(self.reword_wanted)
        card.step_wanted.connect(lambda step, card=card: self._step(card, step))
        self.cards.append(card)
        self._list.insertWidget(len(self.cards) - 1, card)

    def _step(self, card: AgendaCard, step: int) -> None:
        order: list[QWidget] = [each for each in self.cards if not each.isHidden()] + list(self.offers)
        at = order.index(card) + step
        if 0 <= at < len(order):
            order[at].setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        top = QFrame()
        top.setProperty("look", "cardhead")
        column = QVBoxLayout(top)
        column.setContentsMargins(16, 14, 16, 10)
        column.setSpacing(2)
        self._meter_row = QHBoxLayout()
        self._meter_row.addWidget(self._sum)
        self._meter_row.addStretch(1)
        column.addWidget(self._time)
        column.addLayout(self._meter_row)
        column.addWidget(self._warning)
        self._draft = QFrame()
        self._draft.setProperty("look", "banner")
        row = QHBoxLayout(self._draft)
        row.setContentsMargins(16, 6, 12, 6)
        row.addWidget(PlainLabel(tr("A proposal from the numbers. Keep it, then change it."), elide=True), 1)
        row.addWidget(self.keep)
        area = QScrollArea()
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
        self.body.addWidget(top)
        self.body.addWidget(self._draft)
        self.body.addWidget(area, 1)
        self._make_foot()
        theme.on_change(self.updateGeometry)

    def _make_foot(self) -> None:
        self.add = Button(tr("Add section"), "ghost", icon="plus", size="small")
        self.add.setObjectName("add_section")
        menu = QMenu(self)
        for section, text in (
            (Section.REP_TOPICS, tr("A topic of the rep…")),
            (Section.WINS, tr("Something that works…")),
            (Section.COMMITMENTS, tr("A promise to look at…")),
            (Section.FOCUS, tr("A coaching item…")),
            (Section.CLOSE, tr("For the close…")),
        ):
            action = menu.addAction(text)
            action.setObjectName(f"add_{section}")
            action.triggered.connect(lambda _checked=False, section=section: self.add_wanted.emit(section))
        # Not setMenu: the style would draw an arrow over the label.
        self.add.clicked.connect(lambda: menu.popup(self.add.mapToGlobal(self.add.rect().topLeft())))
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


def _numbered(points: Sequence[TalkingPoint]) -> list[tuple[int, TalkingPoint]]:
    return list(enumerate(points, start=1))


def _warning(plan: Plan) -> str:
    """What there is to say about the minutes: over time, or at the fence."""
    agenda = plan.agenda
    if plan.planned_minutes > agenda.minutes:
        over = formats.number(plan.planned_minutes - agenda.minutes, 0)
        return formats.fill(tr("%1 min more than there are. Shorten something or make the meeting longer."), over)
    if agenda.forecast_minutes and agenda.forecast_minutes >= agenda.forecast_limit:
        said = tr("Forecast is at its limit of %1 of %2 minutes. Shorten it or make the meeting longer.")
        return formats.fill(said, str(agenda.forecast_limit), str(agenda.minutes))
    return ""
