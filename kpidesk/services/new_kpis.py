"""KPIs that come into use because a recipe names them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.domain.entities import Kpi, new_id
from kpidesk.domain.errors import UserError
from kpidesk.domain.terms import Aggregation, Cadence, Direction, Kind, KpiClass, Unit
from kpidesk.intake.recipes import How
from kpidesk.services.kpis import catalogue

if TYPE_CHECKING:
    from kpidesk.intake.recipes import KpiRule, Recipe

_AGGREGATIONS = {
    How.COUNT: Aggregation.SUM,
    How.SUM: Aggregation.SUM,
    How.MEAN: Aggregation.RATIO,
    How.RATIO: Aggregation.RATIO,
    How.MEDIAN: Aggregation.MEDIAN,
    How.DISTINCT: Aggregation.DISTINCT,
    How.MIN: Aggregation.RECOMPUTE,
    How.MAX: Aggregation.RECOMPUTE,
}


def kpi_of_rule(rule: KpiRule, recipe: Recipe) -> Kpi:
    """The KPI a rule is about, taken from the catalogue or made from the rule's own definition.

    Raises:
        UserError: the catalogue has no such key and the rule does not define one.
    """
    if rule.define is None:
        if rule.key not in catalogue():
            raise UserError(
                f"Recipe, KPI “{rule.key}”: no KPI in use and none in the catalogue has this key. "
                "Give it a name to define a new one, or see: kpidesk catalogue"
            )
        return catalogue().take(rule.key)
    said = rule.define
    kind = said.kind or Kind.LEADING
    aggregation = said.aggregation or _AGGREGATIONS[rule.measure.how]
    return Kpi(
        new_id(),
        rule.key,
        said.name,
        unit=said.unit or (Unit.PERCENT if aggregation is Aggregation.RATIO else Unit.COUNT),
        aggregation=aggregation,
        across=Aggregation.SUM if aggregation is Aggregation.LAST else aggregation,
        direction=said.direction or Direction.UP,
        kind=kind,
        kpi_class=KpiClass.OUTCOME if kind is Kind.LAGGING else KpiClass.ACTIVITY,
        cadence=said.cadence or recipe.date.cadence or Cadence.WEEK,
    )
