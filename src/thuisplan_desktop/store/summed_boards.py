"""Under which bestuur each sender was enrolled when it was summed. Who is struck off later keeps it in that sum.

It stands in the settings of the region's workspace, as text by telling, and is written once for each.
"""

import json
from collections.abc import Mapping

from thuisplan_desktop.errors import RegisterDamaged
from thuisplan_desktop.store import settings
from thuisplan_desktop.store.register_file import Connection


def save_boards(connection: Connection, telling_id: bytes, boards: Mapping[bytes, str]) -> None:
    """Keep the bestuur of each sender of a sum, by its signing key; what is kept of a telling stays as it is."""
    text = json.dumps({signing.hex(): board for signing, board in boards.items()}, sort_keys=True)
    settings.put(connection, _key(telling_id), settings.get(connection, _key(telling_id), "") or text)


def load_boards(connection: Connection, telling_id: bytes) -> dict[bytes, str]:
    """Those of a telling; empty for one that was added up before this was kept. Raises RegisterDamaged."""
    try:
        found = json.loads(settings.get(connection, _key(telling_id), "{}"))
        return {bytes.fromhex(signing): str(board) for signing, board in found.items()}
    except (ValueError, TypeError, AttributeError):
        raise RegisterDamaged(part="settings") from None


def _key(telling_id: bytes) -> str:
    return f"summed_boards_{telling_id.hex()}"
