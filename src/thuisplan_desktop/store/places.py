"""Where a live register may stand: on this computer, never in a folder that a cloud service copies.

Such a service copies the database half-way through a write, makes 'conflict copies' of it, and keeps every old
version. It is known by the name of a folder, by the marks it leaves, or by what it tells programs of its own place.
"""

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from thuisplan_desktop.errors import SynchronisedFolder

_NAMES = (
    ("onedrive", "OneDrive"),
    ("sharepoint", "OneDrive"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("google drive stream", "Google Drive"),
    ("dropbox", "Dropbox"),
    ("icloud", "iCloud"),
    ("mobile documents", "iCloud"),
    ("cloudstorage", "een cloudopslag"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
    ("pcloud", "pCloud"),
    ("box sync", "Box"),
    ("megasync", "MEGA"),
)
"""How the folder of a service begins, in lower case: 'OneDrive - Stichting Voorbeeld', 'Dropbox (School)'."""

_MARKS = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".tmp.drivedownload": "Google Drive",
    ".tmp.driveupload": "Google Drive",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".849C9593-D756-4E56-8D6E-42412F2A707B": "OneDrive",
}
_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")


def require_local(folder: Path, environment: Mapping[str, str] = os.environ) -> None:
    """Raise SynchronisedFolder(service) where a cloud service would copy the register."""
    service = synchronised_by(folder, environment)
    if service:
        raise SynchronisedFolder(service=service)


def synchronised_by(folder: Path, environment: Mapping[str, str] = os.environ) -> str:
    """The service that copies this folder; empty when none is known to."""
    for place in {folder.absolute(), folder.resolve()}:
        for known, service in _told(environment):
            if known == place or known in place.parents:
                return service
        for each in (place, *place.parents):
            found = _by_name(each.name.casefold()) or _by_mark(each)
            if found:
                return found
    return ""


def _by_name(name: str) -> str:
    for start, service in _NAMES:
        rest = name.removeprefix(start)
        if (rest != name and not rest[:1].isalnum()) or name == f"{start}drive":
            return service
    return "Google Drive" if name in ("my drive", "mijn drive") else ""


def _by_mark(folder: Path) -> str:
    for mark, service in _MARKS.items():
        try:
            if (folder / mark).exists():
                # A home folder holds the settings of Dropbox under the same name.
                if mark == ".dropbox" and (folder / mark).is_dir():
                    continue
                return service
        except OSError:
            continue
    return ""


def _told(environment: Mapping[str, str]) -> Iterator[tuple[Path, str]]:
    """What the services themselves say of where they are."""
    for name in _VARIABLES:
        if environment.get(name):
            yield Path(environment[name]), "OneDrive"
    for home in (environment.get("LOCALAPPDATA"), environment.get("APPDATA"), environment.get("HOME")):
        if home:
            yield from _dropbox(Path(home))


def _dropbox(home: Path) -> Iterator[tuple[Path, str]]:
    for info in (home / "Dropbox" / "info.json", home / ".dropbox" / "info.json"):
        try:
            told = json.loads(info.read_text("utf-8"))
        except (OSError, ValueError):
            continue
        accounts = told.values() if isinstance(told, dict) else ()
        for account in accounts:
            if isinstance(account, dict) and isinstance(account.get("path"), str):
                yield Path(account["path"]), "Dropbox"
