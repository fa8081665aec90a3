"""How the open file is read: what the user says over the preview goes to the session, and what comes back is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from kpidesk.gui.pages.intake_recipes import RecipeGestures
from kpidesk.services.column_uses import Part
from kpidesk.services.fixes import Fix, Fixing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from kpidesk.gui.context import Context
    from kpidesk.gui.pages.intake_check import IntakeCheck
    from kpidesk.gui.pages.intake_session import IntakeSession
    from kpidesk.gui.pages.intake_work import Looked
    from kpidesk.services.column_uses import Use
    from kpidesk.services.recipe_parts import Recipe
    from kpidesk.services.recipe_shelf import Kept, Offer


class IntakeReading(QObject):
    """Every gesture ends in another way to read the file, which is looked at and tried at once."""

    def __init__(self, page: QWidget, context: Context, check: IntakeCheck, session: IntakeSession) -> None:
        super().__init__(page)
        self._team, self._check, self._session = context.desk.team, check, session
        self.recipes = RecipeGestures(page, context, session)
        check.settings.changed.connect(lambda which, value: self._changed(lambda: session.set(which, value)))
        check.settings.rules_wanted.connect(self.recipes.say_rules)
        check.preview.header.assigned.connect(self._on_assigned)
        check.findings.fix_wanted.connect(self._on_fix)
        check.findings.create_reps_changed.connect(lambda _on: session.try_again())
        check.findings.names.answered.connect(session.answer)
        check.offer.accepted.connect(self._on_offer)
        check.offer.refused.connect(lambda: check.set_offer(None))
        menu = check.settings.recipe
        menu.save_wanted.connect(self.recipes.save_this)
        menu.none_wanted.connect(lambda: self.look(None))
        menu.manage_wanted.connect(lambda: self.recipes.manage(can_use=session.path is not None))
        menu.offer_wanted.connect(self._on_offer)
        self.recipes.wanted.connect(self.look)
        self.recipes.saved.connect(self._on_saved)
        session.came.connect(self._on_came)
        session.looked.connect(self._show_file)
        session.tried.connect(self._show_trial)

    def look(self, recipe: Recipe | Path | None) -> None:
        """Read the file by a recipe, or without one."""
        self._changed(lambda: self._session.look(recipe))

    def try_anew(self) -> None:
        """Show the file and try it again, after reps, KPIs or imports changed elsewhere."""
        self._show_file()
        self._session.try_again()

    def _changed(self, gesture: Callable[[], None]) -> None:
        """A gesture that reads the file otherwise; what was offered for it is settled."""
        if self._session.preview is not None:
            self._check.set_offer(None)
            gesture()

    def _on_assigned(self, column: int, use: Use) -> None:
        preview = self._session.preview
        if preview is None:
            return
        name = preview.columns[column]
        if use.part is Part.NEW_KPI:
            dialog = self.recipes.describe_kpi(preview, name)
            dialog.rejected.connect(self._show_again)
        else:
            self._changed(lambda: self._session.assign(name, use))

    def _on_fix(self, fix: Fix) -> None:
        if fix.kind is Fixing.EDIT_RULES:
            self.recipes.say_rules()
        else:
            self._changed(lambda: self._session.fix(fix))

    def _on_offer(self, offer: Offer) -> None:
        self._changed(lambda: self._session.accept(offer))

    def _on_saved(self, kept: Kept) -> None:
        self._session.saved(kept)
        preview = self._session.preview
        if preview is not None:
            self._check.settings.set_preview(preview, self.recipes.names(preview))

    def _on_came(self, looked: Looked) -> None:
        """What fits a file that just came is offered, unless it was saved for exactly these columns."""
        self._check.settings.recipe.set_offers(looked.offers)
        self._check.set_offer(None if looked.used else next(iter(looked.offers), None))

    def _show_file(self) -> None:
        preview = self._session.preview
        if preview is not None:
            self._check.show_file(preview, self.recipes.names(preview))

    def _show_trial(self) -> None:
        preview, trial = self._session.preview, self._session.trial
        if preview is not None and trial is not None:
            self._check.findings.names.model.set_reps(self._team.reps())
            self._check.show_trial(preview, trial)

    def _show_again(self) -> None:
        """Show what the columns are for as it was: a choice was not made after all."""
        self._show_file()
        self._show_trial()
