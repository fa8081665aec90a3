"""The right of the Prepare page: what was promised and written down last time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from kpidesk.domain.terms import CommitmentStatus, Section, Status, Visibility
from kpidesk.gui import formats, theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.notes_model import title_of
from kpidesk.gui.pages.prepare_mine import Mine
from kpidesk.gui.pages.prepare_parts import tr
from kpidesk.gui.pages.prepare_promises import promise
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.hatch_frame import HatchFrame
from kpidesk.gui.widgets.icon_label import IconLabel
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.scroll import put_in
from kpidesk.gui.widgets.status_mark import StatusMark

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from kpidesk.domain.commitments import Tracked
    from kpidesk.domain.entities import Id, Note, Rep
    from kpidesk.gui.context import Context
    from kpidesk.gui.pages.prepare_plan import Plan

_BULLETS = ("- ", "* ", "+ ")
_FOCUSES = 4
_BOTH_FROM = 420
"""Design pixels of height from which last time and this time stand below each other."""
_MARKS = 12
"""Most marks in the row of the quarter."""


class LastTimeColumn(Card):
    """Promises with what was measured, notes of last time, the quarter so far."""

    meeting_wanted = Signal()
    """The last one-on-one is to be shown."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(tr("Last time"), parent=parent)
        self.setObjectName("prepare_last")
        self.show_last = Button("", "ghost", icon="chevron-right", size="small", name=tr("Show the last one-on-one"))
        self.show_last.setObjectName("show_last")
        self.show_last.clicked.connect(self.meeting_wanted)
        self.right.addWidget(self.show_last)
        self._area = QScrollArea()
        self._area.setObjectName("last_list")
        self._area.setAccessibleName(tr("Last time"))
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.mine = Mine(context)
        self.mine.setObjectName("prepare_mine")
        self.mine.hide()
        self._shown: Id | None = None
        self.body.addWidget(self._area, 3)
        self.body.addWidget(self.mine, 4)
        self._foot = self.add_foot()
        self._foot.addWidget(IconLabel("user", "text2", 14))
        self._topic = PlainLabel("", FontRole.META, "text2", elide=True)
        self._foot.addWidget(self._topic, 1)
        self.toggle = Button(tr("Topics, note"), "link")
        self.toggle.setObjectName("show_mine")
        self.toggle.clicked.connect(lambda: self.open_mine(open_=self.mine.isHidden()))
        self._foot.addWidget(self.toggle)

    def show_plan(self, plan: Plan, on: dt.date) -> None:
        """Show what came before another agenda."""
        self.set_count(formats.day(plan.last.on) if plan.last else "")
        self.show_last.setVisible(plan.last is not None)
        inner = QWidget()
        inner.setObjectName("last_inner")
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 0, 16, 12)
        column.setSpacing(0)
        column.addLayout(_heading(tr("Promised and measured"), _kept(plan.promises)))
        for each in plan.promises:
            column.addWidget(_rule())
            column.addWidget(promise(each, plan, on))
        if not plan.promises:
            column.addWidget(PlainLabel(tr("Nothing is open from before."), FontRole.META, "muted", wrap=True))
        column.addSpacing(6)
        column.addWidget(_rule())
        column.addLayout(_heading(tr("Notes"), _spent(plan)))
        for note in _shared_first(plan.last_notes):
            column.addWidget(_note(note, plan.rep))
            column.addSpacing(8)
        if not plan.last_notes:
            said = tr("No notes from last time.") if plan.last else tr("This is your first one-on-one.")
            column.addWidget(PlainLabel(said, FontRole.META, "muted", wrap=True))
        if plan.quarter:
            column.addLayout(_quarter(plan.quarter))
        if plan.focuses:
            column.addSpacing(6)
            column.addWidget(_rule())
            column.addLayout(_heading(tr("Focus so far"), ""))
            for name, days in plan.focuses[:_FOCUSES]:
                column.addWidget(_focus(name, days))
        column.addStretch(1)
        put_in(self._area, inner)
        self._topic.setText(_topics(plan))
        self.mine.show_plan(plan, on)
        if self._shown != plan.meeting.id:
            self._shown = plan.meeting.id
            self.open_mine(open_=plan.last is None or any(each.text.strip() for each in plan.notes))

    def open_mine(self, *, open_: bool) -> None:
        """Show topics and prep note below what was last time, or give the room back; in its place where it is low."""
        self.mine.setVisible(open_)
        self._fit()
        self.toggle.setText(tr("Close") if open_ else tr("Topics, note"))
        self.toggle.updateGeometry()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._area.setVisible(self.mine.isHidden() or self.height() >= theme.px(_BOTH_FROM))

    def write_topic(self) -> None:
        """Put the keyboard where a new topic is typed."""
        self.open_mine(open_=True)
        self.mine.write_topic()

    def write_note(self) -> None:
        """Put the keyboard into the prep note."""
        self.open_mine(open_=True)
        self.mine.write_note()


