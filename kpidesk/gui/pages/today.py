"""The Today page: who is next and why, what needs attention, and the team's pulse; at first, three ways to begin."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from kpidesk.domain.entities import (
    AgendaItem,
    AgreedKpi,
    Agreement,
    Cadence,
    Commitment,
    Import,
    Kpi,
    KpiEntry,
    Leave,
    OneOnOne,
    Rep,
    Target,
    Workspace,
)
from kpidesk.domain.team_pulse import leading_pulse, results
from kpidesk.gui import formats, theme
from kpidesk.gui.models import team_data
from kpidesk.gui.pages.page import Page
from kpidesk.gui.pages.today_appointments import appointments, upcoming
from kpidesk.gui.pages.today_attention import AttentionCard, Concern, Way, concerns
from kpidesk.gui.pages.today_first_run import FirstRun
from kpidesk.gui.pages.today_next import NextCard
from kpidesk.gui.pages.today_pulse import PulseCard
from kpidesk.gui.widgets import Button, Tabs

if TYPE_CHECKING:
    from kpidesk.domain.calendars import FiscalCalendar
    from kpidesk.gui.context import Context
    from kpidesk.gui.models.team_data import TeamData

_NEXT, _NEEDS, _PULSE = range(3)
_NO_LIMIT = 16777215
"""Qt's own largest size."""
_TOP = 430
_ATTENTION = 424
_TALL = 660
"""Design pixels of height from which the pulse stands below; else the cards become tabs."""


