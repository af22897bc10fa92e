"""Addresses, and postcodes with the town behind them."""

import re
from collections.abc import Iterator

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise import people_cues as cues
from thuisplan_desktop.anonymise import signals
from thuisplan_desktop.anonymise.cues import a_set, one_of
from thuisplan_desktop.anonymise.finders import housenumbers
from thuisplan_desktop.anonymise.finders.housenumbers import HOUSE_NUMBER
from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.tokens import Opening, Token
from thuisplan_desktop.anonymise.words import fold

_POSTCODE = re.compile(r"(?<![\w.,/-])[1-9]\d{3}[ \u00a0]?([A-Za-z]{2})(?![\w])")
_POST_BOX = re.compile(r"\b(?:postbus|pb|antwoordnummer|p\.?o\.? ?box)[ .:]{1,3}\d{1,6}\b", re.IGNORECASE)
_NUMBER_AFTER = re.compile(
    rf"[ \u00a0,]{{1,2}}(?:nr\.? |nummer |huisnr\.? |huisnummer |no\.? )?{HOUSE_NUMBER}", re.IGNORECASE
)
_SMALL_STREET = re.compile(rf"[\w'’-]{{4,45}}\.?[ ]{{1,2}}(?:nr\.? )?({HOUSE_NUMBER})", re.IGNORECASE)
# A street cut short, with its dot: 'Wielewaalpl. 46'; schools shorten their subjects in the same way: 'Natuurk. 6'.
_SHORT_STREET = re.compile(
    r"(?<![\w'’-])(?!\w{0,12}(?:natuur|schei|wis|taal|aardrijks|aardr|bouw|heel|genees|gods|techniek)k\.)"
    r"(?!(?:leer|kosten|werk|zorg|school|les|stage|hulp|behandel|stappen|plaatsings)pl\.)"
    rf"(?:[^\W\d_][\w'’-]{{2,40}}(?:pl|str|ln|wg|dr|sgl|gr)|[A-ZÀ-Þ][\w'’-]{{3,40}}k)\.[ ]{HOUSE_NUMBER}",
    re.IGNORECASE,
)
_BERTH = re.compile(
    r"(?:(?i:ligplaats|standplaats|kavel|plek|huisje|bungalow|chalet|stacaravan|hut|kade|flat|portiek|appartement)"
    r"[ ](?:nr\.? )?[a-zA-Z]?\d{1,4}[a-zA-Z]?(?![ ]?(?:hoog|kamer|slaap|etage|verd|jaar|uur|m2|%))"
    r"|(?i:landgoed|woonboot|woonark|ark|ms|schip)\.?[ ][\"'“‘]?(?:[A-Z]\w{1,20}[ ]?){1,3}"
    r"(?:, (?:kade|hut|ligplaats) \d{1,4}){0,3})"
)
_UNITS = one_of("""
    op de en in is te of om aan al an as bv da dd do er eu ga go ha he ho ie ik ja je ka km la li lo ma me mg ml mm mo
    na nu pa po re s' so ze zo uw us wo we wk u
""")
_SMALL_UNIT = re.compile(rf"{_UNITS}$", re.IGNORECASE)


_DIRECTION = r"(?:[- ](?:Oost|West|Noord|Zuid|[OWNZ])(?!\w))?"
_CAPITAL_STREET = re.compile(
    rf"[\w'’-]{{3,45}}\.?{_DIRECTION}[ ]{{1,2}}(?:nr\.? )?{HOUSE_NUMBER}(?:[ ](?:bus|app|apt|kamer|k)\.?[ ]?\d{{1,4}})?"
)
_MORE_STREETS = a_set("markt plein dijk kade haven brink dam singel gracht hof laan plantsoen esch es")
_LABEL = one_of("adres woonadres bezoekadres postadres verblijfadres verblijfplaats wonende ingeschreven_op straat")
_LABELLED = re.compile(
    rf"\b(?i:{_LABEL})\b[ ]?[:=]?[ ](?:is |aan |op |de |het |nog |steeds |nu |te |trouwens ){{0,5}}"
    rf"([A-ZÀ-Þ0-9](?:[\w.'’-]{{0,40}} ){{1,5}}?{HOUSE_NUMBER})"
)
_SMALL_LABELLED = re.compile(
    rf"\b{_LABEL}[ ]?[:=][ ](?!zie|volgt|onbekend|nog|niet|klopt|per|van)"
    rf"((?:[^\W\d][\w.'’-]{{1,40}} ){{1,4}}?{HOUSE_NUMBER})"
    r"(?! (?:jan|feb|mrt|maart|apr|mei|jun|jul|aug|sep|okt|nov|dec))",
    re.IGNORECASE,
)
# Capitals and a number right before a postcode are an address whatever the street is called: 'Klein Frankrijk 19'.
_BEFORE_POSTCODE = re.compile(
    r"(?<!\w)([A-ZÀ-Þ][\w'’.-]{0,30}(?: (?:van|de|der|den|het|'t|op|aan|[A-ZÀ-Þ][\w'’.-]{0,30})){0,5}"
    rf" {HOUSE_NUMBER})"
    r"[ \t]*(?:[,|•·/–-]|\r?\n)?[ \t]*(?=[1-9]\d{3}[ \u00a0]?[A-Z]{2}(?!\w))"
)
_WARD = re.compile(r"(?<!\w)Wijk[ ]\d{1,2}[- ]\d{1,3}[a-z]?(?!\w)")


