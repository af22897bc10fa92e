"""What hurried notes in telegram style do to names: 'd slaapt', 'fab' for Fabian, 'v/d weerd', 'oudegr. 140'."""

import re
from collections.abc import Iterator

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise import people_cues as cues
from thuisplan_desktop.anonymise.cues import a_set
from thuisplan_desktop.anonymise.finders.clues import FIELD_ENDS, WORD_ENDS
from thuisplan_desktop.anonymise.finders.housenumbers import HOUSE_NUMBER
from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.tokens import Opening, Token
from thuisplan_desktop.anonymise.watched import Watched, WatchedSmall
from thuisplan_desktop.anonymise.words import fold

_ALONE_BEFORE = frozenset((" ", ", ", "\n", ". ", " (", "? ", "! ", "\n- ", ": "))
# A letter that is short for an ordinary word: 'd school', 'n keer', 'm over', 'x' for times.
_SHORT_WORDS = frozenset("adehkmnoprstuvxz")
_DOING = cues.DEEDS | a_set("""
    zou bleef staat stond ligt lag liep werkt werkte geeft gaf woonde zwijgt zweeg at wil speelt
""")


def find(reading: Reading) -> Iterator[Span]:
    """Letters for the pupil, call names cut short, infixes with a slash, shortened streets, signs inside names."""
    yield from _letters(reading)
    yield from _cut_short(reading)
    text = reading.text
    if "/" in text and "v/d" in text:
        yield from _slashed(reading)
    yield from _behind_kinds(reading)
    if "(" in text:
        yield from _before_kinds(reading)
    yield from _at_work(reading)
    if "&" in text and " & " in text:
        yield from _ampersands(reading)
    if "!" in text and _TIED_SIGN.search(text):
        for m in _EXCLAIMED.finditer(text):
            yield from _unless_common(reading, m, Kind.ORG, "naam met een uitroepteken erin")
    if any(map(text.__contains__, _SCHOOLS)):
        yield from _dotted_schools(reading)
    if "OC v" in text:
        for m in _TRAINING.finditer(text):
            yield Span(m.start(), m.end(), Kind.ORG, "naam na een soort school", 0.8)
    if reading.runs:
        yield from _short_streets(reading)
        yield from _with_phone(reading)
        yield from _boats(reading)


def _letters(reading: Reading) -> Iterator[Span]:
    """'zit g tot 2u', 'waar d slaapt': the pupil's first letter alone, by a writer who leaves capitals out."""
    if not reading.lower_style:
        return
    for i in reading.short:
        token = reading.tokens[i]
        own = token.folded in reading.book.pupil_letters and not token.capital
        if own and _stands_alone(reading, i, token):
            yield Span(token.start, token.end, Kind.PERSON, "voorletter van de leerling", 0.5)


def _stands_alone(reading: Reading, i: int, token: Token) -> bool:
    left, after = reading.around[i - 1], reading.around[i + 1]
    behind = reading.text[token.end : token.end + 1]
    if token.gap not in _ALONE_BEFORE or behind not in WORD_ENDS or len(token.text) > 1:
        return False
    if reading.text[token.end : token.end + 2].strip()[-1:].isdigit() or (
        left and token.gap == " " and left.facts & is_.COUNTED
    ):
        return False
    if token.folded in _SHORT_WORDS:
        return behind == " " and after is not None and after.gap == " " and after.folded in _DOING
    return behind != "." and (after is None or len(after.text) > 1)


_AMONG = a_set("m met bij v van tegen voor en aan + door via dat als of want")
_SHORTEST = 3  # letters of a name cut short without a capital
_NO_SHORT = is_.ANNOUNCES | is_.MONTH | is_.ORG_TYPE


