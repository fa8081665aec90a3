"""What the Import page does with recipes: offer, use, edit what is counted, describe a KPI, save, manage."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kpidesk.gui import formats
from kpidesk.gui.dialogs.recipe_kpi import OwnKpiDialog
from kpidesk.gui.dialogs.recipe_name import RecipeNameDialog
from kpidesk.gui.dialogs.recipe_rules import RulesDialog
from kpidesk.gui.dialogs.recipes import RecipesDialog
from kpidesk.services.column_uses import assign_new, kpi_names
from kpidesk.services.fixes import with_rules
from kpidesk.services.recipe_parts import KpiRule, Layout, NewKpi, Recipe

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kpidesk.gui.context import Context
    from kpidesk.gui.pages.intake_session import IntakeSession
    from kpidesk.services.recipe_shelf import Kept
    from kpidesk.services.transfer import Preview

_DATES = re.compile(r"[\W_]*\d[\d\W_]*$")


class RecipeGestures(QObject):
    """Dialogs over the page; each ends in another recipe to read the open file by, or in a file of the shelf."""

    wanted = Signal(object)
    """A `Recipe`, or the path of one."""
    saved = Signal(object)
    """The `Kept` recipe."""

    def __init__(self, page: QWidget, context: Context, session: IntakeSession) -> None:
        super().__init__(page)
        self._page, self._context, self._session = page, context, session
        self._rules: RulesDialog | None = None

    def names(self, preview: Preview) -> dict[str, str]:
        """Names by key of the KPIs a column or a count can be given."""
        return kpi_names(self._context.desk.team.kpis(), preview.recipe)

    def say_rules(self) -> None:
        """Say what is counted in the file in hand."""
        if self._session.preview is not None:
            self.edit_rules(self._session.preview)

    def save_this(self) -> None:
        """Keep how the file in hand is read."""
        if self._session.preview is not None:
            self.save(self._session.to_keep(self._session.preview))

    def save_last(self) -> None:
        """Keep how the file of the newest import was read."""
        if self._session.last is not None:
            self.save(self._session.last)

    def edit_rules(self, preview: Preview) -> RulesDialog:
        """Say what is counted in a file whose rows are deals or activities."""
        recipe = preview.recipe
        rules = recipe.kpis if recipe.layout is Layout.RECORDS and recipe.kpis else preview.rules
        dialog = RulesDialog(self._page, preview, rules, self.names(preview))
        dialog.kept.connect(partial(self._on_rules, recipe))
        dialog.texts_wanted.connect(partial(self._read_texts, preview))
        dialog.finished.connect(self._on_rules_closed)
        self._rules = dialog
        dialog.open()
        return dialog

    def describe_kpi(self, preview: Preview, column: str) -> OwnKpiDialog:
        """Describe the KPI of one's own that a column holds."""
        dialog = OwnKpiDialog(self._page, column, self.names(preview), preview.recipe.date.cadence)
        dialog.described.connect(partial(self._on_described, preview.recipe, column))
        dialog.open()
        return dialog

    def save(self, preview: Preview) -> RecipeNameDialog:
        """Keep how the file is read, for the next one of its kind."""
        recipe, columns = preview.recipe, preview.columns
        name = recipe.name or _DATES.sub("", preview.path.stem).replace("_", " ") or preview.path.stem
        why = self.tr("The next file with these columns is read the same way. You see it before anything is written.")
        shelf = self._context.desk.recipes
        dialog = RecipeNameDialog(
            self._page, self.tr("Save as a recipe"), name, why, lambda text: shelf.save(recipe, text, columns)
        )
        dialog.named.connect(self._on_saved)
        dialog.open()
        return dialog

    def manage(self, *, can_use: bool) -> RecipesDialog:
        """Rename, delete, export, take in, or use one for the open file."""
        dialog = RecipesDialog(self._page, self._context.desk.recipes, can_use=can_use)
        dialog.used.connect(lambda kept: self.wanted.emit(kept.recipe))
        dialog.open()
        return dialog

    def _on_rules(self, recipe: Recipe, rules: tuple[KpiRule, ...]) -> None:
        self.wanted.emit(with_rules(recipe, rules))

    def _on_rules_closed(self) -> None:
        self._rules = None

    def _on_described(self, recipe: Recipe, column: str, key: str, define: NewKpi) -> None:
        layout = recipe.layout or Layout.COLUMNS
        self.wanted.emit(assign_new(replace(recipe, layout=layout), column, key, define))

    def _on_saved(self, kept: Kept) -> None:
        self.saved.emit(kept)
        said = self.tr("Saved: the recipe “%1”. It is offered when such a file comes again.")
        self._context.say(formats.fill(said, kept.recipe.name))

    def _read_texts(self, preview: Preview, column: str) -> None:
        """Ask what a column holds in the whole file; the first rows do until that is known."""
        transfer, path, recipe = self._context.desk.transfer, preview.path, preview.recipe
        self._context.jobs.start(
            lambda _job: (column, transfer.column_texts(path, recipe, column)),
            done=self._on_texts,
            failed=lambda _sentence: None,
        )

    def _on_texts(self, found: tuple[str, tuple[str, ...]]) -> None:
        if self._rules is not None:
            self._rules.add_texts(*found)