_BEHIND_POSTCODE = re.compile(
    rf"[ ,]{{1,2}}(?:nr\.? |nummer |huisnr\.? |huisnummer )?({HOUSE_NUMBER})"
    r"(?=[ ]?(?:$|[.,;)\n|]|is|in|te|op)(?!\w\w))",
    re.IGNORECASE,
)
_POSTCODE_DIGITS = 4
_MOST_BEFORE_POSTCODE = 90
_POST_BOXES = a_set("postbus pb antwoordnummer box")


def find(reading: Reading) -> Iterator[Span]:
    """Postcodes, post boxes, streets with a number."""
    yield from _announced(reading)
    if reading.runs:
        yield from housenumbers.of_neighbours(reading)
        yield from _postcodes(reading)
        yield from _streets(reading)
        yield from _shortened(reading)
        yield from _like_streets(reading)
        yield from _small_like_streets(reading)


def _postcodes(reading: Reading) -> Iterator[Span]:
    text = reading.text
    for at, end, _ in reading.numbers:
        if (
            end - at == _POSTCODE_DIGITS
            and (m := _POSTCODE.match(text, at))
            and (m[1].isupper() or not _SMALL_UNIT.match(m[1]))
        ):
            yield Span(at, m.end(), Kind.ADDRESS, "postcode")
            if (number := _BEHIND_POSTCODE.match(text, m.end())) and not _IS_COUNTED.match(text, m.end()):
                yield Span(number.start(1), number.end(1), Kind.ADDRESS, "huisnummer achter een postcode", 0.8)
            for street in _BEFORE_POSTCODE.finditer(text, max(0, at - _MOST_BEFORE_POSTCODE), m.end()):
                yield Span(street.start(1), street.end(1), Kind.ADDRESS, "straat en nummer voor een postcode", 0.9)


def _announced(reading: Reading) -> Iterator[Span]:
    """A post box, an address behind its label, a house number that is called so."""
    text, tokens = reading.text, reading.tokens
    for i in reading.with_any(is_.ADDRESS_CUE, is_.NUMBER_CUE):
        token = tokens[i]
        if token.folded in _POST_BOXES and (m := _POST_BOX.match(text, token.start)):
            yield Span(m.start(), m.end(), Kind.ADDRESS, "postbus")
        if m := _LABELLED.match(text, token.start):
            yield Span(m.start(1), m.end(1), Kind.ADDRESS, "achter het kopje adres", 0.8)
        elif m := _SMALL_LABELLED.match(text, token.start):
            yield Span(m.start(1), m.end(1), Kind.ADDRESS, "achter het kopje adres", 0.7)
        if m := _BERTH.match(text, token.start):
            yield Span(m.start(), m.end(), Kind.ADDRESS, "ligplaats, standplaats of huisje", 0.7)
        yield from housenumbers.of_called(reading, i, token)


