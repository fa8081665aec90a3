"""What needs attention: late one-on-ones, leading KPIs that slip, commitments nobody spoke of again."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kpidesk.domain.attention import goes_wrong, idle_days, is_stale, missed_weeks, slipping
from kpidesk.domain.board import Quadrant
from kpidesk.domain.entities import Rep
from kpidesk.domain.terms import Aggregation, Status
from kpidesk.domain.wording import inline
from kpidesk.gui import formats, theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.reps_rows import late_status, value_of_target
from kpidesk.gui.pages.reps_insight import moved
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.scroll import Scroll
from kpidesk.gui.widgets.status_mark import StatusMark

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from kpidesk.domain.standing import Standing
    from kpidesk.gui.models.reps_rows import RepRow
    from kpidesk.gui.models.team_data import TeamData

_FLOWS = frozenset({Aggregation.SUM, Aggregation.DISTINCT})
SHOWN = 5
"""Lines of a group; the others are counted and found on the Reps page."""


def tr(text: str) -> str:
    """Translate a text of the card."""
    return QCoreApplication.translate("attention", text)


class Way(Enum):
    """What the button of a line does."""

    SCHEDULE = "schedule"
    LOOK = "look"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Concern:
    """One line."""

    rep: Rep
    status: Status
    title: str
    meta: str
    way: Way


def concerns(data: TeamData) -> list[tuple[str, list[Concern]]]:
    """The groups that have something in them, the worst of each first."""
    late = sorted((row for row in data.rows if row.overdue), key=lambda row: -row.rhythm.overdue_days)
    slips = [(row, found) for row in data.rows if (found := slipping(row.card, row.agreed_focus)) is not None]
    slips.sort(key=lambda pair: (not goes_wrong(pair[1]), pair[1].attainment or 0.0))
    stale = [(row, each) for row in data.rows for each in row.open if is_stale(each, data.on)]
    stale.sort(key=lambda pair: -idle_days(pair[1], data.on))
    groups = [
        (tr("Overdue one-on-ones"), [_overdue(row) for row in late]),
        (tr("Slipping leading KPIs"), [_slip(row, found, data.currency) for row, found in slips]),
        (
            tr("Stale commitments"),
            [
                Concern(
                    row.rep,
                    Status.WATCH,
                    f"{formats.isolated(row.rep.first_name)}: {formats.isolated(each.text)}",
                    _idle(each.due, idle_days(each, data.on)),
                    Way.ASK,
                )
                for row, each in stale
            ],
        ),
    ]
    return [group for group in groups if group[1]]


def _overdue(row: RepRow) -> Concern:
    days = row.rhythm.overdue_days
    late = tr("1 day overdue") if days == 1 else formats.fill(tr("%1 days overdue"), str(days))
    last = formats.day(row.rhythm.last.on) if row.rhythm.last else formats.MISSING
    meta = formats.fill(tr("Last met %1. Agreed rhythm: %2"), last, formats.rhythm(row.rep.cadence_days))
    title = f"{formats.isolated(row.rep.name)}, {late}"
    return Concern(row.rep, late_status(row) or Status.WATCH, title, meta, Way.SCHEDULE)


def _slip(row: RepRow, standing: Standing, currency: str) -> Concern:
    card = row.card
    if goes_wrong(standing):
        title = f"{formats.isolated(row.rep.first_name)}: {moved(standing, currency)}"
    else:
        value, _target = value_of_target(standing, currency)
        per = f" {formats.a_period(standing.cadence)}" if standing.kpi.aggregation in _FLOWS else ""
        title = f"{formats.isolated(row.rep.first_name)}: {inline(standing.kpi)} {value}{per}"
    missed = missed_weeks(standing)
    if card.quadrant is Quadrant.LOOKS_FINE:
        meta = formats.fill(
            tr("Quota still ahead of pace, %1. That will follow"), formats.percent(card.lagging_attainment)
        )
    elif missed > 1:
        meta = formats.fill(tr("Below target %1 weeks in a row"), str(missed))
    else:
        meta = formats.fill(tr("%1 of target over 4 weeks"), formats.percent(standing.attainment))
    return Concern(row.rep, standing.status, title, meta, Way.LOOK)


def _idle(due: dt.date | None, days: int) -> str:
    if due is None:
        return formats.fill(tr("No update for %1 days"), str(days))
    return formats.fill(tr("Due %1, no update for %2 days"), formats.day(due), str(days))


class AttentionCard(Card):
    """The groups, scrolling when there are many."""

    wanted = Signal(object)
    """A `Concern` whose button was pressed."""
    more_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Needs attention"), count="0", parent=parent)
        self.setObjectName("attention_card")
        self._order = PlainLabel(tr("Most overdue first"), FontRole.META, "muted")
        self.right.addWidget(self._order)
        self._page = QWidget()
        self._column = QVBoxLayout(self._page)
        self._column.setContentsMargins(0, 2, 0, 8)
        self._column.setSpacing(0)
        scroll = Scroll(self._page, tr("Needs attention"))
        scroll.setObjectName("attention_list")
        self.body.addWidget(scroll, 1)
        self.total = 0

    def show_concerns(self, groups: Sequence[tuple[str, Sequence[Concern]]]) -> None:
        """Show other lines."""
        self._clear()
        self.total = sum(len(lines) for _title, lines in groups)
        self.set_count(str(self.total) if self.total else "")
        self._order.setVisible(self.total > 0)
        if not groups:
            text = PlainLabel(tr("Nothing needs you right now."), tone="text2")
            text.setContentsMargins(16, 16, 16, 16)
            self._column.addWidget(text)
        number = 0
        for title, lines in groups:
            self._column.addWidget(_GroupHead(title, len(lines)))
            for line in lines[:SHOWN]:
                number += 1
                self._column.addWidget(self._line(line, number))
            if len(lines) > SHOWN:
                self._column.addWidget(self._more(len(lines) - SHOWN, number))
        self._column.addStretch(1)

    def _clear(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _line(self, concern: Concern, number: int) -> QWidget:
        text = {Way.SCHEDULE: tr("Schedule"), Way.LOOK: tr("Look"), Way.ASK: tr("Ask")}[concern.way]
        line = _ConcernLine(concern, text)
        line.button.setObjectName(f"concern_{number}")
        line.button.clicked.connect(lambda: self.wanted.emit(concern))
        return line

    def _more(self, count: int, number: int) -> QWidget:
        more = Button(formats.fill(tr("%1 more on the Reps page"), str(count)), "link")
        more.setObjectName(f"more_after_{number}")
        more.clicked.connect(self.more_wanted)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(40, 2, 16, 2)
        row.addWidget(more)
        row.addStretch(1)
        return holder


class _GroupHead(QWidget):
    def __init__(self, title: str, count: int) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 2)
        row.setSpacing(6)
        row.addWidget(PlainLabel(title, FontRole.HEADER, "muted"))
        row.addWidget(PlainLabel(str(count), FontRole.META, "muted"))
        row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)


class _ConcernLine(QWidget):
    def __init__(self, concern: Concern, text: str) -> None:
        super().__init__()
        self.setAccessibleName(f"{concern.title}. {concern.meta}")
        self.button = Button(text, size="small", stretch=True)
        self.button.setAccessibleName(f"{text}: {concern.title}")
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(PlainLabel(concern.title, FontRole.ROW, elide=True))
        lines.addWidget(PlainLabel(concern.meta, FontRole.META, "muted", elide=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 16, 4)
        row.setSpacing(12)
        row.addWidget(StatusMark(concern.status))
        row.addLayout(lines, 1)
        row.addWidget(self.button)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.bind(self._restyle)

    def _restyle(self) -> None:
        self.button.setFixedWidth(theme.px(84))
        self.setMinimumHeight(max(theme.px(46), theme.line(FontRole.BODY) + theme.line(FontRole.META) + 8))