class TodayPage(Page):
    """One screen for the day."""

    concerns: ClassVar[frozenset[type]] = frozenset(
        {
            Rep,
            Kpi,
            KpiEntry,
            Target,
            Leave,
            Import,
            Agreement,
            AgreedKpi,
            OneOnOne,
            AgendaItem,
            Commitment,
            Workspace,
        }
    )

    _built = False
    """The base class lays out before the cards exist."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, self.tr("Today"))
        self._data: TeamData | None = None
        self._compact = False
        self.plan = Button(self.tr("New one-on-one"), icon="plus", keys="Ctrl+N")
        self.plan.setObjectName("new_one_on_one")
        self.plan.clicked.connect(self._plan)
        self.head.right.addWidget(self.plan)
        self.next = NextCard()
        self.attention = AttentionCard()
        self.pulse = PulseCard()
        self.first_run = FirstRun()
        self._lay_out()
        self._connect()
        self._built = True

    @property
    @override
    def window_title(self) -> str:
        return self.tr("Welcome") if self._data is not None and not self._data.rows else self.tr("Today")

    @override
    def reload(self) -> None:
        desk, on = self.context.desk, self.context.today()
        self._data = data = team_data.read(desk, on)
        started = bool(data.rows or data.archived)
        self.head.setVisible(started)
        self._stack.setCurrentIndex(0 if started else 1)
        if not started:
            self.first_run.sample.setFocus()
            return
        self.head.title.setText(formats.long_day(on))
        self.head.subtitle.setText(self._subtitle(data))
        self.next.show_appointments(appointments(desk, data), on, self.context.now())
        self.attention.show_concerns(concerns(data))
        self.tabs.set_count(1, self.attention.total or None)
        self._show_pulse()

    @override
    def primary(self) -> None:
        if self._stack.currentIndex() == 1:
            self.first_run.sample.click()
        else:
            self.next.primary()

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

    def _lay_out(self) -> None:
        self.tabs = Tabs(self.tr("Today"))
        self.tabs.setObjectName("today_tabs")
        for text in (self.tr("Next one-on-ones"), self.tr("Needs attention"), self.tr("Team pulse")):
            self.tabs.add(text)
        self.tabs.currentChanged.connect(lambda _at: self._arrange())
        self._top = QWidget()
        self._row = QHBoxLayout(self._top)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(16)
        self._row.addWidget(self.next, 1)
        self._row.addWidget(self.attention)
        main = QWidget()
        self._cards = QVBoxLayout(main)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(16)
        self._cards.addWidget(self.tabs)
        self._cards.addWidget(self._top)
        self._cards.addWidget(self.pulse, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(main)
        self._stack.addWidget(self.first_run)
        self.body.addWidget(self._stack, 1)
        theme.bind(self._arrange)

    def _connect(self) -> None:
        self.next.start_wanted.connect(lambda meeting: self.context.go("meeting", meeting))
        self.next.prepare_wanted.connect(lambda rep: self.context.go("prepare", rep))
        self.next.all_wanted.connect(lambda: self.context.go("meetings", None))
        self.next.plan_wanted.connect(self._plan)
        self.attention.wanted.connect(self._attend)
        self.attention.more_wanted.connect(lambda: self.context.go("reps", None))
        self.pulse.span_changed.connect(self._show_pulse)
        self.first_run.sample_wanted.connect(self._fill_sample)
        self.first_run.import_wanted.connect(lambda: self.context.go("intake", None))
        self.first_run.rep_wanted.connect(self._add_rep)
        self.first_run.open_wanted.connect(self._open)

    def _show_pulse(self) -> None:
        if self._data is not None:
            board = self._data.board
            self.pulse.show_team(leading_pulse(board, self.pulse.weeks), results(board), self._data)

    def _attend(self, concern: Concern) -> None:
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
        self.first_run.set_busy(busy=True)
        desk, on = self.context.desk, self.context.today()
        self.context.jobs.start(lambda _job: desk.fill_sample(on), done=self._on_filled, failed=self._on_not_filled)

    def _on_filled(self, change: Any) -> None:
        self.first_run.set_busy(busy=False)
        self.context.editor.do(lambda: change)

    def _on_not_filled(self, sentence: str) -> None:
        self.first_run.set_busy(busy=False)
        self.context.editor.refused.emit(sentence)

    def _subtitle(self, data: TeamData) -> str:
        """Where in the year the day is, and how many one-on-ones it has."""
        calendar, on = self.context.desk.scorecards.calendar(), data.on
        at, of = _week_of_quarter(calendar, on)
        week = _fourth_day(calendar, on).isocalendar().week
        where = formats.fill(self.tr("Week %1, Q%2 week %3 of %4."), str(week), str(data.quarter), str(at), str(of))
        today = sum(each.on == on for each in upcoming(data))
        words = (self.tr("No one-on-one today."), self.tr("One one-on-one today."), self.tr("Two one-on-ones today."))
        said = words[today] if today < len(words) else formats.fill(self.tr("%1 one-on-ones today."), str(today))
        return f"{where} {said}"

    def _arrange(self) -> None:
        """Cards beside and below each other, or one at a time behind tabs where there is no room."""
        self.first_run.set_room(self.width(), self.height())
        tabbed = self._compact or self.height() < theme.px(_TALL)
        self.tabs.setVisible(tabbed)
        self.pulse.set_compact(compact=tabbed)
        self._top.setMinimumHeight(0 if tabbed else theme.px(_TOP))
        self._top.setMaximumHeight(_NO_LIMIT if tabbed else theme.px(_TOP))
        self.attention.setMinimumWidth(0 if tabbed else theme.px(_ATTENTION))
        self.attention.setMaximumWidth(_NO_LIMIT if tabbed else theme.px(_ATTENTION))
        at = self.tabs.currentIndex()
        self.next.setVisible(not tabbed or at == _NEXT)
        self.attention.setVisible(not tabbed or at == _NEEDS)
        self._top.setVisible(not tabbed or at != _PULSE)
        self.pulse.setVisible(not tabbed or at == _PULSE)


def _week_of_quarter(calendar: FiscalCalendar, on: dt.date) -> tuple[int, int]:
    """Which week of the quarter a day is in, and how many it has; a week belongs where its fourth day is."""
    first = calendar.start(Cadence.QUARTER, on)
    days = [first + dt.timedelta(days=at) for at in range((calendar.next_start(Cadence.QUARTER, on) - first).days)]
    fourths = sorted({each for day in days if first <= (each := _fourth_day(calendar, day)) <= days[-1]})
    at = sum(each <= _fourth_day(calendar, on) for each in fourths)
    return max(1, at), len(fourths)


def _fourth_day(calendar: FiscalCalendar, on: dt.date) -> dt.date:
    return calendar.start(Cadence.WEEK, on) + dt.timedelta(days=3)


def page(context: Context) -> Page:
    """Make the page."""
    return TodayPage(context)
