"""Initials by a writer who leaves capitals out: 'noa vd b', 'r.b. is terug', 'k d winter', 'tj. bos', 'y. de g.'."""

import re
from collections.abc import Iterator

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise.cues import a_set
from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.people_cues import SURNAME_TITLES
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.tokens import Opening, Token
from thuisplan_desktop.anonymise.watched import WatchedSmall
from thuisplan_desktop.anonymise.words import fold

_INFIX = (
    r"(?:v/d|v\.?[ ]?d\.?|vdr|vder|vden|van[ ](?:de|der|den|d|'t|het)|v[ ]d[ ]?r|van|von|v|de|der|den|d|ter|ten|te|el"
    r"|al|ait|ben|bin|abu|da|dos|du|di|la|le|'t)"
)
_CLASS = r"[ ]\d[abcdghkmtv]{1,4}\d?(?!\w)"  # what a pupil in a list sits in: '3v', '2kgt'
_NO_MORE = r"(?![\w.'’/-])"
# The letter for a surname. Alone behind a first name it must be none that is short for a word, or a class follows.
AFTER = re.compile(
    rf"[ ](?:[a-z]{_NO_MORE}(?={_CLASS})"
    rf"|{_INFIX}[ ][a-su-z]{_NO_MORE}(?:(?={_CLASS})|(?![ ]\d)(?<![ ]v[ ]d)|(?<=[ ]v[ ]d)(?![ ][a-z]{{2}}))"
    rf"|[b-hj-np-su-z]{_NO_MORE}(?![ ]\d|[ ]d[ ])"
    rf"|(?:{_INFIX}[ ]?)?[a-z]\.(?=[,;:)?!\n]|$|[ ](?![a-z]\.|\d)|{_CLASS}))"
)
BEFORE = re.compile(r"(?<![\w.])(?:[a-z]\.[ ]?){1,4}$")
_ABBREVIATED = frozenset("mvutpas")  # letters with a dot that are short for a word: 'm. moeder'
_ONE = re.compile(r"([a-z])\.(?=[ ](?![A-Z\d]))(?<!\d[ ][a-z]\.)")
_SIGNED = re.compile(
    r"\b(?:notulist|notulen|verslag|paraaf|gez|namens|opgesteld door|aangemaakt door)[.: ]{1,3}"
    r"([a-z]{2,4})(?=[,;.)\n]|$)"
)
_LISTED = re.compile(r"(?<!\w)([^\W\d_]{3,30}), ((?:[a-z]\.[ ]?){1,3})(?!\w\.)")
_TWO_LETTERS = a_set("tj th sj ph fr ij")
_NAMED = re.compile(
    rf"(?<![\w.])(?:(?:[a-z]|tj|th|sj|ph|fr|ij)\.[ ]?){{1,4}}(?:{_INFIX}\.?[ ]){{0,3}}"
    r"[^\W\d_]{2,30}(?:-[^\W\d_]{2,30})?"
)
_SEVERAL = re.compile(rf"(?<![\w.])[a-z]\.(?:[ ]?[a-z]\.){{0,3}}(?:[ ]?{_INFIX}[ ]?)?[ ]?[a-z]\.(?!\w)")
_UNDOTTED = re.compile(rf"[a-z][ ]({_INFIX})[ ]([^\W\d_]{{3,30}})(?![\w.])")
_SHORT = a_set("""
    ad adhv ah aj as aub av avb bb bd bg bgg bh bi bs bt bv bva bvd ca cao cp cq cs cv dd de di dmv dv dw dws dwz ea
    ed eea eg eh ek em eo ep ev evt ex ga gd gg gi gs gv ha hb hbo hh hi hk ho ht ib ibv ic icm ict id idd ie igv
    ihb ihg ihkv ii ikv im ind inz io iom ip ipv ir is ism isw itt iv ivb ivm iz jb jgz jl kg kk kl km kv ll lo lv
    ma maw mb mbo mbt md me mf mg mhb mhv mi mid mis miv mk ml mm mmv mn mo mp mr ms mt muv mv mvg mw na nad nav nb
    nbg ng nh nj nk nl nm nn nnb no nog notk nr ns ntb nu nv nvt oa ob obv ogg ogv oi oid ok ol olv om oo op os ot
    otv ov pa pb pd pg pj pk pm po pp pr ps pst pv pw qq re ri rk rkt rt rv sa sc sd seh sg si sl sm so sos sp ss
    sst st sv svp tab tav tbv tgv thv ti tm tn tnv to tov tp ts tt tv tw twv tz tzt uc ud ui uk up us va vb vbo vd
    vh vi vk vl vm vmbo vn vo vp vs vso vt vv vw vwo wb wij wo wp ws wt wv wvb wvttk za zg zi zj zk zm zn zo zoz zp
    zs zsm zt zw zzp
""")
# Before these no letter is short for a word: 'mentor j v dam'.
_BESIDE_PEOPLE = a_set("m met door via aan namens v van bij en of leerling lln mentor dhr mw mevr mevrouw meneer heer")
_CONTRACTED = frozenset("tns")  # 't van huis'
_LONG_INFIXES = {"d": ("de",), "v": ("van",), "van d": ("van de", "van den", "van der")}
_FROM = ("van de", "van den", "van der")


