"""Below the preview: what would be left out, and which names nobody in the team has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget
from typing_extensions import override

from kpidesk.domain.terms import Status
from kpidesk.gui import formats
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.problems_model import Finding
from kpidesk.gui.pages import intake_asked, intake_fix_words
from kpidesk.gui.pages.intake_names import NamesCard
from kpidesk.gui.pages.intake_problems import FindingList
from kpidesk.gui.widgets.kbd import Kbd
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.tabs import Tabs
from kpidesk.services import fixes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kpidesk.services.naming import UnknownName
    from kpidesk.services.recipe_parts import Question
    from kpidesk.services.transfer import ImportReport, Preview


_COLUMNS, _PROBLEMS, _NAMES = range(3)


class IntakeFindings(QWidget):
    """Problems and names side by side; in a narrow window as tabs."""

    create_reps_changed = Signal(bool)
    fix_wanted = Signal(object)
    """A `Fix` for the recipe."""
    turned = Signal()
    """Other tabs are in sight."""
    settled = Signal()
    """The last problem went while the keyboard was on it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.problems = FindingList(self.tr("Problems"), "problems", self.tr("Nothing is left out."))
        self.names = NamesCard(self.tr("Names to match"))
        self.create_reps = QCheckBox(self.tr("Add reps that are not known yet"))
        self.create_reps.setObjectName("create_reps")
        self.create_reps.setAccessibleName(self.create_reps.text())
        self.create_reps.toggled.connect(self.create_reps_changed)
        self._titles = (self.problems.title.text(), self.names.title.text())
        self.names.right.addWidget(self.create_reps)
        self.problems.right.addWidget(Kbd("F4"))
        self.problems.right.addWidget(PlainLabel(self.tr("next"), FontRole.META, "muted"))
        self.problems.fix_wanted.connect(self.fix_wanted)
        self.tabs = Tabs(self.tr("Columns and findings"))
        self.tabs.setObjectName("finding_tabs")
        for label in (self.tr("Columns"), self.tr("Problems"), self.tr("Names to match")):
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

    @override
    def hasHeightForWidth(self) -> bool:
        # The lists scroll: a wrapped sentence in place of one of them must not take height from the preview.
        return False

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
        self.names.lend_foot(self._strip_row if brief and not low else None)
        self._arrange()

    @property
    def columns_shown(self) -> bool:
        """Whether it is the turn of the columns, or all are in sight."""
        return not self._low or self.tabs.currentIndex() == _COLUMNS

    def refuse(self, sentence: str) -> None:
        """Show why the file cannot be read so."""
        self._set([Finding(*intake_asked.failed(sentence), Status.WATCH)])
        self.names.set_nothing(self.tr("Not looked at before that is decided."))

    def ask(self, question: Question, preview: Preview, kpis: Mapping[str, str]) -> None:
        """Show what has to be decided first, with the answers there are."""
        found = [Finding(*intake_asked.asked(question), Status.WATCH)]
        found += [intake_fix_words.way_out(fix, preview, kpis) for fix in fixes.answers(preview)]
        found += [intake_fix_words.hint(fix, kpis) for fix in fixes.hints(preview)]
        self._set(found)
        self.names.set_nothing(self.tr("Not looked at before that is decided."))

    def set_report(self, report: ImportReport | None, preview: Preview, kpis: Mapping[str, str]) -> None:
        """Show what a trial import found."""
        if report is None:
            self._set([])
            return
        self.names.set_nothing(self.tr("Every name is one of your reps."))
        names = {each.name[:200] for each in report.unknown_names}
        hints = fixes.hints(preview)
        problems = [intake_fix_words.hint(fix, kpis) for fix in hints]
        scalable = any(fix.kind is fixes.Fixing.SCALE for fix in hints)
        for each in report.problems:
            title, meta = intake_asked.told(each.reason, preview.path.name)
            fix = fixes.of_problem(preview.recipe, preview.columns, each)
            if (each.value in names and fix is None) or (scalable and intake_asked.is_about_thousands(each.reason)):
                continue
            where = formats.fill(self.tr("Row %1: "), str(each.row)) if each.row else ""
            button = intake_fix_words.label(fix) if fix is not None else ""
            problems.append(Finding(where + title, meta, Status.RISK, each.row, each.column, fix, button))
        problems += [intake_fix_words.done(fix) for fix in fixes.made(preview.recipe)]
        left = any(each.taken_as is None for each in report.unknown_names)
        self.problems.set_nothing(self.tr("Nothing else is left out.") if left else self.tr("Nothing is left out."))
        self._set(problems, report.unknown_names)

    def go_to_answers(self) -> None:
        """Put the keyboard on the first answer to a question."""
        if self._brief:
            self.tabs.setCurrentIndex(_PROBLEMS)
        at = next((at for at, each in enumerate(self.problems.model.rows) if each.fix is not None), 0)
        self.problems.view.setCurrentIndex(self.problems.model.index(at, 0))
        self.problems.view.setFocus()

    def next_problem(self) -> None:
        """Go to the next problem (F4), round and round."""
        if self._brief:
            self.tabs.setCurrentIndex(_PROBLEMS)
        view, count = self.problems.view, self.problems.model.rowCount()
        if count:
            view.setCurrentIndex(self.problems.model.index((view.currentIndex().row() + 1) % count))
            view.setFocus()

    def _set(self, problems: list[Finding], names: Sequence[UnknownName] = ()) -> None:
        if self.problems.view.hasFocus() and not problems:
            self.settled.emit()
        self.problems.set_rows(problems)
        self.names.set_names(names)
        for at, count in ((_PROBLEMS, len(problems)), (_NAMES, len(names))):
            self.tabs.set_count(at, count or None)

    def _arrange(self) -> None:
        at = self.tabs.currentIndex()
        self.strip.setVisible(self._brief)
        self.problems.setVisible(not self._brief or at == _PROBLEMS)
        self.names.setVisible(not self._brief or at == _NAMES)
        if self.parentWidget() is not None:
            self.setVisible(not self._low or at != _COLUMNS)
        self.turned.emit()
