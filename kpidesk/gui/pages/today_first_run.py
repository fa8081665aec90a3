"""What a file without reps shows first: three ways to begin, each by one key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kpidesk.gui import theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.empty_state import Drawing, Picture
from kpidesk.gui.widgets.icon_label import IconLabel
from kpidesk.gui.widgets.kbd import Kbd
from kpidesk.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from kpidesk.gui.widgets.buttons import Look

_WIDE = 960
_ROOM = 760
"""Design pixels of height from which the cards show their drawings."""


class FirstRun(QScrollArea):
    """Sample team, import, or the first rep by hand."""

    sample_wanted = Signal()
    import_wanted = Signal()
    rep_wanted = Signal()
    open_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("first_run")
        self.setAccessibleName(self.tr("Welcome"))
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._pictures: list[QWidget] = []
        self.sample = self._button(self.tr("Open sample team"), "primary", "1", "first_run_sample")
        self.sample.clicked.connect(self.sample_wanted)
        self.choose = self._button(self.tr("Choose file…"), "default", "2", "first_run_import")
        self.choose.clicked.connect(self.import_wanted)
        self.add = self._button(self.tr("Add rep"), "default", "3", "first_run_add")
        self.add.clicked.connect(self.rep_wanted)
        self._cards = (
            self._card(
                Drawing.TEAM,
                self.tr("Start with a sample team"),
                self.tr("Eight invented reps, 18 months of numbers, a one-on-one ready to run."),
                self.tr("Ready at once"),
                self.sample,
            ),
            self._card(
                Drawing.IMPORT,
                self.tr("Import a CRM export"),
                self.tr("CSV or Excel from any CRM. You check every column and name before anything is written."),
                self.tr("About 3 minutes"),
                self.choose,
            ),
            self._card(
                Drawing.PERSON,
                self.tr("Add my first rep"),
                self.tr("Type a name and two or three weekly activities you both care about. Numbers can come later."),
                self.tr("About 1 minute"),
                self.add,
            ),
        )
        self._lay_out()
        theme.bind(self._restyle)

    def set_busy(self, *, busy: bool) -> None:
        """While the sample team is made nothing else can begin."""
        self.sample.setText(self.tr("Making the sample team…") if busy else self.tr("Open sample team"))
        for button in (self.sample, self.choose, self.add):
            button.setEnabled(not busy)

    def set_room(self, width: int, height: int) -> None:
        """Fit into the window: drawings only where there is height, cards below each other where there is no width."""
        drawn = height >= theme.px(_ROOM)
        for picture in self._pictures:
            picture.setVisible(drawn)
        across = 3 if width >= theme.px(760) else 1
        for at, card in enumerate(self._cards):
            self._grid.addWidget(card, at // across, at % across)
            self._grid.setColumnStretch(at, 1 if at < across else 0)
            # Wrapped texts make Qt forget a card's own least height, the row's it keeps.
            self._grid.setRowMinimumHeight(at, theme.px(344 if drawn else 220) if across == 3 and at == 0 else 0)

    def _lay_out(self) -> None:
        page = QWidget()
        page.setProperty("look", "page")
        self._middle = QWidget()
        column = QVBoxLayout(self._middle)
        column.setContentsMargins(0, 16, 0, 16)
        column.setSpacing(0)
        title = self.tr("Better one-on-ones start with what your reps control.")
        column.addWidget(PlainLabel(title, FontRole.WELCOME, wrap=True))
        column.addSpacing(8)
        self._text = PlainLabel(
            self.tr(
                "KPIdesk keeps each conversation on the activities that lead to results. "
                "Forecast stays in the meeting, with a limit of 20% of the time."
            ),
            FontRole.LEAD_TEXT,
            "text2",
            wrap=True,
        )
        column.addWidget(self._text)
        column.addSpacing(32)
        self._grid = QGridLayout()
        self._grid.setSpacing(16)
        column.addLayout(self._grid)
        column.addWidget(self._promises())
        middle = QVBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._middle)
        middle.addStretch(1)
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addLayout(middle, 100)
        row.addStretch(1)
        self.setWidget(page)

    def _promises(self) -> QWidget:
        strip = QWidget()
        row = QHBoxLayout(strip)
        row.setContentsMargins(0, 24, 0, 0)
        row.setSpacing(8)
        for icon, text in (
            ("plug", self.tr("Works without internet")),
            ("file", self.tr("Your data is one file on this computer")),
            ("lock", self.tr("Private notes are never exported")),
        ):
            row.addWidget(IconLabel(icon, "text2"))
            row.addWidget(PlainLabel(text, FontRole.BODY, "text2", elide=True))
            row.addSpacing(16)
        row.addStretch(1)
        link = Button(self.tr("Open an existing file…"), "link")
        link.setObjectName("first_run_open")
        link.clicked.connect(self.open_wanted)
        row.addWidget(link)
        row.addSpacing(8)
        row.addWidget(Kbd("Ctrl+O"))
        return strip

    def _button(self, text: str, look: Look, key: str, name: str) -> Button:
        button = Button(text, look, keys=key, spread=True)
        button.setObjectName(name)
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.activated.connect(button.click)
        return button

    def _card(self, drawing: Drawing, title: str, text: str, estimate: str, button: Button) -> Card:
        card = Card()
        card.setAccessibleName(title)
        card.body.setContentsMargins(15, 15, 15, 15)
        above = QWidget()
        column = QVBoxLayout(above)
        column.setContentsMargins(0, 0, 0, 16)
        column.addWidget(Picture(drawing), 0, Qt.AlignmentFlag.AlignHCenter)
        self._pictures.append(above)
        card.body.addWidget(above)
        card.body.addWidget(PlainLabel(title, FontRole.LEAD))
        card.body.addSpacing(4)
        card.body.addWidget(PlainLabel(text, FontRole.BODY, "text2", wrap=True))
        card.body.addSpacing(16)
        card.body.addStretch(1)
        card.body.addWidget(PlainLabel(estimate, FontRole.META, "muted"))
        card.body.addSpacing(12)
        card.body.addWidget(button)
        return card

    def _restyle(self) -> None:
        self._middle.setMaximumWidth(theme.px(_WIDE))
        self._text.setMaximumWidth(theme.px(680))
