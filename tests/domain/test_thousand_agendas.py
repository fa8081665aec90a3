"""A thousand agendas of made-up reps, by chance but the same each time: what every one of them must keep to.

Domain brief 4.3 (sections, minutes, the fence), 4.4 (selection) and 4.9 (what is never shown).
"""

import dataclasses
import datetime as dt
import json
import math
import re
from collections import Counter
from functools import cache

import numpy as np
import pytest

from kpidesk import paths
from kpidesk.domain.drawing import draw
from kpidesk.domain.entities import AgreedKpi, Agreement, Experiment, Leave, Pin, Topic, new_id
from kpidesk.domain.fallbacks import thin
from kpidesk.domain.recent_weeks import CohortWeeks
from kpidesk.domain.template_text import parse
from kpidesk.domain.templates import Standard
from kpidesk.domain.terms import (
    Aggregation,
    CommitmentStatus,
    Direction,
    Kind,
    KpiClass,
    MeetingStatus,
    Owner,
    Section,
    Unit,
)
from kpidesk.domain.yields import Grade, Yield

from .conftest import ON, Maker
from .test_drawing import BANK, HOSTILE, NAN, fence, fits

TEMPLATES = [
    parse(paths.resource(f"templates/{each}.toml").read_text(encoding="utf-8"), each.id, str(each)) for each in Standard
]
SHAPES = ("any", "red", "green", "empty", "one week", "on leave", "back", "ramping", "promises", "rates")
MENDING = re.compile(r"L\d|Q\d|P[124]$|Y[12]$|C[1-4]$")
OWN = {KpiClass.ACTIVITY, KpiClass.QUALITY}
NAMED = {Section.COMMITMENTS: "commitments", Section.REP_TOPICS: "topics"}
ABOUT_PERSONS = re.compile(
    r"\b(lazy|weak|poor|bad|unmotivated|excellent|best rep|worst|rank|peer|colleagues|team average)\b"
)


@cache
def many():
    """Three hundred KPIs, some of them low."""
    make = Maker()
    return [
        make.reading(make.kpi(f"kpi_{at}", f"Calls {at}", position=at), [9] * 8 + [at % 9] * 4, 10) for at in range(300)
    ]


