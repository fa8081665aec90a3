import gc
import threading
from typing import ClassVar

import pytest
import shiboken6
from PySide6.QtWidgets import QWidget

from kpidesk.gui import garbage
from kpidesk.gui.garbage import GarbageCollector, collect_due


class Ring(QWidget):
    """A widget that refers to itself, as lambdas make them."""

    ended: ClassVar[list[str]] = []

    def __init__(self):
        super().__init__()
        self.me = self
        self.destroyed.connect(lambda: Ring.ended.append(threading.current_thread().name))


@pytest.fixture
def collector(qapp, monkeypatch):
    monkeypatch.setattr(garbage, "EVERY_MS", 10)
    was_on = gc.isenabled()
    keeper = QWidget()
    yield GarbageCollector(keeper)
    shiboken6.delete(keeper)
    if was_on:
        gc.enable()


def _churn():
    """Ask for memory until any collector would have run."""
    for _ in range(20):
        _kept = [[number] for number in range(2000)]


def test_widgets_that_are_garbage_are_deleted_on_the_gui_thread(collector, qtbot):
    Ring.ended.clear()
    Ring()
    worker = threading.Thread(target=_churn, name="worker")
    worker.start()
    worker.join()
    assert Ring.ended == []
    for _ in range(3):
        gc.collect(0)
    qtbot.waitUntil(lambda: Ring.ended == [threading.main_thread().name])


def test_python_collects_nothing_by_itself_meanwhile(collector):
    assert not gc.isenabled()


def test_the_oldest_generation_that_is_due_is_collected(collector, monkeypatch):
    asked: list[int] = []
    monkeypatch.setattr(gc, "collect", asked.append)
    monkeypatch.setattr(gc, "get_threshold", lambda: (700, 10, 10))
    for counts in ((700, 10, 10), (701, 0, 0), (5, 11, 0), (701, 11, 11)):
        monkeypatch.setattr(gc, "get_count", lambda counts=counts: counts)
        collect_due()
    assert asked == [0, 1, 2]
