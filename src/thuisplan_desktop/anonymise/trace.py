"""Herleidbaarheid: what remains in a text after names are gone and may together single somebody out."""

import re
import tomllib
from dataclasses import dataclass

from thuisplan_desktop import paths
from thuisplan_desktop.anonymise.classes import CODE

SMALL = 5  # a combination that fits fewer pupils must be answered by the reader (the small-count rule of the house)


@dataclass(frozen=True)
class Item:
    """One line of the checklist: what to look for, and what a reader can do about it. Dutch texts."""

    id: str
    label: str
    advice: str
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class Trace:
    """An item of the checklist that is still in the text, with the words that show it and where they first stand."""

    item: Item
    found: tuple[str, ...]
    places: tuple[tuple[int, int], ...]

    def __repr__(self) -> str:
        return f"Trace({self.item.id!r}, {len(self.found)})"


def load_checklist() -> tuple[Item, ...]:
    """The checklist of `resources/words/herleidbaarheid.toml`, in its order."""
    data = tomllib.loads(paths.resource("words", "herleidbaarheid.toml").read_text("utf-8"))
    return tuple(Item(i["id"], i["label"], i["advice"], _pattern(i["words"])) for i in data["item"])


# A number that may be a pupil's age, and no time, date or number of something.
_AGE = (
    r"(?:[4-9]|1\d|20)(?![.,:/]\d|%| (?:uur|u|minuten|min|keer|x|\w{0,12}(?:dagen|weken|maanden|lessen|uren)|t/m|tot"
    r"|jaar of)\b)"
)


def _pattern(words: list[str]) -> re.Pattern[str]:
    """Whole words; `*` at an edge of a word stands for any beginning or ending, alone for any word; `#` for an age,
    `<klas>` for what may be a class.
    """
    parts = [
        re.escape(word)
        .replace(r"\ \*", r" [\w-]{1,30}")
        .replace(r"\*", r"[\w-]{0,30}")
        .replace(r"\#", _AGE)
        .replace("<klas>", CODE)
        for word in words
    ]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w-])", re.IGNORECASE)


def traces(text: str, checklist: tuple[Item, ...]) -> tuple[Trace, ...]:
    """What of the checklist is in `text`, which should be the replaced text. Each word is named once per item."""
    found = []
    for item in checklist:
        first: dict[str, tuple[int, int]] = {}
        for m in item.pattern.finditer(text):
            first.setdefault(m[0].lower(), m.span())
        if first:
            found.append(Trace(item, tuple(first), tuple(first.values())))
    return tuple(found)