class Team:
    """Builds the facts of one rep by chance."""

    def __init__(self, seed):
        self.chance, self.make = np.random.default_rng(seed), Maker()
        self.shape = "many" if seed % 51 == 50 else SHAPES[seed % len(SHAPES)]

    def pick(self, *values):
        return values[int(self.chance.integers(len(values)))]

    def day(self, first=-200, last=30):
        return ON + dt.timedelta(days=int(self.chance.integers(first, last)))

    def words(self):
        return self.pick("Discovery calls", "Win rate", *HOSTILE, "{kpi}", "x" * 5000, "مكالمات", "a\nb\x00c")

    def kpi(self, at):
        kind = self.pick(Kind.LEADING, Kind.LEADING, Kind.LEADING, Kind.LAGGING)
        aggregation = self.pick(Aggregation.SUM, Aggregation.SUM, Aggregation.RATIO, Aggregation.LAST)
        key = self.pick(f"kpi_{at}", f"kpi_{at}", f"kpi_{at}", f"own_{at}")
        if self.shape == "rates":
            key = ("show_rate", "next_step_rate", "stalled_rate", "slippage_rate", "lead_response_min")[at % 5] + "_"[
                : at // 5
            ]
        return self.make.kpi(
            key, self.words(), kind=kind, kpi_class=self.pick(*KpiClass), unit=self.pick(*Unit), position=at,
            aggregation=aggregation, direction=self.pick(*Direction), pair_key=f"kpi_{at + 1}",
        )  # fmt: skip

    def reading(self, at):
        kpi, weeks = self.kpi(at), 1 if self.shape == "one week" else self.pick(1, 4, 8, 26)
        level = self.pick(0.0, 0.4, 5.0, 40.0, 1e6)
        values = level * self.chance.uniform(0.5, 1.5, weeks)
        values[self.chance.random(weeks) < self.pick(0, 0, 0.3)] = NAN
        target = {"red": level * 3 + 1, "green": level / 3}.get(self.shape, self.pick(NAN, 0.0, level, level * 1.4))
        if kpi.aggregation is Aggregation.RATIO:
            bottom = self.chance.integers(0, 30, weeks).astype(float)
            return self.make.ratio(kpi, (bottom * self.pick(0.1, 0.5, 0.9)).round(), bottom, target)
        return self.make.reading(kpi, values, target, away=self.chance.random(weeks) < self.pick(0, 0.2))

    def facts(self):
        make, pick = self.make, self.pick
        hired = (
            ON - dt.timedelta(days=40)
            if self.shape == "ramping"
            else pick(None, ON, dt.date(2027, 1, 1), dt.date(2019, 5, 1))
        )
        make.rep = make.replace(
            make.rep, name=pick("Maya Okafor", *HOSTILE), role=pick("SDR", "Account manager", ""), hired_on=hired
        )
        count = 0 if self.shape == "empty" else int(self.chance.integers(1, 14))
        readings = list(many()) if self.shape == "many" else [self.reading(at) for at in range(count)]
        readings = list({each.kpi.key: each for each in readings}.values())
        if readings and pick(True, True, False):
            done = int(self.chance.integers(1, 100))
            value = pick(0.0, 100.0, 299.0, 500.0)
            readings.append(make.result(value=value, target=300, done=done, total=100, chance=pick(None, 0.1, 0.9)))
        meetings = self.meetings()
        agreed = self.agreement(readings) if pick(True, False) else {}
        leading = [each.kpi for each in readings if each.kpi.kind is Kind.LEADING]
        most = 12 if self.shape == "promises" else 4
        return make.facts(
            *readings,
            commitments=tuple(make.tracked(*self.promise(readings)) for _ in range(pick(0, 1, 3, most))),
            topics=tuple(self.topic() for _ in range(pick(0, 1, 6))),
            meetings=meetings,
            items=self.items(meetings, readings),
            leaves=self.leaves(),
            forecast_cap=pick(0.05, 0.13, 0.2, 0.9),
            next_on=pick(None, self.day(1, 30)),
            asked=tuple(frozenset(self.chance.integers(1, 81, 6).tolist()) for _ in range(pick(0, 3))),
            cohort={kpi.key: self.cohort(kpi) for kpi in leading[:6]} if pick(True, False) else {},
            yields=tuple(self.found(kpi) for kpi in leading[:3]) if pick(True, False) else (),
            experiments=tuple(self.trial(kpi) for kpi in leading[:1]),
            **agreed,
        )

    def topic(self):
        return Topic(new_id(), self.make.rep.id, self.words() or "?", self.day(-30, 0))

    def trial(self, kpi):
        return Experiment(new_id(), self.make.rep.id, kpi.id, self.day(), self.day(), 2.0)

    def meetings(self):
        found = [
            self.make.meeting(self.day(-150, 0), self.pick(MeetingStatus.HELD, *MeetingStatus))
            for _ in range(self.pick(0, 2, 6))
        ]
        return tuple(sorted(found, key=lambda each: each.on, reverse=True))

    def items(self, meetings, readings):
        made = []
        for meeting in meetings:
            for each in readings[:3]:
                evidence = {
                    "subject": each.kpi.key,
                    "score_parts": {"severity": self.pick(0.3, 1.0)},
                    "question_ids": [12],
                }
                made.append(
                    self.make.item(
                        meeting,
                        self.pick(*Section),
                        rule=self.pick("L1", "L2", "W1", "H8"),
                        kpi_id=each.kpi.id,
                        evidence=evidence,
                        checked=self.pick(True, False),
                        seconds_spent=self.pick(0, 600),
                    )
                )
        return tuple(made)

    def agreement(self, readings):
        agreement = Agreement(new_id(), self.make.rep.id, self.day(-200, 0), review_on=self.pick(None, self.day()))
        chosen = readings[: self.pick(1, 3, 10)]
        return {
            "agreement": agreement,
            "agreed": tuple(
                AgreedKpi(new_id(), agreement.id, each.kpi.id, focus=at == 0) for at, each in enumerate(chosen)
            ),
        }

    def leaves(self):
        spans = {"on leave": (-20, 5), "back": (-20, -3)}
        if self.shape not in spans:
            return ()
        first, last = spans[self.shape]
        return (Leave(new_id(), self.make.rep.id, ON + dt.timedelta(days=first), ON + dt.timedelta(days=last)),)

    def promise(self, readings):
        about = self.pick(None, *readings[:2])
        made = self.make.commitment(
            self.words() or "?", agreed=self.day(-90, 0), due=self.pick(None, ON, self.day(-60, 30)),
            owner=self.pick(*Owner), status=self.pick(CommitmentStatus.OPEN, *CommitmentStatus),
            closed_on=self.pick(None, self.day(-20, 0)), kpi_id=about.kpi.id if about else None,
            baseline=self.pick(None, 3.0), expected=self.pick(None, 5.0), times_carried=self.pick(0, 3),
        )  # fmt: skip
        return made, about

    def cohort(self, kpi):
        rows = self.chance.choice([0.0, 1.0, 9.0, 40.0, NAN], (8, 8))
        return CohortWeeks(kpi, 0, rows, rows, np.full((8, 8), self.pick(NAN, 10.0)), np.full((8, 8), 5.0))

    def found(self, kpi):
        low, worth, high = (self.pick(-5.0, 0.0, 1.0, 300.0) for _ in range(3))
        return Yield(kpi.key, self.pick(*Grade), "opportunities", 0.25, 0.1, 0.4, (1, 3), worth, low, high, 14, 61)


