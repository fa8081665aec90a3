import datetime as dt

from kpidesk.domain.entities import Rep, new_id
from kpidesk.domain.terms import Visibility
from kpidesk.services.desk import Desk

MAYA = Rep(new_id(), "Maya Okafor")
NOW = dt.datetime(2026, 8, 20, 12, tzinfo=dt.UTC)


def test_private_notes_are_looked_into_only_when_asked(tmp_path):
    desk = Desk(tmp_path / "team.kpidesk")
    desk.team.add_rep(MAYA)
    desk.meetings.add_note(MAYA, "budget owner is shared", Visibility.SHARED, NOW)
    desk.meetings.add_note(MAYA, "budget worry is private", Visibility.PRIVATE, NOW)
    found = desk.search.find("budget")
    assert [(each.rep_id, each.private) for each in found] == [(MAYA.id, False)]
    assert "owner" in found[0].snippet
    assert len(desk.search.find("budget", private=True)) == 2
    desk.close()
