"""The last look before anything is written: what the rows become, KPI by KPI, and which values change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QStackedWidget, QVBoxLayout, QWidget

from kpidesk.domain.terms import Status
from kpidesk.gui import formats, theme
from kpidesk.gui.delegates.cells import TextDelegate
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models import review_models
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.row_table import RowTable
from kpidesk.gui.widgets.status_mark import StatusMark
from kpidesk.gui.widgets.tabs import Tabs

if TYPE_CHECKING:
    from kpidesk.gui.models.figures_model import Figures
    from kpidesk.services.transfer import Trial

_KPIS, _CHANGES = range(2)
_FIGURES = 104


class IntakeReview(QWidget):
    """A card that says it in words over two tables; in a narrow window the tables take turns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = PlainLabel("", FontRole.TITLE, wrap=True)
        self.title.setObjectName("review_title")
        self.lines = [_Line() for _line in range(6)]
        head = Card()
        head.setObjectName("review_words")
        column = QVBoxLayout()
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        column.addWidget(self.title)
        for line in self.lines:
            column.addWidget(line)
        head.body.addLayout(column)
        self.kpis = ReviewTable(self.tr("Values by KPI"), "review_kpis", self.tr("No values, people only."), left=2)
        nothing = self.tr("Nothing that is there already changes.")
        self.changes = ReviewTable(self.tr("Values that change"), "review_changes", nothing, left=3)
        self._titles = (self.kpis.title.text(), self.changes.title.text())
        self.tabs = Tabs(self.tr("Values by KPI or values that change"))
        self.tabs.setObjectName("review_tabs")
        for title in self._titles:
            self.tabs.add(title)
        self.tabs.currentChanged.connect(lambda _at: self._arrange())
        self._brief = False
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addWidget(self.kpis, 1)
        both.addWidget(self.changes, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(12)
        rows.addWidget(head)
        rows.addWidget(self.tabs)
        rows.addLayout(both, 1)
        self._arrange()

    def set_room(self, *, brief: bool) -> None:
        """In a narrow window show one of the tables at a time."""
        self._brief = brief
        for card, title in zip((self.kpis, self.changes), self._titles, strict=True):
            card.set_title("" if brief else title)
        self._arrange()

    def set_trial(self, trial: Trial, currency: str) -> None:
        """Show what an import would do."""
        report, review = trial.report, trial.review
        self.title.setText(f"{review_models.sentence(review, report.rows_used)}.")
        values = review_models.values(report)
        told: list[tuple[Status, str]] = [(Status.GOOD, values)] if values else []
        if report.targets:
            targets = formats.counted(report.targets, self.tr("1 is a target."), self.tr("%1 are targets."))
            told.append((Status.GOOD, targets))
        if report.values_typed_replaced:
            told.append((Status.WATCH, review_models.typed(report.values_typed_replaced)))
        if report.rows_left_out:
            one, more = self.tr("1 row is left out."), self.tr("%1 rows are left out.")
            out = formats.counted(report.rows_left_out, one, more)
            told.append((Status.RISK, f"{out} {self.tr('The step before says why.')}"))
        if report.reps_created:
            told.append(
                (Status.GOOD, formats.fill(self.tr("Reps added: %1."), review_models.listed(report.reps_created)))
            )
        if report.kpis_added:
            names = {each.kpi.key: each.kpi.name for each in review.kpis}
            taken = review_models.listed([names.get(key, key) for key in report.kpis_added])
            told.append((Status.GOOD, formats.fill(self.tr("KPIs taken into use: %1."), taken)))
        for at, line in enumerate(self.lines):
            line.say(*(told[at] if at < len(told) else (Status.GOOD, "")))
        self.kpis.set_figures(review_models.by_kpi(review.kpis), len(review.kpis))
        changed = sum(each.changed + each.removed for each in review.kpis)
        self.changes.set_figures(review_models.changed(review.changes, currency), changed)
        self.tabs.set_count(_KPIS, len(review.kpis) or None)
        self.tabs.set_count(_CHANGES, changed or None)

    def _arrange(self) -> None:
        at = self.tabs.currentIndex()
        self.tabs.setVisible(self._brief)
        self.kpis.setVisible(not self._brief or at == _KPIS)
        self.changes.setVisible(not self._brief or at == _CHANGES)


class ReviewTable(Card):
    """A card with a table, or a sentence when it is empty; the first `left` columns are words."""

    def __init__(self, title: str, name: str, nothing: str, *, left: int) -> None:
        super().__init__(compact=True)
        self.set_title(title)
        self.setObjectName(f"{name}_card")
        self.model = review_models.ReviewModel(left, self)
        self.view = RowTable(lines=1, name=title)
        self.view.setObjectName(name)
        self.view.setModel(self.model)
        self._left = left
        right = Qt.AlignmentFlag.AlignRight
        for column in range(5):
            delegate = TextDelegate(self.view) if column < left else TextDelegate(self.view, align=right)
            self.view.setItemDelegateForColumn(column, delegate)
        words = PlainLabel(nothing, FontRole.META, "muted", wrap=True)
        words.setContentsMargins(16, 12, 16, 12)
        words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._stack = QStackedWidget()
        self._stack.addWidget(words)
        self._stack.addWidget(self.view)
        self.body.addWidget(self._stack, 1)
        theme.on_change(self._fit)

    def set_figures(self, figures: Figures, count: int) -> None:
        """Show other numbers; `count` is how many there are in all."""
        self.model.set_figures(figures)
        self.set_count(formats.number(count) if count else "")
        more = count - len(figures.rows)
        self.set_subtitle(formats.fill(self.tr("first %1"), formats.number(len(figures.rows))) if more > 0 else "")
        self._stack.setCurrentIndex(1 if figures.rows else 0)
        self._fit()

    def _fit(self) -> None:
        header = self.view.horizontalHeader()
        for column in range(self.model.columnCount()):
            stretched = column < self._left - 1
            mode = QHeaderView.ResizeMode.Stretch if stretched else QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(column, mode)
            if not stretched:
                self.view.setColumnWidth(column, theme.px(_FIGURES))


class _Line(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._mark = StatusMark(Status.GOOD, 10)
        self.text = PlainLabel("", FontRole.BODY, "text2", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._mark)
        row.addWidget(self.text, 1)

    def say(self, status: Status, sentence: str) -> None:
        self._mark.set_status(status, sentence)
        self.text.setText(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))
