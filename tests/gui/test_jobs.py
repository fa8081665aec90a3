import threading

import pytest

from kpidesk.domain.errors import CancelledError, UserError
from kpidesk.gui.jobs import Jobs


@pytest.fixture
def jobs(qapp):
    made = Jobs()
    yield made
    made.shutdown()


def test_work_runs_elsewhere_and_its_result_lands_here(jobs, qtbot):
    here = threading.get_ident()
    landed: list[tuple[int, int]] = []
    jobs.start(
        lambda _job: threading.get_ident(),
        done=lambda result: landed.append((result, threading.get_ident())),
        failed=pytest.fail,
    )
    qtbot.waitUntil(lambda: bool(landed))
    worker, callback = landed[0]
    assert worker != here
    assert callback == here
    qtbot.waitUntil(lambda: not jobs.busy)


def test_progress_is_told_on_the_way(jobs, qtbot):
    told: list[object] = []
    landed: list[object] = []

    def work(job):
        for step in range(3):
            job.report(step, 3)
        return "done"

    jobs.start(work, done=landed.append, failed=pytest.fail, progressed=lambda done, total: told.append((done, total)))
    qtbot.waitUntil(lambda: landed == ["done"])
    assert told == [(0, 3), (1, 3), (2, 3)]


def test_an_expected_error_is_a_sentence(jobs, qtbot):
    said: list[str] = []

    def work(_job):
        raise UserError("The file is open in Excel. Close it there.")

    jobs.start(work, done=pytest.fail, failed=said.append)
    qtbot.waitUntil(lambda: said == ["The file is open in Excel. Close it there."])


def test_a_bug_reaches_whoever_shows_bugs(jobs, qtbot):
    def work(_job):
        raise ZeroDivisionError

    with qtbot.waitSignal(jobs.crashed) as heard:
        jobs.start(work, done=pytest.fail, failed=pytest.fail)
    assert isinstance(heard.args[0], ZeroDivisionError)


def test_cancelled_work_stops_at_the_next_safe_place(jobs, qtbot):
    began = threading.Event()
    said: list[str] = []

    def work(job):
        began.set()
        while not job.cancelled():
            job.report(1, None)
        raise CancelledError("Cancelled. Nothing was changed.")

    job = jobs.start(work, done=pytest.fail, failed=said.append)
    assert began.wait(5)
    job.cancel()
    qtbot.waitUntil(lambda: said == ["Cancelled. Nothing was changed."])


def test_shutdown_leaves_no_thread_behind(qapp):
    before = threading.active_count()
    made = Jobs()

    def work(job):
        while not job.cancelled():
            job.report(0, None)

    made.start(work, done=print, failed=print)
    made.shutdown()
    assert threading.active_count() == before
    assert not made.busy
