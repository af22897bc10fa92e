"""Who signed or is called in a few letters: 'R.K.' on the last line, 'verslag MDO, ek', 'kus Mar', 'appje van D:'."""

import re
from collections.abc import Iterator

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise.cues import a_set, one_of
from thuisplan_desktop.anonymise.findings import PERSON
from thuisplan_desktop.anonymise.people_cues import SURNAME_TITLES
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.tokens import Opening, Token
from thuisplan_desktop.anonymise.watched import Watched
from thuisplan_desktop.anonymise.words import fold

_LONGEST_SIGNATURE = 3  # letters of a word: with dots each letter is one
_LAST_WITHIN = 40  # characters of the end of a text in which it is signed
_ON_LAST_LINE = re.compile(
    r"(?:\n[ \t]*[-–/(]?[ ]?((?:[A-Za-z]\.){2,4}|[a-z]{1,3})|[.!?] ([a-z]{2}|[A-Z]{2,3}))\)?\s*$"
)
_KISSING = "kus kusje kusjes kussen liefs knuffel knuffels groet groeten groetjes gr grtjs hgr doei doeg joe ciao"
_KISS = one_of(_KISSING)
_KISSES = Watched(a_set(f"{_KISSING} x xx xxx xxxx"))  # as in the expression below
_WITH_KISS = re.compile(
    rf"(?:^|[\n.!?,] ?)(?:(?:veel|dikke|met|lieve|hele) )?(?:{_KISS}|x{{1,4}})[,.!]?(?: van)?"
    r" ([^\W\d_]{2,14})[ .!x]*$",
    re.IGNORECASE,
)
_RECORD = (
    r"(?:notities?|verslag|aantekening(?:en)?|notulen|bel\w*|gespreks?\w*|memo|huisbezoek\w*|intake\w*|spreekuur\w*"
    r"|contactmoment|rapportage|update|logboek|overdracht|overleg|mdo|lijstje)"
)
_ON_FIRST_LINE = re.compile(
    rf"\s*(?:{_RECORD}\b[^\n]{{0,60}}, ([A-Z]{{2,3}}|[a-z]{{2,3}})"
    rf"|[^\n]{{3,70}} \(([A-Z]{{2,3}}|[a-z]{{2}})\))[ ]*(?:\n|$)",
    re.IGNORECASE,
)
_NO_SIGNATURE = a_set("""
    ok oke ps nb ns pm ja nee nu zo x xx xxx top fijn hm tja etc ed oa ivm vo po so vso pro tl kl bl gl bb kb hv ha pa
    ma ib zc lp lpa rmc jz jgz ggd cjg wsg hr vk vm nm mo di wo do vr za zo oud kop tot bijl vlg wk mnd jr nvt
    tbc def vb mdo nt ned wi eng gs ak bi na sk lo zat zot swv dv jb jr jp smw amw cc pp id it ict tv wc
""")
_LONGEST_PAIR = 2


def find(reading: Reading) -> Iterator[Span]:
    """Initials and short names at the end and in the heading of a note; a letter and a nickname that stand alone."""
    tokens = reading.tokens
    if tokens and len(tokens[-1].text) <= _LONGEST_SIGNATURE:
        yield from _at_the_end(reading)
    if reading.where[_KISSES]:
        yield from _with_greeting(reading)
    first = next(filter(None, reading.lines), None)
    if first and len(tokens[first[-1]].text) <= _LONGEST_SIGNATURE:
        yield from _in_heading(reading)
    yield from _letters(reading)
    yield from _after_titles(reading)
    yield from _before_colons(reading)
    yield from _of_pupil(reading)
    yield from _cut_surnames(reading)
    if '"' in reading.text or "”" in reading.text:
        yield from _nicknames(reading)
    yield from _double(reading)


def _at_the_end(reading: Reading) -> Iterator[Span]:
    """'R.K.', 'ek': letters alone on the last line."""
    text = reading.text
    m = _ON_LAST_LINE.search(text, max(0, len(text) - _LAST_WITHIN))
    group = 1 if m and m[1] else 2
    unsure = m and m[2] and reading.words.facts(m[2]) & (is_.PLAIN | is_.NUMBER_CUE | is_.CALL_CUE)
    if m and not unsure and _may_sign(reading, m[group]):
        yield Span(m.start(group), m.end(group), PERSON, "initialen onder het verslag", 0.6)


