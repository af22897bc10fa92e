"""Values as they stand in lists of others, made clean."""

import unicodedata

_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def clean(value: str) -> str:
    """One line of composed Unicode without invisible characters, which could turn a name around on screen."""
    if value.isascii() and value.isprintable():  # nearly every cell of a list of 100,000 rows
        return " ".join(value.split())
    visible = (" " if char.isspace() else char for char in value if char.isspace() or not _invisible(char))
    return unicodedata.normalize("NFC", " ".join("".join(visible).split()))


def _invisible(char: str) -> bool:
    return unicodedata.category(char) in _INVISIBLE
