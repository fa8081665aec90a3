"""templates, questions and agenda --template on the command line, as text and as JSON."""

import datetime as dt
import json

import pytest

from kpidesk.cli import main
from kpidesk.services.desk import Desk

ON = "2026-08-20"


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    path = tmp_path_factory.mktemp("sample") / "team.kpidesk"
    desk = Desk(path)
    desk.fill_sample(dt.date.fromisoformat(ON))
    desk.close()
    return path


@pytest.fixture
def run(sample, tmp_path, capsys):
    path = tmp_path / "team.kpidesk"
    path.write_bytes(sample.read_bytes())

    def call(*arguments):
        code = main(["--database", str(path), "--on", ON, *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def test_templates_are_listed(run):
    code, out, _ = run("templates")
    assert code == 0
    assert "Quarterly KPI review" in out
    found = json.loads(run("templates", "--format", "json")[1])
    assert [each["name"] for each in found][:2] == ["Weekly", "Ramping"]
    half = next(each for each in found[0]["lengths"] if each["minutes"] == 30)
    assert half["sections"] == {
        "rep_topics": 5, "wins": 3, "commitments": 4, "focus": 10, "forecast": 4, "close": 4,
    }  # fmt: skip
    assert found[4]["points"][0]["title"] == "Getting to know each other"


def test_an_agenda_is_drawn_with_a_template(run):
    answer = json.loads(run("agenda", "Maya", "--template", "quarterly kpi REVIEW", "--format", "json")[1])
    assert answer["template"] == "Quarterly KPI review"
    assert answer["forecast_minutes"] <= answer["forecast_cap_minutes"]
    assert json.loads(run("agenda", "Maya", "--format", "json")[1])["template"] == "Weekly"
    code, out, err = run("agenda", "Maya", "--template", "yearly")
    assert (code, out) == (2, "")
    assert err == (
        "kpidesk: No template is called “yearly”. There are: Weekly, Ramping, Monthly strategy, Quarterly KPI review, "
        "First one-on-one.\n"
    )


def test_a_template_is_written_changed_and_taken_in(run, tmp_path):
    path = tmp_path / "mine.toml"
    assert run("templates", "export", "monthly", str(path))[:2] == (0, f"Written: {path}\n")
    assert "nothing changed" in run("templates", "import", str(path))[1]
    path.write_text(path.read_text(encoding="utf-8").replace("Monthly strategy", "Deal clinic"), encoding="utf-8")
    assert run("templates", "import", str(path))[1] == "Kept as “Deal clinic”.\n"
    answer = json.loads(run("agenda", "Maya", "--template", "deal clinic", "--format", "json")[1])
    assert answer["template"] == "Deal clinic"


def test_a_template_over_the_cap_is_refused_with_file_and_key(run, tmp_path):
    path = tmp_path / "mine.toml"
    run("templates", "export", "weekly", str(path))
    path.write_text(path.read_text(encoding="utf-8").replace("forecast = 4", "forecast = 9"), encoding="utf-8")
    code, _, err = run("templates", "import", str(path))
    assert code == 2
    assert err == (
        "kpidesk: mine.toml: length 30, forecast: 9 is over its limit of 6 of 30 minutes. Write 6 or less.\n"
    )


def test_questions_are_listed_and_added(run):
    found = json.loads(run("questions", "--format", "json")[1])
    assert [each["id"] for each in found][:76] == list(range(1, 77))
    assert run("questions", "add", "What did {kpi} teach you?", "--rule", "L1", "--rule", "L2")[0] == 0
    own = json.loads(run("questions", "--format", "json")[1])[-1]
    assert (own["text"], own["rules"], own["own"]) == ("What did {kpi} teach you?", ["L1", "L2"], True)
    assert "What did {kpi} teach you?" in run("questions")[1]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("questions", "add", "What of {name}?", "--rule", "L1"), "{name} is not known. Use {kpi}, {rep}"),
        (("questions", "add", "What now?", "--rule", "L99"), "There is no signal L99"),
        (("questions", "add", "What now?"), "at least one --rule"),
        (("questions", "--rule", "L1"), "belong to a new question"),
        (("templates", "export", "weekly"), "Write it as: kpidesk templates export NAME FILE.toml"),
        (("templates", "import"), "Write it as: kpidesk templates import FILE.toml"),
        (("templates", "import", "nowhere.toml"), "nowhere.toml cannot be read"),
    ],
)
def test_what_cannot_be_done_is_one_line(run, arguments, says):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert says in err
    assert err.count("\n") == 1
