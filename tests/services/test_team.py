import dataclasses
import datetime as dt

import pytest

from kpidesk.domain.edits import Edit
from kpidesk.domain.entities import Alias, Import, Kpi, Rep, RuleSetting, Workspace, new_id
from kpidesk.domain.errors import NotFoundError, UserError
from kpidesk.domain.terms import Kind
from kpidesk.services.history import History
from kpidesk.services.team import TeamService
from kpidesk.storage import records


@pytest.fixture
def history(database):
    return History(database)


@pytest.fixture
def team(database, history):
    return TeamService(database, history)


def test_a_rep_is_found_by_name_part_accent_or_alias(team, history):
    chloe, ben = Rep(new_id(), "Chloé Martin"), Rep(new_id(), "Ben Carter")
    team.add_rep(chloe)
    team.add_rep(ben)
    history.do("Alias", [Edit(None, Alias(new_id(), ben.id, "E-117"))])
    assert team.rep("chloe martin") == chloe
    assert team.rep("CARTER") == ben
    assert team.rep("e-117") == ben


def test_a_name_that_fits_nobody_or_several_is_refused_with_the_choices(team):
    team.add_rep(Rep(new_id(), "Anna Snelling"))
    team.add_rep(Rep(new_id(), "Anna Berg"))
    with pytest.raises(NotFoundError, match="more than one rep: Anna Berg, Anna Snelling"):
        team.rep("Anna")
    with pytest.raises(NotFoundError, match=r"No rep is called “Zoë”. There are: Anna Berg"):
        team.rep("Zoë")


def test_names_are_needed_and_differ(team):
    with pytest.raises(UserError, match="needs a name"):
        team.add_rep(Rep(new_id(), "  "))
    team.add_rep(Rep(new_id(), "Tomás Rivera"))
    with pytest.raises(UserError, match="already a rep called tomas rivera"):
        team.add_rep(Rep(new_id(), "tomas rivera"))


def test_archiving_hides_a_rep_until_restored(team):
    maya = Rep(new_id(), "Maya Okafor")
    team.add_rep(maya)
    team.archive_rep(maya)
    assert team.reps() == []
    archived = team.reps(archived=True)[0]
    assert not archived.active(dt.date(2026, 8, 20))
    team.restore_rep(archived)
    assert team.reps() == [maya]


def test_leading_kpis_come_before_lagging_ones(team, history):
    won = Kpi(new_id(), "deals_won", "Deals won", kind=Kind.LAGGING)
    calls = Kpi(new_id(), "calls_made", "Calls made", position=2)
    demos = Kpi(new_id(), "demos_held", "Demos", position=1)
    history.do("Take into use", [Edit(None, each) for each in (won, calls, demos)])
    assert team.kpis() == [demos, calls, won]
    assert team.kpi("demos") == demos


def test_settings_of_the_file_are_named_once_and_changed_after(team):
    assert team.workspace().name == ""
    team.name_workspace(Workspace(new_id(), "Mid-market West", "Elena"))
    named = team.workspace()
    team.name_workspace(dataclasses.replace(named, currency="USD"))
    assert team.workspace() == dataclasses.replace(named, currency="USD")


def test_a_forecast_cap_above_a_fifth_is_refused(team):
    with pytest.raises(UserError, match="not allowed"):
        team.name_workspace(Workspace(new_id(), "West", forecast_cap=0.5))


def test_freshness_names_the_newest_import_that_was_not_taken_back(team, database):
    assert team.freshness(dt.date(2026, 8, 20)) is None
    noon = dt.datetime(2026, 8, 17, 12, tzinfo=dt.UTC)
    last = dt.date(2026, 8, 16)
    crm = Import(new_id(), 1, "crm.csv", "0", "", "records", noon, last_day=last)
    wrong = Import(new_id(), 2, "wrong.csv", "0", "", "records", noon + dt.timedelta(days=1), undone_at=noon)
    with database.write() as connection:
        records.insert_all(connection, [crm, wrong])
    found = team.freshness(dt.date(2026, 8, 20))
    assert found is not None
    assert (found.file, found.days_ago, found.complete_through) == ("crm.csv", 3, last)


def test_how_old_is_old_is_what_the_rule_says(team, database):
    noon = dt.datetime(2026, 8, 10, 12, tzinfo=dt.UTC)

    def old(on):
        found = team.freshness(on)
        return found is not None and found.old

    with database.write() as connection:
        records.insert_all(connection, [Import(new_id(), 1, "a.csv", "0", "", "records", noon)])
    assert [old(dt.date(2026, 8, day)) for day in (17, 18)] == [False, True]
    with database.write() as connection:
        records.insert_all(connection, [RuleSetting(new_id(), "H3", numbers={"import_days": 30})])
    assert not old(dt.date(2026, 8, 18))
