"""What every test may ask for: a file, its services, the shared data folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpidesk.storage.upgrade import open_database


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real exports with known totals; they lie beside the project, never inside it."""
    folder = Path(__file__).parents[2] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("needs the shared data folder beside the project")
    return folder


@pytest.fixture
def database(tmp_path):
    """A new, empty KPIdesk file."""
    opened = open_database(tmp_path / "team.kpidesk")
    yield opened
    opened.close()
