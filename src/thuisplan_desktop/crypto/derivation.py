"""A passphrase becomes a key: Argon2id (RFC 9106), slow on purpose, within bounds that a file can't leave.

Decision 6: below the floor a tampered keys.json would make guessing cheap; above the ceiling it would hang a laptop.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from thuisplan_desktop.errors import KeyParametersRefused

_MEMORY_KIB = range(64 * 1024, 1024 * 1024 + 1)
_PASSES = range(3, 11)
_LANES = range(1, 9)
_KEY_LENGTH = 32
_CALIBRATED_MEMORY_KIB = 512 * 1024
"""Calibration stops here: a school laptop has other programs open, and more passes do as well."""
_TRIES = 3
"""Another program only ever makes a measurement slower, and a slower one would make guessing cheaper for good."""


@dataclass(frozen=True)
class Parameters:
    """The cost of one guess. Out of bounds can't exist: making one raises KeyParametersRefused."""

    memory_kib: int
    passes: int
    lanes: int

    def __post_init__(self) -> None:
        if self.memory_kib not in _MEMORY_KIB or self.passes not in _PASSES or self.lanes not in _LANES:
            raise KeyParametersRefused


FLOOR = Parameters(memory_kib=_MEMORY_KIB.start, passes=_PASSES.start, lanes=4)


def derive(secret: bytes, salt: bytes, parameters: Parameters) -> bytes:
    """32 bytes from a secret and a salt of 16 bytes."""
    return Argon2id(
        salt=salt,
        length=_KEY_LENGTH,
        iterations=parameters.passes,
        lanes=parameters.lanes,
        memory_cost=parameters.memory_kib,
    ).derive(secret)


def measure(parameters: Parameters) -> float:
    """Seconds that one derivation takes on this computer when it has nothing else to do.

    On a clock, or of the processor: the least. Waiting for other programs counts on the clock alone, and lanes that run
    side by side count more than once for the processor.
    """
    clock, processor = time.perf_counter(), time.process_time()
    derive(b"thuisplan", bytes(16), parameters)
    return min(time.perf_counter() - clock, time.process_time() - processor)


def calibrate(target_seconds: float = 1.0, measure: Callable[[Parameters], float] = measure) -> Parameters:
    """Parameters that take about `target_seconds` here: first more memory, then more passes; at least the floor.

    What counts is the fastest of some measurements: a busy moment gives no weaker register.
    """
    chosen, seconds = FLOOR, _fastest(FLOOR, target_seconds / 2, measure)
    while seconds * 2 <= target_seconds and chosen.memory_kib < _CALIBRATED_MEMORY_KIB:
        chosen = Parameters(chosen.memory_kib * 2, chosen.passes, chosen.lanes)
        last = chosen.memory_kib >= _CALIBRATED_MEMORY_KIB
        seconds = _fastest(chosen, 0.0 if last else target_seconds / 2, measure)
    passes = min(chosen.passes * target_seconds / seconds, _PASSES[-1]) if seconds else _PASSES[-1]
    return Parameters(chosen.memory_kib, max(int(passes), _PASSES.start), chosen.lanes)


def _fastest(parameters: Parameters, enough: float, measure: Callable[[Parameters], float]) -> float:
    """The least of some measurements; no more of them once one shows that more memory fits in the time."""
    best = measure(parameters)
    for _ in range(_TRIES - 1):
        if best <= enough:
            break
        best = min(best, measure(parameters))
    return best
