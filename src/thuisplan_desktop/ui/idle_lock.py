"""Locks when nobody is there: no key and no mouse for some minutes, also when the lid was closed meanwhile."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

_CHECK_SECONDS = 5
WARN_SECONDS = 60
"""How long before a lock the user is told (WCAG 2.2, 2.2.1: any key or movement puts it off)."""

_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.HoverMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.InputMethod,
    }
)


class IdleLock(QObject):
    """Watches the whole application. `warned` comes a minute before `expired`; `resumed` takes the warning back.

    `clock` gives seconds and must go on while the computer sleeps, so that a lid that was closed overnight locks
    before the first key gets through.
    """

    warned = Signal()
    resumed = Signal()
    expired = Signal()

    def __init__(self, application: QObject, minutes: int, clock: Callable[[], float]) -> None:
        super().__init__()
        self._limit = minutes * 60.0
        self._clock = clock
        self._last = clock()
        self._warning = False
        self._over = False
        self._timer = QTimer(self)
        self._timer.setInterval(_CHECK_SECONDS * 1000)
        self._timer.timeout.connect(self.check)
        self._timer.start()
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002  (Qt's signature)
        """True, which swallows the event, when it is the first one after the time was up."""
        if event.type() not in _SIGNS_OF_LIFE:
            return False
        self.check()
        if not self._over:
            self._note_life()
        return self._over

    def check(self) -> None:
        """Compare the clock with the last sign of life."""
        idle = self._clock() - self._last
        if idle < 0:  # somebody set the clock back
            self._last = self._clock()
        elif idle >= self._limit:
            self._expire()
        elif idle >= self._limit - WARN_SECONDS and not self._warning:
            self._warning = True
            self.warned.emit()

    def stop(self) -> None:
        """Watch no longer: the register is being locked already."""
        self._timer.stop()
        self._over = True

    def _note_life(self) -> None:
        self._last = self._clock()
        if self._warning:
            self._warning = False
            self.resumed.emit()

    def _expire(self) -> None:
        if not self._over:
            self.stop()
            self.expired.emit()