def _may_sign(reading: Reading, letters: str) -> bool:
    """Two letters nobody uses for a word; three that are no ordinary word; dots make any of them initials."""
    word = fold(letters)
    if "." in letters:
        return word not in ("p.m.", "n.v.t.", "z.o.z.", "v.v.", "m.v.g.")
    if word in _NO_SIGNATURE or reading.words.facts(word) & (is_.VERB | is_.ANNOUNCES):
        return False
    return len(word) <= _LONGEST_PAIR or not reading.words.facts(word) & is_.PLAIN


def _with_greeting(reading: Reading) -> Iterator[Span]:
    """'kus Mar', 'liefs, To', 'xx wil' under a note."""
    text = reading.text.rstrip()
    m = _WITH_KISS.search(text, max(0, len(text) - _LAST_WITHIN))
    if m is None:
        return
    facts = reading.words.facts(fold(m[1]))
    named = m[1][0].isupper() and not facts & (is_.FUNCTION & ~is_.FIRST) and not facts & (is_.RELATIVE | is_.ROLE)
    small = not m[1][0].isupper() and (facts & is_.FIRST or not facts & is_.PLAIN)
    if named or (small and not facts & is_.ANNOUNCES):
        yield Span(m.start(1), m.end(1), PERSON, "naam onder een groet", 0.6)


def _in_heading(reading: Reading) -> Iterator[Span]:
    """'notitie spreekuur, EN', 'bellijst donderdag (mc)': who wrote it, behind the heading."""
    m = _ON_FIRST_LINE.match(reading.text)
    if m is None:
        return
    group = 1 if m[1] else 2
    word = fold(m[group])
    small = m[group].islower() and reading.words.facts(word) & (is_.FUNCTION | is_.VERB | is_.HARMLESS)
    if word not in _NO_SIGNATURE and not small and not reading.words.facts(word) & is_.ANNOUNCES:
        yield Span(m.start(group), m.end(group), PERSON, "initialen achter een kopje", 0.5)


_FROM = a_set("van met bij door voor aan tegen over en dat of via zonder naast om")
_MESSAGES = a_set("""
    appje app apps mail mailtje bericht berichtje brief briefje sms telefoontje belletje gebeld belde gesproken gesprek
    afspraak contact overlegd
""")
_WITH = a_set("van met")
_CLOSING = frozenset((":", ".", ",", ")", "?", "!", ";", "\n", ""))


def _letters(reading: Reading) -> Iterator[Span]:
    """'appje van D:', 'gesprek met Y?': a capital letter that stands for somebody."""
    known = reading.book.letters
    for i in reading.short_capitals:
        token, left = reading.tokens[i], reading.around[i - 1]
        if len(token.text) > 1 or left is None or token.gap != " " or left.folded not in _FROM:
            continue
        closed = reading.text[token.end : token.end + 1] in _CLOSING
        sent = reading.near(i - 1, i - 2)
        if closed and (
            token.folded in known or (sent is not None and sent.folded in _MESSAGES and left.folded in _WITH)
        ):
            yield Span(token.start, token.end, PERSON, "voorletter van een bekende", 0.5)


_TITLES = Watched(SURNAME_TITLES | a_set("juf juffrouw meester dokter"))
_NO_SURNAME = a_set("de el la le te al is en of zo nu ja op in om ik ze we je er ga na dr st")
_DOTTED = a_set("mw mevr mvr dhr")
_TWO = 2


def _after_titles(reading: Reading) -> Iterator[Span]:
    """'mevrouw Do,': a surname of two letters behind a title, whatever word it is."""
    for i in (at + 1 for at in reading.where[_TITLES]):
        token = reading.around[i]
        dotted = token is not None and token.gap == ". " and reading.tokens[i - 1].folded in _DOTTED
        if token is None or not (token.gap == " " or dotted) or len(token.text) != _TWO or not token.text.istitle():
            continue
        dated = reading.text[token.end : token.end + 2].strip()[:1].isdigit()
        if token.folded not in _NO_SURNAME and not dated:
            yield Span(token.start, token.end, PERSON, "naam na een aanspreektitel", 0.7)


_ACTS = Watched(
    a_set("""
    wil wilde zegt zei belt belde appt appte mailt vindt vond komt kwam gaat ging slaapt sliep huilt huilde vraagt vroeg
    weigert weigerde mag moet kan zit zat was is heeft had blijft bleef doet deed eet at loopt liep
""")
)
_AT_COLON = Watched(a_set("zit wil komt belt slaapt zegt gaat mag appt weigert woont"))
_LONGEST_CALLED = 4


