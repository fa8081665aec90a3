"""The least a PySide6 program can do: a main window with a table, until its first paint.

Nothing else may be imported before that paint, or the limit that KPIdesk's start is held against grows soft.
"""

import os
import sys
import time

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

START = int(os.environ["KPIDESK_BENCH_START"])
ROWS = [(f"Rep {number}", str(number * 1.5)) for number in range(200)]
Index = QModelIndex | QPersistentModelIndex


class Model(QAbstractTableModel):
    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802  # @override would be one more import
        return len(ROWS)

    def columnCount(self, parent: Index | None = None) -> int:  # noqa: N802  # see above
        return 12

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        return ROWS[index.row()][index.column() % 2] if role == Qt.ItemDataRole.DisplayRole else None


class Table(QTableView):
    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # see above
        super().paintEvent(event)
        painted = (time.monotonic_ns() - START) / 1e9
        cpu = time.process_time()
        QTimer.singleShot(0, lambda: report(painted, cpu))


def report(painted: float, cpu: float) -> None:
    import json
    from pathlib import Path

    status = Path("/proc/self/status").read_text("ascii")
    peak = next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))
    sys.stdout.write(json.dumps({"first_paint_s": painted, "cpu_s": cpu, "rss_mb": peak}) + "\n")
    sys.stdout.flush()
    os._exit(0)


application = QApplication([])
window = QMainWindow()
window.menuBar().addMenu("&File")
table = Table()
model = Model()
table.setModel(model)
window.setCentralWidget(table)
window.resize(1440, 900)
window.show()
application.exec()
