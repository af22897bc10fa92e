"""Time and memory of the anonymiser: start, first note, median per 150-word note, 1 MB of text, peak memory.

    python bench/anonymise.py

Times are of the processor: the anonymiser waits for nothing, and other programs must not count. Prints one row a
measure, and ends with 1 when a promise is broken: ready in 0.3 s, 120 MB, linear up to 1 MB of text.
The notes are the examples of the tests.
"""

import json
import resource
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

import promise

from thuisplan_desktop.anonymise.find import Known, Words, find

T = TypeVar("T")
EXAMPLES = Path(__file__).resolve().parent.parent / "tests" / "examples"


READY, MEMORY, RUNS = 0.3, 120, 3
SIZES = (125_000, 250_000, 500_000, 1_000_000)
LINEAR = 1.5
"""How much more a byte of the longest text may cost than one of the shortest: a square would be eight times."""


def main() -> int:
    base = _peak()
    words, loading = _timed(Words.load)
    notes = [json.loads(line)["text"] for line in (EXAMPLES / "notes.jsonl").read_text("utf-8").splitlines()]
    words_of_notes = " ".join(notes).split()
    pieces = [" ".join(words_of_notes[at : at + 150]) for at in range(0, len(words_of_notes) - 150, 150)]
    _, first = _timed(lambda: find(pieces[0], Known(), words))
    times = [_timed(partial(find, piece, Known(), words))[1] for piece in pieces]
    _row("word lists loaded", loading, "s")
    _row("first note", first * 1000, "ms")
    _row("median per 150-word note", statistics.median(times) * 1000, "ms")
    _row("peak memory above the bare program", _peak() - base, "MB")
    whole = "\n".join(notes)
    spent = {}
    for size in SIZES:
        text = (whole * (size // len(whole) + 1))[:size]
        spent[size] = min(_timed(partial(find, text, Known(), words))[1] for _ in range(RUNS))
        _row(f"text of {size // 1000} kB", spent[size], "s")
    memory = _peak() - base
    _row("peak memory with 1 MB of text", memory, "MB")
    promises = promise.Promises()
    promises.at_most("ready", min(loading, *(_timed(Words.load)[1] for _ in range(RUNS))), READY, "s")
    promises.at_most("memory", memory, MEMORY, "MB")
    each = [spent[size] / size for size in (SIZES[0], SIZES[-1])]
    promises.at_most("a byte of 1 MB of text, beside one of 125 kB", each[1] / each[0], LINEAR)
    return promises.exit_code


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    started = time.process_time()
    result = work()
    return result, time.process_time() - started


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _row(what: str, value: float, unit: str) -> None:
    print(f"{what:40} {value:10.2f} {unit}")


if __name__ == "__main__":
    sys.exit(main())
