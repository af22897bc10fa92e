"""Initials that stand for somebody: 'K.S.', 'B. van der Meulen', 'Lotte T.', 'M.'."""

import re
from collections.abc import Iterator

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise.cues import a_set, one_of
from thuisplan_desktop.anonymise.finders import small_initials
from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.tokens import Token
from thuisplan_desktop.anonymise.watched import Watched
from thuisplan_desktop.anonymise.words import LOUD, fold

_UPPER = r"[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞİĶŁŃŇÖŐŘŚŞŠȘŢȚŤŪŮŹŻŽ]"
_PARTICLE = r"(?:van|t(?=\.)|de|der|den|v|d|vd|vdr|v\.?d\.?|te|ter|ten|el|al|'t|’t|la|le|du|von)\.?[ ]?"
_INFIX = rf"(?:{_PARTICLE}(?:(?:de|der|den|d|het|'t|’t|la)\.?[ ]?)?)"
_NO_TITLE = r"(?!(?:Mr|Dr|Hr|Ds|Ir|Nr|Mw|Zr|Br)\.)"
_CUT_NAME = r"(?:Chr|Joh|Jac|Corn|Wilh|Abr|Theod|Alex|Fred|Marg|Cath|Elis|Alb|Herm|Gerh|Hendr)"  # 'Chr. Blom'
_WITH_NAME = re.compile(
    rf"(?<![\w.]){_NO_TITLE}(?:(?:{_UPPER}[a-z]?|{_CUT_NAME})\.[ -]?){{1,5}}{_INFIX}?{_UPPER}[^\W\d_]{{1,30}}"
    r"(?:[-–'’][^\W\d_]{2,30}){0,2}"
)
_TWO = re.compile(
    rf"(?<![\w.])(?:{_UPPER}[a-z]?\.[ -]?){{1,4}}[ ]?(?:en|&|\+|/|,|und|and)[ ]?(?:{_UPPER}[a-z]?\.[ -]?){{1,4}}"
    rf"{_INFIX}?{_UPPER}[^\W\d_]{{1,30}}(?:[-–][^\W\d_]{{2,30}})?"
)  # 'F. en O. Lindeboom'
_SURNAME_FIRST = re.compile(
    rf"(?<!\w)(?:(?:Van|De|Den|Ter|Ten|Te|Op|El|Al)[ ])?{_UPPER}[^\W\d_]{{1,30}}, "
    rf"(?:(?:{_UPPER}\.[ ]?){{1,4}}(?![ ]?{_INFIX}?\w)|{_UPPER}(?![\w.'’]))"
)
_SEVERAL = re.compile(rf"(?<![\w.])(?:{_UPPER}\.[ ]?){{1,4}}{_INFIX}?{_UPPER}\.(?!\w)")
_AFTER_NAME = re.compile(rf"[ \u00a0]{_INFIX}?{_UPPER}(?:\.(?:[ ]?{_UPPER}\.){{0,3}}|(?![\w.'’-]))(?!\w)")
_ONE = re.compile(rf"(?<![\w.])(?:{_UPPER}|Tj|Sj|Th|Ph|Fr|IJ)\.(?![\w.])")
_SIGNED = re.compile(
    r"(?:notulist|notulen|verslag|paraaf|gez|door|namens|opgesteld|getekend|aangemaakt|inbreng)[.: ]{1,3}$",
    re.IGNORECASE,
)
_PRESENT = re.compile(
    r"^[ \t>*-]*(?:aanwezig|afwezig|aanw|afw|deelnemers|present|genodigden|afgemeld|afmeldingen|verhinderd)\b"
    r"[^:\n]{0,20}:([^\n]{0,300})",
    re.IGNORECASE | re.MULTILINE,
)
_PRESENT_WORDS = Watched(
    a_set("aanwezig afwezig aanw afw deelnemers present genodigden afgemeld afmeldingen verhinderd")
)  # as in the expression above
_IN_LIST = re.compile(r"(?<![\w.(/-])(?:[A-Z]{2,4}|[A-Z][a-z]{1,2}[A-Z]{1,2}|[A-Z][a-z])(?=[ ]?(?:[,;.(/+&]|en\b|$))")
_PARTIES = a_set("ggd jgz cjg swv smw lpa rmc cc ib sbo so vso po vo mbo gz lp zat mdo ggz bjz wsg jb vt")
_LINE_START = 40  # characters looked back to see whether a letter opens its line
_NOT_INITIALS = a_set("bv nv nb ps us cv rk aub ivm tav nvt io mbt svp dd vs eu nl uk usa ta tnv sv vv fc")
_NUMBERED = one_of("""
    plan groep vitamine hepatitis klas optie variant punt bijlage lijn type route categorie wiskunde blok gebouw niveau
    deel cluster module fase vleugel cohort artikel onder sub lid stap
""")
_COUNTED_IN = 16  # characters of the longest of these words, and more
_COUNTED = re.compile(rf"\b{_NUMBERED}[ ]$", re.IGNORECASE)


