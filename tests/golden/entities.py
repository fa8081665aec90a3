"""One entity of every kind, every field filled: what each golden file holds.

Until the first release `python tests/golden/entities.py` rewrites the file of the one initial schema. Afterwards the
files of released schemas never change, and a new schema adds one.
"""

from __future__ import annotations

import datetime as dt
import uuid
from pathlib import Path

from kpidesk.domain import entities as e
from kpidesk.domain import terms as t

FILE = Path(__file__).with_name("0001.sqlite")


def ident(number: int) -> e.Id:
    """The same id on every run."""
    return uuid.UUID(int=number)


def everything() -> list[e.Entity]:
    """All of them, parents before children."""
    day, noon = dt.date(2026, 2, 28), dt.datetime(2026, 2, 28, 12, 30, tzinfo=dt.UTC)
    team = e.Team(ident(2), "Mid-market West", "Elena")
    rep = e.Rep(
        ident(3),
        "Chloé Martin",
        "field",
        team.id,
        "Elena",
        "chloe@example.com",
        day,
        dt.date(2027, 1, 1),
        7,
        0.8,
        "Bayern",
        archived=True,
    )
    kpi = e.Kpi(
        ident(4),
        "own_kpi",
        "Own KPI",
        "In words.",
        t.Unit.PERCENT,
        "calls",
        t.Aggregation.RATIO,
        t.Aggregation.RATIO,
        t.Direction.BAND,
        t.Kind.LAGGING,
        t.KpiClass.OUTCOME,
        t.Cadence.QUARTER,
        ("sdr", "inside"),
        "A trap.",
        "pair",
        "top",
        "bottom",
        3,
        archived=True,
    )
    meeting = e.OneOnOne(
        ident(5), rep.id, day, dt.time(14, 5), 45, t.MeetingStatus.HELD, noon, noon, "Moved once.", 1, ident(29)
    )
    item = e.AgendaItem(
        ident(6),
        meeting.id,
        1,
        t.Section.FOCUS,
        "Title",
        "Why",
        9.5,
        "L1",
        kpi.id,
        ("One?", "Two?"),
        {"value": 2.3, "n": 8},
        "Try it.",
        61.5,
        t.ItemState.DISMISSED,
        raised_by_rep=True,
        checked=True,
        seconds_spent=61,
    )
    note = e.Note(ident(7), rep.id, "- [x] *as typed*\n", noon, t.Visibility.SHARED, meeting.id, item.id, noon, 4)
    agreement = e.Agreement(ident(8), rep.id, day, day, signed_by_rep=True, signed_by_manager=True, note="Together.")
    return [
        e.Workspace(
            ident(1),
            "Mid-market West",
            "Elena",
            "CHF",
            6,
            4,
            t.YearPattern.WEEKS_454,
            t.YearEnd.NEAREST,
            t.YearName.STARTS,
            0.15,
            5,
        ),
        team,
        rep,
        e.Alias(ident(9), rep.id, "E-117", 3),
        e.PastRole(ident(19), rep.id, "sdr", day, 0.6),
        e.RampSchedule(ident(20), (0.25, 0.5), rep_id=rep.id),
        e.RampSchedule(ident(21), (0.0, 0.5), role="inside"),
        e.Leave(ident(10), rep.id, day, day, "Leave.", 0.5),
        e.Holiday(ident(22), day, "Christmas Eve", "Bayern", 0.5),
        kpi,
        e.Target(
            ident(11), kpi.id, 0.2, t.Cadence.WEEK, day, day, t.Scope.REP, rep.id, "field", team.id, 0.3, "Agreed."
        ),
        e.Season(ident(23), kpi.id, (1.0,) * 6 + (0.0,), (0.5,) * 12, (0.2, 0.2, 0.2, 0.4)),
        e.Import(ident(12), 1, "crm.csv", "ab" * 32, "crm", "records", noon, 9, 8, 1, 5, 2, 1, day, day, noon),
        e.KpiEntry(rep.id, kpi.id, day, 7, 2.0, 5.0, 1, day),
        e.ClearedValue(ident(30), rep.id, kpi.id, day, 7, 1, 1),
        meeting,
        item,
        e.Progress(ident(28), meeting.id, day, item.id, 61, {str(item.id): 61}, paused=True),
        e.Unfinished(ident(31), meeting.id, t.Line.PRIVATE_AMENDMENT, "Half a sent"),
        note,
        e.Note(ident(13), rep.id, "Private.", noon, amends_id=note.id),
        e.Commitment(
            ident(14),
            rep.id,
            "Ten calls.",
            day,
            t.Owner.MANAGER,
            kpi.id,
            7.0,
            12.0,
            day,
            t.CommitmentStatus.CARRIED,
            day,
            meeting.id,
            day,
            2,
        ),
        e.Topic(ident(15), rep.id, "Pricing.", day, raised_by_rep=False, discussed_on=day),
        e.Recognition(ident(16), rep.id, day, "A win.", kpi.id, meeting.id),
        e.Pin(ident(24), rep.id, day, "Ask about pricing.", "L1", kpi.id, day),
        e.Stage(ident(25), "Won", 3, 1.0, won=True),
        e.Opportunity(
            ident(26), rep.id, "Plus plan", "Acme", ident(25), 1200.5, day, day, day, "Call the buyer.", day, day, 3
        ),
        e.Experiment(ident(17), rep.id, kpi.id, day, day, 2.5, "It helped."),
        e.OwnTemplate(ident(29), "Weekly", 'name = "Weekly"\n'),
        e.OwnQuestion(ident(30), "What next?", ("L1", "L2"), ("sdr",), ("activity",), 7, asked=False),
        e.RuleSetting(ident(27), "L7", speaks=False, numbers={"pace_index": 0.9}),
        agreement,
        e.AgreedKpi(ident(18), agreement.id, kpi.id, focus=True),
    ]


def rewrite() -> None:
    """Write the golden file of the present schema."""
    from kpidesk.storage import records
    from kpidesk.storage.upgrade import open_database

    FILE.unlink(missing_ok=True)
    database = open_database(FILE)
    with database.write() as connection:
        records.insert_all(connection, everything())
    database.close()


if __name__ == "__main__":
    rewrite()
