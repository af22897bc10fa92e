"""Turn notes with marks in the text into notes with offsets, so that no offset is counted by hand.

    marked_notes.py MARKED.txt OUT.jsonl
    marked_notes.py --back IN.jsonl MARKED.txt

A note starts with `=== ID GENRE`, then one line of what the register knows (JSON, or the short form
`k: FIRST NAMES/NICKNAME/INFIX/SURNAME/BIRTH DATE/NUMBER; p: FIRST/INFIX/SURNAME, ...; a: STREET/NUMBER/POSTCODE/PLACE;
s: SCHOOL/PLACE; o: NAME, ...`), then the text with marks like `[[PERSON|Ilse van Dam]]`. Standard library only.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

LABELS = frozenset(["PERSON", "ADDRESS", "PLACE", "ORG", "DATE", "PHONE", "EMAIL", "ONLINE", "BSN", "ID", "UNIQUE"])
_MARK = re.compile(r"\[\[([A-Z]+)\|(.+?)\]\]")


def read(marked: str) -> list[dict[str, Any]]:
    """Every note of a marked file. Raises ValueError on an unknown label, an edge of white space or a broken mark."""
    notes = []
    for block in re.split(r"(?m)^=== ", marked)[1:]:
        head, known, body = block.split("\n", 2)
        number, _, genre = head.partition(" ")
        text, spans = _unmark(body.strip("\n"), number)
        notes.append({"id": number, "genre": genre, "known": _known(known), "text": text, "spans": spans})
    return notes


def _unmark(marked: str, number: str) -> tuple[str, list[dict[str, Any]]]:
    text, spans, at = "", [], 0
    for m in _MARK.finditer(marked):
        label, inner = m[1], m[2]
        if label not in LABELS or inner != inner.strip() or "|" in inner or "[[" in inner:
            raise ValueError(f"{number}: {m[0]}")
        text += marked[at : m.start()]
        spans.append({"start": len(text), "end": len(text) + len(inner), "label": label, "text": inner})
        text, at = text + inner, m.end()
    text += marked[at:]
    if "[[" in text or "]]" in text:
        raise ValueError(f"{number}: a mark is broken")
    return text, spans


def _known(line: str) -> dict[str, Any]:
    if line.startswith("{"):
        return dict(json.loads(line))
    parts = dict(part.strip().partition(":")[::2] for part in line.split(";") if ":" in part)
    child = _named(parts.get("k", ""), "first_names nickname infix surname birth_date pupil_number")
    return {
        "child": child,
        "parents": [_named(p, "first_name infix surname") for p in parts.get("p", "").split(",") if p.strip()],
        "address": _named(parts.get("a", ""), "street number postcode place"),
        "school": _named(parts.get("s", ""), "name place"),
        "others_known": [name.strip() for name in parts.get("o", "").split(",") if name.strip()],
    }


def _named(values: str, keys: str) -> dict[str, str]:
    return {key: value.strip() for key, value in zip(keys.split(), values.split("/"), strict=False) if value.strip()}


def mark(note: dict[str, Any]) -> str:
    """One note as a marked file holds it."""
    text = note["text"]
    for span in sorted(note["spans"], key=lambda s: -s["start"]):
        inner = text[span["start"] : span["end"]]
        text = f"{text[: span['start']]}[[{span['label']}|{inner}]]{text[span['end'] :]}"
    return f"=== {note['id']} {note['genre']}\n{json.dumps(note['known'], ensure_ascii=False)}\n{text}\n"


def main(arguments: list[str]) -> None:
    back = arguments[0] == "--back"
    source, target = (Path(a) for a in arguments[back : back + 2])
    if back:
        notes = (json.loads(line) for line in source.read_text("utf-8").splitlines())
        target.write_text("".join(map(mark, notes)), "utf-8")
    else:
        rows = [json.dumps(note, ensure_ascii=False) for note in read(source.read_text("utf-8"))]
        target.write_text("\n".join(rows) + "\n", "utf-8")


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    main(sys.argv[1:])
