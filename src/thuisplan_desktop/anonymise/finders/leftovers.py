"""What the other finders leave beside what they found, or cut in two: letters, numbers, months in other spellings."""

import re
from collections.abc import Iterator, Sequence

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise.cues import a_phrase_set, a_set, one_of
from thuisplan_desktop.anonymise.finders import small_initials
from thuisplan_desktop.anonymise.finders.housenumbers import HOUSE_NUMBER
from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.spelling import is_near
from thuisplan_desktop.anonymise.tokens import Token

_UNKNOWN = is_.PLAIN | is_.ANNOUNCES | is_.NUMBER_CUE | is_.CALL_CUE | is_.MONTH | is_.COUNTED | is_.OPENS_INFIX


def find(reading: Reading) -> Iterator[Span]:
    """What needs no other finding: months, streets with dots, names between words, towns that are words."""
    places = reading.places
    if reading.runs:
        yield from _odd_months(reading)
        yield from _dotted_streets(reading)
        yield from _two_part_streets(reading)
    if _SMALL_NAMES & places.keys():
        yield from _asked_to_come(reading)
    yield from _pairs(reading)
    if reading.lower_style:
        yield from _small_towns(reading)
        yield from _letters_for_people(reading)
    yield from _abroad(reading)


def beside(reading: Reading, found: Sequence[Span]) -> Iterator[Span]:
    """What stands right beside a finding and belongs to it."""
    text = reading.text
    for span in found:
        behind = text[span.end : span.end + 2]
        if span.kind is Kind.PERSON:
            if behind == " (":
                yield from _in_brackets(reading, span)
            elif behind[:1] == " " and reading.lower_style and behind[1:].islower():
                yield from _letters_behind(reading, span)
        elif span.kind is Kind.ADDRESS and text[span.start - 1 : span.start] == " ":
            yield from _street_head(text, span)
    yield from _other_numbers(reading, [span for span in found if span.kind is Kind.ADDRESS])


# Months in Frisian and the languages of families; Dutch ones with a slip are found by their distance.
_MONTHS = a_set("""
    jannewaris febrewaris maaie septimber novimber desimber januar februar dezember janvier fevrier mars avril juin
    juillet aout septembre octobre novembre decembre enero febrero marzo abril mayo junio julio agosto septiembre
    octubre noviembre diciembre ocak subat mart nisan mayis haziran temmuz agustos eylul ekim kasim aralik styczen
    stycznia lutego marca kwietnia maja czerwca lipca sierpnia wrzesnia pazdziernika listopada grudnia yanuari
    yanuario febrüari aprel yuni yuli ougustus sepetember desember desèmber meert mert okt0ber
""")
_DUTCH_MONTHS = ("januari", "februari", "maart", "april", "juni", "juli", "augustus", "september", "oktober", "november",
                 "december", "jannewaris", "febrewaris")  # fmt: skip
_LEAST_OF_MONTH = 5
_DAYS_BEFORE = re.compile(r"(?<![\w.,:/-])\d{1,2}(?:(?:ste|de|e)?(?:[ ]?(?:en|of|t/m|tot|-|/|,)[ ]?\d{1,2})*)(?:ste|de|e)?\.?[ ]$")
_YEAR_BEHIND = re.compile(r" (?:20\d\d|['’]\d\d)(?!\d)")
_FIRST_LETTERS = frozenset("jfmasond")


def _odd_months(reading: Reading) -> Iterator[Span]:
    """'2 desimber', '3 febuari', '5 ekim': a day and a month in another spelling or language."""
    text = reading.text
    for _, end in reading.numbers:
        if not (text[end : end + 1] == " " and text[end + 1 : end + 2].isalpha()):
            continue
        token = reading.tokens[reading.after(end)]
        if not _is_month(token):
            continue
        days = _DAYS_BEFORE.search(text, max(0, end - 16), token.start)
        if days:
            year = _YEAR_BEHIND.match(text, token.end)
            yield Span(days.start(), year.end() if year else token.end, Kind.DATE, "datum", 0.7)


def _is_month(token: Token) -> bool:
    word = token.folded
    if token.facts & is_.MONTH or (token.facts & is_.PLAIN and word not in _MONTHS):
        return False
    if word in _MONTHS:
        return True
    long = len(word) >= _LEAST_OF_MONTH and word[0] in _FIRST_LETTERS
    return long and any(is_near(word, month) for month in _DUTCH_MONTHS)


