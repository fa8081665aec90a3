"""Setting up, told through small programs that stand in for Python, venv and pip: nothing is installed or fetched."""

import ast
import importlib
import os
import re
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGING = ROOT / "packaging"
OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}

posix_only = pytest.mark.skipif(os.name == "nt", reason="the stand-in interpreter is a script with a #! line")

STAND_IN = """#!{python}
import pathlib, sys
root = pathlib.Path({root!r})
calls = root / "calls"
words = sys.argv[1:]
if words[0] == "-c":
    sys.exit(0)
calls.write_text((calls.read_text() if calls.exists() else "") + " ".join(words) + "\\n")
answers = (root / "answers").read_text().splitlines()
code, _, said = answers[len(calls.read_text().splitlines()) - 1].partition(" ")
print(said)
sys.exit(int(code))
"""

MAKER = """
import pathlib, sys
folder = pathlib.Path(sys.argv[-1])
(folder / "bin").mkdir(parents=True)
python = folder / "bin" / "python"
python.write_text({stand_in!r})
python.chmod(0o755)
"""

DEBIAN_WITHOUT_VENV = """
import pathlib, sys
pathlib.Path(sys.argv[-1], "bin").mkdir(parents=True)
print("The virtual environment was not created successfully because ensurepip is not")
print("available.  On Debian/Ubuntu systems, you need to install the python3-venv package.")
sys.exit(1)
"""

DISK_FULL = "import sys\nprint('Error: [Errno 28] No space left on device')\nsys.exit(1)"


@pytest.fixture(scope="session", autouse=True)
def scripts():
    """The folder of the scripts, importable as it is when one of them runs."""
    sys.path.insert(0, str(PACKAGING))
    yield
    sys.path.remove(str(PACKAGING))


@pytest.fixture
def run():
    return importlib.import_module("run")


@pytest.fixture
def setting_up():
    return importlib.import_module("setting_up")


class Checkout:
    """A project folder whose environment is made and filled by stand-ins."""

    def __init__(self, root, setting_up):
        self.root = root
        self.setting_up = setting_up
        (root / "packaging").mkdir()
        (root / "pyproject.toml").write_text("[project]\n")
        (root / "packaging" / "constraints.txt").write_text("numpy==2.4.6\n")

    def environment(self, *pip_answers, maker=MAKER):
        """Each of `pip_answers` is an exit code and what pip says, for one call after the other."""
        stand_in = STAND_IN.format(python=sys.executable, root=str(self.root))
        (self.root / "maker.py").write_text(maker.format(stand_in=stand_in) if maker is MAKER else maker)
        (self.root / "answers").write_text("\n".join(pip_answers))
        (self.root / "calls").unlink(missing_ok=True)
        return self.setting_up.Environment(self.root, maker=(sys.executable, str(self.root / "maker.py")))

    def calls(self):
        log = self.root / "calls"
        return log.read_text().splitlines() if log.exists() else []


@pytest.fixture
def checkout(tmp_path, setting_up):
    return Checkout(tmp_path, setting_up)


@posix_only
def test_the_tested_versions_are_installed_once(checkout):
    environment = checkout.environment("0")
    environment.ensure("[dev]")
    environment.ensure("[dev]")
    (call,) = checkout.calls()
    assert call.startswith("-m pip install")
    assert "-e .[dev]" in call
    assert "-c packaging/constraints.txt" in call


@posix_only
def test_what_the_tests_need_is_enough_to_start(checkout):
    environment = checkout.environment("0", "0")
    environment.ensure("[dev]")
    environment.ensure()
    assert len(checkout.calls()) == 1


@posix_only
def test_what_starting_needs_is_not_enough_for_the_tests(checkout):
    environment = checkout.environment("0", "0")
    environment.ensure()
    environment.ensure("[dev]")
    assert [target for call in checkout.calls() for target in re.findall(r"-e (\S+)", call)] == [".", ".[dev]"]


@posix_only
@pytest.mark.parametrize("name", ["pyproject.toml", "packaging/constraints.txt"])
def test_a_changed_requirement_is_installed(checkout, name):
    environment = checkout.environment("0", "0")
    environment.ensure()
    (checkout.root / name).write_text("changed")
    environment.ensure()
    assert len(checkout.calls()) == 2


@posix_only
def test_where_the_tested_versions_do_not_fit_others_are_tried(checkout, capsys):
    environment = checkout.environment("1 ERROR: No matching distribution found for numpy==2.4.6", "0")
    environment.ensure()
    assert ["constraints" in call for call in checkout.calls()] == [True, False]
    assert "trying the others that are allowed" in capsys.readouterr().err
    assert environment.python.exists()


