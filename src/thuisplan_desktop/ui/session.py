"""One open register, as the window sees it: read, change, and lock. Pages know nothing else of it."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from thuisplan_desktop.actions.changes import Changed, Kind
from thuisplan_desktop.actions.opening import OpenRegister, Summary
from thuisplan_desktop.errors import ThuisplanError
from thuisplan_desktop.ui.jobs import Cancelled, JobRunner, Progress

T = TypeVar("T")


class RegisterSession(QObject):
    """Hands work to the worker thread together with the open register.

    `changed` carries the `Changed` of every change that was kept. `refused` carries a known error that the asking
    page did not take itself. `stopped` follows work that the user cancelled. `locked` comes once, when the register
    file is released.
    """

    changed = Signal(object)
    refused = Signal(object)
    stopped = Signal()
    locked = Signal()

    def __init__(
        self, runner: JobRunner, register: OpenRegister, summary: Summary, *, today: Callable[[], date]
    ) -> None:
        super().__init__()
        self.runner = runner
        self.summary = summary
        self.today = today
        self._register = register
        self._ended = False

    def read(
        self,
        work: Callable[[OpenRegister], T],
        *,
        owner: QObject,
        done: Callable[[T], None],
        failed: Callable[[ThuisplanError], None] | None = None,
        progress: Progress | None = None,
    ) -> None:
        """Run `work` with the open register; `done` gets its plain result, `failed` a known error."""
        self.runner.run(
            lambda: self._perform_read(work),
            owner=owner,
            done=self._unless_ended(done),
            failed=self._unless_ended(failed or self.refused.emit),
            cancelled=self.stopped.emit,
            progress=progress,
        )

    def change(
        self,
        work: Callable[[OpenRegister], Changed],
        *,
        owner: QObject,
        done: Callable[[Changed], None] | None = None,
        failed: Callable[[ThuisplanError], None] | None = None,
        progress: Progress | None = None,
    ) -> None:
        """Like `read`, but `work` says what it changed; pages that show it reload after `done`.

        A change asked for before a lock is still kept: it runs before the file is released.
        """
        self.runner.run(
            lambda: work(self._register),
            owner=owner,
            done=self._unless_ended(lambda changed: self._on_changed(changed, done)),
            failed=self._unless_ended(failed or self.refused.emit),
            cancelled=self._on_stopped,
            progress=progress,
        )

    def lock(self) -> None:
        """Finish the changes asked for, release the file on its own thread, say `locked`. No result arrives after."""
        if self._ended:
            return
        self._ended = True
        self.runner.run(self._register.close, owner=self, done=lambda _: self.locked.emit(), failed=self._on_failed)

    def _perform_read(self, work: Callable[[OpenRegister], T]) -> T:
        if self._ended:
            raise Cancelled
        return work(self._register)

    def _unless_ended(self, deliver: Callable[[T], None]) -> Callable[[T], None]:
        return lambda result: None if self._ended else deliver(result)

    def _on_changed(self, changed: Changed, done: Callable[[Changed], None] | None) -> None:
        if done is not None:
            done(changed)
        self.changed.emit(changed)

    def _on_stopped(self) -> None:
        """Work that stops halfway may have kept its first steps, so everything is read again."""
        if not self._ended:
            self.stopped.emit()
            self.changed.emit(Changed(frozenset(Kind)))

    def _on_failed(self, _error: ThuisplanError) -> None:
        """A file that could not be closed neatly is released by the end of the process."""
        self.locked.emit()