_ENDS = one_of("laan ln straat str weg wg plein pl pln dreef kade kd singel sgl gracht gr hof hf dijk dk pad steeg park")
_DOTTED = re.compile(rf"(?<![\w.@])(?:[^\W\d_]{{1,15}}\.){{1,4}}[^\W\d_]{{0,25}}?{_ENDS}\.?[ ]?{HOUSE_NUMBER}", re.IGNORECASE)


def _dotted_streets(reading: Reading) -> Iterator[Span]:
    """'Beijerl.laan 90c', 'Kon.Emmastr. 4': a street whose first word is cut short."""
    for start, end in reading.odd:
        if reading.text.find(".", start, end - 1) != -1 and reading.has_number(end, end + 2):
            for m in _DOTTED.finditer(reading.text, start, end + 12):
                yield Span(m.start(), m.end(), Kind.ADDRESS, "afgekorte straat met huisnummer", 0.7)


_CUT_STREETS = a_set("gr str ln wg pl pln sgl kd hf dk dr")
_DOT_NUMBER = re.compile(rf"\.?[ ]{HOUSE_NUMBER}")


def _two_part_streets(reading: Reading) -> Iterator[Span]:
    """'Oude Gr. 14', 'nieuwe str. 3'."""
    for i in (i for end in _CUT_STREETS & reading.places.keys() for i in reading.places[end]):
        token, left = reading.tokens[i], reading.near(i, i - 1)
        if left is None or not left.facts & is_.STREET_OPENING or left.facts & (is_.INFIX | is_.TITLE):
            continue
        if m := _DOT_NUMBER.match(reading.text, token.end):
            yield Span(left.start, m.end(), Kind.ADDRESS, "afgekorte straat met huisnummer", 0.7)


_SMALL_NAMES = a_set("wil max merel storm roos")
_INVERTED = a_set("wil kan mag moet zal zou gaat komt laat vraagt belt heeft is was had kon mocht moest ging kwam wilde")


def _asked_to_come(reading: Reading) -> Iterator[Span]:
    """'wil juf wil nog langsgaan': the verb stands before the title, so the word behind it is the name."""
    for i in reading.places.get("wil", ()):
        title, verb = reading.near(i, i - 1), reading.near(i - 1, i - 2)
        if title is None or verb is None or not title.facts & (is_.TITLE | is_.RELATIVE) or verb.folded not in _INVERTED:
            continue
        token = reading.tokens[i]
        if reading.gap(i) == reading.gap(i - 1) == " ":
            yield Span(token.start, token.end, Kind.PERSON, "naam na een aanspreektitel", 0.6)


_PAIRING = a_set("en of")
_BETWEEN = a_set("naast tussen met bij van tegen voor zonder achter door aan via")
_NO_PAIR = is_.FUNCTION | is_.VERB | is_.ANNOUNCES | is_.ORG_TYPE


def _pairs(reading: Reading) -> Iterator[Span]:
    """'niet naast max of merel': two words that are first names as well, behind a preposition and without an article."""
    for i in (i for tie in _PAIRING & reading.places.keys() for i in reading.places[tie]):
        before, first, second = reading.token(i - 2), reading.near(i, i - 1), reading.near(i + 1, i + 1)
        if before is None or first is None or second is None or before.folded not in _BETWEEN or i < 2:
            continue
        both = first.facts & second.facts & is_.FIRST and not (first.facts | second.facts) & _NO_PAIR
        if both and (first.facts | second.facts) & is_.BARE_NAME and first.gap == " ":
            for token in (first, second):
                yield Span(token.start, token.end, Kind.PERSON, "voornaam die ook een gewoon woord is", 0.5)


_TOWARDS = a_set("in uit naar richting vanuit te")
_NO_TOWN = is_.FUNCTION | is_.VERB | is_.ANNOUNCES | is_.HARMLESS | is_.MONTH
_WORDS = a_set("halen zetten winkel huizen school werk bed rust dorp water kamp dam wal berg zee hoek")
_BEHIND_TOWN = frozenset(("", ",", ".", ";", ")", "\n", "?", "!"))


def _small_towns(reading: Reading) -> Iterator[Span]:
    """'zorgboerderij in asten,': a town that is an ordinary word, straight behind 'in' or 'naar'."""
    for i in (i + 1 for word in _TOWARDS & reading.places.keys() for i in reading.places[word]):
        token = reading.near(i, i)
        if token is None or not token.facts & is_.PLACE or token.facts & _NO_TOWN or token.gap != " ":
            continue
        if not token.capital and token.folded not in _WORDS:
            yield Span(token.start, token.end, Kind.PLACE, "plaats die ook een gewoon woord is", 0.4)


