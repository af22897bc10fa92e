"""What stands right beside a finding and belongs to it: letters of a surname, the head of a street, another number."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise.cues import a_set, one_of
from thuisplan_desktop.anonymise.finders import other_numbers, small_initials
from thuisplan_desktop.anonymise.finders.capitals import ORDINARY
from thuisplan_desktop.anonymise.finders.housenumbers import HOUSE_NUMBER
from thuisplan_desktop.anonymise.findings import ADDRESS, DATE, ORG, PERSON, PLACE
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.spans import Span, in_order
from thuisplan_desktop.anonymise.tokens import Token
from thuisplan_desktop.anonymise.words import fold

_UNKNOWN = is_.PLAIN | is_.ANNOUNCES | is_.NUMBER_CUE | is_.CALL_CUE | is_.MONTH | is_.COUNTED | is_.OPENS_INFIX


def found(reading: Reading, known: Sequence[Span]) -> Iterator[Span]:
    """What stands right beside a finding and belongs to it."""
    known = sorted(known, key=in_order)
    yield from _of_names(reading, known)
    yield from _of_numbers(reading, known)
    yield from _of_neighbours(reading, known)


def _of_names(reading: Reading, known: Sequence[Span]) -> Iterator[Span]:
    text, person, place, day = reading.text, PERSON, PLACE, DATE  # an enum's attribute is slow
    for span in known:
        kind, start, end = span.kind, span.start, span.end
        if kind is person or kind is place:
            if text[end : end + 1] == " " and not text[end + 1 : end + 5].isalpha():
                yield from _behind_name(reading, span)
            before = text[start - 3 : start]
            if before in _INFIX_ENDS or (text[end - 1] == "." and text[end - 2].isupper()):
                yield from _with_initials(text, span)
            if before == "an " and text[start - 8 : start] == " de van ":
                yield replace(span, start=start - 4)  # 'met de van Dixhoorns'
        if text[start] in _THE_OPENS and kind is not day:
            yield from _with_kind(reading, span)


def _of_numbers(reading: Reading, known: Sequence[Span]) -> Iterator[Span]:
    text, day, home = reading.text, DATE, ADDRESS
    homes = [span for span in known if span.kind is home]
    for span in known:
        if span.kind is day and text[span.start - 3 : span.start].endswith(_TIES):
            yield from _days_before(text, span)
    for span in homes:
        if text[span.start - 1 : span.start] == " " and not text[span.start - 6 : span.start - 1].isalpha():
            yield from _street_head(text, span)
    yield from other_numbers.near(reading, homes)


def _of_neighbours(reading: Reading, known: Sequence[Span]) -> Iterator[Span]:
    text = reading.text
    for span, after in pairwise(known):
        if 0 < after.start - span.end < _LONGEST_BY and text[span.end : after.start] in _BY:
            yield from _joined(reading, span, after)
        if span.reason == ORDINARY:
            yield from _tied(text, span, after)
    if known and known[-1].reason == ORDINARY:
        yield from _tied(text, known[-1], None)


_KIND_BEFORE = re.compile(r"(?:\(|, |[a-z] )([A-Z][^\W\d_]{4,25}) $")
_THE_OPENS = frozenset("DH'’")
_THE_NAME = re.compile(r"(?:De|Het|'t|’t) [A-ZÀ-Þ]")


def _with_kind(reading: Reading, span: Span) -> Iterator[Span]:
    """'(ergo, Kinderfysio De Koppel)': what it is, with a capital inside a sentence, before the name."""
    named = _THE_NAME.match(reading.text, span.start)
    m = _KIND_BEFORE.search(reading.text, max(0, span.start - 30), span.start) if named else None
    if m is not None and not reading.words.facts(fold(m[1])) & (is_.ANNOUNCES | is_.FIRST | is_.FUNCTION):
        yield replace(span, start=m.start(1))


def _behind_name(reading: Reading, span: Span) -> Iterator[Span]:
    next_sign = reading.text[span.end + 1 : span.end + 2]
    if next_sign.isdigit():
        yield from _behind_articles(reading.text, span)
        return
    if next_sign == "(":
        yield from _in_brackets(reading, span)
    if reading.lower_style:
        yield from _letters_behind(reading, span)
    if next_sign in _INFIX_STARTS:
        yield from _surname_behind(reading, span)


_INFIX_STARTS = frozenset("vdte")
_INFIXED = re.compile(r" (van de[rn]?|van|vd|vdr|v/d|de|den|der|ter|ten|te|el) ([^\W\d_]{2,20})(?![\w-])")
_SHORT_INFIXES = {"vd": ("van de", "van der", "van den"), "v/d": ("van de", "van der", "van den"), "vdr": ("van der",)}


def _surname_behind(reading: Reading, span: Span) -> Iterator[Span]:
    """'sharon de wind', 'eline vd kamp': a listed surname with its infix behind a small first name."""
    m = _INFIXED.match(reading.text, span.end)
    first = reading.words.facts(fold(reading.text[span.start : span.end]))
    if m is None or not first & is_.FIRST or first & is_.COMMON or reading.text[span.start].isupper():
        return
    if any(f"{infix} {fold(m[2])}" in reading.words.surnames_with_infix for infix in _SHORT_INFIXES.get(m[1], (m[1],))):
        yield replace(span, end=m.end())


# Days before the last one of a list: '5 t/m 8-11', '5, 6 en 7/11'.
_DAYS_BEFORE = re.compile(
    r"(?<![\w.,:/-])(?:\d{1,2}(?:, ?| ?\+ ?))*\d{1,2} ?(?:t/m|tm|tot en met|en|\+|&) ?$"
    r"|(?i:tussen) (\d{1,2}[/.-]\d{1,2}) en $"
)
_TIES = ("en ", "/m ", "tm ", "+ ", "& ", "et ", "/m", "tm")


def _days_before(text: str, span: Span) -> Iterator[Span]:
    if m := _DAYS_BEFORE.search(text, max(0, span.start - 22), span.start):
        yield replace(span, start=m.start(m.lastindex or 0))


_ARTICLED = re.compile(
    r"(?<!\w)(?:(?:Achter|Op|Aan|Onder|Boven|Bij|Voor|Over|Tussen|In|Om|Langs) )?(?:de|het|It|it|De|Het|'t) $"
)
_HOUSE = re.compile(rf" {HOUSE_NUMBER}")


def _behind_articles(text: str, span: Span) -> Iterator[Span]:
    """'de Warren 41', 'Achter de Hoven 16': nobody is called so with an article and a number."""
    article = _ARTICLED.search(text, max(0, span.start - 16), span.start)
    number = _HOUSE.match(text, span.end)
    if article and number and other_numbers.NOT_COUNTED.match(text, number.end()):
        start = article.start() if article[0][0].isupper() else span.start
        yield Span(start, number.end(), ADDRESS, "een naam met een huisnummer", 0.5)


_INFIX_ENDS = frozenset(("in ", "op ", "an ", "it ", "er ", "en ", "te ", "de ", "'t ", "’t ", "ij "))
_INITIALED = re.compile(
    r"(?:[A-Z][a-z]?\.[ ]?){1,5}(?:in|op|aan|van|uit|onder|over|bij|de|ter|ten|te|den|der)(?:[ ]?['’]t| de[nr]?)?[ ]$"
)


_BACK = 30  # characters before a name in which its initials stand
_BEHIND_INITIALS = re.compile(
    r"(?<![\w.])(?:[A-Z][a-z]?\.[ ]?){1,5}(?:op|in|uit|aan|onder|over|bij|van|voor|tot|te)(?: de[nr]?| het|[ ]?['’]t)"
    r" [A-ZÀ-Þ][\w'’-]{1,30}"
)


def _with_initials(text: str, span: Span) -> Iterator[Span]:
    """'P.A.J. in 't Veld', 'J. op de Hoek': initials and infixes right before a surname."""
    if "." in text[span.start + 1 : span.start + 3] and (m := _BEHIND_INITIALS.match(text, span.start)):
        yield replace(span, end=m.end())
    back = span.start - _BACK if span.start > _BACK else 0
    if "." not in text[back : span.start]:
        return
    m = _INITIALED.search(text, back, span.start)
    if m and (text[span.start].isupper() or text[span.start] in "'’"):
        yield replace(span, start=m.start(), kind=PERSON)


