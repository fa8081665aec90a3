import pytest

from kpidesk import cli
from kpidesk.cli.parser import build


def run(capsys, *arguments):
    code = cli.main(arguments)
    caught = capsys.readouterr()
    return code, caught.out, caught.err


@pytest.fixture(autouse=True)
def own_file(tmp_path, monkeypatch):
    monkeypatch.setenv("KPIDESK_DATABASE", str(tmp_path / "team.kpidesk"))


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("agenda",),
        ("agenda", "Maya", "--minutes", "17"),
        ("reps", "--format", "xml"),
        ("--on", "20 August", "reps"),
        ("screenshot", "x", "--size", "big"),
        ("screenshot", "x", "--scale", "9"),
        ("reps",),
        ("--database", "postgresql://host/db", "reps"),
        ("yield",),
        ("outlook", "Maya"),
        ("encrypt",),
        ("forget", "Maya"),
        ("import", "missing.csv"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_exit_code_2(capsys, arguments):
    code, out, err = run(capsys, *arguments)
    assert code == 2
    assert out == ""
    assert err.startswith("kpidesk: ")
    assert err.count("\n") == 1


def test_a_command_of_a_later_version_says_so(capsys):
    _code, _out, err = run(capsys, "yield", "--result", "opps_created")
    assert "later version" in err


def commands():
    return next(sorted(action.choices) for action in build()._actions if isinstance(action.choices, dict))


@pytest.mark.parametrize("name", commands())
def test_every_command_explains_itself(capsys, name):
    with pytest.raises(SystemExit) as left:
        cli.main([name, "--help"])
    assert left.value.code == 0
    text = capsys.readouterr().out
    assert "usage: kpidesk" in text
    assert "Example: kpidesk" in text


def test_the_version_is_told(capsys):
    with pytest.raises(SystemExit) as left:
        cli.main(["--version"])
    assert left.value.code == 0
    assert capsys.readouterr().out.startswith("KPIdesk ")
