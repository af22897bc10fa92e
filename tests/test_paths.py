"""Where things live: resources in a checkout and in an installed program, and folders for this user alone."""

import os
import sys
from pathlib import Path

import pytest

from thuisplan_desktop import paths


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in ("STATE", "CONFIG", "DATA", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    return tmp_path


def test_resources_of_a_checkout() -> None:
    """Without an installed copy beside the package, the ones at the top of the checkout are used."""
    top = Path(__file__).parents[1] / "resources"
    assert paths.resource("definitions", "landelijk.toml") == top / "definitions" / "landelijk.toml"


def test_resources_of_an_installed_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """In a wheel or a frozen program they stand beside the package, also when it is frozen without them."""
    package = tmp_path / "thuisplan_desktop"
    (package / "resources" / "words").mkdir(parents=True)
    monkeypatch.setattr(paths, "__file__", str(package / "paths.py"))
    assert paths.resource("words") == package / "resources" / "words"
    (package / "resources" / "words").rmdir()
    (package / "resources").rmdir()
    assert paths.resource("words") != package / "resources" / "words"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert paths.resource("words") == package / "resources" / "words"


def test_folders_are_made_for_this_user_alone(home: Path) -> None:
    """Preferences, log and registers: made when needed, twice is fine, nobody else may look in."""
    for make in (paths.config_folder, paths.log_folder, paths.registers_folder):
        folder = make()
        assert folder == make()
        assert folder.is_dir()
        assert folder.is_relative_to(home) or os.name == "nt"
        if os.name != "nt":
            assert folder.stat().st_mode & 0o777 == 0o700
    assert paths.registers_folder().name == "registers"


def test_a_home_in_which_nothing_can_be_made_stops_nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A full disk, a profile that is not there: the program works without log and preferences, and says nothing."""
    (tmp_path / "geen map").write_bytes(b"")
    for name in ("STATE", "CONFIG", "DATA", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / "geen map"))
    for make in (paths.config_folder, paths.log_folder, paths.registers_folder):
        assert not make().exists()
