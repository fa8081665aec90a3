"""The same data, day and settings give the same agenda: in another process, another order of rows, with other ids."""

import datetime as dt
import json
import os
import random
import re
import subprocess
import sys
import uuid
from dataclasses import fields, is_dataclass, replace
from itertools import groupby

import pytest

from kpidesk.domain.columns import Basis
from kpidesk.domain.sample import sample_team
from kpidesk.domain.terms import Status
from kpidesk.services.desk import Desk
from kpidesk.services.kpis import catalogue
from kpidesk.services.sample import story
from kpidesk.storage import records
from kpidesk.storage.upgrade import open_database

ON = "2026-08-20"
REPS = ("Maya", "Jonas")


@pytest.fixture(scope="module")
def team():
    """The sample team as entities, in the order in which they refer to each other."""
    return sample_team(story().today, story(), catalogue())


def shuffled(team, seed):
    """The same rows, those of each kind in another order."""
    chance, found = random.Random(seed), []  # noqa: S311 - a fixed order, not a secret
    for _, rows in groupby(team, type):
        some = list(rows)
        chance.shuffle(some)
        found += some
    return found


def renamed(value, ids):
    """A value with other ids in the place of its own."""
    if isinstance(value, uuid.UUID):
        return ids.setdefault(value, uuid.uuid4())
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{each.name: renamed(getattr(value, each.name), ids) for each in fields(value)})
    return value


def written(path, entities):
    database = open_database(path)
    with database.write() as connection:
        records.insert_all(connection, entities)
    database.close()
    return path


def printed(path, rep, seed):
    command = [sys.executable, "-m", "kpidesk", "--database", str(path), "--on", ON, "agenda", rep, "--format", "json"]
    done = subprocess.run(
        command,
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": seed, "QT_QPA_PLATFORM": "offscreen"},
    )
    return done.stdout


def test_another_process_and_another_order_of_rows_print_the_same_bytes(team, tmp_path):
    once = written(tmp_path / "once.kpidesk", team)
    again = written(tmp_path / "again.kpidesk", shuffled(team, 4))
    first = printed(once, "Maya", "1")
    assert json.loads(first)["rep"] == "Maya Okafor"
    assert first == printed(again, "Maya", "2")


def test_other_ids_change_nothing_but_ids(team, tmp_path):
    once = Desk(written(tmp_path / "once.kpidesk", team))
    ids: dict[uuid.UUID, uuid.UUID] = {}
    again = Desk(written(tmp_path / "again.kpidesk", [renamed(each, ids) for each in shuffled(team, 5)]))
    told = [[without_ids(each) for each in desk.preparation.agendas(story().today)] for desk in (once, again)]
    assert told[0] == told[1]
    assert len(told[0]) == 8
    for desk in (once, again):
        desk.close()


def without_ids(agenda):
    return re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "id", json.dumps(agenda.as_json()))


@pytest.mark.parametrize("rep", REPS)
def test_the_agendas_of_all_are_those_of_each(team, tmp_path, rep):
    desk = Desk(written(tmp_path / "team.kpidesk", team))
    everyone = {each.rep.first_name: each for each in desk.preparation.agendas(story().today)}
    alone = desk.preparation.agenda(desk.team.rep(rep), story().today)
    assert everyone[rep].as_json() == alone.as_json()
    desk.close()


def test_what_recovers_is_out_of_risk_on_the_scorecard(team, tmp_path):
    desk = Desk(written(tmp_path / "team.kpidesk", team))
    recovered = 0
    for weeks in range(12):
        on = story().today - dt.timedelta(weeks=weeks)
        for drawn in desk.preparation.agendas(on):
            card = desk.scorecards.scorecard(drawn.rep, on)
            for each in (*drawn.items, *drawn.suggestions):
                if each.rule == "W6":
                    recovered += 1
                    assert each.kpi is not None
                    standing = card.standing(each.kpi.key)
                    assert standing is not None
                    assert standing.status in {Status.WATCH, Status.GOOD}
            weekly = [each for each in card.standings if each.basis is not Basis.TO_DATE]
            assert [each.statuses[-1] for each in weekly] == [each.status for each in weekly]
    assert recovered
    desk.close()


def test_the_forecast_tells_the_chance_of_the_outlook(team, tmp_path):
    desk = Desk(written(tmp_path / "team.kpidesk", team))
    for rep in desk.team.reps():
        outlook = desk.outlooks.rep(rep, story().today, "revenue_won")[0]
        held = desk.preparation.facts(rep, story().today).reading("revenue_won")
        assert held is not None
        assert outlook.projection is not None
        assert held.chance == outlook.projection.chance
    desk.close()
