"""Predict with deduce on the notes of a corpus; run by the interpreter of deduce's own environment.

    deduce_predict.py CORPUS_JSONL PREDICTIONS_JSONL

Hands deduce the pupil's name, as its users would. Prints one line of JSON: start, first note and median per note in
seconds, peak memory in MB. Standard library and deduce only.
"""

import json
import logging
import resource
import statistics
import sys
import time
from pathlib import Path


def main(corpus: Path, out: Path) -> None:
    logging.disable(logging.CRITICAL)
    started = time.perf_counter()
    from deduce import Deduce  # noqa: PLC0415  (loading it is part of the start that is measured)
    from deduce.person import Person  # noqa: PLC0415

    model = Deduce()
    start = time.perf_counter() - started
    times, rows = [], []
    for note in map(json.loads, corpus.read_text("utf-8").splitlines()):
        child = note["known"].get("child", {})
        person = Person(
            first_names=child.get("first_names", "").split() or None,
            surname=" ".join(filter(None, (child.get("infix"), child.get("surname")))) or None,
        )
        started = time.perf_counter()
        found = model.deidentify(note["text"], metadata={"patient": person}).annotations
        times.append(time.perf_counter() - started)
        spans = [{"start": int(a.start_char), "end": int(a.end_char), "label": a.tag.upper()} for a in found]
        rows.append(json.dumps({"id": note["id"], "spans": spans}))
    out.write_text("\n".join(rows), "utf-8")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"start": start, "first": times[0], "median": statistics.median(times), "peak_mb": peak}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
