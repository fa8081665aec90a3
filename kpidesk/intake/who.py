"""Which column names the rep, and which ones describe the rep."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kpidesk.domain.folding import fold
from kpidesk.intake.clues import answers, listed
from kpidesk.intake.doubts import About, DoubtError
from kpidesk.intake.recipes import TURNED_REP
from kpidesk.intake.totals import is_total
from kpidesk.intake.words import DESCRIBES, FIRST_NAMES, LAST_NAMES, REP_WORDS

if TYPE_CHECKING:
    from kpidesk.intake.clues import Clues
    from kpidesk.intake.columns import Profile
    from kpidesk.intake.recipes import RepColumns

_ONLY_A_NAME = "name"
"""A word that products and accounts have as well: it counts where no other does."""


def named(clues: Clues, rep: RepColumns) -> RepColumns:
    """The columns with the rep's name: known people, else a usual name, else first and last name.

    Raises:
        DoubtError: none or several of them may be meant.
    """
    if rep.columns:
        return replace(rep, column=TURNED_REP)
    if rep.column or rep.first or rep.last or rep.value:
        return rep
    filled = [column for column in clues.columns if column.texts and not column.dates]
    texts = [column for column in filled if not column.numeric]
    people = [column for column in filled if _knows(clues, column)]
    usual = [column for word in REP_WORDS for column in filled if _plain(column) == word]
    first, last = (
        next((each.name for each in texts if _plain(each) in words), None) for words in (FIRST_NAMES, LAST_NAMES)
    )
    if not people and (beside := _columns_of_reps(clues)):
        return replace(rep, columns=beside, column=TURNED_REP)
    if len(people) != 1 and first and last and (not usual or _plain(usual[0]) == _ONLY_A_NAME):
        return replace(rep, first=first, last=last)
    for found in (people, usual[:1], _loosely(texts)):
        if len(found) == 1:
            return replace(rep, column=found[0].name)
    offered = people or usual or texts
    which = f": {listed(each.name for each in offered)}" if offered else ""
    said = 'column = "…"' if offered else 'column = "…", or columns = ["…", "…"] where each rep has a column'
    raise DoubtError(
        f"{clues.table.where}: which column names the rep{which}? Say it in a recipe: [rep] {said}.",
        About.REP,
        answers(offered),
    )


def _columns_of_reps(clues: Clues) -> tuple[str, ...]:
    """The columns of numbers in a table with one for each rep; empty if hardly any is called like a rep."""
    numbers = [
        column.name
        for column in clues.columns
        if column.some_numbers and clues.key(column.name) is None and not is_total(column.name)
    ]
    known = sum(map(clues.known.is_rep, numbers))
    return tuple(numbers) if known > 1 and 2 * known >= len(numbers) else ()


def described(clues: Clues, rep: RepColumns) -> RepColumns:
    """The columns that describe the rep, by their usual names."""
    if rep.describes:
        return rep
    own = {fold(name) for name in (rep.column, rep.first, rep.last) if name}
    found: dict[str, str] = {}
    for column in clues.columns:
        field = DESCRIBES.get(_plain(column))
        if field and fold(column.name) not in own:
            found.setdefault(field, column.name)
    return replace(rep, describes=tuple(found.items()))


def _knows(clues: Clues, column: Profile) -> bool:
    return sum(map(clues.known.is_rep, column.texts)) >= 0.5 * len(column.texts)


def _loosely(texts: list[Profile]) -> list[Profile]:
    """Columns in whose name a usual word stands among others: "Deal - Owner"."""
    words = {column.name: f" {' '.join(_plain(column).replace('-', ' ').split())} " for column in texts}
    sure = [
        each for each in texts if any(f" {word} " in words[each.name] for word in REP_WORDS if word != _ONLY_A_NAME)
    ]
    return sure or [each for each in texts if f" {_ONLY_A_NAME} " in words[each.name]]


def _plain(column: Profile) -> str:
    return fold(column.name).replace("_", " ")