_LINKS = re.compile(r" (?:van|voor|zonder|om|by|di|del|for|to|and|&|\+) (?:de |het )?")
_OPENS = re.compile(
    r"(?<=[a-z,] )(?:Aan|Op|In|Met|Samen|Voor|Van|Bij|Onder|Boven|Over|Om|Door|Naar|Uit|Zonder|Tussen|Wij) $"
)


def _tied(text: str, span: Span, other: Span | None) -> Iterator[Span]:
    """'Fietsen van Rob', 'Aan Tafel': small words that tie capitals into the name of a firm."""
    if m := _OPENS.search(text, max(0, span.start - 12), span.start):
        yield Span(m.start(), span.end, ORG, "woorden met hoofdletters die bij elkaar horen", 0.5)
    if other is None or other.start - span.end > _LONGEST_LINK or not text[other.start].isupper():
        return
    if _LINKS.fullmatch(text, span.end, other.start):
        yield Span(span.start, other.end, ORG, "woorden met hoofdletters die bij elkaar horen", 0.5)


_LONGEST_LINK = 12
_LONGEST_BY = 6
_BY = frozenset((" by ", " di ", " del ", ", "))


def _joined(reading: Reading, span: Span, after: Span) -> Iterator[Span]:
    """'Hair by Pet', 'Kaczmarek, Agata': two findings that are one name with what stands between them."""
    text = reading.text
    if text[span.end] != ",":
        if text[span.start].isupper() and text[after.start].isupper():
            yield Span(span.start, after.end, ORG, "woorden met hoofdletters die bij elkaar horen", 0.5)
        return
    both = span.kind is after.kind is PERSON and text[after.end : after.end + 1] != ","
    names = f"{text[span.start : span.end]} {text[after.start : after.end]}"
    if not both or names.count(" ") != 1 or not names.istitle() or "." in names:
        return
    surname, first = (reading.words.facts(fold(name)) for name in names.split(" "))
    if first & is_.FIRST and not surname & is_.FIRST:
        yield Span(span.start, after.end, PERSON, "achternaam met voornaam", 0.7)