@posix_only
@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (["1 WARNING: Retrying (Retry(total=0, connect=None)) after connection broken"], "does not answer"),
        (["1 ERROR: no such numpy", "1 ERROR: no numpy at all"], "pip says: ERROR: no numpy at all"),
        (["1 ERROR: no such numpy", "1 Retry(total=0, read=None)"], "does not answer"),
        (["1", "1"], "pip says: nothing"),
    ],
)
def test_a_failed_set_up_is_one_line_and_leaves_nothing(checkout, setting_up, answers, said):
    environment = checkout.environment(*answers)
    with pytest.raises(setting_up.StopError, match=said) as stop:
        environment.ensure()
    assert "\n" not in str(stop.value)
    assert len(checkout.calls()) == len(answers)
    assert not environment.folder.exists()


@posix_only
def test_a_failed_refresh_keeps_what_was_there_and_is_tried_again(checkout, setting_up):
    checkout.environment("0").ensure()
    (checkout.root / "pyproject.toml").write_text("changed")
    with pytest.raises(setting_up.StopError, match="does not answer"):
        checkout.environment("1 Retry(total=0)").ensure()
    environment = checkout.environment("0")
    assert environment.python.exists()
    environment.ensure()
    assert len(checkout.calls()) == 1


@posix_only
def test_an_environment_whose_python_is_gone_is_made_again(checkout):
    environment = checkout.environment("0", "0")
    environment.ensure()
    environment.python.unlink()
    environment.ensure()
    assert environment.python.exists()
    assert len(checkout.calls()) == 2


@pytest.mark.parametrize(
    ("maker", "said"),
    [
        (DEBIAN_WITHOUT_VENV, r"sudo apt install python3\.\d+-venv"),
        ("import sys\nsys.exit('/usr/bin/python3: No module named venv')", r"sudo apt install python3\.\d+-venv"),
        (DISK_FULL, "No space left on device"),
    ],
)
def test_without_venv_it_says_so_in_one_line_and_leaves_nothing(checkout, setting_up, maker, said):
    environment = checkout.environment(maker=maker)
    with pytest.raises(setting_up.StopError, match=said) as stop:
        environment.ensure()
    assert "\n" not in str(stop.value)
    assert not environment.folder.exists()


def test_an_old_python_is_told_which_one_is_needed(setting_up):
    with pytest.raises(setting_up.StopError, match=r"needs Python 3\.11 or newer, this is 3\.9\.2\."):
        setting_up.check_python((3, 9, 2, "final", 0))
    setting_up.check_python((3, 11, 0, "final", 0))


@pytest.mark.parametrize("name", ["run.py", "setting_up.py"])
def test_an_old_python_can_read_the_scripts(name):
    assert ast.parse((PACKAGING / name).read_text("utf-8"), feature_version=(3, 7)).body


@pytest.mark.parametrize(
    ("environ", "plugin"),
    [
        ({}, None),
        (OFFSCREEN, None),
        (OFFSCREEN | {"DISPLAY": ":0"}, None),
        ({"DISPLAY": ":0"}, "libxcb-cursor.so.0"),
        ({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, "libwayland-cursor.so.0"),
        ({"QT_QPA_PLATFORM": "xcb", "WAYLAND_DISPLAY": "wayland-0"}, "libxcb-cursor.so.0"),
    ],
)
def test_only_the_libraries_of_the_screen_in_use_are_needed(setting_up, environ, plugin):
    needed = setting_up.libraries("linux", environ)
    assert needed.keys() >= setting_up.QT.keys()
    extra = needed.keys() - setting_up.QT.keys()
    assert (plugin in extra) if plugin else not extra


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_other_systems_bring_all_libraries(setting_up, platform):
    assert setting_up.libraries(platform, {"DISPLAY": ":0"}) == {}


def test_missing_libraries_are_named_with_the_command_that_brings_them(setting_up):
    needed = {"libkpidesk-one.so.9": "one", "libkpidesk-two.so.9": "two"}
    with pytest.raises(setting_up.StopError, match=r"sudo apt install one two$"):
        setting_up.check_libraries(needed)
    setting_up.check_libraries({})


def test_a_reason_to_stop_is_one_line_and_exit_code_2(run, capsys):
    assert run.main([], version=(3, 8, 10, "final", 0)) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_every_requirement_has_one_tested_version_and_no_address():
    lines = (PACKAGING / "constraints.txt").read_text("utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert all(re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.]*( ; [a-z_]+ [=<>]+ '[^']+')?", pin) for pin in pins)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    required = project["dependencies"] + project["optional-dependencies"]["dev"]
    names = {re.split(r"[^\w-]", each)[0].lower().replace("_", "-") for each in required}
    assert names <= {pin.partition("==")[0] for pin in pins}
