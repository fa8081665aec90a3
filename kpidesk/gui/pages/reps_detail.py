"""The right of the Reps page: one rep with scorecard, meetings, commitments and agreement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from kpidesk.domain.entities import AgreedKpi, Agreement, Commitment, Id, Kpi, MeetingStatus, OneOnOne
from kpidesk.gui import formats, theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.reps_rows import RepRow
from kpidesk.gui.pages.reps_lists import (
    LinesList,
    agreement_lines,
    agreement_words,
    commitment_lines,
    meeting_lines,
)
from kpidesk.gui.pages.reps_scorecard import ScorecardTab
from kpidesk.gui.widgets.avatar import Avatar
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.icon_label import IconLabel
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.tabs import Tabs

_SCORECARD, _MEETINGS, _COMMITMENTS, _AGREEMENT = range(4)


@dataclass(frozen=True, slots=True, eq=False)
class RepFile:
    """What the detail shows of a rep."""

    row: RepRow
    meetings: Sequence[OneOnOne]
    commitments: Sequence[Commitment]
    agreement: tuple[Agreement, Sequence[AgreedKpi]] | None
    kpis: Mapping[Id, Kpi]
    currency: str
    quarter: int


class RepDetail(Card):
    """One rep. `start` is the page's primary action: start today's one-on-one, or prepare the next."""

    edit_wanted = Signal()
    start_wanted = Signal()
    done_wanted = Signal(object)
    """A `Commitment` was ticked."""
    add_wanted = Signal()
    """A commitment is to be added."""
    meeting_wanted = Signal(object)
    """A `OneOnOne` was opened."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("rep_detail")
        self._file: RepFile | None = None
        self._avatar = Avatar(size=40)
        self._name = PlainLabel("", FontRole.LEAD, elide=True)
        self._meta = PlainLabel("", FontRole.META, "muted", elide=True)
        self.edit = Button("", icon="pencil", size="small", name=self.tr("Edit rep"))
        self.edit.setObjectName("rep_edit")
        self.edit.clicked.connect(self.edit_wanted)
        self.start = Button(self.tr("Prepare"), "primary", size="small", keys="Ctrl+Return")
        self.start.setObjectName("rep_start")
        self.start.clicked.connect(self.start_wanted)
        self.tabs = Tabs(self.tr("Rep"))
        self.tabs.setObjectName("rep_tabs")
        for text in (self.tr("Scorecard"), self.tr("Meetings"), self.tr("Commitments"), self.tr("Agreement")):
            self.tabs.add(text)
        self.scorecard = ScorecardTab()
        self.scorecard.done_wanted.connect(self.done_wanted)
        self.scorecard.add_wanted.connect(self.add_wanted)
        self.meetings = LinesList("rep_meetings", self.tr("Meetings"), self.tr("No one-on-one yet. Ctrl+N plans one."))
        self.meetings.opened.connect(self.meeting_wanted)
        self.commitments = LinesList(
            "rep_commitments", self.tr("Commitments"), self.tr("Nobody has promised anything yet.")
        )
        self.agreement = LinesList(
            "rep_agreement",
            self.tr("Agreed KPIs"),
            self.tr("You have not agreed on KPIs yet. Until then every KPI with a value or a target is shown."),
        )
        self._stack = QStackedWidget()
        for part in (self.scorecard, self.meetings, self.commitments, self.agreement):
            self._stack.addWidget(part)
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self._lay_out()

    def show_file(self, file: RepFile) -> None:
        """Show another rep; the open tab stays open."""
        self._file = file
        rep = file.row.rep
        self.setAccessibleName(rep.name)
        self._avatar.set_name(rep.name)
        self._name.setText(rep.name)
        rhythm = formats.rhythm(rep.cadence_days)
        self._meta.setText(f"{rep.role}, {rhythm}" if rep.role else rhythm[:1].upper() + rhythm[1:])
        self._say_start(file)
        self.tabs.set_count(_MEETINGS, len(file.meetings) or None)
        self.tabs.set_count(_COMMITMENTS, len(file.row.open) or None)
        on = file.row.card.on
        self.scorecard.show_row(file.row, file.currency, file.quarter)
        self.meetings.set_lines(meeting_lines(file.meetings, on))
        self.commitments.set_lines(commitment_lines(file.commitments, on))
        self.agreement.set_lines(agreement_lines(file.agreement, file.kpis))
        agreed = file.agreement[0] if file.agreement else None
        self._foot.setText(agreement_words(agreed))
        self._tick.setVisible(agreed is not None)

    def set_brief(self, *, brief: bool) -> None:
        """Fit into 392 pixels instead of 440."""
        self.scorecard.set_brief(brief=brief)
        self.tabs.set_tight(tight=brief)
        self._who.setSpacing(8 if brief else 12)

    @property
    def starts(self) -> OneOnOne | None:
        """The one-on-one that the primary action starts; None when it prepares."""
        if self._file is None:
            return None
        upcoming = self._file.row.rhythm.upcoming
        if upcoming is None:
            return None
        running = upcoming.status is MeetingStatus.RUNNING
        return upcoming if running or upcoming.on == self._file.row.card.on else None

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(300), theme.px(160))

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(440), theme.px(560))

    def _say_start(self, file: RepFile) -> None:
        starts = self.starts
        text = self.tr("Prepare")
        if starts is not None:
            running = starts.status is MeetingStatus.RUNNING
            text = self.tr("Go on") if running else self.tr("Start meeting")
        self.start.setText(text)
        self.start.setAccessibleName(f"{text}, {file.row.rep.name}")
        self.start.setEnabled(not file.row.rep.archived)
        self.start.updateGeometry()

    def _lay_out(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._name)
        names.addWidget(self._meta)
        self._who = head = QHBoxLayout()
        head.setContentsMargins(16, 16, 16, 16)
        head.setSpacing(12)
        head.addWidget(self._avatar)
        head.addLayout(names, 1)
        head.addWidget(self.edit)
        head.addWidget(self.start)
        self.body.addLayout(head)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self._stack, 1)
        foot = self.add_foot()
        self._tick = IconLabel("check", "muted")
        self._foot = PlainLabel("", FontRole.META, "text2", elide=True)
        self._foot.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        link = Button(self.tr("Agreement"), "link", name=self.tr("Show the agreement"))
        link.setObjectName("rep_show_agreement")
        link.clicked.connect(lambda: self.tabs.setCurrentIndex(_AGREEMENT))
        foot.addWidget(self._tick)
        foot.addWidget(self._foot, 1)
        foot.addWidget(link)
