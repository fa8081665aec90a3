"""Templates in Settings: seen, changed, copied, deleted, reset, exported and taken in; each step undone."""

import dataclasses

import pytest
from PySide6.QtCore import Qt

from kpidesk.domain.templates import Standard
from kpidesk.domain.terms import Family, Section
from kpidesk.gui.dialogs.template import TemplateDialog
from kpidesk.gui.pages.settings_templates import TemplatesCard


@pytest.fixture
def card(context, qtbot):
    made = TemplatesCard(context)
    qtbot.addWidget(made)
    context.editor.changed.connect(lambda _change: made.reload())
    made.reload()
    made.resize(1100, 600)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def templates(context):
    return context.desk.templates


@pytest.fixture
def refused(context):
    said: list[str] = []
    context.editor.refused.connect(said.append)
    return said


def choose(card, name):
    card.rows.choose(next(each.id for each in card.model.shown if each.template.name == name))


def dialog_of(card):
    return card.findChildren(TemplateDialog)[-1]


def names(templates):
    return [each.name for each in templates.all()]


def test_all_templates_are_listed_and_the_chosen_one_is_shown(card):
    assert card.model.row_at(0).template.name == "Weekly"
    assert card.count.text() == "5"
    assert card.strip.words.text() == (
        "30 min: Your topics 5, What works 3, Promises 4, Coaching focus 10, Forecast check 4, Close 4"
    )
    choose(card, "First one-on-one")
    assert "Your topics: Getting to know each other" in card.points.text()
    assert "Weighs a little more: Wins, Rhythm and growth." in card.points.text()
    card.strip.length.set_current("60")
    assert card.strip.words.text().startswith("60 min: Your topics 27")
    assert "Forecast" not in card.strip.words.text()
    assert card.strip.strip.accessibleName() == card.strip.words.text()


def test_the_strip_shows_the_forecast_within_the_limit_of_the_file(card, context):
    team = context.desk.team
    context.editor.do(lambda: team.name_workspace(dataclasses.replace(team.workspace(), forecast_cap=0.05)))
    assert "Forecast check 1" in card.strip.words.text()


def test_a_template_is_changed_by_keyboard_and_reset(card, templates, context, qtbot):
    choose(card, "Weekly")
    card.view.setFocus()
    qtbot.keyClick(card.view, Qt.Key.Key_F2)
    dialog = dialog_of(card)
    focus, close = dialog.minutes.sections[Section.FOCUS], dialog.minutes.sections[Section.CLOSE]
    qtbot.keyClick(focus, Qt.Key.Key_Plus)
    qtbot.keyClick(close, Qt.Key.Key_Minus)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    changed = templates.named("weekly")
    assert changed.plan(30, 0.2).sections[Section.FOCUS] == 11
    assert card.rows.current.template == changed
    assert card.reset.isEnabled()
    card.reset.click()
    assert templates.named("weekly").plan(30, 0.2).sections[Section.FOCUS] == 10
    assert not card.reset.isEnabled()
    context.editor.undo()
    assert templates.named("weekly") == changed
    context.editor.undo()
    assert templates.changed() == frozenset()


def test_a_copy_is_named_kept_and_deleted_with_a_way_back(card, templates, context, qtbot):
    choose(card, "Monthly strategy")
    card.copy.click()
    dialog = dialog_of(card)
    assert dialog.findChild(type(dialog._called), "template_name").text() == "Monthly strategy copy"
    dialog._called.setText("Deal clinic")
    dialog.save()
    assert names(templates)[-1] == "Deal clinic"
    assert card.rows.current.template.name == "Deal clinic"
    assert card.delete.isVisible()
    assert not card.reset.isVisible()
    kept = card.chosen
    card.view.setFocus()
    qtbot.keyClick(card.view, Qt.Key.Key_Delete)
    assert "Deal clinic" not in names(templates)
    card._bring_back(kept)
    assert card.chosen == kept
    context.editor.undo()
    context.editor.undo()
    assert names(templates)[-1] == "Deal clinic"


def test_delete_leaves_an_unchanged_built_in_template_alone(card, templates, context, qtbot):
    before = context.editor.undo_label
    choose(card, "Ramping")
    card.view.setFocus()
    qtbot.keyClick(card.view, Qt.Key.Key_Delete)
    assert names(templates)[1] == "Ramping"
    assert context.editor.undo_label == before


def test_a_template_is_exported_and_taken_in(card, templates, context, tmp_path):
    path = tmp_path / "mine.toml"
    card.ask_save = lambda name: path if name == "Weekly.toml" else None
    choose(card, "Weekly")
    card.export.click()
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"Weekly"', '"Deal clinic"'), encoding="utf-8")
    card.ask_open = lambda: path
    card.take_in.click()
    assert card.rows.current.template.name == "Deal clinic"
    card.take_in.click()
    assert names(templates).count("Deal clinic") == 1
    context.editor.undo()
    assert "Deal clinic" not in names(templates)


def test_a_file_that_is_no_template_is_refused_with_its_key(card, templates, tmp_path, refused):
    path = tmp_path / "mine.toml"
    path.write_text('name = "A"\n[[length]]\nminutes = 30\nforecast = 9\n', encoding="utf-8")
    card.ask_open = lambda: path
    card.take_in.click()
    assert refused == ["mine.toml: length 30, rep_topics: it is missing. Write one, such as rep_topics = 4."]
    assert len(names(templates)) == 5
    card.ask_save = lambda _name: tmp_path / "nowhere" / "x.toml"
    card.export.click()
    assert "cannot be written" in refused[-1]


def test_nothing_happens_when_no_file_is_named(card, context):
    before = context.editor.undo_label
    card.ask_open = lambda: None
    card.ask_save = lambda _name: None
    card.take_in.click()
    card.export.click()
    assert context.editor.undo_label == before


def test_favours_and_points_of_a_dialog_reach_the_agenda(card, templates, context):
    choose(card, "Weekly")
    card.edit.click()
    dialog = dialog_of(card)
    dialog.favours[Family.LEADING].setChecked(True)
    dialog.points.add.click()
    dialog.points.title.setText("Deal clinic")
    dialog.points.title.textEdited.emit("Deal clinic")
    dialog.points.place.choose(Section.FOCUS)
    dialog.save()
    drawn = context.desk.preparation.agenda(context.desk.team.rep("Maya"), context.today(), 45, Standard.WEEKLY.id)
    assert "Deal clinic" in {each.title for each in drawn.items if each.section is Section.FOCUS}
    focus = next(each for each in drawn.items if each.section is Section.FOCUS)
    assert focus.evidence["score_parts"]["template"] == 1.15
