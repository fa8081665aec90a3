"""The minutes of an agenda: the time strip, what is planned of what there is, and the fence round the forecast."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kpidesk.domain.terms import Section
from kpidesk.gui import formats
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.pages.prepare_parts import tr
from kpidesk.gui.pages.prepare_plan import Plan, kind_of
from kpidesk.gui.pages.prepare_words import forecast_warning
from kpidesk.gui.widgets.forecast_meter import ForecastMeter
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.time_strip import Section as Stretch
from kpidesk.gui.widgets.time_strip import TimeStrip


class MinutesHead(QFrame):
    """Strip, sum, meter, and one sentence when the minutes need one; it is also announced."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "cardhead")
        self.strip = TimeStrip()
        self.strip.setObjectName("time_strip")
        self.sum = PlainLabel("", FontRole.GROUP)
        self.warning = PlainLabel("", FontRole.META, "watch", wrap=True)
        self.warning.setObjectName("forecast_warning")
        self._meter: tuple[float, ForecastMeter] | None = None
        self._row = QHBoxLayout()
        self._row.addWidget(self.sum)
        self._row.addSpacing(12)
        self._row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 10)
        column.setSpacing(2)
        column.addWidget(self.strip)
        column.addLayout(self._row)
        column.addWidget(self.warning)

    def show_plan(self, plan: Plan) -> None:
        """Show the minutes of another agenda."""
        agenda = plan.agenda
        said = formats.fill(tr("%1 of %2 min"), formats.number(plan.planned_minutes, 0), str(agenda.minutes))
        self.sum.setText(said)
        stretches = [
            Stretch(point.minutes, kind_of(point), point.section is Section.FORECAST, point.title)
            for point in plan.points
        ]
        self.strip.set_sections(stretches, said)
        usual = plan.usual_forecast
        # What is usual needs no word; the minute after it does.
        self._meter_for(agenda.cap).set_minutes(
            agenda.forecast_minutes, agenda.minutes, planned=usual + 1 if usual else None
        )
        self._warn(forecast_warning(plan))

    def _meter_for(self, cap: float) -> ForecastMeter:
        if self._meter is None or self._meter[0] != cap:
            if self._meter is not None:
                self._row.removeWidget(self._meter[1])
                self._meter[1].deleteLater()
            self._meter = (cap, ForecastMeter(limit=cap))
            self._meter[1].setObjectName("forecast_meter")
            self._row.addWidget(self._meter[1])
        return self._meter[1]

    def _warn(self, sentence: str) -> None:
        if sentence and sentence != self.warning.text():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))
        self.warning.setText(sentence)
        self.warning.setVisible(bool(sentence))
