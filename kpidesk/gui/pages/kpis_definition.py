"""What a KPI means, where its values come from, and how its target changed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kpidesk.domain.entities import Cadence, Direction, Kpi, Scope, Target
from kpidesk.gui import formats, theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.kpi_rows import noun
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kpidesk.domain.entities import Id


@dataclass(frozen=True, slots=True)
class Past:
    """One line of the target history, in words."""

    value: str
    when: str
    note: str


class Definition(QWidget):
    """The column at the right of the chart; only its own content scrolls."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("kpi_definition")
        self.propose = Button(self.tr("Propose new target…"), "link")
        self.propose.setObjectName("propose_target")
        self._shown: object = None
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._area, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 0, 16, 6)
        foot.addWidget(self.propose)
        foot.addStretch(1)
        column.addLayout(foot)

    def show_kpi(self, kpi: Kpi, source: str, past: Sequence[Past], currency: str) -> None:
        """Describe another KPI; the same one again changes nothing."""
        shown = (kpi, source, tuple(past), currency)
        if shown == self._shown:
            return
        self._shown = shown
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(0)
        column.addWidget(PlainLabel(self.tr("Definition"), FontRole.GROUP, "text2"))
        column.addSpacing(4)
        words = kpi.definition or self.tr("No definition yet. Write one, so that everyone counts the same.")
        text = PlainLabel(words, FontRole.META, "text2" if kpi.definition else "muted", wrap=True)
        text.setObjectName("definition_text")
        column.addWidget(text)
        column.addSpacing(6)
        column.addLayout(self._facts(kpi, source, currency))
        column.addSpacing(8)
        column.addWidget(PlainLabel(self.tr("Target history"), FontRole.GROUP, "text2"))
        for each in past:
            column.addSpacing(2)
            column.addLayout(_past_row(each))
        if not past:
            column.addSpacing(4)
            column.addWidget(PlainLabel(self.tr("No target yet."), FontRole.META, "muted"))
        if kpi.trap:
            column.addSpacing(10)
            column.addWidget(PlainLabel(self.tr("Trap"), FontRole.GROUP, "text2"))
            column.addSpacing(4)
            column.addWidget(PlainLabel(kpi.trap, FontRole.META, "text2", wrap=True))
        column.addStretch(1)
        self._area.setWidget(inside)
        # Qt fills it with the colour of the page, but this is a card.
        inside.setAutoFillBackground(False)
        self._area.viewport().setAutoFillBackground(False)

    def _facts(self, kpi: Kpi, source: str, currency: str) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, theme.px(44))
        better = {
            Direction.UP: self.tr("higher"),
            Direction.DOWN: self.tr("lower"),
            Direction.BAND: self.tr("inside the band"),
        }
        facts = [
            (self.tr("Unit"), _unit(kpi, currency)),
            (self.tr("Better"), better[kpi.direction]),
            (self.tr("Source"), source),
        ]
        for row, (name, said) in enumerate(facts):
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(PlainLabel(name, FontRole.META, "muted"), row, 0, top)
            grid.addWidget(PlainLabel(said, FontRole.META, "text2", wrap=True), row, 1)
        return grid


def history(targets: Sequence[Target], kpi: Kpi, names: Mapping[Id, str], currency: str, on: dt.date) -> list[Past]:
    """The targets of a KPI in words, the newest first."""
    newest = sorted(targets, key=lambda each: each.valid_from, reverse=True)
    return [_past(each, targets, kpi, names, currency, on) for each in newest]


def _past(
    target: Target, others: Sequence[Target], kpi: Kpi, names: Mapping[Id, str], currency: str, on: dt.date
) -> Past:
    value = formats.amount(target.value, kpi.unit, currency)
    if target.high is not None:
        value = f"{value} {tr('to')} {formats.amount(target.high, kpi.unit, currency)}"
    note = target.note or formats.dated(target.valid_from)
    whom = _whom(target, names)
    if target.cadence is not Cadence.WEEK:
        note = f"{formats.a_period(target.cadence)}, {note}"
    return Past(value, _when(target, others, on), f"{whom}, {note}" if whom else note)


def _when(target: Target, others: Sequence[Target], on: dt.date) -> str:
    later = [
        each.valid_from for each in others if _whose(each) == _whose(target) and each.valid_from > target.valid_from
    ]
    end = min(
        [day - dt.timedelta(days=1) for day in later] + ([target.valid_to] if target.valid_to else []), default=None
    )
    first = formats.week(target.valid_from)[1:]
    year = "" if target.valid_from.year == on.year else f", {target.valid_from.year}"
    if target.valid_from > on:
        return tr("From week %1").replace("%1", first + year)
    if end is None:
        return tr("Since week %1").replace("%1", first + year)
    said = tr("Week %1 to week %2").replace("%1", f"{first}{year},") if year else tr("Weeks %1 to %2")
    return said.replace("%1", first).replace("%2", formats.week(end)[1:])


def _whose(target: Target) -> tuple[object, ...]:
    return (target.scope, target.rep_id, target.role, target.team_id)


def _whom(target: Target, names: Mapping[Id, str]) -> str:
    if target.scope is Scope.ROLE:
        return target.role or ""
    ident = target.rep_id or target.team_id
    return names.get(ident, "") if ident is not None else ""


def _past_row(past: Past) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    value = PlainLabel(past.value, FontRole.LEAD)
    value.setMinimumWidth(theme.px(28))
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(PlainLabel(past.when, FontRole.META, elide=True))
    words.addWidget(PlainLabel(past.note, FontRole.META, "muted", elide=True))
    row.addWidget(value, 0, Qt.AlignmentFlag.AlignVCenter)
    row.addLayout(words, 1)
    return row


def _unit(kpi: Kpi, currency: str) -> str:
    from kpidesk.domain.entities import Aggregation

    name = noun(kpi, currency)
    if kpi.aggregation is not Aggregation.SUM:
        return name
    per = {
        Cadence.DAY: tr("%1 per rep per day"),
        Cadence.WEEK: tr("%1 per rep per week"),
        Cadence.MONTH: tr("%1 per rep per month"),
        Cadence.QUARTER: tr("%1 per rep per quarter"),
        Cadence.YEAR: tr("%1 per rep per year"),
    }
    return per[kpi.cadence].replace("%1", name)


def tr(text: str) -> str:
    """Translate a text of this module."""
    from PySide6.QtCore import QCoreApplication

    return QCoreApplication.translate("kpis_definition", text)