_WITH = a_set("met m door aan namens via vraag")


def _letters_for_people(reading: Reading) -> Iterator[Span]:
    """'besproken met jw en rk': two letters that are short for nothing, where somebody is named."""
    for i in (i for word in _WITH & reading.places.keys() for i in reading.places[word]):
        token = reading.near(i + 1, i + 1)
        while token is not None and len(token.text) == _TWO and token.gap == " " and _is_nothing_else(token):
            yield Span(token.start, token.end, Kind.PERSON, "letters voor een naam", 0.4)
            i += 2
            tie, token = reading.token(i), reading.token(i + 1)
            if tie is None or tie.folded not in ("en", "of") or tie.gap != " ":
                break


_TWO = 2
# Abroad, in two words or more, of which one is ordinary or no name by itself.
_ABROAD = a_phrase_set("""
    nw_nickerie new_york los_angeles san_francisco las_palmas lloret_de_mar costa_brava costa_del_sol costa_blanca
    playa_del_ingles santa_cruz santo_domingo san_juan sao_paulo rio_de_janeiro buenos_aires cap_d'agde saint_tropez
    sint_petersburg novi_sad novi_pazar nova_gorica bad_bentheim bad_kreuznach le_havre la_paz el_paso den_pasar
    kuala_lumpur abu_dhabi tel_aviv beit_lahia deir_al-balah khan_younis dar_es_salaam cape_town port_harcourt
    benin_city lago_agrio ciudad_juarez puerto_plata puerto_rico porto_alegre mont_blanc monte_carlo reggio_emilia
    la_spezia palma_de_mallorca jerez_de_la_frontera nieuw_nickerie nieuw_amsterdam sint_maarten sint_eustatius
    st_maarten st_eustatius al_hoceima el_jadida beni_mellal oued_zem sidi_kacem sidi_ifni sidi_slimane ait_melloul
    ain_taoujdate kafr_el-sheikh el_aaiun el_aioun el_ejido santa_rosa santa_maria san_nicolas sint_nicolaas
    noord_macedonie tierra_kora banda_abou banda_abao barber_dorp novy_urengoy krivoj_rog bila_tserkva
""")
_OPENINGS_ABROAD = frozenset(phrase.partition(" ")[0] for phrase in _ABROAD)
_MOST_WORDS = 4
_TIES = a_set("de del della di do da dos das du des la las los le les sur en el")


def _abroad(reading: Reading) -> Iterator[Span]:
    """'nw nickerie', 'Lloret de Mar': towns abroad of more than one word."""
    for i in (i for word in _OPENINGS_ABROAD & reading.places.keys() for i in reading.places[word]):
        said = ""
        for token in reading.tokens[i : i + _MOST_WORDS]:
            if said and token.gap not in (" ", "-"):
                break
            said = f"{said} {token.folded}".lstrip()
            if said in _ABROAD:
                yield Span(reading.tokens[i].start, token.end, Kind.PLACE, "plaats in het buitenland", 0.7)


_ORGANISATION = re.compile(r" \(([A-Z][A-Z&]{1,7})\)")


def _in_brackets(reading: Reading, span: Span) -> Iterator[Span]:
    """'Achmed (MET)': letters in brackets behind a person say where he works, unless they are known in the field."""
    m = _ORGANISATION.match(reading.text, span.end)
    if m is None:
        return
    facts = reading.words.facts(m[1].lower())
    known = facts & (is_.HARMLESS | is_.ANNOUNCES | is_.ORG_TYPE) and not facts & is_.FUNCTION
    if not known and m[1] not in _FIELD:
        yield Span(m.start(1), m.end(1), Kind.ORG, "letters tussen haakjes achter een naam", 0.5)


_FIELD = a_set("NIET WEL NIEUW LET OP NB JA NEE ZIEK WEG OUD")
_LETTERS = re.compile(r" ([a-z]{2,3})(?=[ ,;:)\n]|$)(?![ ]?=)")
_DOTTED_LETTERS = re.compile(r" (?:[a-z]\.){2,3}(?=[ ,;:)\n]|$)")
_SHORT_WORDS = a_set("""
    jl sr jr zn vh wr kl nie akk niv uut and has did see my for you by the she his her who was got are not can let
    uur hzn vzm afw ged ext tel mob nwe vgs hfd kls lok inf gez eig oud gem rap verz bel zkh mbt zie xx vrz ouw mtr
    onb ong hat wel bez gev avs omt ism tvv rgm mrg vrm mdg vmd mid avd ivm nmd gst kan gel gew hvk wkn dgn acc cam
    em um us hy un ni mog mei
""")


