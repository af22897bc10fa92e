"""Time and memory of the anonymiser: start, first note, median per 150-word note, 1 MB of text, peak memory.

    python bench/anonymise.py

Prints one row a measure. The notes are the examples of the tests.
"""

import json
import resource
import statistics
import time
from pathlib import Path

from thuisplan_desktop.anonymise.find import Known, Words, find

EXAMPLES = Path(__file__).resolve().parent.parent / "tests" / "examples"


def main() -> None:
    base = _peak()
    words, loading = _timed(Words.load)
    notes = [json.loads(line)["text"] for line in (EXAMPLES / "notes.jsonl").read_text("utf-8").splitlines()]
    words_of_notes = " ".join(notes).split()
    pieces = [" ".join(words_of_notes[at : at + 150]) for at in range(0, len(words_of_notes) - 150, 150)]
    _, first = _timed(lambda: find(pieces[0], Known(), words))
    times = [_timed(lambda piece=piece: find(piece, Known(), words))[1] for piece in pieces]
    _row("word lists loaded", loading, "s")
    _row("first note", first * 1000, "ms")
    _row("median per 150-word note", statistics.median(times) * 1000, "ms")
    _row("peak memory above the bare program", _peak() - base, "MB")
    whole = "\n".join(notes)
    for size in (125_000, 250_000, 500_000, 1_000_000):
        text = (whole * (size // len(whole) + 1))[:size]
        _row(f"text of {size // 1000} kB", _timed(lambda text=text: find(text, Known(), words))[1], "s")
    _row("peak memory with 1 MB of text", _peak() - base, "MB")


def _timed(work):
    started = time.perf_counter()
    result = work()
    return result, time.perf_counter() - started


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _row(what: str, value: float, unit: str) -> None:
    print(f"{what:40} {value:10.2f} {unit}")


if __name__ == "__main__":
    main()
