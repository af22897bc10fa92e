"""What every test gets: no display, no socket, no thread left behind, and a real encrypted register when asked for."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before the first import of Qt

import gc
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import hypothesis
import pytest
from PySide6.QtWidgets import QApplication

from regions import AgreedOf, Maker, agree, school
from thuisplan_desktop import logs, paths
from thuisplan_desktop.actions import access, opening
from thuisplan_desktop.actions.opening import OpenRegister, Place
from thuisplan_desktop.crypto import boardkey, derivation, keyfile
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.store import register_file, settings
from thuisplan_desktop.ui.jobs import JobRunner
from thuisplan_desktop.ui.session import RegisterSession

hypothesis.settings.register_profile("thuisplan", deadline=None)  # no timing decides a test
hypothesis.settings.load_profile("thuisplan")

TODAY = date(2026, 11, 3)
PASSPHRASE = "vier losse woorden samen"  # of registers that live as long as one test
CANARY = "Kanarie-Zwartewater"
_HOMES = ("HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")

_NETWORK = frozenset({"socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"})


class SocketOpened(BaseException):
    """Not an Exception: no `except Exception` may hide it."""


def _refuse_network(event: str, _arguments: tuple[object, ...]) -> None:
    if event in _NETWORK:
        raise SocketOpened(event)


sys.addaudithook(_refuse_network)


def pytest_collection_finish() -> None:
    """What is there before the first test lives as long as the program: looking through everything that a test left,
    as is done after each test of a window, passes it by.
    """
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def derive_once() -> Iterator[None]:
    """Argon2id gives the same key for the same passphrase, salt and cost: a copy of a register opens without another
    derivation. Every other passphrase, salt or cost is derived as ever.
    """
    derive = cache(derivation.derive)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keyfile, "derive", derive)
        patch.setattr(boardkey, "derive", derive)
        yield


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """Nobody here clicks twice by mistake: how fast a test clicks decides nothing."""
    qapp.setDoubleClickInterval(0)
    return qapp


@pytest.fixture(autouse=True)
def no_worker_left() -> Iterator[None]:
    """A test that starts a worker ends it."""
    yield
    left = [thread.name for thread in threading.enumerate() if thread.name == "thuisplan-worker"]
    assert not left, "a worker thread is still running"


@pytest.fixture
def canary() -> str:
    """A name that must not turn up in logs, crash reports, window titles or files that leave."""
    return CANARY


@pytest.fixture
def passphrase() -> str:
    """Opens every register that the tests make."""
    return PASSPHRASE


@pytest.fixture
def homes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Every folder that a program writes in by itself, empty and under our eyes."""
    for variable in _HOMES:
        (tmp_path / variable).mkdir()
        monkeypatch.setenv(variable, str(tmp_path / variable))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setattr(derivation, "calibrate", lambda: derivation.FLOOR)
    logs.set_up(paths.log_folder())
    return {variable: str(tmp_path / variable) for variable in _HOMES}


@pytest.fixture
def find_canary(canary: str) -> Callable[[Path], list[Path]]:
    """The files under a folder that hold the canary, in UTF-8 or UTF-16."""
    spellings = (canary.encode(), canary.encode("utf-16-le"))

    def find(folder: Path) -> list[Path]:
        files = (path for path in folder.rglob("*") if path.is_file())
        return [path for path in files if any(spelling in path.read_bytes() for spelling in spellings)]

    return find


@pytest.fixture
def runner(qapp: QApplication) -> Iterator[JobRunner]:
    """The one worker; an unforeseen error in it fails the test."""
    made = JobRunner()
    crashes: list[BaseException] = []
    made.crashed.connect(crashes.append)
    yield made
    assert made.stop(), "the worker hangs"
    qapp.processEvents()
    made.deleteLater()
    if crashes:
        raise crashes[0]


class _Templates:
    """One register a role, made once: deriving its keys takes most of a second."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._keys: dict[Role, tuple[bytes, str]] = {}

    def copy(self, role: Role, target: Path) -> tuple[bytes, str]:
        folder = self._folder / f"{role.value}.thuisplan"
        if role not in self._keys:
            self._keys[role] = self._make(role, folder)
        shutil.copytree(folder, target)
        return self._keys[role]

    @staticmethod
    def _make(role: Role, folder: Path) -> tuple[bytes, str]:
        place = Place(name="De Wilgenroos", board="Stichting Voorbeeld", municipality="Alkmaar", brin="99XA")
        register = opening.create_register(
            folder, role=role, owner="A. Voorbeeld", passphrase=PASSPHRASE, place=place, parameters=derivation.FLOOR,
            clock=lambda: datetime(2026, 11, 3, 9, tzinfo=UTC),
        ).register  # fmt: skip
        with register.change() as connection:  # as if its sheet was tried: nothing waits that every opening would tell
            settings.put(connection, access.REHEARSED, "2026-11-03")
        register.close()
        keys = keyfile.from_json(register_file.read_keys(folder))
        return keyfile.unlock(keys, PASSPHRASE).data_key, keys.register_id


@pytest.fixture(scope="session")
def register_templates(tmp_path_factory: pytest.TempPathFactory) -> _Templates:
    return _Templates(tmp_path_factory.mktemp("templates"))


@pytest.fixture(scope="session")
def agreed_of(register_templates: _Templates, tmp_path_factory: pytest.TempPathFactory) -> AgreedOf:
    """Makes, once for each number, the closed folders of a region of so many schools and besturen, to be copied."""

    @cache
    def of(number: int) -> Maker:
        made = Maker(register_templates, tmp_path_factory.mktemp(f"of-{number}"))
        agree(made, [school(one) for one in range(number)])
        made.close()
        return made

    return of


@pytest.fixture
def open_copy(register_templates: _Templates, tmp_path: Path) -> Callable[[Role], OpenRegister]:
    """Open a fresh register of a role, on the thread that calls."""

    def make(role: Role) -> OpenRegister:
        folder = tmp_path / f"{role.value}.thuisplan"
        data_key, register_id = register_templates.copy(role, folder)
        workspace = register_file.open_(folder, data_key, register_id)
        return OpenRegister(workspace, lambda: datetime(2026, 11, 3, 9, tzinfo=UTC))

    return make


@pytest.fixture
def make_session(
    qapp: QApplication, runner: JobRunner, open_copy: Callable[[Role], OpenRegister]
) -> Iterator[Callable[[Role], RegisterSession]]:
    """A session on a real register, opened on the worker; locked again after the test."""
    made: list[RegisterSession] = []

    def make(role: Role = Role.SCHOOL) -> RegisterSession:
        opened: list[OpenRegister] = []
        runner.run(lambda: open_copy(role), owner=runner, done=opened.append)
        wait_for_work(runner)
        summary = opening.summary(opened[0])
        session = RegisterSession(runner, opened[0], summary, today=lambda: TODAY)
        made.append(session)
        return session

    yield make
    for session in made:
        session._register.workspace.changed = False  # nobody looks at the backup that closing would make
        session.lock()
    wait_for_work(runner)


def wait_for_work(runner: JobRunner) -> None:
    """Let events pass until the worker has nothing left to do; half a minute means that it hangs."""
    for _ in range(15_000):
        QApplication.processEvents()
        if not runner.is_busy:
            return
        threading.Event().wait(0.002)
    pytest.fail("the worker hangs")


@pytest.fixture
def settle(runner: JobRunner) -> Callable[[], None]:
    """Let the worker finish and its results arrive."""
    return lambda: wait_for_work(runner)