def _streets(reading: Reading) -> Iterator[Span]:
    """A street's ending and a number behind it, in capitals or small letters."""
    text = reading.text
    for token in (reading.tokens[i] for i in reading.with_any(is_.STREET_END, is_.BARE_STREET)):
        if not (token.facts & is_.STREET_END or token.folded in _MORE_STREETS) or token.facts & is_.COUNTED:
            if token.folded == "wijk" and (m := _WARD.match(text, token.start)):
                yield Span(m.start(), m.end(), Kind.ADDRESS, "straat met huisnummer", 0.9)
            continue
        if not token.capital and token.facts & is_.LISTED and not token.facts & is_.SURE_STREET:
            continue
        pattern = _CAPITAL_STREET if token.capital else _SMALL_STREET
        if m := pattern.match(text, token.start):
            start = _street_start(reading, m.start()) if token.capital else _small_street_start(text, m.start())
            yield Span(start, m.end(), Kind.ADDRESS, "straat met huisnummer", 0.9)
            yield from housenumbers.instead(text, m.end())


def _shortened(reading: Reading) -> Iterator[Span]:
    """'Wielewaalpl. 46 ipv 44': a street cut short, by a dot and a number."""
    for i in (i for i in _before_numbers(reading, ". ") if not reading.tokens[i].facts & (is_.COUNTED | is_.LISTED)):
        token = reading.tokens[i]
        m = _SHORT_STREET.match(reading.text, token.start)
        if (
            m
            and (token.capital or not token.folded.endswith("k"))
            and not _IS_COUNTED.match(reading.text, token.end + 1)
        ):
            yield Span(_street_start(reading, m.start()), m.end(), Kind.ADDRESS, "straat met huisnummer", 0.9)
            yield from housenumbers.instead(reading.text, m.end())


_MONTHS = one_of(" ".join(signals.MONTHS))
NUMBER_WITHIN = 16  # characters between a street and its number: ' huisnummer '
_LIVES = re.compile(r"adres|woon|wonend|verhui|straat", re.IGNORECASE)
_LIVES_WITHIN = 24
_ON_THE = re.compile(r"\b(?:aan|op) (?:de|het) $")


def with_number(reading: Reading, span: Span, last: Token) -> Iterator[Span]:
    """The house number within `NUMBER_WITHIN` of a span; behind a street's ending also the numbers it is not."""
    street = bool(last.facts & (is_.BARE_STREET | is_.STREET_END))
    street = street or bool(_ON_THE.search(reading.text, max(0, span.start - 8), span.start))
    if street:
        yield from housenumbers.not_but(reading.text, span.end)
    number = _NUMBER_AFTER.match(reading.text, span.end)
    told = _LIVES.search(reading.text, max(0, span.start - _LIVES_WITHIN), span.start)
    person = bool(last.facts & is_.FIRST) and not street and not told
    if number is None or person or last.facts & is_.COUNTED or (span.kind is Kind.ORG and not street):
        return
    counted = _A_DAY.match(reading.text, span.end) or (not street and _IS_COUNTED.match(reading.text, span.end))
    if counted and not (last.facts & is_.SURNAME and not _A_DAY.match(reading.text, span.end)):
        return
    if not street and not told and _IN_CLASS.fullmatch(number[0]) and _opens_with_name(reading, span):
        return  # 'Levi de Nooijer 4b' in a list of a class
    zero = number[0].lstrip(" \u00a0,")[0] == "0"  # no house has such a number: 'Yohannes, 06 ...'
    if zero or ("," in number[0] and not street):
        return
    pair = _PAIR_BEFORE.search(reading.text, max(0, span.start - 24), span.start)
    yield Span(pair.start() if pair else span.start, number.end(), Kind.ADDRESS, "straat met huisnummer", 0.9)
    yield from housenumbers.instead(reading.text, number.end())


_IN_CLASS = re.compile(r" \d[abcdghkmtv]{1,4}")


def _opens_with_name(reading: Reading, span: Span) -> bool:
    return bool(reading.tokens[reading.after(span.start)].facts & is_.FIRST)


_A_DAY = re.compile(rf"[ ,]{{1,2}}\d+(?:e|ste|de)?[ ]{_MONTHS}\b", re.IGNORECASE)  # 'Tilburg, 19 mei'
_PAIR_BEFORE = re.compile(r"(?<!\w)[A-ZÀ-Þ]\w{2,20} en $")
_PAIR = re.compile(r"[A-ZÀ-Þ]\w{2,20} en ")
_STREET_START = re.compile(r"(?:[A-ZÀ-Þ][\w'’]{0,15}\.?[ -]|(?:en|van|de|der|den|v\.?d\.?|te|het|'t) ){1,4}$")


