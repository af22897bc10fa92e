"""A real region in the state a test needs, and a window on either side of it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desks import Desk, sit_down
from regions import GEMEENTE, SWV, TODAY, AgreedOf, Maker, Region, Templates, copy_of, folder_of
from thuisplan_desktop.actions import opening
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.ui.jobs import JobRunner

Seat = Callable[[OpenRegister], Desk]


@pytest.fixture
def maker(register_templates: Templates, tmp_path: Path) -> Iterator[Maker]:
    made = Maker(register_templates, tmp_path)
    yield made
    made.close()


@pytest.fixture
def five(maker: Maker, agreed_of: AgreedOf) -> Region:
    """A region that agreed with a key holder and five schools of five besturen."""
    return copy_of(agreed_of(5), maker)


@pytest.fixture
def post(tmp_path: Path) -> Path:
    """Where files are saved, and from where they are opened."""
    folder = tmp_path / "post"
    folder.mkdir()
    return folder


@pytest.fixture
def seat(
    runner: JobRunner, maker: Maker, settle: Callable[[], None], post: Path, passphrase: str
) -> Iterator[Callable[[OpenRegister], Desk]]:
    """Opens the window on a register that this thread gives up."""
    desks: list[Desk] = []

    def take(register: OpenRegister) -> Desk:
        register.close()
        folder, clock = folder_of(register), maker.clock
        desks.append(sit_down(runner, settle, lambda: opening.open_register(folder, passphrase, clock=clock), post))
        return desks[-1]

    yield take
    for desk in desks:
        desk.session._register.workspace.changed = False  # nobody looks at the backup that closing would make
        desk.session.lock()
    settle()


@pytest.fixture
def officer(maker: Maker, seat: Seat) -> Desk:
    """At the samenwerkingsverband, on the first day."""
    return seat(maker.make(Role.REGION, SWV))


@pytest.fixture
def holder(maker: Maker, seat: Seat) -> Desk:
    """At the gemeente, on the first day."""
    return seat(maker.make(Role.KEYHOLDER, GEMEENTE))


@pytest.fixture
def delivered(five: Region) -> Region:
    """A telling of today that all five delivered to."""
    five.receive(TODAY, five.seal(five.open_telling(TODAY)))
    return five


@pytest.fixture
def summed(delivered: Region) -> Region:
    delivered.sum_up(TODAY)
    return delivered


def put(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.fixture
def save(post: Path) -> Callable[[str, bytes], Path]:
    """Puts a file in the post."""
    return lambda name, data: put(post, name, data)
