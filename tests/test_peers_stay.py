"""What is known of peers stays on the manager's own page: nothing that a rep gets to see asks for it."""

import ast
import datetime as dt
import json
from pathlib import Path

import pytest

import kpidesk
from kpidesk.services.desk import Desk

ON = dt.date(2026, 8, 20)
PACKAGE = Path(kpidesk.__file__).parent
MAY_KNOW = {
    "domain/evidence.py",
    "services/peers.py",
    "services/desk.py",
    "gui/pages/reps_peers.py",
    "gui/pages/reps_evidence.py",
    "gui/pages/reps_evidence_words.py",
}
"""The comparison itself, the way to it, and the evidence under a scorecard."""
TOLD = ("quarter of", "middle of 8", "whose middle", "reps in the role", "together: for", "quartile", "percentile")


def asks_for_peers(path):
    """Whether a module imports the comparison or uses the service."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            names = {node.module or "", *(f"{node.module}.{each.name}" for each in node.names)}
            if names & {"kpidesk.domain.peers", "kpidesk.services.peers", "kpidesk.gui.pages.reps_peers"}:
                return True
        elif isinstance(node, ast.Attribute) and node.attr == "peers":
            return True
    return False


def test_only_the_evidence_under_a_scorecard_asks_for_peers():
    asking = {str(path.relative_to(PACKAGE).as_posix()) for path in PACKAGE.rglob("*.py") if asks_for_peers(path)}
    assert asking == MAY_KNOW


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    opened = Desk(tmp_path_factory.mktemp("peers") / "team.kpidesk")
    opened.fill_sample(ON)
    yield opened
    opened.close()


@pytest.mark.parametrize("name", ["Maya", "Jonas", "Tomás"])
def test_neither_agenda_nor_recap_says_where_a_rep_stands_among_peers(desk, name):
    rep = desk.team.rep(name)
    assert desk.peers.of(rep, ON)
    agenda = json.dumps(desk.preparation.agenda(rep, ON).as_json(), default=str)
    said = f"{agenda} {desk.recaps.recap(rep, desk.recaps.last_held(rep, ON))!r}"
    assert not [each for each in TOLD if each in said]
