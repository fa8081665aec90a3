"""The second step of an import: how the file is read, its first rows, what would be left out; fitted to the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kpidesk.gui.pages.intake_findings import IntakeFindings
from kpidesk.gui.pages.intake_preview import IntakePreview
from kpidesk.gui.pages.intake_settings import IntakeSettings
from kpidesk.services.column_uses import Part, choices, uses

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kpidesk.services.transfer import ImportReport, Preview

_PEOPLE = frozenset({Part.REP, Part.FIRST, Part.LAST})


class IntakeCheck(QWidget):
    """Settings over the preview over the findings; in a narrow or low window some of it takes turns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.settings = IntakeSettings()
        self.preview = IntakePreview()
        self.findings = IntakeFindings()
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(12)
        for part in (self.settings, self.preview, self.findings.strip):
            self._rows.addWidget(part)
        self._rows.addWidget(self.findings, 1)
        self.findings.turned.connect(lambda: self.preview.setVisible(self.findings.columns_shown))
        self.findings.problems.view.selectionModel().currentChanged.connect(self._on_problem)

    def set_room(self, *, compact: bool, low: bool) -> None:
        """Side by side; as tabs in a narrow window; all in turn in a low one."""
        self._rows.removeWidget(self.findings.strip)
        self._rows.insertWidget(1 if low else 2, self.findings.strip)
        self._rows.setStretchFactor(self.preview, int(low))
        self.preview.set_rows(brief=compact, low=low)
        self.settings.set_brief(brief=compact)
        self.findings.set_room(brief=compact, low=low)

    def show_file(self, preview: Preview, kpis: Mapping[str, str]) -> None:
        """Show a file; `kpis` are the KPIs a column can be given, names by key."""
        recipe = preview.recipe
        self.preview.set_preview(preview, uses(recipe, preview.columns), choices(recipe.layout, tuple(kpis)), kpis)
        self.settings.set_preview(preview)

    def show_trial(self, preview: Preview, report: ImportReport) -> None:
        """Show what a trial import of the file found."""
        pairs = zip(preview.columns, uses(preview.recipe, preview.columns), strict=True)
        self.findings.set_report(report, frozenset(name for name, use in pairs if use.part in _PEOPLE))
        self.preview.set_report(report)

    def _on_problem(self) -> None:
        found = self.findings.problems.current
        if found is not None:
            self.preview.reveal(found.row, found.column)
