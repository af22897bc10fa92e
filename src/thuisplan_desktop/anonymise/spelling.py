"""How far two spellings lie apart, and which of them sound the same."""

import re


def is_near(word: str, name: str) -> bool:
    """Whether `word` may be `name` misspelt: one slip, or two in a name of eight letters or more.

    A slip is a letter too many, missing, wrong, or two letters swapped.
    """
    allowed = 2 if len(name) >= 8 else 1
    if word == name:
        return True
    if abs(len(word) - len(name)) > allowed:
        return False
    edges = (name[0], name[-1])
    if word[0] not in edges and word[-1] not in edges:
        return False
    return _one_slip(word, name) if allowed == 1 else _distance(word, name, allowed) <= allowed


_HEARD = (
    ("tsj", "ç"), ("tch", "ç"), ("ch", "ç"), ("sj", "ş"), ("sh", "ş"), ("oe", "u"), ("ou", "u"),
    ("th", "t"), ("ph", "f"), ("ck", "k"), ("uij", "ui"), ("uy", "ui"), ("eij", "ei"), ("aij", "ai"),
    ("oij", "oi"), ("ij", "ei"), ("ie", "i"), ("y", "i"),
    ("c", "k"), ("z", "s"), ("w", "v"), ("dt", "t"),
)  # fmt: skip
_AFTER_J = frozenset("aeou")
_TWICE = re.compile(r"(.)\1")
_LAST = {"b": "p", "d": "t", "h": ""}


def sounds(name: str) -> str:
    """The same for names that are said alike: 'Thijmen' and 'Tijmen', 'Jansen' and 'Janssen', 'Yara' and 'Jara'."""
    if name[:1] == "y" and name[1:2] in _AFTER_J:
        name = f"j{name[1:]}"
    for written, heard in _HEARD:
        name = name.replace(written, heard)
    name = _TWICE.sub(r"\1", name)
    return name[:-1] + _LAST.get(name[-1:], name[-1:])


def _one_slip(word: str, name: str) -> bool:
    """Whether one slip makes one word from the other, which differ: what follows the first difference must agree."""
    at = next((i for i, (a, b) in enumerate(zip(word, name, strict=False)) if a != b), min(len(word), len(name)))
    rest, other = word[at:], name[at:]
    if len(word) != len(name):
        return rest[1:] == other if len(word) > len(name) else rest == other[1:]
    return rest[1:] == other[1:] or (rest[:2] == other[1::-1] and rest[2:] == other[2:])


def _distance(left: str, right: str, limit: int) -> int:
    """Edit distance with swaps (optimal string alignment), cut off above `limit`."""
    older: list[int] = []
    above = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        row = [i]
        for j, b in enumerate(right, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b))
            if older and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
        older, above = above, row
    return above[-1]
