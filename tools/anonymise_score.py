"""Score the anonymiser on a folder with `corpus.jsonl` and `score.py`.

    anonymise_score.py CORPUS_DIR [--leaks] [--wrong] [--ned FILE] [--deduce PYTHON]

`--leaks` lists what was missed, `--wrong` what was hidden without need, `--ned` prints the person recall on a
CoNLL file with an empty register, `--deduce` scores deduce on the same notes with the Python of its own environment.
Prints times of loading and per note too.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from newspaper import person_recall

from thuisplan_desktop.anonymise.find import Words, find
from thuisplan_desktop.anonymise.known_json import known_from_json

TRIES = 3  # as in deduce_predict.py: another process may take the processor during one reading


def main() -> int:
    options = _arguments()
    started = time.perf_counter()
    words = Words.load()
    print(f"loading {time.perf_counter() - started:.2f} s")
    notes = [json.loads(line) for line in (options.corpus / "corpus.jsonl").read_text("utf-8").splitlines()]
    times, predictions = [], []
    for note in notes:
        known, tries = known_from_json(note["known"]), []
        for _ in range(TRIES):
            started = time.perf_counter()
            found = find(note["text"], known, words)
            tries.append(time.perf_counter() - started)
        times.append(min(tries))
        spans = [{"start": f.start, "end": f.end, "label": str(f.kind)} for f in found]
        predictions.append({"id": note["id"], "spans": spans})
        if options.wrong:
            _show_wrong(note, spans)
    median = statistics.median(times)
    print(f"median note {median * 1000:.1f} ms (the best of {TRIES} readings of each)")
    if options.ned:
        _newspaper(options.ned, words)
    missed = _score(options, predictions)
    if options.deduce:
        _deduce(options, median)
    return missed


def _deduce(options: argparse.Namespace, median: float) -> None:
    """The same notes by deduce: its figures below ours. Its first start builds its lists and takes minutes."""
    print("\ndeduce 3.0.6, the pupil's name handed to it", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "predictions.jsonl"
        corpus = str(options.corpus / "corpus.jsonl")
        script = str(Path(__file__).with_name("deduce_predict.py"))
        command = [str(options.deduce), script, corpus, str(out), *([str(options.ned)] if options.ned else [])]
        told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        print(f"start {told['start']:.1f} s, median {told['median'] * 1000:.1f} ms, peak {told['peak_mb']:.0f} MB")
        print(f"a note costs us {median / told['median']:.2f} of what it costs deduce")
        if told["newspaper"]:
            found, wanted = told["newspaper"]
            print(f"newspaper: {found} of {wanted} persons found ({found / wanted:.1%})", flush=True)
        subprocess.run([sys.executable, str(options.corpus / "score.py"), corpus, str(out)], check=False)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--leaks", action="store_true")
    parser.add_argument("--wrong", action="store_true")
    parser.add_argument("--ned", type=Path)
    parser.add_argument("--deduce", type=Path)
    return parser.parse_args()


def _show_wrong(note: dict, spans: list[dict]) -> None:
    gold = {i for s in note["spans"] for i in range(s["start"], s["end"])}
    for s in spans:
        extra = [i for i in range(s["start"], s["end"]) if i not in gold and not note["text"][i].isspace()]
        if extra:
            around = note["text"][max(0, s["start"] - 25) : s["end"] + 15].replace("\n", "\\n")
            print(f"{note['id']} {s['label']} {len(extra)} {note['text'][s['start'] : s['end']]!r} in {around!r}")


def _score(options: argparse.Namespace, predictions: list[dict]) -> int:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "predictions.jsonl"
        out.write_text("\n".join(map(json.dumps, predictions)), "utf-8")
        command = [sys.executable, str(options.corpus / "score.py"), str(options.corpus / "corpus.jsonl"), str(out)]
        return subprocess.run(command + ["--leaks"] * options.leaks, check=False).returncode


def _newspaper(path: Path, words: Words) -> None:
    """Person recall with an empty register."""
    found, wanted = person_recall(path, lambda text: ((f.start, f.end) for f in find(text, known_from_json({}), words)))
    print(f"newspaper: {found} of {wanted} persons found ({found / wanted:.1%})")


if __name__ == "__main__":
    sys.exit(main())
