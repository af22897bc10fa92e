"""A window of a school, or of a consulent, on a register of its own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from offices import Books, Office
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.settings import Settings
from thuisplan_desktop.ui.caseload import PAGES
from thuisplan_desktop.ui.main_window import MainWindow
from thuisplan_desktop.ui.session import RegisterSession


@pytest.fixture
def open_office(
    make_session: Callable[..., RegisterSession], settle: Callable[[], None], tmp_path: Path
) -> Iterator[Callable[[Role], Office]]:
    windows: list[MainWindow] = []

    def make(role: Role) -> Office:
        session = make_session(role)
        windows.append(MainWindow(session, Settings(), PAGES))
        windows[-1].show()
        settle()
        return Office(windows[-1], session, tmp_path, settle)

    yield make
    for window in windows:
        window.hide()


@pytest.fixture
def office(open_office: Callable[[Role], Office]) -> Office:
    return open_office(Role.SCHOOL)


@pytest.fixture
def books(office: Office) -> Books:
    return Books(office)
