"""The right of the Reps page: one rep with scorecard, meetings, commitments and agreement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from kpidesk.domain.calendars import FiscalCalendar
from kpidesk.domain.entities import Commitment, Id, Kpi, OneOnOne
from kpidesk.domain.presence import Presence
from kpidesk.domain.terms import MeetingStatus
from kpidesk.gui import formats, theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.reps_rows import RepRow
from kpidesk.gui.pages import reps_agreement_words
from kpidesk.gui.pages.reps_agreement import AgreementTab
from kpidesk.gui.pages.reps_lists import LinesList, commitment_lines, meeting_lines
from kpidesk.gui.pages.reps_presence import presence_words
from kpidesk.gui.pages.reps_scorecard import ScorecardTab
from kpidesk.gui.widgets.avatar import Avatar
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.icon_label import IconLabel
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.tabs import Tabs
from kpidesk.services.agreements import Agreed

_SCORECARD, _MEETINGS, _COMMITMENTS, _AGREEMENT = range(4)


@dataclass(frozen=True, slots=True, eq=False)
class RepFile:
    """What the detail shows of a rep."""

    row: RepRow
    presence: Presence
    meetings: Sequence[OneOnOne]
    commitments: Sequence[Commitment]
    agreements: Sequence[Agreed]
    """All of them, the newest first."""
    kpis: Mapping[Id, Kpi]
    currency: str
    calendar: FiscalCalendar


class RepDetail(Card):
    """One rep. `start` is the page's primary action: start today's one-on-one, or prepare the next."""

    edit_wanted = Signal()
    start_wanted = Signal()
    done_wanted = Signal(object)
    """A `Commitment` was ticked."""
    add_wanted = Signal()
    """A commitment is to be added."""
    change_wanted = Signal(object)
    """A `Commitment` was opened."""
    meeting_wanted = Signal(object)
    """A `OneOnOne` was opened."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("rep_detail")
        self._file: RepFile | None = None
        self._avatar = Avatar(size=40)
        self._name = PlainLabel("", FontRole.LEAD, elide=True)
        self._meta = PlainLabel("", FontRole.META, "muted", elide=True)
        self._unusual = PlainLabel("", FontRole.META, "text2", wrap=True)
        self._unusual.setObjectName("rep_unusual")
        self._unusual.setContentsMargins(16, 0, 16, 12)
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
        self.commitments.opened.connect(self.change_wanted)
        self.agreement = AgreementTab()
        self._stack = QStackedWidget()
        for part in (self.scorecard, self.meetings, self.commitments, self.agreement):
            self._stack.addWidget(part)
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self._lay_out()

    def show_file(self, file: RepFile) -> None:
        """Show another rep; the open tab stays open."""
        self._file = file
        rep = file.row.rep
        unusual = presence_words(file.presence, file.row.card.on)
        self.setAccessibleName(", ".join([rep.name, *unusual]))
        self._avatar.set_name(rep.name)
        self._name.setText(rep.name)
        rhythm = formats.rhythm(rep.cadence_days)
        self._meta.setText(f"{rep.role}, {rhythm}" if rep.role else rhythm[:1].upper() + rhythm[1:])
        said = " · ".join(unusual)
        self._unusual.setText(said[:1].upper() + said[1:])
        self._unusual.setVisible(bool(unusual))
        self._who.setContentsMargins(16, 16, 16, 8 if unusual else 16)
        self._say_start(file)
        self.tabs.set_count(_MEETINGS, len(file.meetings) or None)
        self.tabs.set_count(_COMMITMENTS, len(file.row.open) or None)
        on = file.row.card.on
        self.scorecard.show_row(file.row, file.currency, file.calendar)
        self.meetings.set_lines(meeting_lines(file.meetings, on))
        self.commitments.set_lines(commitment_lines(file.commitments, on))
        self.agreement.show_agreements(file.agreements, file.kpis, file.row.card, file.currency)
        now = self.agreement.now
        self._foot.setText(reps_agreement_words.summary(now.agreement if now else None))
        self._tick.setVisible(now is not None)

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
        self.body.addWidget(self._unusual)
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
