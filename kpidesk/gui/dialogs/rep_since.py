"""Since when a rep has another role or part-time share, and what they were before."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kpidesk.gui import formats
from kpidesk.gui.dialogs.day_field import DayField
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpidesk.domain.entities import PastRole


class RoleHistory(QWidget):
    """Asks for the day of a change while there is one; below it stand the past roles, each with a way to delete it.

    Nothing is written here: who saves reads `since` and `forgotten`.
    """

    def __init__(self, past: Iterable[PastRole], today: dt.date) -> None:
        super().__init__()
        self.kept = sorted(past, key=lambda each: each.last)
        self.forgotten: list[PastRole] = []
        self.since = DayField(self.tr("New since"), "rep_since", today)
        self._hint = PlainLabel(
            self.tr("Earlier days keep the old role and share. Left empty, it corrects them too."),
            FontRole.META,
            "muted",
            wrap=True,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.since)
        column.addWidget(self._hint)
        first = None
        for each in self.kept:
            column.addWidget(self._row(each, first))
            first = each.last + dt.timedelta(days=1)
        self._changed = False
        self.ask(changed=False)

    def ask(self, *, changed: bool) -> None:
        """Offer the day of the change while there is a change."""
        self._changed = changed
        self.since.setVisible(changed)
        self._hint.setVisible(changed)
        self.setVisible(changed or bool(self.kept))

    def read(self) -> dt.date | None:
        """The day of the change; None without one, and for a correction."""
        return self.since.read() if self._changed else None

    def _row(self, past: PastRole, first: dt.date | None) -> QWidget:
        words = self._words(past, first)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(PlainLabel(words, FontRole.BODY, "text2", elide=True), 1)
        delete = Button("", "ghost", icon="trash-2", size="small", name=formats.fill(self.tr("Delete %1"), words))
        delete.setObjectName(f"rep_forget_{past.last.isoformat()}")
        delete.clicked.connect(lambda: self._forget(past, row))
        line.addWidget(delete)
        return row

    def _words(self, past: PastRole, first: dt.date | None) -> str:
        what = past.role or self.tr("No role")
        if past.working_share < 1:
            what = f"{what}, {formats.percent(past.working_share)}"
        last = formats.dated(past.last)
        if first is None:
            return formats.fill(self.tr("%1 until %2"), what, last)
        return formats.fill(self.tr("%1 from %2 to %3"), what, formats.dated(first), last)

    def _forget(self, past: PastRole, row: QWidget) -> None:
        self.kept.remove(past)
        self.forgotten.append(past)
        self.focusNextChild()
        row.hide()
        self.ask(changed=self._changed)
