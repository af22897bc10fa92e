"""Walk through every page of the window without a person: to prove that it is offline, and to take its picture."""

import sys
import tempfile
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from thuisplan_desktop.actions import cases, meetings, opening
from thuisplan_desktop.actions.demo import journey, registers
from thuisplan_desktop.app import make_application
from thuisplan_desktop.offline import NetworkWatch
from thuisplan_desktop.register.codes import Role, Route
from thuisplan_desktop.settings import Settings
from thuisplan_desktop.ui import admin, caseload, region
from thuisplan_desktop.ui.caseload.anonymise_page import AnonymisePage
from thuisplan_desktop.ui.caseload.case_page import CasePage
from thuisplan_desktop.ui.jobs import JobRunner
from thuisplan_desktop.ui.main_window import MainWindow
from thuisplan_desktop.ui.session import RegisterSession
from thuisplan_desktop.ui.start.start_window import StartWindow
from thuisplan_desktop.ui.widgets.page import Page

Look = Callable[[QWidget, str], None]
"""What to do with a window that shows the page of this name."""


_IDLE_ROUNDS = 12
"""Of 30 ms each: the time in which a page that has its rows comes to rest."""


def verify_offline() -> int:
    """Play the journey, walk through every page of its registers, and report each network call. 1 when there is one."""
    watch = NetworkWatch()
    with tempfile.TemporaryDirectory(prefix="thuisplan-offline-") as folder:
        out = Path(folder) / "demo"
        journey.run(out, datetime.now(UTC), (), lambda _line: None)
        pages = _walk(make_application(), out / "registers", lambda _window, _name: None)
    seen = watch.seen()
    report = [f"{pages} pagina's bekeken; netwerkaanroepen: {len(seen)}.", *seen]
    sys.stdout.write("\n".join(report) + "\n")
    return 1 if seen else 0


def take_pictures(folder: Path, pictures: Path) -> int:
    """A picture of every page of every register in `folder`, as PNG files in `pictures`."""
    pictures.mkdir(parents=True, exist_ok=True)

    def save(window: QWidget, name: str) -> None:
        window.grab().save(str(pictures / f"{name}.png"))

    _walk(make_application(), folder, save)
    return 0


def _walk(application: QApplication, folder: Path, look: Look) -> int:
    runner = JobRunner()
    start = StartWindow(runner, folder, shown_passphrase=registers.PASSPHRASE)
    start.show()
    _settle(runner)
    look(start, "start")
    start.hide()
    count = sum(_walk_register(application, runner, path, look) for path in _first_of_each_role(folder))
    start.deleteLater()
    runner.stop()
    return count


def _first_of_each_role(folder: Path) -> Iterable[Path]:
    names = "school-99zz", "consulent", "regio", "sleutelhouder", "buurregio", "inschrijver"
    return (folder / f"{name}{opening.SUFFIX}" for name in names)


def _walk_register(application: QApplication, runner: JobRunner, path: Path, look: Look) -> int:
    opened: list[tuple[opening.OpenRegister, dict[str, str]]] = []
    runner.run(lambda: _open(path), owner=application, done=opened.append)
    _settle(runner)
    register, details = opened[0]
    session = RegisterSession(runner, register, opening.summary(register), today=register.today)
    window = MainWindow(session, Settings(), (*caseload.PAGES, *region.PAGES, *admin.PAGES))
    window.show()
    pages = window.findChildren(Page)
    for page in pages:
        window.open_page(page.id, details.get(page.id, ""))
        _settle(runner)
        if isinstance(page, AnonymisePage):
            _look_for_names(runner, page, details["name"])
        look(window, f"{path.stem}-{page.id}")
        if isinstance(page, CasePage):
            _look_at_sections(runner, window, page, lambda window, name: look(window, f"{path.stem}-case-{name}"))
    window.hide()
    session.lock()
    _settle(runner)
    window.deleteLater()
    _settle(runner)
    return len(pages)


def _look_at_sections(runner: JobRunner, window: MainWindow, page: CasePage, look: Look) -> None:
    """A case has many parts, each with its own lists and dialogs."""
    for number in range(1, page.sections.count()):
        page.sections.setCurrentRow(number)
        _settle(runner)
        look(window, page.sections.item(number).text().lower())
    page.sections.setCurrentRow(0)


def _open(path: Path) -> tuple[opening.OpenRegister, dict[str, str]]:
    """The open register, and what each page of one thing shows: a case, a meeting, a discussion without a name."""
    register = opening.open_register(path, registers.PASSPHRASE)
    if register.role not in (Role.SCHOOL, Role.CONSULENT):
        return register, {}
    meeting = meetings.list_meetings(register)[0]
    agenda = [line.discussion for line in meetings.open_meeting(register, meeting.id).agenda]
    by_name = [one.case_id for one in agenda if one.route is Route.BY_NAME]
    case_id = by_name[0] if by_name else cases.list_cases(register)[0].id
    nameless = next(one.id for one in agenda if one.route is not Route.BY_NAME)
    name = meetings.open_discussion(register, nameless).name
    return register, {"case": case_id, "meeting": meeting.id, "anonymise": nameless, "name": name}


def _look_for_names(runner: JobRunner, page: AnonymisePage, name: str) -> None:
    page.note.setPlainText(journey.NOTE.format(first=name.partition(" ")[0], name=name))
    page.seek.click()
    _settle(runner)


def _settle(runner: JobRunner) -> None:
    """Run the event loop until the worker has been idle for a while: pages lay themselves out in several rounds."""
    loop = QEventLoop()
    idle = count(1)

    def look() -> None:
        nonlocal idle
        if runner.is_busy:
            idle = count(1)
        elif next(idle) >= _IDLE_ROUNDS:
            loop.quit()

    timer = QTimer(interval=30)
    timer.timeout.connect(look)
    timer.start()
    loop.exec()
    timer.stop()
