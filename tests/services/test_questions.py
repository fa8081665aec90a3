"""The question bank of a file: own questions, changed and silent ones, undone, and heard by the agenda."""

import dataclasses
import datetime as dt

import pytest

from kpidesk.domain.entities import OneOnOne, OwnQuestion, new_id
from kpidesk.domain.errors import UserError
from kpidesk.services.desk import Desk
from kpidesk.services.questions import LONGEST, as_own, bank, built_in

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
    path = tmp_path / "team.kpidesk"
    path.write_bytes(sample.read_bytes())
    opened = Desk(path)
    yield opened
    opened.close()


def own(text="What did {kpi} teach you?", rules=("L1", "L2"), **fields):
    return OwnQuestion(new_id(), text, rules, **fields)


def numbered(desk, number):
    return next(each for each in desk.questions.all() if each.number == number)


def asked(desk):
    with desk.database.read() as connection:
        return bank(connection)


def test_a_new_file_asks_the_questions_of_kpidesk(desk):
    assert [each.question for each in desk.questions.all()] == list(built_in().questions)
    assert asked(desk).questions == built_in().questions
    assert all(each.asked and each.own is None for each in desk.questions.all())


def test_an_own_question_is_kept_changed_deleted_and_undone(desk):
    new = own()
    desk.questions.keep(new)
    assert desk.questions.all()[-1].own == new
    changed = dataclasses.replace(new, text="What did {kpi} cost you?", classes=("activity",))
    desk.questions.keep(changed)
    assert desk.questions.all()[-1].question.text == "What did {kpi} cost you?"
    desk.questions.restore(desk.questions.all()[-1])
    assert len(desk.questions.all()) == len(built_in().questions)
    assert desk.history.undo_label == "Delete question"
    for expected in (changed, new, None):
        desk.history.undo()
        assert desk.questions.all()[-1].own == expected


def test_an_own_question_takes_its_turn_first_and_is_remembered(desk):
    maya = desk.team.rep("Maya")
    desk.questions.keep(own(rules=("L1", "L2", "GROW")))
    meeting = OneOnOne(new_id(), maya.id, ON)
    desk.preparation.prepare(meeting, maya, ON)
    item = next(each for each in desk.agendas.items(meeting) if "teach you?" in "".join(each.questions))
    assert item.questions[0] == "What did new opportunities teach you?"
    assert item.evidence["question_ids"][0] == str(desk.questions.all()[-1].own.id)
    known = next(each for each in desk.meetings.one_on_ones(maya.id) if each.id == meeting.id)
    desk.meetings.start(known, dt.datetime(2026, 8, 20, 9, tzinfo=dt.UTC))
    running = next(each for each in desk.meetings.one_on_ones(maya.id) if each.id == meeting.id)
    desk.meetings.end(running, dt.datetime(2026, 8, 20, 10, tzinfo=dt.UTC))
    later = desk.preparation.agenda(maya, ON + dt.timedelta(days=7))
    assert not any("teach you?" in question for each in later.items for question in each.questions)


def test_a_built_in_question_is_reworded_keeps_its_number_and_comes_back(desk):
    changed = dataclasses.replace(as_own(numbered(desk, 12)), text="Walk me through one good day of {kpi}.")
    desk.questions.keep(changed)
    found = numbered(desk, 12)
    assert (found.question.id, found.question.text) == (12, "Walk me through one good day of {kpi}.")
    assert found.question.group == "act"
    desk.questions.restore(found)
    assert numbered(desk, 12).question == built_in().questions[11]
    desk.history.undo()
    desk.questions.keep(dataclasses.replace(numbered(desk, 12).own, text=built_in().questions[11].text))
    assert numbered(desk, 12).own is None


def test_a_question_is_turned_off_and_on(desk):
    desk.questions.turn(numbered(desk, 3), on=False)
    assert not numbered(desk, 3).asked
    assert 3 not in {each.id for each in asked(desk).questions}
    desk.questions.turn(numbered(desk, 3), on=True)
    assert numbered(desk, 3).own is None
    desk.history.undo()
    assert not numbered(desk, 3).asked
    new = own()
    desk.questions.keep(new)
    desk.questions.turn(desk.questions.all()[-1], on=False)
    assert desk.questions.all()[-1].own == dataclasses.replace(new, asked=False)
    label = desk.history.undo_label
    desk.questions.turn(desk.questions.all()[-1], on=False)
    assert desk.history.undo_label == label


def test_how_long_questions_rest_is_kept_and_undone(desk):
    assert desk.questions.rest() == asked(desk).rest == 2
    desk.questions.set_rest(5)
    assert desk.questions.rest() == asked(desk).rest == 5
    desk.history.undo()
    assert desk.questions.rest() == 2
    for wrong in (-1, 9):
        with pytest.raises(UserError, match="0 to 8"):
            desk.questions.set_rest(wrong)


def test_a_file_without_a_workspace_keeps_the_rest(tmp_path):
    desk = Desk(tmp_path / "new.kpidesk")
    desk.questions.set_rest(4)
    assert desk.questions.rest() == 4
    desk.close()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"text": " \n"}, "needs words"),
        ({"text": "A" * (LONGEST + 1)}, f"longer than {LONGEST}"),
        ({"rules": ()}, "at least one situation"),
        ({"rules": ("L99",)}, "There is no signal L99"),
        ({"roles": ("chef",)}, "There is no role chef"),
        ({"classes": ("magic",)}, "There is no class of KPIs magic"),
        ({"text": "{name}?"}, "{name} is not known. Use {kpi}, {rep}, or take it out."),
        ({"text": "{kpi.name}?"}, "{kpi.name} is not known"),
        ({"text": "WHO should not be on your list?"}, "there already"),
    ],
)
def test_what_cannot_be_asked_is_refused_and_nothing_kept(desk, wrong, says):
    with pytest.raises(UserError) as refused:
        desk.questions.keep(dataclasses.replace(own(), **wrong))
    assert says in str(refused.value)
    assert len(desk.questions.all()) == len(built_in().questions)


def test_hidden_characters_are_not_kept(desk):
    desk.questions.keep(own("What\tdid \u202e{kpi} teach\nyou?"))
    assert desk.questions.all()[-1].own.text == "What did {kpi} teach you?"
