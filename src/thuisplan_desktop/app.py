"""Composition root of the window: start-up, building windows, locking, shutting down."""

import os
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QLockFile, QObject, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QMessageBox

from thuisplan_desktop import LOCKED, logs, paths, settings
from thuisplan_desktop.actions import backups, opening, reminders
from thuisplan_desktop.actions.demo import registers as demo
from thuisplan_desktop.actions.opening import OpenRegister, Summary
from thuisplan_desktop.ui import admin, caseload, region
from thuisplan_desktop.ui.crash_screen import CrashScreen
from thuisplan_desktop.ui.idle_lock import IdleLock
from thuisplan_desktop.ui.jobs import STOP_SECONDS, JobRunner
from thuisplan_desktop.ui.main_window import MainWindow
from thuisplan_desktop.ui.session import RegisterSession
from thuisplan_desktop.ui.start.start_window import StartWindow
from thuisplan_desktop.ui.theme import Theme
from thuisplan_desktop.ui.widgets.clipboard import GuardedClipboard

_ALREADY_OPEN = 1
_LOG_SECONDS = 30
"""How long a line about looking may wait for the disk."""


@dataclass(frozen=True)
class Places:
    """The folders of this start, the register to unlock first, and for a demonstration its passphrase, to be shown."""

    config: Path
    registers: Path
    first: Path | None = None
    passphrase: str = ""


def run(arguments: Sequence[str]) -> int:
    """Show the window until it is closed (0) or locked (LOCKED)."""
    os.umask(0o077)
    logs.set_up(paths.log_folder())
    application = make_application()
    places = _places(arguments)
    lock = QLockFile(str(places.config / "window.lock"))
    if not lock.tryLock(0) and lock.error() == QLockFile.LockError.LockFailedError:
        QMessageBox.information(None, "Thuisplan", "Thuisplan is al open. Ga naar het andere venster.")
        return _ALREADY_OPEN
    window = Window(application, places)
    window.start()
    code = int(application.exec())
    stopped = window.stop()
    lock.unlock()
    if not stopped:
        os._exit(code)  # work that hangs in the worker would keep the process, and the register, open
    return code


def make_application() -> QApplication:
    """The QApplication with Dutch texts and our look."""
    QLocale.setDefault(QLocale(QLocale.Language.Dutch, QLocale.Country.Netherlands))
    application = QApplication(["thuisplan"])
    application.setApplicationName("Thuisplan")
    application.setQuitOnLastWindowClosed(False)
    translator = QTranslator(application)
    if translator.load("qtbase_nl", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
    Theme(application)
    return application


def _places(arguments: Sequence[str]) -> Places:
    match list(arguments):
        case ["--demo", folder]:
            return Places(Path(folder), Path(folder) / "registers", passphrase=demo.PASSPHRASE)
        case [folder]:
            preferred = Path(folder)
        case _:
            preferred = Path(settings.load(paths.config_folder() / "settings.json").last_folder)
    first = preferred if preferred.suffix == opening.SUFFIX and preferred.is_dir() else None
    return Places(paths.config_folder(), paths.registers_folder(), first)


class Window(QObject):
    """Owns the worker and the windows, from the first question to the exit code."""

    def __init__(self, application: QApplication, places: Places) -> None:
        super().__init__()
        self._application = application
        self._places = places
        self._settings_file = places.config / "settings.json"
        self._settings = settings.load(self._settings_file)
        self._crash_screen = CrashScreen()
        self._clipboard = GuardedClipboard(application.clipboard())
        self._runner = JobRunner()
        self._catch_crashes()
        self._start = StartWindow(
            self._runner, places.registers, first=places.first, shown_passphrase=places.passphrase
        )
        self._ending = False
        self._session: RegisterSession | None = None
        self._main: MainWindow | None = None
        self._start.opened.connect(self._on_opened)
        self._start.closed.connect(lambda: self._end(0))

    def start(self) -> None:
        self._start.show()

    def stop(self) -> bool:
        """End the worker; False when it hangs."""
        return self._runner.stop()

    def _catch_crashes(self) -> None:
        """On the GUI thread, in the worker's jobs, and in any other thread."""
        sys.excepthook = lambda _kind, error, _trace: self._on_crashed(error)
        threading.excepthook = lambda details: self._runner.crashed.emit(details.exc_value)
        self._runner.crashed.connect(self._on_crashed)

    def _on_crashed(self, error: BaseException) -> None:
        code = logs.crash(error)
        if self._ending:
            return
        if self._crash_screen.show(code, type(error).__name__):
            self._end(1)

    def _on_opened(self, register: OpenRegister, summary: Summary, folder: Path) -> None:
        self._settings = replace(self._settings, last_folder=str(folder))
        session = RegisterSession(self._runner, register, summary, today=_today)
        main = MainWindow(session, self._settings, (*caseload.PAGES, *region.PAGES, *admin.PAGES))
        idle = IdleLock(self._application, self._settings.lock_after_minutes, time.time)
        idle.setParent(main)
        idle.warned.connect(main.warn_of_lock)
        idle.resumed.connect(main.withdraw_warning)
        idle.expired.connect(lambda: self._end(LOCKED))
        main.lock_requested.connect(lambda: self._end(LOCKED))
        main.closed.connect(lambda: self._end(0))
        self._write_log_now_and_then(session, main)
        self._session, self._main = session, main
        main.show()
        session.read(_look_around, owner=main, done=main.remind)
        self._start.hide()
        self._start.deleteLater()

    def _write_log_now_and_then(self, session: RegisterSession, main: MainWindow) -> None:
        """What fails now is tried again; closing is the last time."""
        timer = QTimer(main, interval=_LOG_SECONDS * 1000)
        timer.timeout.connect(
            lambda: session.read(OpenRegister.flush_log, owner=main, done=lambda _: None, failed=lambda _: None)
        )
        timer.start()

    def _end(self, code: int) -> None:
        """Hide every window at once; then let the work finish, release the register and end the process."""
        if self._ending:
            return
        self._ending = True
        for window in self._application.topLevelWidgets():
            window.hide()
        self._clipboard.clear()
        self._keep_settings()
        QTimer.singleShot(int(STOP_SECONDS * 1000), lambda: os._exit(code))
        if self._main is None or self._session is None:
            self._application.exit(code)
            return
        self._main.leave()
        self._session.locked.connect(lambda: self._application.exit(code))
        self._session.lock()

    def _keep_settings(self) -> None:
        if self._main is not None and not self._main.isMaximized():
            size = self._main.size()
            self._settings = replace(self._settings, window_width=size.width(), window_height=size.height())
        try:
            settings.save(self._settings_file, self._settings)
        except OSError:
            logs.info("settings_not_saved")


def _look_around(register: OpenRegister) -> tuple[str, ...]:
    """The daily backup first, so that nobody is reminded of what was just done."""
    backups.make_if_due(register)
    return reminders.reminders(register)


def _today() -> date:
    return datetime.now().astimezone().date()
