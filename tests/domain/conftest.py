"""A rep, some KPIs and their weeks, made by hand for the rules and the agenda."""

import dataclasses
import datetime as dt

import pytest

from kpidesk.domain.commitments import track
from kpidesk.domain.entities import AgendaItem, Commitment, Kpi, OneOnOne, Rep, new_id
from kpidesk.domain.facts import Facts
from kpidesk.domain.pace import pace
from kpidesk.domain.readings import Reading
from kpidesk.domain.terms import Aggregation, Cadence, Direction, Kind, KpiClass, MeetingStatus, Section, Unit

ON = dt.date(2026, 8, 20)
NEWEST_WEEK = dt.date(2026, 8, 10)


class Maker:
    """Builds values with sensible defaults; every day is seen from Thursday 20 August 2026, in week 34."""

    on = ON

    def __init__(self):
        self.rep = Rep(new_id(), "Maya Okafor", role="Inside sales", cadence_days=14)

    def kpi(self, key="discovery_held", name="Discovery calls", **fields):
        return Kpi(new_id(), key, name, noun=fields.pop("noun", name.lower()), **fields)

    def rate(self, key="show_rate", name="Show rate", **fields):
        fields = {"kpi_class": KpiClass.QUALITY, "aggregation": Aggregation.RATIO, **fields}
        return self.kpi(key, name, unit=Unit.PERCENT, noun="", **fields)

    def minutes_kpi(self, **fields):
        return self.kpi(
            "lead_response_min", "Response time", unit=Unit.MINUTES, direction=Direction.DOWN,
            aggregation=Aggregation.MEDIAN, kpi_class=KpiClass.QUALITY, **fields,
        )  # fmt: skip

    def weeks(self, count):
        return [NEWEST_WEEK - dt.timedelta(weeks=back) for back in range(count - 1, -1, -1)]

    def reading(self, kpi=None, values=(), target=float("nan"), **more):
        return Reading.of(kpi or self.kpi(), self.weeks(len(values)), list(values), target, **more)

    def ratio(self, kpi, numerators, denominators, target=float("nan")):
        values = [n / d if d else float("nan") for n, d in zip(numerators, denominators, strict=True)]
        return self.reading(kpi, values, target, numerators=numerators, denominators=denominators)

    def result(
        self, *, value=123_000.0, target=300_000.0, done=35.0, total=65.0, unit=Unit.CURRENCY, weekly=None, **more
    ):
        kpi = self.kpi(
            more.pop("key", "revenue_won"), more.pop("name", "Revenue won"), unit=unit, kind=Kind.LAGGING,
            kpi_class=KpiClass.OUTCOME, cadence=Cadence.QUARTER, position=90,
        )  # fmt: skip
        values = weekly or [value / 8] * 26
        return self.reading(
            kpi, values, pace=pace(value, target, done, total, total - done, more.pop("daily_rate", 4000.0)),
            to_date=(value, target), period=Cadence.QUARTER, chance=more.pop("chance", None),
        )  # fmt: skip

    def commitment(self, text="Send the proposal", agreed=dt.date(2026, 8, 6), **fields):
        return Commitment(new_id(), self.rep.id, text, agreed, **fields)

    def tracked(self, commitment, reading=None):
        return track(commitment, reading.kpi if reading else None, reading, ON)

    def meeting(self, on=dt.date(2026, 8, 6), status=MeetingStatus.HELD, **fields):
        return OneOnOne(new_id(), self.rep.id, on, status=status, **fields)

    def item(self, meeting, section=Section.FOCUS, title="New opportunities stay low", **fields):
        return AgendaItem(new_id(), meeting.id, fields.pop("position", 0), section, title, **fields)

    def facts(self, *readings, **fields):
        fields = {"rep": self.rep, "on": ON, "readings": readings, **fields}
        return Facts(**fields)

    def replace(self, value, **fields):
        return dataclasses.replace(value, **fields)


@pytest.fixture
def make():
    return Maker()
