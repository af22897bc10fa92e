"""The mark of a second place: by it one stick or disk is told from another that is put in under the same name."""

import re
import secrets
from pathlib import Path

from thuisplan_desktop.store import files
from thuisplan_desktop.store.faults import named

NAME = "thuisplan-plek.txt"

_TEXT = "Hieraan herkent Thuisplan deze plek voor reservekopieën. Laat dit bestand staan.\r\n{mark}\r\n"
_MARK = re.compile("[0-9a-f]{32}")
_LIMIT = 4096


def mark_of(place: Path) -> str:
    """Its random mark; empty when it has none, or none that can be read."""
    try:
        with (place / NAME).open("rb") as file:
            text = file.read(_LIMIT).decode("utf-8", "replace")
    except OSError:
        return ""
    found = _MARK.search(text)
    return found[0] if found else ""


def put_mark(place: Path) -> str:
    """The mark that it has, or a new one; registers share it. Raises CannotWrite, DiskFull."""
    known = mark_of(place)
    if known:
        return known
    mark = secrets.token_hex(16)
    with named():
        files.replace_file(place / NAME, _TEXT.format(mark=mark).encode("utf-8"))
    return mark
