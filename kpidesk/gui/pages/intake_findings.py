"""Below the preview: what would be left out, and which names nobody in the team has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QHBoxLayout, QListView, QStackedWidget, QWidget
from typing_extensions import override

from kpidesk.domain.terms import Status
from kpidesk.gui import formats, paint, theme
from kpidesk.gui.delegates.base import Index, paint_row, status, text, two_lines
from kpidesk.gui.delegates.cells import TwoLineDelegate
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.problems_model import Finding, ProblemsModel, two_parts
from kpidesk.gui.pages.intake_words import tr
from kpidesk.gui.roles import Role
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.kbd import Kbd
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.tabs import Tabs

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem

    from kpidesk.services.transfer import ImportReport


_COLUMNS, _PROBLEMS, _NAMES = range(3)
_PLACE = re.compile(r"^[^:“”]+(, sheet “[^”]*”)?(, row \d+)?: (?=\w)")


class IntakeFindings(QWidget):
    """Problems and names side by side; in a narrow window as tabs."""

    create_reps_changed = Signal(bool)
    turned = Signal()
    """Other tabs are in sight."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.problems = FindingList(self.tr("Problems"), "problems", self.tr("Nothing is left out."))
        self.names = FindingList(self.tr("Names not known"), "names", self.tr("Every name is one of your reps."))
        self.create_reps = QCheckBox(self.tr("Add reps that are not known yet"))
        self.create_reps.setObjectName("create_reps")
        self.create_reps.toggled.connect(self.create_reps_changed)
        self._titles = (self.problems.title.text(), self.names.title.text())
        self.names.right.addWidget(self.create_reps)
        self.problems.right.addWidget(Kbd("F4"))
        self.problems.right.addWidget(PlainLabel(self.tr("next"), FontRole.META, "muted"))
        self.tabs = Tabs(self.tr("Columns and findings"))
        self.tabs.setObjectName("finding_tabs")
        for label in (self.tr("Columns"), self.tr("Problems"), self.tr("Names not known")):
            self.tabs.add(label)
        self.tabs.currentChanged.connect(lambda _at: self._arrange())
        self._brief = self._low = False
        self.strip = QWidget()
        self._strip_row = QHBoxLayout(self.strip)
        self._strip_row.setContentsMargins(0, 0, 0, 0)
        self._strip_row.addWidget(self.tabs, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.problems, 1)
        row.addWidget(self.names, 1)
        self._arrange()

    def set_room(self, *, brief: bool, low: bool) -> None:
        """In a narrow window show one of the two at a time, in a low one take turns with the columns as well."""
        if (brief, low) == (self._brief, self._low):
            return
        self._brief, self._low = brief or low, low
        self.tabs.setTabVisible(_COLUMNS, low)
        self.tabs.setCurrentIndex(_COLUMNS if low else _PROBLEMS)
        for card, title in zip((self.problems, self.names), self._titles, strict=True):
            # The tabs are the heads.
            card.set_title("" if self._brief else title)
        (self._strip_row if self._brief else self.names.right).addWidget(self.create_reps)
        # A widget that moves to another parent is hidden until told otherwise.
        self.create_reps.show()
        self._arrange()

    @property
    def columns_shown(self) -> bool:
        """Whether it is the turn of the columns, or all are in sight."""
        return not self._low or self.tabs.currentIndex() == _COLUMNS

    def ask(self, question: str) -> None:
        """Show what has to be decided first."""
        title, meta = two_parts(_in_the_window(question))
        self._set([Finding(title, meta, Status.WATCH)], [])
        self.names.set_nothing(self.tr("Not looked at before that is decided."))

    def set_report(self, report: ImportReport | None, rep_columns: frozenset[str]) -> None:
        """Show what a trial import found; `rep_columns` hold the names of reps."""
        if report is None:
            self._set([], [])
            return
        self.names.set_nothing(self.tr("Every name is one of your reps."))
        problems, names = [], []
        for each in report.problems:
            title, meta = two_parts(each.reason)
            if each.column in rep_columns and each.value:
                names.append(Finding(each.value, meta, Status.WATCH, each.row, each.column))
                continue
            where = formats.fill(self.tr("Row %1: "), str(each.row)) if each.row else ""
            problems.append(Finding(where + title, meta, Status.RISK, each.row, each.column))
        self.problems.set_nothing(self.tr("Nothing else is left out.") if names else self.tr("Nothing is left out."))
        added = self.tr("Will be added to the team.")
        names += [Finding(name, added, Status.GOOD) for name in report.reps_created]
        self._set(problems, names)

    def next_problem(self) -> None:
        """Go to the next problem (F4), round and round."""
        if self._brief:
            self.tabs.setCurrentIndex(_PROBLEMS)
        view, count = self.problems.view, self.problems.model.rowCount()
        if count:
            view.setCurrentIndex(self.problems.model.index((view.currentIndex().row() + 1) % count))
            view.setFocus()

    def _set(self, problems: list[Finding], names: list[Finding]) -> None:
        self.problems.set_rows(problems)
        self.names.set_rows(names)
        for at, found in ((_PROBLEMS, problems), (_NAMES, names)):
            self.tabs.set_count(at, len(found) or None)

    def _arrange(self) -> None:
        at = self.tabs.currentIndex()
        self.strip.setVisible(self._brief)
        self.problems.setVisible(not self._brief or at == _PROBLEMS)
        self.names.setVisible(not self._brief or at == _NAMES)
        if self.parentWidget() is not None:
            self.setVisible(not self._low or at != _COLUMNS)
        self.turned.emit()


