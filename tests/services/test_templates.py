"""Templates of a file: kept, copied, deleted, reset, undone, taken to another file, and heard by the agenda."""

import dataclasses
import datetime as dt
import shutil

import pytest

from kpidesk.domain.edits import Edit
from kpidesk.domain.entities import OneOnOne, OwnTemplate, Rep, new_id
from kpidesk.domain.errors import NotFoundError, UserError
from kpidesk.domain.lengths import FixedPoint
from kpidesk.domain.templates import Standard
from kpidesk.domain.terms import Family, ItemState, MeetingStatus, Section
from kpidesk.services.desk import Desk
from kpidesk.services.templates import LARGEST_FILE

ON = dt.date(2026, 8, 20)


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    path = tmp_path_factory.mktemp("sample") / "team.kpidesk"
    desk = Desk(path)
    desk.fill_sample(ON)
    desk.close()
    return path


@pytest.fixture
def desk(sample, tmp_path):
    opened = Desk(shutil.copyfile(sample, tmp_path / "team.kpidesk"))
    yield opened
    opened.close()


@pytest.fixture
def maya(desk):
    return desk.team.rep("Maya")


def weekly(desk):
    return desk.templates.named("weekly")


def own(desk, name="Deal clinic"):
    point = FixedPoint(Section.FOCUS, "One deal in depth", "Chosen by the rep.", ("Which deal, {rep}?",))
    copy = desk.templates.copy(weekly(desk))
    return dataclasses.replace(copy, name=name, points=(point,), favours=frozenset({Family.QUALITY}))


def names(desk):
    return [each.name for each in desk.templates.all()]


BUILT_IN = ["Weekly", "Ramping", "Monthly strategy", "Quarterly KPI review", "First one-on-one"]


def test_a_new_file_has_the_five_templates_of_kpidesk(desk):
    assert names(desk) == BUILT_IN
    assert desk.templates.changed() == frozenset()


def test_an_own_template_is_kept_changed_deleted_and_each_step_undone(desk):
    new = own(desk)
    desk.templates.keep(new)
    assert desk.templates.all()[-1] == new
    desk.templates.keep(dataclasses.replace(new, purpose="Twice a month"))
    assert desk.templates.named("deal CLINIC").purpose == "Twice a month"
    desk.templates.drop(desk.templates.named("Deal clinic"))
    assert names(desk) == BUILT_IN
    assert desk.history.undo_label == "Delete template “Deal clinic”"
    desk.history.undo()
    assert desk.templates.named("Deal clinic").purpose == "Twice a month"
    desk.history.undo()
    assert desk.templates.all()[-1] == new
    desk.history.undo()
    assert names(desk) == BUILT_IN
    desk.history.redo()
    assert desk.templates.all()[-1] == new


def test_a_built_in_template_is_changed_and_reset(desk):
    before = weekly(desk)
    changed = dataclasses.replace(before, favours=frozenset({Family.YIELDS}))
    desk.templates.keep(changed)
    assert weekly(desk) == changed
    assert desk.templates.changed() == {before.id}
    assert names(desk) == BUILT_IN
    desk.templates.drop(changed)
    assert weekly(desk) == before
    desk.history.undo()
    desk.templates.keep(before)
    assert desk.templates.changed() == frozenset()


def test_a_name_is_there_once(desk):
    with pytest.raises(UserError, match="already a template called Weekly"):
        desk.templates.keep(own(desk, "weekly"))
    desk.templates.keep(own(desk))
    with pytest.raises(UserError, match="already a template called Deal clinic"):
        desk.templates.keep(own(desk))
    assert [desk.templates.copy(each).name for each in desk.templates.all()[-1:]] == ["Deal clinic copy"]
    assert names(desk) == [*BUILT_IN, "Deal clinic"]
    with pytest.raises(NotFoundError, match="There are: Weekly, Ramping"):
        desk.templates.named("Yearly")


