"""The word lists the finders lean on, read once from the packaged resources."""

import gzip
import unicodedata
from dataclasses import dataclass, field

from thuisplan_desktop import paths

_LETTERS = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "’": "'", "‘": "'", "ʼ": "'", "ĳ": "ij"}
)
_INVISIBLE = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x200E, 0x200F))
_LINKS = ("", "s", "en", "e", "n")
_REMEMBERED = 50_000


def fold(text: str) -> str:
    """As words are compared: lower case, no accents, straight quotes, no invisible characters."""
    if text.isascii():
        return text.lower()
    flat = unicodedata.normalize("NFKD", text.translate(_INVISIBLE).translate(_LETTERS).casefold())
    return "".join(c for c in flat if not unicodedata.combining(c)).translate(_LETTERS)


@dataclass(frozen=True, repr=False, eq=False)
class Words:
    """Folded words: see `resources/words/LICENSE.md` for their origin. Every question is asked with a folded word."""

    common: frozenset[str]
    first_names: frozenset[str]
    surnames: frozenset[str]
    surnames_with_infix: frozenset[str]
    frequent_surnames: frozenset[str]
    places: frozenset[str]
    schools: frozenset[str]
    institutions: frozenset[str]
    harmless: frozenset[str]
    function_words: frozenset[str]
    verbs: frozenset[str]
    organisations: frozenset[str]
    _judged: dict[str, bool] = field(default_factory=dict, init=False)

    @staticmethod
    def load() -> "Words":
        """All lists. Takes about a quarter of a second, so a caller keeps the result."""
        built = (
            "common", "first_names", "surnames", "surnames_with_infix", "frequent_surnames", "places",
            "schools", "institutions",
        )  # fmt: skip
        own = ("harmless", "function_words", "verbs", "organisations")
        return Words(**{name: _built(name) for name in built}, **{name: _own(name) for name in own})

    def is_common(self, word: str) -> bool:
        """Whether a word is ordinary Dutch: listed, inflected, or a compound of listed words."""
        known = self._judged.get(word)
        if known is None:
            if len(self._judged) >= _REMEMBERED:
                self._judged.clear()
            known = self._judged[word] = self._is_ordinary(word)
        return known

    def is_name(self, word: str) -> bool:
        return word in self.first_names or word in self.surnames

    def _is_ordinary(self, word: str) -> bool:
        if word in self.common or word in self.function_words:
            return True
        if "-" in word or "'" in word:
            parts = [part for part in word.replace("'", "-").split("-") if part]
            return all(part in self.common or part in self.harmless or len(part) < 3 for part in parts)
        if self.is_name(word) or word in self.places:
            return False
        return len(word) <= 40 and self._is_compound(word)

    def _is_compound(self, word: str) -> bool:
        """Two or three listed words, with a linking letter between them; short parts prove too little."""
        for cut in range(3, len(word) - 3):
            if word[:cut] in self.common and word[:cut] not in self.first_names:
                for link in _LINKS:
                    rest = word[cut + len(link) :]
                    if word.startswith(link, cut) and len(rest) >= (4 if cut > 3 else 6) and self._is_tail(rest):
                        return True
        return False

    def _is_tail(self, rest: str) -> bool:
        if rest in self.common:
            return True
        return len(rest) > 8 and any(
            rest[:cut] in self.common and rest[cut:] in self.common for cut in range(4, len(rest) - 3)
        )

    def acts_as_verb(self, word: str) -> bool:
        """Whether a word may be a verb in the third person: listed, or a stem with -t, -de or -te."""
        if word in self.verbs:
            return True
        stem = word[:-1] if word.endswith("t") else word[:-2] if word.endswith(("de", "te")) else ""
        return len(stem) > 2 and word in self.common and stem in self.common and word not in self.function_words


def _built(name: str) -> frozenset[str]:
    packed = paths.resource("words", f"{name}.txt.gz").read_bytes()
    return frozenset(gzip.decompress(packed).decode("utf-8").split("\n"))


def _own(name: str) -> frozenset[str]:
    lines = paths.resource("words", f"{name}.txt").read_text("utf-8").splitlines()
    return frozenset(fold(word) for line in lines if not line.startswith("#") for word in line.split())
