"""A promise as the Prepare page tells it: who, what by when, and what was measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kpidesk.domain.commitments import Outcome, Tracked
from kpidesk.domain.terms import CommitmentStatus, Kind, Owner, Status
from kpidesk.domain.wording import amount, change
from kpidesk.gui import formats
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.pages.prepare_parts import tr
from kpidesk.gui.widgets.bullet_bar import BulletBar
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.status_mark import StatusMark

if TYPE_CHECKING:
    import datetime as dt

    from kpidesk.gui.pages.prepare_plan import Plan


def promise(each: Tracked, plan: Plan, on: dt.date) -> QWidget:
    """The lines of one promise."""
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
