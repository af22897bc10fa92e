"""The word lists the finders lean on, read once from the packaged resources; every word is judged once."""

import gzip
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Mapping

from thuisplan_desktop import paths
from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise import people_cues as cues
from thuisplan_desktop.anonymise import signals
from thuisplan_desktop.anonymise.facts import cue_facts, shape_facts

Judged = tuple[str, int, bool, int, tuple[int, ...], bool]
"""A word: folded, its facts, whether it starts with a capital, its shape, its signals and whether it is rare."""

# How a word is written. An enumeration's member would be compared more slowly, and every word of a text is.
TITLE, SMALL, MIXED, LOUD, OTHER = range(5)  # 'Noor', 'noor', 'McNoor', 'NOOR', 'É'

_LETTERS = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "’": "'", "‘": "'", "ʼ": "'", "ĳ": "ij"}
)
_INVISIBLE = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x200E, 0x200F))
_LINKS = ("", "s", "en", "e", "n")
_REMEMBERED = 30_000  # judged words kept at most: about 8 MB, whatever the length of the texts
_BLOCK = 256  # bytes of the lexicon searched for one word
_SHORTEST_AGENT = 7
_TAILS = range(4, 8)  # letters of the last part of a compound without its ending: 'zoek' of 'eizoeker'
_NUMBERED = ("nr", "nrs", "nummer", "nummers")
_SHORT_TAILS = ("app", "log", "plan", "plek")
# As only towns and quarters end in a compound that is in no dictionary: 'donderberg', 'kruidenwijk'.
_QUARTERS = (
    "hagen", "dorp", "veen", "wijk", "hoven", "kerke", "drecht", "burg", "donk", "wolde", "zijl", "horn", "huizen",
    "meer", "woude", "poort", "beek", "berg", "horst", "polder", "hove", "vliet", "heuvel", "akkers", "gaarde",
    "gaarden", "oord", "zicht", "stein", "meent", "schans", "brink", "bergen", "buurt", "kwartier",
)  # fmt: skip
# What such a compound of daily work starts with, or ends with: 'thuiswijk', 'verzuimoverzicht'.
_DAILY = (
    "woon", "school", "sport", "speel", "zorg", "leer", "les", "werk", "thuis", "kinder", "vakantie", "aandachts",
    "gezins", "achter", "pracht", "kracht", "probleem", "nieuwbouw", "binnen", "buiten", "studenten", "klachten",
    "taken", "toets", "tenten", "taal", "lees", "eet", "beweeg", "rust", "reken", "jeugd", "toegangs", "rommel",
    "dossier",
)  # fmt: skip
_SIGHTS = ("overzicht", "uitzicht", "inzicht", "toezicht", "aanzicht", "doorzicht", "opzicht")
_SHORTEST_QUARTER = 8
_LONGEST = 40  # a longer word is not taken apart


def fold(text: str) -> str:
    """As words are compared: lower case, no accents, straight quotes, no invisible characters."""
    if text.isascii():
        return text.lower()
    flat = unicodedata.normalize("NFKD", text.translate(_INVISIBLE).translate(_LETTERS).casefold())
    return "".join(c for c in flat if not unicodedata.combining(c)).translate(_LETTERS)


class Lexicon:
    """A sorted list of folded words with five facts each, kept as one block of bytes: see `tools/build_words.py`.

    A word costs about twelve bytes instead of the hundred of a Python set, and reading the list takes milliseconds.
    """

    def __init__(self, packed: bytes) -> None:
        self._lines = gzip.decompress(packed)
        at, self._starts, self._heads = 0, [0], [b""]
        while (at := self._lines.find(b"\n", at + _BLOCK)) != -1:
            self._starts.append(at)
            self._heads.append(self._lines[at + 1 : self._lines.index(b"\t", at)])
        self._starts.append(len(self._lines))

    def facts(self, word: str) -> int:
        """The stored facts of a folded word, 0 for a word that is not listed."""
        key = word.encode("utf-8")
        block = bisect_right(self._heads, key) - 1
        at = self._lines.find(b"\n" + key + b"\t", self._starts[block], self._starts[block + 1] + len(key) + 3)
        return self._lines[at + len(key) + 2] & 31 if at != -1 else 0

    def words(self) -> list[str]:
        """Every listed word, for tests."""
        return [line.partition("\t")[0] for line in self._lines.decode("utf-8").split("\n") if line]