def is_short(letters: str) -> bool:
    """Whether letters with dots are short for words: 't.a.v.'."""
    return "".join(c for c in letters if c.isalpha()) in _SHORT


def past_short(letters: str, start: int) -> int:
    """Where initials that begin at `start` begin without words cut short before them: 't.a.v. p. smit'."""
    for part in letters.split(" "):
        if not is_short(part) or len(part) < _SHORTEST:
            break
        start += len(part) + 1
    return start


_SHORTEST = 4  # 'v.b.': of two letters with their dots


def find(reading: Reading) -> Iterator[Span]:
    """Letters that stand for somebody; but for the pupil's own ('y. gezien') only where capitals are left out."""
    known, own = reading.book.initials, reading.book.pupil_letters - _ABBREVIATED
    for token in (reading.tokens[i] for i in reading.dotted):
        if not token.capital and (len(token.text) == 1 or token.folded in _TWO_LETTERS):
            if token.folded in own and (m := _ONE.match(reading.text, token.start)):
                yield Span(m.start(), m.end(), Kind.PERSON, "voorletter van de leerling", 0.5)
            yield from _dotted(reading, token, known) if reading.lower_style or known else ()
    if reading.lower_style:
        yield from _signed(reading)
    if reading.lower_style:
        for i in reading.short:
            token = reading.tokens[i]
            if len(token.text) == 1 and not token.capital and reading.text[token.end : token.end + 1] != ".":
                yield from _undotted(reading, i, token)
        yield from _behind_titles(reading)
        yield from _in_brackets(reading)


def _short_words(reading: Reading) -> list[int]:
    """The numbers of letters and of initials of two letters."""
    tokens = reading.tokens
    return [i for i in reading.short if len(tokens[i].folded) == 1 or tokens[i].folded in _TWO_LETTERS]


def _signed(reading: Reading) -> Iterator[Span]:
    """'verslag mvd', 'jansen, t.'."""
    for m in _SIGNED.finditer(reading.text) if reading.where_small[_SIGNERS] else ():
        if not reading.words.facts(m[1]) & (is_.PLAIN | is_.ANNOUNCES):
            yield Span(m.start(1), m.end(1), Kind.PERSON, "initialen van wie het schreef", 0.5)
    for i in (i for i in _short_words(reading) if i and reading.tokens[i].gap == ", "):
        named = _LISTED.search(reading.text, max(0, reading.tokens[i].start - _BACK), reading.tokens[i].end + _BACK)
        facts = reading.words.facts(fold(named[1])) if named else 0
        if named and facts & is_.SURNAME and not facts & is_.FUNCTION and not is_short(named[2]):
            yield Span(named.start(), named.end(), Kind.PERSON, "achternaam met voorletters", 0.5)


# as in the expression above
_SIGNERS = WatchedSmall(a_set("notulist notulen verslag paraaf gez namens opgesteld aangemaakt"))
_BACK = 32  # the longest surname with its comma


def _dotted(reading: Reading, token: Token, known: frozenset[str]) -> Iterator[Span]:
    """'s. bruin belt', 'b. van der meulen', 'tj. bos'; 'r.b. is terug', 'y. de g.'."""
    if token.gap[:-1][-1:].isdigit():
        return
    if m := _SEVERAL.match(reading.text, token.start):
        letters = "".join(c for c in m[0] if c.isalpha())
        if letters in known or (reading.lower_style and not is_short(m[0]) and not past_short(m[0], 0)):
            yield Span(m.start(), m.end(), Kind.PERSON, "voorletters in kleine letters", 0.6)
    m = _NAMED.match(reading.text, token.start) if reading.lower_style else None
    if m is None or m[0] != m[0].lower() or past_short(m[0], 0):
        return
    *initials, last = [part for part in re.split(r"[. ]+", fold(m[0])) if part]
    if m[0].count(".") > 1 and "".join(initials) in _SHORT:
        return
    facts = reading.words.facts(last)
    titled = (
        reading.titled(reading.after(token.start)) and facts & is_.SURNAME and not facts & is_.VERB
    )  # 'dhr. d. jong'
    if titled or ((facts & is_.SURNAME or not facts & is_.PLAIN) and not facts & (is_.FUNCTION | is_.VERB)):
        yield Span(m.start(), m.end(), Kind.PERSON, "voorletter en achternaam in kleine letters", 0.5)


