"""Workspaces on a temporary path, with a key that is no secret."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from thuisplan_desktop.store import register_file
from thuisplan_desktop.store.register_file import Workspace, WorkspaceKind

KEY = bytes(range(32))
Maker = Callable[[WorkspaceKind], Workspace]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the workspace of a test stands."""
    return tmp_path / "Proef.thuisplan"


@pytest.fixture
def make(folder: Path) -> Iterator[Maker]:
    """Make one workspace of a kind; it is closed after the test."""
    made: list[Workspace] = []

    def create(kind: WorkspaceKind) -> Workspace:
        made.append(register_file.create(folder, kind, KEY, "proefregister"))
        return made[-1]

    yield create
    for workspace in made:
        workspace.close()


@pytest.fixture
def workspace(make: Maker) -> Workspace:
    """An open, empty register of a coordinator."""
    return make(WorkspaceKind.COORDINATOR)


@pytest.fixture
def region(make: Maker) -> Workspace:
    """An open, empty workspace of a samenwerkingsverband."""
    return make(WorkspaceKind.REGION)


@pytest.fixture
def keyholder(make: Maker) -> Workspace:
    """An open, empty workspace of a second key holder."""
    return make(WorkspaceKind.KEYHOLDER)
