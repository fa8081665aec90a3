"""The fence round the forecast: how much of a meeting it takes against the limit."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from kpidesk.domain.terms import Kind, Status
from kpidesk.gui import paint, theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.painted import Painted
from kpidesk.gui.widgets.status_mark import StatusMark
from kpidesk.gui.widgets.tag import Tag


class ForecastMeter(QWidget):
    """Prints "4 of 30 min, 13%" and "limit 20%" beside a bar with a tick at the limit, and marks how close it is.

    `limit` is the largest share of the minutes that the forecast may take.
    """

    def __init__(self, *, limit: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._limit = limit
        self._bar = _Bar(limit)
        self._text = PlainLabel("", FontRole.GROUP)
        self._mark = StatusMark(Status.GOOD, 11)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Tag(self.tr("Forecast"), Kind.LAGGING))
        row.addWidget(self._bar)
        row.addWidget(self._text)
        row.addWidget(PlainLabel(self.tr("limit {0}%").format(round(100 * limit)), FontRole.META, "muted"))
        row.addWidget(self._mark)
        self.set_minutes(0, 0)

    def set_minutes(self, forecast: float, total: float, *, planned: float | None = None) -> Status:
        """Show forecast minutes of all minutes and return the mark: at the plan watch, at the limit risk."""
        share = forecast / total if total else 0.0
        self._bar.set_share(share)
        said = self.tr("{0} of {1} min, {2}%").format(f"{forecast:g}", f"{total:g}", round(100 * share))
        self._text.setText(said)
        status = Status.GOOD
        if planned is not None and 0 < planned <= forecast:
            status = Status.WATCH
        # Whole minutes: one more would cross the limit.
        if total and forecast >= int(self._limit * total + 1e-9) and forecast > 0:
            status = Status.RISK
        self._mark.set_status(status, said)
        self._mark.setAccessibleName(
            {
                Status.GOOD: self.tr("Within the plan"),
                Status.WATCH: self.tr("At the plan"),
                Status.RISK: self.tr("At the limit"),
            }[status]
        )
        self.setAccessibleName(self.tr("Forecast {0}, limit {1}%").format(said, round(100 * self._limit)))
        return status


class _Bar(Painted):
    def __init__(self, limit: float) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._limit, self._share = limit, 0.0

    def set_share(self, share: float) -> None:
        self._share = share
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(16))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(60), theme.px(16))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        paint.meter(QPainter(self), QRectF(self.rect()), self._share, self._limit)
