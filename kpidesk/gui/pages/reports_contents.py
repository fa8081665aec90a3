"""The left of the Reports page: whom the summary is about, which days, which sheets."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kpidesk.domain.terms import Cadence, Kind
from kpidesk.gui import formats
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.choice_box import ChoiceBox
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.reports.model import USUAL_PARTS, Part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpidesk.domain.calendars import FiscalCalendar
    from kpidesk.reports.model import LeadershipSummary


@dataclass(frozen=True, slots=True)
class Span:
    """A choice of days, first and last included."""

    key: str
    label: str
    first: dt.date
    last: dt.date


class ReportContents(Card):
    """Team, period and sheets; `changed` says that another summary is wanted."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("Contents"))
        self.setObjectName("report_contents")
        self._spans: list[Span] = []
        self.team = _choice("report_team", self.tr("Team"))
        self.period = _choice("report_period", self.tr("Period"))
        self.days = PlainLabel("", FontRole.META, "muted", wrap=True)
        self.boxes: dict[Part, QCheckBox] = {}
        self._counts: dict[Part, PlainLabel] = {}
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(6)
        column.addWidget(PlainLabel(self.tr("Scope"), FontRole.GROUP, "text2"))
        column.addWidget(self.team)
        column.addSpacing(8)
        column.addWidget(_rule())
        column.addSpacing(8)
        column.addWidget(PlainLabel(self.tr("Period"), FontRole.GROUP, "text2"))
        column.addWidget(self.period)
        column.addWidget(self.days)
        column.addSpacing(8)
        column.addWidget(_rule())
        column.addSpacing(8)
        column.addWidget(PlainLabel(self.tr("Sheets"), FontRole.GROUP, "text2"))
        self._add_sheets(column)
        column.addStretch(1)
        column.addWidget(
            PlainLabel(self.tr("Definitions and read me are always added."), FontRole.META, "muted", wrap=True)
        )
        scroll = QScrollArea()
        scroll.setObjectName("report_contents_list")
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        for ground in (scroll.viewport(), inner):
            ground.setAutoFillBackground(False)
        self.body.addWidget(scroll, 1)
        for box in (self.team, self.period):
            box.currentIndexChanged.connect(lambda _at: self.changed.emit())

    def set_choices(self, teams: Sequence[tuple[str, str | None]], spans: Sequence[Span]) -> None:
        """Offer teams, as label and name, and periods; what was chosen stays chosen."""
        self._spans = list(spans)
        for box, items in ((self.team, list(teams)), (self.period, [(span.label, span.key) for span in spans])):
            chosen = box.currentData()
            with QSignalBlocker(box):
                box.clear()
                for label, data in items:
                    box.addItem(label, data)
                box.choose(chosen)

    @property
    def chosen_team(self) -> str | None:
        """Name of the chosen team, None for everyone."""
        found: str | None = self.team.currentData()
        return found

    @property
    def span(self) -> Span:
        """The chosen days."""
        return self._spans[max(self.period.currentIndex(), 0)]

    @property
    def parts(self) -> frozenset[Part]:
        """The sheets wanted besides those that are always there."""
        return frozenset(part for part, box in self.boxes.items() if box.isChecked())

    def describe(self, found: LeadershipSummary | None, weeks: str) -> None:
        """Say which days and how much of everything that is; `weeks` as "weeks 27 to 33"."""
        span = self.span
        # The year goes without saying when it is the present one.
        last = formats.day if span.first.year == self._spans[0].last.year else formats.dated
        days = formats.fill(self.tr("%1 to %2"), formats.day(span.first), last(span.last))
        self.days.setText(f"{days}, {weeks}" if weeks else days)
        for part, label in self._counts.items():
            label.setText("" if found is None else self._count(part, found))

    def _add_sheets(self, column: QVBoxLayout) -> None:
        names = {
            Part.LEADING: self.tr("Leading KPIs"),
            Part.LAGGING: self.tr("Lagging KPIs"),
            Part.COMMITMENTS: self.tr("Commitments"),
            Part.MEETINGS: self.tr("Meetings"),
            Part.NOTES: self.tr("Shared notes"),
            Part.DATA: self.tr("Data"),
        }
        for name in (self.tr("Summary"), self.tr("Scorecard")):
            always = QCheckBox(name)
            always.setObjectName(f"part_{name.lower()}")
            always.setAccessibleName(name)
            always.setChecked(True)
            always.setEnabled(False)
            column.addLayout(_line(always, PlainLabel(self.tr("always"), FontRole.META, "muted")))
        for part, name in names.items():
            box = self.boxes[part] = QCheckBox(name)
            box.setObjectName(f"part_{part.value}")
            box.setAccessibleName(name)
            box.setChecked(part in USUAL_PARTS)
            box.toggled.connect(lambda _on: self.changed.emit())
            self._counts[part] = PlainLabel("", FontRole.META, "muted")
            column.addLayout(_line(box, self._counts[part]))

    def _count(self, part: Part, found: LeadershipSummary) -> str:
        if not self.boxes[part].isChecked():
            return self.tr("off")
        number = {
            Part.LEADING: lambda: sum(kpi.kind is Kind.LEADING for kpi in found.kpis),
            Part.LAGGING: lambda: sum(kpi.kind is Kind.LAGGING for kpi in found.kpis),
            Part.COMMITMENTS: lambda: sum(len(line.commitments) for line in found.reps),
            Part.MEETINGS: lambda: sum(len(line.meetings) for line in found.reps),
            Part.NOTES: lambda: len(found.notes),
            Part.DATA: lambda: len(found.record.entries),
        }[part]()
        kpis = self.tr("%1 KPI") if number == 1 else self.tr("%1 KPIs")
        values = self.tr("%1 value") if number == 1 else self.tr("%1 values")
        text = {Part.LEADING: kpis, Part.LAGGING: kpis, Part.DATA: values}
        return formats.fill(text.get(part, "%1"), formats.number(number))


def spans(calendar: FiscalCalendar, on: dt.date) -> list[Span]:
    """The periods a manager reports about, this quarter to date first; none ends after `on`."""
    found = []
    for cadence in (Cadence.QUARTER, Cadence.MONTH, Cadence.YEAR):
        begin = calendar.start(cadence, on)
        found.append(Span(f"this_{cadence}", formats.fill(_to_date(), _name(calendar, cadence, on)), begin, on))
        last = begin - dt.timedelta(days=1)
        found.append(Span(f"last_{cadence}", _name(calendar, cadence, last), calendar.start(cadence, last), last))
    return found[:-1]


def _to_date() -> str:
    return QCoreApplication.translate("reports", "%1 to date")


def _name(calendar: FiscalCalendar, cadence: Cadence, day: dt.date) -> str:
    year, quarter = calendar.quarter(day)
    match cadence:
        case Cadence.QUARTER:
            return f"Q{quarter} {year}"
        case Cadence.MONTH:
            named = calendar.naming_day(day)
            return f"{formats.month(named)} {named.year}"
        case _:
            return str(year)


def _line(box: QCheckBox, count: PlainLabel) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(box, 1)
    row.addWidget(count)
    return row


def _rule() -> QFrame:
    rule = QFrame()
    rule.setProperty("look", "rule")
    rule.setFixedHeight(1)
    return rule


def _choice(name: str, spoken: str) -> ChoiceBox:
    box = ChoiceBox()
    box.setObjectName(name)
    box.setAccessibleName(spoken)
    # A long team name must not widen the column.
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(8)
    return box
