"""Files that an answer of the key holder covers and that are not here: after a register was copied back by hand.

A telling is closed for what comes late. But what was summed is part of it, so those very files may still come in.
"""

from thuisplan_desktop.errors import RegisterDamaged
from thuisplan_desktop.exchange import counts_v1, sum_v2
from thuisplan_desktop.store import region_books, settings
from thuisplan_desktop.store.register_file import Connection

_KEY = "awaited_files:"


def load(connection: Connection, telling_id: bytes) -> frozenset[bytes]:
    """The hashes of the halves that were summed and are not here; mostly none. Raises RegisterDamaged."""
    try:
        return frozenset(map(bytes.fromhex, settings.get(connection, _KEY + telling_id.hex()).split()))
    except ValueError:
        raise RegisterDamaged(part="settings") from None


def note(connection: Connection, telling_id: bytes, answer: bytes) -> bool:
    """Wait for what an answer covers and we lack; whether that is anything. Its signature was checked."""
    latest = region_books.load_latest(connection, telling_id)
    lacking = sum_v2.summed_in(answer) - {counts_v1.read_forwarded(one.envelope_b).hash for one in latest}
    if lacking:
        settings.put(connection, _KEY + telling_id.hex(), " ".join(sorted(one.hex() for one in lacking)))
    return bool(lacking)
