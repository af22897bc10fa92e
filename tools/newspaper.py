"""Persons in a CoNLL file and how many of them are hidden; shared by the scripts that score us and deduce."""

from collections.abc import Callable, Iterable
from pathlib import Path


def person_recall(path: Path, hidden_in: Callable[[str], Iterable[tuple[int, int]]]) -> tuple[int, int]:
    """(found, all): a person is found when every character of every word of the name is hidden."""
    found = wanted = 0
    for block in path.read_text("utf-8").split("\n\n"):
        text, people = _read(block)
        hidden = {i for start, end in hidden_in(text) for i in range(start, end)}
        wanted += len(people)
        found += sum(person <= hidden for person in people)
    return found, wanted


def _read(block: str) -> tuple[str, list[set[int]]]:
    """The text of one article with single spaces, and the characters of each person in it."""
    text, people = "", []
    for word, tag in ((row[0], row[2]) for line in block.splitlines() if len(row := line.split()) == 3):
        characters = set(range(len(text), len(text) + len(word)))
        if tag == "B-PER":
            people.append(characters)
        elif tag == "I-PER" and people:
            people[-1] |= characters
        text += word + " "
    return text, people
