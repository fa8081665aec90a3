"""What an agenda of a template looks like: its minutes by section, at one length."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kpidesk.domain.lengths import HARD_CAP
from kpidesk.domain.terms import Kind, Section
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.template_words import minutes, section
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.segmented import Segment, Segmented
from kpidesk.gui.widgets.time_strip import Section as Stretch
from kpidesk.gui.widgets.time_strip import TimeStrip

if TYPE_CHECKING:
    from kpidesk.domain.lengths import Plan
    from kpidesk.domain.templates import Template

LENGTHS = (15, 20, 30, 45, 60)
"""Lengths a template is shown and edited at; those between are interpolated."""


class LengthChoice(Segmented):
    """One of the usual lengths."""

    chosen = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """`name` begins the object names of the buttons."""
        segments = [Segment(str(each), str(each)) for each in LENGTHS]
        super().__init__(segments, "30", name=self.tr("Length in minutes"), small=True, parent=parent)
        self.setObjectName(name)
        for each in LENGTHS:
            self.button(str(each)).setObjectName(f"{name}_{each}")
        self.changed.connect(lambda key: self.chosen.emit(int(key)))


class TemplateStrip(QWidget):
    """A choice of lengths, the time strip of the one chosen, and the same in words."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._template: Template | None = None
        self._cap = HARD_CAP
        self.length = LengthChoice(f"{name}_length")
        self.length.chosen.connect(lambda _minutes: self._restrip())
        self.strip = TimeStrip()
        self.strip.setObjectName(f"{name}_strip")
        self.words = PlainLabel("", FontRole.META, "text2", wrap=True)
        self.words.setObjectName(f"{name}_words")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(PlainLabel(self.tr("Length"), FontRole.META, "muted"))
        head.addWidget(self.length)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.strip)
        column.addWidget(self.words)

    def show_template(self, template: Template, cap: float) -> None:
        """Show another template, with a forecast of at most `cap` of the minutes."""
        self._template, self._cap = template, cap
        self._restrip()

    def _restrip(self) -> None:
        if self._template is not None:
            plan = self._template.plan(int(self.length.current()), self._cap)
            self.strip.set_sections(stretches(plan), minutes(plan))
            self.words.setText(minutes(plan))


def stretches(plan: Plan) -> list[Stretch]:
    """The sections of a plan as a time strip shows them: the focus leads, the forecast lags."""
    kinds = {Section.FOCUS: Kind.LEADING, Section.FORECAST: Kind.LAGGING}
    return [
        Stretch(plan.sections[each], kinds.get(each), each is Section.FORECAST, section(each))
        for each in Section
        if plan.sections[each]
    ]
