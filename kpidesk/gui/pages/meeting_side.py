"""The right of a meeting: evidence for the current item, what to ask, what was agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from kpidesk.domain.columns import Basis
from kpidesk.domain.terms import Aggregation, CommitmentStatus, Owner
from kpidesk.gui import formats, paint, sparklines, theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.agenda_model import tr
from kpidesk.gui.models.reps_model import WEEKS, series_of
from kpidesk.gui.pages.meeting_agenda import asks
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.painted import Painted
from kpidesk.gui.widgets.status_mark import StatusMark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from kpidesk.domain.entities import AgendaItem, Commitment, Rep
    from kpidesk.domain.standing import Scorecard, Standing

_MOST = 3
"""Most KPIs shown for one item."""


class MeetingSide(QWidget):
    """Three cards, one below the other."""

    done_wanted = Signal(object, bool)
    """A `Commitment` was ticked, or its tick taken back."""
    use_wanted = Signal()
    """The suggested commitment of the item is to be put on the commitment line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("meeting_side")
        self.evidence = Card(tr("Evidence"), compact=True)
        self.evidence.right.addWidget(PlainLabel(tr("for this item"), FontRole.META, "muted"))
        self.ask = Card(tr("Ask"), compact=True)
        self.ask.right.addWidget(PlainLabel(tr("instead of telling"), FontRole.META, "muted"))
        self.agreed = Card(tr("Agreed today"), compact=True)
        self.use = Button(tr("Use the suggestion"), "link")
        self.use.setObjectName("use_suggestion")
        self.use.clicked.connect(self.use_wanted)
        self.agreed.right.addWidget(self.use)
        for card, name in ((self.evidence, "evidence"), (self.ask, "ask"), (self.agreed, "agreed")):
            card.setObjectName(f"meeting_{name}")
        self._area = QScrollArea()
        self._area.setObjectName("agreed_list")
        self._area.setAccessibleName(tr("Agreed today"))
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.agreed.body.addWidget(self._area)
        for card in (self.evidence, self.ask):
            card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.evidence)
        column.addWidget(self.ask)
        column.addWidget(self.agreed, 1)

    def show_item(self, item: AgendaItem | None, card: Scorecard, currency: str) -> None:
        """Turn to another item."""
        found = standings(item, card)
        body = _body(self.evidence, 16, 8)
        for each in found:
            body.addWidget(_Evidence(each, currency))
        self.evidence.setVisible(bool(found))
        questions = asks(item)
        self.ask.setVisible(bool(questions))
        body = _body(self.ask, 16, 4)
        for at, question in enumerate(questions):
            if at:
                body.addWidget(_rule())
            label = PlainLabel(question, wrap=True)
            label.setContentsMargins(0, 0, 0, 0)
            body.addSpacing(5)
            body.addWidget(label)
            body.addSpacing(5)
        self.use.setVisible(item is not None and bool(item.suggested_commitment))

    def show_commitments(self, agreed: Sequence[Commitment], before: Sequence[Commitment], rep: Rep) -> None:
        """Show what was agreed in this meeting, and what is open from before."""
        self.agreed.set_count(str(len(agreed)) if agreed else "")
        inner = QWidget()
        inner.setObjectName("agreed_inner")
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 4, 16, 8)
        column.setSpacing(0)
        for at, each in enumerate(agreed):
            if at:
                column.addWidget(_rule())
            column.addWidget(_Line(each, rep, self))
        if not agreed:
            said = PlainLabel(
                tr("Nothing yet. Ctrl+L writes down who does what by when."), FontRole.META, "muted", wrap=True
            )
            column.addWidget(said)
        if before:
            column.addSpacing(8)
            column.addWidget(PlainLabel(tr("Open from before"), FontRole.GROUP, "text2"))
            for each in before:
                column.addWidget(_Line(each, rep, self))
        column.addStretch(1)
        self._area.setWidget(inner)
        inner.setAutoFillBackground(False)


