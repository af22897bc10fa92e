"""Readable lists of words, as a set or as a regular expression."""

import re


def one_of(words: str) -> str:
    """A group matching any of the words, longest first; words are split at spaces, `_` stands for a space."""
    wanted = sorted(set(words.split()), key=lambda w: (-len(w), w))
    return "(?:" + "|".join(re.escape(w).replace("_", " ") for w in wanted) + ")"


def a_set(words: str) -> frozenset[str]:
    """The words, split at white space."""
    return frozenset(words.split())


def a_phrase_set(phrases: str) -> frozenset[str]:
    """Phrases split at white space, in which `_` stands for a space."""
    return frozenset(phrase.replace("_", " ") for phrase in phrases.split())
