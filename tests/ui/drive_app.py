"""Run the window and do one thing in it, as a person would: `drive_app.py DEED FOLDER PASSPHRASE`."""

import subprocess
import sys
import threading
from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget

from thuisplan_desktop import app
from thuisplan_desktop.ui.main_window import MainWindow
from thuisplan_desktop.ui.start.start_window import StartWindow
from thuisplan_desktop.ui.start.unlock_page import UnlockPage
from thuisplan_desktop.ui.start.way_field import Way

DEED, FOLDER, PASSPHRASE = sys.argv[1:4]
SECRET = "Kanarie-Zwartewater"


def shown(kind: type[QWidget]) -> QWidget | None:
    return next((each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()), None)


def look() -> None:
    """Called again and again: act on the window that is there now."""
    box, start, main = shown(QMessageBox), shown(StartWindow), shown(MainWindow)
    if isinstance(box, QMessageBox):
        print(box.text(), box.informativeText(), flush=True)
        box.findChildren(QPushButton)[-1].click()
    elif isinstance(main, MainWindow):
        timer.stop()
        DEEDS[DEED](main)
        if DEED == "crash":
            timer.start()
    elif isinstance(start, StartWindow) and isinstance(start.page, UnlockPage) and start.page.isEnabled():
        give_up(start) if DEED == "give-up" else unlock(start.page)


def unlock(page: UnlockPage) -> None:
    page.ways.fields[Way.PASSPHRASE].edit.setText(PASSPHRASE)
    page.open.click()


def give_up(start: StartWindow) -> None:
    timer.stop()
    start.close()


def lock(main: MainWindow) -> None:
    main._sidebar._lock.click()


def hang(main: MainWindow) -> None:
    main._session.runner.run(threading.Event().wait, owner=main)
    lock(main)


def crash(main: MainWindow) -> None:
    def work() -> None:
        raise ValueError(SECRET)

    main._session.runner.run(work, owner=main)


def second(main: MainWindow) -> None:
    """Another window of the same person, at the same time."""
    again = [sys.executable, __file__, "close", FOLDER, PASSPHRASE]
    ended = subprocess.run(again, capture_output=True, text=True, check=False)
    print(ended.stdout, f"second ended with {ended.returncode}", flush=True)
    main.close()


DEEDS: dict[str, Callable[[MainWindow], object]] = {
    "close": MainWindow.close, "lock": lock, "hang": hang, "crash": crash, "second": second,
}  # fmt: skip

make_application = app.make_application
timer: QTimer


def make_and_watch() -> QApplication:
    global timer  # noqa: PLW0603  (a script of one page)
    made = make_application()
    timer = QTimer(made, interval=25)
    timer.timeout.connect(look)
    timer.start()
    return made


app.make_application = make_and_watch
sys.exit(app.run([FOLDER]))
