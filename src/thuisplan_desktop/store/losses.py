"""What a salvage could not read of the cases that are left, kept beside them in the settings until they go."""

from sqlalchemy import Connection

from thuisplan_desktop.errors import RegisterDamaged
from thuisplan_desktop.register import salvaged
from thuisplan_desktop.register.salvaged import Doubts, Loss
from thuisplan_desktop.store import settings

KEY = "salvage_losses"


def load_losses(connection: Connection) -> dict[str, Loss]:
    """By the id of the case; raises RegisterDamaged on a text that isn't ours."""
    try:
        return salvaged.from_text(settings.get(connection, KEY))
    except (ValueError, TypeError, KeyError, AttributeError):
        pass  # the exception would quote the text
    raise RegisterDamaged(part="settings")


def load_doubts(connection: Connection) -> Doubts:
    """What the gate may not believe; raises as `load_losses`."""
    try:
        return salvaged.doubts(settings.get(connection, KEY))
    except (ValueError, TypeError, KeyError, AttributeError):
        pass
    raise RegisterDamaged(part="settings")


def save_losses(connection: Connection, losses: dict[str, Loss]) -> None:
    """In place of what was kept."""
    text = salvaged.to_text(losses)
    if text:
        settings.put(connection, KEY, text)
    else:
        settings.drop(connection, KEY)


def forget(connection: Connection, case_id: str) -> None:
    """The case goes, and with it what was missing of it."""
    found = load_losses(connection)
    if found.pop(case_id, None) is not None:
        save_losses(connection, found)
