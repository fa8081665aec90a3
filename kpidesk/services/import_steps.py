"""How far an import is: told now and then, and a chance to stop it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.domain.errors import CancelledError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kpidesk.storage.value_batches import Batch


class ImportSteps:
    """How far an import is, in rows: half of the way is reading, half writing. Told, it may stop."""

    def __init__(
        self, file: str, progress: Callable[[int, int | None], None] | None, cancelled: Callable[[], bool] | None
    ) -> None:
        """`progress` is told rows done and about how many there are; `cancelled` is asked each time."""
        self._file, self._progress, self._cancelled = file, progress, cancelled
        self.total = 0
        """About how many rows there are."""
        self._rows, self._values = 0, 1

    def read(self, rows: int) -> None:
        """So many rows are read."""
        self._rows = rows
        self._tell(rows / 2, max(self.total, rows))

    def begin_writing(self, values: Sequence[Batch]) -> None:
        """All is read, so that it is known how much there is to write."""
        self._values = max(sum(map(len, values)), 1)

    def wrote(self, values: int) -> None:
        """So many values are written."""
        self._tell(self._rows * (1 + values / self._values) / 2, self._rows)

    def end(self, rows: int) -> None:
        """All is done."""
        if self._progress is not None:
            self._progress(rows, rows)

    def _tell(self, done: float, total: int) -> None:
        if self._cancelled is not None and self._cancelled():
            raise CancelledError(f"The import of {self._file} was cancelled. Nothing was written.")
        if self._progress is not None:
            self._progress(int(done), total)
