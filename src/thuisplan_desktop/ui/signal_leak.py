"""Keeps PySide6 6.12.0 from bringing Python 3.11 down.

There, every `emit` that Python calls drops one reference to True too many (6.11.3 does not; found by counting
references around 50 emits). True is immortal from Python 3.12 on (PEP 683); before that the process aborts with
"bool_dealloc" after some hundreds of signals. References that nobody needs make up for the lost ones.
"""

import ctypes
import sys

import PySide6

_SPARE = 2**40
"""More than any window emits, and far from overflowing a 64-bit count."""


def is_leaking() -> bool:
    """Whether this Python and this PySide6 are the pair that goes wrong."""
    return PySide6.__version__ == "6.12.0" and sys.version_info < (3, 12) and sys.maxsize > 2**32


def make_up() -> None:
    """Give True spare references, once."""
    if is_leaking() and sys.getrefcount(True) < _SPARE // 2:
        ctypes.c_ssize_t.from_address(id(True)).value += _SPARE
