"""The line that offers a saved recipe for a file of the same kind, naming what changed in its columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from kpidesk.domain.terms import Status
from kpidesk.gui import formats
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.status_mark import StatusMark

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kpidesk.services.recipe_shelf import Offer


class IntakeOffer(Card):
    """Hidden while there is nothing to offer."""

    accepted = Signal(object)
    """The `Offer`."""
    refused = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("recipe_offer")
        self.offer: Offer | None = None
        self._mark = StatusMark(Status.WATCH, 12)
        self._title = PlainLabel("", FontRole.ROW, elide=True)
        self._words = PlainLabel("", FontRole.META, "muted", wrap=True)
        self.use = Button(self.tr("Use it"), size="small")
        self.use.setObjectName("use_offer")
        self.use.clicked.connect(lambda: self.accepted.emit(self.offer))
        self.leave = Button(self.tr("Read anew"), "ghost", size="small")
        self.leave.setObjectName("refuse_offer")
        self.leave.clicked.connect(self.refused)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._words)
        row = QHBoxLayout()
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(10)
        row.addWidget(self._mark)
        row.addLayout(words, 1)
        row.addWidget(self.leave)
        row.addWidget(self.use)
        self.body.addLayout(row)
        self.hide()

    def set_offer(self, offer: Offer | None) -> None:
        """Offer a recipe, or none."""
        self.offer = offer
        self.setVisible(offer is not None)
        if offer is None:
            return
        changed = not offer.fit.exact
        name = offer.kept.recipe.name
        title = self.tr("Same kind of file as for the recipe “%1”, with other columns")
        self._title.setText(formats.fill(title if changed else self.tr("The recipe “%1” fits this file"), name))
        self._words.setText(differences(offer))
        self._mark.set_status(Status.WATCH if changed else Status.GOOD, self._title.text())
        self.use.setEnabled(not offer.lost)
        self.setAccessibleName(f"{self._title.text()}. {self._words.text()}")


def differences(offer: Offer) -> str:
    """What changed since the recipe was saved, and what that means."""
    from kpidesk.gui.pages.intake_words import tr

    said = [formats.fill(tr("“%1” is now called “%2”."), old, new) for old, new in offer.fit.renamed]
    for names, text in (
        (offer.fit.added, tr("New and left out: %1.")),
        (tuple(name for name in offer.fit.removed if name not in offer.lost), tr("Gone and not needed: %1.")),
        (offer.lost, tr("Gone, and the recipe needs it: %1. Say in the columns what takes its place.")),
    ):
        if names:
            said.append(formats.fill(text, ", ".join(f"“{name}”" for name in names)))
    return " ".join(said) or tr("It says what each column is for and what is counted.")
