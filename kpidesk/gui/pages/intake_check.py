"""The second step of an import: how the file is read, its first rows, what would be left out; fitted to the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kpidesk.gui.pages.intake_findings import IntakeFindings
from kpidesk.gui.pages.intake_offer import IntakeOffer
from kpidesk.gui.pages.intake_preview import IntakePreview
from kpidesk.gui.pages.intake_settings import IntakeSettings
from kpidesk.services.column_uses import choices, uses

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kpidesk.services.recipe_shelf import Offer
    from kpidesk.services.transfer import Preview, Trial


class IntakeCheck(QWidget):
    """Settings over the preview over the findings; in a narrow or low window some of it takes turns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.settings = IntakeSettings()
        self.preview = IntakePreview()
        self.findings = IntakeFindings()
        self.offer = IntakeOffer()
        self._kpis: Mapping[str, str] = {}
        self._room = False, False
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(12)
        for part in (self.settings, self.offer, self.preview, self.findings.strip):
            self._rows.addWidget(part)
        self._rows.addWidget(self.findings, 1)
        self.findings.turned.connect(self._turn)
        self.findings.problems.view.selectionModel().currentChanged.connect(self._on_problem)

    def set_room(self, *, compact: bool, low: bool) -> None:
        """Side by side; as tabs in a narrow window; all in turn in a low one."""
        self._rows.removeWidget(self.findings.strip)
        self._rows.insertWidget(2 if low else 3, self.findings.strip)
        self._rows.setStretchFactor(self.preview, int(low))
        self._room = compact, low
        self._fit_rows()
        self.settings.set_brief(brief=compact)
        self.findings.set_room(brief=compact, low=low)

    def set_offer(self, offer: Offer | None) -> None:
        """Offer a recipe, or none; the preview makes room for it."""
        self.offer.set_offer(offer)
        self._fit_rows()
        self._turn()

    def _turn(self) -> None:
        """In a low window columns and findings take turns, and an offer stands with the findings."""
        columns, low = self.findings.columns_shown, self._room[1]
        self.preview.setVisible(columns)
        self.offer.setVisible(self.offer.offer is not None and not (low and columns))

    def _fit_rows(self) -> None:
        compact, low = self._room
        self.preview.set_rows(brief=compact, low=low, fewer=self.offer.offer is not None)

    def show_file(self, preview: Preview, kpis: Mapping[str, str]) -> None:
        """Show a file; `kpis` are the KPIs a column can be given, names by key."""
        recipe = preview.recipe
        self.preview.set_preview(preview, uses(recipe, preview.columns), choices(recipe.layout, tuple(kpis)), kpis)
        self.settings.set_preview(preview, kpis)
        self._kpis = kpis
        if preview.question is not None:
            self.findings.ask(preview.question, preview, kpis)

    def show_trial(self, preview: Preview, trial: Trial) -> None:
        """Show what a trial import of the file found."""
        self.findings.set_report(trial.report, preview, self._kpis)
        self.preview.set_trial(trial)

    def _on_problem(self) -> None:
        found = self.findings.problems.current
        if found is not None:
            self.preview.reveal(found.row, found.column)
