"""The team leading pulse: four leading KPIs over time, results at the side for context."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kpidesk.domain.columns import Basis
from kpidesk.domain.terms import Aggregation, Cadence, Kind, Status
from kpidesk.gui import formats, theme
from kpidesk.gui.charts import pulse_words
from kpidesk.gui.charts.as_table import ChartOrTable
from kpidesk.gui.charts.pulse import PulseChart
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.widgets.bullet_bar import BulletBar
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.scroll import Scroll
from kpidesk.gui.widgets.segmented import Segment, Segmented
from kpidesk.gui.widgets.status_counts import StatusCounts
from kpidesk.gui.widgets.status_mark import StatusMark
from kpidesk.gui.widgets.tag import Tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpidesk.domain.team_pulse import KpiPulse, Result
    from kpidesk.gui.models.figures_model import Figures
    from kpidesk.gui.models.team_data import TeamData

SPANS = ("13", "26", "52")
_PANELS = 4
_RESULTS = 3


def tr(text: str) -> str:
    """Translate a text of the pulse."""
    return QCoreApplication.translate("pulse", text)


class PulseCard(Card):
    """Four panels side by side, or two by two in a narrow window."""

    span_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            tr("Team leading pulse"),
            subtitle=tr("Average per rep, last 4 weeks. Band: middle half of the team. Dotted: target."),
            parent=parent,
        )
        self.setObjectName("pulse_card")
        self.tags.addWidget(Tag(kind=Kind.LEADING))
        self._span = Segmented(
            [Segment("13", tr("13 weeks")), Segment("26", "26"), Segment("52", "52")], name=tr("Weeks"), small=True
        )
        self._span.setObjectName("pulse_weeks")
        for key in SPANS:
            self._span.button(key).setObjectName(f"pulse_weeks_{key}")
            self._span.button(key).setAccessibleName(formats.fill(tr("%1 weeks"), key))
        self._span.changed.connect(lambda _key: self.span_changed.emit())
        self.right.addWidget(self._span)
        self._panels = [PulsePanel() for _ in range(_PANELS)]
        self._rules = [_rule(self) for _ in range(_PANELS)]
        self._results = ResultsPanel()
        self._nothing = PlainLabel(
            tr("No leading values yet. Import a CRM export, or type values on the KPIs page."), tone="muted"
        )
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        panels = QWidget()
        self._grid = QGridLayout(panels)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        scroll = Scroll(panels, tr("Team leading pulse"))
        scroll.setObjectName("pulse_panels")
        self._shown: tuple[Sequence[KpiPulse], str] = ((), "")
        self.both = ChartOrTable(scroll, self._figures, around=self)
        self.right.insertWidget(0, self.both.toggle)
        self.body.addWidget(self.both, 1)
        self._grid.addWidget(self._nothing, 3, 0, 1, 2 * _PANELS + 1)
        self._two_by_two: bool | None = None
        self.set_compact(compact=False)

    @property
    def weeks(self) -> int:
        """The weeks to look back on."""
        return int(self._span.current())

    def show_team(self, pulses: Sequence[KpiPulse], found: Sequence[Result], data: TeamData) -> None:
        """Show other numbers."""
        self._shown = pulses, data.currency
        self.both.refresh()
        self._nothing.setVisible(not pulses)
        for at, panel in enumerate(self._panels):
            panel.setVisible(at < len(pulses))
            self._rules[at].setVisible(bool(found) and at < len(pulses) and not self._two_by_two)
            if at < len(pulses):
                panel.show_pulse(pulses[at], data.currency)
        self._results.setVisible(bool(found) and bool(pulses))
        self._results.show_results(found, data)

    def set_compact(self, *, compact: bool) -> None:
        """Two by two, the results in one line below."""
        if compact == self._two_by_two:
            return
        self._two_by_two = compact
        for each in (*self._panels, *self._rules, self._results):
            self._grid.removeWidget(each)
        across = 2 if compact else _PANELS
        for at, panel in enumerate(self._panels):
            self._grid.addWidget(panel, at // across, 2 * (at % across))
            self._rules[at].setVisible(not compact)
            if not compact:
                self._grid.addWidget(self._rules[at], 0, 2 * at + 1)
        for column in range(2 * _PANELS + 1):
            self._grid.setColumnStretch(column, 1 if column % 2 == 0 and column < 2 * across else 0)
        if compact:
            self._grid.addWidget(self._results, 2, 0, 1, 3)
        else:
            self._grid.addWidget(self._results, 0, 2 * _PANELS)
        self._results.set_flat(flat=compact)

    def _figures(self) -> Figures:
        return pulse_words.figures(self._shown[0], self.accessibleName(), self._shown[1])


class PulsePanel(QWidget):
    """One leading KPI: name and status, the average, the chart, and how many reps are on target."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = PlainLabel("", FontRole.STRONG, elide=True)
        self._name.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._mark = StatusMark()
        self._value = PlainLabel("", FontRole.TITLE)
        self._meta = PlainLabel("", FontRole.META, "muted", elide=True)
        self._chart = PulseChart()
        self._counts = StatusCounts()
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        head.addWidget(self._mark)
        number = QHBoxLayout()
        number.setSpacing(6)
        number.addWidget(self._value)
        number.addWidget(self._meta, 1, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(2)
        column.addLayout(head)
        column.addLayout(number)
        column.addWidget(self._chart, 1)
        column.addSpacing(2)
        column.addWidget(self._counts)

    def show_pulse(self, pulse: KpiPulse, currency: str) -> None:
        """Show another KPI."""
        unit = pulse.kpi.unit
        value, target = formats.amount(pulse.value, unit, currency), formats.amount(pulse.target, unit, currency)
        per = ""
        if pulse.kpi.aggregation in {Aggregation.SUM, Aggregation.DISTINCT}:
            per = f"{formats.a_period(pulse.cadence)}, "
        said = formats.fill(tr("%1target %2"), per, target) if target != formats.MISSING else per + tr("no target")
        self._name.setText(pulse.kpi.name)
        self._mark.set_status(pulse.status)
        self._value.setText(value)
        self._meta.setText(said)
        good, total = dict(pulse.counts).get(Status.GOOD, 0), sum(count for _status, count in pulse.counts)
        on_target = tr("no status without a target")
        if target != formats.MISSING:
            on_target = formats.fill(tr("%1 of %2 on target"), str(good), str(total))
        self._counts.set_counts(pulse.counts, on_target)
        sentence = f"{pulse.kpi.name}: {value} {said}. {on_target}."
        self._chart.set_pulse(pulse, sentence)
        self.setAccessibleName(sentence)


class ResultsPanel(QFrame):
    """Lagging KPIs of the whole team: a value, its target, a thin bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "page")
        self._lines = [_ResultLine() for _ in range(_RESULTS)]
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Tag(kind=Kind.LAGGING))
        head.addWidget(PlainLabel(tr("for context"), FontRole.META, "muted", elide=True), 1)
        self._column = QGridLayout(self)
        self._column.setContentsMargins(16, 10, 16, 10)
        self._column.setHorizontalSpacing(24)
        self._column.setVerticalSpacing(6)
        self._head = QWidget()
        self._head.setLayout(head)
        head.setContentsMargins(0, 0, 0, 0)
        self._flat = False
        self.set_flat(flat=False)
        theme.bind(self._restyle)

    def set_flat(self, *, flat: bool) -> None:
        """Side by side instead of below each other."""
        self._flat = flat
        self._column.addWidget(self._head, 0, 0)
        for at, line in enumerate(self._lines):
            self._column.addWidget(line, 0 if flat else at + 1, at + 1 if flat else 0)
        self._column.setRowStretch(_RESULTS + 1, 0 if flat else 1)
        for at in range(_RESULTS + 1):
            self._column.setColumnStretch(at, 1 if (flat and at) or (not flat and at == 0) else 0)
        self._restyle()

    def show_results(self, found: Sequence[Result], data: TeamData) -> None:
        """Show other numbers."""
        for at, line in enumerate(self._lines):
            line.setVisible(at < len(found))
            if at < len(found):
                line.show_result(found[at], data)

    def _restyle(self) -> None:
        self.setMinimumWidth(theme.px(232) if not self._flat else 0)
        self.setMaximumWidth(theme.px(232) if not self._flat else 16777215)


class _ResultLine(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._name = PlainLabel("", FontRole.META, "muted", elide=True)
        self._value = PlainLabel("", FontRole.STRONG)
        self._target = PlainLabel("", FontRole.META, "muted")
        self._bar = BulletBar(Kind.LAGGING, stretch=True)
        row = QHBoxLayout()
        row.addWidget(self._value)
        row.addStretch(1)
        row.addWidget(self._target)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._name)
        column.addLayout(row)
        column.addWidget(self._bar)

    def show_result(self, result: Result, data: TeamData) -> None:
        unit = result.kpi.unit
        value = formats.amount(result.value, unit, data.currency)
        target = formats.amount(result.target, unit, data.currency)
        name = f"{formats.isolated(result.kpi.name)}, {_span(result, data)}"
        if result.kpi.is_share_of_target and result.pace is not None:
            said = formats.fill(tr("pace %1"), formats.percent(result.pace))
        elif target == formats.MISSING:
            said = tr("no target")
        else:
            said = formats.fill(tr("of %1") if result.basis is Basis.TO_DATE else tr("target %1"), target)
        self._name.setText(name)
        self._value.setText(value)
        self._target.setText(said)
        reached = None if isnan(result.attainment) else result.attainment
        due = result.pace if result.basis is Basis.TO_DATE else 1.0
        # Without a target there is nothing to set a mark at.
        self._bar.set_value(reached, None if reached is None and target == formats.MISSING else due)
        self.setAccessibleName(f"{name}: {value} {said}")


def _span(result: Result, data: TeamData) -> str:
    """The period a result is from."""
    if result.basis is Basis.TO_DATE:
        return formats.running_period(result.cadence, data.on, data.board.frame.calendar)
    if result.basis is Basis.NEWEST:
        return tr("newest")
    weeks = 13 if result.cadence in {Cadence.QUARTER, Cadence.YEAR} else 4
    return formats.fill(tr("%1 weeks"), str(weeks))


def _rule(parent: QWidget) -> QFrame:
    # With a parent from the start: shown without one, it would be a window for a moment and take the focus.
    rule = QFrame(parent)
    rule.setProperty("look", "rule")
    rule.setFixedWidth(1)
    return rule
