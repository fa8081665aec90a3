"""Handing on an agenda or a recap: first what leaves is shown, then it is saved or copied. Nothing is sent."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QMimeData, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut, QTextDocument
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QTextEdit, QWidget
from typing_extensions import override

from kpidesk.domain.entities import OneOnOne, Rep
from kpidesk.domain.errors import UserError
from kpidesk.domain.terms import MeetingStatus
from kpidesk.gui import formats, paper, theme, words
from kpidesk.gui.dialogs.sheet import Sheet
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.pages.reports_export import safe_name
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.segmented import Segment, Segmented
from kpidesk.reports import agenda_text, recap
from kpidesk.reports.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable

    from kpidesk.domain.agenda import Agenda
    from kpidesk.gui.context import Context

_LINES, _LEAST_LINES = 20, 8
_FRAME = 40
"""Design pixels that the window's own frame may take of the screen's height."""
_SAVING_KEYS = {".pdf": "Ctrl+Shift+E", ".md": "Ctrl+Shift+M"}
"""Save a kind of file at once."""
_PREVIEW_POINT = 1.3
"""Design pixels of a point: ten of them are the size of the body text."""


def tr(text: str) -> str:
    """Translate a text about what is handed on."""
    return QCoreApplication.translate("share", text)


@dataclass(frozen=True, slots=True)
class Leaving:
    """What is handed on, and to whom."""

    title: str
    """Of the dialog."""
    name: str
    """Of the file, without its ending."""
    page: Page
    rep: Rep
    endings: tuple[str, ...]
    following: OneOnOne | None = None
    """The one-on-one whose date can be handed on as well."""


def share_agenda(parent: QWidget, context: Context, rep: Rep, agenda: Agenda) -> ShareDialog:
    """Show the agenda as the rep would get it, and offer the ways out."""
    from kpidesk.reports.handing_on import AGENDA_ENDINGS

    title = formats.fill(tr("Share the agenda with %1"), rep.first_name)
    name = formats.fill(tr("Agenda %1 %2"), rep.name, agenda.on.isoformat())
    return _opened(parent, context, Leaving(title, name, agenda_text.page(agenda), rep, AGENDA_ENDINGS))


def share_recap(parent: QWidget, context: Context, rep: Rep, meeting: OneOnOne) -> ShareDialog:
    """Show the recap of a one-on-one as the rep would get it, and offer the ways out."""
    from kpidesk.reports.handing_on import RECAP_ENDINGS

    found, following = context.desk.recaps.recap(rep, meeting), context.desk.recaps.following(meeting)
    ahead = following if following is not None and following.status is MeetingStatus.PLANNED else None
    title = formats.fill(tr("Share the recap with %1"), rep.first_name)
    name = formats.fill(tr("Recap %1 %2"), rep.name, meeting.on.isoformat())
    return _opened(parent, context, Leaving(title, name, recap.page(found), rep, RECAP_ENDINGS, ahead))


def _opened(parent: QWidget, context: Context, leaving: Leaving) -> ShareDialog:
    dialog = ShareDialog(parent, context, leaving)
    dialog.open()
    return dialog


class ShareDialog(Sheet):
    """A preview that was built from shared words alone, and one choice: which kind of file, or the clipboard."""

    wide = 560
    written = Signal(object)
    """The path of a file that was written."""

    def __init__(self, parent: QWidget, context: Context, leaving: Leaving) -> None:
        super().__init__(parent, "share", leaving.title)
        self._context, self._leaving = context, leaving
        self.ask_path: Callable[[str, str], Path | None] = self._ask_path
        """Asks where to save, by the name proposed and the words for the kind of file."""
        self._document: QTextDocument | None = None
        self.preview = QTextEdit()
        self.preview.setObjectName("share_preview")
        self.preview.setAccessibleName(self.tr("What leaves"))
        self.preview.setReadOnly(True)
        self.preview.setTabChangesFocus(True)
        self.kind = Segmented(
            [Segment(ending, self._kinds()[ending]) for ending in _by_use(leaving.endings)],
            name=self.tr("Kind of file"),
        )
        self.kind.setObjectName("share_kind")
        for ending in leaving.endings:
            self.kind.button(ending).setObjectName(f"share_kind_{ending.removeprefix('.')}")
        for ending, keys in _SAVING_KEYS.items():
            self.kind.button(ending).setToolTip(words.tooltip(words.key_hint(keys)))
            QShortcut(QKeySequence(keys), self, lambda ending=ending: self._save_as(ending))
        self.kind.changed.connect(lambda _key: self._say())
        self.copy = Button(self.tr("Copy"), icon="copy")
        self.copy.setObjectName("share_copy")
        self.copy.clicked.connect(self.copy_page)
        self.date = Button(self.tr("Next date…"), icon="calendar")
        self.date.setObjectName("share_date")
        self.date.setToolTip(self.tr("The next one-on-one as a calendar file"))
        self.date.clicked.connect(self.save_date)
        self.date.setVisible(leaving.following is not None)
        self._hint = PlainLabel("", FontRole.META, "muted", wrap=True)
        self.leave.setText(self.tr("Close"))
        self._lay_out()
        self._say()
        theme.bind(self._show_page)
        self.kind.setFocus()

    @override
    def save(self) -> None:
        """Ask where, and write the file."""
        from kpidesk.gui.pdf import pdf
        from kpidesk.reports import handing_on

        ending = self.kind.current()
        path = self.ask_path(f"{safe_name(self._leaving.name)}{ending}", f"{self._kinds()[ending]} (*{ending})")
        if path is not None:
            self._write(path, lambda: handing_on.save(self._leaving.page, path, pdf, self._leaving.rep.email))

    def _save_as(self, ending: str) -> None:
        self.kind.set_current(ending)
        self.save()

    def save_date(self) -> None:
        """Ask where, and write the next date as a calendar file."""
        following = self._leaving.following
        if following is None:
            return
        name = formats.fill(self.tr("One-on-one %1 %2"), self._leaving.rep.name, following.on.isoformat())
        path = self.ask_path(f"{safe_name(name)}.ics", self.tr("Calendar file (*.ics)"))
        if path is not None:
            now = self._context.now()
            self._write(path, lambda: self._context.desk.calendars.write(path, [following], now))

    def copy_page(self) -> None:
        """Put the page on the clipboard, as Markdown and as HTML; the other program takes what it likes better."""
        from kpidesk.reports.html import as_html
        from kpidesk.reports.markdown import as_markdown

        flavours = QMimeData()
        flavours.setText(as_markdown(self._leaving.page))
        flavours.setData("text/html", as_html(self._leaving.page).encode("utf-8", "replace"))
        QGuiApplication.clipboard().setMimeData(flavours)
        self._context.say(self.tr("Copied as text. Private notes are never part of it."))
        self.accept()

    def _write(self, path: Path, write: Callable[[], None]) -> None:
        try:
            write()
        except UserError as error:
            self._context.editor.refused.emit(str(error))
            return
        self._context.say(formats.fill(self.tr("Written: %1"), path.name))
        self.written.emit(path)
        self.accept()

    def _lay_out(self) -> None:
        ways = QHBoxLayout()
        ways.setSpacing(8)
        ways.addWidget(self.kind)
        ways.addStretch(1)
        ways.addWidget(self.date)
        ways.addWidget(self.copy)
        self.lay_out([self.preview, ways, self._hint], self.tr("Save…"))

    def _say(self) -> None:
        """Say what the chosen kind of file is, and that nothing is sent."""
        whom = self._leaving.rep
        said = {
            ".pdf": self.tr("For paper."),
            ".html": self.tr("For any browser."),
            ".md": self.tr("Text for notes and chats."),
            ".eml": formats.fill(self.tr("Opens in your mail program, to %1."), whom.email),
        }
        if not whom.email.strip():
            said[".eml"] = formats.fill(self.tr("Opens in your mail program. %1 has no address here."), whom.first_name)
        never = self.tr("Private notes are never part of it, and nothing is sent.")
        self._hint.setText(f"{said[self.kind.current()]} {never}")

    def _show_page(self) -> None:
        look = theme.current()
        ink, muted = (look.colour(tone).name() for tone in ("text", "muted"))
        point = look.scale * _PREVIEW_POINT
        shown = paper.document(self._leaving.page, point, ink=ink, muted=muted)
        shown.setDocumentMargin(theme.px(12))
        self.preview.setDocument(shown)
        # The editor does not keep it alive.
        self._document = shown
        self.preview.setMinimumHeight(theme.line(FontRole.BODY) * _LEAST_LINES)
        self._grow()

    def _grow(self) -> None:
        """Show a good part of the page, as far as the screen allows."""
        most = self.screen().availableGeometry().height() - theme.px(_FRAME)
        wanted = self.minimumSizeHint().height() + theme.line(FontRole.BODY) * (_LINES - _LEAST_LINES)
        self.resize(max(self.width(), theme.px(self.wide)), min(wanted, most))

    def _kinds(self) -> dict[str, str]:
        return {
            ".pdf": self.tr("PDF"),
            ".html": self.tr("Web page"),
            ".md": self.tr("Markdown"),
            ".eml": self.tr("Mail draft"),
        }

    def _ask_path(self, name: str, kind: str) -> Path | None:
        # An object, not the static function: with the ending added by itself it still asks before it overwrites.
        asking = QFileDialog(self, self.windowTitle(), name, kind)
        asking.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        asking.setDefaultSuffix(Path(name).suffix.removeprefix("."))
        asking.selectFile(name)
        return Path(asking.selectedFiles()[0]) if asking.exec() else None


def _by_use(endings: tuple[str, ...]) -> list[str]:
    """What reps are handed most often comes first."""
    return [each for each in (".pdf", ".html", ".md", ".eml") if each in endings]
