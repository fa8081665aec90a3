"""The Today page: who is next and why, what needs attention, and the team's pulse; at first, three ways to begin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget
from typing_extensions import override

from kpidesk.domain.coming import upcoming
from kpidesk.domain.entities import (
    AgendaItem,
    AgreedKpi,
    Agreement,
    Commitment,
    Import,
    Kpi,
    KpiEntry,
    OneOnOne,
    Rep,
    Target,
    Workspace,
)
from kpidesk.domain.terms import MeetingStatus
from kpidesk.gui import formats, theme
from kpidesk.gui.pages.page import SCHEDULES, Page
from kpidesk.gui.pages.today_cards import TodayCards, plan_button
from kpidesk.gui.pages.today_plan import brief, coming
from kpidesk.gui.widgets.find_button import FindButton

# Who is next is shown before anything that needs numbers is even imported; see `reload`.
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QResizeEvent

    from kpidesk.gui.context import Context
    from kpidesk.gui.models.team_data import TeamData
    from kpidesk.gui.pages.today_attention import AttentionCard
    from kpidesk.gui.pages.today_concerns import Concern
    from kpidesk.gui.pages.today_first_run import FirstRun
    from kpidesk.gui.pages.today_pulse import PulseCard


_MINUTE_MS = 60_000
_FINDER_FROM = 900
"""Design pixels of width from which the way to the palette stands beside the day."""


class TodayPage(Page):
    """One screen for the day."""

    concerns: ClassVar[frozenset[type]] = frozenset(
        {
            Rep,
            Kpi,
            KpiEntry,
            Target,
            Import,
            Agreement,
            AgreedKpi,
            OneOnOne,
            AgendaItem,
            Commitment,
            Workspace,
        }
        | SCHEDULES
    )

    _built = False
    """The base class lays out before the cards exist."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, self.tr("Today"))
        self._data: TeamData | None = None
        self._started = True
        self._compact = False
        self.first_run: FirstRun | None = None
        self.plan = plan_button()
        self.plan.clicked.connect(self._plan)
        self.finder = FindButton()
        self.head.right.addWidget(self.finder)
        self.head.right.addWidget(self.plan)
        self._stack = QStackedWidget(self)
        self.cards = TodayCards(self._stack)
        self.tabs, self.next = self.cards.tabs, self.cards.next
        self.next.start_wanted.connect(lambda meeting: self.context.go("meeting", meeting))
        self.next.prepare_wanted.connect(lambda meeting: self.context.go("prepare", meeting))
        self.next.all_wanted.connect(lambda: self.context.go("meetings", None))
        self.next.plan_wanted.connect(self._plan)
        self.next.ahead_wanted.connect(self.plan_ahead)
        self.next.move_wanted.connect(self._move)
        self.next.skip_wanted.connect(self._skip)
        self._stack.addWidget(self.cards)
        self.body.addWidget(self._stack, 1)
        self._built = True
        self._shown_on = context.today()
        self._clock = QTimer(self)
        self._clock.setInterval(_MINUTE_MS)
        self._clock.timeout.connect(self.follow_time)
        self._clock.start()
        theme.bind(self._arrange)

    @property
    def attention(self) -> AttentionCard | None:
        """What needs attention, once it is known."""
        return self.cards.attention

    @property
    def pulse(self) -> PulseCard | None:
        """The team's pulse, once it is known."""
        return self.cards.pulse

    @property
    @override
    def window_title(self) -> str:
        return self.tr("Today") if self._started else self.tr("Welcome")

    @property
    @override
    def complete(self) -> bool:
        return not self._started or self._data is not None

    @override
    def reload(self) -> None:
        desk, on = self.context.desk, self.context.today()
        self._started, self._shown_on = bool(desk.team.reps(archived=True)), on
        self.head.setVisible(self._started)
        if not self._started:
            self._show_welcome()
            return
        if self._stack.currentIndex():
            # The way that was chosen is gone: no other control is ringed before the user takes up the keyboard.
            self.window().setFocus()
        self._stack.setCurrentIndex(0)
        self.head.title.setText(formats.long_day(on))
        if self._data is not None:
            self._show_numbers()
            return
        # The first time, who is next comes at once; the numbers follow as soon as that is painted.
        # After 0 ms Qt would go on before it paints.
        self.next.show_appointments(brief(coming(desk, on)), on, self.context.now())
        QTimer.singleShot(1, self, self._show_numbers)

    @override
    def primary(self) -> None:
        if not self._started and self.first_run is not None:
            self.first_run.sample.click()
        else:
            self.next.primary()

    @override
    def gestures(self) -> Mapping[str, Callable[[], object]]:
        found: dict[str, Callable[[], object]] = {"open_prep": self.next.first.prep.click}
        meeting = self.next.chosen
        if meeting is not None and meeting.status is MeetingStatus.PLANNED:
            found |= {
                "move_meeting": lambda: self._move(self.next.chosen),
                "skip_meeting": lambda: self._skip(self.next.chosen),
            }
        return found

    @override
    def set_compact(self, *, compact: bool) -> None:
        super().set_compact(compact=compact)
        self._compact = compact
        if self._built:
            self._arrange()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def follow_time(self) -> None:
        """Keep up with the clock: how soon the next one-on-one is, and another day once it has come."""
        on = self.context.today()
        if not self.isVisible():
            return
        if on != self._shown_on:
            self.reload()
        else:
            self.next.show_time(on, self.context.now())

    def _show_numbers(self) -> None:
        """What the numbers say: the rest of who is next, what needs attention, the pulse."""
        from kpidesk.gui.models import team_data
        from kpidesk.gui.pages.today_appointments import appointments
        from kpidesk.gui.pages.today_concerns import concerns
        from kpidesk.gui.pages.today_words import subtitle

        desk, on = self.context.desk, self.context.today()
        self._data = data = team_data.read(desk, on)
        active = {row.rep.id for row in data.rows}
        today = sum(each.on == on for each in upcoming(data.meetings, active, on))
        self.head.subtitle.setText(subtitle(desk.team.calendar(), data, today))
        self.next.show_appointments(appointments(desk, data), on, self.context.now())
        attention = self._complete()
        attention.show_concerns(concerns(data, desk.team.freshness(on), self._on_agenda, desk.planning.left_behind(on)))
        self.tabs.set_count(1, attention.total or None)
        self._show_pulse()

    def _complete(self) -> AttentionCard:
        """Make the cards that show numbers, once."""
        if self.attention is not None:
            return self.attention
        from kpidesk.gui.pages.today_attention import AttentionCard
        from kpidesk.gui.pages.today_pulse import PulseCard

        attention, pulse = AttentionCard(), PulseCard()
        attention.wanted.connect(self._attend)
        attention.ahead_wanted.connect(self.plan_ahead)
        attention.more_wanted.connect(lambda: self.context.go("reps", None))
        pulse.span_changed.connect(self._show_pulse)
        self.cards.complete(attention, pulse)
        return attention

    def _show_welcome(self) -> None:
        if self.first_run is None:
            from kpidesk.gui.pages.today_first_run import FirstRun
            from kpidesk.gui.pages.today_welcome import Welcome

            self.first_run = FirstRun()
            self._welcome = Welcome(self, self.first_run)
            self._stack.addWidget(self.first_run)
            self._arrange()
        self._stack.setCurrentWidget(self.first_run)
        self.first_run.sample.setFocus()

    def _show_pulse(self) -> None:
        from kpidesk.domain.team_pulse import leading_pulse, results

        if self._data is not None and self.pulse is not None:
            board = self._data.board
            self.pulse.show_team(leading_pulse(board, self.pulse.weeks), results(board), self._data)

    def _attend(self, concern: Concern) -> None:
        from kpidesk.gui.pages.today_concerns import Way

        if concern.way is Way.SCHEDULE:
            self._plan(concern.rep)
        elif concern.way is Way.MOVE:
            self._move(concern.meeting)
        elif concern.way is Way.IMPORT:
            self.context.go("intake", None)
        elif concern.way is Way.TARGETS:
            self.context.go("kpis", None)
        else:
            self.context.go("reps" if concern.way is Way.LOOK else "prepare", concern.rep)

    def _plan(self, rep: Any = None) -> None:
        from kpidesk.gui.dialogs.one_on_one import schedule

        schedule(self, self.context, rep if isinstance(rep, Rep) else None)

    def plan_ahead(self) -> None:
        """Plan the next one-on-ones of everybody."""
        from kpidesk.gui.dialogs.plan_ahead import PlanAheadDialog

        PlanAheadDialog(self, self.context).open()

    def _move(self, meeting: OneOnOne | None) -> None:
        from kpidesk.gui.dialogs.one_on_one import reschedule

        if meeting is not None:
            reschedule(self, self.context, meeting)

    def _skip(self, meeting: OneOnOne | None) -> None:
        from kpidesk.gui.dialogs.one_on_one import skip

        if meeting is not None:
            skip(self, self.context, meeting)

    def _on_agenda(self, rep: Rep, kpi: Kpi) -> bool:
        """Whether the next one-on-one with a rep has a KPI on its agenda."""
        row = self._data.row(rep.id) if self._data else None
        upcoming = row.rhythm.upcoming if row else None
        return upcoming is not None and any(
            each.kpi_id == kpi.id for each in self.context.desk.meetings.items(upcoming)
        )

    def _arrange(self) -> None:
        self.finder.setVisible(self.width() >= theme.px(_FINDER_FROM))
        if self.first_run is not None:
            self.first_run.set_room(self.width(), self.height())
        self.cards.fit(compact=self._compact, high=self.height())


def page(context: Context) -> Page:
    """Make the page."""
    return TodayPage(context)