def _heading(text: str, meta: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, 12, 0, 10)
    row.setSpacing(8)
    row.addWidget(PlainLabel(text, FontRole.GROUP, "text2"))
    row.addStretch(1)
    row.addWidget(PlainLabel(meta, FontRole.META, "muted"))
    return row


def _rule() -> QFrame:
    line = QFrame()
    line.setProperty("look", "rule")
    line.setFixedHeight(1)
    return line


def _kept(promises: Sequence[Tracked]) -> str:
    closed = [each.commitment.status for each in promises if not each.open]
    kept = closed.count(CommitmentStatus.DONE)
    return formats.fill(tr("%1 of %2 kept"), str(kept), str(len(closed))) if closed else ""


def _spent(plan: Plan) -> str:
    if plan.last is None:
        return ""
    minutes = formats.fill(tr("%1 min"), str(plan.last.length))
    seconds = sum(each.seconds_spent for each in plan.last_items if each.section is Section.FORECAST)
    if not any(each.seconds_spent for each in plan.last_items):
        return minutes
    return formats.fill(tr("%1, forecast %2 min"), minutes, formats.number(round(seconds / 60), 0))


def _shared_first(notes: Sequence[Note]) -> list[Note]:
    written = [each for each in notes if each.text.strip()]
    return sorted(written, key=lambda each: each.visibility is Visibility.PRIVATE)


def _note(note: Note, rep: Rep) -> QWidget:
    lines = PlainLabel(_bulleted(note.text), FontRole.META, "text", wrap=True)
    if note.visibility is Visibility.PRIVATE:
        frame = HatchFrame()
        frame.body.addWidget(lines)
        return frame
    box = QFrame()
    box.setProperty("look", "card")
    column = QVBoxLayout(box)
    column.setContentsMargins(10, 8, 10, 8)
    column.setSpacing(2)
    head = QHBoxLayout()
    head.setSpacing(6)
    head.addWidget(IconLabel("eye", "text2", 14))
    head.addWidget(PlainLabel(title_of(note.visibility, rep), FontRole.GROUP))
    head.addStretch(1)
    column.addLayout(head)
    column.addWidget(lines)
    return box


def _bulleted(text: str) -> str:
    """Markdown lists as they are read; everything else as it was typed."""
    return "\n".join(f"• {line[2:]}" if line.startswith(_BULLETS) else line for line in text.strip().splitlines())


def _quarter(found: Sequence[Tracked]) -> QHBoxLayout:
    kept = sum(each.commitment.status is CommitmentStatus.DONE for each in found)
    row = QHBoxLayout()
    row.setContentsMargins(0, 6, 0, 0)
    row.setSpacing(3)
    row.addWidget(PlainLabel(tr("This quarter"), FontRole.META, "text2"))
    row.addSpacing(8)
    for each in found[-_MARKS:]:
        done = each.commitment.status is CommitmentStatus.DONE
        row.addWidget(StatusMark(Status.GOOD if done else Status.RISK, 11))
    row.addStretch(1)
    row.addWidget(PlainLabel(formats.fill(tr("%1 of %2 kept"), str(kept), str(len(found))), FontRole.META, "muted"))
    return row


def _focus(name: str, days: Sequence[dt.date]) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 6)
    row.setSpacing(8)
    said = ", ".join(formats.day(each) for each in days)
    row.addWidget(PlainLabel(name, elide=True), 1)
    row.addWidget(PlainLabel(said, FontRole.META, "muted", elide=True))
    line.setAccessibleName(f"{name}: {said}")
    return line


def _topics(plan: Plan) -> str:
    if not plan.topics:
        return formats.fill(tr("No topic from %1 yet"), plan.rep.first_name)
    text = plan.topics[0].text
    if len(plan.topics) > 1:
        return formats.fill(tr("%1 topics from %2: %3"), str(len(plan.topics)), plan.rep.first_name, text)
    return formats.fill(tr("Topic from %1: %2"), plan.rep.first_name, text)