_ORGANISATION = re.compile(r" \(([A-Z][A-Z&]{1,7})\)")


def _in_brackets(reading: Reading, span: Span) -> Iterator[Span]:
    """'Achmed (MET)': letters in brackets behind a person say where he works, unless they are known in the field."""
    m = _ORGANISATION.match(reading.text, span.end)
    if m is None:
        return
    facts = reading.words.facts(m[1].lower())
    known = facts & (is_.HARMLESS | is_.ANNOUNCES | is_.ORG_TYPE) and not facts & is_.FUNCTION
    if not known and m[1] not in _FIELD:
        yield Span(m.start(1), m.end(1), ORG, "letters tussen haakjes achter een naam", 0.5)


_FIELD = a_set("SAVE NIET WEL NIEUW LET OP NB JA NEE ZIEK WEG OUD")
_LETTERS = re.compile(r" ([a-z]{2,3})(?=[ ,;:)\n]|$)(?![ ]?=)")
_TIED_LETTERS = re.compile(r" (?:en|of|\+|&) ([a-z]{2})(?=[ ,;:)\n]|$)")
_DOTTED_LETTERS = re.compile(r" (?:[a-z]\.){2,3}(?=[ ,;:)\n]|$)")
_IN_BRACKETS = re.compile(r" \(([a-z])\.?\)")
_SHORT_FORMS = a_set("""
    tav nav ivm mbv oa dmv ed eo ea ca jl sr jr bv nl wv va vm nm om pm am zg zn zsm ns bijv evt mi iig iha ivt iov
    tm ten tzt vv tel vd
""")
_SHORT_WORDS = a_set("""
    jl sr jr zn vh wr kl nie akk niv uut and has did see my for you by the she his her who was got are not can let
    uur hzn vzm afw ged ext tel mob nwe vgs hfd kls lok inf gez eig oud gem rap verz bel zkh mbt zie xx vrz ouw mtr
    onb ong hat wel bez gev avs omt ism tvv rgm mrg vrm mdg vmd mid avd ivm nmd gst kan gel gew hvk wkn dgn acc cam
    em um us hy un ni mog mei volw wisk conc niv rb verz
""")


