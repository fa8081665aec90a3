"""Who is in the sample team, what they measure and what was agreed."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kpidesk.domain.entities import (
    AgreedKpi,
    Agreement,
    Entity,
    Import,
    Kpi,
    KpiEntry,
    Leave,
    Rep,
    Target,
    Team,
    Workspace,
)
from kpidesk.domain.sample.story import Story, Timeline, identity
from kpidesk.domain.terms import Cadence

IMPORT_NO = 1
"""Number of the only import; values that carry it were imported."""
_REVIEW = dt.timedelta(days=91)


@dataclass(frozen=True, slots=True)
class Cast:
    """The people and KPIs of the story, by their keys, on the day it is moved to."""

    story: Story
    when: Timeline
    workspace: Workspace
    team: Team
    reps: Mapping[str, Rep]
    kpis: Mapping[str, Kpi]
    leaves: tuple[Leave, ...]

    def spec(self, rep: str) -> Mapping[str, Any]:
        """What the story says about a rep."""
        found: Mapping[str, Any] = next(each for each in self.story.team["rep"] if each["key"] == rep)
        return found

    def agreed(self) -> list[str]:
        """Keys of the KPIs in every agreement."""
        return [each["key"] for each in self.story.team["kpi"] if each.get("agreed")]

    def works(self, rep: str, start: dt.date) -> bool:
        """Whether a rep was there in the week from `start` on."""
        person = self.reps[rep]
        if person.hired_on is not None and start + dt.timedelta(days=6) < person.hired_on:
            return False
        friday = start + dt.timedelta(days=4)
        return not any(each.rep_id == person.id and each.first <= start and each.last >= friday for each in self.leaves)


def cast(story: Story, when: Timeline, templates: Mapping[str, Kpi]) -> Cast:
    """Everyone and everything the rest of the story refers to."""
    told = story.team["workspace"]
    team = Team(identity("team"), told["name"], told["manager"])
    reps = {each["key"]: _rep(each, team, when) for each in story.team["rep"]}
    return Cast(
        story=story,
        when=when,
        workspace=Workspace(identity("workspace"), told["name"], told["manager"], told["currency"]),
        team=team,
        reps=reps,
        kpis={each["key"]: _kpi(each, at, templates) for at, each in enumerate(story.team["kpi"])},
        leaves=tuple(_leaves(story, when, reps)),
    )


def people(cast: Cast) -> list[Entity]:
    """Workspace, team, reps, leaves, KPIs and targets."""
    head: list[Entity] = [cast.workspace, cast.team]
    return [*head, *cast.reps.values(), *cast.leaves, *cast.kpis.values(), *_targets(cast)]


def agreements(cast: Cast) -> list[Entity]:
    """The KPI agreement with each rep, signed by both, and its KPIs."""
    found, agreed = [], []
    for key, rep in cast.reps.items():
        spec = cast.spec(key)
        on = cast.when.day(spec["agreed"])
        made = Agreement(
            id=identity("agreement", key),
            rep_id=rep.id,
            agreed_on=on,
            review_on=on + _REVIEW,
            signed_by_rep=True,
            signed_by_manager=True,
            note=spec["note"],
        )
        found.append(made)
        agreed += [
            AgreedKpi(identity("agreed", key, kpi), made.id, cast.kpis[kpi].id, focus=kpi == spec["focus"])
            for kpi in cast.agreed()
        ]
    return [*found, *agreed]


def imported(cast: Cast, entries: Sequence[KpiEntry]) -> Import:
    """The import the values come from."""
    spec = cast.story.team["import"]
    mine = [each for each in entries if each.source == IMPORT_NO]
    rows = len({(each.rep_id, each.start) for each in mine})
    return Import(
        id=identity("import"),
        no=IMPORT_NO,
        file=spec["file"],
        sha256=hashlib.sha256(spec["file"].encode()).hexdigest(),
        recipe=spec["recipe"],
        layout=spec["layout"],
        at=cast.when.instant(cast.when.week(spec["day"]), spec["at"]),
        rows_read=rows,
        rows_used=rows,
        values_new=len(mine),
        first_day=min(each.start for each in mine),
        last_day=cast.when.week(spec["last_day"]),
    )


def _rep(spec: Mapping[str, Any], team: Team, when: Timeline) -> Rep:
    return Rep(
        id=identity("rep", spec["key"]),
        name=spec["name"],
        role="AE",
        team_id=team.id,
        manager=team.manager,
        email=f"{spec['key']}@midmarket-west.example",
        hired_on=when.week(spec["hired_on"]),
    )


def _kpi(spec: Mapping[str, Any], position: int, templates: Mapping[str, Kpi]) -> Kpi:
    template = templates[spec["key"]]
    return replace(
        template,
        id=identity("kpi", spec["key"]),
        name=spec.get("name", template.name),
        noun=spec.get("noun", template.noun),
        definition=spec.get("definition", template.definition),
        position=position,
    )


def _leaves(story: Story, when: Timeline, reps: Mapping[str, Rep]) -> Iterator[Leave]:
    for each in story.team["leave"]:
        for key in each["reps"]:
            ident = identity("leave", key, each["first"])
            yield Leave(ident, reps[key].id, when.week(each["first"]), when.week(each["last"]), each["reason"])


def _targets(cast: Cast) -> Iterator[Target]:
    for each in cast.story.team["target"]:
        kpi = cast.kpis[each["kpi"]]
        yield Target(
            id=identity("target", kpi.key, each.get("from", "")),
            kpi_id=kpi.id,
            value=float(each["value"]),
            cadence=Cadence(each.get("cadence", Cadence.WEEK)),
            valid_from=_valid_from(cast, each.get("from")),
            note=cast.when.told(each.get("note", "")),
        )


def _valid_from(cast: Cast, told: dt.date | str | None) -> dt.date:
    if isinstance(told, dt.date):
        return cast.when.week(told)
    first = cast.when.week(cast.story.starts()[0])
    if told is None:
        return first
    # The year's first target, which the one agreed by the team replaced later in that year.
    raised = min(each["from"] for each in cast.story.team["target"] if isinstance(each.get("from"), dt.date))
    before = cast.when.week(raised) - dt.timedelta(weeks=1)
    return max(first, dt.date.fromisocalendar(before.isocalendar().year, 1, 1))
