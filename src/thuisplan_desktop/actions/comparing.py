"""Twelve words compared over the telephone: eleven are on screen, the one that is left out has to be heard.

Who compares all of them compares what he compared before. Who only says yes is found out: the word that is missing
can't be known without a call, and which one it is was drawn when the file was opened (`docs/threats.md`).
"""

import random
import secrets
from dataclasses import dataclass

from thuisplan_desktop.crypto import keyring

OPTIONS = 6
_SYSTEM = secrets.SystemRandom()


@dataclass(frozen=True)
class Comparison:
    """`words` are those of the file; the one at `place` (counted from 1) is not shown, and stands among `options`."""

    words: tuple[str, ...]
    place: int
    options: tuple[str, ...]

    def is_heard(self, word: str) -> bool:
        """Whether this is the word that belongs at the place."""
        return word == self.words[self.place - 1]

    def __repr__(self) -> str:
        return "Comparison()"


def compare(fingerprint: str, dice: random.Random = _SYSTEM) -> Comparison:
    """Leave a word out, and put it among others of the list that stand nowhere in this fingerprint."""
    words = tuple(fingerprint.split())
    place = dice.randint(1, len(words))
    others = dice.sample(sorted(set(keyring.all_words()) - set(words)), OPTIONS - 1)
    return Comparison(words, place, tuple(sorted((words[place - 1], *others))))