def _letters_behind(reading: Reading, span: Span) -> Iterator[Span]:
    """'sanne vdv', 'amira bz', 'bo d.w.': letters for a surname right behind a first name."""
    i = reading.after(span.start)
    first = reading.tokens[i] if i < len(reading.tokens) else None
    if first is None or first.end != span.end or not first.facts & is_.FIRST:
        return
    text, end = reading.text, span.end
    if (m := _DOTTED_LETTERS.match(text, end)) and m[0].replace(".", "")[1:] not in _SHORT_FORMS:
        yield Span(span.start, m.end(), PERSON, "letters achter een voornaam", 0.5)
    elif m := _IN_BRACKETS.match(text, end):
        yield Span(m.start(1), m.end(1), PERSON, "letters achter een voornaam", 0.5)
    elif m := (_TIED_LETTERS.match(text, end) or _LETTERS.match(text, end)):
        token = reading.around[reading.after(m.start(1))]
        if token is not None and token.end == m.end() and is_nothing_else(token):
            start = span.start if m.re is _LETTERS else token.start
            yield Span(start, token.end, PERSON, "letters achter een voornaam", 0.5)


def is_nothing_else(token: Token) -> bool:
    """Letters that are no word, no abbreviation of the field and no small part of a name."""
    if token.capital or token.facts & (_UNKNOWN | is_.ENGLISH | is_.LISTED):
        return False
    return token.folded not in _SHORT_WORDS and not small_initials.is_short(token.folded)


_TITLES = """
    jp pc pj jj jm jh jc wa wf burg burgem pres prof dr mgr st gen kon prins past ds mr ir kard adm kap lt weth joh jac
    corn wilh groene rode witte zwarte blauwe gouden hoge lage korte lange gerbr gebr
"""
_HEADS = one_of(_TITLES)
_HEAD_WORDS = a_set(f"{_TITLES} v d vd vdr v/d dr r de den ter ten van")
_HEAD = re.compile(
    rf"(?<![\w.'’])(?:[1-9]e )?(?:{_HEADS}\.? )?(?:(?:[A-Za-z]\.? )?(?:v\.?[ ]?d\.?r?|v/d|v)\.? "
    rf"|(?:[A-Za-z]\.){{1,3}} ?|{_HEADS}\.? |(?<=\n)(?:de|den|ter|ten|van) |(?<=[1-9]e ))$",
    re.IGNORECASE,
)


def _street_head(text: str, span: Span) -> Iterator[Span]:
    """'v Hertumweg 5', 'vd boschstr 88', '2e Oosterparkstr 19': what the name of a street opens with, cut short."""
    word = text[max(0, span.start - 14) : span.start - 1].replace("\n", " ").rpartition(" ")[2]
    if "." not in word and word.lower() not in _HEAD_WORDS and not word[:1].isdigit():
        return
    m = _HEAD.search(text, max(0, span.start - 14), span.start)
    if m and text[span.start].isalpha() and not text[max(0, m.start() - 2) : m.start()].rstrip().isdigit():
        yield replace(span, start=m.start())
