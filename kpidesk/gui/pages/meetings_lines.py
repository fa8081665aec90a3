"""The lines of the Meetings page: talking points, wins and topics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from kpidesk.gui import formats
from kpidesk.gui.models.lines_model import Line

if TYPE_CHECKING:
    from kpidesk.domain.entities import AgendaItem, Recognition, Topic


def tr(text: str) -> str:
    """Translate a text of the Meetings page."""
    return QCoreApplication.translate("meetings", text)


def agenda_line(item: AgendaItem) -> Line:
    """A talking point: its time, planned and measured, and why it was there."""
    minutes = formats.number(item.minutes, 0)
    time = formats.fill(tr("%1 min"), minutes)
    if item.seconds_spent:
        time = formats.fill(tr("%1 of %2 min"), formats.number(item.seconds_spent / 60, 0), minutes)
    ticked = tr("Ticked off. ") if item.checked else ""
    return Line(item, item.title, f"{ticked}{time}. {item.why}".strip())


def win_line(win: Recognition) -> Line:
    """A win that was named."""
    return Line(win, win.text, tr("A win that was named"))


def topic_line(topic: Topic) -> Line:
    """A topic of the rep, waiting or talked about."""
    raised = formats.fill(tr("Topic of %1"), formats.dated(topic.raised_on))
    talked = formats.fill(tr("talked about %1"), formats.dated(topic.discussed_on)) if topic.discussed_on else ""
    return Line(topic, topic.text, f"{raised}, {talked or tr('still open')}", muted=bool(talked))