class FindingList(Card):
    """A card with a list of findings, or a sentence when there are none."""

    def __init__(self, title: str, name: str, nothing: str, parent: QWidget | None = None) -> None:
        super().__init__(compact=True, parent=parent)
        self.set_title(title)
        self.setObjectName(f"{name}_card")
        self.model = ProblemsModel(self)
        self.view = QListView()
        self.view.setObjectName(f"{name}_list")
        self.view.setAccessibleName(title)
        self.view.setModel(self.model)
        self.view.setItemDelegate(_FindingDelegate(self.view))
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setUniformItemSizes(True)
        self._nothing = PlainLabel(nothing, FontRole.META, "muted", wrap=True)
        self._nothing.setContentsMargins(16, 12, 16, 12)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(self.view)
        self.body.addWidget(self._stack, 1)

    @property
    def current(self) -> Finding | None:
        """The selected finding."""
        at = self.view.currentIndex().row()
        return self.model.findings[at] if 0 <= at < len(self.model.findings) else None

    def set_nothing(self, sentence: str) -> None:
        """Change what is said when there are no findings."""
        self._nothing.setText(sentence)

    def set_rows(self, findings: list[Finding]) -> None:
        """Show other findings."""
        self.model.set_rows(findings)
        self.set_count(formats.number(len(findings)) if findings else "")
        self._stack.setCurrentIndex(1 if findings else 0)


class _FindingDelegate(TwoLineDelegate):
    """A mark, what is wrong, what will happen."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        t, rect = theme.current(), option.rect
        paint_row(painter, rect, option.widget, option.state.value, index.row(), first=True, last=True)
        mark, side = status(index), t.px(12)
        inside = QRectF(rect).adjusted(t.px(16), 0, -t.px(16), -1)
        if mark is not None:
            paint.status_mark(painter, QRectF(inside.left(), inside.top(), side, inside.height()), mark)
        inside.setLeft(inside.left() + side + t.px(10))
        title, meta = text(index, Role.TITLE), text(index, Role.META)
        two_lines(painter, inside, title, meta, FontRole.ROW, ("text", "muted"))


def _in_the_window(question: str) -> str:
    """A question as the command line asks it, without the file name, which is in sight, and with the way out above."""
    said = _PLACE.sub("", question)
    said = said.replace("Say it in a recipe", tr("Choose it above, or say it in a recipe"))
    return said[:1].upper() + said[1:]
