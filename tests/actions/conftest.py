"""Registers for the tests of actions: real files, at the lowest cost a guess may have, on a clock that stands still."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from regions import AgreedOf, Clock, Maker, Region, Templates, copy_of
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.register.codes import Role


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def maker(register_templates: Templates, tmp_path: Path, clock: Clock) -> Iterator[Maker]:
    """Makes fast registers; they are closed after the test."""
    made = Maker(register_templates, tmp_path, clock)
    yield made
    made.close()


@pytest.fixture
def register(maker: Maker) -> OpenRegister:
    """The register of the zorgcoördinator of school 99XA."""
    return maker.make(Role.SCHOOL)


@pytest.fixture
def five(maker: Maker, agreed_of: AgreedOf) -> Region:
    """A region of five schools of five besturen, the fewest there may be, with empty registers."""
    return copy_of(agreed_of(5), maker)
