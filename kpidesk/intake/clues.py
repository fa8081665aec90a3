"""What a table tells about itself: its columns, the words in and around it, and what the team file makes of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from kpidesk.domain.calendars import FiscalCalendar
from kpidesk.domain.folding import fold
from kpidesk.intake.columns import Profile, profiles
from kpidesk.intake.doubts import Answer
from kpidesk.intake.values import as_text
from kpidesk.intake.words import TARGET_WORDS, VALUE_WORDS, kpi_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kpidesk.intake.recipes import DateOrder
    from kpidesk.intake.tables import Table

_LISTED = 12
_SUM_OF = re.compile(
    r"^(?:sum of|count of|average of|summe von|anzahl von|mittelwert von|somme de|nombre de) ", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Known:
    """What the team file knows, so far as it helps to understand a table."""

    is_rep: Callable[[str], bool]
    """Whether a text names a known rep."""
    kpi_key: Callable[[str], str | None]
    """Key of the KPI with this key or name, in use or in the catalogue."""
    calendar: FiscalCalendar
    kpi_names: Mapping[str, str] = field(default_factory=dict)
    """Key of every KPI in use and in the catalogue by its folded name."""


class Clues:
    """A table, its columns and what is known beside it."""

    def __init__(self, table: Table, known: Known, order: DateOrder | None) -> None:
        """Look at the columns; `order` is how its dates are to be read, if that is said."""
        self.table, self.known = table, known
        self.columns: list[Profile] = profiles(table, order)

    def key(self, name: str) -> str | None:
        """Key of the KPI a text names, or usually means."""
        name = _SUM_OF.sub("", name.strip())
        plain = ", ".join(part for part in name.split(", ") if fold(part) not in VALUE_WORDS) or name
        return self.known.kpi_key(plain) or self.known.kpi_key(kpi_word(plain))

    def target_key(self, name: str) -> str | None:
        """Key of the KPI whose targets a column of this name holds: "Calls target"."""
        kept = [word for word in re.split(r"[\s_:/,-]+", name) if not is_target_word(word)]
        return self.key(" ".join(kept)) if kept and says_target(name) else None

    @cached_property
    def is_about_targets(self) -> bool:
        """Whether a title, the sheet or the file is called targets, and no column on its own is."""
        return any(map(says_target, self.titles())) and not any(says_target(each.name) for each in self.columns)

    def titles(self) -> Iterator[str]:
        """What stands above the table, the sheet and the file."""
        yield from self.lines_above()
        yield from (self.table.sheet or "", self.table.path.stem)

    def lines_above(self) -> Iterator[str]:
        """The texts above the table."""
        for row in self.table.above[:-1]:
            yield from filter(None, map(as_text, row))

    def texts(self, column: str) -> list[str]:
        """The different texts in a column of the whole table."""
        at = self.table.at(column)
        return sorted({text for cell in self.table.distinct([at])[at] if (text := as_text(cell))})


def is_target_word(word: str) -> bool:
    """Whether a word says that numbers are targets."""
    return fold(word).strip(".,()") in TARGET_WORDS


def says_target(text: str) -> bool:
    """Whether one of the words of a text says that numbers are targets."""
    return any(map(is_target_word, re.split(r"[\s_:/,-]+", text)))


def listed(names: Iterable[str]) -> str:
    """Names to choose from, as a sentence ends with them: “A”, “B” or “C”; empty if there are none."""
    quoted = [f"“{name}”" for name in names]
    if len(quoted) > _LISTED:
        return ", ".join(quoted[:_LISTED]) + " …"
    return " or ".join(filter(None, (", ".join(quoted[:-1]), *quoted[-1:])))


def answers(found: Iterable[Profile]) -> tuple[Answer, ...]:
    """Columns to choose from, each with its first texts."""
    return tuple(Answer(column.name, ", ".join(column.texts[:3])) for column in found)
