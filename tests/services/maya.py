"""Maya's file: calls that came back, opportunities that stay low, a quarter behind, promises both ways and a topic."""

import datetime as dt

from kpidesk.domain.entities import Commitment, Kpi, KpiEntry, OneOnOne, Rep, Target, Topic, Workspace, new_id
from kpidesk.domain.terms import Cadence, Kind, KpiClass, MeetingStatus, Owner, Unit
from kpidesk.storage import records

ON = dt.date(2026, 8, 20)
MAYA = Rep(new_id(), "Maya Okafor", role="Inside sales")
JONAS = Rep(new_id(), "Jonas Lindqvist")
CALLS = Kpi(new_id(), "discovery_held", "Discovery calls", noun="discovery calls")
OPPS = Kpi(new_id(), "opps_created", "New opportunities", kpi_class=KpiClass.PIPELINE, position=1)
WON = Kpi(
    new_id(), "revenue_won", "Revenue won", unit=Unit.CURRENCY, kind=Kind.LAGGING, kpi_class=KpiClass.OUTCOME,
    cadence=Cadence.QUARTER, position=2,
)  # fmt: skip
LAST = OneOnOne(new_id(), MAYA.id, dt.date(2026, 8, 6), status=MeetingStatus.HELD)
PROMISE = Commitment(
    new_id(), MAYA.id, "+5 discovery calls a week", dt.date(2026, 7, 23), kpi_id=CALLS.id, baseline=7.0, expected=12.0,
    due=ON, one_on_one_id=LAST.id,
)  # fmt: skip
OWED = Commitment(new_id(), MAYA.id, "Intro to pricing", dt.date(2026, 8, 6), Owner.MANAGER, due=dt.date(2026, 8, 14))


def weeks(kpi, values):
    first = dt.date(2026, 8, 17) - dt.timedelta(weeks=len(values))
    return [KpiEntry(MAYA.id, kpi.id, first + dt.timedelta(weeks=at), 7, value) for at, value in enumerate(values)]


def fill(database):
    """Write Maya's file into an empty one."""
    targets = [
        Target(new_id(), kpi.id, value, cadence, dt.date(2025, 1, 1))
        for kpi, value, cadence in (
            (CALLS, 12.0, Cadence.WEEK), (OPPS, 4.0, Cadence.WEEK), (WON, 300_000.0, Cadence.QUARTER),
        )
    ]  # fmt: skip
    entries = [
        *weeks(CALLS, [12, 11, 12, 13, 12, 11, 12, 12, 13, 12, 11, 12, 11, 12, 10, 9, 9, 8, 7, 7, 7, 7, 11, 11, 11]),
        *weeks(OPPS, [4, 5, 4, 4, 5, 4, 4, 3, 5, 4, 4, 5, 4, 4, 4, 5, 3, 3, 2, 3, 2, 2, 3, 2, 2]),
        *weeks(WON, [15_000] * 25),
    ]
    topic = Topic(new_id(), MAYA.id, "Halden: the pricing objection", dt.date(2026, 8, 18))
    with database.write() as connection:
        records.insert_all(
            connection, [Workspace(new_id(), "Mid-market West", "Elena Ruiz"), MAYA, JONAS, CALLS, OPPS, WON]
        )
        records.insert_all(connection, [*targets, *entries, LAST, PROMISE, OWED, topic])


def of(desk, meeting, section):
    """The first item of a section, in any state."""
    return next(each for each in desk.agendas.items(meeting) if each.section is section)