def standings(item: AgendaItem | None, card: Scorecard) -> list[Standing]:
    """The KPIs an item rests on: its own, the lever, and the one a promise was about."""
    if item is None:
        return []
    lever = item.evidence.get("lever") or {}
    own = next((each.kpi.key for each in card.standings if each.kpi.id == item.kpi_id), None)
    keys = (own, item.evidence.get("subject"), lever.get("kpi"), item.evidence.get("commitment_kpi"))
    found = [card.standing(key) for key in dict.fromkeys(keys) if isinstance(key, str)]
    return [each for each in found if each is not None][:_MOST]


class _Evidence(QWidget):
    """Status, KPI and value, with the last weeks below."""

    def __init__(self, standing: Standing, currency: str) -> None:
        super().__init__()
        value, per = _value(standing, currency)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(StatusMark(standing.status))
        head.addWidget(PlainLabel(standing.kpi.name, FontRole.ROW, elide=True), 1)
        words = QHBoxLayout()
        words.setSpacing(4)
        words.addWidget(PlainLabel(value, FontRole.STRONG))
        if per:
            words.addWidget(PlainLabel(per, FontRole.BODY, "muted"))
        head.addLayout(words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(_Chart(standing, currency))
        target = formats.amount(standing.target, standing.kpi.unit, currency)
        self.setAccessibleName(formats.fill(tr("%1: %2 %3, target %4"), standing.kpi.name, value, per, target))


class _Chart(Painted):
    """The last 13 weeks with the target at its height."""

    def __init__(self, standing: Standing, currency: str) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._series = series_of(standing, WEEKS)
        target = formats.amount(standing.target, standing.kpi.unit, currency)
        self._target = formats.fill(tr("of %1"), target) if standing.target is not None else ""

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(50))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, rect = QPainter(self), QRectF(self.rect())
        room = paint.text_width(self._target, FontRole.SMALL) + theme.px(6) if self._target else 0
        chart = rect.adjusted(0, 0, -room, 0)
        sparklines.draw(painter, chart, self._series)
        high = theme.line(FontRole.SMALL)
        pad = theme.px(4)
        # The target stands at 1 of the drawn range of 0.4 to 1.4.
        share = (1 - sparklines.LOW) / (sparklines.HIGH - sparklines.LOW)
        y = chart.bottom() - pad - (chart.height() - 2 * pad) * share
        label = QRectF(chart.right() + theme.px(2), min(max(y - high / 2, 0), rect.height() - high), room, high)
        paint.label(painter, label, self._target, FontRole.SMALL, "muted", elide=False)


class _Line(QWidget):
    """A box to tick, what was promised, by whom and when."""

    def __init__(self, commitment: Commitment, rep: Rep, side: MeetingSide) -> None:
        super().__init__()
        self.box = QCheckBox()
        self.box.setObjectName(f"agreed_{commitment.id}")
        self.box.setChecked(commitment.status is CommitmentStatus.DONE)
        self.box.clicked.connect(lambda done: side.done_wanted.emit(commitment, done))
        who = rep.first_name if commitment.owner is Owner.REP else tr("You")
        due = formats.fill(tr("%1, by %2"), who, formats.weekday(commitment.due)) if commitment.due else who
        self.box.setAccessibleName(f"{commitment.text}, {due}")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(PlainLabel(commitment.text, wrap=True))
        words.addWidget(PlainLabel(due, FontRole.META, "muted", elide=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 5, 0, 5)
        row.setSpacing(10)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)


def _value(standing: Standing, currency: str) -> tuple[str, str]:
    value = formats.amount(standing.value, standing.kpi.unit, currency)
    flows = standing.kpi.aggregation in {Aggregation.SUM, Aggregation.DISTINCT}
    if flows and standing.basis is not Basis.TO_DATE:
        return value, formats.a_period(standing.cadence)
    return value, ""


def _body(card: Card, side: int, above: int) -> QVBoxLayout:
    """An empty column in place of what the card showed."""
    while (old := card.body.takeAt(0)) is not None:
        widget = old.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
    fresh = QWidget()
    column = QVBoxLayout(fresh)
    column.setContentsMargins(side, above, side, above + 2)
    column.setSpacing(0)
    card.body.addWidget(fresh)
    return column


def _rule() -> QFrame:
    line = QFrame()
    line.setProperty("look", "rule")
    line.setFixedHeight(1)
    return line
