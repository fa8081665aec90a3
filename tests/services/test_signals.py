"""Rules as the manager left them: kept with the file, undone like anything else, and heard by the agenda."""

import datetime as dt
import json

import pytest

from kpidesk.domain.errors import UserError
from kpidesk.domain.terms import Section
from kpidesk.services.desk import Desk

ON = dt.date(2026, 8, 20)


@pytest.fixture
def desk(tmp_path):
    opened = Desk(tmp_path / "team.kpidesk")
    opened.fill_sample(ON)
    yield opened
    opened.close()


def drawn(desk, name="Maya"):
    return desk.preparation.agenda(desk.team.rep(name), ON)


def as_bytes(desk):
    return json.dumps([drawn(desk, rep.name).as_json() for rep in desk.team.reps()], default=str)


def rules(desk):
    agenda = drawn(desk)
    also = {each["rule"] for item in agenda.items for each in item.evidence.get("also", ())}
    return {item.rule for item in agenda.items} | also | {each.rule for each in agenda.left_out}


def test_only_what_differs_from_the_default_is_kept(desk):
    desk.signals.keep("L1", {"missed_last": 0.7, "missed_recent": 0.9})
    assert desk.signals.settings()["L1"].numbers == {"missed_last": 0.7}
    desk.signals.keep("L1", {"missed_last": 0.8, "missed_recent": 0.9})
    assert desk.signals.settings() == {}


def test_a_change_is_one_step_to_undo(desk):
    desk.signals.keep("L1", {"missed_last": 0.7})
    desk.signals.keep("L1", {"missed_last": 0.6}, speaks=False)
    assert desk.history.undo_label == "Change signal L1"
    desk.history.undo()
    assert desk.signals.settings()["L1"].numbers == {"missed_last": 0.7}
    desk.history.redo()
    assert not desk.signals.settings()["L1"].speaks
    desk.signals.reset_all()
    assert desk.signals.settings() == {}
    desk.history.undo()
    assert desk.signals.settings()["L1"].numbers == {"missed_last": 0.6}


def test_what_makes_no_sense_changes_nothing(desk):
    with pytest.raises(UserError, match="Signal L1"):
        desk.signals.keep("L1", {"missed_last": 7})
    assert desk.signals.settings() == {}


def test_the_agenda_hears_it_at_once_and_forgets_it_with_undo(desk):
    before = as_bytes(desk)
    spoken = next(item.rule for item in drawn(desk).items if item.section is Section.FOCUS)
    desk.signals.keep(spoken, {}, speaks=False)
    assert spoken not in rules(desk)
    assert as_bytes(desk) != before
    desk.history.undo()
    assert as_bytes(desk) == before


def test_the_same_data_day_and_settings_give_the_same_bytes_in_another_process_of_the_file(desk, tmp_path):
    desk.signals.keep("L2", {"low_weeks": 3})
    desk.signals.keep("H3", {}, speaks=False)
    once = as_bytes(desk)
    assert as_bytes(desk) == once
    desk.close()
    again = Desk(tmp_path / "team.kpidesk")
    assert as_bytes(again) == once
    again.close()