class Words:
    """What is known of each folded word, as the bits of `facts.py`; origins stand in `resources/words/LICENSE.md`."""

    def __init__(self, lexicon: Lexicon, own: Mapping[str, int], phrases: Mapping[str, Iterable[str]]) -> None:
        self._lexicon, self._own = lexicon, own
        self._judged: dict[str, int] = {}
        self.written: dict[str, Judged] = {}  # what `judged` found, by the word as written
        self.surnames_with_infix = frozenset(phrases["surnames_with_infix"])
        self.organisations = _indexed(phrases["organisations"])
        self.listed = _indexed(phrases["schools"])
        self.places = _indexed(phrases["places"])
        self.openings = frozenset((*self.organisations, *self.listed, *self.places))

    @staticmethod
    def load() -> "Words":
        """All lists. Takes about a tenth of a second, so a caller keeps the result."""
        own = cue_facts()
        for name, bit in (("harmless", is_.HARMLESS), ("function_words", is_.FUNCTION), ("verbs", is_.VERB)):
            for word in _own(name):
                own[word] = own.get(word, 0) | bit
        places = _built("places")
        schools = _built("schools")
        short = [form for name in schools for form in _short_forms(name)]
        phrases = {
            "surnames_with_infix": _built("surnames_with_infix"),
            "organisations": [name.replace("_", " ") for name in _own("organisations")],
            "schools": [
                *schools,
                *_built("institutions"),
                *short,
            ],
            "places": [place.replace("'", "") for place in places if " " in place],
        }
        for names in (phrases["organisations"], phrases["schools"], phrases["places"]):
            for name in names:
                first = name.partition(" ")[0].strip("'")
                own[first] = own.get(first, 0) | is_.LISTS
        return Words(Lexicon(paths.resource("words", "lexicon.gz").read_bytes()), own, phrases)

    def judged(self, word: str) -> Judged:
        """A word as written: folded, its facts, whether it starts with a capital, and its shape."""
        known = self.written.get(word)
        if known is None:
            if len(self.written) >= _REMEMBERED:
                self.written.clear()
            folded = fold(word)
            facts, capital = self.facts(folded), word[0].isupper() or word[0].istitle()
            shape, rare = _shape(word, folded, capital=capital), not facts & is_.USUAL or bool(facts & is_.NAMING)
            known = self.written[word] = (folded, facts, capital, shape, is_.signals_of(facts), rare)
        return known

    def facts(self, word: str) -> int:
        """Everything known about a folded word."""
        known = self._judged.get(word)
        if known is None:
            if len(self._judged) >= _REMEMBERED:
                self._judged.clear()
            known = self._judged[word] = self._judge(word)
        return known

    def is_common(self, word: str) -> bool:
        """Whether a word is ordinary Dutch: listed, inflected, or a compound of listed words."""
        return bool(self.facts(word) & is_.COMMON)

    def stored(self, word: str) -> int:
        return self._lexicon.facts(word)

    def _judge(self, word: str) -> int:
        stored = self._lexicon.facts(word)
        found = stored | self._own.get(word, 0) | shape_facts(word)
        if not found & ~(is_.HARMLESS | is_.HYPHENED | is_.FEAT) and _is_role_cut_short(word):
            found |= is_.ROLE
        if found & (is_.LISTED | is_.FUNCTION) or self._is_ordinary(word, found):
            found |= is_.COMMON
            if word[-1:] in ("t", "e") and not found & (is_.FUNCTION | is_.VERB) and self._acts_as_verb(word):
                found |= is_.VERB
        if word[-1:] == "s" and self._named(word):
            found |= is_.POSSESSIVE
        return found | is_.AGENT if self._is_agent(word, found) else found

    def _is_agent(self, word: str, found: int) -> bool:
        """A word for who does something: by its last part, or because '-ster' of the same stem is a word as well."""
        if word.endswith(signals.AGENT_ENDINGS):
            return True
        if len(word) < _SHORTEST_AGENT or word in signals.EVERYDAY_AGENTS or found & is_.TITLE:
            return False
        if word.endswith(signals.LONG_AGENT_ENDINGS):
            return True
        stem = word[:-2] if word.endswith("er") else word[:-1] if word.endswith("aar") else ""
        tails = (stem, *(stem[-letters:] for letters in _TAILS)) if len(stem) > _TAILS[0] - 1 else ()
        return any(self._lexicon.facts(f"{tail}ster") & is_.LISTED for tail in tails)

    def _named(self, word: str) -> bool:
        """'fatima's', 'koens': a first name with the ending of possession."""
        stem = word.removesuffix("s").removesuffix("'")
        return len(stem) > 2 and bool(self._lexicon.facts(stem) & is_.FIRST)

    def _is_ordinary(self, word: str, found: int) -> bool:
        if "-" in word or "'" in word:
            parts = [part for part in word.replace("'", "-").split("-") if part]
            if len(parts) > 1 and all(self._lexicon.facts(part) & is_.FIRST for part in parts):
                return False  # 'jean-luc', 'henk-jan'
            return all(len(part) < 3 or self._is_plain(part) for part in parts)
        if found & (is_.FIRST | is_.SURNAME | is_.PLACE):
            return False
        if word.endswith(_QUARTERS) and _is_quarter(word):
            return False
        if word.endswith(_NUMBERED) or self._has_short_tail(word):
            return True  # 'incidentnr'
        return len(word) <= _LONGEST and self._is_compound(word)

    def _has_short_tail(self, word: str) -> bool:
        """'consulentlog', 'belplan', 'vertaalapp': a word of daily work at the end proves enough, short as it is."""
        tail = next((tail for tail in _SHORT_TAILS if word.endswith(tail)), "")
        head = self._lexicon.facts(word.removesuffix(tail)) if tail else 0
        return bool(head & is_.LISTED) and not head & is_.FIRST

    def _is_plain(self, word: str) -> bool:
        return bool((self._lexicon.facts(word) | self._own.get(word, 0)) & (is_.LISTED | is_.HARMLESS))

    def _is_compound(self, word: str) -> bool:
        """Two or three listed words, with a linking letter between them; short parts prove too little."""
        for cut in range(3, len(word) - 3):
            head = self._lexicon.facts(word[:cut])
            if head & is_.LISTED and not head & is_.FIRST:
                for link in _LINKS:
                    rest = word[cut + len(link) :]
                    if word.startswith(link, cut) and len(rest) >= (4 if cut > 3 else 6) and self._is_tail(rest):
                        return True
        return False

    def _is_tail(self, rest: str) -> bool:
        if self._lexicon.facts(rest) & is_.LISTED:
            return True
        return len(rest) > 8 and any(
            self._lexicon.facts(rest[:cut]) & self._lexicon.facts(rest[cut:]) & is_.LISTED
            for cut in range(4, len(rest) - 3)
        )

    def _acts_as_verb(self, word: str) -> bool:
        """A stem with -t, -de or -te may be a verb in the third person."""
        stem = word[:-1] if word.endswith("t") else word[:-2] if word.endswith(("de", "te")) else ""
        return len(stem) > 2 and bool(self._lexicon.facts(stem) & is_.LISTED)


