"""Names on the command line: nothing is guessed, and an alias is one command away."""

from __future__ import annotations

import json

import pytest

from kpidesk import cli

FILE = "Rep,Week,Calls\nMaya Okafr,2026-W32,5\nBen Carter,2026-W32,7\n"


@pytest.fixture
def run(capsys, tmp_path, monkeypatch):
    """Run a command over a file with two reps; the exit code and what it said."""
    monkeypatch.setenv("KPIDESK_DATABASE", str(tmp_path / "team.kpidesk"))

    def command(*arguments):
        code = cli.main([str(each) for each in arguments])
        caught = capsys.readouterr()
        return code, caught.out + caught.err

    roster = tmp_path / "roster.csv"
    roster.write_text("Name,Role\nMaya Okafor,inside\nBen Carter,inside\n", encoding="utf-8")
    recipe = tmp_path / "roster.toml"
    recipe.write_text('[rep]\ncolumn = "Name"\n[rep.set]\nrole = "Role"\n', encoding="utf-8")
    assert command("import", roster, "--recipe", recipe)[0] == 0
    return command


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "calls.csv"
    path.write_text(FILE, encoding="utf-8")
    return path


def test_an_unknown_name_is_left_out_and_the_likely_rep_named(run, file):
    code, said = run("import", file)
    assert code == 1
    assert (
        'Did you mean Maya Okafor (one letter differs)? Keep it as an alias: kpidesk reps alias "Maya Okafor"' in said
    )
    assert "Add these reps with --create-reps" in said


def test_an_alias_settles_it_until_it_is_forgotten(run, file):
    assert run("reps", "alias", "Maya Okafor", "Maya Okafr") == (0, "Files may call Maya Okafor “Maya Okafr” now.\n")
    assert run("import", file, "--dry-run")[0] == 0
    _, said = run("reps", "--format", "json")
    assert {each["name"]: each["aliases"] for each in json.loads(said)} == {
        "Maya Okafor": ["Maya Okafr"],
        "Ben Carter": [],
    }
    assert run("reps", "unalias", "Maya Okafr") == (0, "“Maya Okafr” is forgotten.\n")
    assert run("import", file, "--dry-run")[0] == 1


def test_a_rep_added_beside_one_of_almost_the_same_name_is_told(run, file):
    code, said = run("import", file, "--create-reps")
    assert code == 0
    assert "Maya Okafr is like Maya Okafor (one letter differs)." in said


@pytest.mark.parametrize(
    "arguments", [("alias", "Maya Okafor"), ("unalias",), ("alias", "Nobody", "x"), ("unalias", "x")]
)
def test_what_cannot_be_kept_or_forgotten_is_one_line(run, arguments):
    code, said = run("reps", *arguments)
    assert code == 2
    assert said.count("\n") == 1
