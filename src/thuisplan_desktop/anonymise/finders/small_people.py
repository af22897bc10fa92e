"""People by a writer who leaves capitals out, where the surname is an ordinary word: 'astrid schutte', 'dr. groot'."""

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise import people_cues as cues
from thuisplan_desktop.anonymise.cues import a_set
from thuisplan_desktop.anonymise.finders.clues import FIELD_ENDS
from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.tokens import Opening, Token
from thuisplan_desktop.anonymise.watched import WatchedSmall

_SURE_TITLES = cues.SURNAME_TITLES | a_set("mr dr drs ir ds fam familie prof jhr mej hr")
# Before these no infix is a preposition of its own: 'vraag aan van galen', 'namens ter braak'.
_PREPOSITIONS = a_set("aan met van door namens voor bij via tegen volgens en of nr naar")
_LONG_TITLES = _SURE_TITLES - {"mr", "dr"} | {"advocaat"}
_INFIXES = a_set("van den ter ten vd")
_MOST_INFIXES = 3
_TELLING = cues.SPEAKING | a_set("wil wilde meldt stuurt")
# What somebody is rather than is called, though it is a surname as well: 'lisa boos', 'tim stil'.
_STATES = a_set("""
    boos ziek thuis moe stil blij bang druk laat goed slecht wakker kwijt alleen later vrolijk zwak sterk rustig klaar
    zat dood open dicht weg terug vroeg snel vrij voor mee los vast groot klein jong oud nieuw kort lang zwaar licht
    aanwezig afwezig absent present woest prima even top super fijn lief streng druk stoer
""")
_BEHIND_NAMES = a_set("van bij is heeft en was over op in uit gaat wil kan had zal moet aan met te om of die komt kwam")
_NO_NAME = (
    is_.FUNCTION | is_.VERB | is_.ANNOUNCES | is_.HARMLESS | is_.MONTH | is_.ORG_TYPE | is_.INFIX | is_.NUMBER_CUE
    | is_.CALL_CUE | is_.PLATFORM | is_.FAREWELL
)  # fmt: skip


def add(reading: Reading, hidden: dict[int, Span]) -> None:
    """Adds surnames that their neighbours give away, only where capitals are left out."""
    if not reading.lower_style:
        return
    _behind_titles(reading, hidden)
    _double(reading, hidden)
    for i, token in enumerate(reading.tokens):
        if token.capital or not token.facts & is_.COMMON:
            continue
        left = reading.tokens[i - 1] if i else None
        titled = left is not None and left.folded in _SURE_OF_ONE
        if not titled and not token.facts & (is_.SURNAME | is_.HARMLESS):
            continue
        if i not in hidden and (reason := _reason(reading, hidden, i, token)):
            hidden[i] = Span(token.start, token.end, Kind.PERSON, reason, 0.5)


_SURE_OF_ONE = WatchedSmall(cues.SURNAME_TITLES)
_ENDING_INFIXES = a_set("van de der den vd ter ten te el al")


def _double(reading: Reading, hidden: dict[int, Span]) -> None:
    """'mevrouw zweers-van egmond', 'kanmak-van der donk': an infix tied to a surname, and the name behind it."""
    for i in reading.hyphened:
        first, _, tied = reading.tokens[i].folded.rpartition("-")
        if tied not in _ENDING_INFIXES or len(first) < _SHORTEST:
            continue
        at = i + 1
        while (infix := reading.near(at, at)) is not None and infix.facts & is_.OPENS_INFIX and at - i < _MOST_INFIXES:
            at += 1
        named = reading.words.facts(first) & is_.SURNAME or not reading.words.facts(first) & is_.PLAIN
        if reading.near(at, at) is not None and (named or reading.titled(i)):
            for part in range(i, at + 1):
                own = reading.tokens[part]
                hidden[part] = Span(own.start, own.end, Kind.PERSON, "dubbele achternaam", 0.6)


_SHORTEST = 3


def _behind(reading: Reading, i: int) -> str:
    end = reading.tokens[i].end
    return reading.text[end : end + 1]


def _reason(reading: Reading, hidden: dict[int, Span], i: int, token: Token) -> str:
    left = reading.near(i, i - 1)
    if left is None:
        return _opening(reading, i, token)
    if left.facts & is_.OPENS_INFIX and not left.capital and (start := _infix_start(reading, i)) < i:
        return "achternaam na een tussenvoegsel" if _opens_name(reading, hidden, start, i) else ""
    if _is_titled(left, token):
        return "achternaam na een aanspreektitel"
    if not token.facts & is_.SURNAME or token.facts & _NO_NAME or token.folded in _STATES:
        return ""
    listed = left.folded == "en" and token.facts & is_.FREQUENT and _behind(reading, i) in FIELD_ENDS
    if listed and i > 1 and i - 2 in hidden and hidden[i - 2].kind is Kind.PERSON:
        return "achternaam naast een naam"  # 'gesproken met lisa en bakker.'
    if token.gap == " " and _is_first_name(left) and len(token.text) > 2 and _ends_name(reading, i):
        return "achternaam achter een voornaam"
    return _opening(reading, i, token)


