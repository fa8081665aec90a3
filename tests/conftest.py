"""What every test may ask for: a file, its services, the shared data folder."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from hypothesis import settings

from kpidesk.storage.upgrade import open_database

# A busy machine must not decide what a test says, nor must one run try other examples than the next.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")

# As in the application: widgets that are garbage must not be deleted by a worker thread that happens to ask for memory.
gc.disable()
_MUCH = 100_000


def pytest_runtest_teardown():
    """Collect garbage between tests."""
    if gc.get_count()[0] > _MUCH:
        gc.collect()


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
