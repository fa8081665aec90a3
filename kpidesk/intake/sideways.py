"""Tables with a column for each rep, turned so that a row is about one rep."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kpidesk.intake.recipes import TURNED_REP, TURNED_VALUE
from kpidesk.intake.totals import is_total
from kpidesk.intake.values import Cell, as_text, is_blank

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpidesk.intake.recipes import RepColumns
    from kpidesk.intake.tables import Batch, Table


def turned(table: Table, rep: RepColumns) -> Table:
    """The table with a row for each rep, whose name and value stand in its last two columns.

    Rows keep their number. Totals, and rows without anything of a rep, are left away.

    Raises:
        UserError: there is no such column.
    """
    if not rep.columns:
        return table
    reps = {at: table.columns[at] for at in map(table.at, rep.columns)}
    others = [at for at in range(len(table.columns)) if at not in reps]

    def rows_of(row: Sequence[Cell]) -> Iterator[list[Cell]]:
        cells = [*row, *[""] * (len(table.columns) - len(row))]
        rest = [cells[at] for at in others]
        if all(is_blank(cells[at]) for at in reps) or any(is_total(as_text(cell)) for cell in rest):
            return
        for at, name in reps.items():
            yield [*rest, name, cells[at]]

    def batches() -> Iterator[Batch]:
        for first, rows in table.batches():
            for number, row in enumerate(rows, first):
                yield from ((number, [each]) for each in rows_of(row))

    return replace(
        table,
        columns=(*(table.columns[at] for at in others), TURNED_REP, TURNED_VALUE),
        head=[each for row in table.head for each in rows_of(row)],
        rows=table.header_row + max(table.rows - table.header_row, 0) * len(reps),
        skip_footer=0,
        missing=frozenset(),
        _batches=batches,
        _at={},
    )
