"""What a bench promises: the best of some runs is judged, and a broken promise ends the bench with 1.

Another program on the computer only ever makes a run slower; so noise breaks no promise, and keeps none that is broken.
"""

import time
from collections.abc import Callable


def seconds(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """How long it takes, once."""
    start = clock()
    work()
    return clock() - start


def best(work: Callable[[], object], runs: int, clock: Callable[[], float] = time.perf_counter) -> float:
    """The seconds of the fastest of some runs, by the clock on the wall or by that of the processor."""
    return min(seconds(work, clock) for _ in range(runs))


def best_beside(work: Callable[[], object], baseline: Callable[[], object], runs: int) -> tuple[float, float]:
    """The same of two that take turns, so that both have the same busy and calm moments."""
    turns = [(seconds(work), seconds(baseline)) for _ in range(runs)]
    return min(ours for ours, _ in turns), min(theirs for _, theirs in turns)


class Promises:
    """Each is printed when it is judged; `exit_code` is for the end of the program."""

    def __init__(self) -> None:
        self._broken = 0

    def at_most(self, what: str, found: float, limit: float, unit: str = "times") -> None:
        """That `found` stays within `limit`."""
        self.hold(f"{what}: {found:.2f} {unit}, promised at most {limit:g}", kept=found <= limit)

    def hold(self, what: str, *, kept: bool) -> None:
        """Any other promise."""
        self._broken += not kept
        print(f"{'kept  ' if kept else 'BROKEN'} {what}", flush=True)

    @property
    def exit_code(self) -> int:
        return 1 if self._broken else 0
