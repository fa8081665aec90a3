"""The sample team, made once for each day, and short ways to look into it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from functools import cache

import pytest

from kpidesk import paths
from kpidesk.domain.catalogue import parse as parse_catalogue
from kpidesk.domain.entities import Kpi, KpiEntry, Rep
from kpidesk.domain.sample import SEED, sample_team
from kpidesk.domain.sample.story import PARTS, parse

THURSDAY = dt.date(2026, 8, 20)


class Seen:
    """A sample team to look into."""

    def __init__(self, everything):
        self.everything = everything

    def of(self, kind):
        return [each for each in self.everything if type(each) is kind]

    def rep(self, name):
        return next(rep for rep in self.of(Rep) if rep.first_name == name)

    def kpi(self, key):
        return next(kpi for kpi in self.of(Kpi) if kpi.key == key)

    def by_week(self, key, name):
        """Values of one KPI and rep by the Monday of their week."""
        rep, kpi = self.rep(name), self.kpi(key)
        found: Counter[dt.date] = Counter()
        for each in self.of(KpiEntry):
            if each.rep_id == rep.id and each.kpi_id == kpi.id:
                found[each.start - dt.timedelta(days=each.start.weekday())] += each.numerator
        return found

    def four_weeks(self, key, name):
        """Mean of the four closed weeks before the story's Thursday."""
        weeks = self.by_week(key, name)
        return sum(weeks[dt.date(2026, 7, 20) + dt.timedelta(weeks=at)] for at in range(4)) / 4


@cache
def _made(day, seed):
    return _fresh(day, seed)


def _fresh(day, seed):
    story = parse({part: paths.resource(f"sample/{part}.toml").read_text(encoding="utf-8") for part in PARTS})
    templates = parse_catalogue(paths.resource("catalogue.toml").read_text(encoding="utf-8"))
    return Seen(sample_team(day, story, templates, seed=seed))


@pytest.fixture(scope="session")
def team_on():
    """The sample team of any day."""
    return lambda day, seed=SEED, *, fresh=False: (_fresh if fresh else _made)(day, seed)


@pytest.fixture(scope="session")
def team(team_on):
    """The sample team of the story's Thursday."""
    return team_on(THURSDAY)
