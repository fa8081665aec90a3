"""The Scorecard tab of a rep: leading KPIs first, results below, one insight, the open commitments.

A line opens the evidence behind it in place, one at a time.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kpidesk.domain.columns import Basis
from kpidesk.domain.terms import Kind
from kpidesk.gui import formats, theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.pages.reps_evidence import Evidence, spoken
from kpidesk.gui.pages.reps_evidence_words import Beyond, rows
from kpidesk.gui.pages.reps_insight import insight
from kpidesk.gui.pages.reps_promises import OpenCommitments
from kpidesk.gui.pages.reps_standing import StandingLine, tr
from kpidesk.gui.widgets.icon_label import IconLabel
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.scroll import Scroll
from kpidesk.gui.widgets.tag import Tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpidesk.domain.calendars import FiscalCalendar
    from kpidesk.domain.entities import Id
    from kpidesk.domain.standing import Scorecard, Standing
    from kpidesk.gui.models.reps_rows import RepRow


class ScorecardTab(Scroll):
    """Scrolls when a rep has more KPIs than there is room for."""

    done_wanted = Signal(object)
    """A `Commitment` was ticked."""
    add_wanted = Signal()
    evidence_wanted = Signal(object, object)
    """A `Rep` and a `Standing` whose line was opened; `add_evidence` brings what it does not know itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        page = QWidget()
        super().__init__(page, parent=parent)
        self.setObjectName("rep_scorecard")
        self.setAccessibleName(self.tr("Scorecard"))
        self._brief = False
        self._shown: _Shown | None = None
        self._leading = _Group(Kind.LEADING, self.tr("4 weeks against target"))
        self._lagging = _Group(Kind.LAGGING, "")
        self.evidence = Evidence(page)
        self.evidence.hide()
        self._opened: StandingLine | None = None
        for group in (self._leading, self._lagging):
            group.toggled.connect(self._on_toggled)
        self._rule = QFrame()
        self._rule.setProperty("look", "rule")
        self._rule.setFixedHeight(1)
        self._insight = _Insight()
        self._nothing = PlainLabel(
            self.tr("No numbers yet. Import a CRM export, or type values on the KPIs page."), tone="text2", wrap=True
        )
        self._nothing.setContentsMargins(0, 12, 0, 0)
        self.promises = OpenCommitments()
        self.promises.done_wanted.connect(self.done_wanted)
        self.promises.add_wanted.connect(self.add_wanted)
        page.setObjectName("rep_scorecard_page")
        self._column = QVBoxLayout(page)
        # Lines reach 8 pixels further out than what they say, for the fill under the mouse.
        self._column.setContentsMargins(8, 0, 8, 12)
        self._column.setSpacing(0)
        self._column.addLayout(_inset(self._nothing))
        self._column.addWidget(self._leading)
        self._column.addLayout(_inset(self._rule))
        self._column.addWidget(self._lagging)
        self._column.addLayout(_inset(self._insight))
        self._column.addLayout(_inset(self.promises))
        self._column.addStretch(1)
        self._column.insertSpacing(4, 10)
        self._column.insertSpacing(2, 8)

    def show_row(self, row: RepRow, currency: str, calendar: FiscalCalendar) -> None:
        """Show another rep, or the same one anew, whose open line stays open."""
        card, opened = row.card, self._opened_kpi
        same = self._shown is not None and self._shown.card.rep.id == card.rep.id
        self._close()
        self._shown = _Shown(card, currency, calendar)
        self._nothing.setVisible(not card.standings)
        self._leading.show_standings(card.leading, row.agreed_focus, currency)
        self._lagging.set_note(_results_note(card, calendar))
        self._lagging.show_standings(card.lagging, row.agreed_focus, currency)
        self._rule.setVisible(bool(card.leading and card.lagging))
        self._insight.say(insight(card, currency))
        self.promises.show_commitments(row.open, card.on)
        if same:
            self._open(opened)

    def add_evidence(self, kpi_id: Id, beyond: Beyond) -> None:
        """Show what was read about a KPI, if its line is still open."""
        if kpi_id == self._opened_kpi:
            self._say(beyond)

    def fail_evidence(self, kpi_id: Id, why: str) -> None:
        """Say why nothing could be read."""
        if kpi_id == self._opened_kpi:
            self._say(Beyond(), (self.tr("More"), why))

    def set_brief(self, *, brief: bool) -> None:
        """Make room by shorter sparklines and bars."""
        if brief != self._brief:
            self._brief, opened = brief, self._opened_kpi
            self._close()
            self._leading.set_brief(brief=brief)
            self._lagging.set_brief(brief=brief)
            self._open(opened)

    @property
    def _opened_kpi(self) -> Id | None:
        line = self._opened
        return line.standing.kpi.id if line is not None and line.standing is not None else None

    def _open(self, kpi_id: Id | None) -> None:
        for line in (*self._leading.lines, *self._lagging.lines):
            if line.standing is not None and line.standing.kpi.id == kpi_id:
                line.setChecked(True)

    def _close(self) -> None:
        if self._opened is not None:
            self._opened.setChecked(False)

    def _on_toggled(self, group: _Group, line: StandingLine, opened: bool) -> None:  # noqa: FBT001 - Qt's own signal
        if not opened:
            line.setAccessibleDescription("")
            self._opened = None
            self.evidence.hide()
            return
        self._close()
        self._opened = line
        group.put_under(line, self.evidence)
        self._say(None)
        self.evidence.show()
        if self._shown is not None and line.standing is not None:
            self.evidence_wanted.emit(self._shown.card.rep, line.standing)

    def _say(self, beyond: Beyond | None, *more: tuple[str, str]) -> None:
        line, shown = self._opened, self._shown
        if line is None or line.standing is None or shown is None:
            return
        said = [*rows(line.standing, shown.card, shown.currency, shown.calendar, beyond), *more]
        self.evidence.show_rows(said)
        line.setAccessibleDescription(spoken(said))
        # Its height is known once the layout has been through.
        QTimer.singleShot(0, self.evidence, self._bring_into_sight)

    def _bring_into_sight(self) -> None:
        if self._opened is not None:
            self.ensureWidgetVisible(self.evidence, 0, 4)
            self.ensureWidgetVisible(self._opened, 0, 4)