def test_a_template_goes_to_a_file_and_into_another_team(desk, tmp_path):
    new, path = own(desk), tmp_path / "clinic.toml"
    desk.templates.keep(new)
    desk.templates.export(new, path)
    other = Desk(tmp_path / "other.kpidesk")
    taken = other.templates.take_in(path).template
    assert dataclasses.replace(taken, id=new.id) == new
    assert other.templates.named("Deal clinic") == taken
    again = other.templates.take_in(path)
    assert (again.template, again.change.kinds) == (taken, frozenset())
    other.history.undo()
    assert names(other) == BUILT_IN
    other.close()


def test_taking_in_never_overwrites_a_template_of_the_same_name(desk, tmp_path):
    changed, path = dataclasses.replace(weekly(desk), purpose="Ours"), tmp_path / "weekly.toml"
    desk.templates.export(changed, path)
    assert desk.templates.take_in(path).template.name == "Weekly 2"
    assert weekly(desk).purpose != "Ours"
    assert names(desk) == [*BUILT_IN, "Weekly 2"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"name = ", "clinic.toml is not TOML"),
        (b"\xff\xfe\x00", "clinic.toml is no text in UTF-8"),
        (b"# " + b"x" * LARGEST_FILE, "clinic.toml is too large"),
        (b'name = "A"\n[[length]]\nminutes = 30\n', "clinic.toml: length 30, rep_topics: it is missing"),
        (b'name = "A"', "clinic.toml: length: there is none"),
        (None, "cannot be read"),
    ],
)
def test_a_file_that_is_no_template_is_refused_and_nothing_kept(desk, tmp_path, content, says):
    path = tmp_path / "clinic.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UserError) as refused:
        desk.templates.take_in(path)
    assert says in str(refused.value)
    assert names(desk) == BUILT_IN
    assert desk.history.undo_label is None


def test_a_damaged_template_stops_no_agenda_and_is_told(desk, maya):
    text = 'name = "Weekly"\nshape = 1\n'
    desk.history.do("Damage", [Edit(None, OwnTemplate(Standard.WEEKLY.id, "Weekly", text))])
    assert names(desk) == BUILT_IN
    assert desk.preparation.agenda(maya, ON).template == "Weekly"
    assert desk.templates.damaged() == [
        "The template Weekly: shape: there is no such key. Write one of name, purpose, favours, length, point."
    ]
    desk.templates.drop(weekly(desk))
    assert desk.templates.damaged() == []


def test_a_folder_that_is_not_there_is_named(desk, tmp_path):
    with pytest.raises(UserError, match="cannot be written"):
        desk.templates.export(weekly(desk), tmp_path / "nowhere" / "weekly.toml")


def test_hidden_characters_of_a_dialog_are_not_kept(desk):
    desk.templates.keep(dataclasses.replace(own(desk, "Deal\u202e clinic\n"), purpose="One\tline"))
    kept = desk.templates.all()[-1]
    assert (kept.name, kept.purpose) == ("Deal clinic", "One line")


def test_the_usual_template_follows_from_the_file(desk, maya):
    assert desk.templates.of(maya, ON).name == "Weekly"
    new = Rep(new_id(), "Nadia Novak", hired_on=dt.date(2026, 8, 3))
    desk.team.add_rep(new)
    assert desk.templates.of(new, ON).name == "First one-on-one"
    assert desk.preparation.agenda(new, ON).template == "First one-on-one"
    desk.meetings.schedule(OneOnOne(new_id(), new.id, dt.date(2026, 8, 10), status=MeetingStatus.HELD))
    assert desk.preparation.agenda(new, ON).template == "Ramping"


def test_the_next_planned_one_on_one_brings_its_template(desk, maya):
    other = desk.team.rep("Ben")
    assert desk.preparation.agenda(maya, ON).template == "Weekly"
    upcoming = next(
        each
        for each in reversed(desk.meetings.one_on_ones(maya.id))
        if each.status is MeetingStatus.PLANNED and each.on >= ON
    )
    desk.reshaping.choose(upcoming, maya, ON, desk.templates.named("monthly"))
    assert desk.preparation.agenda(maya, ON).template == "Monthly strategy"
    assert desk.preparation.agenda(other, ON).template == "Weekly"
    assert desk.preparation.agenda(maya, ON, template=Standard.QUARTERLY.id).template == "Quarterly KPI review"
    found = {each.rep.name: each.template for each in desk.preparation.agendas(ON)}
    assert found[maya.name] == "Monthly strategy"