def _cut_short(reading: Reading) -> Iterator[Span]:
    """'alleen m fab' of Fabian, 'Tris: mag kiezen' of Tristan: the start of a known first name."""
    names = reading.book.names
    for i in reading.own:
        token = reading.tokens[i]
        if token.folded not in names.cut_short or token.folded in names.owners or token.facts & _NO_SHORT:
            continue
        if _is_called(reading, i, token):
            yield Span(token.start, token.end, Kind.PERSON, "begin van een naam uit het register", 0.6)


def _is_called(reading: Reading, i: int, token: Token) -> bool:
    behind = reading.text[token.end : token.end + 1]
    if token.capital:
        plain = token.facts & (is_.COMMON | is_.FUNCTION | is_.HARMLESS)
        return not plain or token.opening is Opening.NONE or (behind == ":" and not token.facts & is_.FUNCTION)
    if not reading.lower_style or token.facts & (is_.FUNCTION | is_.VERB | is_.HARMLESS) or len(token.text) < _SHORTEST:
        return False
    left = reading.near(i, i - 1)
    return not token.facts & is_.COMMON or (left is not None and left.folded in _AMONG)


_SLASHED = re.compile(r"(?<!\w)v/d ([^\W\d_]{3,30}(?:-[^\W\d_]{2,30})?)")


def _slashed(reading: Reading) -> Iterator[Span]:
    """'gerben v/d weerd': behind a first name or a title, or before a capital."""
    for m in _SLASHED.finditer(reading.text):
        left = reading.around[reading.after(m.start()) - 1]
        first = left is not None and left.facts & is_.FIRST and not left.facts & is_.FUNCTION
        titled = left is not None and left.facts & (is_.TITLE | is_.ROLE) and not left.facts & is_.RELATIVE
        surname = reading.words.facts(fold(m[1])) & is_.SURNAME
        if left is not None and first and left.end == m.start() - 1:
            yield Span(left.start, m.end(), Kind.PERSON, "voornaam, tussenvoegsel en achternaam", 0.7)
        elif surname and (titled or m[1][0].isupper()):
            yield Span(m.start(), m.end(), Kind.PERSON, "achternaam na een tussenvoegsel", 0.6)


_AMPERSAND = re.compile(r"(?<!\w)([^\W\d_]{2,30}) & ([^\W\d_]{2,30})(?!\w)")
_AT_FIRMS = a_set("bij via naar nr")
_OF_FIRMS = a_set("bij via van naar namens door contactpersoon")
_PARTNERS = a_set("zn zonen zoon zoons dochters co partners")


