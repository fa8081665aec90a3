"""The dialog to paste a block of holidays: what is wrong names its line, and nothing is kept until all are right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from typing_extensions import override

from kpidesk.domain.errors import UserError
from kpidesk.gui import formats, theme
from kpidesk.gui.dialogs.field import Field
from kpidesk.gui.dialogs.sheet import Sheet
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from kpidesk.domain.holidays import HolidayBlock
    from kpidesk.gui.context import Context

_SAID = 4
_LINES = 6
_TAB = 112


class HolidayPasteDialog(Sheet):
    """Takes a block of lines, says as it changes what it means, and keeps it in one step that can be undone.

    It begins with the clipboard, if that has holidays in it.
    """

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent, "holiday_paste", self.tr("Paste holidays"))
        self._context = context
        self._text = QPlainTextEdit()
        self._text.setObjectName("holiday_lines")
        self._text.setAccessibleName(self.tr("Lines of day, name and calendar"))
        self._text.setTabChangesFocus(True)
        self._text.setPlaceholderText(
            "\n".join(("2026-12-24\t" + self.tr("Christmas Eve"), "2026-12-25\t" + self.tr("Christmas Day")))
        )
        self.block = Field(self.tr("One holiday a line: day, name, calendar"), self._text)
        self._meaning = PlainLabel("", FontRole.META, "muted", wrap=True)
        self._meaning.setObjectName("holiday_meaning")
        why = PlainLabel(
            self.tr("Copy two or three columns from a spreadsheet. Without a calendar a day is the company's own."),
            FontRole.BODY,
            "text2",
            wrap=True,
        )
        self.lay_out([why, self.block, self._meaning], self.tr("Add holidays"))
        self._text.textChanged.connect(self._say)
        copied = QGuiApplication.clipboard().text()
        if copied and self._read(copied).holidays:
            self._text.setPlainText(copied)
        self._say()
        theme.bind(self._fit_text)

    @override
    def save(self) -> None:
        found = self._say()
        if self.block.wrong:
            self.go_to_problem()
            return
        if not found.holidays:
            self.block.complain(self.tr("There is no new holiday here. Paste one line for each, or cancel."))
            self.go_to_problem()
            return
        try:
            change = self._context.desk.schedules.keep_holidays(found.holidays)
        except UserError as error:
            self.block.complain(str(error))
            self.go_to_problem()
            return
        self._context.editor.do(lambda: change)
        self.accept()

    def _read(self, text: str) -> HolidayBlock:
        shape = QLocale().dateFormat(QLocale.FormatType.ShortFormat)
        return self._context.desk.schedules.read_holidays(text, month_first=shape.startswith("M"))

    def _say(self) -> HolidayBlock:
        """Say what the lines mean, and what is wrong with which of them."""
        found = self._read(self._text.toPlainText())
        said = list(found.problems[:_SAID])
        if len(found.problems) > _SAID:
            said.append(formats.fill(self.tr("And %1 more lines."), str(len(found.problems) - _SAID)))
        self.block.complain("\n".join(said))
        self._meaning.setText(self._in_words(found))
        return found

    def _in_words(self, found: HolidayBlock) -> str:
        counts = (
            (len(found.holidays) - found.renamed, self.tr("%1 new"), self.tr("%1 new")),
            (found.renamed, self.tr("%1 gets another name"), self.tr("%1 get another name")),
            (found.same, self.tr("%1 is there already"), self.tr("%1 are there already")),
        )
        said = [formats.fill(one if count == 1 else many, str(count)) for count, one, many in counts if count]
        if not said:
            return self.tr("Nothing is kept until you add them.")
        days = [formats.dated(found.holidays[at].on) for at in (0, -1)] if found.holidays else []
        return f"{', '.join(said)}{self._range(days)}."

    def _range(self, days: list[str]) -> str:
        """From which day to which: ": 1 Jan 2027 to 26 Dec 2027"."""
        if not days:
            return ""
        return f": {days[0]}" if days[0] == days[1] else formats.fill(self.tr(": %1 to %2"), *days)

    def _fit_text(self) -> None:
        self._text.setMinimumHeight(theme.line(FontRole.BODY) * _LINES + theme.px(12))
        self._text.setTabStopDistance(theme.px(_TAB))
