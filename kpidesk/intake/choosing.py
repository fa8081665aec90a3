"""Which of several sheets and tables of a file is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.domain.errors import UserError
from kpidesk.domain.folding import fold
from kpidesk.intake.doubts import About, Answer, DoubtError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpidesk.intake.blocks import Block, Found
    from kpidesk.intake.recipes import FileOptions
    from kpidesk.intake.values import Cell
    from kpidesk.intake.workbook import Sheet

_LOOK = 100
"""Rows in which a header is looked for."""


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
    """The table that is asked for: by its number, its header row or its columns; else the largest; None for all.

    Raises:
        UserError: there are fewer tables.
    """
    if options.table is not None:
        if options.table > len(found):
            raise UserError(f"{where} has no table {options.table}: {len(found)} found. Choose another one.")
        return found[options.table - 1].block
    row = options.header_row
    if row is not None:
        return next((each.block for each in found if each.block.first <= row <= each.block.last), None)
    names = {fold(name) for name in wanted}
    return max(
        (each.block for each in found),
        key=lambda block: (_hits(block, found, names), block.cells),
        default=None,
    )


def _hits(block: Block, found: Sequence[Found], names: set[str]) -> int:
    columns = next(each.header.columns for each in found if each.block is block)
    return len(names & set(map(fold, columns)))


def others(found: Sequence[Found], block: Block, where: str) -> Iterator[str]:
    """A sentence for each table that is not read."""
    for number, each in enumerate(found, 1):
        if len(found) > 1 and each.block != block:
            names = ", ".join(f"“{name}”" for name in each.header.columns[:4])
            yield (
                f"{where}: table {number} of {len(found)}, row {each.header.row} ({names}), was not read. "
                f"To import it too, name it: [file] table = {number} in a recipe."
            )


def best_row(head: list[list[Cell]], wanted: frozenset[str], first: int = 1) -> int | None:
    """The row that holds most of the wanted column names; None if no row holds half of them; `first` numbers them."""
    folded = {fold(name) for name in wanted}
    hits = [len(folded & _texts(row)) for row in head[:_LOOK]]
    most = max(hits, default=0)
    return hits.index(most) + first if most and 2 * most >= len(folded) else None


def _texts(row: list[Cell]) -> set[str]:
    return {fold(str(cell)) for cell in row if str(cell).strip()}
