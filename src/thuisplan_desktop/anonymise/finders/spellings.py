"""Days, streets, towns and addresses in a spelling the other finders don't know: '2 desimber', 'Beijerl.laan 90c'."""

import re
from collections.abc import Iterator

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise.cues import a_phrase_set, a_set, one_of
from thuisplan_desktop.anonymise.finders.housenumbers import HOUSE_NUMBER
from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.spelling import is_near
from thuisplan_desktop.anonymise.tokens import Token
from thuisplan_desktop.anonymise.watched import Watched


def find(reading: Reading) -> Iterator[Span]:
    """Months in other languages or misspelt, streets and towns cut short, towns abroad, mail addresses in words."""
    text = reading.text
    if reading.runs:
        yield from _odd_months(reading)
        yield from _dotted_streets(reading)
        yield from _two_part_streets(reading)
        yield from _with_direction(reading)
    yield from _abroad(reading)
    yield from _hyphened_towns(reading)
    for token in (reading.tokens[i] for i in reading.apostrophed):
        if _NICKNAMED.fullmatch(token.folded):
            yield Span(token.start, token.end, Kind.PLACE, "verkorte plaatsnaam", 0.7)
    if reading.where[_DOT]:
        for m in _SPELT.finditer(text):
            yield Span(m.start(), m.end(), Kind.EMAIL, "uitgeschreven e-mailadres", 0.9)


_DOT = Watched(("punt",))
# Months in Frisian, dialect and the languages of families; Dutch ones with a slip are found by their distance.
_MONTHS = a_set("""
    jannewaris febrewaris maaie septimber novimber desimber januar februar dezember janvier fevrier mars avril juin
    juillet aout septembre octobre novembre decembre enero febrero marzo abril mayo junio julio agosto septiembre
    octubre noviembre diciembre ocak subat mart nisan mayis haziran temmuz agustos eylul ekim kasim aralik styczen
    stycznia lutego marca kwietnia maja czerwca lipca sierpnia wrzesnia pazdziernika listopada grudnia yanuari
    yanuario februario marz mai aprel yuni yuli ougustus desember meert mert
""")
_DUTCH_MONTHS = (
    "januari", "februari", "maart", "april", "juni", "juli", "augustus", "september", "oktober", "november",
    "december", "jannewaris", "febrewaris",
)  # fmt: skip
_LEAST_OF_MONTH = 5
_DAYS_BEFORE = re.compile(
    r"(?<![\w.,:/-])\d{1,2}(?:(?:ste|de|e)?(?:[ ]?(?:en|of|t/m|tot|-|/|,)[ ]?\d{1,2})*)(?:ste|de|e)?\.?[ ]$"
)
_YEAR_BEHIND = re.compile(r" (?:20\d\d|['’]\d\d)(?!\d)")
_FIRST_LETTERS = frozenset("jfmasond")


def _odd_months(reading: Reading) -> Iterator[Span]:
    """'2 desimber', '3 febuari', '5 ekim': a day and a month in another spelling or language."""
    text = reading.text
    for _, end, behind in reading.numbers:
        if behind != ". " and not (behind[:1] == " " and behind[1:].isalpha()):
            continue
        token = reading.around[reading.after(end)]
        if token is None or not _is_month(token):
            continue
        days = _DAYS_BEFORE.search(text, max(0, end - 16), token.start)
        if days:
            year = _YEAR_BEHIND.match(text, token.end)
            yield Span(days.start(), year.end() if year else token.end, Kind.DATE, "datum", 0.7)


def _is_month(token: Token) -> bool:
    word = token.folded
    if token.facts & is_.MONTH or word in _MONTHS:
        return not token.facts & is_.MONTH
    likely = len(word) >= _LEAST_OF_MONTH and word[0] in _FIRST_LETTERS and not token.facts & is_.PLAIN
    return likely and any(is_near(word, month) for month in _DUTCH_MONTHS)


_ENDS = one_of("""
    laan ln straat str weg wg plein pl pln dreef kade kd singel sgl gracht gr hof hf dijk dk pad steeg park
""")
_DOTTED = re.compile(
    rf"(?<![\w.@])(?:[^\W\d_]{{1,15}}\.){{1,4}}[^\W\d_]{{0,25}}?{_ENDS}\.?[ ]?{HOUSE_NUMBER}", re.IGNORECASE
)


def _dotted_streets(reading: Reading) -> Iterator[Span]:
    """'Beijerl.laan 90c', 'Kon.Emmastr. 4': a street whose first word is cut short."""
    text = reading.text
    for start, end, piece, _ in reading.odd:
        if "." in piece and text[end + 1 : end + 2].isdigit():
            for m in _DOTTED.finditer(text, start, end + 12):
                yield Span(m.start(), m.end(), Kind.ADDRESS, "afgekorte straat met huisnummer", 0.7)


_CUT_STREETS = Watched(a_set("gr str ln wg pl pln sgl kd hf dk dr"))
_DOT_NUMBER = re.compile(rf"\.?[ ]{HOUSE_NUMBER}")


