"""Insights: how much evidence there is to tell which leading KPI yields the most. The estimate itself comes later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from kpidesk.domain.entities import AgreedKpi, Agreement, Import, Kpi, KpiEntry, Rep, Target
from kpidesk.domain.terms import Kind
from kpidesk.gui import formats, theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.pages.page import Page
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.empty_state import Drawing, EmptyState
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.scroll import Scroll
from kpidesk.gui.widgets.tag import Tag

if TYPE_CHECKING:
    from kpidesk.domain.standing import Scorecard
    from kpidesk.gui.context import Context

REPS_NEEDED, WEEKS_NEEDED = 6, 20
"""Fewest reps, and weeks of data each, before any yield may be estimated (domain brief 3.8)."""


def page(context: Context) -> InsightsPage:
    """Make the page."""
    return InsightsPage(context)


class InsightsPage(Page):
    """A table of leading KPIs: reps and weeks of data at hand, and what is still missing."""

    concerns = frozenset({AgreedKpi, Agreement, Import, Kpi, KpiEntry, Rep, Target})

    def __init__(self, context: Context) -> None:
        super().__init__(context, self.tr("What yields the most"))
        self.head.subtitle.setText(self.tr("Which activity is worth an extra hour? First comes enough evidence."))
        self.card = card = Card(
            self.tr("Evidence so far"), subtitle=self.tr("Leading KPIs, weeks with data in the last year")
        )
        card.tags.addWidget(_lead())
        self._rows = QWidget()
        self._rows.setObjectName("evidence_rows")
        card.body.addWidget(self._rows)
        foot = card.add_foot()
        foot.addWidget(
            PlainLabel(
                self.tr(
                    "The estimate, its interval and the what-if come with a later version. No number without evidence."
                ),
                FontRole.META,
                "muted",
                elide=True,
            ),
            1,
        )
        column = QWidget()
        inside = QVBoxLayout(column)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(card)
        inside.addStretch(1)
        first = Button(self.tr("Go to KPIs"), "primary")
        first.setObjectName("insights_first")
        first.clicked.connect(lambda: context.go("kpis", None))
        self._empty = EmptyState(
            Drawing.IMPORT,
            self.tr("No leading KPI in use yet"),
            self.tr("Evidence grows with every week of values of a leading KPI. Take one into use, or import a file."),
            first,
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(Scroll(column, self.tr("Evidence so far"), focus=True))
        self._stack.addWidget(self._empty)
        self.body.addWidget(self._stack, 1)

    @override
    def reload(self) -> None:
        cards = self.context.desk.scorecards.overview(self.context.today())
        kpis = [kpi for kpi in self.context.desk.team.kpis() if kpi.kind is Kind.LEADING]
        self._stack.setCurrentIndex(0 if kpis else 1)
        fresh = QWidget()
        fresh.setObjectName("evidence_rows")
        grid = QGridLayout(fresh)
        grid.setContentsMargins(16, 8, 16, 12)
        grid.setHorizontalSpacing(32)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(3, 1)
        heads = (self.tr("KPI"), self.tr("Reps with data"), self.tr("Weeks each, middle"), self.tr("What is missing"))
        for column, text in enumerate(heads):
            grid.addWidget(_cell(text, FontRole.HEADER, "muted", right=column in {1, 2}), 0, column)
        for row, kpi in enumerate(kpis, start=1):
            weeks = _weeks(cards, kpi)
            middle = sorted(weeks)[len(weeks) // 2] if weeks else None
            texts = (kpi.name, str(len(weeks)), formats.number(middle, 0), self._missing(weeks))
            for column, text in enumerate(texts):
                role = FontRole.ROW if column == 0 else FontRole.BODY
                label = _cell(text, role, "text", right=column in {1, 2})
                grid.addWidget(label, row, column)
        self.card.body.replaceWidget(self._rows, fresh)
        self._rows.deleteLater()
        self._rows = fresh

    def _missing(self, weeks: list[int]) -> str:
        enough = sum(each >= WEEKS_NEEDED for each in weeks)
        if enough >= REPS_NEEDED:
            return self.tr("Enough reps and weeks.")
        said = self.tr("Not enough evidence yet: %1 of %2 reps have %3 weeks.")
        return formats.fill(said, str(enough), str(REPS_NEEDED), str(WEEKS_NEEDED))


def _weeks(cards: list[Scorecard], kpi: Kpi) -> list[int]:
    found = [card.standing(kpi.key) for card in cards]
    return [standing.weeks for standing in found if standing is not None and standing.weeks > 0]


def _cell(text: str, role: FontRole, tone: str, *, right: bool = False) -> PlainLabel:
    label = PlainLabel(text, role, tone, elide=not right)
    label.setMinimumHeight(theme.px(36))
    if right:
        label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return label


def _lead() -> Tag:
    from kpidesk.gui import words

    return Tag(words.kind_name(Kind.LEADING), Kind.LEADING)
