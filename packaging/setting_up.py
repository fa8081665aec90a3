"""What KPIdesk needs before it can run: a Python, system libraries, an environment of its own.

Standard library only, and words an old Python can read: it has to understand this file to say that it is too old.
"""

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys

OLDEST = (3, 11)
WINDOWS = os.name == "nt"

# What Qt loads from the system, and the package that has it on Debian and Ubuntu: always, on X11, on Wayland.
QT = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}
XCB = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
WAYLAND = {"libwayland-cursor.so.0": "libwayland-cursor0"}

# How it reads in pip's words that nobody answered.
UNREACHABLE = ("Retry(total=0", "Read timed out", "IncompleteRead")


class StopError(Exception):
    """Why it cannot go on and what to do, in one line."""


def check_python(version):
    if tuple(version[:2]) < OLDEST:
        found = ".".join(str(part) for part in version[:3])
        raise StopError(f"KPIdesk needs Python 3.11 or newer, this is {found}. Try: python3.12 packaging/run.py")


def screen(environ):
    """The Qt platform for the screen a Linux session has, or for none."""
    return "wayland" if environ.get("WAYLAND_DISPLAY") else "xcb" if environ.get("DISPLAY") else "offscreen"


def libraries(platform, environ):
    """The system libraries Qt will load and their packages, for the screen there is or for none."""
    if not platform.startswith("linux"):
        return {}
    chosen = environ.get("QT_QPA_PLATFORM") or screen(environ)
    return {**QT, **(XCB if chosen.startswith("xcb") else WAYLAND if chosen.startswith("wayland") else {})}


def missing(needed):
    """The packages of those libraries that cannot be loaded."""
    packages = []
    for library, package in needed.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            packages.append(package)
    return packages


def check_libraries(needed):
    """Say what is missing; Qt itself would end the process without a word."""
    packages = missing(needed)
    if packages:
        raise StopError(f"System libraries are missing. On Debian or Ubuntu: sudo apt install {' '.join(packages)}")


class Environment:
    """The folder .venv: KPIdesk and all it needs. It is whole or it is not there."""

    def __init__(self, root, maker=(sys.executable,)):
        """`maker` is the command line of the Python to make it with."""
        self.root = root
        self.folder = root / ".venv"
        self.scripts = self.folder / ("Scripts" if WINDOWS else "bin")
        self.python = self.scripts / ("python.exe" if WINDOWS else "python")
        self._maker = maker
        self._stamps = {extra: self.folder / f"kpidesk{extra}.stamp" for extra in ("", "[dev]")}

    def ensure(self, extra=""):
        """Make it, or refresh it when what it was made from has changed; `extra` is "" or "[dev]"."""
        wanted = self._fingerprint()
        stamps = (self._stamps[extra], self._stamps["[dev]"])
        if self.python.exists() and any(stamp.exists() and stamp.read_text() == wanted for stamp in stamps):
            return
        fresh = not self._usable()
        say(f"Setting up KPIdesk in {self.folder}: {'once, about 150 MB to fetch' if fresh else 'what has changed'}.")
        try:
            if fresh:
                self._make()
            for stamp in self._stamps.values():
                stamp.unlink(missing_ok=True)
            self._install("." + extra)
        except BaseException:  # Ctrl+C as well
            if fresh:
                shutil.rmtree(self.folder, ignore_errors=True)
            raise
        self._stamps[extra].write_text(wanted)

    def _fingerprint(self):
        made_from = [(self.root / name).read_bytes() for name in ("pyproject.toml", "packaging/constraints.txt")]
        return hashlib.sha256(repr((str(self.root), sys.version_info[:2], made_from)).encode()).hexdigest()

    def _usable(self):
        probe = f"import pip, sys; sys.exit(sys.version_info < {OLDEST})"
        try:
            return not said_by([self.python, "-c", probe], self.root)[0]
        except OSError:  # absent, or made on another system
            return False

    def _make(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        code, said = said_by([*self._maker, "-m", "venv", self.folder], self.root)
        if code and ("ensurepip" in said or "No module named venv" in said):
            package = "python{}.{}-venv".format(*sys.version_info)
            raise StopError(f"This Python lacks its venv module. On Debian or Ubuntu: sudo apt install {package}")
        if code:
            raise StopError(f"No Python environment could be made in {self.folder}: {gist(said)}")

    def _install(self, target):
        pip = [self.python, "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "-q", "-e", target]
        code, said = said_by([*pip, "--only-binary", ":all:", "-c", "packaging/constraints.txt"], self.root)
        if code and not any(sign in said for sign in UNREACHABLE):
            # An older system may need older wheels, a newer Python newer ones.
            say("The tested versions do not fit this machine; trying the others that are allowed.")
            code, said = said_by(pip, self.root)
        if code and any(sign in said for sign in UNREACHABLE):
            raise StopError("The Python package index does not answer. Repeat this with the internet within reach.")
        if code:
            raise StopError(f"Setting up failed. pip says: {gist(said)}")


def say(sentence):
    print(sentence, file=sys.stderr, flush=True)


def said_by(command, folder):
    """Run it out of sight; its exit code and everything it said."""
    environ = {**os.environ, "PIP_USER": "0", "PYTHONIOENCODING": "utf-8"}  # a user's own pip set-up may say --user
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    done = subprocess.run(command, cwd=folder, env=environ, check=False, **streams)
    return done.returncode, done.stdout.decode("utf-8", "replace")


def gist(said):
    """The one line that says most."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("ERROR: ")]
    return (errors or lines[-1:] or ["nothing"])[0]