def _before_colons(reading: Reading) -> Iterator[Span]:
    """'Ha: zit thuis', 'Del: wil monteur worden': a short name before a colon at the start of a line."""
    for i in reading.where[_AT_COLON]:
        token = reading.around[i - 1]
        if not i or token is None or reading.gaps[i] != ": " or token.opening is not Opening.HARD:
            continue
        short = token.text.istitle() and 1 < len(token.text) <= _LONGEST_CALLED
        if short and not token.facts & (is_.FUNCTION | is_.ANNOUNCES | is_.HARMLESS | is_.NUMBER_CUE):
            yield Span(token.start, token.end, PERSON, "naam voor een dubbele punt", 0.5)


_SHORTEST = 3


def _of_pupil(reading: Reading) -> Iterator[Span]:
    """'Del wil monteur' of Delano: the start of a known first name, where it does something."""
    names = reading.book.names.firsts
    tokens = reading.tokens
    for i in (at - 1 for at in reading.where[_ACTS] if at and tokens[at - 1].capital and tokens[at].gap == " "):
        token = tokens[i]
        if token.opening is Opening.NONE:
            continue
        cut = len(token.folded) >= _SHORTEST and any(
            name.startswith(token.folded) and len(name) > max(_SHORTEST, len(token.folded)) for name in names
        )
        if cut and not token.facts & (is_.FUNCTION | is_.ANNOUNCES | is_.MONTH | is_.HARMLESS):
            yield Span(token.start, token.end, PERSON, "begin van een naam uit het register", 0.6)


_CLASS = re.compile(r"\.? (?:\d[a-z]{1,3}\d?|(?:gr|groep|klas|kl)\.? \d)(?!\w)")
_SHORT_NAME = 4  # letters of a surname cut short


def _cut_surnames(reading: Reading) -> Iterator[Span]:
    """'quincy bl. 3h': a first name with the start of a surname, of the register or before a class."""
    families = reading.book.names.families
    for i in (i for i in reading.dotted if i and reading.tokens[i - 1].facts & is_.FIRST):
        after, token = reading.tokens[i], reading.tokens[i - 1]
        if not 1 < len(after.folded) <= _SHORT_NAME or after.gap != " " or after.facts & (is_.PLAIN | is_.ANNOUNCES):
            continue
        own = any(family.startswith(after.folded) for family in families)
        listed = token.opening is not Opening.NONE and _CLASS.match(reading.text, after.end)
        if own or (listed and not token.facts & is_.COMMON):
            yield Span(token.start, after.end + 1, PERSON, "voornaam met het begin van een achternaam", 0.6)


_QUOTED = re.compile(r" [\"“”„]([A-ZÀ-Þ][^\W\d_]{1,14})[\"”“](?=[ ,.;:)\n]|$)")


def _nicknames(reading: Reading) -> Iterator[Span]:
    """'Govert "Go" en': what somebody is called, in quotes right behind the first name."""
    for m in _QUOTED.finditer(reading.text):
        left = reading.around[reading.after(m.start()) - 1]
        if left is None or left.end != m.start() or not left.capital or not left.facts & is_.NAME:
            continue
        if not left.facts & (is_.FUNCTION | is_.VERB) and not _is_said(reading, m[1]):
            yield Span(m.start(1), m.end(1), PERSON, "roepnaam tussen aanhalingstekens", 0.6)


def _is_said(reading: Reading, word: str) -> bool:
    return bool(reading.words.facts(fold(word)) & (is_.FUNCTION | is_.VERB | is_.GREETING))


def _double(reading: Reading) -> Iterator[Span]:
    """'Li-Mei: zit thuis', 'Ha-Na belt': two short names with a hyphen, both with a capital."""
    for i in reading.hyphened:
        token = reading.tokens[i]
        if token.capital and _is_double(reading, token):
            yield Span(token.start, token.end, PERSON, "twee namen met een streepje", 0.6)


def _is_double(reading: Reading, token: Token) -> bool:
    parts = token.text.split("-")
    if len(parts) != _TWO or not all(part.istitle() and part.isalpha() for part in parts):
        return False
    if token.facts & (is_.PLACE | is_.HARMLESS) or max(map(len, parts)) > _LONGEST_PART:
        return False
    facts = [reading.words.facts(fold(part)) for part in parts]
    if token.folded in _NO_DOUBLE or any(f & is_.PLACE for f in facts):
        return False
    return any(f & is_.NAME for f in facts) and all(f & is_.NAME or not f & is_.LISTED for f in facts)


_NO_DOUBLE = a_set("wi-fi sci-fi hi-fi lo-fi tik-tok hip-hop tai-chi ju-jitsu ping-pong pre-vo")
_LONGEST_PART = 4  # 'Li-Mei', 'Xiao-Li'; longer names are found by the lists
