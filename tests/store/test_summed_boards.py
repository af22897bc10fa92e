"""The besturen of who was summed are kept with the sum, once."""

import pytest

from thuisplan_desktop.errors import RegisterDamaged
from thuisplan_desktop.store import settings
from thuisplan_desktop.store.register_file import Workspace
from thuisplan_desktop.store.summed_boards import load_boards, save_boards

TELLING, OTHER = bytes(32), b"o" * 32


def test_they_are_kept_once(region: Workspace) -> None:
    """A second writing changes nothing; another telling has its own."""
    with region.change() as connection:
        save_boards(connection, TELLING, {b"a" * 32: "Stichting Ronduit", b"b" * 32: ""})
        save_boards(connection, TELLING, {b"a" * 32: "Stichting Anders"})
        assert load_boards(connection, TELLING) == {b"a" * 32: "Stichting Ronduit", b"b" * 32: ""}
        assert load_boards(connection, OTHER) == {}


@pytest.mark.parametrize("text", ["{", "[]", '{"geen sleutel": "a"}', "1"])
def test_what_cannot_be_read_is_damage(region: Workspace, text: str) -> None:
    with region.change() as connection:
        settings.put(connection, f"summed_boards_{TELLING.hex()}", text)
        with pytest.raises(RegisterDamaged):
            load_boards(connection, TELLING)
