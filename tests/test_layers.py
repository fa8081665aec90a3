"""What import-linter cannot see: the core runs without Qt, and heavy libraries wait until they are needed."""

import ast
import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

import kpidesk
from kpidesk.services.desk import Desk

PACKAGE = Path(kpidesk.__file__).parent
CORE = ("domain", "storage", "intake", "reports", "services")


def python(code):
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def sample_file(folder):
    desk = Desk(folder / "team.kpidesk")
    desk.fill_sample(dt.date(2026, 8, 20))
    desk.close()
    return desk.path


def modules_of(package):
    for path in sorted((PACKAGE / package).rglob("*.py")):
        if "migrations" not in path.parts:
            yield ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")


def test_every_core_module_imports_with_qt_blocked():
    names = [name for package in CORE for name in modules_of(package)]
    assert len(names) > 40
    python(
        "import sys, importlib\n"
        "class Blocked:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.split('.')[0] in {'PySide6', 'shiboken6'}: raise ImportError(name)\n"
        "sys.meta_path.insert(0, Blocked())\n"
        f"for name in {names!r}: importlib.import_module(name)\n"
    )


@pytest.mark.parametrize("heavy", ["matplotlib", "openpyxl", "alembic", "python_calamine", "babel", "jinja2"])
def test_heavy_libraries_wait_until_they_are_needed(heavy):
    loaded = python("import sys, kpidesk.services.desk\nprint(*{name.split('.')[0] for name in sys.modules})")
    assert heavy not in loaded


def test_the_help_of_the_command_line_knows_neither_files_nor_numbers():
    loaded = python("import sys\nfrom kpidesk.cli.parser import build\nbuild()\nprint(*sys.modules)")
    assert "kpidesk.cli.coaching" in loaded
    assert not {"sqlalchemy", "numpy", "tomllib", "kpidesk.domain.entities"} & set(loaded)


def test_an_agenda_on_paper_is_no_mail():
    loaded = python("import sys\nfrom kpidesk.reports import agenda_text, handing_on\nprint(*sys.modules)")
    assert "kpidesk.reports.agenda_text" in loaded
    assert "email" not in loaded


def test_before_the_first_paint_only_qt_is_imported():
    loaded = python(
        "import os, sys, datetime as dt\n"
        "os.environ['QT_QPA_PLATFORM'] = 'offscreen'\n"
        "from kpidesk.app import application, make_window\n"
        "from kpidesk.settings import Settings\n"
        "window = make_window(dt.date.today, Settings(), lambda changed: None)\n"
        "painted = []\n"
        "window.painted.connect(lambda: painted.append(True))\n"
        "window.show()\n"
        "while not painted: application().processEvents()\n"
        "print(*{name.split('.')[0] for name in sys.modules})\n"
        "sys.stdout.flush(); os._exit(0)\n"
    )
    assert "PySide6" in loaded
    assert not {"sqlalchemy", "numpy", "matplotlib", "openpyxl", "sqlite3", "sqlcipher3"} & set(loaded)


def test_before_the_first_data_neither_sqlalchemy_nor_numpy_is_imported(tmp_path):
    loaded = python(
        "import os, sys, datetime as dt, pathlib\n"
        "os.environ['QT_QPA_PLATFORM'] = 'offscreen'\n"
        "import kpidesk.gui.main_window as main_window\n"
        "from kpidesk import app\n"
        "show_glance = main_window.MainWindow.show_glance\n"
        "def watched(window, *glance):\n"
        "    opening = show_glance(window, *glance)\n"
        "    opening.painted.connect(tell)\n"
        "    return opening\n"
        "def tell():\n"
        "    print(*{name.split('.')[0] for name in sys.modules}, 'painted'); sys.stdout.flush(); os._exit(0)\n"
        "main_window.MainWindow.show_glance = watched\n"
        f"app.run(pathlib.Path({str(sample_file(tmp_path))!r}), lambda: dt.date(2026, 8, 20), remember=False)\n"
    )
    assert {"PySide6", "painted"} <= set(loaded)
    assert not {"sqlalchemy", "numpy", "matplotlib", "openpyxl", "alembic"} & set(loaded)


def test_void_calls_of_qt_keep_the_reference_count_of_none():
    """PySide6 6.12.0 under Python 3.11 loses one reference a call and aborts the process after some thousands."""
    if sys.version_info >= (3, 12):
        pytest.skip("None is immortal from Python 3.12 on")
    drift = python(
        "import sys\n"
        "from PySide6.QtCore import QObject\n"
        "thing = QObject()\n"
        "before = sys.getrefcount(None)\n"
        "for _ in range(2000): thing.setObjectName('x')\n"
        "print(before - sys.getrefcount(None))\n"
    )
    assert abs(int(drift[0])) < 20


def calls(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            yield name, node


MARKUP = {"QLabel", "setHtml", "setMarkdown", "insertHtml", "appendHtml", "QTextBrowser", "QErrorMessage"}
STATIC_BOXES = {"information", "warning", "critical", "question", "about"}


def test_no_text_from_data_can_be_drawn_as_markup():
    """Labels are PlainLabel; message boxes are made by hand with plain text; nothing sets HTML."""
    found = []
    for path in sorted((PACKAGE / "gui").rglob("*.py")):
        for name, node in calls(path):
            boxed = (
                name in STATIC_BOXES
                and isinstance(node.func, ast.Attribute)
                and getattr(node.func.value, "id", "") == "QMessageBox"
            )
            if name in MARKUP or boxed:
                found.append(f"{path.name}:{node.lineno} {name}")
    assert found == []


def test_nothing_opens_a_network_connection():
    """No module of ours imports a library that talks to a network."""
    network = {"socket", "ssl", "http", "urllib", "requests", "ftplib", "smtplib", "asyncio", "xmlrpc"}
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found += [f"{path.name} {name}" for name in names if name.split(".")[0] in network or "QtNetwork" in name]
    assert found == []
