"""What the note beside the register told otherwise than the register: said at every opening until somebody answers it.

The note itself follows the register with the next change, so without this a register that was put back from a copy
would be called older once and never again.
"""

import json
from collections.abc import Sequence
from datetime import datetime

from thuisplan_desktop.dutch import format_date
from thuisplan_desktop.store import settings
from thuisplan_desktop.store.register_file import Connection

_KEY = "doubts"
_SINCE, _WHERE = "{told} Dit bleek op {day}.", "Bij Beheer kunt u het beantwoorden."


def keep(connection: Connection, sentences: Sequence[str], now: datetime) -> None:
    """Remember them with the day; what is known already keeps the day on which it was first seen."""
    known = _known(connection)
    fresh = {told: now.isoformat() for told in sentences if told not in known}
    if fresh:
        settings.put(connection, _KEY, json.dumps(known | fresh))


def kept(connection: Connection) -> tuple[str, ...]:
    """One Dutch sentence for each that nobody answered."""
    return tuple(
        _SINCE.format(told=told, day=format_date(datetime.fromisoformat(at).astimezone().date()))
        for told, at in _known(connection).items()
    )


def warnings(connection: Connection) -> tuple[str, ...]:
    """The same with where it is answered, for who just opened the register."""
    return tuple(f"{told} {_WHERE}" for told in kept(connection))


def forget(connection: Connection) -> None:
    """They are answered."""
    settings.drop(connection, _KEY)


def _known(connection: Connection) -> dict[str, str]:
    """Sentence and moment."""
    found: dict[str, str] = json.loads(settings.get(connection, _KEY) or "{}")
    return found