def _shape(word: str, folded: str, *, capital: bool) -> int:
    rest = word[1:]
    if capital and rest.islower():
        return TITLE
    if word == folded:
        return SMALL
    if rest != rest.lower() and not word.isupper():
        return MIXED
    return LOUD if rest and word.isupper() else OTHER


def _is_quarter(word: str) -> bool:
    return len(word) >= _SHORTEST_QUARTER and not word.startswith(_DAILY) and not word.endswith(_SIGHTS)


_CUT = 4  # letters of a role cut short: 'wijkagt', 'gezinsv'
_SAME = 3  # letters with which it starts as the role does
_ROLES: dict[str, list[str]] = {}
for _role in cues.ROLES | cues.LONGER_ROLES:
    _ROLES.setdefault(_role[:_SAME], []).append(_role)


def _is_role_cut_short(word: str) -> bool:
    """'wijkagt' of wijkagent, 'klassenlr' of klassenleraar: the letters of a role in order, some left out."""
    if not _CUT <= len(word) <= _LONGEST:
        return False
    for role in _ROLES.get(word[:_SAME], ()):
        letters = iter(role)
        if len(word) < len(role) and all(letter in letters for letter in word):
            return True
    return False


_BRANCH = frozenset({"loc", "loc.", "locatie", "vestiging", "vest", "vest."})


def _short_forms(name: str) -> list[str]:
    """'thomas a kempis' for 'landstede vestiging thomas a kempis college'; no form of a single word."""
    parts = name.split()
    at = next((i + 1 for i, part in enumerate(parts) if part in _BRANCH), 0)
    forms = [parts[at:]] if at else []
    bare = parts[at:]
    if bare and bare[-1].endswith(("college", "school", "lyceum", "mavo", "gymnasium")):
        forms.append(bare[:-1])
    elif bare and bare[0] in cues.ORGANISATION_TYPES:
        forms.append(bare[1:])
    return [" ".join(form) for form in forms if len(form) > 1]


def _indexed(names: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Names by their first word (of two, where there are), longest first; an apostrophe at an edge is no part."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for name in sorted(set(names), key=lambda n: (-n.count(" "), n)):
        parts = tuple(part.strip("'") for part in name.split())
        found.setdefault(" ".join(parts[:2]), []).append(parts)
    return {first: tuple(listed) for first, listed in found.items()}


def _built(name: str) -> list[str]:
    return gzip.decompress(paths.resource("words", f"{name}.txt.gz").read_bytes()).decode("utf-8").split("\n")


def _own(name: str) -> frozenset[str]:
    lines = paths.resource("words", f"{name}.txt").read_text("utf-8").splitlines()
    return frozenset(fold(word) for line in lines if not line.startswith("#") for word in line.split())
