"""Preferences that hold no personal data. The name of a register's folder is a preference; what is in it is not."""

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

_VERSION = 1


@dataclass(frozen=True)
class Settings:
    """Every preference with its default; an unknown or malformed value falls back to it."""

    last_folder: str = ""
    window_width: int = 1180
    window_height: int = 720
    lock_after_minutes: int = 10


def load(file: Path) -> Settings:
    """The stored preferences; a missing, damaged or older file gives defaults for what it lacks."""
    try:
        stored = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    return Settings(**_known(stored)) if isinstance(stored, dict) else Settings()


def _known(stored: dict[str, Any]) -> dict[str, Any]:
    defaults = Settings()
    return {
        field.name: stored[field.name]
        for field in fields(Settings)
        if type(stored.get(field.name)) is type(getattr(defaults, field.name))
    }


def save(file: Path, settings: Settings) -> None:
    """Written beside and replaced, so that a full disk leaves the old preferences."""
    beside = file.with_suffix(".new")
    beside.write_text(json.dumps({"version": _VERSION, **asdict(settings)}, indent=1), encoding="utf-8")
    beside.replace(file)
