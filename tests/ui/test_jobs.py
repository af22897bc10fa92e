"""The one worker thread."""

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from thuisplan_desktop.errors import DiskFull, ThuisplanError
from thuisplan_desktop.ui.jobs import Cancelled, JobRunner, Progress


def test_work_runs_elsewhere_and_its_result_comes_back_here(runner: JobRunner, settle: Callable[[], None]) -> None:
    """Work runs on one thread of its own; `done` is called on the GUI thread."""
    threads: list[str] = []
    runner.run(
        lambda: threading.current_thread().name,
        owner=runner,
        done=lambda name: threads.extend([name, threading.current_thread().name]),
    )
    settle()
    assert threads == ["thuisplan-worker", threading.main_thread().name]


def test_work_runs_in_the_order_in_which_it_was_asked(runner: JobRunner, settle: Callable[[], None]) -> None:
    """One queue, so a read after a change sees the change."""
    seen: list[int] = []
    for number in range(50):
        runner.run(lambda number=number: number, owner=runner, done=seen.append)
    settle()
    assert seen == list(range(50))


def test_a_known_error_goes_to_failed(runner: JobRunner, settle: Callable[[], None]) -> None:
    """A ThuisplanError is delivered, not raised."""
    errors: list[ThuisplanError] = []

    def work() -> None:
        raise DiskFull

    runner.run(work, owner=runner, done=lambda _: pytest.fail("no result"), failed=errors.append)
    settle()
    assert [type(error) for error in errors] == [DiskFull]


@pytest.mark.parametrize("owner_lives", [True, False])
def test_an_unforeseen_error_is_a_crash_even_when_the_owner_is_gone(qtbot: QtBot, owner_lives: bool) -> None:
    """Closing a page does not hide a bug."""
    runner, owner = JobRunner(), QObject()
    started, go_on = threading.Event(), threading.Event()

    def work() -> None:
        started.set()
        go_on.wait(5)
        raise ZeroDivisionError

    with qtbot.waitSignal(runner.crashed) as crash:
        runner.run(work, owner=owner)
        started.wait(5)
        if not owner_lives:
            _delete(owner)
        go_on.set()
    assert isinstance(crash.args[0], ZeroDivisionError)
    assert runner.stop()


def test_a_result_for_a_deleted_owner_is_dropped(runner: JobRunner, settle: Callable[[], None]) -> None:
    """A page that is gone gets no result, and nothing breaks."""
    owner, go_on = QWidget(), threading.Event()
    runner.run(lambda: go_on.wait(5), owner=owner, done=lambda _: pytest.fail("delivered to a deleted widget"))
    _delete(owner)
    go_on.set()
    settle()


def test_progress_reports_and_stops_the_work(runner: JobRunner, settle: Callable[[], None]) -> None:
    """The worker says how far it is; `cancel` ends it at its next step."""
    progress, steps, ends = Progress(), [], []
    progress.stepped.connect(lambda step, total: steps.append((step, total)))

    def work() -> None:
        progress(1, 3)
        progress.cancel()
        progress(2, 3)

    runner.run(
        work, owner=runner, done=lambda _: pytest.fail("it was stopped"), cancelled=lambda: ends.append("stopped"),
        progress=progress,
    )  # fmt: skip
    settle()
    assert steps == [(1, 3)]
    assert ends == ["stopped"]


def test_busy_is_told_with_the_progress_of_the_running_work(runner: JobRunner, settle: Callable[[], None]) -> None:
    """The frame hears of the first work and of the end."""
    told: list[tuple[bool, object]] = []
    runner.busy_changed.connect(lambda busy, running: told.append((busy, running)))
    progress = Progress()
    runner.run(lambda: None, owner=runner, progress=progress)
    settle()
    assert told == [(True, progress), (False, None)]


def test_stopping_lets_the_work_in_the_queue_finish(qapp: QApplication) -> None:
    """What was asked before the end is still done."""
    runner, done = JobRunner(), []
    for number in range(5):
        runner.run(lambda number=number: done.append(number), owner=runner)
    assert runner.stop()
    assert done == [0, 1, 2, 3, 4]


def test_a_worker_that_hangs_is_reported(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    """`stop` gives up after its time, so that the process can be ended."""
    monkeypatch.setattr("thuisplan_desktop.ui.jobs.STOP_SECONDS", 0.01)
    runner, go_on = JobRunner(), threading.Event()
    runner.run(lambda: go_on.wait(5), owner=runner)
    assert not runner.stop()
    go_on.set()
    monkeypatch.setattr("thuisplan_desktop.ui.jobs.STOP_SECONDS", 10.0)
    assert runner.stop()


def test_cancelled_is_no_known_error() -> None:
    """Code that gathers refusals per file must not swallow the wish to stop."""
    assert not issubclass(Cancelled, ThuisplanError)


def _delete(item: QObject) -> None:
    from shiboken6 import delete

    delete(item)