def _letters_behind(reading: Reading, span: Span) -> Iterator[Span]:
    """'sanne vdv', 'amira bz', 'bo d.w.': letters for a surname right behind a first name."""
    i = reading.after(span.start)
    first = reading.tokens[i] if i < len(reading.tokens) else None
    if first is None or first.end != span.end or not first.facts & is_.FIRST:
        return
    if (m := _DOTTED_LETTERS.match(reading.text, span.end)) and not small_initials.is_short(m[0]):
        yield Span(m.start() + 1, m.end(), Kind.PERSON, "letters achter een voornaam", 0.5)
    elif m := _LETTERS.match(reading.text, span.end):
        token = reading.token(i + 1)
        if token is not None and token.end == m.end() and _is_nothing_else(token):
            yield Span(token.start, token.end, Kind.PERSON, "letters achter een voornaam", 0.5)


def _is_nothing_else(token: Token) -> bool:
    """Letters that are no word, no abbreviation of the field and no small part of a name."""
    if token.capital or token.facts & (_UNKNOWN | is_.ENGLISH | is_.LISTED):
        return False
    return token.folded not in _SHORT_WORDS and not small_initials.is_short(token.folded)


_HEAD = re.compile(r"(?<![\w.'’])(?:(?:[A-Za-z]\.? )?(?:v\.?[ ]?d\.?r?|v/d|v)\.? |(?:[A-Za-z]\.){1,3} ?)$")
_NO_HEAD = re.compile(r"\d[ ]$")


def _street_head(text: str, span: Span) -> Iterator[Span]:
    """'v Hertumweg 5', 'vd boschstr 88': what the name of a street opens with, cut short."""
    m = _HEAD.search(text, max(0, span.start - 10), span.start)
    if m and text[span.start].isalpha() and not _NO_HEAD.search(text, 0, m.start()):
        yield Span(m.start(), span.start, Kind.ADDRESS, "begin van een straatnaam", 0.5)


_NUMBER_OF = re.compile(r"[ \u00a0,](\d{1,4})([ -]?[A-Za-z])?$")
_MEANT = re.compile(
    r"(?:(?:moet|moest|hoort|blijkt|bleek|bedoelt|bedoelde|bedoeld wordt|wordt|wijzigen in|corrigeren naar)"
    r"(?: het| dat| eigenlijk| dus| op| nr\.?| nummer){0,3} |(?:->|→|=>) ?(?:nr\.? |nummer )?)$",
    re.IGNORECASE,
)
_DELIVERED = re.compile(
    r" (?:bezorgd|beland|afgegeven|afgeleverd|aangebeld|terecht|ingegooid|opengedaan|nagevraagd|gebeld bij)\b"
)
_AT_NUMBER = re.compile(r"\b(?:op|bij|van|naar|nr\.?|nummer) $", re.IGNORECASE)
_NOT_COUNTED = re.compile(r"(?![\w%]|[:.,/-]\d|[ ]?(?:uur|u\b|jaar|jr|x\b|keer|km|min|dagen|weken|leerlingen|euro|%))")
_FAR = 100


def _other_numbers(reading: Reading, homes: Sequence[Span]) -> Iterator[Span]:
    """'Moet 205 zijn', 'op 41 bezorgd': a number close to an address that is meant instead of its own."""
    text = reading.text
    numbered = [(home, m[1]) for home in homes if (m := _NUMBER_OF.search(text, home.start, home.end))]
    for at, end in reading.numbers if numbered else ():
        close = [number for home, number in numbered if 0 <= at - home.end <= _FAR]
        if not close or end - at > _LONGEST or not _NOT_COUNTED.match(text, end):
            continue
        meant = _MEANT.search(text, max(0, at - 40), at) and any(len(number) == end - at for number in close)
        delivered = _DELIVERED.match(text, end) and _AT_NUMBER.search(text, max(0, at - 8), at)
        if meant or delivered:
            yield Span(at, end, Kind.ADDRESS, "huisnummer", 0.6)


_LONGEST = 4