def _undotted(reading: Reading, i: int, token: Token) -> Iterator[Span]:
    """'k d winter 18', 'met j v dam': a letter and an infix before a surname, where somebody may be named."""
    m = _UNDOTTED.match(reading.text, token.start)
    left, after = reading.near(i, i - 1), reading.around[i + 1]
    if m is None and after is not None and after.gap == " " and _is_bare(reading, i, token, after):
        yield Span(token.start, after.end, Kind.PERSON, "voorletter en achternaam in kleine letters", 0.5)
    beside = left is not None and left.folded in _BESIDE_PEOPLE
    if m is None or not (beside or token.opening is not Opening.NONE):
        return
    infix, surname = fold(m[1]).replace(".", ""), fold(m[2])
    own = token.folded + surname[0] in reading.book.initials and surname in reading.book.names.families
    if not own and token.folded in _CONTRACTED:
        return
    if own or _is_surname(reading, infix, surname):
        yield Span(m.start(), m.end(), Kind.PERSON, "voorletter en achternaam in kleine letters", 0.5)


_TITLES = WatchedSmall(SURNAME_TITLES | a_set("fam familie juf"))
_LETTER = re.compile(rf"\.?[ ](?:(?:{_INFIX})[ ][a-z]\.?|[a-z]\.|[b-hj-ln-su-z](?![.]))(?![\w'’/-])")


_BRACKETED = re.compile(rf"\(((?:{_INFIX}[ ])?([^\W\d_]{{3,30}}) (?:[a-z]\.){{1,3}})(?=\)|,)")


def _in_brackets(reading: Reading) -> Iterator[Span]:
    """'doorstroompunt (wiel l.)': a surname with its letter between brackets."""
    for m in _BRACKETED.finditer(reading.text) if " (" in reading.text and ".)" in reading.text else ():
        facts = reading.words.facts(fold(m[2]))
        if facts & is_.SURNAME and not facts & (is_.FUNCTION | is_.ANNOUNCES):
            yield Span(m.start(1), m.end(1), Kind.PERSON, "achternaam met een letter tussen haakjes", 0.5)


def _behind_titles(reading: Reading) -> Iterator[Span]:
    """'fam el h. belt', 'mw k zegt': a letter for a surname behind a title."""
    for i in reading.where_small[_TITLES]:
        if m := _LETTER.match(reading.text, reading.tokens[i].end):
            start = m.start() + m[0].index(" ") + 1
            yield Span(start, m.end(), Kind.PERSON, "letter achter een aanspreektitel", 0.5)


_PLAIN_LETTERS = frozenset("abcfghijlopqruwyz")  # the others are short for words: 'm kramer' is with Kramer


def _is_bare(reading: Reading, i: int, token: Token, after: Token) -> bool:
    """'j tuhutteru belt': a letter before a word that can only be a surname, where a name may start."""
    left = reading.near(i, i - 1)
    opens = token.opening is not Opening.NONE or (left is not None and left.folded in _BESIDE_PEOPLE)
    named = len(after.text) > _SHORTEST - 1 and not after.facts & (is_.PLAIN | is_.FIRST | is_.PLACE | is_.ANNOUNCES)
    return opens and named and token.folded in _PLAIN_LETTERS


def _is_surname(reading: Reading, infix: str, surname: str) -> bool:
    """A listed surname with this infix, or a word that is no ordinary Dutch."""
    facts = reading.words.facts(surname)
    if facts & (is_.ORG_TYPE | is_.RELATIVE | is_.ROLE):
        return False
    if not facts & is_.PLAIN:
        return True
    forms = _FROM if infix.replace(" ", "").replace("/", "") in ("vd", "vdr") else _LONG_INFIXES.get(infix, (infix,))
    return any(f"{form} {surname}" in reading.words.surnames_with_infix for form in forms)
