"""The user's recipes: one TOML file each in one folder, offered again when the same kind of file comes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kpidesk import paths
from kpidesk.domain.errors import UserError
from kpidesk.domain.folding import fold
from kpidesk.intake import recipes
from kpidesk.intake.recipe_fit import Fit, adapted, fit, missing_columns
from kpidesk.intake.recipes import Layout, Recipe

if TYPE_CHECKING:
    from collections.abc import Sequence

_UNFIT = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Kept:
    """A recipe and the file it is kept in."""

    path: Path
    recipe: Recipe
    own: bool
    """Of the user; the others ship with KPIdesk and stay as they are."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A recipe that fits a file, adapted to its columns."""

    kept: Kept
    recipe: Recipe
    fit: Fit
    lost: tuple[str, ...]
    """Columns the recipe needs and the file no longer has."""

    @property
    def sure(self) -> bool:
        """Whether it was saved for exactly these columns."""
        return self.fit.exact and self.kept.own and bool(self.kept.recipe.file.header)


class RecipeShelf:
    """Keeps recipes; every gesture is one file written, renamed or removed."""

    def __init__(self, folder: Path | None = None) -> None:
        """Set the folder, which is made when the first recipe is saved."""
        self.folder = folder or paths.data_dir() / "recipes"

    def all(self) -> list[Kept]:
        """The recipes that can be read: the user's by name, then those that ship."""
        own = sorted(_read(self.folder, own=True), key=lambda kept: fold(kept.recipe.name))
        return own + _read(paths.resource("recipes"), own=False)

    def unreadable(self) -> list[tuple[Path, str]]:
        """The files of the user's folder that are no recipes, and why."""
        found = []
        for path in sorted(self.folder.glob("*.toml")):
            try:
                recipes.load(path)
            except UserError as error:
                found.append((path, str(error)))
        return found

    def offers(self, columns: Sequence[str]) -> list[Offer]:
        """The recipes that fit a file with these columns, the best first."""
        found = []
        for kept in self.all():
            differs = fit(kept.recipe, columns)
            if differs is not None:
                recipe = adapted(kept.recipe, differs.renamed, columns)
                found.append(Offer(kept, recipe, differs, missing_columns(kept.recipe, differs)))
        return sorted(found, key=_distance)

    def save(self, recipe: Recipe, name: str, columns: Sequence[str]) -> Kept:
        """Keep a recipe under a name, in place of the one of that name if there is one.

        Raises:
            UserError: the name is empty, or the file cannot be written.
        """
        name = _checked(name)
        before = self._called(name)
        path = before.path if before else self._free(name)
        # The periods of a wide file are others each time; what tells it again is the rest.
        header = () if recipe.layout is Layout.WIDE else tuple(columns)
        recipe = replace(recipe, name=name, file=replace(recipe.file, header=header))
        self._write(path, recipe)
        return Kept(path, recipe, own=True)

    def rename(self, kept: Kept, name: str) -> Kept:
        """Give a recipe of the user another name.

        Raises:
            UserError: the name is empty or another recipe has it.
        """
        name = _checked(name)
        other = self._called(name)
        if other is not None and other.path != kept.path:
            raise UserError(f"There is already a recipe called {name}. Choose another name.")
        recipe = replace(kept.recipe, name=name)
        self._write(kept.path, recipe)
        return Kept(kept.path, recipe, own=True)

    def delete(self, kept: Kept) -> None:
        """Remove a recipe of the user; imports that used it stay.

        Raises:
            UserError: the file cannot be removed.
        """
        try:
            kept.path.unlink(missing_ok=True)
        except OSError as error:
            raise UserError(f"{kept.path.name} cannot be deleted: {error.strerror}.") from error

    def take_in(self, path: Path) -> Kept:
        """Keep a copy of a recipe file from elsewhere.

        Raises:
            UserError: it is no recipe, or one of that name is kept already.
        """
        recipe = recipes.load(path)
        if self._called(recipe.name) is not None:
            raise UserError(f"There is already a recipe called {recipe.name}. Rename or delete that first.")
        target = self._free(recipe.name)
        self._write(target, recipe)
        return Kept(target, recipe, own=True)

    def export(self, kept: Kept, path: Path) -> None:
        """Write a copy of a recipe to a file.

        Raises:
            UserError: it cannot be written.
        """
        self._write(path, kept.recipe)

    def _called(self, name: str) -> Kept | None:
        return next((kept for kept in _read(self.folder, own=True) if fold(kept.recipe.name) == fold(name)), None)

    def _free(self, name: str) -> Path:
        stem = _UNFIT.sub("-", fold(name)).strip("-") or "recipe"
        path, at = self.folder / f"{stem}.toml", 2
        while path.exists():
            path, at = self.folder / f"{stem}-{at}.toml", at + 1
        return path

    def _write(self, path: Path, recipe: Recipe) -> None:
        half = path.with_suffix(".toml.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            half.write_text(recipes.dumps(recipe), encoding="utf-8")
            half.replace(path)
        except OSError as error:
            raise UserError(f"The recipe {path} cannot be written: {error.strerror}. Choose another folder.") from error


def _read(folder: Path, *, own: bool) -> list[Kept]:
    found = []
    for path in sorted(folder.glob("*.toml")):
        try:
            found.append(Kept(path, recipes.load(path), own))
        except UserError:
            continue  # told by `unreadable`
    return found


def _checked(name: str) -> str:
    name = " ".join(name.split())[:100]
    if not name:
        raise UserError("A recipe needs a name, such as the report it reads.")
    return name


def _distance(offer: Offer) -> tuple[bool, int, int, bool]:
    differs = offer.fit
    changes = len(differs.added) + len(differs.removed) + len(differs.renamed)
    return bool(offer.lost), changes, -len(offer.kept.recipe.header_or_names), not offer.kept.own
