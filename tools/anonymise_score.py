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

from thuisplan_desktop.anonymise.find import Words, find
from thuisplan_desktop.anonymise.known_json import known_from_json


def main() -> int:
    options = _arguments()
    started = time.perf_counter()
    words = Words.load()
    print(f"loading {time.perf_counter() - started:.2f} s")
    notes = [json.loads(line) for line in (options.corpus / "corpus.jsonl").read_text("utf-8").splitlines()]
    times, predictions = [], []
    for note in notes:
        started = time.perf_counter()
        found = find(note["text"], known_from_json(note["known"]), words)
        times.append(time.perf_counter() - started)
        spans = [{"start": f.start, "end": f.end, "label": str(f.kind)} for f in found]
        predictions.append({"id": note["id"], "spans": spans})
        if options.wrong:
            _show_wrong(note, spans)
    print(f"first note {times[0] * 1000:.1f} ms, median {statistics.median(times) * 1000:.1f} ms")
    if options.ned:
        _newspaper(options.ned, words)
    missed = _score(options, predictions)
    if options.deduce:
        _deduce(options)
    return missed


def _deduce(options: argparse.Namespace) -> None:
    """The same notes by deduce: its figures below ours. Its first start builds its lists and takes minutes."""
    print("\ndeduce 3.0.6, the pupil's name handed to it", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "predictions.jsonl"
        corpus = str(options.corpus / "corpus.jsonl")
        script = str(Path(__file__).with_name("deduce_predict.py"))
        subprocess.run([str(options.deduce), script, corpus, str(out)], check=True)
        sys.stdout.flush()
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
    """Person recall: a person is found when every word of it is hidden."""
    wanted = found = 0
    for block in path.read_text("utf-8").split("\n\n"):
        rows = [line.split() for line in block.splitlines() if len(line.split()) == 3]
        text, places = "", []
        for word, _, tag in rows:
            places.append((len(text), len(text) + len(word), tag))
            text += word + " "
        hidden = {i for f in find(text, known_from_json({}), words) for i in range(f.start, f.end)}
        people: list[set[int]] = []
        for start, end, tag in places:
            if tag == "B-PER":
                people.append(set(range(start, end)))
            elif tag == "I-PER" and people:
                people[-1] |= set(range(start, end))
        wanted += len(people)
        found += sum(person <= hidden for person in people)
    print(f"newspaper: {found} of {wanted} persons found")


if __name__ == "__main__":
    sys.exit(main())
