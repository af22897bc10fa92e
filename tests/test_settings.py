"""Preferences: defaults for whatever is missing or wrong, and never a half-written file."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as checks
from hypothesis import strategies as st

from thuisplan_desktop import settings
from thuisplan_desktop.settings import Settings


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    """Saving and loading gives the same preferences, with a version in the file."""
    kept = Settings(last_folder="De Boom.thuisplan", window_width=900, lock_after_minutes=5)
    settings.save(tmp_path / "settings.json", kept)
    assert settings.load(tmp_path / "settings.json") == kept
    assert json.loads((tmp_path / "settings.json").read_text("utf-8"))["version"] == 1
    assert [path.name for path in tmp_path.iterdir()] == ["settings.json"]


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"5", b"\xff\xfe", b'{"window_width": "breed"}', b'{"x": 1}'])
def test_a_damaged_file_gives_defaults(tmp_path: Path, data: bytes) -> None:
    """Nothing in the file of preferences stops the program."""
    (tmp_path / "settings.json").write_bytes(data)
    assert settings.load(tmp_path / "settings.json") == Settings()
    assert settings.load(tmp_path / "weg.json") == Settings()


def test_one_wrong_value_leaves_the_others(tmp_path: Path) -> None:
    """A value of another type falls back alone; true is not a number."""
    stored = {"window_width": True, "window_height": 700, "lock_after_minutes": None, "last_folder": 3}
    (tmp_path / "settings.json").write_text(json.dumps(stored))
    assert settings.load(tmp_path / "settings.json") == Settings(window_height=700)


@given(st.dictionaries(st.sampled_from(list(vars(Settings()))), st.one_of(st.integers(), st.text(), st.none())))
@checks(max_examples=60)
def test_any_file_loads(tmp_path_factory: pytest.TempPathFactory, stored: dict[str, object]) -> None:
    """Whatever stands in it, the result is a full set of preferences of the right types."""
    file = tmp_path_factory.mktemp("s") / "settings.json"
    file.write_text(json.dumps(stored), "utf-8")
    for name, value in vars(settings.load(file)).items():
        assert type(value) is type(getattr(Settings(), name))