def _street_start(reading: Reading, start: int) -> int:
    """Takes in what a street's name opens with: 'Lange', 'Burg. ', 'Prins', 'Jan van'."""
    m = _STREET_START.search(reading.text, max(0, start - 60), start)
    at = m.start() if m else start
    if m and _PAIR.fullmatch(m[0]):
        return at
    while at < start:
        word = re.match(r"\w+", reading.text[at:start])
        shortened = word is not None and reading.text[at + word.end() : at + word.end() + 1] == "."
        if (
            word
            and word[0][0].isupper()
            and (shortened or reading.words.facts(fold(word[0])) & (is_.STREET_OPENING | is_.FIRST))
        ):
            return at
        at += (word.end() if word else 0) + 1
    return start


_IS_COUNTED = re.compile(
    r"[ ,]{1,2}(?:(?:19|20)\d\d\b"
    r"|\d+(?:-\d+)?(?:e|ste|de)?[ ]?(?:%|x\b|uur|u\b|jaar|jr|maand|week|weken|wk|wkn|dag|keer|maal|min|euro|km|meter"
    "|les|leerlingen|van de|uren|lesuren|ochtend|middag|avond|dagdeel|dagdelen|gesprek|afspra)"
    rf"|\d+(?:e|ste|de)?[ ]{_MONTHS}\b)",
    re.IGNORECASE,
)
_FRACTION = re.compile(r"\d/\d")  # 'RR 95/60', 'Jarig 28/4'
_LIKE_A_STREET = re.compile(
    r"(?<![\w'’-])(?:(?:De|Het|It|'t|’t|Den|Op|Aan|In|[1-9]e|[A-ZÀ-Þ][a-z]{1,8}\.) )?"
    rf"[A-ZÀ-Þ][\w'’-]{{3,40}}[ ]{HOUSE_NUMBER}"
    r"(?=[ ]?(?:$|[.,;:?!)\n\r|/]|te |in |op |bij |of |en |naar |aan |i\.v\.m"
    r"|met |is |was |voor |waar |want |maar |gedaan|langs|samen |omdat ))"
)
# A number no count looks like: of three digits or with a letter.
_BARE_NUMBER = re.compile(
    rf"[ ](?=\d{{3}}|\d{{1,2}}-?[A-Za-z]\b|\d{{1,3}}-\d){HOUSE_NUMBER}(?![ ][a-z]*(?:en|er|s|st)\b)"
)
_DWELT = a_set("naar aan op de het adres woonadres woont huisbezoek logeert")
_TO_AN_ADDRESS = a_set(
    "op aan naar adres woonadres woont straat van bij vanaf in tot te logeeradres is huis verhuist huisbezoek tijdelijk"
)
_NO_STREETS = (
    is_.COUNTED | is_.HARMLESS | is_.MONTH | is_.ANNOUNCES | is_.FUNCTION | is_.FIRST | is_.NUMBER_CUE | is_.CALL_CUE
    | is_.VERB | is_.FEAST
)  # fmt: skip
_NUMBERED_THINGS = a_set("""
    gesprek gesprekken sessie opdracht casus vraag toets bezoek actie ronde niveau onderdeel bespreking verslag thema
    hoofdstuk alinea regel figuur tabel schema rooster bijeenkomst evaluatie huisbezoek poging melding brief mail
    item agendapunt doelen afspraak lokaal aanwezig afwezig uren dagen weken cijfer punten score max minimaal leeftijd
    kopie verzuim kwartaal semester blok domein perron gate tafel rij plaats code pagina cohort formulier model
""")


def _before_numbers(reading: Reading, between: str = " ") -> list[int]:
    """The numbers of the words with only a space, or what is asked for, between them and a number."""
    return [i for _, i, gap in reading.before_numbers if gap == between]


def _is_part_of_street(token: Token) -> bool:
    """A capital before a street's last word, but not the 'Op' or 'Huisbezoek' that opens a sentence."""
    return token.capital and not (token.opening is Opening.HARD and token.folded in _TO_AN_ADDRESS)


