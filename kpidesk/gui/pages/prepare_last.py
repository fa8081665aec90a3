"""The right of the Prepare page: what was promised and written down last time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kpidesk.domain.commitments import Outcome, Tracked
from kpidesk.domain.terms import CommitmentStatus, Kind, Owner, Section, Status, Visibility
from kpidesk.domain.wording import amount, change
from kpidesk.gui import formats
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.notes_model import title_of
from kpidesk.gui.pages.prepare_parts import tr
from kpidesk.gui.widgets.bullet_bar import BulletBar
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.hatch_frame import HatchFrame
from kpidesk.gui.widgets.icon_label import IconLabel
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.status_mark import StatusMark

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from kpidesk.domain.entities import Note, Rep
    from kpidesk.gui.pages.prepare_plan import Plan

_BULLETS = ("- ", "* ", "+ ")
_MARKS = 12
"""Most marks in the row of the quarter."""


class LastTimeColumn(Card):
    """Promises with what was measured, notes of last time, the quarter so far."""

    meeting_wanted = Signal()
    """The last one-on-one is to be shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
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
        self.body.addWidget(self._area, 1)
        self._foot = self.add_foot()
        self._foot.addWidget(IconLabel("user", "text2", 14))
        self._topic = PlainLabel("", FontRole.META, "text2", elide=True)
        self._foot.addWidget(self._topic, 1)

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
            column.addWidget(_promise(each, plan, on))
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
        column.addStretch(1)
        self._area.setWidget(inner)
        # A scroll area fills its widget with the colour of pages; this one is part of a card.
        inner.setAutoFillBackground(False)
        self._topic.setText(_topics(plan))


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


def _promise(each: Tracked, plan: Plan, on: dt.date) -> QWidget:
    commitment, verdict = each.commitment, each.verdict
    who = plan.rep.first_name if commitment.owner is Owner.REP else tr("You")
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 8, 0, 10)
    row.setSpacing(8)
    mark = QVBoxLayout()
    # Level with the first of two or more lines.
    mark.addSpacing(4)
    mark.addWidget(StatusMark(promise_status(each, on)))
    mark.addStretch(1)
    row.addLayout(mark)
    words = QVBoxLayout()
    words.setSpacing(0)
    title = PlainLabel(commitment.text, FontRole.ROW, wrap=True)
    words.addWidget(title)
    words.addWidget(PlainLabel(_when(each, who), FontRole.META, "muted", elide=True))
    if verdict.promised and verdict.changed is not None and each.kpi is not None:
        measure = QHBoxLayout()
        measure.setContentsMargins(0, 4, 0, 0)
        measure.setSpacing(8)
        bar = BulletBar(Kind.LEADING, 56)
        bar.set_value(max(verdict.changed / verdict.promised, 0.0))
        measure.addWidget(bar)
        moved = change(verdict.changed, each.kpi, plan.currency)
        measure.addWidget(PlainLabel(formats.fill(tr("%1 measured"), moved), FontRole.GROUP))
        measure.addWidget(PlainLabel(_from_to(each, plan.currency), FontRole.META, "muted", elide=True), 1)
        words.addLayout(measure)
    else:
        words.addWidget(PlainLabel(_outcome(each, on), FontRole.GROUP, wrap=True))
    row.addLayout(words, 1)
    line.setAccessibleName(f"{commitment.text}. {_when(each, who)}. {verdict.text}")
    return line


def promise_status(each: Tracked, on: dt.date) -> Status:
    """The mark of a promise: kept, on its way, late or missed."""
    commitment = each.commitment
    if commitment.status is CommitmentStatus.DONE:
        return Status.GOOD
    if commitment.status is CommitmentStatus.MISSED:
        return Status.RISK
    if commitment.due is not None and commitment.due < on:
        return Status.WATCH
    marks = {Outcome.MOVED: Status.GOOD, Outcome.USUAL: Status.WATCH, Outcome.WORSE: Status.RISK}
    return marks.get(each.verdict.outcome, Status.NONE)


def _when(each: Tracked, who: str) -> str:
    commitment, weeks = each.commitment, each.verdict.weeks
    agreed = formats.day(commitment.agreed_on)
    if each.verdict.promised and weeks:
        first, last = formats.week_from(weeks[0]), formats.week_from(weeks[-1])
        measured = first if first == last else formats.fill(tr("%1 to %2"), first, last)
        return formats.fill(tr("%1, %2, measured %3"), who, agreed, measured)
    if commitment.due is None:
        return formats.fill(tr("%1, %2, no day set"), who, agreed)
    return formats.fill(tr("%1, %2, due %3"), who, agreed, formats.day(commitment.due))


def _from_to(each: Tracked, currency: str) -> str:
    verdict, kpi = each.verdict, each.kpi
    if kpi is None or verdict.baseline is None or verdict.measured is None:
        return ""
    before, after = amount(verdict.baseline, kpi, currency), amount(verdict.measured, kpi, currency)
    return formats.fill(tr("from %1 to %2"), before, after)


def _outcome(each: Tracked, on: dt.date) -> str:
    commitment = each.commitment
    match commitment.status:
        case CommitmentStatus.DONE:
            return formats.fill(tr("Done %1"), formats.day(commitment.closed_on or commitment.due))
        case CommitmentStatus.MISSED:
            return tr("Missed")
        case _ if commitment.due is not None and commitment.due < on:
            return formats.fill(tr("Open, %1 days past its day"), str((on - commitment.due).days))
        case _:
            return tr("Open")


def _kept(promises: Sequence[Tracked]) -> str:
    closed = [each.commitment.status for each in promises if not each.open]
    kept = closed.count(CommitmentStatus.DONE)
    return formats.fill(tr("%1 of %2 kept"), str(kept), str(len(closed))) if closed else ""


def _spent(plan: Plan) -> str:
    if plan.last is None:
        return ""
    minutes = formats.fill(tr("%1 min"), str(plan.last.minutes))
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


def _topics(plan: Plan) -> str:
    if not plan.topics:
        return formats.fill(tr("No topic from %1 yet"), plan.rep.first_name)
    text = plan.topics[0].text
    if len(plan.topics) > 1:
        return formats.fill(tr("%1 topics from %2: %3"), str(len(plan.topics)), plan.rep.first_name, text)
    return formats.fill(tr("Topic from %1: %2"), plan.rep.first_name, text)
