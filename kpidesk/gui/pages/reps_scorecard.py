"""The Scorecard tab of a rep: leading KPIs first, results below, one insight, the open commitments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kpidesk.domain.columns import Basis
from kpidesk.domain.entities import Cadence, Kind
from kpidesk.gui import formats, theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.pages.reps_insight import insight
from kpidesk.gui.pages.reps_promises import OpenCommitments
from kpidesk.gui.pages.reps_standing import StandingLine, tr
from kpidesk.gui.widgets.icon_label import IconLabel
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.scroll import Scroll
from kpidesk.gui.widgets.tag import Tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpidesk.domain.entities import Id
    from kpidesk.domain.standing import Scorecard, Standing
    from kpidesk.gui.models.reps_rows import RepRow


class ScorecardTab(Scroll):
    """Scrolls when a rep has more KPIs than there is room for."""

    done_wanted = Signal(object)
    """A `Commitment` was ticked."""
    add_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        page = QWidget()
        super().__init__(page, focus=True, parent=parent)
        self.setObjectName("rep_scorecard")
        self.setAccessibleName(self.tr("Scorecard"))
        self._brief = False
        self._leading = _Group(Kind.LEADING, self.tr("4 weeks against target"))
        self._lagging = _Group(Kind.LAGGING, "")
        self._rule = QFrame()
        self._rule.setProperty("look", "rule")
        self._rule.setFixedHeight(1)
        self._insight = _Insight()
        self._nothing = PlainLabel(
            self.tr("No numbers yet. Import a CRM export, or type values on the KPIs page."), tone="text2", wrap=True
        )
        self.promises = OpenCommitments()
        self.promises.done_wanted.connect(self.done_wanted)
        self.promises.add_wanted.connect(self.add_wanted)
        page.setObjectName("rep_scorecard_page")
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(16, 0, 16, 12)
        self._column.setSpacing(0)
        for part in (self._nothing, self._leading, self._rule, self._lagging, self._insight, self.promises):
            self._column.addWidget(part)
        self._column.addStretch(1)
        self._column.insertSpacing(4, 10)
        self._column.insertSpacing(2, 8)

    def show_row(self, row: RepRow, currency: str, quarter: int) -> None:
        """Show another rep."""
        card = row.card
        self._nothing.setVisible(not card.standings)
        self._leading.show_standings(card.leading, row.agreed_focus, currency)
        self._lagging.set_note(_results_note(card, quarter))
        self._lagging.show_standings(card.lagging, row.agreed_focus, currency)
        self._rule.setVisible(bool(card.leading and card.lagging))
        self._insight.say(insight(card, currency))
        self.promises.show_commitments(row.open, card.on)

    def set_brief(self, *, brief: bool) -> None:
        """Make room by shorter sparklines and bars."""
        if brief != self._brief:
            self._brief = brief
            self._leading.set_brief(brief=brief)
            self._lagging.set_brief(brief=brief)


class _Group(QWidget):
    """A tag, a note, and one line for each KPI of a kind. Lines are kept and reused: turning to a rep must be quick."""

    def __init__(self, kind: Kind, note: str) -> None:
        super().__init__()
        self._kind, self._brief = kind, False
        self._lines: list[StandingLine] = []
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
        head.setContentsMargins(0, 0, 0, 0)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._head)
        theme.bind(self._restyle)

    def set_note(self, note: str) -> None:
        self._note.setText(note)

    def set_brief(self, *, brief: bool) -> None:
        self._brief = brief
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines.clear()
        self.show_standings(*self._shown)

    def show_standings(self, standings: Sequence[Standing], focus: frozenset[Id], currency: str) -> None:
        self._shown = (standings, focus, currency)
        self.setVisible(bool(standings))
        agreed = any(each.kpi.id in focus for each in standings)
        self._flag.setVisible(agreed)
        self._flag_note.setVisible(agreed and not self._brief)
        while len(self._lines) < len(standings):
            line = StandingLine(self._kind, brief=self._brief)
            self._lines.append(line)
            self._column.addWidget(line)
        for at, line in enumerate(self._lines):
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


def _results_note(card: Scorecard, quarter: int) -> str:
    """When the results are due and how far their period is: "Follows later. Q3, pace 54%."."""
    running = next((each for each in card.lagging if each.basis is Basis.TO_DATE), None)
    if running is None or card.pace is None:
        return tr("Follows later.")
    names = {
        Cadence.MONTH: formats.month(card.on),
        Cadence.QUARTER: f"Q{quarter}",
        Cadence.YEAR: str(card.on.year),
    }
    return formats.fill(tr("Follows later. %1, pace %2."), names.get(running.cadence, ""), formats.percent(card.pace))
