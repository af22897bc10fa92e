"""Bring an older workspace up to date, after copying it aside. Imported only when that is due."""

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from thuisplan_desktop.errors import RegisterDamaged
from thuisplan_desktop.store import files
from thuisplan_desktop.store.cipher import pragma
from thuisplan_desktop.store.schema import WorkspaceKind, revision_name

MIGRATIONS = Path(__file__).parent / "migrations"


def build(connection: Connection, kind: WorkspaceKind, revision: int) -> None:
    """The empty tables of an older revision, in the transaction of who asks."""
    command.upgrade(config_for(kind, connection), revision_name(revision))


def upgrade(raw: Any, connection: Connection, path: Path | None, kind: WorkspaceKind) -> None:
    """Copy aside, then run every missing step in one transaction. A step that fails leaves the file as it was.

    Without a `path` nothing is copied: the file is one already.
    """
    if path is not None:
        _copy_aside(raw, path)
    # Rebuilding a table drops the old one, which would take its children along; inside a transaction it can't be set.
    raw.execute("PRAGMA foreign_keys = OFF")
    try:
        with connection.begin():
            command.upgrade(config_for(kind, connection), "head")
            if pragma(raw, "foreign_key_check"):
                raise RegisterDamaged(part="references")
    finally:
        raw.execute("PRAGMA foreign_keys = ON")


def config_for(kind: WorkspaceKind, connection: Connection) -> Config:
    """Alembic's settings for one kind of workspace over an open connection."""
    config = Config()
    config.set_main_option("path_separator", "newline")  # other separators occur in paths
    config.set_main_option("script_location", _literal(MIGRATIONS))
    config.set_main_option("version_locations", _literal(MIGRATIONS / kind.value))
    config.attributes["connection"] = connection
    return config


def _literal(path: Path) -> str:
    return str(path).replace("%", "%%")


def _copy_aside(raw: Any, path: Path) -> None:
    """Write an encrypted copy under the same key into `backups/`, and prove that it can be read."""
    folder = path.parent / files.BACKUPS
    folder.mkdir(mode=0o700, exist_ok=True)
    beside, copy = folder / ".before-migration.new", folder / "before-migration.db"
    beside.unlink(missing_ok=True)
    os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        raw.execute("VACUUM INTO ?", (str(beside),))
        _require_readable(raw, beside)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
    beside.replace(copy)
    files.sync_folder(folder)


def _require_readable(raw: Any, copy: Path) -> None:
    raw.execute("ATTACH DATABASE ? AS aside", (str(copy),))
    try:
        checked = pragma(raw, "aside.quick_check")
    finally:
        raw.execute("DETACH DATABASE aside")
    if checked != [("ok",)]:
        raise RegisterDamaged(part="copy")
