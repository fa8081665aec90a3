"""A template as a file says it: reading names the file and the key that is wrong, writing gives the same back."""

from __future__ import annotations

import tomllib
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from kpidesk.domain.errors import UserError
from kpidesk.domain.lengths import FixedPoint, Lengths, Plan
from kpidesk.domain.templates import LONGEST_NAME, LONGEST_TEXT, LONGEST_TITLE, Template, check_template
from kpidesk.domain.terms import Family, Section
from kpidesk.domain.wording import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kpidesk.domain.entities import Id

W = TypeVar("W", bound=StrEnum)

_NUMBERS = ("minutes", *(str(each) for each in Section), "items", "questions", "focus_kpis")
_MOST_LENGTHS = 12


def parse(text: str, ident: Id, where: str) -> Template:
    """Read a template from TOML text; `where` names the file in what is said about it.

    Raises:
        UserError: The text is not TOML, a key is missing, unknown or of another kind, or no agenda fits it.
    """
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise UserError(f"{where} is not TOML: {error}. Put it right, or export a template and begin with that.") from (
            error
        )
    try:
        template = _template(table, ident)
        check_template(template)
    except UserError as error:
        raise UserError(f"{where}: {error}") from error
    return template


def as_table(template: Template) -> dict[str, Any]:
    """The template as the tables of a TOML file."""
    table: dict[str, Any] = {"name": template.name, "purpose": template.purpose}
    if template.favours:
        table["favours"] = [str(each) for each in Family if each in template.favours]
    table["length"] = [_length(plan) for plan in template.lengths.plans]
    if template.points:
        table["point"] = [_point_table(point) for point in template.points]
    return table


def _template(table: Mapping[str, Any], ident: Id) -> Template:
    _only(table, ("name", "purpose", "favours", "length", "point"), "")
    plans = [_plan(each) for each in _tables(table, "length")]
    if len(plans) > _MOST_LENGTHS:
        raise UserError(f"length: {len(plans)} are too many. Keep at most {_MOST_LENGTHS}; others are interpolated.")
    return Template(
        ident,
        _text(table, "name", "", LONGEST_NAME),
        _text(table, "purpose", "", LONGEST_TEXT),
        Lengths(tuple(sorted(plans, key=lambda plan: plan.minutes))),
        tuple(_point(each) for each in _tables(table, "point")),
        frozenset(_word(Family, each, "favours") for each in _texts(table, "favours", "")),
    )


def _plan(table: Mapping[str, Any]) -> Plan:
    where = f"length {table.get('minutes', '?')}, "
    _only(table, _NUMBERS, where)
    numbers = {key: _number(table, key, where) for key in _NUMBERS}
    sections = {section: numbers[str(section)] for section in Section}
    return Plan(numbers["minutes"], sections, numbers["items"], numbers["questions"], numbers["focus_kpis"])


def _point(table: Mapping[str, Any]) -> FixedPoint:
    title = _text(table, "title", "point, ", LONGEST_TITLE)
    where = f"point “{title}”, "
    _only(table, ("section", "title", "why", "questions", "signal"), where)
    return FixedPoint(
        _word(Section, _text(table, "section", where, LONGEST_NAME), f"{where}section"),
        title,
        _text(table, "why", where, LONGEST_TEXT),
        tuple(plain(each, LONGEST_TEXT) for each in _texts(table, "questions", where)),
        _text(table, "signal", where, LONGEST_NAME),
    )


def _length(plan: Plan) -> dict[str, int]:
    numbers = {str(section): minutes for section, minutes in plan.sections.items()}
    found = {"minutes": plan.minutes, **numbers}
    return found | {"items": plan.items, "questions": plan.questions, "focus_kpis": plan.focus_kpis}


def _point_table(point: FixedPoint) -> dict[str, Any]:
    table: dict[str, Any] = {"section": str(point.section), "title": point.title}
    if point.why:
        table["why"] = point.why
    if point.questions:
        table["questions"] = list(point.questions)
    return table | ({"signal": point.signal} if point.signal else {})


def _only(table: Mapping[str, Any], keys: Sequence[str], where: str) -> None:
    for key in table:
        if key not in keys:
            raise UserError(f"{where}{plain(key, 40)}: there is no such key. Write one of {', '.join(keys)}.")


def _number(table: Mapping[str, Any], key: str, where: str) -> int:
    value = table.get(key)
    if not isinstance(value, int) or isinstance(value, bool):
        said = "it is missing" if value is None else f"{plain(str(value), 40)} is no whole number"
        raise UserError(f"{where}{key}: {said}. Write one, such as {key} = 4.")
    return value


def _text(table: Mapping[str, Any], key: str, where: str, longest: int) -> str:
    value = table.get(key, "")
    if not isinstance(value, str):
        raise UserError(f'{where}{key}: {plain(str(value), 40)} is no text. Write it between quotes: {key} = "…".')
    line = plain(value, longest + 1)
    if len(line) > longest:
        raise UserError(f"{where}{key}: it is longer than {longest} characters. Say it shorter.")
    return line


def _texts(table: Mapping[str, Any], key: str, where: str) -> list[str]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise UserError(f'{where}{key}: that is no list of texts. Write {key} = ["…", "…"].')
    for each in value:
        if not plain(each) or len(plain(each, LONGEST_TEXT + 1)) > LONGEST_TEXT:
            raise UserError(f"{where}{key}: one is empty or longer than {LONGEST_TEXT} characters. Say it otherwise.")
    return value


def _tables(table: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise UserError(f"{key}: write it as tables, each under a line [[{key}]].")
    return value


def _word(words: type[W], value: str, where: str) -> W:
    try:
        return words(value)
    except ValueError:
        known = ", ".join(words)
        raise UserError(f"{where}: “{plain(value, 40)}” is unknown. Write one of {known}.") from None
