"""One register with one case in it, made once; each test works in a copy."""

import shutil
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from factories import make_case
from safes import FIRST, Clock, Opener
from thuisplan_desktop.actions import (
    cases,
    opening,
)
from thuisplan_desktop.actions.opening import OpenRegister, Place
from thuisplan_desktop.crypto import derivation, keyfile
from thuisplan_desktop.crypto.derivation import FLOOR
from thuisplan_desktop.register.codes import Role


@pytest.fixture(scope="module", autouse=True)
def derive_once() -> Iterator[None]:
    """The same passphrase with the same salt is derived once: a second each is all that these tests would do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keyfile, "derive", cache(derivation.derive))
        yield


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "school.thuisplan"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A closed register with one case in it, made once, and its recovery code."""
    folder = tmp_path_factory.mktemp("template") / "school.thuisplan"
    place = Place(name="De Verzonnen Boom", board="Stichting Verzonnen", brin="99XA")
    made = opening.create_register(
        folder, role=Role.SCHOOL, owner="Anja Doedel", passphrase=FIRST, place=place, parameters=FLOOR, clock=Clock()
    )
    cases.save_case(made.register, make_case(id="c1", surname="Zandloper", closed_on=date(2026, 3, 2)))
    made.register.close()
    return folder, made.recovery_code


@pytest.fixture
def code(template: tuple[Path, str], folder: Path) -> str:
    """A copy of it to work in."""
    shutil.copytree(template[0], folder)
    return template[1]


@pytest.fixture
def open_it(folder: Path, code: str, clock: Clock) -> Opener:
    def opener(passphrase: str = FIRST) -> OpenRegister:
        return opening.open_register(folder, passphrase, clock=clock)

    return opener
