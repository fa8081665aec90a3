"""Recipes as TOML text: what each word of a recipe file means, and which sentence a wrong one earns."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any, TypeVar

from kpidesk.domain.errors import UserError
from kpidesk.domain.terms import Aggregation, Cadence, Direction, Kind, Unit
from kpidesk.intake.dates import YEARS
from kpidesk.intake.names import clean_name
from kpidesk.intake.recipes import (
    REP_FIELDS,
    DateColumn,
    DateOrder,
    FileOptions,
    How,
    KpiRule,
    Layout,
    LongColumns,
    Measure,
    NewKpi,
    Recipe,
    RepColumns,
    Where,
)

if TYPE_CHECKING:
    from enum import StrEnum

W = TypeVar("W", bound="StrEnum")

_DEFINITION = ("kind", "unit", "direction", "cadence", "aggregation")


def parse(text: str, name: str) -> Recipe:
    """Read a recipe from TOML `text`; `name` is the file it came from.

    Raises:
        UserError: the text is not TOML, or a word is unknown, of the wrong kind, or contradicts another.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"The recipe {name} is not valid TOML: {error}.") from error
    whole = _Part(data, name)
    rules = tuple(_rule(part) for part in whole.parts("kpi"))
    recipe = Recipe(
        name=whole.text("name") or name.removesuffix(".toml"),
        layout=whole.word("layout", Layout),
        file=_file(whole.part("file")),
        rep=_rep(whole.part("rep")),
        date=_date(whole.part("date")),
        long=_long(whole.part("long")),
        kpis=rules,
    )
    whole.finish()
    return recipe


class _Part:
    """One table of the file; words are taken out of it, and what is left at the end is unknown."""

    def __init__(self, data: dict[str, Any], where: str) -> None:
        self._data = dict(data)
        self._where = where

    def fault(self, what: str) -> UserError:
        return UserError(f"Recipe {self._where}: {what}.")

    def take(self, key: str, kinds: tuple[type, ...], what: str) -> Any:
        value = self._data.pop(key, None)
        if value is not None and (not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds)):
            raise self.fault(f"“{key}” must be {what}")
        return value

    def text(self, key: str) -> str | None:
        value: str | None = self.take(key, (str,), "a text in quotation marks")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        values = self.take(key, (list,), 'written as ["Text"]') or []
        if not all(isinstance(value, str) for value in values):
            raise self.fault(f'“{key}” must be written as ["Text"]')
        return tuple(values)

    def count(self, key: str, least: int) -> int | None:
        value: int | None = self.take(key, (int,), "a whole number")
        if value is not None and value < least:
            raise self.fault(f"“{key}” must be {least} or more")
        return value

    def word(self, key: str, words: type[W]) -> W | None:
        value = self.text(key)
        if value is None:
            return None
        try:
            return words(value)
        except ValueError as error:
            raise self.fault(f"“{key}” is “{value}”, but must be one of {', '.join(words)}") from error

    def part(self, key: str) -> _Part:
        return _Part(self.take(key, (dict,), "a table") or {}, f"{self._where}, [{key}]")

    def parts(self, key: str) -> list[_Part]:
        tables = self.take(key, (list,), f"written as [[{key}]]") or []
        if not all(isinstance(table, dict) for table in tables):
            raise self.fault(f"“{key}” must be written as [[{key}]]")
        return [_Part(table, f"{self._where}, [[{key}]] {at}") for at, table in enumerate(tables, 1)]

    def where(self) -> Where:
        table = self.take("where", (dict,), 'written as { "Column" = ["Text"] }') or {}
        found = []
        for column, values in table.items():
            listed = values if isinstance(values, list) else [values]
            if not listed or not all(isinstance(value, (str, int, float, bool)) for value in listed):
                raise self.fault(f'“where” needs texts for “{column}”, as in {{ "{column}" = ["Text"] }}')
            found.append((column, tuple(value if isinstance(value, str) else str(value) for value in listed)))
        return tuple(found)

    def finish(self) -> None:
        if self._data:
            raise self.fault(f"“{next(iter(self._data))}” is not a word recipes know")


def _file(part: _Part) -> FileOptions:
    options = FileOptions(
        sheet=part.take("sheet", (str, int), "a name or a number from 1"),
        table=part.count("table", 1),
        header_row=part.count("header_row", 1),
        encoding=part.text("encoding"),
        delimiter=part.text("delimiter"),
        decimal=part.text("decimal"),
        thousands=part.text("thousands"),
        date_order=part.word("date_order", DateOrder),
        skip_footer=part.count("skip_footer", 0) or 0,
        missing=part.texts("missing"),
        header=part.texts("header"),
    )
    part.finish()
    if options.decimal not in {None, ".", ","}:
        raise part.fault("“decimal” must be “.” or “,”")
    if options.thousands is not None and options.thousands == options.decimal:
        raise part.fault("“thousands” and “decimal” must differ")
    if options.delimiter is not None and len(options.delimiter) != 1:
        raise part.fault("“delimiter” must be one character")
    if options.encoding is not None:
        try:
            "".encode(options.encoding)
        except LookupError as error:
            raise part.fault(f"“{options.encoding}” is not a known encoding, such as utf-8 or cp1252") from error
    return options