def _two_part_streets(reading: Reading) -> Iterator[Span]:
    """'Oude Gr. 14', 'nieuwe str. 3'."""
    for i in reading.where[_CUT_STREETS]:
        token, left = reading.tokens[i], reading.near(i, i - 1)
        if left is None or not left.facts & is_.STREET_OPENING or left.facts & (is_.INFIX | is_.TITLE):
            continue
        if m := _DOT_NUMBER.match(reading.text, token.end):
            yield Span(left.start, m.end(), Kind.ADDRESS, "afgekorte straat met huisnummer", 0.7)


_DIRECTIONS = Watched(a_set("oost west noord zuid o w n z oz wz nz zz"))


def _with_direction(reading: Reading) -> Iterator[Span]:
    """'reewg oost 55', 'parkstr. west 4': a street and its side of the town."""
    for i in reading.where[_DIRECTIONS]:
        token, street = reading.tokens[i], reading.around[i - 1]
        if street is None or token.gap not in (" ", ". ", "-") or len(street.text) < _LEAST_OF_STREET:
            continue
        cut = street.folded.endswith(_CUT_ENDS) and not street.facts & (is_.COMMON | is_.NAME)
        cut = cut or (token.folded in _BANKS and street.capital and token.capital)
        if (cut or street.facts & is_.SURE_STREET) and (m := _DOT_NUMBER.match(reading.text, token.end)):
            yield Span(street.start, m.end(), Kind.ADDRESS, "afgekorte straat met huisnummer", 0.7)


_BANKS = a_set("oz wz nz zz")
_LEAST_OF_STREET = 5
_CUT_ENDS = ("str", "ln", "wg", "pl", "pln", "sgl", "kd", "dk", "gr", "weg", "laan", "straat", "dijk", "kade")
# Abroad, in two words or more, of which one is ordinary or no name by itself.
_ABROAD = a_phrase_set("""
    nw_nickerie nieuw_nickerie nieuw_amsterdam new_york los_angeles san_francisco las_palmas lloret_de_mar costa_brava
    costa_del_sol costa_blanca playa_del_ingles santa_cruz santo_domingo san_juan sao_paulo rio_de_janeiro
    buenos_aires cap_d'agde saint_tropez sint_petersburg novi_sad novi_pazar nova_gorica bad_bentheim bad_kreuznach
    le_havre la_paz el_paso den_pasar kuala_lumpur abu_dhabi tel_aviv beit_lahia khan_younis dar_es_salaam cape_town
    port_harcourt benin_city puerto_plata porto_alegre mont_blanc monte_carlo reggio_emilia la_spezia
    palma_de_mallorca sint_maarten st_maarten sint_eustatius st_eustatius al_hoceima el_jadida beni_mellal oued_zem
    sidi_kacem sidi_ifni sidi_slimane ait_melloul el_aaiun el_ejido santa_rosa santa_maria san_nicolas sint_nicolaas
    tierra_kora banda_abou banda_abao almere_haven almere_buiten almere_stad almere_poort almere_hout t_harde
""")
_OPENINGS_ABROAD = Watched(frozenset(phrase.partition(" ")[0] for phrase in _ABROAD))
_MOST_WORDS = 4


def _abroad(reading: Reading) -> Iterator[Span]:
    """'nw nickerie', 'Lloret de Mar': towns of more than one word."""
    for i in reading.where[_OPENINGS_ABROAD]:
        said = ""
        for token in reading.tokens[i : i + _MOST_WORDS]:
            if said and token.gap not in (" ", "-"):
                break
            said = f"{said} {token.folded}".lstrip()
            if said in _ABROAD:
                yield Span(reading.tokens[i].start, token.end, Kind.PLACE, "plaatsnaam", 0.7)


_SIDES = Watched(a_set("nieuw oud noord zuid oost west sint st klein groot hoog laag neder over"))


def _hyphened_towns(reading: Reading) -> Iterator[Span]:
    """'nieuw vennep', 'oud beijerland': a town with a hyphen, written without."""
    for i in reading.where[_SIDES]:
        token, after = reading.tokens[i], reading.around[i + 1]
        if after is None or after.gap != " " or after.facts & is_.FUNCTION:
            continue
        if reading.words.stored(f"{token.folded}-{after.folded}") & is_.PLACE:
            yield Span(token.start, after.end, Kind.PLACE, "plaatsnaam", 0.7)


# 'A'veen', 'h'waard': a town cut down to its first letter and its end.
_NICKNAMED = re.compile(
    r"[a-z]'(?:dam|veen|hoven|foort|hage|bosch|recht|drecht|hout|meer|burg|stad|wijk|rode|poort|dijk"
    r"|sluis|beek|hem|sum|waard|vliet|horst|hugowaard|duin|kerke)"
)
_SPELT = re.compile(
    r"(?<!\w)[\w-]{1,30}(?: (?:punt|streepje|underscore) [\w-]{1,30}){0,4} "
    r"(?:at|apenstaartje|apestaartje|@|\(at\)) [\w-]{1,30}(?: ?(?:punt|\.) ?[\w-]{2,20}){1,3}(?!\w)",
    re.IGNORECASE,
)
