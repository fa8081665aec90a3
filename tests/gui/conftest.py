"""A real window over the sample team on the day the design pictures show."""

import datetime as dt
import os
import shutil
import sys

import pytest
from PySide6.QtCore import QLocale

from kpidesk.gui import theme
from kpidesk.gui.context import Context
from kpidesk.gui.editor import Editor
from kpidesk.gui.jobs import Jobs
from kpidesk.gui.main_window import MainWindow
from kpidesk.services.desk import Desk
from kpidesk.settings import Settings

if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

TODAY = dt.date(2026, 8, 20)


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    """Recipes and all else that is kept beside the file go into a folder of the test."""
    monkeypatch.setattr("kpidesk.paths.data_dir", lambda: tmp_path / "home")


@pytest.fixture(scope="session")
def dressed(qapp):
    """The application as it looks, with British numbers and days."""
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    theme.apply(qapp, theme.load_theme("light"))
    return qapp


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory):
    """The sample team in a file, made once; tests work on copies."""
    path = tmp_path_factory.mktemp("sample") / "Mid-market West.kpidesk"
    desk = Desk(path)
    desk.fill_sample(TODAY)
    desk.close()
    return path


@pytest.fixture
def sample_desk(sample_file, tmp_path):
    """An open copy of the sample team."""
    path = tmp_path / sample_file.name
    shutil.copyfile(sample_file, path)
    desk = Desk(path)
    yield desk
    desk.close()


@pytest.fixture
def empty_desk(tmp_path):
    """A new file without anything in it."""
    desk = Desk(tmp_path / "new.kpidesk")
    yield desk
    desk.close()


@pytest.fixture
def context(dressed, sample_desk):
    """What pages and dialogs are given, without a window around them: a card or a dialog is shown much faster so."""
    said: list[str] = []
    editor, jobs = Editor(sample_desk.history), Jobs()
    made = Context(
        desk=sample_desk,
        editor=editor,
        jobs=jobs,
        today=lambda: TODAY,
        now=lambda: dt.datetime(2026, 8, 20, 12, tzinfo=dt.UTC),
        go=lambda _page, _subject: None,
        say=lambda text, _undo=None: said.append(text),
        settings=Settings,
        change_settings=lambda _settings: None,
    )
    yield made
    jobs.shutdown()


@pytest.fixture
def make_window(dressed, qtbot):
    """Open a desk in a main window that is shown and has the keyboard."""

    def make(desk, settings=None):
        window = MainWindow(lambda: TODAY, settings or Settings(), keep_settings=lambda _settings: None)
        window.resize(1440, 868)
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        window.open(desk)
        qtbot.waitUntil(window.isActiveWindow)
        # Today shows who is next first; the numbers follow.
        qtbot.waitUntil(lambda: window.page is not None and window.page.complete)
        return window

    return make


@pytest.fixture
def window(make_window, sample_desk):
    """The main window over the sample team."""
    return make_window(sample_desk)


@pytest.fixture
def empty_window(make_window, empty_desk):
    """The main window over a new file."""
    return make_window(empty_desk)
