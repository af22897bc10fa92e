"""What can be known about a word by itself, as bits of one number: one look-up answers every question of a finder."""

from functools import lru_cache

from thuisplan_desktop.anonymise import people_cues as cues
from thuisplan_desktop.anonymise import signals

LISTED = 1 << 0  # in the dictionary
FIRST = 1 << 1  # a first name
SURNAME = 1 << 2
FREQUENT = 1 << 3  # a frequent surname
PLACE = 1 << 4
HARMLESS = 1 << 5  # a capital on it names nobody
FUNCTION = 1 << 6
VERB = 1 << 7
COMMON = 1 << 8  # ordinary Dutch: listed, inflected or a compound
POSSESSIVE = 1 << 9  # a first name with -s
TITLE = 1 << 10
RELATIVE = 1 << 11
ROLE = 1 << 12
GREETING = 1 << 13
FAREWELL = 1 << 14
LABEL = 1 << 15
INFIX = 1 << 16
OPENS_INFIX = 1 << 17
ORG_TYPE = 1 << 18
STREET_END = 1 << 19
SURE_STREET = 1 << 20
COUNTED = 1 << 21
STREET_OPENING = 1 << 22
BARE_STREET = 1 << 23
MONTH = 1 << 24
NUMBER_CUE = 1 << 25
CALL_CUE = 1 << 26
PLATFORM = 1 << 27
TELLING = 1 << 28  # may open or carry a phrase by which people know somebody
FEAST = 1 << 29
ORG_END = 1 << 30
ORDINAL = 1 << 31  # a day written as a word
BSN_CUE = 1 << 32
ADDRESS_CUE = 1 << 33
ENGLISH = 1 << 34
LISTS = 1 << 35  # a listed organisation, school or town of more words starts with it
HEAD = 1 << 36  # a kind of organisation that is told apart by the capital behind it

TO_DO = 1 << 38  # what is done with somebody in a list of things to do
BARE_SURNAME = 1 << 39  # a noun for one thing that is a surname without an article
BARE_NAME = 1 << 40  # the same for a first name
GUIDE = 1 << 37  # a title or the end of an infix: an ordinary word behind it may be a surname

AGENT = 1 << 41  # a word for who does or is something that not everybody does
EVENT = 1 << 42  # what happened and is remembered
BEING = 1 << 43  # 'is', 'heet': what says who somebody is
HYPHENED = 1 << 44
FEAT = 1 << 45  # may tell a feat, or what somebody is known for

NAME = FIRST | SURNAME
MAYBE = FIRST | FREQUENT  # what an ordinary word must be to be looked at as a name
ANNOUNCES = TITLE | RELATIVE | ROLE | LABEL | GREETING
SIGNALS = (
    MONTH
    | NUMBER_CUE
    | CALL_CUE
    | PLATFORM
    | TELLING
    | FEAST
    | BSN_CUE
    | ADDRESS_CUE
    | ORG_TYPE
    | ORG_END
    | LISTS
    | HEAD
    | FAREWELL
    | STREET_END
    | BARE_STREET
    | TO_DO
    | AGENT
    | EVENT
    | BEING
    | HYPHENED
    | GUIDE
    | FEAT
)  # words that make a finder look closer


@lru_cache(maxsize=1000)
def signals_of(facts: int) -> tuple[int, ...]:
    """The signals among some facts, one by one."""
    return tuple(bit for bit in _EACH_SIGNAL if facts & bit)


_EACH_SIGNAL = tuple(bit for place in range(SIGNALS.bit_length()) if SIGNALS & (bit := 1 << place))
USUAL = LISTED | FUNCTION
NAMING = MAYBE | BARE_NAME | BARE_SURNAME  # what makes a usual word one that may be a name all the same
PLAIN = COMMON | HARMLESS | FUNCTION

_SETS = (
    (TITLE, cues.TITLES), (RELATIVE, cues.RELATIVES), (ROLE, cues.ROLES), (GREETING, cues.GREETINGS),
    (FAREWELL, cues.FAREWELLS), (LABEL, cues.LABELS), (INFIX, cues.INFIXES), (OPENS_INFIX, cues.OPENS_INFIX),
    (ORG_TYPE, cues.ORGANISATION_TYPES), (COUNTED, cues.COUNTED), (STREET_OPENING, cues.STREET_OPENINGS),
    (BARE_STREET, cues.BARE_STREETS), (MONTH, signals.MONTHS), (NUMBER_CUE, signals.NUMBER_CUES),
    (CALL_CUE, signals.CALL_CUES), (PLATFORM, signals.PLATFORMS), (TELLING, signals.TELLING),
    (FEAST, signals.FEASTS), (ORDINAL, signals.ORDINALS),
    (BSN_CUE, signals.BSN_CUES), (ADDRESS_CUE, signals.ADDRESS_CUES), (ENGLISH, signals.ENGLISH),
    (TO_DO, signals.TO_DO), (EVENT, signals.EVENTS), (BEING, signals.BEING),
    (BARE_SURNAME, cues.BARE_SURNAMES), (BARE_NAME, cues.BARE_NAMES),
    (GUIDE, (cues.TITLES - cues.RELATIVES) | cues.SURE_ENDS), (HEAD, cues.ORGANISATION_HEADS),
)  # fmt: skip
_NUMBERED = ("nummer", "nummers", "nr", "nrs", "code", "polis")


_LAST_TWO = frozenset(
    ending[-2:] for ending in (*cues.STREET_ENDINGS, *cues.SURE_STREET_ENDINGS, *cues.ORGANISATION_ENDINGS, *_NUMBERED)
)  # a quick no for most words


def cue_facts() -> dict[str, int]:
    """The bits of every word of the lists of cues."""
    found: dict[str, int] = {}
    for bit, words in _SETS:
        for word in words:
            found[word] = found.get(word, 0) | bit
    return found


def shape_facts(word: str) -> int:
    """What the ending of a word says (a street, a kind of organisation, a number that follows), and its hyphen."""
    found = HYPHENED if "-" in word else 0
    if any(map(word.__contains__, signals.FEATS)) or not signals.CUPS.isdisjoint(word.replace("'", "-").split("-")):
        found |= FEAT
    if word[-2:] not in _LAST_TWO:
        return found
    if len(word) > 5 and word.endswith(cues.STREET_ENDINGS):
        found |= STREET_END
        if len(word) > 6 and word.endswith(cues.SURE_STREET_ENDINGS):
            found |= SURE_STREET
    if word.endswith(cues.ORGANISATION_ENDINGS):
        found |= ORG_END
    if len(word) > 3 and word.endswith(_NUMBERED):
        found |= NUMBER_CUE
    return found
