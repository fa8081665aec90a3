"""How the window words what it shows everywhere: statuses, key hints, initials, tooltips."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

from kpidesk.domain.terms import Kind, MeetingStatus, Status

if TYPE_CHECKING:
    import datetime as dt

    from kpidesk.domain.entities import OneOnOne
    from kpidesk.domain.meeting_totals import MeetingDay


def status_name(status: Status) -> str:
    """Return the spoken name of a status."""
    match status:
        case Status.GOOD:
            return QCoreApplication.translate("words", "On target")
        case Status.WATCH:
            return QCoreApplication.translate("words", "Watch")
        case Status.RISK:
            return QCoreApplication.translate("words", "At risk")
        case Status.NONE:
            return QCoreApplication.translate("words", "No data")


def kind_name(kind: Kind) -> str:
    """Return the name of a KPI kind as its tag prints it."""
    if kind is Kind.LEADING:
        return QCoreApplication.translate("words", "Leading")
    return QCoreApplication.translate("words", "Lagging")


def meeting_status(meeting: OneOnOne | MeetingDay, on: dt.date) -> str:
    """Return where a one-on-one stands on a day, in two or three words."""
    match meeting.status:
        case MeetingStatus.PLANNED if meeting.on < on:
            return QCoreApplication.translate("words", "Planned, not started")
        case MeetingStatus.PLANNED:
            return QCoreApplication.translate("words", "Planned")
        case MeetingStatus.RUNNING:
            return QCoreApplication.translate("words", "Running")
        case MeetingStatus.HELD:
            return QCoreApplication.translate("words", "Held")
        case MeetingStatus.CANCELLED:
            return QCoreApplication.translate("words", "Cancelled")
        case MeetingStatus.NO_SHOW:
            return QCoreApplication.translate("words", "Did not take place")


def key_hint(keys: str) -> str:
    """Print a key sequence as the system does, with arrows for long names: "Ctrl+Return" becomes "Ctrl+↵"."""
    shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) or keys
    for name, sign in (("Return", "↵"), ("Enter", "↵"), ("Up", "↑"), ("Down", "↓"), ("Left", "←"), ("Right", "→")):
        shown = shown.replace(name, sign)
    return shown


def initials(name: str) -> str:
    """Return one or two capitals that stand for a name: "Maya Okafor" becomes "MO"."""
    words = [word for word in name.split() if word[0].isalnum()]
    if not words:
        return ""
    first = words[0][0]
    return (first + words[-1][0] if len(words) > 1 else first).upper()


def tooltip(text: str) -> str:
    """Make a tooltip of data that Qt cannot read as markup; long texts wrap, line breaks stay."""
    return "<qt>" + html.escape(text).replace("\n", "<br>") if text else ""
