"""When the window showed what, for the benchmark of its start."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    from kpidesk.gui.main_window import MainWindow


class StartMarks:
    """Takes the time since the benchmark started this process, and says all at the end as one line of JSON."""

    def __init__(self) -> None:
        self._marks: dict[str, float] = {}

    def paint(self) -> None:
        """The window was painted for the first time."""
        self._marks.setdefault("first_paint_s", _since_start())

    def data(self) -> None:
        """Rows of the file are on the screen."""
        if "data_s" not in self._marks:
            self._marks |= {"data_s": _since_start(), "data_rss_mb": _peak_memory()}

    def end(self, window: MainWindow) -> None:
        """When all numbers are shown, say when what was there, and close."""
        if window.page is None or not window.page.complete:
            QTimer.singleShot(1, lambda: self.end(window))
            return
        window.repaint()
        self.data()
        self._marks |= {"full_s": _since_start(), "cpu_s": time.process_time(), "rss_mb": _peak_memory()}
        sys.stdout.write(json.dumps(self._marks) + "\n")
        sys.stdout.flush()
        QTimer.singleShot(0, window.close)


def _since_start() -> float:
    """Seconds since the benchmark started this process."""
    began = int(os.environ.get("KPIDESK_BENCH_START") or time.monotonic_ns())
    return (time.monotonic_ns() - began) / 1e9


def _peak_memory() -> float:
    """Peak memory of this process in MB, where the system tells."""
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.exists() else []
    peak = next((line for line in lines if line.startswith("VmHWM")), "VmHWM: 0 kB")
    return int(peak.split()[1]) / 1024
