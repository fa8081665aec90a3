"""Commitments, topics, wins and experiments of the sample team."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import numpy as np

from kpidesk.domain.entities import Commitment, Entity, Experiment, Id, Recognition, Topic
from kpidesk.domain.sample.activity import Weeks, mean_before
from kpidesk.domain.sample.story import chance, identity
from kpidesk.domain.terms import CommitmentStatus, Owner

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kpidesk.domain.sample.meetings import Talk
    from kpidesk.domain.sample.people import Cast


def promises(cast: Cast, talks: Sequence[Talk], weeks: Weeks, seed: int) -> list[Entity]:
    """Commitments, topics, recognitions and experiments, each kind oldest first."""
    told = cast.story.promises
    held = {(talk.rep, talk.day): talk for talk in talks if talk.held}
    older = [talk for talk in held.values() if talk.day < told["since"]]
    commitments = [_commitment(cast, each, held) for each in told["commitment"]]
    commitments += [made for talk in older for made in _drawn(cast, talk, weeks, seed)]
    topics = [
        Topic(
            identity("topic", each["rep"], each["raised"]),
            cast.reps[each["rep"]].id,
            each["text"],
            cast.when.day(each["raised"]),
            discussed_on=_day(cast, each.get("discussed")),
        )
        for each in told["topic"]
    ]
    wins = [
        _recognition(cast, held[each["rep"], each["day"]], each["text"], cast.kpis[each["kpi"]].id)
        for each in told["recognition"]
    ]
    wins += [made for talk in older for made in _drawn_wins(cast, talk, seed)]
    return [
        *sorted(commitments, key=lambda made: (made.agreed_on, made.id)),
        *sorted(topics, key=lambda made: (made.raised_on, made.id)),
        *sorted(wins, key=lambda made: (made.on, made.id)),
        *(_experiment(cast, each) for each in told["experiment"]),
    ]


def _commitment(cast: Cast, spec: Mapping[str, Any], held: Mapping[tuple[str, dt.date], Talk]) -> Commitment:
    talk = held.get((spec["rep"], spec["agreed"]))
    kpi = spec.get("kpi")
    return Commitment(
        id=identity("commitment", spec["rep"], spec["agreed"], spec["text"]),
        rep_id=cast.reps[spec["rep"]].id,
        text=spec["text"],
        agreed_on=cast.when.day(spec["agreed"]),
        owner=Owner(spec.get("owner", Owner.REP)),
        kpi_id=cast.kpis[kpi].id if kpi else None,
        baseline=_number(spec.get("baseline")),
        expected=_number(spec.get("expected")),
        due=cast.when.day(spec["due"]),
        status=CommitmentStatus(spec.get("status", CommitmentStatus.OPEN)),
        closed_on=_day(cast, spec.get("closed")),
        one_on_one_id=talk.meeting.id if talk else None,
        updated_on=_day(cast, spec.get("updated", spec.get("closed"))),
    )


def _drawn(cast: Cast, talk: Talk, weeks: Weeks, seed: int) -> Iterator[Commitment]:
    """What rep and manager took on in an older one-on-one; all of it is closed by the next."""
    pool = cast.story.promises["pool"]
    random = chance(seed, "commitments", talk.rep, talk.day)
    yield _closed(cast, talk, Owner.REP, _pick(pool["rep"], random), weeks, random)
    if random.random() < pool["manager_share"]:
        yield _closed(cast, talk, Owner.MANAGER, _pick(pool["manager"], random), weeks, random)


def _closed(
    cast: Cast, talk: Talk, owner: Owner, spec: Mapping[str, Any], weeks: Weeks, random: np.random.Generator
) -> Commitment:
    kpi = cast.kpis[talk.focus]
    baseline = mean_before(weeks, cast.story, talk.focus, talk.rep, talk.day) if "extra" in spec else None
    ended = cast.story.promises["pool"]["ended"]
    weights = np.array(list(ended.values()), dtype=np.float64)
    status = CommitmentStatus(list(ended)[int(random.choice(len(ended), p=weights / weights.sum()))])
    due = cast.when.day(talk.day + dt.timedelta(days=cast.reps[talk.rep].cadence_days))
    return Commitment(
        id=identity("commitment", talk.rep, talk.day, owner),
        rep_id=talk.meeting.rep_id,
        text=spec["text"].replace("{noun}", kpi.noun),
        agreed_on=talk.meeting.on,
        owner=owner,
        kpi_id=kpi.id if baseline is not None else None,
        baseline=baseline,
        expected=baseline + spec["extra"] if baseline is not None else None,
        due=due,
        status=status,
        closed_on=due,
        one_on_one_id=talk.meeting.id,
        updated_on=due,
    )


def _drawn_wins(cast: Cast, talk: Talk, seed: int) -> Iterator[Recognition]:
    pool = cast.story.promises["pool"]
    random = chance(seed, "wins", talk.rep, talk.day)
    if random.random() < pool["win_share"]:
        yield _recognition(cast, talk, _pick(pool["wins"]["texts"], random), None)


def _recognition(cast: Cast, talk: Talk, text: str, kpi_id: Id | None) -> Recognition:
    ident = identity("recognition", talk.rep, talk.day)
    return Recognition(ident, cast.reps[talk.rep].id, talk.meeting.on, text, kpi_id, talk.meeting.id)


def _experiment(cast: Cast, spec: Mapping[str, Any]) -> Experiment:
    return Experiment(
        identity("experiment", spec["rep"], spec["kpi"]),
        cast.reps[spec["rep"]].id,
        cast.kpis[spec["kpi"]].id,
        cast.when.week(spec["start"]),
        cast.when.week(spec["end"]),
        float(spec["extra_per_week"]),
        spec.get("outcome", ""),
    )


def _day(cast: Cast, told: dt.date | None) -> dt.date | None:
    return None if told is None else cast.when.day(told)


def _number(told: float | None) -> float | None:
    return None if told is None else float(told)


def _pick(pool: Sequence[Any], random: np.random.Generator) -> Any:
    return pool[int(random.integers(len(pool)))]
