"""`anonymise`: texts in, texts with roles in place of names out. For measuring: a sheet always has a reviewer."""

import json
from pathlib import Path

from thuisplan_desktop.actions import files, texts
from thuisplan_desktop.anonymise.known import Known
from thuisplan_desktop.anonymise.known_json import known_from_json
from thuisplan_desktop.cli.common import Commands, Options
from thuisplan_desktop.errors import AlreadyExists, MalformedRow, UnjudgedNote, UnjudgedText


def add_to(commands: Commands) -> None:
    parser = commands.add_parser("anonymise", help="zoek namen en meer in teksten (JSONL), en vervang ze")
    parser.add_argument("input", type=Path, metavar="IN.jsonl")
    parser.add_argument("output", type=Path, metavar="UIT.jsonl")
    parser.add_argument("--force", action="store_true", help="overschrijf een bestaand bestand")
    parser.set_defaults(run=_anonymise)


def _anonymise(options: Options) -> None:
    if options.output.exists() and options.output.samefile(options.input):
        raise AlreadyExists  # also with --force: the texts stand nowhere else
    lines = files.read(options.input).decode("utf-8", "replace").split("\n")
    done = [_line(number, line) for number, line in enumerate(lines, start=1) if line.strip()]
    files.write(options.output, b"\n".join(done) + b"\n", force=options.force)
    print(f"{len(done)} teksten, geschreven: {options.output}")


def _line(number: int, line: str) -> bytes:
    text, known, key = _note(number, line)
    try:
        found = texts.anonymise(text, known)
    except UnjudgedText as error:
        raise UnjudgedNote(row=number, part=error.facts["part"]) from None
    spans = [{"start": one.start, "end": one.end, "label": one.kind.value} for one in found.findings]
    return json.dumps({"id": key, "spans": spans, "text": found.text}, ensure_ascii=False).encode()


def _note(number: int, line: str) -> tuple[str, Known, object]:
    """What a line holds: the text, what is known of its case, and its id. Nothing is searched yet."""
    try:
        note = json.loads(line)
        text, known, key = note["text"], known_from_json(note.get("known") or {}), note["id"]
        json.dumps(key, ensure_ascii=False).encode()  # an id that can't be written isn't one
        if not isinstance(text, str):
            raise TypeError
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise MalformedRow(row=number, column="id, known, text") from None
    return text, known, key
