"""The dialog that says what is counted in a file whose rows are deals or activities."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QVBoxLayout, QWidget
from typing_extensions import override

from kpidesk.domain.errors import UserError
from kpidesk.gui import theme
from kpidesk.gui.dialogs.field import Field
from kpidesk.gui.dialogs.kpi import scrolling
from kpidesk.gui.dialogs.recipe_kpi import OwnKpiDialog
from kpidesk.gui.dialogs.recipe_side import SideForm, choice
from kpidesk.gui.dialogs.sheet import Sheet
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.pages.intake_words import measures, rule_words
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.services.recipe_parts import How, KpiRule, Measure, NewKpi, check_rules

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kpidesk.services.transfer import Preview

_NEW = "+"
_PARTS = frozenset({How.COUNT, How.SUM})


class RulesDialog(Sheet):
    """The KPIs at the left, how the chosen one is counted at the right."""

    wide = 900
    kept = Signal(object)
    """The `KpiRule`s."""
    texts_wanted = Signal(str)
    """A column whose texts in the whole file are asked for; `add_texts` answers."""

    def __init__(self, parent: QWidget, preview: Preview, rules: Sequence[KpiRule], kpis: Mapping[str, str]) -> None:
        """`kpis` are names by key."""
        super().__init__(parent, "recipe_rules", self.tr("What is counted"))
        self._preview, self._kpis = preview, dict(kpis)
        self._texts = {column: tuple(texts) for column, texts in preview.texts.items()}
        self._whole: set[str] = set()
        self._rules: list[KpiRule] = list(rules)
        self.list = QListWidget()
        self.list.setObjectName("rules_list")
        self.list.setAccessibleName(self.tr("KPIs counted from the rows"))
        self.list.setWordWrap(True)
        self.more = Button(self.tr("Add"), size="small", icon="plus")
        self.more.setObjectName("add_rule")
        self.less = Button(self.tr("Remove"), size="small", icon="trash-2")
        self.less.setObjectName("remove_rule")
        columns = preview.columns
        self.kpi = choice("rule_kpi", self.tr("KPI"), self._kpi_entries())
        self.date = choice("rule_date", self.tr("Counts on the day in"), [("–", None), *((c, c) for c in columns)])
        self.main = SideForm("rule", measures(), columns, self._texts_of)
        parts = {how: label for how, label in measures().items() if how in _PARTS}
        self.top = SideForm("rule_top", parts, columns, self._texts_of)
        self.bottom = SideForm("rule_bottom", parts, columns, self._texts_of)
        self._top_title = PlainLabel(self.tr("This part"), FontRole.GROUP, "text2")
        self._bottom_title = PlainLabel(self.tr("of these"), FontRole.GROUP, "text2")
        self.problem = PlainLabel("", FontRole.META, "risk", wrap=True)
        self.problem.setObjectName("rules_problem")
        self._lay_out()
        self._connect()
        self._refill(0)
        self.list.setFocus()
        theme.bind(self._restyle)

    @override
    def save(self) -> None:
        try:
            check_rules(tuple(self._rules))
        except UserError as error:
            self.problem.setText(str(error))
            self.problem.show()
            self._go_to_fault()
            return
        self.kept.emit(tuple(self._rules))
        self.accept()

    def add_texts(self, column: str, texts: Sequence[str]) -> None:
        """Show what a column holds in the whole file."""
        self._texts[column] = tuple(texts)
        for side in (self.main, self.top, self.bottom):
            side.refill(column)

    def add_rule(self) -> None:
        """Begin another KPI: rows counted on the day of the first rule."""
        dates = [rule.date for rule in self._rules if rule.date]
        used = {rule.key for rule in self._rules}
        key = next((key for key in self._kpis if key not in used), "")
        self._rules.append(KpiRule(key, Measure(How.COUNT), date=dates[0] if dates else None))
        self._refill(len(self._rules) - 1)
        self.kpi.setFocus()

    def remove_rule(self) -> None:
        """Take the chosen KPI off the list."""
        at = self.list.currentRow()
        if at >= 0:
            del self._rules[at]
            self._refill(max(at - 1, 0))

    def _texts_of(self, column: str) -> tuple[str, ...]:
        if column not in self._whole:
            self._whole.add(column)
            self.texts_wanted.emit(column)
        return self._texts.get(column, ())

    def _show(self) -> None:
        """Show the chosen rule."""
        at = self.list.currentRow()
        self._form.setEnabled(at >= 0)
        self.less.setEnabled(at >= 0)
        if at < 0:
            return
        rule = self._rules[at]
        self.kpi.choose(rule.key)
        self.date.choose(rule.date)
        self.main.show_measure(rule.measure)
        self.top.show_measure(rule.numerator or Measure(How.COUNT))
        self.bottom.show_measure(rule.denominator or Measure(How.COUNT))
        self._show_sides()

    def _show_sides(self) -> None:
        ratio = self.main.how.currentData() == How.RATIO
        parts: list[QWidget] = [self._top_title, self.top, self._bottom_title, self.bottom]
        for part in parts:
            part.setVisible(ratio)
        for alone in (self.main.add, *self.main.conditions):
            alone.setVisible(not ratio)

    def _on_changed(self) -> None:
        """Take the form over into the chosen rule."""
        at = self.list.currentRow()
        if at < 0:
            return
        self._show_sides()
        measure = self.main.measure()
        ratio = measure.how is How.RATIO
        before = self._rules[at]
        key = str(self.kpi.currentData())
        self._rules[at] = replace(
            before,
            key=key,
            measure=Measure(How.RATIO) if ratio else measure,
            numerator=self.top.measure() if ratio else None,
            denominator=self.bottom.measure() if ratio else None,
            date=self.date.currentData(),
            define=before.define if key == before.key else self._own.get(key),
        )
        self.list.item(at).setText(rule_words(self._rules[at], self._kpis))
        self.problem.hide()

    def _on_kpi(self) -> None:
        at = self.list.currentRow()
        if self.kpi.currentData() != _NEW:
            self._on_changed()
            return
        self.kpi.choose(self._rules[at].key if at >= 0 else "")
        dialog = OwnKpiDialog(self, "", self._kpis)
        dialog.described.connect(self._on_described)
        dialog.open()

    def _on_described(self, key: str, define: NewKpi) -> None:
        self._own[key] = define
        self._kpis[key] = define.name
        self._fill_kpis()
        self.kpi.choose(key)
        self._on_changed()

    def _go_to_fault(self) -> None:
        for at, rule in enumerate(self._rules):
            try:
                check_rules((rule,))
            except UserError:
                self.list.setCurrentRow(at)
                return

    def _refill(self, at: int) -> None:
        with QSignalBlocker(self.list):
            self.list.clear()
            self.list.addItems([rule_words(rule, self._kpis) for rule in self._rules])
            self.list.setCurrentRow(at if at < len(self._rules) else -1)
        self._show()

    def _kpi_entries(self) -> list[tuple[str, object]]:
        self._own: dict[str, NewKpi] = {rule.key: rule.define for rule in self._rules if rule.define is not None}
        return [(self.tr("New KPI…"), _NEW), *((name, key) for key, name in self._kpis.items())]

    def _fill_kpis(self) -> None:
        with QSignalBlocker(self.kpi):
            self.kpi.clear()
            self.kpi.addItem(self.tr("New KPI…"), _NEW)
            for key, name in self._kpis.items():
                self.kpi.addItem(name, key)

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(lambda _row: self._show())
        self.more.clicked.connect(self.add_rule)
        self.less.clicked.connect(self.remove_rule)
        self.kpi.activated.connect(lambda _at: self._on_kpi())
        self.date.activated.connect(lambda _at: self._on_changed())
        for side in (self.main, self.top, self.bottom):
            side.changed.connect(self._on_changed)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.more)
        buttons.addWidget(self.less)
        buttons.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.list, 1)
        left.addLayout(buttons)
        self._form = QWidget()
        right = QVBoxLayout(self._form)
        right.setContentsMargins(0, 0, 4, 0)
        right.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(Field(self.kpi.accessibleName(), self.kpi), 1)
        head.addWidget(Field(self.date.accessibleName(), self.date), 1)
        right.addLayout(head)
        for part in (self.main, self._top_title, self.top, self._bottom_title, self.bottom):
            right.addWidget(part)
        right.addStretch(1)
        both = QHBoxLayout()
        both.setSpacing(24)
        both.addLayout(left, 4)
        both.addWidget(scrolling(self._form), 6)
        why = self.tr(
            "Each row of the file is one deal or activity. Say which KPIs are counted or added up from the rows."
        )
        self.problem.hide()
        self.lay_out([PlainLabel(why, FontRole.BODY, "text2", wrap=True), both, self.problem], self.tr("Count these"))

    def _restyle(self) -> None:
        self.list.setSpacing(theme.px(3))
        self.resize(theme.px(900), theme.px(600))
