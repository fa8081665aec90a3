#!/usr/bin/env python3
"""Set KPIdesk up in .venv, once, and run it.

python3 packaging/run.py                open KPIdesk on a sample team
python3 packaging/run.py COMMAND ...    any KPIdesk command, for example: agenda Maya
python3 packaging/run.py test ...       the tests, without a screen; what follows goes to pytest
python3 packaging/run.py check          what every change must pass: format, lint, types, layers, tests
python3 packaging/run.py bench ...      the benchmarks, all of them or those named
"""

import os
import subprocess
import sys
from pathlib import Path

from setting_up import Environment, StopError, check_libraries, check_python, libraries, say, screen

ROOT = Path(__file__).resolve().parent.parent
DEVELOPING = ("test", "check", "bench")
TESTS = ("-m", "pytest", "--numprocesses=auto")  # a process for each core


def call(*command, folder=ROOT):
    """Run it in sight of the user; its exit code."""
    code = subprocess.call([str(part) for part in command], cwd=folder)
    return 128 - code if code < 0 else code


def check(environment):
    """Every step up to the first that fails."""
    tools = environment.scripts
    steps = {
        "format": (tools / "ruff", "format", "--check", "."),
        "lint": (tools / "ruff", "check", "."),
        "types": (tools / "mypy",),
        "layers": (tools / "lint-imports",),
        "tests": (environment.python, *TESTS),
    }
    for name, command in steps.items():
        say(f"== {name}")
        code = call(*command)
        if code:
            if name != "tests":  # nothing after pytest's own summary
                say(f"Stopped at {name}; the steps after it were not run.")
            return code
    return 0


def bench(environment, names):
    """Every benchmark, or those named; the worst exit code."""
    folder = ROOT / "tests" / "benchmarks"
    scripts = [path.stem for path in sorted(folder.glob("*.py")) if '"__main__"' in path.read_text("utf-8")]
    unknown = [name for name in names if name not in scripts]
    if unknown:
        raise StopError(f"There is no benchmark {unknown[0]}. There are: {', '.join(scripts)}")
    return max([call(environment.python, "-m", f"tests.benchmarks.{name}") for name in names or scripts], default=0)


def run(arguments):
    command, *rest = arguments or ["demo"]
    if command in DEVELOPING or (sys.platform.startswith("linux") and screen(os.environ) == "offscreen"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    check_libraries(libraries(sys.platform, os.environ))
    environment = Environment(ROOT)
    environment.ensure("[dev]" if command in DEVELOPING else "")
    if command == "test":
        return call(environment.python, *TESTS, *rest)
    if command == "check":
        return check(environment)
    if command == "bench":
        return bench(environment, rest)
    # -P: a stray file in the user's folder is never taken for one of our modules.
    return call(environment.python, "-P", "-m", "kpidesk", command, *rest, folder=None)


def main(arguments, version=sys.version_info):
    try:
        check_python(version)
        return run(arguments)
    except StopError as stop:
        say(stop)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
