import shutil

import pytest

from kpidesk.domain.days import day_number
from kpidesk.domain.entities import KpiEntry
from kpidesk.services.safety import SafetyService
from kpidesk.storage import records
from kpidesk.storage.tables import TABLES
from kpidesk.storage.upgrade import open_database
from tests.golden.entities import FILE, everything


@pytest.fixture
def golden(tmp_path):
    """A copy of the file that the first schema wrote, opened as a user would open it."""
    copy = tmp_path / "golden.kpidesk"
    shutil.copy(FILE, copy)
    database = open_database(copy)
    yield database
    database.close()


def test_a_file_of_the_first_schema_opens_with_everything_in_it(golden):
    with golden.read() as connection:
        found: list[object] = []
        for kind in TABLES:
            found += records.select(connection, kind)
        entry = next(each for each in everything() if isinstance(each, KpiEntry))
        found.append(records.find_entry(connection, entry.rep_id, entry.kpi_id, day_number(entry.start)))
    assert sorted(map(repr, found)) == sorted(map(repr, everything()))


def test_a_file_of_the_first_schema_is_sound(golden):
    assert SafetyService(golden).check() == []


def test_the_golden_file_holds_every_kind_of_entity():
    assert {type(entity) for entity in everything()} == {*TABLES, KpiEntry}


def test_the_golden_file_has_the_present_schema(golden, database):
    """Fails when the one initial schema was changed and `tests/golden/entities.py` not run."""
    query = "SELECT name, sql FROM sqlite_master WHERE sql NOT NULL ORDER BY name"
    with golden.read() as old, database.read() as new:
        assert old.exec_driver_sql(query).all() == new.exec_driver_sql(query).all()
