"""Carry-over is exact: whatever happens to meetings, every open promise and waiting topic is on the next agenda once.

A plain-dict model is walked beside the services on a real file.
"""

import datetime as dt
import shutil
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from kpidesk.domain.carrying import named
from kpidesk.domain.entities import Commitment, Kpi, KpiEntry, OneOnOne, Rep, Target, Topic, new_id
from kpidesk.domain.terms import Cadence, CommitmentStatus, MeetingStatus, Owner, Section
from kpidesk.services.desk import Desk
from kpidesk.storage import records
from kpidesk.storage.upgrade import open_database

DAY = dt.date(2026, 8, 3)
MAYA = Rep(new_id(), "Maya Okafor", cadence_days=7)
CALLS = Kpi(new_id(), "discovery_held", "Discovery calls", noun="discovery calls")
TEXTS = st.sampled_from(["Send the proposal", "=1+1", "{rep}", "<b>call</b>", "A" * 300, "Ötzi 🧊"])
MOMENT = dt.datetime(2026, 8, 3, 9, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """A file with one rep, one KPI and its weeks, to be copied."""
    path = tmp_path_factory.mktemp("carry") / "template.kpidesk"
    database = open_database(path)
    first = dt.date(2026, 5, 4)
    with database.write() as connection:
        records.insert_all(connection, [MAYA, CALLS, Target(new_id(), CALLS.id, 12.0, Cadence.WEEK, first)])
        weeks = [KpiEntry(MAYA.id, CALLS.id, first + dt.timedelta(weeks=at), 7, 8.0 + at % 3) for at in range(20)]
        records.insert_all(connection, weeks)
    database.close()
    return path


def some_planned(talks):
    return hasattr(talks, "desk") and bool(talks.meetings(MeetingStatus.PLANNED))


def none_runs(talks):
    return some_planned(talks) and not talks.meetings(MeetingStatus.RUNNING)


def one_runs(talks):
    return hasattr(talks, "desk") and bool(talks.meetings(MeetingStatus.RUNNING))


class Talks(RuleBasedStateMachine):
    """One-on-ones with one rep, in any order of events."""

    source: Path

    @initialize()
    def begin(self):
        """A copy of the file, and nothing agreed yet."""
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "team.kpidesk"
        shutil.copy(self.source, path)
        self.desk = Desk(path)
        self.on = DAY
        self.promises, self.topics = {}, {}
        self.prepared = set()
        for days in (2, 9):
            self.desk.meetings.schedule(OneOnOne(new_id(), MAYA.id, DAY + dt.timedelta(days=days)))

    def teardown(self):
        """Close the file."""
        if hasattr(self, "desk"):
            self.desk.close()
            self.folder.cleanup()

    def meetings(self, *status):
        return [each for each in self.desk.meetings.one_on_ones(MAYA.id) if each.status in status]

    def planned(self, at):
        found = self.meetings(MeetingStatus.PLANNED)
        return found[at % len(found)]

    def expected(self):
        return Counter([ident for ident, open_ in {**self.promises, **self.topics}.items() if open_])

    def spoken(self, items):
        return Counter(ident for each in items for ident in named(each))

    @rule(
        text=TEXTS,
        days=st.integers(0, 3),
        manager=st.booleans(),
        due=st.none() | st.integers(-2, 20),
        kpi=st.booleans(),
    )
    def promise(self, text, days, manager, due, kpi):
        new = Commitment(
            new_id(), MAYA.id, text, self.on - dt.timedelta(days=days), Owner.MANAGER if manager else Owner.REP,
            CALLS.id if kpi else None, expected=12.0 if kpi else None,
            due=None if due is None else self.on + dt.timedelta(days=due),
        )  # fmt: skip
        self.desk.meetings.add_commitment(new)
        self.promises[str(new.id)] = True

    @rule(
        at=st.integers(0, 9),
        status=st.sampled_from([CommitmentStatus.DONE, CommitmentStatus.MISSED, CommitmentStatus.DROPPED]),
    )
    def settle(self, at, status):
        found = self.desk.meetings.commitments(MAYA.id, open_only=True)
        if found:
            one = found[at % len(found)]
            self.desk.meetings.close_commitment(one, status, self.on)
            self.promises[str(one.id)] = False

    @rule(text=TEXTS)
    def topic(self, text):
        new = Topic(new_id(), MAYA.id, text, self.on)
        self.desk.topics.add(new)
        self.topics[str(new.id)] = True

    @rule(days=st.integers(1, 9))
    def wait(self, days):
        self.on += dt.timedelta(days=days)

    @rule(days=st.integers(0, 20))
    def schedule(self, days):
        if len(self.meetings(MeetingStatus.PLANNED)) < 3:
            self.desk.meetings.schedule(OneOnOne(new_id(), MAYA.id, self.on + dt.timedelta(days=days)))

    @precondition(some_planned)
    @rule(at=st.integers(0, 2), minutes=st.sampled_from([15, 30, 60]))
    def prepare(self, at, minutes):
        meeting = self.planned(at)
        self.desk.preparation.prepare(meeting, MAYA, self.on, minutes)
        self.prepared.add(meeting.id)
        assert self.spoken(self.desk.meetings.items(meeting)) == self.expected()

    @precondition(some_planned)
    @rule(at=st.integers(0, 2), days=st.integers(-3, 9))
    def reschedule(self, at, days):
        meeting = self.planned(at)
        self.desk.meetings.reschedule(meeting, meeting.on + dt.timedelta(days=days), None)

    @precondition(some_planned)
    @rule(at=st.integers(0, 2), text=TEXTS)
    def own_point(self, at, text):
        meeting = self.planned(at)
        self.desk.agendas.add_item(meeting, Section.REP_TOPICS, text)
        self.prepared.add(meeting.id)

    @precondition(some_planned)
    @rule(at=st.integers(0, 2), missed=st.booleans())
    def fall_through(self, at, missed):
        meeting = self.planned(at)
        own = [each for each in self.desk.meetings.items(meeting) if each.rule is None]
        (self.desk.meetings.miss if missed else self.desk.meetings.cancel)(meeting)
        self.learn_topics(len(own))
        self.the_next_agenda_names_each_once(15)

    @precondition(none_runs)
    @rule(at=st.integers(0, 2))
    def start(self, at):
        meeting = self.planned(at)
        carried = self.desk.preparation.carried(meeting, self.on)
        self.desk.meetings.start(meeting, MOMENT, self.on, carried)
        if meeting.id in self.prepared:
            assert self.spoken(self.desk.meetings.items(meeting)) == self.expected()

    @precondition(one_runs)
    @rule(data=st.data())
    def tick(self, data):
        for meeting in self.meetings(MeetingStatus.RUNNING):
            for each in self.desk.meetings.items(meeting):
                if not each.checked and data.draw(st.booleans()):
                    self.desk.meetings.check(each)

    @precondition(one_runs)
    @rule()
    def end(self):
        for meeting in self.meetings(MeetingStatus.RUNNING):
            items = self.desk.meetings.items(meeting)
            self.desk.meetings.end(meeting, MOMENT)
            for each in items:
                if each.checked:
                    self.topics.update(dict.fromkeys(each.evidence.get("topics", ()), False))
            self.learn_topics(sum(each.rule is None and not each.checked for each in items))
            self.the_next_agenda_names_each_once(30)

    def learn_topics(self, count):
        """Own points that were not talked about wait as topics from now on: so many, and no others."""
        known = {str(each.id): True for each in self.desk.meetings.topics(MAYA)}
        new = known.keys() - self.topics.keys()
        assert len(new) == count
        self.topics.update(dict.fromkeys(new, True))

    @precondition(lambda talks: hasattr(talks, "desk"))
    @rule(minutes=st.sampled_from([15, 30, 60]))
    def the_next_agenda_names_each_once(self, minutes):
        drawn = self.desk.preparation.agenda(MAYA, self.on, minutes)
        assert self.spoken(drawn.items) == self.expected()


def test_every_promise_and_topic_is_on_the_next_agenda_exactly_once(template):
    Talks.source = template
    run_state_machine_as_test(
        Talks,
        settings=settings(
            max_examples=12,
            stateful_step_count=40,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
