"""The application as it looks, for journeys through the window."""

import datetime as dt
import os
import sys

import pytest
from PySide6.QtCore import QLocale

from kpidesk.gui import theme
from kpidesk.services.desk import Desk
from tests.journeys import maven
from tests.journeys.manager import Manager

if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture
def desk(tmp_path):
    """A new file with nothing in it."""
    opened = Desk(tmp_path / "team.kpidesk")
    yield opened
    opened.close()


@pytest.fixture
def dressed(qapp):
    """The application as it looks, with British numbers and days."""
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    theme.apply(qapp, theme.load_theme("light"))
    return qapp


@pytest.fixture
def manager(dressed, qtbot, desk):
    """A manager in front of the window over the new file, on the last day of the export."""
    return Manager(qtbot, desk, dt.date.fromisoformat(maven.ON))