def _around(text: str, sign: str, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """What a pattern finds around each place of a sign: much faster than a look at every word."""
    at = text.find(sign)
    while at != -1:
        yield from pattern.finditer(text, max(0, at - _LONGEST_WORD), at + _LONGEST_WORD + len(sign))
        at = text.find(sign, at + 1)


_LONGEST_WORD = 30


def _ampersands(reading: Reading) -> Iterator[Span]:
    """'schoonmaakbedrijf helder & zn', 'groep jong & out': a firm, or what stands behind a kind of organisation."""
    for m in _around(reading.text, " & ", _AMPERSAND):
        left = reading.around[reading.after(m.start()) - 1]
        kind = left is not None and left.facts & (is_.ORG_TYPE | is_.ORG_END) and left.end == m.start() - 1
        at = left is not None and left.folded in _AT_FIRMS and left.end == m.start() - 1 and reading.lower_style
        listed = [reading.words.facts(fold(word)) for word in m.groups()]
        owners = m[0].istitle() and left is not None and left.folded in _OF_FIRMS and left.end == m.start() - 1
        if owners and all(f & is_.SURNAME and not f & (is_.HARMLESS | is_.FUNCTION) for f in listed):
            yield Span(m.start(), m.end(), Kind.ORG, "twee namen met een en-teken", 0.6)
        people = any(reading.words.facts(fold(word)) & (is_.ANNOUNCES | is_.FUNCTION) for word in m.groups())
        if kind or fold(m[2]) in _PARTNERS or (at and not people):
            yield Span(m.start(), m.end(), Kind.ORG, "naam met een en-teken", 0.7)


_TIED_SIGN = re.compile(r"![^\W\d_]")
_EXCLAIMED = re.compile(
    r"(?<=[ (])![a-z][a-z-]{2,30}(?!\w)|(?<!\w)[^\W\d_]{2,20}![^\W\d_]{2,20}(?!\w)"
)  # 'Piter Jelles !mpulse'
_SCHOOLS = (".college", ".school", ".lyceum", ".academie")
_DOT_SCHOOL = re.compile(r"(?<![\w@./])[A-Z][\w-]{2,30}\.(?:college|school|lyceum|academie)(?![\w./@])")


def _unless_common(reading: Reading, m: re.Match[str], kind: Kind, reason: str) -> Iterator[Span]:
    if not reading.words.is_common(fold(m[0].strip("!"))):
        yield Span(m.start(), m.end(), kind, reason, 0.6)


def _dotted_schools(reading: Reading) -> Iterator[Span]:
    """'Zone.college': a school with a dot in its name."""
    for start, end, _, _ in reading.odd:
        for m in _DOT_SCHOOL.finditer(reading.text, start, end):
            yield Span(m.start(), m.end(), Kind.ORG, "school met een punt in haar naam", 0.8)


_SHORT_STREETS = ("gr", "str", "ln", "wg", "pl", "pln", "sgl", "sngl", "kd", "dr", "hf", "dk")
_DOT_NUMBER = re.compile(rf"\.?[ ]?{HOUSE_NUMBER}")
_LEAST, _LEAST_UNDOTTED = 5, 7  # letters of a shortened street with a dot and without: 'mathenesserpl 61'
_NO_PLACES = ("leerpl", "werkpl", "zorgpl", "kostenpl", "stagepl", "schoolpl", "lespl", "stappenpl", "hulppl")


def _short_streets(reading: Reading) -> Iterator[Span]:
    """'oudegr. 140': a street that ends in a dot, with its number."""
    for _, i, between in reading.before_numbers:
        if between not in (".", ". ", " "):
            continue
        token = reading.tokens[i]
        if len(token.text) < (_LEAST_UNDOTTED if between == " " else _LEAST):
            continue
        plain = token.facts & (is_.COMMON | is_.NAME | is_.COUNTED) or token.folded in _NO_PLACES
        if plain or not token.folded.endswith(_SHORT_STREETS):
            continue
        if m := _DOT_NUMBER.match(reading.text, token.end):
            yield Span(token.start, m.end(), Kind.ADDRESS, "afgekorte straat met huisnummer", 0.7)


_NAMED_BEFORE = re.compile(
    r": ((?:[^\W\d_]{2,20} ){0,2}[^\W\d_]{3,30})[,:]? ?$"
)  # 'regelen: zorgeloos kraam, 0566-601122'
_PHONE_START = re.compile(r"0\d{1,3}[ -]?\d{2,8}")
_NO_PART = (
    is_.ANNOUNCES | is_.FUNCTION | is_.HARMLESS | is_.VERB | is_.CALL_CUE | is_.NUMBER_CUE | is_.MONTH | is_.ORG_TYPE
)


def _with_phone(reading: Reading) -> Iterator[Span]:
    """Words that fill the field right before a telephone number say whose it is, where capitals are left out."""
    if not reading.lower_style:
        return
    for at in reading.runs:
        if not _PHONE_START.match(reading.text, at):
            continue
        m = _NAMED_BEFORE.search(reading.text, max(0, at - 64), at)
        words = m[1].split() if m else []
        if m and words and not any(reading.words.facts(fold(word)) & _NO_PART for word in words):
            yield Span(m.start(1), m.end(1), Kind.ORG, "wie er bij een telefoonnummer staat", 0.4)
        yield from _surname_with_phone(reading, at)


def _surname_with_phone(reading: Reading, at: int) -> Iterator[Span]:
    """'wesley kers 0344 637 200': a surname that is a word as well, between a first name and a number."""
    i = reading.after(at) - 1
    token, first = reading.around[i], reading.near(i, i - 1)
    if token is None or first is None or reading.text[token.end : at] not in (" ", ", ", ": "):
        return
    named = first.facts & is_.FIRST and not first.facts & is_.COMMON and token.gap == " "
    if named and token.facts & is_.SURNAME and not token.facts & _NO_PART:
        yield Span(token.start, token.end, Kind.PERSON, "achternaam met een telefoonnummer", 0.6)


_TRAINING = re.compile(r"(?<!\w)(?:ROC|AOC) (?:van|v|vd|v\.)[ ](?:(?:de|het) )?[A-ZÀ-Þ][\w-]{2,30}")  # 'ROC v Twente'


_BRACKETED = re.compile(r" \(([A-ZÀ-Þ][\w'’&-]{2,30}(?: [A-ZÀ-Þ][\w'’&-]{2,30}){0,2})\)")
_TWO_WORDS = re.compile(r" ([^\W\d_]{3,20}) ([^\W\d_]{3,20})(?=[,;.)\n]|$)")
_HOUSES = a_set("villa huize kasteel landgoed hoeve stichting")
_KINDS = a_set("""
    restaurant cafe hotel eethuis pizzeria snackbar toko stichting kapsalon bakkerij slagerij garage manege stal
    sportschool boksschool dansschool ruilwinkel kringloopwinkel camping atelier studio firma
""")


def _behind_kinds(reading: Reading) -> Iterator[Span]:
    """'de kliniek (Co-eur)', 'restaurant lotus garden', 'villa pinedo': what a kind of place is called."""
    for i in reading.with_any(is_.ORG_TYPE, is_.ORG_END, is_.HEAD):
        token, after = reading.tokens[i], reading.around[i + 1]
        bracketed = after is not None and after.gap == " (" and after.capital
        if bracketed and (m := _BRACKETED.match(reading.text, token.end)) and not _is_harmless(reading, m[1]):
            yield Span(m.start(1), m.end(1), Kind.ORG, "naam tussen haakjes na een soort organisatie", 0.6)
        if after is None or token.capital or after.capital or not reading.lower_style:
            continue
        if token.folded in _HOUSES and after.gap == " " and len(after.text) > 2 and not after.facts & is_.COMMON:
            yield Span(token.start, after.end, Kind.ORG, "naam na een soort huis", 0.5)
        m = _TWO_WORDS.match(reading.text, token.end) if token.folded in _KINDS else None
        if m and not any(reading.words.facts(fold(word)) & _NO_PART for word in m.groups()):
            yield Span(m.start(1), m.end(2), Kind.ORG, "woorden na een soort bedrijf of plek", 0.5)


_KINDS_BEHIND = Watched(
    a_set("""
    kerk moskee school basisschool opvang bso werk werkgever stage sportclub voetbal club zorg hulpverlening bijbaan
    jeugdhulp manege stagebedrijf sport kinderopvang vso sbo
""")
)


def _before_kinds(reading: Reading) -> Iterator[Span]:
    """'naar de ark (kerk)', 'bij lunet (jeugdhulp)': what it is, in brackets behind its name."""
    for i in reading.where[_KINDS_BEHIND]:
        closed = reading.text[reading.tokens[i].end : reading.tokens[i].end + 1] == ")"
        if not closed or reading.gaps[i] != " (" or not i:
            continue
        named, article = reading.tokens[i - 1], reading.near(i - 1, i - 2)
        if len(named.text) > 2 and not named.facts & (_NO_PART & ~is_.ORG_TYPE):
            the = article is not None and article.folded in ("de", "het") and named.gap == " "
            start = article.start if article is not None and the else named.start
            yield Span(start, named.end, Kind.ORG, "naam voor een soort organisatie tussen haakjes", 0.5)


def _is_harmless(reading: Reading, name: str) -> bool:
    plain = is_.HARMLESS | is_.FUNCTION | is_.ANNOUNCES | is_.PLACE | is_.FIRST
    return any(reading.words.facts(fold(word)) & plain for word in name.split())


_SITS = a_set("zit zat zitten zaten start gestart ingeschreven aangemeld student studeert")


def _at_listed_school(reading: Reading) -> Iterator[Span]:
    """'zit op summa,': a word that opens the name of a listed school, where somebody goes to school."""
    for i in reading.where_small[_ON]:
        after = reading.near(i + 1, i + 1)
        if after is None or not after.facts & is_.LISTS or not after.facts & is_.SURNAME or after.facts & _NO_PART:
            continue
        sits = reading.near(i, i - 1)
        if sits is not None and sits.folded in _SITS and reading.text[after.end : after.end + 1] in FIELD_ENDS:
            yield Span(after.start, after.end, Kind.ORG, "school uit de lijst in kleine letters", 0.4)


_CARED = re.compile(
    r"(?<!\w)via ((?:zorg|hulp|werk|thuis|samen) (?:om|voor|op|in|aan) [^\W\d_]{3,20}(?: en [^\W\d_]{3,20})?)"
    r"(?=[,;.)\n]|$)"
)
_ON, _OF, _HOSPITAL = WatchedSmall(("op",)), WatchedSmall(("v",)), WatchedSmall(("ziekenhuis",))
_NO_DONOR = _NO_PART | is_.PLACE | is_.STREET_OPENING


def _at_work(reading: Reading) -> Iterator[Span]:
    """'in scheper ziekenhuis', 'via zorg om boer en tuinder', 'brouwer v berechja', where capitals are left out."""
    if not reading.lower_style:
        return
    if "via " in reading.text:
        for m in _CARED.finditer(reading.text):
            yield Span(m.start(1), m.end(1), Kind.ORG, "gewone woorden achter 'via'", 0.5)
    yield from _at_listed_school(reading)
    for i in reading.where_small[_HOSPITAL]:
        left = reading.near(i, i - 1)
        if left is not None and left.facts & is_.SURNAME and not left.facts & _NO_DONOR:
            yield Span(left.start, left.end, Kind.ORG, "naam voor 'ziekenhuis'", 0.5)
    for i in reading.where_small[_OF]:
        left, after = reading.near(i, i - 1), reading.near(i + 1, i + 1)
        opens = left is not None and left.facts & is_.BARE_SURNAME and left.opening is not Opening.NONE
        if opens and left is not None and after is not None and not after.facts & is_.PLAIN:
            yield Span(left.start, left.end, Kind.PERSON, "achternaam met waar iemand werkt", 0.5)


# The letters of ports on fishing boats (Visserijregister): 'UK 227', 'SCH 24'.
_BOAT = re.compile(r"(?<!\w)(?:UK|SCH|KW|GO|ARM|TX|HD|WR|YE|TH|VLI|LO|ZK|BR|EH|DZ|WL|OL|HK)[ -]?\d{1,3}(?![\w:])")
_AT_SEA = re.compile(r"\b(?:zee|kotter|schip|boot|visserij|vist|vaart|vaar|schipper|garnalen)\b", re.IGNORECASE)
_SEA = Watched(a_set("zee kotter schip boot visserij vist vaart vaar schipper garnalen"))  # as in the expression above
_SEA_WITHIN = 60


def _boats(reading: Reading) -> Iterator[Span]:
    """The number of a fishing boat leads to its skipper."""
    if not reading.where[_SEA]:
        return
    for m in _BOAT.finditer(reading.text):
        if _AT_SEA.search(reading.text, max(0, m.start() - _SEA_WITHIN), m.end() + _SEA_WITHIN):
            yield Span(m.start(), m.end(), Kind.ID, "nummer van een schip", 0.7)
