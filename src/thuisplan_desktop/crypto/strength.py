"""How good a passphrase is, by a kept estimator (zxcvbn) that is taught Dutch words.

It says something beside the rule of `keyfile.check_strength`; it refuses nothing by itself.
"""

import gzip
from dataclasses import dataclass
from functools import cache

from zxcvbn import zxcvbn
from zxcvbn.matching import add_frequency_lists

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


def strength(passphrase: str) -> Strength:
    """An estimate; the same for the same text, and worthless for an empty one (score 0)."""
    if not passphrase:
        return Strength(0, _WORDS[0], _SPANS[0][1])
    _teach_dutch()
    found = zxcvbn(passphrase[:_LONGEST])
    seconds = float(found["guesses"]) * _SECONDS_A_GUESS / _COMPUTERS
    span = next((words for limit, words in _SPANS if seconds < limit), _LONGER)
    score = next((score for score, (limit, _) in enumerate(_SPANS[1:]) if seconds < limit), len(_WORDS) - 1)
    return Strength(score, _WORDS[score], span)


@cache
def _teach_dutch() -> None:
    """Short words first: without counts of use that is the best order of guessing there is."""
    lines = gzip.decompress(resource("words", _LEXICON).read_bytes()).decode("utf-8").split("\n")
    found = {line.partition("\t")[0] for line in lines if line}
    words = sorted(found, key=lambda word: (len(word), word))
    add_frequency_lists({"dutch": words})
