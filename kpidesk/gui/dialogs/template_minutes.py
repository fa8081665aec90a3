"""The minutes of a template: a stepper for each section at each of the usual lengths."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kpidesk.domain.errors import UserError
from kpidesk.domain.lengths import (
    LEAST_ITEMS,
    Lengths,
    check,
    forecast_limit,
    most_focus_kpis,
    most_items,
    most_questions,
)
from kpidesk.domain.terms import Section
from kpidesk.gui import formats
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.template_words import minutes as in_words
from kpidesk.gui.models.template_words import section
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.minute_stepper import MinuteStepper
from kpidesk.gui.widgets.template_strip import LENGTHS, LengthChoice, stretches
from kpidesk.gui.widgets.time_strip import TimeStrip

if TYPE_CHECKING:
    from kpidesk.domain.lengths import Plan
    from kpidesk.domain.templates import Template

_FEWEST_FOCUS = 1


class TemplateMinutes(QWidget):
    """Edits the plans of a template; lengths that are not among the usual ones are kept as they are."""

    def __init__(self, template: Template, cap: float, parent: QWidget | None = None) -> None:
        """`cap` is the largest share of the minutes the forecast may take in this file."""
        super().__init__(parent)
        self._cap = cap
        exact = {each: template.lengths.plan(each, 1.0) for each in LENGTHS}
        self._plans = {each.minutes: each for each in template.lengths.plans} | exact
        self._before = dict(self._plans)
        self._own = {each.minutes for each in template.lengths.plans}
        self.length = LengthChoice("template_plan")
        self.strip = TimeStrip()
        self.strip.setObjectName("template_plan_strip")
        self.sections = {each: MinuteStepper(name=section(each)) for each in Section}
        self.items = MinuteStepper(name=self.tr("Talking points at most"))
        self.questions = MinuteStepper(name=self.tr("Questions at most"))
        self.focus = MinuteStepper(name=self.tr("Focus KPIs"))
        for each, stepper in self.sections.items():
            stepper.setObjectName(f"template_{each}")
        for name, stepper in (("items", self.items), ("questions", self.questions), ("focus_kpis", self.focus)):
            stepper.setObjectName(f"template_{name}")
        self.sum = PlainLabel("", FontRole.GROUP)
        self.sum.setObjectName("template_sum")
        self.limit = PlainLabel("", FontRole.META, "watch", wrap=True)
        self.limit.setObjectName("template_limit")
        self.wrong = PlainLabel("", FontRole.META, "risk", wrap=True)
        self.wrong.setObjectName("template_minutes_problem")
        self.wrong.hide()
        self._lay_out()
        self.length.chosen.connect(lambda _minutes: self._show())
        for stepper in (*self.sections.values(), self.items, self.questions, self.focus):
            stepper.valueChanged.connect(lambda _value: self._take())
        self._show()

    def lengths(self) -> Lengths:
        """The plans as they stand; what was only interpolated and not changed is left out."""
        kept = [plan for minutes, plan in self._plans.items() if minutes in self._own or plan != self._before[minutes]]
        return Lengths(tuple(sorted(kept, key=lambda each: each.minutes)))

    def problem(self) -> str:
        """What is wrong with the first plan that cannot be kept, whose length is then shown; "" where all can."""
        for minutes in sorted(self._plans):
            try:
                check(self._plans[minutes])
            except UserError as error:
                if minutes in LENGTHS:
                    self.length.set_current(str(minutes))
                return formats.fill(self.tr("%1 minutes: %2"), str(minutes), str(error))
        return ""

    def complain(self, sentence: str) -> None:
        """Say what is wrong with the length that is shown; an empty sentence takes it back."""
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))
        if sentence:
            self.sections[Section.REP_TOPICS].setFocus()
        self.sections[Section.REP_TOPICS].setAccessibleDescription(sentence)

    @property
    def _minutes(self) -> int:
        return int(self.length.current())

    def _show(self) -> None:
        """Put the plan of the chosen length into the steppers."""
        plan, minutes = self._plans[self._minutes], self._minutes
        bounds = (
            (self.items, LEAST_ITEMS, most_items(minutes), plan.items),
            (self.questions, LEAST_ITEMS, most_questions(minutes), plan.questions),
            (self.focus, _FEWEST_FOCUS, most_focus_kpis(minutes, minutes), plan.focus_kpis),
        )
        for each, stepper in self.sections.items():
            with QSignalBlocker(stepper):
                stepper.setMinimum(int(each is not Section.FORECAST))
                stepper.set_limit(self._most(each, plan), self._why())
                stepper.setValue(plan.sections[each])
        for stepper, least, most, value in bounds:
            with QSignalBlocker(stepper):
                stepper.setRange(least, most)
                stepper.setValue(value)
        self._say(plan)

    def _take(self) -> None:
        """Keep what the steppers say as the plan of the chosen length."""
        sections = {each: stepper.value() for each, stepper in self.sections.items()}
        plan = replace(
            self._plans[self._minutes],
            sections=sections,
            items=self.items.value(),
            questions=self.questions.value(),
            focus_kpis=self.focus.value(),
        )
        self._plans[self._minutes] = plan
        self._say(plan)
        self.complain("")

    def _say(self, plan: Plan) -> None:
        total, over = sum(plan.sections.values()), sum(plan.sections.values()) - plan.minutes
        said = formats.fill(self.tr("%1 of %2 min"), str(total), str(plan.minutes))
        if over > 0:
            said = formats.fill(self.tr("%1: take %2 off"), said, str(over))
        elif over < 0:
            said = formats.fill(self.tr("%1: %2 to give"), said, str(-over))
        self.sum.setText(said)
        self.sum.set_tone("watch" if over else "text")
        self.strip.set_sections(stretches(plan), in_words(plan))
        stepper = self.sections[Section.FORECAST]
        stepper.setAccessibleDescription(self._why() if stepper.value() >= stepper.maximum() else "")
        self.limit.setText(self._why() if stepper.value() >= stepper.maximum() else "")

    def _most(self, each: Section, plan: Plan) -> int:
        """The most minutes of a section; the forecast stops at the limit of this file, and never rises above it."""
        if each is not Section.FORECAST:
            return plan.minutes
        return max(forecast_limit(plan.minutes, self._cap), plan.sections[each])

    def _why(self) -> str:
        said = self.tr("Forecast is at its limit of %1 of %2 minutes. The limit is set under This file.")
        return formats.fill(said, str(forecast_limit(self._minutes, self._cap)), str(self._minutes))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(PlainLabel(self.tr("Length"), FontRole.META, "muted"))
        head.addWidget(self.length)
        head.addStretch(1)
        head.addWidget(self.sum)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        rest = (
            (self.tr("Talking points at most"), self.items),
            (self.tr("Questions at most"), self.questions),
            (self.tr("Focus KPIs"), self.focus),
        )
        pairs = [(section(each), stepper) for each, stepper in self.sections.items()] + list(rest)
        for at, (text, stepper) in enumerate(pairs):
            row, column = divmod(at, 3)
            grid.addWidget(PlainLabel(text, FontRole.BODY, "text2"), row, 2 * column)
            grid.addWidget(stepper, row, 2 * column + 1)
        for column in (0, 2, 4):
            grid.setColumnStretch(column, 1)
        column_of_all = QVBoxLayout(self)
        column_of_all.setContentsMargins(0, 0, 0, 0)
        column_of_all.setSpacing(10)
        column_of_all.addLayout(head)
        column_of_all.addWidget(self.strip)
        column_of_all.addLayout(grid)
        column_of_all.addWidget(self.limit)
        column_of_all.addWidget(self.wrong)
        column_of_all.addStretch(1)