def find(reading: Reading) -> Iterator[Span]:
    """Initials with a name, initials alone, and the initials of people in the register."""
    known = reading.book.initials
    letters = reading.book.letters
    for i in reading.short_capitals:
        token = reading.tokens[i]
        letters_in_word = len(token.text)
        if letters_in_word > 2:
            continue
        if reading.text[token.end : token.end + 1] == ".":
            yield from _dotted(reading, token, letters)
        elif letters_in_word == 1 and _is_told(reading, i, token):
            yield Span(token.start, token.end, Kind.PERSON, "letter voor een familielid of vriend", 0.5)
        elif letters_in_word == 1 and _stands_for_pupil(reading, i, letters):
            yield Span(token.start, token.end, Kind.PERSON, "voorletter van een bekende", 0.5)
        if i and token.gap == ", " and letters_in_word == 1:
            yield from _surname_first(reading, i)
    yield from _bare(reading, known)


def _is_told(reading: Reading, i: int, token: Token) -> bool:
    """'vriend = Q, 20': a capital that says who a relative is."""
    left = reading.around[i - 1]
    told = left is not None and token.gap.strip() == "=" and left.facts & (is_.RELATIVE | is_.ROLE)
    return bool(told) and reading.text[token.end : token.end + 1] in (",", " ", "\n", ";", "")


def _stands_for_pupil(reading: Reading, i: int, letters: frozenset[str]) -> bool:
    """'Y zelf was er niet': a bare capital of a known name, but not of a class or a plan ('groep B')."""
    token, after = reading.tokens[i], reading.around[i + 1]
    if token.folded not in letters or reading.text[token.end : token.end + 1] not in (" ", ",", ""):
        return False
    if after is not None and (after.capital or len(after.text) < 2):
        return False
    before = reading.text[max(0, token.start - 14) : token.start]
    return token.gap != "-" and not _COUNTED.search(before) and (i == 0 or token.gap[-1:] in (" ", "\n", "("))


def _dotted(reading: Reading, token: Token, letters: frozenset[str]) -> Iterator[Span]:
    """What starts with a capital and a dot at this word."""
    text, at = reading.text, token.start
    if (m := _WITH_NAME.match(text, at)) and not _harmless_after(reading, m[0]):
        yield Span(at, m.end(), Kind.PERSON, "voorletters met een naam")
    if m := _TWO.match(text, at):
        yield Span(at, m.end(), Kind.PERSON, "voorletters van twee mensen met een naam")
    if (m := _SEVERAL.match(text, at)) and fold(m[0]).replace(".", "").replace(" ", "") not in _NOT_INITIALS:
        yield Span(at, m.end(), Kind.PERSON, "voorletters", 0.8)
    if (m := _ONE.match(text, at)) and _is_initial(reading, m, letters):
        yield Span(at, m.end(), Kind.PERSON, "voorletter", 0.6)


def _surname_first(reading: Reading, i: int) -> Iterator[Span]:
    """'Aslan, M.' or 'Van Dam, P'."""
    before = reading.tokens[i - 1]
    said = before.facts & is_.COMMON and not before.facts & is_.NAME
    if said or before.facts & (is_.FAREWELL | is_.GREETING | is_.RELATIVE):
        return  # 'Groet, F.', 'Getekend, R.', 'Vader, G.'
    for m in _SURNAME_FIRST.finditer(reading.text, max(0, before.start - 5), reading.tokens[i].end + 20):
        yield Span(m.start(), m.end(), Kind.PERSON, "achternaam met voorletters")


_BEFORE = re.compile(rf"(?<![\w.]){_NO_TITLE}(?:(?:{_UPPER}[a-z]?|{_CUT_NAME})\.[ \u00a0]?){{1,5}}\Z")


