"""A recipe: how a file's columns become KPI values. Saved and shared as TOML; what is not said is detected."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from kpidesk.domain.errors import UserError
from kpidesk.domain.terms import Aggregation, Cadence, Direction, Kind, Unit

if TYPE_CHECKING:
    from pathlib import Path


class Layout(StrEnum):
    """What one row of the file is."""

    RECORDS = "records"
    """One deal or activity."""
    COLUMNS = "columns"
    """One rep and period, with a column for each KPI."""
    LONG = "long"
    """One value."""
    WIDE = "wide"
    """One rep, with a column for each period."""
    ROSTER = "roster"
    """One person, and no values."""


class How(StrEnum):
    """How the rows of one rep and period become one value."""

    COUNT = "count"
    SUM = "sum"
    MEAN = "mean"
    MIN = "min"
    MAX = "max"
    MEDIAN = "median"
    DISTINCT = "distinct"
    RATIO = "ratio"


class DateOrder(StrEnum):
    """In which order day, month and year stand in a date of digits."""

    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"


Where: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]
"""Columns and the texts of which a row must have one in each of them."""

REP_FIELDS = ("team", "manager", "role", "email", "hired_on", "left_on", "cadence_days", "alias")
"""What a column may say about a rep."""


@dataclass(frozen=True, slots=True)
class FileOptions:
    """How the file is to be read; None is detected."""

    sheet: str | int | None = None
    table: int | None = None
    """Which of the tables of the sheet, from 1 on, counted from the top down."""
    header_row: int | None = None
    encoding: str | None = None
    delimiter: str | None = None
    decimal: str | None = None
    thousands: str | None = None
    date_order: DateOrder | None = None
    skip_footer: int = 0
    missing: tuple[str, ...] = ()
    """Texts that stand for no value, such as "n/a"; they are no problem then."""
    header: tuple[str, ...] = ()
    """The columns of the file for which the recipe was saved; they tell such files again."""


TURNED_REP, TURNED_VALUE = "Rep of the column", "Value of the column"
"""How the two columns are called that a table with a column for each rep is turned into."""


FILE_PERIOD = "Period of the file"
"""How the column is called that a table about one period is given."""


@dataclass(frozen=True, slots=True)
class RepColumns:
    """Where the rep's name stands, and the columns that describe the rep."""

    column: str | None = None
    first: str | None = None
    last: str | None = None
    value: str | None = None
    """The one person the whole file is about."""
    describes: tuple[tuple[str, str], ...] = ()
    """Field of `REP_FIELDS` and its column."""
    columns: tuple[str, ...] = ()
    """The columns of a file with one for each rep, called by their names; `column` then is `TURNED_REP`."""
    repeat: bool = False
    """A row without a name is about the person of the row above, as in merged cells and pivot tables."""
    leave_out: tuple[str, ...] = ()
    """Names whose rows are no data, such as a pool or a line of totals."""


@dataclass(frozen=True, slots=True)
class DateColumn:
    """Where the date stands, and the period each value covers."""

    column: str | None = None
    cadence: Cadence | None = None
    year: int | str | None = None
    """The year of dates that have none, or the column that says it."""
    value: str | None = None
    """The one period the whole file is about; `column` then is `FILE_PERIOD`."""


@dataclass(frozen=True, slots=True)
class LongColumns:
    """Where a file with one value a row keeps the KPI's name and the value."""

    kpi: str | None = None
    value: str | None = None
    target: str | None = None
    """Where the target stands that belongs to the value, if it does."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One number out of many rows."""

    how: How = How.SUM
    of: str | None = None
    where: Where = ()


@dataclass(frozen=True, slots=True)
class NewKpi:
    """What a recipe says about a KPI that is neither in use nor in the catalogue."""

    name: str
    kind: Kind | None = None
    unit: Unit | None = None
    direction: Direction | None = None
    cadence: Cadence | None = None
    aggregation: Aggregation | None = None


@dataclass(frozen=True, slots=True)
class KpiRule:
    """How one KPI gets its values."""

    key: str
    measure: Measure = field(default_factory=Measure)
    numerator: Measure | None = None
    denominator: Measure | None = None
    """The two sides of a ratio."""
    column: str | None = None
    match: str | None = None
    """The KPI's name in the KPI column of a long file."""
    date: str | None = None
    scale: float | None = None
    """Multiplied in; None if the recipe does not say, so that the numbers themselves tell."""
    target: bool = False
    """These numbers are targets, not values."""
    define: NewKpi | None = None

    @property
    def factor(self) -> float:
        """The scale, 1 unless said."""
        return 1.0 if self.scale is None else self.scale


@dataclass(frozen=True, slots=True)
class Recipe:
    """A whole recipe."""

    name: str = ""
    layout: Layout | None = None
    file: FileOptions = field(default_factory=FileOptions)
    rep: RepColumns = field(default_factory=RepColumns)
    date: DateColumn = field(default_factory=DateColumn)
    long: LongColumns = field(default_factory=LongColumns)
    kpis: tuple[KpiRule, ...] = ()

    @property
    def column_names(self) -> frozenset[str]:
        """Every column the recipe names."""
        names = {self.rep.column, self.rep.first, self.rep.last, self.date.column}
        names |= {self.long.kpi, self.long.value, self.long.target}
        names |= {column for _, column in self.rep.describes}
        names |= {self.date.year} if isinstance(self.date.year, str) else set()
        for rule in self.kpis:
            names |= {rule.column, rule.date}
            for measure in (rule.measure, rule.numerator, rule.denominator):
                if measure is not None:
                    names |= {measure.of, *(column for column, _ in measure.where)}
        names = names - {TURNED_REP, TURNED_VALUE, FILE_PERIOD} | set(self.rep.columns)
        return frozenset(name for name in names if name)

    @property
    def header_or_names(self) -> tuple[str, ...]:
        """The columns of the file it was saved for, or else those it names."""
        return self.file.header or tuple(sorted(self.column_names))


def load(path: Path) -> Recipe:
    """Read a recipe file.

    Raises:
        UserError: the file cannot be read, is not TOML, or says something a recipe cannot say.
    """
    from kpidesk.intake.recipe_text import parse

    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UserError(f"The recipe {path} cannot be read: {error.strerror}. Check the path.") from error
    except UnicodeDecodeError as error:
        raise UserError(f"The recipe {path} is not UTF-8 text. Save it as UTF-8.") from error
    return parse(text, path.name)


def dumps(recipe: Recipe) -> str:
    """The recipe as TOML text, which `load` reads back as the same recipe."""
    from kpidesk.intake.recipe_text import write

    return write(recipe)
