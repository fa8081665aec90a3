"""The Today page: who is next and why, what needs attention, and the team's pulse; at first, three ways to begin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from kpidesk.domain.entities import (
    AgendaItem,
    AgreedKpi,
    Agreement,
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
from kpidesk.gui import formats, theme
from kpidesk.gui.pages.page import Page
from kpidesk.gui.pages.today_next import NextCard
from kpidesk.gui.pages.today_plan import brief, upcoming
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.tabs import Tabs

# Who is next is shown before anything that needs numbers is even imported; see `reload`.
if TYPE_CHECKING:
    from kpidesk.gui.context import Context
    from kpidesk.gui.models.team_data import TeamData
    from kpidesk.gui.pages.today_attention import AttentionCard, Concern
    from kpidesk.gui.pages.today_first_run import FirstRun
    from kpidesk.gui.pages.today_pulse import PulseCard

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
        self._started = True
        self._compact = False
        self.attention: AttentionCard | None = None
        self.pulse: PulseCard | None = None
        self.first_run: FirstRun | None = None
        self.plan = Button(self.tr("New one-on-one"), icon="plus", keys="Ctrl+N")
        self.plan.setObjectName("new_one_on_one")
        self.plan.clicked.connect(self._plan)
        self.head.right.addWidget(self.plan)
        self.next = NextCard()
        self.next.start_wanted.connect(lambda meeting: self.context.go("meeting", meeting))
        self.next.prepare_wanted.connect(lambda rep: self.context.go("prepare", rep))
        self.next.all_wanted.connect(lambda: self.context.go("meetings", None))
        self.next.plan_wanted.connect(self._plan)
        self._lay_out()
        self._built = True

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
        self.next.show_appointments(brief(desk, on), on, self.context.now())
        QTimer.singleShot(0, self, self._show_numbers)

    @override
    def primary(self) -> None:
        if not self._started and self.first_run is not None:
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
        main = QWidget()
        self._cards = QVBoxLayout(main)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(16)
        self._cards.addWidget(self.tabs)
        self._cards.addWidget(self._top)
        self._cards.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.addWidget(main)
        self.body.addWidget(self._stack, 1)
        theme.bind(self._arrange)

    def _show_numbers(self) -> None:
        """What the numbers say: the rest of who is next, what needs attention, the pulse."""
        from kpidesk.gui.models import team_data
        from kpidesk.gui.pages.today_appointments import appointments
        from kpidesk.gui.pages.today_attention import concerns
        from kpidesk.gui.pages.today_words import subtitle

        desk, on = self.context.desk, self.context.today()
        self._data = data = team_data.read(desk, on)
        coming = upcoming(data.meetings, {row.rep.id for row in data.rows}, on)
        today = sum(each.on == on for each in coming)
        self.head.subtitle.setText(subtitle(desk.scorecards.calendar(), data, today))
        self.next.show_appointments(appointments(desk, data), on, self.context.now())
        attention = self._complete()
        attention.show_concerns(concerns(data))
        self.tabs.set_count(1, attention.total or None)
        self._show_pulse()

    def _complete(self) -> AttentionCard:
        """Make the cards that show numbers, once."""
        if self.attention is None:
            from kpidesk.gui.pages.today_attention import AttentionCard
            from kpidesk.gui.pages.today_pulse import PulseCard

            self.attention, self.pulse = AttentionCard(), PulseCard()
            self.attention.wanted.connect(self._attend)
            self.attention.more_wanted.connect(lambda: self.context.go("reps", None))
            self.pulse.span_changed.connect(self._show_pulse)
            self._row.addWidget(self.attention)
            self._cards.takeAt(self._cards.count() - 1)
            self._cards.addWidget(self.pulse, 1)
            self._arrange()
        return self.attention

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
        """Cards beside and below each other, or one at a time behind tabs where there is no room."""
        if self.first_run is not None:
            self.first_run.set_room(self.width(), self.height())
        tabbed = self._compact or self.height() < theme.px(_TALL)
        at = self.tabs.currentIndex() if tabbed else None
        self.tabs.setVisible(tabbed)
        self._top.setMinimumHeight(0 if tabbed else theme.px(_TOP))
        self._top.setMaximumHeight(_NO_LIMIT if tabbed else theme.px(_TOP))
        self._top.setVisible(at != _PULSE)
        self.next.setVisible(at in {None, _NEXT})
        if self.attention is not None and self.pulse is not None:
            self.pulse.set_compact(compact=tabbed)
            self.attention.setMinimumWidth(0 if tabbed else theme.px(_ATTENTION))
            self.attention.setMaximumWidth(_NO_LIMIT if tabbed else theme.px(_ATTENTION))
            self.attention.setVisible(at in {None, _NEEDS})
            self.pulse.setVisible(at in {None, _PULSE})


def page(context: Context) -> Page:
    """Make the page."""
    return TodayPage(context)
