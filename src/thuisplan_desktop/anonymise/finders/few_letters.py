"""People in two letters: 'Getekend: D.S., N.S. en MS', 'tm zoekt uit', 'tj b. weet ervan', 'mw do, komt later'."""

import re
from collections.abc import Iterator

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise.cues import a_set
from thuisplan_desktop.anonymise.finders.hurried import DOING
from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.people_cues import SURNAME_TITLES
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.tokens import Opening, Token
from thuisplan_desktop.anonymise.watched import Watched, WatchedSmall
from thuisplan_desktop.anonymise.words import LOUD, fold

_TWO = 2
_SIGNS = Watched(a_set("getekend ondertekend gez akkoord paraaf parafen handtekening handtekeningen ondertekenaars"))
_LETTERS = r"(?:(?:[A-Za-z]\.){2,4}|[A-Z]{2,3}|[a-z]{2})(?![\w.])"
_ROW = re.compile(rf"[.: ]{{1,3}}({_LETTERS}(?:(?:, ?| ?[/+&] ?| en |, en ){_LETTERS})*)")
_ONE = re.compile(_LETTERS)
_NO_SIGNER = a_set("""
    ok oke ja nee is en of na om op in te ze hij wij ik je nu al er we zo do di wo vr za zo ma pa lp ib jz jb ll gb ps
    ns nb mn dd tm ivm mdo swv ggd cjg jgz smw lpa rmc mt or mr po vo so ho pm am md vt vs wv ai au ah oh eh hm
""")


def find(reading: Reading) -> Iterator[Span]:
    """Signers behind one another; letters and short surnames as the subject of a sentence or behind a title."""
    for i in reading.where[_SIGNS]:
        if m := _ROW.match(reading.text, reading.tokens[i].end):
            yield from _signers(reading, m.start(1), m.end(1))
        if reading.text[reading.tokens[i].end : reading.tokens[i].end + 1] == ":":
            yield from _on_same_line(reading, reading.tokens[i].end)
    yield from _beside_dotted(reading)
    if reading.lower_style:
        yield from _subjects(reading)
        yield from _behind_titles(reading)


def _signers(reading: Reading, start: int, end: int) -> Iterator[Span]:
    for m in _ONE.finditer(reading.text, start, end):
        if _may_sign(reading, m[0]):
            yield Span(m.start(), m.end(), Kind.PERSON, "initialen van wie tekent", 0.6)


_BARE = re.compile(r"(?<![\w.-])[A-Z]{2,3}(?![\w.-])")
_LONGEST_LINE = 80


def _on_same_line(reading: Reading, start: int) -> Iterator[Span]:
    """'Getekend: R. Bos, moeder, en MV': capitals further on the line of those who sign."""
    end = reading.text.find("\n", start, start + _LONGEST_LINE)
    for m in _BARE.finditer(reading.text, start, end if end >= 0 else start + _LONGEST_LINE):
        if _may_sign(reading, m[0]) and not reading.words.facts(fold(m[0])) & is_.HARMLESS:
            yield Span(m.start(), m.end(), Kind.PERSON, "initialen van wie tekent", 0.5)


def _may_sign(reading: Reading, letters: str) -> bool:
    if "." in letters:
        return True
    word = fold(letters)
    plain = is_.FUNCTION | is_.VERB | is_.RELATIVE | is_.ROLE  # 'MS' and 'CD' mean nothing else in a row of signers
    return word not in _NO_SIGNER and not reading.words.facts(word) & plain


_BEFORE_LETTERS = (" ", ", ", "., ")


def _beside_dotted(reading: Reading) -> Iterator[Span]:
    """'N.S. en MS': bare capitals in one row with initials that have their dots."""
    for i in reading.short_capitals:
        token = reading.tokens[i]
        if len(token.text) != _TWO or reading.shapes[i] != LOUD or i < _TWO or token.gap not in _BEFORE_LETTERS:
            continue
        end = token.start - (4 if reading.tokens[i - 1].folded == "en" else len(token.gap.lstrip(".")))
        dotted = reading.text[end - 1 : end] == "." and reading.text[end - 3 : end - 2] == "."
        capital = reading.text[end - 2 : end - 1].isupper() and reading.text[end - 4 : end - 3].isupper()
        if dotted and capital and _may_sign(reading, token.text):
            yield Span(token.start, token.end, Kind.PERSON, "initialen naast andere initialen", 0.6)


_WORKING = DOING | a_set("zoekt pakt checkt plant bespreekt informeert koppelt volgt geeft haalt brengt maakt leest")
_LETTER_BEHIND = re.compile(r" [a-z]\. ")
_NO_SUBJECT = _NO_SIGNER - a_set("tm") | a_set("""
    sw jw gb og zb bd rk gz ex ed nt ak bi gs sk lo zc hv tl kl bl gl bb kb tv wc pc id it ze me hr vk vm nm mo dr mr
    st nr pg ca bv nv st tk ie cq ah oa ea mw mv br zr aj mi ex jr sr
""")


def _subjects(reading: Reading) -> Iterator[Span]:
    """'tm zoekt uit', 'tj b. weet ervan': two letters that open a sentence and do what people do."""
    for i in reading.short:
        token, after = reading.tokens[i], reading.around[i + 1]
        if after is None or after.gap != " " or not _may_be_subject(token) or not _opens_clause(reading, i, token):
            continue
        verb, end = after, token.end
        if (m := _LETTER_BEHIND.match(reading.text, token.end)) and (further := reading.around[i + 2]) is not None:
            verb, end = further, m.end() - 1
        if verb.folded in _WORKING:
            yield Span(token.start, end, Kind.PERSON, "initialen van wie iets doet", 0.5)


_TIES = a_set("want maar dus en dat als of actie omdat terwijl")


def _opens_clause(reading: Reading, i: int, token: Token) -> bool:
    if token.opening is not Opening.NONE:
        return True
    left = reading.around[i - 1]
    return token.gap == ", " or (token.gap == " " and left is not None and left.folded in _TIES)


def _may_be_subject(token: Token) -> bool:
    plain = is_.FUNCTION | is_.HARMLESS | is_.VERB | is_.ANNOUNCES | is_.INFIX
    if len(token.text) != _TWO or token.capital or token.folded in _NO_SUBJECT:
        return False
    return not token.facts & plain


_TITLES = WatchedSmall(SURNAME_TITLES)
_SURNAMES = a_set("do le an vo ho ma to so mo wo la ai ng bo ly vu ha lo ko ba wu hu xu yu li")
_FIELD_ENDS = frozenset((",", ")", ";", "\n", ""))


def _behind_titles(reading: Reading) -> Iterator[Span]:
    """'mw do, komt uit': a surname of two letters that is a word as well, where the field ends or it does something."""
    for i in (i + 1 for i in reading.where_small[_TITLES]):
        token, after = reading.around[i], reading.around[i + 1]
        if token is None or token.gap not in (" ", ". ") or token.folded not in _SURNAMES:
            continue
        acts = after is not None and after.gap == " " and after.folded in DOING
        if acts or reading.text[token.end : token.end + 1] in _FIELD_ENDS:
            yield Span(token.start, token.end, Kind.PERSON, "naam na een aanspreektitel", 0.6)
