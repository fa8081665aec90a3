"""The fixed talking points of a template: a list, and the words of the chosen one below it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QVBoxLayout, QWidget

from kpidesk.domain.lengths import FixedPoint
from kpidesk.domain.signals.rulebook import RULEBOOK
from kpidesk.domain.templates import LONGEST_TEXT, LONGEST_TITLE, MOST_POINTS, PLACES
from kpidesk.domain.terms import Section
from kpidesk.gui import formats, theme
from kpidesk.gui.dialogs.field import Field
from kpidesk.gui.dialogs.sheet import beside
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.template_words import section, situation
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.choice_box import ChoiceBox
from kpidesk.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_ROWS = 4
_SIGNALS = tuple(rule for rule in RULEBOOK if rule.startswith("H"))
"""Signals that need no KPI, so a point can give way to them."""


class TemplatePoints(QWidget):
    """What is typed below is the chosen point; Alt+Up and Alt+Down move it, Delete takes it out."""

    def __init__(self, points: Sequence[FixedPoint], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points = list(points)
        self.list = QListWidget()
        self.list.setObjectName("template_point_list")
        self.list.setAccessibleName(self.tr("Talking points"))
        self.add = self._button("add_point", self.tr("Add"), "plus", self._add)
        self.remove = self._button("remove_point", self.tr("Remove"), "trash-2", self._remove, "Del")
        self.up = self._button("point_up", self.tr("Up"), "arrow-up", lambda: self._move(-1), "Alt+Up")
        self.down = self._button("point_down", self.tr("Down"), "arrow-down", lambda: self._move(1), "Alt+Down")
        self._make_form()
        self._lay_out()
        self.list.currentRowChanged.connect(lambda _row: self._show())
        self._refill(0)
        theme.bind(self._restyle)

    def points(self) -> tuple[FixedPoint, ...]:
        """The points as they stand, in order."""
        return tuple(self._points)

    def show_problem(self, sentence: str) -> None:
        """Say what is wrong at the point it is about, if the sentence names one."""
        at = next((at for at, each in enumerate(self._points) if each.title and f"“{each.title}”" in sentence), None)
        if at is None:
            at = next((at for at, each in enumerate(self._points) if not each.title), 0)
        self.list.setCurrentRow(at)
        field = next((each for key, each in self._fields.items() if f", {key}:" in sentence), self._fields["title"])
        field.complain(sentence)
        field.control.setFocus()

    @property
    def _at(self) -> int:
        return self.list.currentRow()

    def _add(self) -> None:
        self._points.append(FixedPoint(Section.REP_TOPICS, ""))
        self._refill(len(self._points) - 1)
        self.title.setFocus()

    def _remove(self) -> None:
        if self._points:
            at = self._at
            del self._points[at]
            self._refill(min(at, len(self._points) - 1))
            self.list.setFocus()

    def _move(self, by: int) -> None:
        at, to = self._at, self._at + by
        if 0 <= at < len(self._points) and 0 <= to < len(self._points):
            self._points[at], self._points[to] = self._points[to], self._points[at]
            self._refill(to)

    def _refill(self, at: int) -> None:
        with QSignalBlocker(self.list):
            self.list.clear()
            self.list.addItems([self._line(each) for each in self._points])
            self.list.setCurrentRow(at)
        self._show()

    def _line(self, point: FixedPoint) -> str:
        return formats.fill(self.tr("%1: %2"), section(point.section), point.title or self.tr("Without words yet"))

    def _show(self) -> None:
        """Put the chosen point into the form."""
        at = self._at
        point = self._points[at] if 0 <= at < len(self._points) else None
        shown = point or FixedPoint(Section.REP_TOPICS, "")
        asked = (*shown.questions, "", "")
        for line, text in (
            (self.title, shown.title),
            (self.why, shown.why),
            (self.first, asked[0]),
            (self.second, asked[1]),
        ):
            with QSignalBlocker(line):
                line.setText(text)
                line.setCursorPosition(0)
        for field in self._fields.values():
            field.complain("")
            field.setEnabled(point is not None)
        with QSignalBlocker(self.place), QSignalBlocker(self.signal):
            self.place.choose(shown.section)
            if self.signal.place_of(shown.signal) < 0:
                self.signal.addItem(situation(shown.signal), shown.signal)
            self.signal.choose(shown.signal)
        self.add.setEnabled(len(self._points) < MOST_POINTS)
        self.remove.setEnabled(point is not None)
        self.up.setEnabled(point is not None and at > 0)
        self.down.setEnabled(point is not None and at < len(self._points) - 1)

    def _take(self) -> None:
        """Keep what the form says as the chosen point."""
        at = self._at
        if not 0 <= at < len(self._points):
            return
        asked = tuple(text for line in (self.first, self.second) if (text := line.text().strip()))
        self._points[at] = replace(
            self._points[at],
            section=self.place.currentData(),
            title=self.title.text().strip(),
            why=self.why.text().strip(),
            questions=asked,
            signal=self.signal.currentData(),
        )
        self.list.item(at).setText(self._line(self._points[at]))

    def _make_form(self) -> None:
        self.place, self.signal = ChoiceBox(), ChoiceBox()
        self.title, self.why, self.first, self.second = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        for control, name, said in (
            (self.place, "point_section", self.tr("Section")),
            (self.signal, "point_signal", self.tr("Gives way to")),
            (self.title, "point_title", self.tr("What to talk about")),
            (self.why, "point_why", self.tr("Why")),
            (self.first, "point_question", self.tr("Question")),
            (self.second, "point_question_2", self.tr("Another question")),
        ):
            control.setObjectName(name)
            control.setAccessibleName(said)
        self.title.setMaxLength(LONGEST_TITLE)
        for line in (self.why, self.first, self.second):
            line.setMaxLength(LONGEST_TEXT)
        for each in PLACES:
            self.place.addItem(section(each), each)
        self.signal.addItem(self.tr("No signal"), "")
        for rule in _SIGNALS:
            self.signal.addItem(situation(rule), rule)
        self.signal.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for line in (self.title, self.why, self.first, self.second):
            line.textEdited.connect(lambda _text: self._take())
        for box in (self.place, self.signal):
            box.currentIndexChanged.connect(lambda _at: self._take())
        self._fields = {
            "title": Field(self.title.accessibleName(), self.title),
            "section": Field(self.place.accessibleName(), self.place),
            "why": Field(self.tr("Why, if that needs saying"), self.why),
            "questions": Field(self.first.accessibleName(), self.first),
            "second": Field(self.second.accessibleName(), self.second),
            "signal": Field(self.tr("Gives way to this signal, when it speaks"), self.signal),
        }

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(4)
        for button in (self.add, self.remove, self.up, self.down):
            row.addWidget(button)
        row.addStretch(1)
        fields = self._fields
        hint = PlainLabel(
            self.tr("Asked as they stand; {rep} becomes the first name of the rep."), FontRole.META, "muted", wrap=True
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.list)
        column.addLayout(row)
        column.addLayout(beside(fields["title"], fields["section"], shares=(3, 2)))
        column.addWidget(fields["why"])
        column.addLayout(beside(fields["questions"], fields["second"]))
        column.addWidget(hint)
        column.addWidget(fields["signal"])

    def _button(self, name: str, text: str, icon: str, slot: Callable[[], None], keys: str = "") -> Button:
        button = Button(text, "ghost", icon=icon, size="small")
        button.setObjectName(name)
        button.clicked.connect(lambda _checked=False: slot())
        if keys:
            action = QAction(text, self.list)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(lambda _checked=False: slot())
            self.list.addAction(action)
        return button

    def _restyle(self) -> None:
        self.list.setSpacing(theme.px(3))
        self.list.setFixedHeight(_ROWS * (theme.line(FontRole.BODY) + theme.px(8)) + 2)
