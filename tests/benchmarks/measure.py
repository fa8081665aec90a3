"""Two sides of one measurement, run in turns in one session, so that a busy machine slows both.

A side is a command that ends by printing one JSON line: {"wall": s, "cpu": s, "rss": MB}. The ratio of a figure is the
median of the ratios of each round; a ratio above its limit is measured once more and the lower median counts, for noise
only ever adds.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Figures = dict[str, float]
ROUNDS = 9


def peak_mb() -> float:
    """Peak memory of this process in MB. VmHWM, unlike ru_maxrss, is not inherited from the parent."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    try:
        import resource
    except ImportError:
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


@contextmanager
def measured() -> Iterator[dict[str, Any]]:
    """Measure the block, children included, and print the figures and whatever was put into the dictionary."""
    said: dict[str, Any] = {}
    wall, cpu = time.perf_counter(), _cpu()
    yield said
    figures = {"wall": time.perf_counter() - wall, "cpu": _cpu() - cpu, "rss": peak_mb()}
    sys.stdout.write(json.dumps({**figures, **said}) + "\n")


def _cpu() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def run(command: Sequence[str], timeout: float = 900) -> dict[str, Any]:
    """Run one side once, as a user has it, with compiled modules kept; what its last line says."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(list(command), capture_output=True, text=True, timeout=timeout, check=False, env=environment)
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if done.returncode or not lines:
        raise SystemExit(f"{' '.join(command)} failed ({done.returncode}): {done.stdout[-500:]}{done.stderr[-2000:]}")
    found: dict[str, Any] = json.loads(lines[-1])
    return found


def ratios(limit: Callable[[], dict[str, Any]], app: Callable[[], dict[str, Any]], rounds: int) -> Figures:
    """Run both sides in turns: median ratios of wall and CPU time, the app's largest memory, the limit's seconds."""
    pairs = [(limit(), app()) for _ in range(rounds)]
    return {
        "wall": statistics.median(ours["wall"] / theirs["wall"] for theirs, ours in pairs),
        "cpu": statistics.median(ours["cpu"] / theirs["cpu"] for theirs, ours in pairs),
        "rss": max(ours["rss"] for _, ours in pairs),
        "limit_seconds": statistics.median(theirs["wall"] for theirs, _ in pairs),
    }


def gate(measure: Callable[[], Figures], limits: Figures) -> tuple[Figures, bool]:
    """The figures and whether each is within its limit; one that is not is measured once more."""
    found = measure()
    if any(found[name] > most for name, most in limits.items()):
        again = measure()
        found = {name: min(value, again[name]) for name, value in found.items()}
    return found, all(found[name] <= most for name, most in limits.items())


def say(title: str, found: Figures, limits: Figures) -> None:
    """Print the figures beside their limits."""
    sys.stdout.write(f"{title}\n")
    for name, value in found.items():
        most = f"  limit {limits[name]:g}" if name in limits else ""
        sys.stdout.write(f"  {name:14} {value:8.2f}{most}\n")
    sys.stdout.flush()


def in_turn(
    limit: Callable[[], object], ours: Callable[[], object], rounds: int, times: int = 1
) -> tuple[float, float]:
    """Two sides in this process: the median ratio of our CPU time to the limit's, and the limit's seconds.

    A round runs each side `times` times; one round before all others only warms what is cached.
    """
    pairs = [(_spent(limit, times), _spent(ours, times)) for _ in range(rounds + 1)][1:]
    seconds = statistics.median(theirs for theirs, _ in pairs) / times
    return statistics.median(own / theirs for theirs, own in pairs), seconds


def _spent(side: Callable[[], object], times: int) -> float:
    begin = time.process_time()
    for _ in range(times):
        side()
    return time.process_time() - begin


def within(
    name: str, limit: Callable[[], object], ours: Callable[[], object], goal: float | None, times: int = 1
) -> bool:
    """Print the ratio beside its goal, None for none; measured once more above it, since noise only ever adds."""
    ratio, seconds = in_turn(limit, ours, ROUNDS, times)
    if goal is not None and ratio > goal:
        ratio = min(ratio, in_turn(limit, ours, ROUNDS, times)[0])
    told = "no goal" if goal is None else f"goal {goal:g}"
    sys.stdout.write(f"{name:<58} {ratio:6.2f} x   {told:<9} limit {seconds * 1000:.2f} ms\n")
    sys.stdout.flush()
    return goal is None or ratio <= goal


def waits(name: str, limit: Callable[[], object], ours: Callable[[], object], goal: float, rounds: int) -> bool:
    """As `within`, for what waits for the disk: wall time, each side once a round in turn."""

    def ratio() -> tuple[float, float]:
        pairs = [(_waited(limit), _waited(ours)) for _ in range(rounds)]
        theirs, own = (statistics.median(side) for side in zip(*pairs, strict=True))
        return own / theirs, theirs

    found = ratio()
    if found[0] > goal:
        found = min(found, ratio())
    sys.stdout.write(f"{name:<58} {found[0]:6.2f} x   goal {goal:<4g} limit {found[1] * 1000:.2f} ms\n")
    sys.stdout.flush()
    return found[0] <= goal


def _waited(side: Callable[[], object]) -> float:
    begin = time.perf_counter()
    side()
    return time.perf_counter() - begin
