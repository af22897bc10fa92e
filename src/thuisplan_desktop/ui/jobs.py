"""The one worker thread: everything slow, and everything that touches an open register, runs there, in order.

SQLCipher connections refuse a second thread, and one queue needs no locks (decision 10).
"""

import gc
import threading
from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from shiboken6 import isValid

from thuisplan_desktop.errors import ThuisplanError

T = TypeVar("T")

STOP_SECONDS = 3.0
"""How long a lock waits for running work before the process is ended (decision 10)."""


class Cancelled(Exception):
    """The user stopped this work; its transaction is rolled back on the way out."""


class Progress(QObject):
    """Counts the steps of one long piece of work and carries the wish to stop it.

    Hand it to the work as its `progress` callback: calling it from the worker thread is safe, and raises `Cancelled`
    once `cancel` was called.
    """

    stepped = Signal(int, int)

    def __init__(self, words: str = "Even geduld… {step} van {total}") -> None:
        super().__init__()
        self.words = words
        """What is said at each step."""
        self._stop = threading.Event()
        self.last: tuple[int, int] | None = None
        """The newest step and the total, for who starts to listen later."""

    def __call__(self, step: int, total: int) -> None:
        if self._stop.is_set():
            raise Cancelled
        self.last = (step, total)
        self.stepped.emit(step, total)

    def cancel(self) -> None:
        self._stop.set()

    @property
    def is_cancelled(self) -> bool:
        return self._stop.is_set()


class Following(Progress):
    """Follows a proof: how many cells are needed at least, how many are found. Stopping it loses nothing, so it raises
    nothing: the best so far comes out."""

    def __init__(self) -> None:
        super().__init__(
            "Er zijn minstens {step} cellen extra nodig; gevonden: {total}. Stoppen kan: het beste tot nu toe blijft."
        )

    def hear(self, least: int, found: int) -> None:
        self.last = (least, found)
        self.stepped.emit(least, found)

    def enough(self) -> bool:
        return self.is_cancelled


@dataclass
class _Job:
    work: Callable[[], Any]
    owner: QObject
    done: Callable[[Any], None] | None
    failed: Callable[[ThuisplanError], None] | None
    cancelled: Callable[[], None] | None
    progress: Progress | None
    result: Any = None
    error: BaseException | None = None


class JobRunner(QObject):
    """Runs functions one after another on its thread and delivers what came out on the GUI thread.

    `crashed` carries an error that nobody foresaw; `busy_changed` says whether work is under way, with the
    `Progress` of the running work or None.
    """

    crashed = Signal(object)
    busy_changed = Signal(bool, object)
    _finished = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: dict[int, _Job] = {}
        self._numbers = iter(range(2**62))
        self._queue: SimpleQueue[int | None] = SimpleQueue()
        self._finished.connect(self._on_finished, Qt.ConnectionType.QueuedConnection)
        self._collect_here()
        self._thread = threading.Thread(target=self._work_through, name="thuisplan-worker", daemon=True)
        self._thread.start()

    def run(
        self,
        work: Callable[[], T],
        *,
        owner: QObject,
        done: Callable[[T], None] | None = None,
        failed: Callable[[ThuisplanError], None] | None = None,
        cancelled: Callable[[], None] | None = None,
        progress: Progress | None = None,
    ) -> None:
        """Run `work` on the worker, then one of the others on the GUI thread, unless `owner` is deleted by then."""
        number = next(self._numbers)
        self._jobs[number] = _Job(work, owner, done, failed, cancelled, progress)
        self._tell()
        self._queue.put(number)

    @property
    def is_busy(self) -> bool:
        """Whether work is waiting, running, or still to be delivered."""
        return bool(self._jobs)

    def stop(self) -> bool:
        """Let the work in the queue finish and end the thread; False when it did not end in time."""
        self._queue.put(None)
        self._thread.join(STOP_SECONDS)
        self._collector.stop()
        gc.enable()
        return not self._thread.is_alive()

    def _collect_here(self) -> None:
        """Collect garbage on the GUI thread only: a widget that the worker happens to free brings Qt down."""
        gc.disable()
        self._collector = QTimer(self)
        self._collector.setInterval(2000)
        self._collector.timeout.connect(lambda: gc.collect(1))
        self._collector.start()

    def _work_through(self) -> None:
        for number in iter(self._queue.get, None):
            self._perform(self._jobs[number])
            self._finished.emit(number)

    @staticmethod
    def _perform(job: _Job) -> None:
        """Keeps no reference behind: the last one, which may free a widget, must go on the GUI thread."""
        try:
            job.result = job.work()
        except BaseException as error:  # nothing may end the worker; it is delivered on the GUI thread
            job.error = error

    def _on_finished(self, number: int) -> None:
        job = self._jobs.pop(number)
        self._tell()
        if isValid(job.owner):
            self._deliver(job)
        elif job.error is not None and not isinstance(job.error, ThuisplanError | Cancelled):
            self.crashed.emit(job.error)

    def _deliver(self, job: _Job) -> None:
        if job.error is None:
            _call(job.done, job.result)
        elif isinstance(job.error, Cancelled):
            _call(job.cancelled)
        elif isinstance(job.error, ThuisplanError):
            _call(job.failed, job.error)
        else:
            self.crashed.emit(job.error)

    def _tell(self) -> None:
        running = next(iter(self._jobs.values()), None)
        self.busy_changed.emit(running is not None, running.progress if running else None)


def _call(function: Callable[..., None] | None, *arguments: Any) -> None:
    if function is not None:
        function(*arguments)
