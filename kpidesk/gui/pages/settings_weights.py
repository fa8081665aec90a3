"""How a target is spread over weekdays, months and quarters, for all KPIs or for one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLocale, QSignalBlocker, Qt
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QVBoxLayout

from kpidesk.domain.entities import Season, new_id
from kpidesk.domain.errors import UserError
from kpidesk.gui import formats, theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.pages import settings_parts as parts
from kpidesk.gui.pages.settings_weight_row import WeightRow
from kpidesk.gui.pages.settings_weight_words import explain
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from kpidesk.domain.entities import Id
    from kpidesk.gui.context import Context

_EQUAL = (0.25,) * 4


class WeightsCard(Card):
    """Each row of numbers is kept as soon as it makes sense; until then it says what is wrong and stays as typed."""

    def __init__(self, context: Context) -> None:
        super().__init__(self.tr("Weights"))
        self.setObjectName("weights_card")
        self._context = context
        self._for: Id | None = None
        self._season = Season(new_id())
        self._make_rows()
        self._lay_out()
        self.whom.currentIndexChanged.connect(lambda _at: self._on_whom())
        self.fixed.toggled.connect(lambda _on: self._on_fixed())
        self.reset.clicked.connect(self._reset)
        for field, row in self.rows.items():
            row.edited.connect(lambda field=field: self._keep(field))

    def reload(self) -> None:
        """Read the weights again; for a KPI without its own, those for all."""
        desk = self._context.desk
        items: list[tuple[str, Id | None]] = [(self.tr("All KPIs"), None)]
        items += [(each.name, each.id) for each in desk.team.kpis()]
        parts.offer(self.whom, items)
        self._for = self.whom.currentData()
        own, general = desk.schedules.season(self._for), desk.schedules.season()
        self._season = found = own or general or Season(new_id())
        self.reset.setText(self.tr("Use those for all KPIs") if self._for else self.tr("Back to equal days"))
        self.reset.setEnabled(own is not None)
        for field, row in self.rows.items():
            row.show_values(getattr(found, field) or _EQUAL)
        self._show_fixed(on=bool(found.quarters) or self.rows["quarters"].wrong)
        inherited = self._for is not None and own is None
        note = self.tr("These are the weights for all KPIs; a change here gives this KPI its own.")
        self.words.setText(f"{explain(found)} {note}" if inherited else explain(found))

    def keep(self) -> bool:
        """Keep what is typed; False where that was not possible, and why is said at the row."""
        kept = [self._keep(field) for field in self.rows]
        return all(kept)

    def set_columns(self, *, wide: bool) -> None:
        """Stand side by side where there is room for it."""
        self.rows["months"].set_columns(12 if wide else 6)
        self._upper.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def _keep(self, field: str) -> bool:
        """Keep one row; the others may still be wrong."""
        row = self.rows[field]
        free = field == "quarters" and not self.fixed.isChecked()
        changed: dict[str, Any] = {field: () if free else row.values}
        wanted = replace(self._season, **changed)
        row.complain("")
        if wanted == self._season:
            return True
        if wanted.kpi_id != self._for:
            wanted = replace(wanted, id=new_id(), kpi_id=self._for)
        try:
            change = self._context.desk.schedules.keep_season(wanted)
        except UserError as error:
            row.complain(str(error))
            return False
        return self._context.editor.do(lambda: change)

    def _on_whom(self) -> None:
        if self.keep():
            self.reload()
            return
        with QSignalBlocker(self.whom):
            self.whom.choose(self._for)

    def _on_fixed(self) -> None:
        self._keep("quarters")
        self.reload()

    def _reset(self) -> None:
        for row in self.rows.values():
            row.complain("")
        schedules = self._context.desk.schedules
        own = schedules.season(self._for)
        if own is not None:
            self._context.editor.do(lambda: schedules.drop_season(own))

    def _show_fixed(self, *, on: bool) -> None:
        with QSignalBlocker(self.fixed):
            self.fixed.setChecked(on)
        for box in self.rows["quarters"].boxes:
            box.setEnabled(on)

    def _align(self) -> None:
        self.rows["weekdays"].head.setMinimumHeight(self.fixed.sizeHint().height())

    def _make_rows(self) -> None:
        locale, short = QLocale(), QLocale.FormatType.ShortFormat
        self.whom = parts.choice("weights_for", self.tr("Weights for"), [(self.tr("All KPIs"), None)])
        self.whom.setMinimumContentsLength(18)
        self.reset = Button(self.tr("Back to equal days"), size="small", icon="undo-2")
        self.reset.setObjectName("weights_reset")
        self.fixed = QCheckBox(self.tr("Fixed shares of a yearly target in the four quarters"))
        self.fixed.setObjectName("weights_fixed")
        self.fixed.setAccessibleName(self.fixed.text())
        self.words = PlainLabel("", FontRole.BODY, "text2", wrap=True)
        self.words.setObjectName("weights_words")
        days = [(locale.standaloneDayName(at, short), locale.standaloneDayName(at)) for at in range(1, 8)]
        months = [(locale.standaloneMonthName(at, short), locale.standaloneMonthName(at)) for at in range(1, 13)]
        quarters = [(f"Q{at}", formats.fill(self.tr("quarter %1"), str(at))) for at in range(1, 5)]
        self.rows = {
            "weekdays": WeightRow("weekday_weight", self.tr("Weight of a weekday"), days),
            "months": WeightRow("month_weight", self.tr("Weight of a day in a month"), months),
            "quarters": WeightRow("quarter_share", self.tr("Share of a quarter"), quarters, percent=True),
        }

    def _lay_out(self) -> None:
        self.right.addWidget(PlainLabel(self.tr("For"), FontRole.BODY, "text2"))
        self.right.addWidget(self.whom)
        self.right.addWidget(self.reset)
        quarters = QVBoxLayout()
        quarters.setSpacing(4)
        self.rows["quarters"].head.hide()
        quarters.addWidget(self.fixed)
        quarters.addWidget(self.rows["quarters"])
        self._upper = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._upper.setSpacing(24)
        self._upper.addWidget(self.rows["weekdays"], 7, Qt.AlignmentFlag.AlignTop)
        self._upper.addLayout(quarters, 5)
        theme.bind(self._align)
        column = QVBoxLayout()
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(16)
        column.addWidget(self.words)
        column.addLayout(self._upper)
        column.addWidget(self.rows["months"])
        self.body.addLayout(column)