def _is_titled(left: Token, token: Token) -> bool:
    """'mw wind', 'dr. groot'; of a word that is no surname only behind a title that is nothing else."""
    one = left.folded in _SURE_OF_ONE and not token.facts & _NO_NAME and not _is_done(token)
    if one and len(token.text) > 2 and token.folded not in _STATES:
        return True
    short = left.folded in ("mr", "dr") and token.facts & is_.FUNCTION  # 'maar geen', 'd'r weer'
    plain = token.facts & (is_.VERB | is_.ANNOUNCES | is_.INFIX)
    return bool(token.facts & is_.SURNAME) and left.folded in _SURE_TITLES and not short and not plain


def _behind_titles(reading: Reading, hidden: dict[int, Span]) -> None:
    """'mw op den kamp', 'dhr in 't veld', 'mw de graaf-bos': a title, any infix and a listed or double surname."""
    for i in reading.where_small[_SURE_OF_ONE]:
        at = i + 1
        while (infix := reading.around[at]) is not None and infix.facts & is_.INFIX and at - i <= _MOST_INFIXES:
            at += 1
        named = reading.around[at]
        if named is None or at == i + 1 or named.capital or not named.gap.strip("'’‘").isspace():
            continue
        phrase = " ".join(token.folded for token in reading.tokens[i + 1 : at + 1])
        double = "-" in named.folded and reading.words.facts(named.folded.partition("-")[0]) & is_.SURNAME
        listed = phrase in reading.words.surnames_with_infix or phrase.replace(" t ", " 't ") in (
            reading.words.surnames_with_infix
        )
        for part in range(i + 1, at + 1) if double or (listed and at > i + 2) else ():
            own = reading.tokens[part]
            hidden[part] = Span(own.start, own.end, Kind.PERSON, "achternaam na een aanspreektitel", 0.6)


def _is_done(token: Token) -> bool:
    """'mw gebeld', 'dhr uitgenodigd': what was done, not who."""
    return token.folded.endswith(("d", "t", "en")) or token.folded.endswith(("school", "opvang", "werk"))


def _is_first_name(token: Token) -> bool:
    """A word that can only be a first name."""
    return bool(token.facts & is_.FIRST) and not token.facts & (is_.COMMON | is_.HARMLESS | is_.ANNOUNCES)


def _ends_name(reading: Reading, i: int) -> bool:
    """Whether what follows word i leaves it a name: 'geloof ik' and 'kom vandaag' go on as verbs do."""
    after = reading.around[i + 1]
    return after is None or after.gap != " " or bool(after.facts & is_.VERB) or after.folded in _BEHIND_NAMES


def _infix_start(reading: Reading, i: int) -> int:
    """Where the infixes of a listed surname that ends at word i start; i when there is no such name."""
    at = i
    while i - at < _MOST_INFIXES and (left := reading.near(at, at - 1)) is not None and left.facts & is_.OPENS_INFIX:
        at -= 1
    for start in range(at, i):
        if " ".join(token.folded for token in reading.tokens[start : i + 1]) in reading.words.surnames_with_infix:
            return start
    return i


def _opens_name(reading: Reading, hidden: dict[int, Span], start: int, i: int) -> bool:
    """Whether 'van galen' can't be two words: behind a preposition, title or first name, or before what people do."""
    infix, before, after = reading.tokens[start], reading.near(start, start - 1), reading.around[i + 1]
    if before is not None and infix.gap in (" ", ". "):
        article = infix.folded in ("de", "het", "t")
        first = start - 1 in hidden and _is_first_name(before) and (not article or _ends_name(reading, i))
        return first or before.folded in _LONG_TITLES or (before.folded in _PREPOSITIONS and infix.folded in _INFIXES)
    tells = after is not None and after.gap == " " and after.folded in _TELLING
    return tells and infix.opening is not Opening.NONE and infix.folded in _INFIXES


def _opening(reading: Reading, i: int, token: Token) -> str:
    """'hoogland belt terug': what opens a sentence without an article and does what people do."""
    after = reading.around[i + 1]
    if token.opening is not Opening.HARD or token.facts & _NO_NAME or not token.facts & is_.SURNAME:
        return ""
    if after is None or after.gap != " " or after.folded not in _TELLING or token.folded in _STATES:
        return ""
    return "" if token.folded in _NO_CALLERS else "wie iets zegt of doet"


_NO_CALLERS = a_set("""
    school opvang post politie buurt klas werk bureau bank huis thuis raad kerk dokter arts bakker kind kinderen god
    zorg hulp winkel praktijk niemand leiding team groep
""")
