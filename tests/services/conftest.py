"""Maya's file and her prepared one-on-one, for the tests of what agendas are made of."""

import datetime as dt

import pytest

from kpidesk.domain.entities import OneOnOne, new_id
from kpidesk.services.desk import Desk
from tests.services import maya


@pytest.fixture
def maya_desk(tmp_path):
    """The services over Maya's file."""
    desk = Desk(tmp_path / "maya.kpidesk")
    maya.fill(desk.database)
    yield desk
    desk.close()


@pytest.fixture
def planned(maya_desk):
    """A prepared half hour with Maya on the day itself."""
    meeting = OneOnOne(new_id(), maya.MAYA.id, maya.ON, dt.time(14))
    maya_desk.preparation.prepare(meeting, maya.MAYA, maya.ON)
    return meeting
