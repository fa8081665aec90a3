"""The built-in KPIs: templates to take into use, and presets by role."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from kpidesk.domain.entities import Kpi, new_id
from kpidesk.domain.errors import NotFoundError, UserError
from kpidesk.domain.terms import Aggregation, Cadence, Direction, Kind, KpiClass, Unit

NIL = UUID(int=0)
"""The id of a template: never stored, replaced when the KPI is taken into use."""


@dataclass(frozen=True)
class Catalogue(Mapping[str, Kpi]):
    """KPI templates by key, in catalogue order; every template carries the nil id."""

    templates: Mapping[str, Kpi]
    presets: Mapping[str, tuple[str, ...]]

    def __getitem__(self, key: str) -> Kpi:
        return self.templates[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.templates)

    def __len__(self) -> int:
        return len(self.templates)

    def take(self, key: str, position: int | None = None) -> Kpi:
        """A KPI of one's own from the template `key`, with a fresh id.

        Args:
            key: The template's key.
            position: Place in the list of KPIs; the catalogue's order if not given.

        Raises:
            NotFoundError: The catalogue has no such KPI.
        """
        if key not in self.templates:
            raise NotFoundError(f"The catalogue has no KPI “{key}”. See the keys with: kpidesk catalogue")
        template = self.templates[key]
        return replace(template, id=new_id(), position=template.position if position is None else position)

    def for_role(self, role: str) -> tuple[Kpi, ...]:
        """The templates that fit `role`, in catalogue order."""
        return tuple(kpi for kpi in self.templates.values() if role in kpi.roles or "all" in kpi.roles)

    def preset(self, role: str) -> tuple[Kpi, ...]:
        """The few templates a rep with `role` starts with; empty for a role without a preset."""
        return tuple(self.templates[key] for key in self.presets.get(role, ()))


def parse(text: str) -> Catalogue:
    """Read a catalogue from TOML text.

    Raises:
        UserError: The text is not TOML, a field is missing or unknown, or a key refers to nothing.
    """
    try:
        data = tomllib.loads(text)
        kpis = [_template(table, position) for position, table in enumerate(data.get("kpi", []))]
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise UserError(f"The KPI catalogue cannot be read: {error}. Reinstall KPIdesk to get it back.") from error
    templates = {kpi.key: kpi for kpi in kpis}
    presets = {role: tuple(keys) for role, keys in data.get("presets", {}).items()}
    _check(kpis, templates, presets)
    return Catalogue(templates, presets)


def _template(table: dict[str, Any], position: int) -> Kpi:
    return Kpi(
        id=NIL,
        key=table["key"],
        name=table["name"],
        definition=table["definition"],
        unit=Unit(table["unit"]),
        noun=table.get("noun", ""),
        aggregation=Aggregation(table["aggregation"]),
        across=Aggregation(table["across"]),
        direction=Direction(table["direction"]),
        kind=Kind(table["kind"]),
        kpi_class=KpiClass(table["class"]),
        cadence=Cadence(table["cadence"]),
        roles=tuple(table["roles"]),
        trap=table["trap"],
        pair_key=table.get("pair"),
        numerator_key=table.get("numerator"),
        denominator_key=table.get("denominator"),
        position=position,
    )


def _check(kpis: list[Kpi], templates: Mapping[str, Kpi], presets: Mapping[str, tuple[str, ...]]) -> None:
    if len(kpis) != len(templates):
        raise UserError("The KPI catalogue names one key twice. Reinstall KPIdesk to get it back.")
    named = {key for kpi in kpis for key in (kpi.pair_key, kpi.numerator_key, kpi.denominator_key) if key is not None}
    named |= {key for keys in presets.values() for key in keys}
    if missing := sorted(named - templates.keys()):
        raise UserError(
            f"The KPI catalogue refers to “{missing[0]}”, which it lacks. Reinstall KPIdesk to get it back."
        )
