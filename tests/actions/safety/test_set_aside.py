"""A damaged register that was set aside: told where it is, and thrown away when somebody says so."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from safes import FIRST, Clock, Opener, actions_of
from thuisplan_desktop.actions import opening, reminders, salvaging, set_aside
from thuisplan_desktop.errors import CannotWrite, NoSuchFile


@pytest.fixture
def aside(open_it: Opener, folder: Path, clock: Clock) -> Path:
    """What a salvage left beside the register that works again."""
    found = salvaging.salvage_register(folder, opening.by_passphrase(FIRST), clock()).aside
    assert found is not None
    return found


def test_it_is_listed_with_its_moment_and_asked_for(open_it: Opener, aside: Path, clock: Clock) -> None:
    """By the name of the folder; by the system where somebody gave it another."""
    register = open_it()
    (found,) = set_aside.set_aside(register)
    assert (found.name, found.at) == (aside.name, clock())
    assert found.size > 50_000
    (concern,) = [line for line in reminders.attention(register) if "opzij" in line]
    assert found.moment in concern
    renamed = aside.rename(aside.with_name("damaged-oud"))
    os.utime(renamed, (0, 0))
    assert set_aside.set_aside(register)[0].at == datetime(1970, 1, 1, tzinfo=UTC)
    register.close()


def test_it_goes_for_good_with_a_line_in_the_logbook(open_it: Opener, aside: Path, folder: Path) -> None:
    """And nothing else goes: only a folder of that name inside the register, never one that a name points to."""
    register = open_it()
    for name in ("backups", "..", f"{aside.name}/..", "damaged-weg", ""):
        with pytest.raises(NoSuchFile):
            set_aside.remove(register, name)
    (folder / "damaged-link").symlink_to(folder / "backups")
    with pytest.raises(NoSuchFile):
        set_aside.remove(register, "damaged-link")
    set_aside.remove(register, aside.name)
    assert not aside.exists()
    assert actions_of(register)[-1] == "set_aside_removed"
    assert set_aside.set_aside(register) == ()
    assert set_aside.concerns(register) == ()
    assert list((folder / "backups").iterdir())
    register.close()


def test_what_would_not_go_stays_listed(open_it: Opener, aside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The logbook says only what was done."""
    register = open_it()

    def refused(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("shutil.rmtree", refused)
    with pytest.raises(CannotWrite):
        set_aside.remove(register, aside.name)
    assert [each.name for each in set_aside.set_aside(register)] == [aside.name]
    assert "set_aside_removed" not in actions_of(register)
    register.close()
