"""Templates as files: written and read again they are the same; what is wrong is named by file and key."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpidesk import paths
from kpidesk.domain.entities import new_id
from kpidesk.domain.errors import UserError
from kpidesk.domain.template_text import as_table, parse
from kpidesk.domain.templates import Standard
from kpidesk.domain.wording import plain
from kpidesk.services.templates import dumps
from tests.domain.test_templates import BUILT_IN, templates

LINES = st.text(min_size=1, max_size=60).map(plain).filter(bool)
"""What a file keeps of a text: one line, nothing hidden."""
WEEKLY = paths.resource("templates/weekly.toml").read_text(encoding="utf-8")


def read(text):
    return parse(text, Standard.WEEKLY.id, "mine.toml")


@pytest.mark.parametrize("standard", Standard)
def test_every_built_in_template_is_written_and_read_the_same(standard):
    template = BUILT_IN[standard]
    assert parse(dumps(template), template.id, "again.toml") == template


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(templates(LINES))
def test_any_template_survives_being_written_and_read(template):
    assert parse(dumps(template), template.id, "again.toml") == template


@settings(max_examples=200)
@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda found: found.decode("latin-1")))
def test_any_text_is_a_template_or_refused_politely(text):
    with pytest.raises(UserError, match=r"mine\.toml"):
        read(text)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('name = "Weekly"', "name = ", "mine.toml is not TOML"),
        ('name = "Weekly"', 'name = ""', "mine.toml: name: a template needs one"),
        ('name = "Weekly"', "name = 5", "mine.toml: name: 5 is no text"),
        ('name = "Weekly"', f'name = "{"A" * 61}"', "mine.toml: name: it is longer than 60"),
        ('name = "Weekly"', 'nane = "Weekly"', "mine.toml: nane: there is no such key. Write one of name, purpose"),
        ('name = "Weekly"', 'name = "W"\nfavours = "wins"', "mine.toml: favours: that is no list"),
        ('name = "Weekly"', 'name = "W"\nfavours = ["winning"]', "mine.toml: favours: “winning” is unknown"),
        ("forecast = 4", "forecast = 7", "mine.toml: length 30, forecast: 7 is over its limit of 6 of 30 minutes"),
        ("forecast = 4", "forecast = 5", "mine.toml: length 30, the sections of 30 minutes add up to 31"),
        ("forecast = 4", 'forecast = "4"', "mine.toml: length 30, forecast: 4 is no whole number"),
        ("forecast = 4", "forecast = true", "mine.toml: length 30, forecast: True is no whole number"),
        ("forecast = 4\n", "", "mine.toml: length 30, forecast: it is missing"),
        ("forecast = 4", f"forecast = {'9' * 5000}", "mine.toml"),
        ("forecast = 4", "forecat = 4", "mine.toml: length 30, forecat: there is no such key"),
        ("minutes = 45", "minutes = 30", "mine.toml: length 30"),
    ],
)
def test_what_is_wrong_is_said_with_file_and_key(old, new, says):
    with pytest.raises(UserError) as refused:
        read(WEEKLY.replace(old, new, 1))
    assert says in str(refused.value)


@pytest.mark.parametrize(
    ("point", "says"),
    [
        ('section = "forecast"\ntitle = "A"', "mine.toml: point “A”, section: forecast cannot hold a fixed point"),
        (
            'section = "nowhere"\ntitle = "A"',
            "mine.toml: point “A”, section: “nowhere” is unknown. Write one of rep_topics",
        ),
        ('section = "wins"', "mine.toml: point, title: it needs one"),
        ('section = "wins"\ntitle = "A"\nquestions = [""]', "mine.toml: point “A”, questions: one is empty"),
        ('section = "wins"\ntitle = "A"\nquestions = ["{0}"]', "mine.toml: point “A”, questions: {0} is not known"),
        ('section = "wins"\ntitle = "A"\nsignals = "H4"', "mine.toml: point “A”, signals: there is no such key"),
    ],
)
def test_what_is_wrong_with_a_point_is_said_with_its_title(point, says):
    with pytest.raises(UserError) as refused:
        read(f"{WEEKLY}\n[[point]]\n{point}\n")
    assert says in str(refused.value)


def test_an_order_of_sections_cannot_be_written():
    turned = WEEKLY.replace("rep_topics = 5\nwins = 3", "forecast = 4\nrep_topics = 5\nwins = 3").replace(
        "focus = 10\nforecast = 4", "focus = 10"
    )
    assert read(turned).lengths == read(WEEKLY).lengths


def test_a_file_says_no_more_than_it_must():
    assert set(as_table(read(WEEKLY))) == {"name", "purpose", "length"}
    assert parse(dumps(BUILT_IN[Standard.FIRST]), new_id(), "x").points == BUILT_IN[Standard.FIRST].points
