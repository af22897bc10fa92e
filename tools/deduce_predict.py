"""Predict with deduce on notes it is handed one by one; run by the interpreter of deduce's own environment.

    deduce_predict.py [CONLL]

Reads a note of a corpus as a line of JSON and answers with a line: its spans and the best of fifteen readings in
seconds of the processor. It hands deduce the pupil's name, as its users would. The first line it writes tells its
start in seconds; the last, after the last note, its peak memory in MB and the persons found in the newspaper. Standard
library and deduce only.
"""

import json
import logging
import resource
import sys
import time
from pathlib import Path
from typing import Any

from newspaper import person_recall

TRIES = 15  # as in anonymise_score.py


def main(newspaper: Path | None) -> None:
    logging.disable(logging.CRITICAL)
    started = time.perf_counter()
    from deduce import Deduce  # noqa: PLC0415  (loading it is part of the start that is measured)
    from deduce.person import Person  # noqa: PLC0415  (the same)

    model = Deduce()
    _say({"start": time.perf_counter() - started})
    for note in map(json.loads, sys.stdin):
        child = note["known"].get("child") or {}
        person = Person(
            first_names=(child.get("first_names") or "").split() or None,
            surname=" ".join(filter(None, (child.get("infix"), child.get("surname")))) or None,
        )
        tries = []
        for _ in range(TRIES):
            started = time.process_time()
            found = model.deidentify(note["text"], metadata={"patient": person}).annotations
            tries.append(time.process_time() - started)
        spans = [{"start": int(a.start_char), "end": int(a.end_char), "label": a.tag.upper()} for a in found]
        _say({"id": note["id"], "spans": spans, "time": min(tries)})
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = person_recall(newspaper, lambda text: _hidden(model, text)) if newspaper else None
    _say({"peak_mb": peak, "newspaper": told})


def _say(data: dict[str, Any]) -> None:
    print(json.dumps(data), flush=True)


def _hidden(model: Any, text: str) -> list[tuple[int, int]]:
    return [(int(a.start_char), int(a.end_char)) for a in model.deidentify(text).annotations]


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