def before(text: str, start: int) -> int:
    """Where the initials right before a name begin: 'J.W. ', 'B.'; `start` itself when there are none."""
    if "." not in text[start - 3 if start > 3 else 0 : start]:
        return start
    small = text[start : start + 1].islower()
    m = (small_initials.BEFORE if small else _BEFORE).search(text, max(0, start - 20), start)
    if m is None:
        return start
    return small_initials.past_short(m[0], m.start()) if small else m.start()


def after_name(text: str, end: int) -> int:
    """Where a name that ends at `end` really ends, with a letter for the surname: 'Lotte T.', 'Jazz de H.'."""
    m = _AFTER_NAME.match(text, end)
    if m is None:
        small = small_initials.AFTER.match(text, end)
        return small.end() if small else end
    sentence_goes_on = m[0].endswith(".") or text[m.end() : m.end() + 1] in ("", "\n", ")", ",", ":", " ", ";")
    return m.end() if sentence_goes_on else end


def _harmless_after(reading: Reading, found: str) -> bool:
    """'A. De school', 'B. Afspraken': a numbered line, not a name."""
    last = fold(re.split(r"[. ]+", found)[-1])
    if re.search(r"[. ][a-z]{1,3} ", found):
        return False  # an infix: 'S. de Jong'
    return found.count(".") == 1 and bool(reading.words.facts(last) & (is_.FUNCTION | is_.HARMLESS))


_TWO_LETTERS = 2
_LONGEST = 4  # letters of such initials
_LAST_WITHIN = 16  # characters of the end of a text in which it is signed
_SMALL_GOES_ON = re.compile(r" [a-zà-ÿ]{2}")


def _is_initial(reading: Reading, found: re.Match[str], letters: frozenset[str]) -> bool:
    """One capital with a dot, unless it numbers a line or a thing ('plan B.')."""
    before = reading.text[max(0, found.start() - _LINE_START) : found.start()]
    opens_line = not before.rpartition("\n")[2].strip()
    alone = opens_line and reading.text[found.end() : found.end() + 1] in ("", "\n", "\r")
    goes_on = _SMALL_GOES_ON.match(reading.text, found.end()) is not None  # 'M. appt', not 'A. De ouders'
    numbered = (opens_line and not alone and not goes_on) or _COUNTED.search(before, max(0, len(before) - _COUNTED_IN))
    return not numbered or (fold(found[0][0]) in letters and not opens_line)


_LAST_LINE = re.compile(
    r"(?:(?:\n|[–/-] ?)[ \t(]*([A-Z]{2,4}|[A-Z][a-z]?[A-Z])|\b[Gg]r(?:oet(?:en|jes)?)?[.,]? ([A-Z]{1,4}|[a-z]{2,4}))"
    r"[.)]?\s*$"
)


def _bare(reading: Reading, known: frozenset[str]) -> Iterator[Span]:
    """Capitals without dots: the initials of somebody in the register, or after 'notulist'."""
    text = reading.text
    declared = _declared(text) if reading.where[_PRESENT_WORDS] else frozenset()
    yield from small_initials.find(reading)
    last = reading.tokens[-1].text.rpartition("-")[2] if reading.tokens else ""
    if 0 < len(last) <= _LONGEST and (m := _LAST_LINE.search(text, max(0, len(text) - _LAST_WITHIN))):
        group = 1 if m[1] else 2
        plain = reading.words.facts(fold(m[group])) & (is_.HARMLESS | (is_.PLAIN if m[group].islower() else 0))
        if not plain or len(m[group]) == _TWO_LETTERS:  # 'FB', not 'OPP'
            yield Span(m.start(group), m.end(group), Kind.PERSON, "initialen onder het verslag", 0.6)
    for token in (reading.tokens[i] for i in reading.capitals if declared):
        if token.text in declared:
            yield Span(token.start, token.end, Kind.PERSON, "initialen uit de lijst van aanwezigen", 0.8)
    for token in (reading.tokens[i] for i in reading.short_capitals if reading.shapes[i] == LOUD):
        if token.facts & is_.HARMLESS:
            continue
        if token.folded in known or _SIGNED.search(text, max(0, token.start - 24), token.start):
            yield Span(token.start, token.end, Kind.PERSON, "initialen van een bekende", 0.7)


def _declared(text: str) -> frozenset[str]:
    """Initials in the list of who is there or not: 'Aanwezig: BK (zoco), NO (mentor)'."""
    found: set[str] = set()
    for m in _PRESENT.finditer(text):
        found |= {part[0] for part in _IN_LIST.finditer(m[1]) if fold(part[0]) not in _PARTIES}
    return frozenset(found)
