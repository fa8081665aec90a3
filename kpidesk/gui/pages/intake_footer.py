"""The foot of the Import page: the promise, what would be taken, progress, and the buttons."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QProgressBar, QWidget

from kpidesk.domain.terms import Status
from kpidesk.gui import formats, theme, words
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.pages.intake_work import Piece
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.icon_label import IconLabel
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.status_mark import StatusMark

if TYPE_CHECKING:
    from kpidesk.services.transfer import ImportReport


class IntakeFooter(QFrame):
    """Over the whole width of the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("intake_footer")
        self.setProperty("look", "foot")
        self._began = 0.0
        self._brief = False
        self.promise = PlainLabel(self.tr("Nothing is written until you confirm."), FontRole.STRONG, elide=True)
        self.way_back = PlainLabel("", FontRole.BODY, "text2", elide=True)
        self.bar = QProgressBar()
        self.bar.setObjectName("import_progress")
        self.bar.setAccessibleName(self.tr("Progress"))
        self.bar.setTextVisible(False)
        self.told = PlainLabel("", FontRole.META, "text2", elide=True)
        self._counts = [_Count(status) for status in (Status.GOOD, Status.WATCH, Status.RISK)]
        self.cancel = Button(self.tr("Cancel"))
        self.cancel.setObjectName("cancel_import")
        self.import_now = Button(self.tr("Import"), "primary", keys="Ctrl+Return")
        self.import_now.setObjectName("import_now")
        self.back = Button(self.tr("Back"))
        self.back.setObjectName("back_to_columns")
        self._keys = self.import_now.accessibleDescription()
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 24, 8)
        row.setSpacing(8)
        row.addWidget(IconLabel("lock", "text"))
        self._said = QWidget()
        self._words = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._said)
        self._words.setContentsMargins(0, 0, 0, 0)
        self._words.setSpacing(6)
        self._words.addWidget(self.promise)
        self._words.addWidget(self.way_back, 1)
        row.addWidget(self._said, 6)
        row.addWidget(self.bar, 4)
        row.addWidget(self.told, 7)
        row.addStretch(1)
        for count in self._counts:
            row.addWidget(count)
        row.addSpacing(8)
        row.addWidget(self.cancel)
        row.addWidget(self.back)
        row.addWidget(self.import_now)
        self.rest()
        self.set_ready(ready=False)
        theme.bind(self._fit)

    def set_brief(self, *, brief: bool) -> None:
        """In a narrow window the promise stands in two lines, and what is above counts what is left out."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._words.setDirection(down if brief else across)
        self._words.setSpacing(0 if brief else 6)
        self._brief = brief
        self._show_counts()

    def show_back(self, *, shown: bool) -> None:
        """Whether there is a step to go back to; the review says all numbers itself."""
        self.back.setVisible(shown)
        self._show_counts()

    def _show_counts(self) -> None:
        shown = self.back.isHidden() and self.bar.isHidden()
        for at, count in enumerate(self._counts):
            count.setVisible(bool(count.text) and shown and not (self._brief and at))

    def rest(self) -> None:
        """Nothing is going on."""
        self._show(working=False)

    def begin(self, piece: Piece, file: str) -> None:
        """Something is going on with a file."""
        self._began = time.monotonic()
        said = {
            Piece.LOOK: self.tr("Reading %1"),
            Piece.TRY: self.tr("Checking %1"),
            Piece.WRITE: self.tr("Importing %1"),
            Piece.UNDO: self.tr("Taking an import back"),
        }
        self.told.setText(formats.fill(said[piece], file))
        self.bar.setRange(0, 0)
        self._show(working=True)

    def report(self, done: int, total: int | None) -> None:
        """How many rows are done, of about how many, and about how long the others take."""
        self.bar.setRange(0, total or 0)
        self.bar.setValue(done)
        if not total:
            return
        said = [formats.fill(self.tr("%1 of %2 rows"), formats.number(done), formats.number(total))]
        passed = time.monotonic() - self._began
        if done and passed > 1:
            left = max(1, round(passed * (total - done) / done))
            said.append(formats.fill(self.tr("about %1 s left"), formats.number(left)))
        self.told.setText(", ".join(said))

    def set_report(self, report: ImportReport | None, unknown: int) -> None:
        """What a trial import would take; `unknown` names belong to nobody."""
        texts = ["", "", ""]
        if report is not None:
            numbers = (report.rows_used, unknown, report.rows_left_out)
            said = (
                (self.tr("1 row ready"), self.tr("%1 rows ready")),
                (self.tr("1 name not known"), self.tr("%1 names not known")),
                (self.tr("1 left out"), self.tr("%1 left out")),
            )
            texts = [formats.counted(n, *forms) if n else "" for forms, n in zip(said, numbers, strict=True)]
        for count, text in zip(self._counts, texts, strict=True):
            count.say(text)
        self.set_brief(brief=self._brief)

    def set_ready(self, *, ready: bool, why_not: str = "") -> None:
        """Whether there is something to import; `why_not` is said at the button and beside the promise."""
        if not ready and self.import_now.hasFocus():
            # A button that is switched off hands the keyboard to whatever comes next.
            self.cancel.setFocus()
        self.import_now.setEnabled(ready)
        self.import_now.setToolTip(words.tooltip(why_not))
        self.import_now.setAccessibleDescription(why_not or self._keys)
        self.way_back.setText(why_not or self.tr("You can undo an import later."))

    def _show(self, *, working: bool) -> None:
        self.bar.setVisible(working)
        self.told.setVisible(working)
        self._said.setVisible(not working)
        self._show_counts()

    def _fit(self) -> None:
        self.setMinimumHeight(theme.px(60))


class _Count(QWidget):
    def __init__(self, status: Status) -> None:
        super().__init__()
        self._text = PlainLabel("", FontRole.META, "text2")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 4, 0)
        row.setSpacing(6)
        row.addWidget(StatusMark(status, 10))
        row.addWidget(self._text)
        self.hide()

    @property
    def text(self) -> str:
        return self._text.text()

    def say(self, text: str) -> None:
        self._text.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))
