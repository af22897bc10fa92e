"""Predict with deduce on the notes of a corpus; run by the interpreter of deduce's own environment.

    deduce_predict.py CORPUS_JSONL PREDICTIONS_JSONL [CONLL]

Hands deduce the pupil's name, as its users would. Prints one line of JSON: start and median per note (the best of three
readings of each) in seconds, peak memory in MB, persons found in the newspaper. Standard library and deduce only.
"""

import json
import logging
import resource
import statistics
import sys
import time
from pathlib import Path
from typing import Any

from newspaper import person_recall

TRIES = 3  # as in anonymise_score.py


def main(corpus: Path, out: Path, newspaper: Path | None) -> None:
    logging.disable(logging.CRITICAL)
    started = time.perf_counter()
    from deduce import Deduce  # noqa: PLC0415  (loading it is part of the start that is measured)
    from deduce.person import Person  # noqa: PLC0415  (the same)

    model = Deduce()
    start = time.perf_counter() - started
    times, rows = [], []
    for note in map(json.loads, corpus.read_text("utf-8").splitlines()):
        child = note["known"].get("child", {})
        person = Person(
            first_names=child.get("first_names", "").split() or None,
            surname=" ".join(filter(None, (child.get("infix"), child.get("surname")))) or None,
        )
        tries = []
        for _ in range(TRIES):
            started = time.perf_counter()
            found = model.deidentify(note["text"], metadata={"patient": person}).annotations
            tries.append(time.perf_counter() - started)
        times.append(min(tries))
        spans = [{"start": int(a.start_char), "end": int(a.end_char), "label": a.tag.upper()} for a in found]
        rows.append(json.dumps({"id": note["id"], "spans": spans}))
    out.write_text("\n".join(rows), "utf-8")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = person_recall(newspaper, lambda text: _hidden(model, text)) if newspaper else None
    median = statistics.median(times)
    print(json.dumps({"start": start, "median": median, "peak_mb": peak, "newspaper": told}))


def _hidden(model: Any, text: str) -> list[tuple[int, int]]:
    return [(int(a.start_char), int(a.end_char)) for a in model.deidentify(text).annotations]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]) if len(sys.argv) > 3 else None)
