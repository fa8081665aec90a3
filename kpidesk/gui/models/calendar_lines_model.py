"""What a calendar file would change, each line with a box to tick."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from typing_extensions import override

from kpidesk.domain.calendar_plan import Line
from kpidesk.domain.terms import CalendarStep
from kpidesk.gui import formats
from kpidesk.gui.models.list_model import TickModel
from kpidesk.gui.roles import Role

if TYPE_CHECKING:
    import datetime as dt

    from kpidesk.gui.models.rows_model import Answers


def tr(text: str) -> str:
    """Translate a text about calendar files."""
    return QCoreApplication.translate("calendar", text)


class CalendarLinesModel(TickModel[Line]):
    """Lines in their order. `ENTITY` is the `Line`."""

    @override
    def _answers(self, row: Line) -> Answers:
        said = f"{title(row)}. {meta(row)}"
        return {
            Qt.ItemDataRole.DisplayRole: title(row),
            Qt.ItemDataRole.ToolTipRole: said,
            Qt.ItemDataRole.AccessibleTextRole: said,
            Role.TITLE: title(row),
            Role.META: meta(row),
            Role.ENTITY: row,
        }


def title(line: Line) -> str:
    """With whom and when."""
    return formats.fill(tr("%1, %2"), line.rep.name, _when(line.appointment.on, line.appointment.at))


def meta(line: Line) -> str:
    """What happens, and as what the calendar has it."""
    named = formats.fill(tr("“%1”"), line.appointment.summary)
    if line.step is CalendarStep.MOVE and line.before is not None:
        return formats.fill(tr("Moves from %1. %2"), _when(line.before.on, line.before.at), named)
    if line.step is CalendarStep.CANCEL:
        return formats.fill(tr("Called off in the calendar. %1"), named)
    if line.step is CalendarStep.LEAVE_OUT:
        return formats.fill(tr("%1 %2"), line.reason, named)
    minutes = str(line.after.minutes) if line.after is not None else ""
    return formats.fill(tr("New, %1 min. %2"), minutes, named)


def _when(on: dt.date, at: dt.time | None) -> str:
    return f"{formats.weekday(on)} {formats.time(at)}".strip() if at is not None else formats.weekday(on)
