"""Score the anonymiser on a folder with `corpus.jsonl` and `score.py`.

    anonymise_score.py CORPUS_DIR [--leaks] [--wrong] [--ned FILE] [--deduce PYTHON]

`--leaks` lists what was missed, `--wrong` what was hidden without need, `--ned` prints the person recall on a
CoNLL file with an empty register, `--deduce` scores deduce with the Python of its own environment: it reads every note
right after us, so that a busy computer is as busy for both. Prints times of loading and per note too.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from newspaper import person_recall

from thuisplan_desktop.anonymise.find import Words, find
from thuisplan_desktop.anonymise.findings import Finding
from thuisplan_desktop.anonymise.known_json import known_from_json

TRIES = 15  # as in deduce_predict.py; processor time and the best, so that other processes count little


class Deduce:
    """deduce in a process of its own, asked note by note. Its first start builds its lists and takes minutes."""

    def __init__(self, python: Path, newspaper: Path | None) -> None:
        script = Path(__file__).with_name("deduce_predict.py")
        command = [str(python), str(script), *([str(newspaper)] if newspaper else [])]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.start: float = self._answer()["start"]
        self.times: list[float] = []
        self.predictions: list[dict[str, Any]] = []

    def read(self, note: dict[str, Any]) -> None:
        assert self.process.stdin
        self.process.stdin.write(json.dumps(note) + "\n")
        self.process.stdin.flush()
        answer = self._answer()
        self.times.append(answer["time"])
        self.predictions.append({"id": answer["id"], "spans": answer["spans"]})

    def end(self) -> dict[str, Any]:
        assert self.process.stdin
        self.process.stdin.close()
        last = self._answer()
        self.process.wait()
        return last

    def _answer(self) -> dict[str, Any]:
        assert self.process.stdout
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer


def main() -> int:
    options = _arguments()
    started = time.perf_counter()
    words = Words.load()
    print(f"loading {time.perf_counter() - started:.2f} s")
    notes = [json.loads(line) for line in (options.corpus / "corpus.jsonl").read_text("utf-8").splitlines()]
    deduce = Deduce(options.deduce, options.ned) if options.deduce else None
    times, predictions = [], []
    for note in notes:
        found, took = _timed(note, words)
        times.append(took)
        predictions.append({"id": note["id"], "spans": _spans(found)})
        if deduce:
            deduce.read(note)
        if options.wrong:
            _show_wrong(note, predictions[-1]["spans"])
    median = statistics.median(times)
    print(f"median note {median * 1000:.1f} ms (the best of {TRIES} readings of each)")
    if options.ned:
        found_names, wanted = person_recall(options.ned, lambda text: _places(find(text, known_from_json({}), words)))
        print(f"newspaper: {found_names} of {wanted} persons found ({found_names / wanted:.1%})")
    missed = _score(options, predictions)
    if deduce:
        _tell(options, deduce, times)
    return missed


def _timed(note: dict[str, Any], words: Words) -> tuple[tuple[Finding, ...], float]:
    known, tries = known_from_json(note["known"]), []
    for _ in range(TRIES):
        started = time.process_time()
        found = find(note["text"], known, words)
        tries.append(time.process_time() - started)
    return found, min(tries)


def _spans(found: Iterable[Finding]) -> list[dict[str, Any]]:
    return [{"start": f.start, "end": f.end, "label": str(f.kind)} for f in found]


def _places(found: Iterable[Finding]) -> Iterable[tuple[int, int]]:
    return ((f.start, f.end) for f in found)


def _tell(options: argparse.Namespace, deduce: Deduce, times: list[float]) -> None:
    """deduce's figures below ours."""
    last, theirs = deduce.end(), statistics.median(deduce.times)
    ratios = [ours / other for ours, other in zip(times, deduce.times, strict=True)]
    print("\ndeduce 3.0.6, the pupil's name handed to it")
    print(f"start {deduce.start:.1f} s, median {theirs * 1000:.1f} ms, peak {last['peak_mb']:.0f} MB")
    print(f"a note costs us {statistics.median(times) / theirs:.2f} of what it costs deduce", end="")
    print(f" (median of the notes' own ratios {statistics.median(ratios):.2f})")
    if last["newspaper"]:
        found, wanted = last["newspaper"]
        print(f"newspaper: {found} of {wanted} persons found ({found / wanted:.1%})")
    sys.stdout.flush()
    _score(options, deduce.predictions, leaks=False)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--leaks", action="store_true")
    parser.add_argument("--wrong", action="store_true")
    parser.add_argument("--ned", type=Path)
    parser.add_argument("--deduce", type=Path)
    return parser.parse_args()


def _show_wrong(note: dict[str, Any], spans: list[dict[str, Any]]) -> None:
    gold = {i for s in note["spans"] for i in range(s["start"], s["end"])}
    for s in spans:
        extra = [i for i in range(s["start"], s["end"]) if i not in gold and not note["text"][i].isspace()]
        if extra:
            around = note["text"][max(0, s["start"] - 25) : s["end"] + 15].replace("\n", "\\n")
            print(f"{note['id']} {s['label']} {len(extra)} {note['text'][s['start'] : s['end']]!r} in {around!r}")


def _score(options: argparse.Namespace, predictions: list[dict[str, Any]], *, leaks: bool = True) -> int:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "predictions.jsonl"
        out.write_text("\n".join(map(json.dumps, predictions)), "utf-8")
        command = [sys.executable, str(options.corpus / "score.py"), str(options.corpus / "corpus.jsonl"), str(out)]
        return subprocess.run(command + ["--leaks"] * (options.leaks and leaks), check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
