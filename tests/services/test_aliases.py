"""Other names of reps: kept, listed, forgotten, and undone like anything else."""

from __future__ import annotations

import pytest

from kpidesk.domain.entities import Rep, new_id
from kpidesk.domain.errors import NotFoundError, UserError
from kpidesk.services.aliases import AliasService
from kpidesk.services.history import History
from kpidesk.services.team import TeamService


@pytest.fixture
def history(database):
    return History(database)


@pytest.fixture
def team(database, history):
    team = TeamService(database, history)
    for name in ("Maya Okafor", "Ben Carter"):
        team.add_rep(Rep(new_id(), name))
    return team


@pytest.fixture
def aliases(database, history, team):
    return AliasService(database, history, team)


def test_an_alias_is_kept_listed_and_forgotten(aliases, team):
    maya = team.rep("Maya Okafor")
    aliases.keep(maya, "  M.   Okafor ")
    aliases.keep(team.rep("Ben Carter"), "4711")
    assert [each.text for each in aliases.aliases()] == ["4711", "M. Okafor"]
    assert [each.text for each in aliases.aliases(maya.id)] == ["M. Okafor"]
    aliases.forget(aliases.alias("m. okafor"))
    assert aliases.aliases(maya.id) == []


def test_keeping_an_alias_can_be_undone(aliases, team, history):
    aliases.keep(team.rep("Maya Okafor"), "4711")
    history.undo()
    assert aliases.aliases() == []


@pytest.mark.parametrize("text", ["Ben Carter", "carter, ben", "Maya Okafor"])
def test_a_name_that_means_somebody_already_is_refused(aliases, team, text):
    with pytest.raises(UserError, match="already"):
        aliases.keep(team.rep("Maya Okafor"), text)


def test_an_empty_alias_is_refused_and_an_unknown_one_told(aliases, team):
    with pytest.raises(UserError, match="cannot be empty"):
        aliases.keep(team.rep("Maya Okafor"), "  ")
    with pytest.raises(NotFoundError, match="no alias “x”"):
        aliases.alias("x")