class _Shown(NamedTuple):
    """What the tab is about."""

    card: Scorecard
    currency: str
    calendar: FiscalCalendar


def _inset(part: QWidget) -> QHBoxLayout:
    around = QHBoxLayout()
    around.setContentsMargins(8, 0, 8, 0)
    around.addWidget(part)
    return around


class _Group(QWidget):
    """A tag, a note, and one line for each KPI of a kind. Lines are kept and reused: turning to a rep must be quick."""

    toggled = Signal(object, object, bool)
    """This group, one of its lines, and whether that is open now."""

    def __init__(self, kind: Kind, note: str) -> None:
        super().__init__()
        self._kind, self._brief = kind, False
        self.lines: list[StandingLine] = []
        """The first of them show something, the others wait."""
        self._shown: tuple[Sequence[Standing], frozenset[Id], str] = ((), frozenset(), "")
        self._note = PlainLabel(note, FontRole.META, "muted", elide=True)
        self._flag = IconLabel("flag", "leading", 14)
        self._flag_note = PlainLabel(self.tr("Focus agreed together"), FontRole.META, "muted", elide=True)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Tag(kind=kind))
        head.addWidget(self._note, 1)
        head.addWidget(self._flag)
        head.addWidget(self._flag_note)
        self._head = QWidget()
        self._head.setLayout(head)
        head.setContentsMargins(8, 0, 8, 0)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._head)
        theme.bind(self._restyle)

    def set_note(self, note: str) -> None:
        self._note.setText(note)

    def put_under(self, line: StandingLine, part: QWidget) -> None:
        """Move a widget to the place below a line."""
        self._column.removeWidget(part)
        self._column.insertWidget(self._column.indexOf(line) + 1, part)

    def set_brief(self, *, brief: bool) -> None:
        self._brief = brief
        for line in self.lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines.clear()
        self.show_standings(*self._shown)

    def show_standings(self, standings: Sequence[Standing], focus: frozenset[Id], currency: str) -> None:
        self._shown = (standings, focus, currency)
        self.setVisible(bool(standings))
        agreed = any(each.kpi.id in focus for each in standings)
        self._flag.setVisible(agreed)
        self._flag_note.setVisible(agreed and not self._brief)
        while len(self.lines) < len(standings):
            line = StandingLine(self._kind, brief=self._brief)
            line.toggled.connect(partial(self.toggled.emit, self, line))
            self.lines.append(line)
            self._column.addWidget(line)
        for at, line in enumerate(self.lines):
            line.setVisible(at < len(standings))
            if at < len(standings):
                line.show_standing(standings[at], currency, focus=standings[at].kpi.id in focus)

    def _restyle(self) -> None:
        self._head.setMinimumHeight(theme.px(40))


class _Insight(QFrame):
    """A box with a blue edge: what the numbers say, and from which weeks."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rep_insight")
        self.setProperty("look", "insight")
        self._head = PlainLabel("", FontRole.GROUP, "text", wrap=True)
        self._text = PlainLabel("", FontRole.META, "text2", wrap=True)
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addWidget(self._head)
        lines.addWidget(self._text)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(10)
        row.addWidget(IconLabel("zap", "leading"), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(lines, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def say(self, found: tuple[str, str] | None) -> None:
        self.setVisible(found is not None)
        if found is not None:
            self._head.setText(found[0])
            self._text.setText(found[1])
            self.setAccessibleName(f"{found[0]} {found[1]}")


def _results_note(card: Scorecard, calendar: FiscalCalendar) -> str:
    """When the results are due and how far their period is: "Follows later. Q3, pace 54%."."""
    running = next((each for each in card.lagging if each.basis is Basis.TO_DATE), None)
    if running is None or card.pace is None:
        return tr("Follows later.")
    period = formats.running_period(running.cadence, card.on, calendar)
    return formats.fill(tr("Follows later. %1, pace %2."), period, formats.percent(card.pace))
