"""What one import brought: how many values of each KPI, which values it changed, and whom and what it added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from kpidesk.gui import formats, theme
from kpidesk.gui.dialogs.sheet import Sheet
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models import review_models
from kpidesk.gui.pages.intake_review import ReviewTable
from kpidesk.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kpidesk.domain.entities import Import
    from kpidesk.services.review import Brought


class BroughtDialog(Sheet):
    """Only to look at; the history takes an import back."""

    wide = 760

    def __init__(self, parent: QWidget, imported: Import, brought: Brought, currency: str) -> None:
        super().__init__(parent, "import_brought", formats.fill(self.tr("What %1 brought"), imported.file))
        self.words = PlainLabel(" ".join(self._words(imported, brought)), FontRole.BODY, "text2", wrap=True)
        self.words.setObjectName("brought_words")
        self.kpis = ReviewTable(self.tr("Values by KPI"), "brought_kpis", self.tr("It holds no values."), left=2)
        nothing = self.tr("It changed nothing that was there before.")
        self.changes = ReviewTable(self.tr("Values it changed"), "brought_changes", nothing, left=3)
        self.kpis.set_figures(review_models.by_kpi(brought.kpis), len(brought.kpis))
        changed = sum(each.changed + each.removed for each in brought.kpis)
        self.changes.set_figures(review_models.was_changed(brought.changes, currency), changed)
        self.leave.hide()
        self.lay_out([self.words, self.kpis, self.changes], self.tr("Close"))
        self.keep.setFocus()
        theme.bind(self._restyle)

    @override
    def save(self) -> None:
        self.accept()

    def _words(self, imported: Import, brought: Brought) -> list[str]:
        said = [formats.fill(self.tr("Imported on %1."), formats.day(imported.at.astimezone().date()))]
        if imported.undone_at is not None:
            said.append(self.tr("It was taken back and holds nothing any more."))
        for names, words in (
            (brought.reps, self.tr("Reps added: %1.")),
            (brought.kpis_added, self.tr("KPIs taken into use: %1.")),
            (brought.aliases, self.tr("Names remembered: %1.")),
        ):
            if names:
                said.append(formats.fill(words, review_models.listed(names)))
        if brought.targets:
            said.append(formats.fill(self.tr("Targets set: %1."), formats.number(brought.targets)))
        return said

    def _restyle(self) -> None:
        self.resize(theme.px(760), theme.px(620))
