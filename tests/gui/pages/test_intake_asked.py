"""What is worded for the command line stands in the window without file names, options and recipe text."""

import pytest

from kpidesk.gui.pages import intake_asked
from kpidesk.services.recipe_parts import About, Question

QUESTIONS = {
    'deals.xlsx, sheet “Q1”: which column names the rep: “A” or “B”? Say it in a recipe: [rep] column = "…".': (
        "Which column names the rep: “A” or “B”?",
        "Choose it above or below.",
    ),
    "weeks.csv, column “KW”: of which year is “KW 5”? Say it with --year on the command line, or in a recipe: x.": (
        "Of which year is “KW 5”?",
        "Choose it above or below.",
    ),
    "a.csv: no row names the columns. Add a header row, or name it in a recipe: [file] header_row = 1.": (
        "No row names the columns.",
        "Choose it above or below.",
    ),
    "a.csv: nothing fits. If each row is a deal or an activity, say in a recipe what to count. Could be: x.": (
        "Nothing fits.",
        "If each row is a deal or an activity, say below what to count.",
    ),
    "a.csv is empty. Export it again, then import that file.": (
        "a.csv is empty.",
        "Export it again, then import that file.",
    ),
}


@pytest.mark.parametrize("sentence", QUESTIONS)
def test_a_question_points_at_what_is_in_sight(qapp, sentence):
    assert intake_asked.asked(Question(sentence)) == QUESTIONS[sentence]


@pytest.mark.parametrize("about", [About.SHEET, About.TABLE])
def test_sheets_and_tables_are_listed_by_their_answers(qapp, about):
    title, meta = intake_asked.asked(Question("a.xlsx has several of them: “A”, “B”.", about))
    assert title.endswith("Which one is meant?")
    assert meta == ""


def test_a_note_keeps_what_it_says_and_loses_the_file(qapp):
    note = "a.csv: table 1 of 2, row 1 (“Rep”), was not read. To import it too, name it with --table 1."
    title, meta = intake_asked.told(note, "a.csv")
    assert title == "Table 1 of 2, row 1 (“Rep”), was not read."
    assert "--" not in meta
    assert intake_asked.told("Win rate: 5 is far above 100%. Left empty.", "a.csv") == (
        "Win rate: 5 is far above 100%.",
        "Left empty.",
    )
