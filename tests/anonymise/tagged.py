"""Examples as data: a text with its findings written in it, and notes with spans."""

import json
import re
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
_TAG = re.compile(r"\[\[([A-Z]+)\|(.*?)\]\]", re.DOTALL)


def untag(line: str) -> tuple[str, list[tuple[int, int, str]]]:
    """'Bel [[PERSON|Jan]]' to its text and spans; a written \\n is a new line."""
    line, text, spans, at = line.replace("\\n", "\n"), "", [], 0
    for m in _TAG.finditer(line):
        text += line[at : m.start()]
        spans.append((len(text), len(text) + len(m[2]), m[1]))
        text += m[2]
        at = m.end()
    return text + line[at:], spans


def sentences() -> list[str]:
    lines = (EXAMPLES / "sentences.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def notes(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (EXAMPLES / name).read_text("utf-8").splitlines()]