def _like_streets(reading: Reading) -> Iterator[Span]:
    """'naar haar huis, Dukaat 44', '(Veldkers 290-3)': a thing with a capital and a number behind a sign or 'op'."""
    text = reading.text
    for i in _before_numbers(reading):
        token = reading.tokens[i]
        if (
            not token.capital
            or len(token.text) < 4
            or token.facts & _NO_STREETS
            or token.folded in _NUMBERED_THINGS
            or token.text.isupper()
        ):
            continue
        at = i
        while at > 0 and _is_part_of_street(reading.tokens[at - 1]) and reading.gaps[at] in (" ", ". "):
            at -= 1
        left, gap = reading.around[at - 1], reading.gaps[at]
        told = left is not None and gap == " " and (left.folded in _TO_AN_ADDRESS or left.folded in ("de", "het"))
        if not (told or any(sign in gap for sign in ",(:–—|\n")):
            continue
        m = _LIKE_A_STREET.search(text, reading.tokens[at].start, min(len(text), token.end + 16))
        bare = _BARE_NUMBER.match(text, token.end) if told and left is not None and left.folded in _DWELT else None
        start = m.start() if m else reading.tokens[at].start
        if m is None and (bare is None or _IN_CLASS.fullmatch(bare[0])):
            continue
        m = m or bare
        fraction = m and _FRACTION.search(m[0]) and not token.facts & is_.STREET_END
        if m and m.end() > token.end and not fraction and not _IS_COUNTED.match(text, token.end):
            yield Span(start, m.end(), Kind.ADDRESS, "een naam met een huisnummer", 0.6)
            yield from housenumbers.instead(text, m.end())


_SHORTEST, _SHORTEST_BARE = 3, 5  # letters of a street behind an article, and without one: 'de eik 340'
_COUNTED_ENDS = ("week", "dag", "uur", "groep", "klas", "jaar", "nummer", "lokaal", "toets", "gesprek", "hulp")
_SMALL_LIKE = re.compile(
    rf"[ ]{HOUSE_NUMBER}(?=[ ]?(?:$|[.,;:)\n\r|/]|te |in |is |bij |met |en |boven|luik|achter|maar |waar |niemand))",
    re.IGNORECASE,
)
_DWELLING = a_set("""
    op aan naar nr adres woont woon wonen woonadres straat logeert logeren verhuisd verhuist huisbezoek logeeradres
""")


def _small_like_streets(reading: Reading) -> Iterator[Span]:
    """'bij tante ria, akkerwinde 12', 'huisbezoek de schakel 193a': by a writer who leaves capitals out."""
    text = reading.text
    for i in _before_numbers(reading):
        token = reading.tokens[i]
        if token.capital or len(token.text) < _SHORTEST or token.folded.endswith(_COUNTED_ENDS):
            continue
        if token.facts & _NO_STREETS or token.folded in _NUMBERED_THINGS or _IS_COUNTED.match(text, token.end):
            continue
        left = reading.around[i - 1]
        first = i - 1 if left is not None and left.folded in ("de", "het", "t") and token.gap == " " else i
        if first == i and len(token.text) < _SHORTEST_BARE:
            continue
        m = _SMALL_LIKE.match(text, token.end)
        if m and "-0" not in m[0] and (_told_before(reading, first) or _listed_before(reading, token)):
            yield Span(reading.tokens[first].start, m.end(), Kind.ADDRESS, "een woord met een huisnummer", 0.5)


def _told_before(reading: Reading, i: int) -> bool:
    """'op', 'naar' or 'adres:' before word i."""
    opens = reading.around[i - 1]
    if opens is not None and opens.folded in ("nu", "weer", "tijdelijk", "nog", "inmiddels") and reading.gaps[i] == " ":
        opens, i = reading.around[i - 2], i - 1  # 'woont nu zonnedauw 14'
    return opens is not None and reading.gaps[i] in (" ", ": ") and opens.folded in _DWELLING


def _listed_before(reading: Reading, token: Token) -> bool:
    """A sign before it, or a kind of street that opens a line: 'kade 3 - niemand thuis'."""
    opens = token.opening is Opening.HARD and token.facts & (is_.BARE_STREET | is_.SURE_STREET)
    return reading.lower_style and (bool(opens) or any(sign in token.gap for sign in ",(:–—"))


_WORD_BEFORE = re.compile(r"(\w{1,14})\.?[ ]$")


def _small_street_start(text: str, start: int) -> int:
    """Takes in 'joh. ' or 'lange ' before a street in small letters."""
    m = _WORD_BEFORE.search(text, max(0, start - 16), start)
    opens = m is not None and fold(m[1]) in cues.STREET_OPENINGS and m[1] not in ("de", "het", "van", "t")
    return m.start() if m and opens else start
