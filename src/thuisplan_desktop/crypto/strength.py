"""How good a passphrase is, by a kept estimator (zxcvbn) that is taught Dutch words.

It is shown beside the field, and is the floor below which `keyfile.check_strength` refuses.
"""

import gzip
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from zxcvbn import zxcvbn
from zxcvbn.matching import add_frequency_lists, sequence_match, spatial_match

from thuisplan_desktop.paths import resource

_LEXICON = "lexicon.gz"
"""Words and names, folded, each before a tab: `tools/build_words.py` makes it."""
_LONGEST = 72
"""The estimator refuses more; what comes after only makes a passphrase better."""

_WORDS = ("zwak", "zwak", "matig", "goed", "sterk")
_COMPUTERS = 1000
_SECONDS_A_GUESS = 1.0
"""What calibration aims at. A thief with better machines than ours is why there are a thousand of them."""

_SPANS = (
    (3600, "minder dan een uur"),
    (86_400, "minder dan een dag"),
    (30 * 86_400, "minder dan een maand"),
    (365 * 86_400, "minder dan een jaar"),
    (100 * 365 * 86_400, "tientallen jaren"),
)
_LONGER = "eeuwen"


@dataclass(frozen=True)
class Strength:
    """`score` is 0 to 4, `word` its Dutch name, `span` how long a thief with a thousand computers would need."""

    score: int
    word: str
    span: str

    @property
    def words(self) -> str:
        """A sentence for under the field."""
        return f"Sterkte: {self.word}. Raden met duizend computers kost {self.span}."


_WORD_LETTERS = 3
_ENOUGH_WORDS = 4
_FLOOR = 2


def strength(passphrase: str, own: Sequence[str] = ()) -> Strength:
    """An estimate; the same for the same text, and worthless for an empty or blank one (score 0).

    `own` is what a thief reads on the folder or knows of the place, such as the name of the school: tried first.
    """
    if not passphrase.strip():
        return Strength(0, _WORDS[0], _SPANS[0][1])
    _teach_dutch()
    return _judged(_joined(passphrase), own)


def is_weak(passphrase: str, own: Sequence[str] = ()) -> bool:
    """Whether the estimator calls it weak: guessed within a month by a thousand computers.

    Four different words can't be weak for being Dutch; the lists, which take seconds to learn, are left for the rest.
    """
    if not has_enough_words(passphrase):
        return strength(passphrase, own).score < _FLOOR
    return _judged(_joined(passphrase), own).score < _FLOOR


def has_enough_words(text: str) -> bool:
    """Four different words."""
    return len({word for word in text.casefold().split() if _may_be_word(word)}) >= _ENOUGH_WORDS


def _may_be_word(word: str) -> bool:
    """Three letters or more that are not one letter again and again, nor a row of the alphabet or the keyboard."""
    if len(word) < _WORD_LETTERS or len(set(word)) == 1:
        return False
    rows = (*sequence_match(word), *spatial_match(word))
    return not any(row["token"] == word for row in rows)


def _joined(passphrase: str) -> str:
    """Without the spaces between what is no word: 'a b c d e' is no five words, and the estimator would count each
    space as something to guess."""
    found, glues = "", False
    for word in passphrase.split():
        stands_alone = _may_be_word(word.casefold())
        found += word if not found or (glues and not stands_alone) else f" {word}"
        glues = not stands_alone
    return found


def _judged(text: str, own: Sequence[str]) -> Strength:
    found = zxcvbn(text[:_LONGEST], user_inputs=_tried_first(own))
    seconds = float(found["guesses"]) * _SECONDS_A_GUESS / _COMPUTERS
    span = next((words for limit, words in _SPANS if seconds < limit), _LONGER)
    score = next((score for score, (limit, _) in enumerate(_SPANS[1:]) if seconds < limit), len(_WORDS) - 1)
    return Strength(score, _WORDS[score], span)


def _tried_first(own: Sequence[str]) -> list[str]:
    """Each as it is written, without its spaces, and its words."""
    names = [" ".join(name.casefold().split()) for name in own]
    words = [word for name in names for word in name.split() if len(word) >= _WORD_LETTERS]
    return list(dict.fromkeys(form for form in (*names, *(name.replace(" ", "") for name in names), *words) if form))


@cache
def _teach_dutch() -> None:
    """Short words first: without counts of use that is the best order of guessing there is."""
    lines = gzip.decompress(resource("words", _LEXICON).read_bytes()).decode("utf-8").split("\n")
    found = {line.partition("\t")[0] for line in lines if line}
    words = sorted(found, key=lambda word: (len(word), word))
    add_frequency_lists({"dutch": words})
