"""The head of the Prepare page: whose one-on-one, whether its agenda is kept, its template, and the ways on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from kpidesk.domain.terms import MeetingStatus
from kpidesk.gui import formats, theme
from kpidesk.gui.pages.prepare_parts import tr
from kpidesk.gui.pages.prepare_words import subtitle
from kpidesk.gui.widgets.avatar import Avatar
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.icon_label import IconLabel
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.template_choice import TemplateChoice

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from kpidesk.domain.templates import Template
    from kpidesk.gui.pages.page import PageHead
    from kpidesk.gui.pages.prepare_plan import Plan

_STATE_FROM = 620
"""Design pixels of width from which the head says whether the agenda is kept."""
_TEMPLATE_FROM = 760
"""Design pixels of width from which the template stands in the head; the menu always has it."""


class PrepareHead:
    """What stands in the head of the page beside title and subtitle."""

    def __init__(self, head: PageHead) -> None:
        self._head = head
        self._avatar = Avatar(size=40)
        self.state = PlainLabel("", tone="muted")
        self.state.setObjectName("prepare_state")
        self._mark = IconLabel("check", "muted", 14)
        self.template = TemplateChoice("prepare_template")
        self.share = Button(tr("Share…"), icon="upload")
        self.share.setObjectName("share_agenda")
        self.start = Button(tr("Start meeting"), "primary", keys="Ctrl+Return")
        self.start.setObjectName("start_meeting")
        state = QHBoxLayout()
        state.setSpacing(6)
        state.addWidget(self._mark)
        state.addWidget(self.state)
        head.left.addWidget(self._avatar)
        head.right.addLayout(state)
        for part in (self.template, self.share, self.start):
            head.right.addWidget(part)

    def show_nobody(self) -> None:
        """There is no one-on-one to prepare."""
        for part in (self._avatar, self._mark, self.state, self.template, self.share, self.start):
            part.hide()
        self._head.title.setText(tr("Prepare"))
        self._head.subtitle.setText("")

    def show_plan(self, plan: Plan, on: dt.date, templates: Sequence[Template]) -> None:
        """Show another one-on-one."""
        for part in (self._avatar, self.share, self.start):
            part.show()
        self._avatar.set_name(plan.rep.name)
        title = tr("Agenda: %1") if plan.locked else tr("Prepare: %1")
        self._head.title.setText(formats.fill(title, plan.rep.name))
        self._head.subtitle.setText(subtitle(plan, on))
        self.template.offer(templates, plan.template.id)
        self.template.setEnabled(not plan.locked)
        self._mark.set_icon("lock" if plan.locked else "check")
        self._mark.setVisible(plan.kept or plan.locked)
        state = tr("Over, locked") if plan.locked else tr("Saved") if plan.kept else tr("Not kept yet")
        self.state.setText(state)
        self.start.setText(_onward(plan))
        self.start.updateGeometry()

    def fit(self, width: int, *, shown: bool) -> None:
        """In a narrow head the name of the rep goes before what the banner says as well."""
        self.state.setVisible(shown and width >= theme.px(_STATE_FROM))
        self.template.setVisible(shown and width >= theme.px(_TEMPLATE_FROM))


def _onward(plan: Plan) -> str:
    if plan.locked:
        return tr("Show the meeting")
    return tr("Back to the meeting") if plan.meeting.status is MeetingStatus.RUNNING else tr("Start meeting")
