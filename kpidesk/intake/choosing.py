"""Which of several sheets and tables of a file is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.domain.errors import UserError
from kpidesk.domain.folding import fold
from kpidesk.intake.doubts import About, Answer, DoubtError
from kpidesk.intake.totals import is_total
from kpidesk.intake.values import as_text
from kpidesk.intake.words import FIRST_NAMES, LAST_NAMES, REP_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpidesk.intake.blocks import Block, Found
    from kpidesk.intake.recipes import FileOptions
    from kpidesk.intake.values import Cell
    from kpidesk.intake.workbook import Sheet

_LOOK = 100
"""Rows in which a header is looked for."""
_SMALL = 0.25
"""A table of at most this share of the size of another stands beside it to explain it."""
_PEOPLE = frozenset((*REP_WORDS, *FIRST_NAMES, *LAST_NAMES))


def sheet(sheets: Sequence[Sheet], named: str | int | None, wanted: frozenset[str], file: str) -> Sheet:
    """The sheet that is named or has the wanted columns; else the only one with a table.

    Raises:
        UserError: there is no such sheet, or none with a table.
        DoubtError: several could be meant.
    """
    names = ", ".join(f"“{each.name}”" for each in sheets[:20])
    if named is not None:
        found = [each for each in sheets if each.name == named or str(each.position + 1) == str(named)]
        found = [each for each in found if each.name == named] or found
        if not found:
            raise UserError(f"{file} has no sheet “{named}”. There are: {names}.")
        return found[0]
    filled = [each for each in sheets if each.visible and any(any(_texts(row)) for row in each.head)]
    if not filled:
        raise UserError(f"{file} has no sheet with a table. Export it again, then import that file.")
    fitting = [each for each in filled if wanted and best_row(each.head, wanted) is not None]
    choice = fitting or filled
    if len(choice) > 1:
        names = ", ".join(f"“{each.name}”" for each in choice[:20])
        answers = tuple(Answer(each.name, each.rows) for each in choice)
        sentence = f"{file} has several sheets with tables: {names}. Name one, on the command line with --sheet."
        raise DoubtError(sentence, About.SHEET, answers)
    return choice[0]


def table(found: Sequence[Found], options: FileOptions, wanted: frozenset[str], where: str) -> Block | None:
    """The table that is asked for: by its number, its header row or its columns; else the one with data; None for all.

    A table that names reps is meant rather than one that does not, and a large one rather than a small one beside it.

    Raises:
        UserError: there are fewer tables.
        DoubtError: several could be meant.
    """
    if options.table is not None:
        if not 0 < options.table <= len(found):
            raise UserError(f"{where} has no table {options.table}: {len(found)} found. Choose another one.")
        return found[options.table - 1].block
    row = options.header_row
    if row is not None:
        return next((each.block for each in found if each.block.first <= row <= each.block.last), None)
    if not found:
        return None
    names = {fold(name) for name in wanted}
    hits = [len(names & set(map(fold, each.header.columns))) for each in found]
    likely = [each for each, hit in zip(found, hits, strict=True) if hit == max(hits)]
    likely = [each for each in likely if not _sums_up(each)] or likely
    likely = [each for each in likely if _names_people(each)] or likely
    likely.sort(key=_size, reverse=True)
    comparable = [each for each in likely if _size(each) > _SMALL * _size(likely[0])]
    if len(comparable) > 1:
        raise _which(comparable, found, where)
    return likely[0].block


def _which(likely: Sequence[Found], found: Sequence[Found], where: str) -> DoubtError:
    numbers = {each.block: at for at, each in enumerate(found, 1)}
    top_down = sorted(likely, key=lambda each: numbers[each.block])
    said = (f"table {numbers[each.block]} in row {each.header.row} ({_columns(each)})" for each in top_down)
    return DoubtError(
        f"{where} has several tables: {', '.join(said)}. Name one, on the command line with --table, "
        f"or in a recipe: [file] table = {numbers[likely[0].block]}.",
        About.TABLE,
        tuple(Answer(str(numbers[each.block]), _columns(each)) for each in likely),
    )


def _columns(found: Found) -> str:
    return ", ".join(f"“{name}”" for name in found.header.columns[:4])


def _size(found: Found) -> int:
    """Cells below the header."""
    return (found.block.last - found.header.row) * (found.block.right - found.block.left)


def _names_people(found: Found) -> bool:
    """Whether a column is called as columns of reps usually are."""
    words = {fold(name).replace("_", " ") for name in found.header.columns}
    return bool(words & _PEOPLE)


def _sums_up(found: Found) -> bool:
    """Whether each row is a total of another table."""
    return all(is_total(as_text(row[0])) for row in found.below if row)


def others(found: Sequence[Found], block: Block, where: str) -> Iterator[str]:
    """A sentence for each table that is not read."""
    for number, each in enumerate(found, 1):
        if len(found) > 1 and each.block != block:
            yield (
                f"{where}: table {number} of {len(found)}, row {each.header.row} ({_columns(each)}), was not read. "
                f"To import it too, name it with --table {number}, or in a recipe: [file] table = {number}."
            )


def best_row(head: list[list[Cell]], wanted: frozenset[str], first: int = 1) -> int | None:
    """The row that holds most of the wanted column names; None if no row holds half of them; `first` numbers them."""
    folded = {fold(name) for name in wanted}
    hits = [len(folded & _texts(row)) for row in head[:_LOOK]]
    most = max(hits, default=0)
    return hits.index(most) + first if most and 2 * most >= len(folded) else None


def _texts(row: list[Cell]) -> set[str]:
    return {fold(str(cell)) for cell in row if str(cell).strip()}
