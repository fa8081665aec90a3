"""Which saved recipe fits a file: by the header it was saved for, also after a column came, went or was renamed."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from kpidesk.domain.folding import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpidesk.intake.recipes import Measure, Recipe

Renames: TypeAlias = tuple[tuple[str, str], ...]
"""Names of columns in the recipe and in the file."""

_COMMON = 0.6
_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Fit:
    """How a file differs from the one a recipe was saved for."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    renamed: Renames = ()

    @property
    def exact(self) -> bool:
        """Whether the columns are the same, in any order."""
        return not (self.added or self.removed or self.renamed)


def fit(recipe: Recipe, columns: Sequence[str]) -> Fit | None:
    """How the columns of a file differ from those of a recipe; None if it is another kind of file.

    A recipe without a header of its own fits a file that has all the columns it names. A column that went is taken for
    renamed if a new one has a similar name, or stands alone in its place.
    """
    if not recipe.header_or_names:
        return None
    here = {fold(name): name for name in columns}
    known = {fold(name): name for name in recipe.header_or_names}
    common = here.keys() & known.keys()
    if not recipe.file.header:
        return Fit() if len(common) == len(known) and len(known) > 1 else None
    gone = [name for key, name in known.items() if key not in here]
    new = [name for key, name in here.items() if key not in known]
    renamed = _renamed(gone, new, recipe.file.header, columns)
    alike = len(common) + len(renamed)
    if 2 * len(common) < len(known) or alike < _COMMON * max(len(known), len(here)):
        return None
    old, fresh = {each for each, _ in renamed}, {each for _, each in renamed}
    return Fit(
        tuple(name for name in new if name not in fresh), tuple(name for name in gone if name not in old), renamed
    )


def missing_columns(recipe: Recipe, found: Fit) -> tuple[str, ...]:
    """The columns the recipe needs and the file no longer has."""
    needed = {fold(name) for name in recipe.column_names}
    return tuple(name for name in found.removed if fold(name) in needed)


def adapted(recipe: Recipe, renames: Renames, columns: Sequence[str]) -> Recipe:
    """The recipe with other names for some columns, and the header of this file."""
    by_old = {fold(old): new for old, new in renames}

    def name(column: str | None) -> str | None:
        return None if column is None else by_old.get(fold(column), column)

    def measure(each: Measure | None) -> Measure | None:
        if each is None:
            return None
        return replace(each, of=name(each.of), where=tuple((name(at) or at, texts) for at, texts in each.where))

    people = tuple(name(each) or each for each in recipe.rep.columns)
    rep, long, year = recipe.rep, recipe.long, recipe.date.year
    year = name(year) if isinstance(year, str) else year
    describes = tuple((field, name(column) or column) for field, column in rep.describes)
    rules = tuple(
        replace(
            rule,
            measure=measure(rule.measure) or rule.measure,
            numerator=measure(rule.numerator),
            denominator=measure(rule.denominator),
            column=name(rule.column),
            date=name(rule.date),
        )
        for rule in recipe.kpis
    )
    return replace(
        recipe,
        file=replace(recipe.file, header=tuple(columns)),
        rep=replace(
            rep,
            column=name(rep.column),
            first=name(rep.first),
            last=name(rep.last),
            describes=describes,
            columns=people,
        ),
        date=replace(recipe.date, column=name(recipe.date.column), year=year),
        long=replace(long, kpi=name(long.kpi), value=name(long.value), target=name(long.target)),
        kpis=rules,
    )


def _renamed(gone: list[str], new: list[str], header: Sequence[str], columns: Sequence[str]) -> Renames:
    left = {fold(name): name for name in new}
    found: dict[str, str] = {}
    for name in gone:
        near = difflib.get_close_matches(fold(name), left, n=1, cutoff=_ALIKE)
        if near:
            found[name] = left.pop(near[0])
    for name in gone:
        at = header.index(name)
        other = columns[at] if at < len(columns) else None
        if name not in found and other is not None and left.pop(fold(other), None) is not None:
            found[name] = other
    return tuple(found.items())
