"""The school board's own key: made and kept by the board, used when nobody at the school can open a register.

Used it is by `opening.by_board`.
"""

from thuisplan_desktop.crypto import boardkey, derivation
from thuisplan_desktop.crypto.derivation import Parameters
from thuisplan_desktop.crypto.keyring import Identity
from thuisplan_desktop.exchange import board_v1


def make_key(name: str, passphrase: str, parameters: Parameters | None = None) -> tuple[bytes, bytes]:
    """A new key: the private file for the board's safe, and the public file for the schools. Raises WeakPassphrase."""
    identity = Identity.generate()
    private = boardkey.lock(identity, passphrase, parameters or derivation.calibrate())
    return private, board_v1.encode(name, identity)
