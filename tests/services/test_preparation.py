"""Preparing a one-on-one against a real file: what the agenda is drawn from, what is kept, and what never gets in."""

import datetime as dt
import json

from kpidesk.domain.entities import OneOnOne, new_id
from kpidesk.domain.terms import Section, Visibility
from tests.services.maya import JONAS, MAYA, ON, of


def test_the_agenda_comes_from_the_numbers(maya_desk):
    drawn = maya_desk.preparation.agenda(MAYA, ON)
    titles = [item.title for item in drawn.items]
    assert "New opportunities stay low" in titles
    assert "Halden: the pricing objection" in titles
    lines = [line for item in drawn.items for line in item.evidence.get("lines", ())]
    assert "I owe you: Intro to pricing" in {line["title"] for line in lines}
    promised = "+5 discovery calls a week promised, +4 measured, weeks 31 to 33: moved."
    assert f"{promised} Due today." in [line["why"] for line in lines]
    assert (
        drawn.sections[-1].items[0].why == "One or two promises of Maya, one of Elena Ruiz. Next one-on-one Thu 3 Sep."
    )


def test_its_json_is_that_of_the_command_line(maya_desk):
    answer = maya_desk.preparation.agenda(MAYA, ON).as_json()
    assert (answer["rep"], answer["on"], answer["minutes"]) == ("Maya Okafor", "2026-08-20", 30)
    assert (answer["forecast_minutes"], answer["forecast_cap_minutes"]) == (4, 6)
    assert [each["kind"] for each in answer["sections"]] == [str(section) for section in Section]
    first = answer["sections"][3]["items"][0]
    assert {"id", "rule", "kpi", "kpi_kind", "title", "why", "questions", "minutes", "evidence", "score"} <= set(first)
    assert (first["kpi"], first["kpi_kind"]) == ("opps_created", "leading")
    assert json.loads(json.dumps(answer, allow_nan=False)) == answer


def test_the_same_day_gives_the_same_bytes(maya_desk):
    once, again = (json.dumps(maya_desk.preparation.agenda(MAYA, ON, 45).as_json()) for _ in range(2))
    assert once == again


def test_a_rep_without_anything_gets_an_agenda_too(maya_desk):
    drawn = maya_desk.preparation.agenda(JONAS, ON, 15)
    assert drawn.notes == ("No data yet.",)
    assert sum(section.minutes for section in drawn.sections) == 15


def test_no_word_of_any_note_is_ever_on_an_agenda(maya_desk):
    before = json.dumps(maya_desk.preparation.agenda(MAYA, ON).as_json())
    for visibility in Visibility:
        maya_desk.meetings.add_note(
            MAYA, "CANARY lost confidence", visibility, dt.datetime(2026, 8, 19, 9, tzinfo=dt.UTC)
        )
    assert json.dumps(maya_desk.preparation.agenda(MAYA, ON).as_json()) == before


def test_preparing_keeps_the_agenda_with_the_one_on_one(maya_desk, planned):
    kept = maya_desk.agendas.prepared(planned)
    drawn = maya_desk.preparation.agenda(MAYA, ON)
    assert [item.title for item in kept.items] == [item.title for item in drawn.items]
    assert (kept.forecast_minutes, kept.forecast_limit) == (4, 6)
    assert [item.kpi for item in kept.items] == [item.kpi for item in drawn.items]


def test_preparing_is_one_step_to_undo(maya_desk):
    meeting = OneOnOne(new_id(), MAYA.id, ON)
    maya_desk.preparation.prepare(meeting, MAYA, ON)
    assert maya_desk.history.undo_label == "Prepare Maya Okafor"
    maya_desk.history.undo()
    assert meeting not in maya_desk.meetings.one_on_ones()
    maya_desk.history.redo()
    assert maya_desk.agendas.items(meeting)


def test_preparing_again_keeps_what_the_manager_decided(maya_desk, planned):
    win = of(maya_desk, planned, Section.WINS)
    maya_desk.agendas.dismiss(win, "Said already")
    before = maya_desk.agendas.items(planned)
    maya_desk.preparation.prepare(planned, MAYA, ON)
    assert maya_desk.agendas.items(planned) == before
    assert of(maya_desk, planned, Section.WINS).evidence["dismissed"] == "Said already"


def test_a_dismissed_point_rests_next_time_with_its_reason(maya_desk, planned):
    focus = of(maya_desk, planned, Section.FOCUS)
    maya_desk.agendas.dismiss(focus, "Said on Monday")
    known = next(each for each in maya_desk.meetings.one_on_ones(MAYA.id) if each.id == planned.id)
    maya_desk.meetings.start(known, dt.datetime(2026, 8, 20, 12, tzinfo=dt.UTC), ON)
    running = next(each for each in maya_desk.meetings.one_on_ones(MAYA.id) if each.id == planned.id)
    maya_desk.meetings.end(running, dt.datetime(2026, 8, 20, 12, 30, tzinfo=dt.UTC), {})
    later = maya_desk.preparation.agenda(MAYA, ON + dt.timedelta(days=1))
    left = [each.reason for each in later.left_out if (each.rule, each.kpi) == (focus.rule, focus.evidence["subject"])]
    assert left == ["You dismissed it on 20 Aug: Said on Monday. No further since."]
    assert focus.title not in {each.title for each in later.items}


def test_starting_without_preparing_draws_the_agenda_up(maya_desk):
    meeting = OneOnOne(new_id(), MAYA.id, ON, dt.time(14))
    maya_desk.meetings.schedule(meeting)
    maya_desk.meetings.start(
        meeting, dt.datetime(2026, 8, 20, 12, tzinfo=dt.UTC), ON, maya_desk.preparation.carried(meeting, ON)
    )
    drawn = maya_desk.preparation.agenda(MAYA, ON)
    assert [item.title for item in maya_desk.agendas.items(meeting)] == [item.title for item in drawn.items]


def test_open_commitments_come_with_their_verdicts(maya_desk):
    first, second = maya_desk.preparation.open_commitments(ON)
    assert (first["text"], first["owner"], first["verdict"], first["measured"]) == (
        "Intro to pricing", "manager", "no data", None,
    )  # fmt: skip
    assert (second["rep"], second["kpi"], second["baseline"], second["due"], second["status"]) == (
        "Maya Okafor", "discovery_held", 7.0, "2026-08-20", "open",
    )  # fmt: skip
    assert second["measured"] == 11.0
    assert second["summary"] == "+5 discovery calls a week promised, +4 measured, weeks 31 to 33."


def test_agendas_prepared_ahead_do_not_ask_the_same_twice(maya_desk, planned):
    def asked(meeting):
        return {ident for each in maya_desk.agendas.items(meeting) for ident in each.evidence["question_ids"]}

    later = OneOnOne(new_id(), MAYA.id, ON + dt.timedelta(days=14))
    maya_desk.preparation.prepare(later, MAYA, ON)
    # Only the close asks the same each time.
    assert asked(planned) & asked(later) == {76}
    assert len(asked(later)) > 3
