"""The left of the Prepare page: what the numbers say, each with its chart."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from kpidesk.domain.terms import Status
from kpidesk.gui import formats, paint, theme
from kpidesk.gui.charts import series_words
from kpidesk.gui.charts.as_table import ChartOrTable
from kpidesk.gui.charts.series import of_standing
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.reps_model import WEEKS, series_of
from kpidesk.gui.pages.prepare_parts import EvidenceId, tr
from kpidesk.gui.pages.prepare_words import gist
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.icon_label import IconLabel
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.scroll import put_in
from kpidesk.gui.widgets.sparkline import Sparkline
from kpidesk.gui.widgets.status_mark import StatusMark
from kpidesk.gui.widgets.tag import Tag

if TYPE_CHECKING:
    from collections.abc import Collection

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent

    from kpidesk.domain.agenda import EvidenceLine
    from kpidesk.domain.standing import Standing
    from kpidesk.gui.models.figures_model import Figures
    from kpidesk.gui.pages.prepare_plan import Plan


class EvidenceRow(QFrame):
    """Mark, title, number; chart and sentence; what became of it."""

    chosen = Signal(str)
    """The number of the evidence that got the focus."""
    step_wanted = Signal(int)
    add_wanted = Signal(object)

    def __init__(self, plan: Plan, line: EvidenceLine, used: list[int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._id = line.id
        self._on = False
        self.setObjectName(f"evidence_{line.id}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        standing = plan.card.standing(line.kpi.key)
        status = standing.status if standing else Status.NONE
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(StatusMark(status))
        head.addWidget(PlainLabel(line.title, FontRole.STRONG, elide=True), 1)
        head.addWidget(EvidenceId(line.id))
        spark = Sparkline(series_of(standing, WEEKS, status=status) if standing else None, 92, 44)
        spark.setAccessibleName(f"{line.kpi.name}. {line.why}")
        sentence = PlainLabel(gist(line.why), FontRole.META, "text2", wrap=True)
        sentence.set_tip(line.why if sentence.text() != line.why else "")
        sentence.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        figures = partial(_figures, plan, line, standing) if standing else None
        self.both = ChartOrTable(_beside(spark, sentence, line), figures, around=self)
        column = QVBoxLayout(self)
        # The button in the last line brings its own room above and below.
        column.setContentsMargins(16, 10, 16, 7)
        column.setSpacing(0)
        column.addStretch(1)
        column.addLayout(head)
        column.addSpacing(6)
        column.addWidget(self.both)
        column.addSpacing(2)
        column.addLayout(self._foot(plan, line, used))
        column.addStretch(1)
        words = self._used_words(used)
        self.setAccessibleName(f"{line.id}. {line.title}. {line.why} {words}")

    def set_on(self, *, on: bool) -> None:
        """Mark it as what the open talking point rests on."""
        if on != self._on:
            self._on = on
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, t = QPainter(self), theme.current()
        if self._on or self.underMouse():
            painter.fillRect(self.rect(), t.colour("selected" if self._on else "hover"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, t.colour("grid"))
        if self._on:
            painter.fillRect(0, 0, 3, self.height() - 1, t.colour("accent"))
        if self.hasFocus():
            paint.focus_ring(painter, QRectF(self.rect()).adjusted(0, 0, 0, -1), 2)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.step_wanted.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.chosen.emit(self._id)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def _foot(self, plan: Plan, line: EvidenceLine, used: list[int]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(Tag(kind=line.kpi.kind))
        row.addStretch(1)
        row.addWidget(self.both.toggle)
        offered = plan.offered_for(line)
        if not used and offered is not None:
            add = Button(tr("Add to agenda"), "link")
            add.setObjectName(f"add_{line.id}")
            add.clicked.connect(lambda: self.add_wanted.emit(offered.id))
            row.addWidget(add)
        else:
            row.addWidget(PlainLabel(self._used_words(used), FontRole.META, "muted"))
        return row

    def _used_words(self, used: list[int]) -> str:
        if not used:
            return tr("Not in agenda")
        return formats.fill(tr("In agenda %1"), ", ".join(map(str, used)))


class EvidenceColumn(Card):
    """All evidence, heaviest first, and how fresh the numbers are."""

    chosen = Signal(object)
    """The ids of the talking points that rest on the chosen evidence, as a tuple."""
    add_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Evidence"), parent=parent)
        self.setObjectName("prepare_evidence")
        self._plan: Plan | None = None
        self._rows: dict[str, EvidenceRow] = {}
        self._since = PlainLabel("", FontRole.META, "muted")
        self.right.addWidget(self._since)
        self._area = QScrollArea()
        self._area.setObjectName("evidence_list")
        self._area.setAccessibleName(tr("Evidence"))
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(self._area, 1)
        foot = self.add_foot()
        foot.addWidget(IconLabel("info", "muted", 14))
        self._fresh = PlainLabel("", FontRole.META, "muted", elide=True)
        foot.addWidget(self._fresh, 1)

    def show_plan(self, plan: Plan, fresh: str) -> None:
        """Show the evidence for another agenda."""
        self._plan = plan
        lines = plan.drawn.evidence
        self.set_count(str(len(lines)))
        self._since.setText(formats.fill(tr("since %1"), formats.day(plan.last.on)) if plan.last else "")
        self._fresh.setText(fresh)
        inner = QWidget()
        inner.setObjectName("evidence_inner")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._rows = {}
        for line in lines:
            row = EvidenceRow(plan, line, _used(plan, line))
            row.chosen.connect(self._on_chosen)
            row.add_wanted.connect(self.add_wanted)
            row.step_wanted.connect(lambda step, at=line.id: self._step(at, step))
            self._rows[line.id] = row
            column.addWidget(row, 1)
        if not lines:
            nothing = PlainLabel(_nothing(plan), tone="text2", wrap=True)
            nothing.setContentsMargins(16, 16, 16, 16)
            column.addWidget(nothing)
        if len(lines) < 5:
            column.addStretch(5 - len(lines))
        put_in(self._area, inner)

    def light(self, ids: Collection[str]) -> None:
        """Mark the evidence a talking point rests on."""
        for ident, row in self._rows.items():
            row.set_on(on=ident in ids)

    def _on_chosen(self, ident: str) -> None:
        self.light({ident})
        if self._plan is not None:
            plan = self._plan
            self.chosen.emit(tuple(point.id for point in plan.points if ident in plan.ids(point)))

    def _step(self, ident: str, step: int) -> None:
        order = list(self._rows)
        at = order.index(ident) + step
        if 0 <= at < len(order):
            self._rows[order[at]].setFocus(Qt.FocusReason.OtherFocusReason)
            self._area.ensureWidgetVisible(self._rows[order[at]], 0, 0)


def _beside(spark: Sparkline, sentence: PlainLabel, line: EvidenceLine) -> QWidget:
    middle = QWidget()
    middle.setObjectName(f"evidence_{line.id}_chart")
    row = QHBoxLayout(middle)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    row.addWidget(spark, 0, Qt.AlignmentFlag.AlignVCenter)
    row.addWidget(sentence, 1)
    return middle


def _figures(plan: Plan, line: EvidenceLine, standing: Standing) -> Figures:
    """The weeks behind an evidence line."""
    series = of_standing(standing, plan.card.week_starts, plan.currency)
    return series_words.figures(series, f"{line.kpi.name}. {line.why}")


def _used(plan: Plan, line: EvidenceLine) -> list[int]:
    return [number for number, point in enumerate(plan.points, start=1) if line.id in plan.ids(point)]


def _nothing(plan: Plan) -> str:
    if plan.drawn.notes:
        return tr("No data yet. The agenda still opens well: ask, agree on KPIs, close with a promise.")
    return tr("Nothing in the numbers stands out.")