@pytest.mark.parametrize("batch", range(10))
def test_a_hundred_agendas_keep_to_every_rule(batch):
    for seed in range(batch * 102, (batch + 1) * 102):
        team = Team(seed)
        facts, minutes = team.facts(), int(team.chance.integers(10, 121))
        plan = TEMPLATES[seed % len(TEMPLATES)].plan(minutes, facts.forecast_cap)
        drawn = draw(facts, plan, BANK)
        told = json.dumps(drawn.as_json(), allow_nan=False)
        assert seed % 5 or told == json.dumps(draw(facts, plan, BANK).as_json())
        kinds = [section.kind for section in drawn.sections]
        fits(drawn, minutes, kinds)
        fence(drawn, facts, minutes, kinds)
        within_the_plan(drawn, plan)
        coaching(drawn, facts)
        carried(drawn, facts)
        never_shown(drawn, facts)


def within_the_plan(drawn, plan):
    keys = [each.kpi.key for each in drawn.items if each.kpi]
    assert len(keys) == len(set(keys))
    assert len(drawn.items) <= plan.items <= (7 if drawn.minutes <= 30 else 11)
    assert sum(len(each.questions) for each in drawn.items) <= plan.questions <= (9 if drawn.minutes <= 30 else 14)
    assert len({each.id for each in drawn.items}) == len(drawn.items)


def coaching(drawn, facts):
    """One focus, two over half an hour, with a leading lever; most of its minutes on what is in the rep's own hands."""
    focus = [each for each in drawn.items if each.section is Section.FOCUS and each.rule != "POINT"]
    assert 1 <= len(focus) <= (1 if drawn.minutes <= 30 else 2)
    assert all(each.kpi is None or each.kpi.kind is Kind.LEADING for each in focus)
    known = [each for each in facts.leading if not math.isnan(each.value)]
    usable = {each.kpi.key: each.kpi for each in [each for each in known if not thin(facts, each)] or known}
    if usable:
        assert any(each.kpi is not None or "lever" in each.evidence for each in focus)
    if any(kpi.kpi_class in OWN for kpi in usable.values()):
        lever = {each.id: usable.get(each.evidence.get("lever", {}).get("kpi"), each.kpi) for each in focus}
        own = sum(each.minutes for each in focus if lever[each.id] is not None and lever[each.id].kpi_class in OWN)
        assert own >= 0.6 * sum(each.minutes for each in drawn.items if each.section is Section.FOCUS) - 1e-9
    wins = [each for each in drawn.items if each.section is Section.WINS]
    mending = [each for each in drawn.items if MENDING.match(each.rule or "")]
    assert wins
    assert len(mending) <= 2 * len(wins)