def test_preparing_remembers_the_template_even_when_it_is_no_longer_usual(desk, maya):
    meeting = OneOnOne(new_id(), maya.id, ON)
    desk.preparation.prepare(meeting, maya, ON, 45, Standard.MONTHLY.id)
    kept = next(each for each in desk.meetings.one_on_ones(maya.id) if each.id == meeting.id)
    assert kept.template_id == Standard.MONTHLY.id
    assert desk.agendas.prepared(kept).template == "Monthly strategy"
    points = {each.title for each in desk.agendas.items(kept) if each.rule == "POINT"}
    assert {"Next quarter", "Where the pipeline comes from"} <= points


def test_a_deleted_template_gives_way_to_the_usual(desk, maya):
    new = own(desk)
    desk.templates.keep(new)
    meeting = OneOnOne(new_id(), maya.id, ON, template_id=new.id)
    desk.meetings.schedule(meeting)
    assert desk.templates.of(maya, ON, meeting) == new
    desk.templates.drop(new)
    assert desk.templates.of(maya, ON, meeting).name == "Weekly"
    desk.preparation.prepare(meeting, maya, ON)
    desk.agendas.set_length(_known(desk, meeting), 20)
    assert _known(desk, meeting).minutes == 20


def _known(desk, meeting):
    return next(each for each in desk.meetings.one_on_ones(meeting.rep_id) if each.id == meeting.id)


def states(desk, meeting):
    return {each.title: each.state for each in desk.agendas.items(meeting)}


def test_another_template_for_a_kept_agenda_swaps_its_fixed_points_and_loses_nothing(desk, maya):
    meeting = OneOnOne(new_id(), maya.id, ON)
    desk.preparation.prepare(meeting, maya, ON, 45, Standard.MONTHLY.id)
    desk.agendas.add_item(_known(desk, meeting), Section.REP_TOPICS, "My own point")
    before = desk.agendas.items(meeting)
    desk.reshaping.choose(_known(desk, meeting), maya, ON, desk.templates.named("quarterly"))
    after = states(desk, meeting)
    assert after["Next quarter"] is ItemState.DISMISSED
    assert after["Which number pays back most"] is ItemState.ACCEPTED
    assert after["My own point"] is ItemState.ACCEPTED
    assert {each.id for each in before} <= {each.id for each in desk.agendas.items(meeting)}
    agenda = desk.agendas.prepared(_known(desk, meeting))
    assert agenda.template == "Quarterly KPI review"
    assert sum(each.minutes for each in agenda.items) == 45
    assert agenda.forecast_minutes <= agenda.forecast_limit
    desk.reshaping.choose(_known(desk, meeting), maya, ON, desk.templates.named("monthly"))
    assert states(desk, meeting)["Next quarter"] is ItemState.ACCEPTED
    assert states(desk, meeting)["Which number pays back most"] is ItemState.DISMISSED
    desk.history.undo()
    desk.history.undo()
    assert desk.agendas.items(meeting) == before
    assert _known(desk, meeting).template_id == Standard.MONTHLY.id


def test_a_template_chosen_twice_is_no_step(desk, maya):
    meeting = OneOnOne(new_id(), maya.id, ON, template_id=Standard.WEEKLY.id)
    desk.meetings.schedule(meeting)
    label = desk.history.undo_label
    desk.reshaping.choose(meeting, maya, ON, weekly(desk))
    assert desk.history.undo_label == label


def test_a_fixed_point_about_development_counts_as_a_talk_about_it(desk, maya):
    meeting = OneOnOne(new_id(), maya.id, dt.date(2026, 8, 19))
    desk.preparation.prepare(meeting, maya, meeting.on, 60, Standard.MONTHLY.id)
    kept = _known(desk, meeting)
    assert desk.preparation.facts(maya, ON).development_on != meeting.on
    desk.meetings.start(kept, dt.datetime(2026, 8, 19, 9, tzinfo=dt.UTC))
    desk.meetings.end(_known(desk, meeting), dt.datetime(2026, 8, 19, 10, tzinfo=dt.UTC))
    assert desk.preparation.facts(maya, ON).development_on == meeting.on
