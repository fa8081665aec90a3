"""The card of one KPI: its trend, what it means, and the choice between team and each rep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from kpidesk.gui import theme
from kpidesk.gui.charts import series_words
from kpidesk.gui.charts.as_table import ChartOrTable
from kpidesk.gui.charts.trend import TrendChart
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.figures_model import Figures
from kpidesk.gui.pages.kpis_definition import Definition
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.segmented import Segment, Segmented
from kpidesk.gui.widgets.tabs import Tabs
from kpidesk.gui.widgets.tag import Tag

if TYPE_CHECKING:
    from kpidesk.gui.charts.series import KpiSeries
    from kpidesk.reports.figures import Trend

TEAM, REP = "team", "rep"
_DEFINITION = 256


class TrendCard(Card):
    """Chart beside definition; in a narrow window the definition is a tab."""

    def __init__(self) -> None:
        super().__init__(" ")
        self.setObjectName("trend_card")
        self.title.set_role(FontRole.LEAD)
        self.title.setObjectName("kpi_name")
        self._tag = Tag(" ")
        self.tags.addWidget(self._tag)
        self.whom = Segmented(
            [Segment(TEAM, self.tr("Team")), Segment(REP, self.tr("Each rep"))],
            name=self.tr("Whose trend"),
            small=True,
        )
        self.whom.setObjectName("trend_of")
        for key in (TEAM, REP):
            self.whom.button(key).setObjectName(f"trend_of_{key}")
        self.edit = Button(self.tr("Edit KPI"), size="small")
        self.edit.setObjectName("edit_kpi")
        self.chart = TrendChart()
        self._series: KpiSeries | None = None
        self.both = ChartOrTable(self.chart, self._figures)
        self.right.addWidget(self.both.toggle)
        self.right.addWidget(self.whom)
        self.right.addWidget(self.edit)
        self.definition = Definition()
        self.tabs = Tabs(self.tr("Chart or definition"))
        self.tabs.setObjectName("trend_tabs")
        self.tabs.add(self.tr("Chart"))
        self.tabs.add(self.tr("Definition"))
        self.tabs.currentChanged.connect(lambda _at: self._arrange())
        self.empty = PlainLabel("", FontRole.BODY, "muted", wrap=True)
        self.empty.setObjectName("trend_empty")
        self.findings = PlainLabel("", FontRole.META, "text2", wrap=True)
        self.findings.setObjectName("trend_findings")
        self.findings.setContentsMargins(8, 0, 8, 6)
        self._narrow = False
        self._compose()
        theme.bind(self._remeasure)

    def show_series(self, series: KpiSeries, shown: Trend, subtitle: str, sentence: str, empty: str = "") -> None:
        """Show another series; `sentence` says what its chart shows, `empty` why there is none."""
        nothing = self.tr("No closed period has a value yet. Type or paste values below, or import a file.")
        self.empty.setText(empty or nothing)
        kpi, self._series = series.kpi, series
        self.set_title(kpi.name)
        self.set_subtitle(subtitle)
        self._tag.set_text("", kpi.kind)
        self._place.setCurrentIndex(1 if shown.empty else 0)
        self.chart.set_trend(shown, kpi.kind, sentence)
        self._say_findings()
        self.both.refresh()

    def set_narrow(self, *, narrow: bool) -> None:
        """Turn the definition into a tab, or put it beside the chart again."""
        self._narrow = narrow
        self._say_findings()
        self._arrange()

    def _say_findings(self) -> None:
        found = series_words.findings(self._series, brief=self._narrow) if self._series else ""
        self.findings.setText(found)
        self.findings.setVisible(bool(found))

    def _figures(self) -> Figures:
        if self._series is None:
            return Figures("", (), ())
        return series_words.figures(self._series, self.chart.accessibleName())

    def _compose(self) -> None:
        chart = QWidget()
        column = QVBoxLayout(chart)
        column.setContentsMargins(8, 8, 8, 4)
        column.setSpacing(0)
        column.addWidget(self.both, 1)
        column.addWidget(self.findings)
        empty = QWidget()
        words = QVBoxLayout(empty)
        words.setContentsMargins(16, 16, 16, 16)
        words.addWidget(self.empty)
        words.addStretch(1)
        self._left = QWidget()
        self._place = QStackedLayout(self._left)
        self._place.addWidget(chart)
        self._place.addWidget(empty)
        self._rule = QFrame()
        self._rule.setProperty("look", "rule")
        self._rule.setFixedWidth(1)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._left, 1)
        row.addWidget(self._rule)
        row.addWidget(self.definition)
        self.body.addWidget(self.tabs)
        self.body.addLayout(row, 1)
        self._arrange()

    def _arrange(self) -> None:
        described = self.tabs.currentIndex() == 1
        self.tabs.setVisible(self._narrow)
        self._rule.setVisible(not self._narrow)
        self._left.setVisible(not self._narrow or not described)
        self.definition.setVisible(not self._narrow or described)
        self._remeasure()

    def _remeasure(self) -> None:
        wide = theme.px(_DEFINITION)
        self.definition.setMinimumWidth(0 if self._narrow else wide)
        self.definition.setMaximumWidth(16_777_215 if self._narrow else wide)
