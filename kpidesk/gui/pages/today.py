"""The Today page: who is next and why, what needs attention, and the team's pulse; at first, three ways to begin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QResizeEvent
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
from kpidesk.gui import formats, theme
from kpidesk.gui.pages.page import SCHEDULES, Page
from kpidesk.gui.pages.today_cards import TodayCards, plan_button
from kpidesk.gui.pages.today_plan import brief, coming

# Who is next is shown before anything that needs numbers is even imported; see `reload`.
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kpidesk.gui.context import Context
    from kpidesk.gui.models.team_data import TeamData
    from kpidesk.gui.pages.today_attention import AttentionCard, Concern
    from kpidesk.gui.pages.today_first_run import FirstRun
    from kpidesk.gui.pages.today_pulse import PulseCard


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
        self.head.right.addWidget(self.plan)
        self._stack = QStackedWidget(self)
        self.cards = TodayCards(self._stack)
        self.tabs, self.next = self.cards.tabs, self.cards.next
        self.next.start_wanted.connect(lambda meeting: self.context.go("meeting", meeting))
        self.next.prepare_wanted.connect(lambda rep: self.context.go("prepare", rep))
        self.next.all_wanted.connect(lambda: self.context.go("meetings", None))
        self.next.plan_wanted.connect(self._plan)
        self._stack.addWidget(self.cards)
        self.body.addWidget(self._stack, 1)
        self._built = True
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
        self._started = bool(desk.team.reps(archived=True))
        self.head.setVisible(self._started)
        if not self._started:
            self._welcome()
            return
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
        return {"open_prep": self.next.first.prep.click}

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

    def _show_numbers(self) -> None:
        """What the numbers say: the rest of who is next, what needs attention, the pulse."""
        from kpidesk.gui.models import team_data
        from kpidesk.gui.pages.today_appointments import appointments
        from kpidesk.gui.pages.today_attention import concerns
        from kpidesk.gui.pages.today_words import subtitle

        desk, on = self.context.desk, self.context.today()
        self._data = data = team_data.read(desk, on)
        active = {row.rep.id for row in data.rows}
        today = sum(each.on == on for each in upcoming(data.meetings, active, on))
        self.head.subtitle.setText(subtitle(desk.team.calendar(), data, today))
        self.next.show_appointments(appointments(desk, data), on, self.context.now())
        attention = self._complete()
        attention.show_concerns(concerns(data))
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
        attention.more_wanted.connect(lambda: self.context.go("reps", None))
        pulse.span_changed.connect(self._show_pulse)
        self.cards.complete(attention, pulse)
        return attention

    def _welcome(self) -> None:
        if self.first_run is None:
            from kpidesk.gui.pages.today_first_run import FirstRun

            self.first_run = FirstRun()
            self.first_run.sample_wanted.connect(self._fill_sample)
            self.first_run.import_wanted.connect(lambda: self.context.go("intake", None))
            self.first_run.rep_wanted.connect(self._add_rep)
            self.first_run.open_wanted.connect(self._open)
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
        from kpidesk.gui.pages.today_attention import Way

        if concern.way is Way.SCHEDULE:
            self._plan(concern.rep)
        else:
            self.context.go("reps" if concern.way is Way.LOOK else "prepare", concern.rep)

    def _plan(self, rep: Any = None) -> None:
        from kpidesk.gui.dialogs.one_on_one import schedule

        schedule(self, self.context, rep if isinstance(rep, Rep) else None)

    def _add_rep(self) -> None:
        from kpidesk.gui.dialogs.rep import RepDialog

        dialog = RepDialog(self, self.context)
        dialog.saved.connect(lambda rep: self.context.go("reps", rep))
        dialog.open()

    def _open(self) -> None:
        action = self.window().findChild(QAction, "action_open")
        if isinstance(action, QAction):
            action.trigger()

    def _fill_sample(self) -> None:
        self._set_busy(busy=True)
        desk, on = self.context.desk, self.context.today()
        self.context.jobs.start(lambda _job: desk.fill_sample(on), done=self._on_filled, failed=self._on_not_filled)

    def _on_filled(self, change: Any) -> None:
        self._set_busy(busy=False)
        self.context.editor.do(lambda: change)

    def _on_not_filled(self, sentence: str) -> None:
        self._set_busy(busy=False)
        self.context.editor.refused.emit(sentence)

    def _set_busy(self, *, busy: bool) -> None:
        if self.first_run is not None:
            self.first_run.set_busy(busy=busy)

    def _arrange(self) -> None:
        if self.first_run is not None:
            self.first_run.set_room(self.width(), self.height())
        self.cards.fit(compact=self._compact, high=self.height())


def page(context: Context) -> Page:
    """Make the page."""
    return TodayPage(context)
