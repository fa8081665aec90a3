"""One-on-ones of the sample team with their agendas: a year of them, the missed ones and those to come."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kpidesk.domain.carrying import REWORDED
from kpidesk.domain.entities import AgendaItem, OneOnOne
from kpidesk.domain.sample.activity import Weeks, mean_before
from kpidesk.domain.sample.story import chance, identity
from kpidesk.domain.terms import ItemState, MeetingStatus, Section

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import numpy as np

    from kpidesk.domain.sample.people import Cast

_MINUTES = 30
_ROUNDS_PER_FOCUS = 4
"""One-on-ones an earlier coaching focus lasted."""


@dataclass(frozen=True, slots=True)
class Talk:
    """A one-on-one of the story with its agenda."""

    rep: str
    day: dt.date
    """Its day in the story."""
    focus: str
    """Key of the KPI that was in focus."""
    meeting: OneOnOne
    items: tuple[AgendaItem, ...]

    @property
    def held(self) -> bool:
        """Whether it took place."""
        return self.meeting.status is MeetingStatus.HELD

    @property
    def focus_item(self) -> AgendaItem:
        """The agenda item on the coaching focus; only held ones have one for sure."""
        return next(item for item in self.items if item.section is Section.FOCUS)


def talks(cast: Cast, weeks: Weeks, seed: int) -> list[Talk]:
    """All one-on-ones, rep by rep, oldest first."""
    return [talk for rep in cast.reps for talk in sorted(_of(cast, rep, weeks, seed), key=lambda talk: talk.day)]


def _of(cast: Cast, rep: str, weeks: Weeks, seed: int) -> Iterator[Talk]:
    told = cast.story.talks
    missed = {each["day"]: each for each in told["missed"] if each["rep"] == rep}
    growth = told["development"]
    for back, day in enumerate(_days(cast, rep)):
        if day not in missed:
            grows = rep not in growth["without"] and back % growth["every"] == growth["every"] // 2
            yield _held(cast, rep, day, _focus(cast, rep, day, back), weeks, seed, grows=grows)
    for day, each in missed.items():
        status = MeetingStatus(each["status"])
        yield Talk(rep, day, cast.spec(rep)["focus"], _meeting(cast, rep, day, status, each["reason"]), ())
    if (coming := cast.spec(rep).get("next")) is not None:
        meeting = _meeting(cast, rep, coming, MeetingStatus.PLANNED)
        yield Talk(rep, coming, cast.spec(rep)["focus"], meeting, _prepared(cast, rep, coming, meeting, weeks))


def _days(cast: Cast, rep: str) -> list[dt.date]:
    """Days of the rep's rhythm in the story, newest first, those in a leave left out."""
    spec = cast.spec(rep)
    first = cast.story.today - dt.timedelta(weeks=cast.story.talks["weeks_back"])
    first = max(first, spec["hired_on"] + dt.timedelta(days=7))
    away = [(each["first"], each["last"]) for each in cast.story.team["leave"] if rep in each["reps"]]
    rhythm = dt.timedelta(days=cast.reps[rep].cadence_days)
    days = [spec["last"] - step * rhythm for step in range((spec["last"] - first) // rhythm + 1)]
    return [day for day in days if not any(begin <= day <= end for begin, end in away)]


def _focus(cast: Cast, rep: str, day: dt.date, back: int) -> str:
    spec, agreed = cast.spec(rep), cast.agreed()
    if day >= spec["agreed"]:
        return str(spec["focus"])
    return agreed[(agreed.index(spec["focus"]) + back // _ROUNDS_PER_FOCUS) % len(agreed)]


def _meeting(cast: Cast, rep: str, day: dt.date, status: MeetingStatus, reason: str = "") -> OneOnOne:
    return OneOnOne(
        id=identity("one-on-one", rep, day),
        rep_id=cast.reps[rep].id,
        on=cast.when.day(day),
        at=cast.spec(rep)["meets"],
        minutes=_MINUTES,
        status=status,
        reason=reason,
    )


def _held(cast: Cast, rep: str, day: dt.date, focus: str, weeks: Weeks, seed: int, *, grows: bool) -> Talk:
    """A one-on-one that took place; with `grows` its topic was what comes next for the rep."""
    random = chance(seed, "talk", rep, day)
    planned = _meeting(cast, rep, day, MeetingStatus.HELD)
    items = tuple(_talked(cast, rep, day, focus, planned, weeks, random))
    if grows:
        items = tuple(_growing(cast, each) if each.section is Section.REP_TOPICS else each for each in items)
    late = dt.timedelta(seconds=int(random.integers(0, 180)))
    started = cast.when.instant(planned.on, cast.spec(rep)["meets"]) + late
    ended = started + dt.timedelta(seconds=sum(item.seconds_spent for item in items) + int(random.integers(5, 60)))
    return Talk(rep, day, focus, replace(planned, started_at=started, ended_at=ended), items)


def _talked(
    cast: Cast, rep: str, day: dt.date, focus: str, meeting: OneOnOne, weeks: Weeks, random: np.random.Generator
) -> Iterator[AgendaItem]:
    told = cast.story.talks
    pool = told["pool"]
    forecast = [each.get("forecast_seconds") for each in told["note"] if (each["rep"], each["day"]) == (rep, day)]
    about = {Section.FOCUS: focus, Section.COMMITMENTS: focus, Section.FORECAST: "revenue_won"}
    for position, section in enumerate(Section):
        title = _pick(pool[section], random)
        spent = round(told["seconds"][section] * random.uniform(0.85, 1.15))
        if section is Section.FORECAST and any(forecast):
            spent = forecast[0]
        kpi = about.get(section)
        yield AgendaItem(
            id=identity("item", rep, day, position),
            one_on_one_id=meeting.id,
            position=position,
            section=section,
            title=title["title"].replace("{kpi}", cast.kpis[focus].name),
            why=title["why"],
            minutes=float(told["minutes"][section]),
            kpi_id=cast.kpis[kpi].id if kpi else None,
            questions=(_pick(pool["questions"][section], random),),
            evidence=_evidence(cast, rep, day, kpi, focus if section is Section.FORECAST else None, weeks),
            checked=True,
            seconds_spent=spent,
        )


def _growing(cast: Cast, item: AgendaItem) -> AgendaItem:
    told = cast.story.talks["development"]
    return replace(item, title=told["title"], why=told["why"], questions=(told["question"],), rule=told["rule"])


def _prepared(cast: Cast, rep: str, day: dt.date, meeting: OneOnOne, weeks: Weeks) -> tuple[AgendaItem, ...]:
    """The agenda prepared for a one-on-one to come, section by section; empty where nothing was prepared."""
    told = next((each for each in cast.story.talks["agenda"] if (each["rep"], each["day"]) == (rep, day)), None)
    specs = sorted(told["item"], key=lambda each: list(Section).index(Section(each["section"]))) if told else []
    return tuple(_item(cast, rep, day, at, spec, meeting, weeks) for at, spec in enumerate(specs))


def _item(
    cast: Cast, rep: str, day: dt.date, position: int, spec: Mapping[str, Any], meeting: OneOnOne, weeks: Weeks
) -> AgendaItem:
    kpi = spec.get("kpi")
    evidence = _evidence(cast, rep, day, kpi, spec.get("lever"), weeks)
    return AgendaItem(
        id=identity("item", rep, day, position),
        one_on_one_id=meeting.id,
        position=position,
        section=Section(spec["section"]),
        title=cast.when.told(spec["title"]),
        why=cast.when.told(spec["why"]),
        minutes=float(spec["minutes"]),
        rule=spec.get("rule"),
        kpi_id=cast.kpis[kpi].id if kpi else None,
        questions=tuple(spec["questions"]),
        evidence={**evidence, "evidence_ids": spec.get("evidence_ids", []), **_gathered(cast, rep, spec)},
        suggested_commitment=spec.get("suggested_commitment", ""),
        state=ItemState(spec.get("state", ItemState.ACCEPTED)),
        raised_by_rep=spec.get("raised_by_rep", False),
    )


def _gathered(cast: Cast, rep: str, spec: Mapping[str, Any]) -> dict[str, Any]:
    """The open promises or topics an item is about, in the words of the story."""
    told, found = cast.story.promises, {}
    if texts := spec.get("commitments"):
        dated = {each["text"]: each["agreed"] for each in told["commitment"] if each["rep"] == rep}
        found["commitments"] = [str(identity("commitment", rep, dated[text], text)) for text in texts]
    if texts := spec.get("topics"):
        dated = {each["text"]: each["raised"] for each in told["topic"] if each["rep"] == rep}
        found["topics"] = [str(identity("topic", rep, dated[text])) for text in texts]
    return {**found, REWORDED: True} if found else {}


def _evidence(cast: Cast, rep: str, day: dt.date, kpi: str | None, lever: str | None, weeks: Weeks) -> dict[str, Any]:
    """What the item rests on, in the shape an agenda drawn from numbers has; a forecast names its leading lever."""
    found: dict[str, Any] = {"subject": kpi or "", "question_ids": [], "evidence_ids": [], "also": []}
    if lever is not None:
        value = mean_before(weeks, cast.story, lever, rep, day)
        name = cast.kpis[lever].name
        text = name.lower() if value is None else f"{name.lower()}, {value:.1f} a week over 4 weeks"
        found["lever"] = {"kpi": lever, "value": value, "target": _target(cast, lever, day), "text": text}
    return found


def _target(cast: Cast, kpi: str, day: dt.date) -> float | None:
    """The weekly target in force on a day of the story."""
    dated = [each for each in cast.story.team["target"] if each["kpi"] == kpi]
    held = [each for each in dated if not isinstance(each.get("from"), dt.date) or each["from"] <= day]
    return float(held[-1]["value"]) if held else None


def _pick(pool: list[Any], random: np.random.Generator) -> Any:
    return pool[int(random.integers(len(pool)))]