def carried(drawn, facts):
    """Every open promise and waiting topic once; what the manager owes first, then what is due."""
    for section, key in NAMED.items():
        spoken = Counter(one for each in drawn.items if each.section is section for one in each.evidence.get(key, ()))
        waiting = [each.commitment for each in facts.open] if key == "commitments" else facts.topics
        assert spoken == Counter(str(each.id) for each in waiting)
    promises = [each for each in drawn.items if each.section is Section.COMMITMENTS]
    order = [
        0 if each.rule == "C5" else 1 if (each.evidence.get("due") or "9") <= ON.isoformat() else 2 for each in promises
    ]
    assert order == sorted(order)


def never_shown(drawn, facts):
    """Domain brief 4.9, as far as words can show it."""
    names = sorted({facts.rep.name, *(each.kpi.name for each in facts.readings)}, key=len, reverse=True)
    for each in drawn.items:
        told = [each.why, *(one["why"] for one in each.evidence.get("also", ()))]
        for text in (each.title, *told, each.suggested_commitment, *each.questions):
            assert "\n" not in text
            assert "\u202e" not in text
            assert len(text) <= 1000
        if not any(len(name) > 1 and name in " ".join(told) for name in names):
            assert not ABOUT_PERSONS.search(" ".join(told).replace("evidence weak", ""))
        for text in told:
            if "were followed" in text:
                assert re.search(r"80% range .* reps, .* weeks; evidence (good|strong|weak|none)", text)
        if each.suggested_commitment and each.section is Section.FOCUS:
            about = each.evidence["commitment"]["kpi"]
            assert facts.reading(about).kpi.kpi_class is not KpiClass.HYGIENE
        if each.rule in {"L1", "L2", "L4", "P4"}:
            assert facts.reading(each.kpi.key).known >= 3
    assert "H9" not in {each.rule for each in (*drawn.items, *drawn.suggestions)}


def test_shuffled_rows_and_other_ids_change_nothing_but_ids():
    for seed in range(40):
        once, again = (Team(seed).facts() for _ in range(2))
        chance = np.random.default_rng(seed)
        shuffled = dataclasses.replace(
            again, items=tuple(again.items[at] for at in chance.permutation(len(again.items))),
            leaves=again.leaves[::-1], recognitions=again.recognitions[::-1],
        )  # fmt: skip
        plan = TEMPLATES[0].plan(30, 0.2)
        assert said(draw(once, plan, BANK)) == said(draw(shuffled, plan, BANK))


def said(drawn):
    """An agenda without its ids."""
    text = json.dumps(drawn.as_json(), ensure_ascii=False)
    return re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "id", text)


def test_pins_never_make_more_than_two_focus_kpis():
    make = Maker()
    readings = [make.reading(make.kpi(f"kpi_{at}", f"Calls {at}", position=at), [9] * 8, 10) for at in range(5)]
    pins = tuple(Pin(new_id(), make.rep.id, ON, kpi_id=each.kpi.id) for each in readings)
    for minutes in (15, 30, 60):
        drawn = draw(make.facts(*readings, pins=pins), TEMPLATES[0].plan(minutes, 0.2), BANK)
        focus = [each for each in drawn.items if each.section is Section.FOCUS]
        assert [each.evidence.get("pin") is not None for each in focus] == [True, True]