def _rep(part: _Part) -> RepColumns:
    describes = part.part("set")
    found = tuple((name, column) for name in REP_FIELDS if (column := describes.text(name)))
    describes.finish()
    names = (part.text("column"), part.text("first"), part.text("last"), part.text("value"))
    repeat = bool(part.take("repeat", (bool,), "true or false"))
    rep = RepColumns(*names, found, part.texts("columns"), repeat, part.texts("leave_out"))
    part.finish()
    ways = (rep.column is not None) + (rep.first is not None or rep.last is not None) + (rep.value is not None)
    if ways > 1:
        raise part.fault("give “column”, or “first” and “last”, or “value”, not several of them")
    return rep


def _date(part: _Part) -> DateColumn:
    year = part.take("year", (int, str), "a year or the name of a column")
    date = DateColumn(part.text("column"), part.word("cadence", Cadence), year, part.text("value"))
    part.finish()
    if isinstance(year, int) and year not in YEARS:
        raise part.fault(f"“year” must be from {YEARS[0]} to {YEARS[-1]}, or the name of a column")
    return date


def _long(part: _Part) -> LongColumns:
    long = LongColumns(part.text("kpi"), part.text("value"), part.text("target"))
    part.finish()
    return long


def _measure(part: _Part) -> Measure:
    return Measure(part.word("measure", How) or How.SUM, part.text("of"), part.where())


def _side(part: _Part, key: str) -> Measure:
    side = part.part(key)
    measure = _measure(side)
    side.finish()
    if measure.how not in {How.COUNT, How.SUM}:
        raise side.fault("one side of a ratio must be a count or a sum")
    if measure.how is How.SUM and measure.of is None:
        raise side.fault("a sum needs the column it is “of”")
    return measure


def _rule(part: _Part) -> KpiRule:
    key = part.text("key")
    if not key:
        raise part.fault("“key” is missing")
    scale = part.take("scale", (int, float), "a number")
    measure = _measure(part)
    ratio = measure.how is How.RATIO
    rule = KpiRule(
        key=key,
        measure=measure,
        numerator=_side(part, "numerator") if ratio else None,
        denominator=_side(part, "denominator") if ratio else None,
        column=part.text("column"),
        match=part.text("match"),
        date=part.text("date"),
        scale=None if scale is None else float(scale),
        target=bool(part.take("target", (bool,), "true or false")),
        define=_define(part),
    )
    part.finish()
    return rule


def _define(part: _Part) -> NewKpi | None:
    name = clean_name(part.text("name") or "") or None
    words = (
        part.word("kind", Kind),
        part.word("unit", Unit),
        part.word("direction", Direction),
        part.word("cadence", Cadence),
        part.word("aggregation", Aggregation),
    )
    if name is None:
        if any(word is not None for word in words):
            raise part.fault("a KPI of your own needs a “name”")
        return None
    return NewKpi(name, *words)


def write(recipe: Recipe) -> str:
    """The recipe as TOML text."""
    import tomli_w

    rep = {"column": recipe.rep.column, "first": recipe.rep.first, "last": recipe.rep.last, "value": recipe.rep.value}
    data = {
        "name": recipe.name,
        "layout": recipe.layout,
        "file": _said({name: getattr(recipe.file, name) for name in FileOptions.__slots__}),
        "rep": _said(
            {
                **rep,
                "columns": recipe.rep.columns,
                "repeat": recipe.rep.repeat or None,
                "leave_out": recipe.rep.leave_out,
                "set": dict(recipe.rep.describes),
            }
        ),
        "date": _said({name: getattr(recipe.date, name) for name in DateColumn.__slots__}),
        "long": _said({name: getattr(recipe.long, name) for name in LongColumns.__slots__}),
        "kpi": [_rule_data(rule) for rule in recipe.kpis],
    }
    return tomli_w.dumps(_said(data))


def _rule_data(rule: KpiRule) -> dict[str, Any]:
    data: dict[str, Any] = {"key": rule.key}
    if rule.define is not None:
        data |= {"name": rule.define.name, **{word: getattr(rule.define, word) for word in _DEFINITION}}
    data |= {"column": rule.column, "match": rule.match, "date": rule.date, **_measure_data(rule.measure)}
    if rule.numerator is not None and rule.denominator is not None:
        data |= {"numerator": _measure_data(rule.numerator), "denominator": _measure_data(rule.denominator)}
    data |= {"scale": rule.scale, "target": rule.target or None}
    return _said(data)


def _measure_data(measure: Measure) -> dict[str, Any]:
    plain = measure == Measure()
    where = {column: list(texts) for column, texts in measure.where}
    return _said({"measure": None if plain else measure.how, "of": measure.of, "where": where})


def _said(data: dict[str, Any]) -> dict[str, Any]:
    """Only what the recipe says; the rest is detected. Enum members become plain words."""
    said = {
        key: value
        for key, value in data.items()
        if value not in (None, "", {}, [], ()) and (key, value) != ("skip_footer", 0)
    }
    return {key: _plain(value) for key, value in said.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return str(value) if isinstance(value, str) else value
