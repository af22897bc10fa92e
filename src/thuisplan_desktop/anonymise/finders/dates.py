"""Days that can be found on the calendar, in any notation."""

import re
from collections.abc import Iterator
from datetime import date

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise.cues import one_of
from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.tried import matches, starts_in
from thuisplan_desktop.anonymise.words import fold

MONTHS = {
    "jan": 1, "feb": 2, "mrt": 3, "maa": 3, "mar": 3, "apr": 4, "mei": 5, "may": 5, "jun": 6, "jul": 7,
    "aug": 8, "sep": 9, "okt": 10, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_MONTH = (
    r"(?:jan(?:uari?e?|uary)?|feb(?:r(?:uari?e?|uary)?|uari)?|m(?:aa|r)rt|mrt|march|mar|maa|apr(?:il)?|mei|may|juni|june|juny|jun|"
    r"juli|july|jul|aug(?:ustus|ustes|ust)?|sep(?:t(?:ember)?)?|okt(?:ober)?|october|oct|nov(?:ember)?|dec(?:ember)?)"
)
_NUMBER = one_of("""
    eerste tweede derde vierde vijfde zesde zevende achtste negende tiende elfde twaalfde dertiende veertiende
    vijftiende zestiende zeventiende achttiende negentiende twintigste eenentwintigste tweeëntwintigste
    drieëntwintigste vierentwintigste vijfentwintigste zesentwintigste zevenentwintigste achtentwintigste
    negenentwintigste dertigste eenendertigste een één twee drie vier vijf zes zeven acht negen tien elf twaalf
    dertien veertien vijftien zestien zeventien achttien negentien twintig eenentwintig tweeëntwintig drieëntwintig
    vierentwintig vijfentwintig zesentwintig zevenentwintig achtentwintig negenentwintig dertig eenendertig
""")
_NUMBER_IN_YEAR = r"[^\W\d_]{3,20}"
_DAY = r"\d{1,2}(?:ste|de|e|st|nd|rd|th)?"
_YEAR = r"(?:[ ,-]{0,2}(?:(?:19|20)\d\d|['’‘`]\d\d)(?!\d)| \d\d(?![\d.:,]|[ ]?(?:uur|u|x|keer|min|dagen|weken)\b))?"
_SPELT_YEAR = rf"[ ](?:twee ?duizend|negentien ?honderd)(?:[ ]?(?:en )?{_NUMBER_IN_YEAR}(?!\w))?"
_LIST = (
    r"(?:[ ]?(?:,|/|-|–|—|&|\+|\ben\b|\bof\b|\bà\b|\btot\b|\bt/m\b|\btot en met\b|\btm\b|\ben/of\b|\bdan wel\b"
    r"|\brespectievelijk\b|\bresp\.)[ ]?(?:de )?)"
)
_WEEKDAY = r"(?:(?:ma|di|wo|do|vr|za|zo|(?:maan|dins|woens|donder|vrij|zater|zon)dag)\.? )?"
_DAYS = rf"(?:{_DAY}{_LIST}{_WEEKDAY}){{0,6}}{_DAY}"
_JOINED = r"(?: (?:en|of|t/m|tot|tot en met) |, )"  # 'zestien en zeventien juni'
_TEXTUAL = re.compile(
    rf"(?<![\w.,:-])(?<!\d/)(?:(?:(?<=van )\d{{1,2}} op )?{_DAYS}[ .-]{{0,2}}(?:van |of )?"
    rf"|\b(?:{_NUMBER}{_JOINED}){{0,3}}{_NUMBER} (?:van )?)"
    rf"{_MONTH}\b(?:\.(?=[ ]?['’]?\d))?(?:{_SPELT_YEAR}|{_YEAR})",
    re.IGNORECASE,
)
_NOT_A_DAY = one_of("uur u x keer dagen weken dagdelen leerlingen tot van")
_MONTH_FIRST = re.compile(
    rf"\b{_MONTH}[. ]{{1,2}}\d{{1,2}}(?:st|nd|rd|th|e)?\b(?!\d|[.:]\d\d|[ ]?{_NOT_A_DAY}\b)(?:,? (?:19|20)\d\d)?",
    re.IGNORECASE,
)
_NUMERIC = re.compile(
    r"(?<![\w.,/+-])(\d{1,2})[ ]?([-–./ ])[ ]?(\d{1,2})[ ]?\2[ ]?((?:19|20)\d\d|['’‘`]?\d\d)(?![\d]|[-/.]\d)"
)
_ISO = re.compile(r"(?<![\w-])((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?![\d])")
_SHORT = re.compile(
    r"(?<![\w.,/+:€-])(?!(?:[1-7]/[2-8]|\d{1,2}\.\d{1,2})[a-d]\b(?!\.s))"  # a class of two years, a room
    r"(\d{1,2})([-–./])(\d{1,2})(?![\d]|[./:-]\d|-[A-Za-z]|/[A-Za-z]{1,2}(?![a-z])|,\d|%)(?:a\.s\.)?"
)
_DOTTED = re.compile(r"(?<![\w.,/+:€-])(\d{1,2})\.(\d{1,2})\.(?=[ ,;)](?![A-Z])|\n?$)")
_SOLID = re.compile(r"(?<!\d)(?:(?:19|20)\d\d[01]\d[0-3]\d|[0-3]\d[01]\d(?:19|20)\d\d|[0-3]\d[01]\d\d\d)(?!\d)")
_BORN = re.compile(
    r"\b(?:geb|gebd|geboren|geboortedatum|geb\.?datum|gebdat|dd|d\.d|datum)\b[.: ]{0,3}(?:op |is )?$", re.IGNORECASE
)
_TIME_AFTER = re.compile(r"[ ]?(?:uur|u\b|u\.|h\b|[-–] ?\d{1,2}[.:]\d\d|am\b|pm\b|tot \d{1,2}[.:]\d\d)", re.IGNORECASE)
_NO_DATE = one_of("""
    om rond half tussen circa ca ca. tijd tijd: tijdstip tijdstip: lokaal kamer ruimte versie paragraaf artikel
    art art. hoofdstuk niveau cijfer een bedrag uur uur,
""")
_TIME_BEFORE = re.compile(rf"(?:\b{_NO_DATE}|\d[.:]\d\d ?[-–]|\d[.:]\d\d (?:en|tot|tot en met)|€) ?\Z", re.IGNORECASE)
_RANGE_AFTER = re.compile(
    "[ ]?(?!maandag)(?:"
    + one_of("""
        uur dag week weken maand jaar keer min kwartier les leer dagdeel dagdelen euro km meter kinderen personen
        van_de deel stuks procent % uren vakken ochtend middag avond nacht pagina zinnen punten
    """)
    + r"|(?:u|x)\b|op (?:de |een )?\d|per (?:dag|week|maand|uur|jaar|klas|groep|leerling|keer))",
    re.IGNORECASE,
)
_COUNTED = one_of("""
    groep groepen klas klassen leerjaar lj jaar lokaal fase stap doel week weken wk niveau avi score schaal iq art
    artikel van tussen ca circa ongeveer max maximaal minimaal nog leeftijd pagina blz par cluster versie cijfer een
    zo'n kamer bus lijn
""")
_RANGE_BEFORE = re.compile(rf"\b{_COUNTED} ?\Z", re.IGNORECASE)
_DATED = one_of("""
    op per vanaf voor vóór tot t/m tm sinds na datum dd d.d d.d. ma di wo do vr za zo maandag dinsdag woensdag
    donderdag vrijdag zaterdag zondag geb geboren uiterlijk van en
""")
_PLANNED = re.compile(
    r"\b(?:afspr|afspraak|datum|dd|gesprek|intake|zitting|evaluatie)\b[.:]? (?:is |op )?\Z", re.IGNORECASE
)
_DATE_BEFORE = re.compile(rf"\b{_DATED}[.:]? ?\Z", re.IGNORECASE)
_FEAST = one_of("""
    kerstavond kerstdag eerste_kerstdag tweede_kerstdag 1e_kerstdag 2e_kerstdag oudejaarsdag oudejaarsavond
    oudjaarsdag oudjaar nieuwjaarsdag nieuwjaar koningsdag koninginnedag sinterklaas sinterklaasavond pakjesavond
    bevrijdingsdag dodenherdenking schrikkeldag valentijnsdag moederdag vaderdag dierendag driekoningen
    sint-maarten sint_maarten hemelvaartsdag allerzielen allerheiligen halloween prinsjesdag oud_en_nieuw
    eerste_paasdag tweede_paasdag eerste_pinksterdag suikerfeest dag_van_de_arbeid
""")
_FESTIVE = re.compile(rf"\b{_FEAST}\b(?: (?:19|20)\d\d\b)?", re.IGNORECASE)
_BIRTHDAY = re.compile(
    r"\b(?:jarig|geboren|verjaardag|verjaart|geb\b|wordt (?:hij|zij|ze|hen) \w+"
    r"|w[oe]rdt?\b[^.;\n]{0,40}\b(?:\d{1,2}|een jaar ouder|twaalf|elf"
    r"|(?:der|veer|vijf|zes|zeven|acht|negen)?tien|twintig|acht|negen|zeven|zes|vijf|vier)\b|\d{1,2} geworden\b"
    r"|(?:elf|twaalf|\w{0,5}tien|twintig|acht|negen|zeven|zes|vijf|vier) (?:jaar )?geworden\b)",
    re.IGNORECASE,
)


_DAY_ALONE = re.compile(
    r"(?<![\w.,:/-])(?:[1-9]|[12]\d|3[01])(?:e|ste|de)"
    r"(?=[ ]?(?:$|[.,;:!?)\n]|(?:om|of|en|is|was|a\.s\.|jl|a\.?s|heb|heeft|kan|komt|weer|pas|terug|naar|met|bij"
    r"|al|nog|weg|niet|gaat|ga|moet|mag)\b))"
)
_THE_DAY = re.compile(
    r"\b(?:op|voor|tot|na|vanaf|per|sinds|of|en|(?:maan|dins|woens|donder|vrij|zater|zon)dag) de ?\Z",
    re.IGNORECASE,
)


def _day_alone(text: str, at: int) -> Iterator[Span]:
    """'dinsdag de 14e', 'kan dat op de 12e?': a day of the month that the talk is about."""
    m = _DAY_ALONE.match(text, at)
    if m and _THE_DAY.search(text, max(0, at - 16), at):
        yield Span(at, m.end(), Kind.DATE, "een dag van deze maand", 0.5)


def find(reading: Reading) -> Iterator[Span]:
    """Full and partial dates; a birthday that falls on a feast."""
    text = reading.text
    for i in reading.with_fact(is_.MONTH):
        if reading.has_number(reading.tokens[i].start - _BEFORE_MONTH, reading.tokens[i].end + 6) or _ordinal(
            reading, i
        ):
            yield from _by_month(reading, i)
    if reading.runs:
        clock: bool | None = None
        for at, end, behind in reading.numbers:
            after = behind[:1]
            if end - at > _LONGEST_DAY:
                yield from _unspaced(text, at, end)
            elif after == " " and behind[1:].isalpha():
                continue  # most numbers: '3 keer'
            elif after in _DATE_SIGNS:
                yield from _numeric(text, at)
                if after != " ":
                    clock = _has_clock_lines(text) if clock is None and after == "." else clock
                    yield from _short(text, at, clock=bool(clock))
            elif after in _ORDINAL_SIGNS:
                yield from _day_alone(text, at)
    yield from _feasts(reading)


_YEAR_DIGITS = 4
_LONGEST_DAY = 2  # digits
_DATE_SIGNS = frozenset("-–./ ")
_ORDINAL_SIGNS = frozenset("esd")
_BEFORE_MONTH = 48  # the longest list of days before a month: '1, 2, 3, 4, 5 en 6 van'
_AFTER_MONTH = 48  # the longest year in words: ' negentienhonderdnegenennegentig'
_SHORTENED = re.compile(r"(?:jan|febr?|mrt|apr|jun|jul|aug|sept?|okt|nov|dec)$", re.IGNORECASE)


def _ordinal(reading: Reading, i: int) -> bool:
    """Whether a day in words may stand before the month: 'derde van april', 'een juli'."""
    return any(token.facts & is_.ORDINAL for token in reading.tokens[max(0, i - 2) : i])


def _by_month(reading: Reading, i: int) -> Iterator[Span]:
    """Days before or after a month in words."""
    text, month = reading.text, reading.tokens[i]
    start, end = max(0, month.start - _BEFORE_MONTH), min(len(text), month.end + _AFTER_MONTH)
    for found in matches(_TEXTUAL, text, _days(reading, start, end), end):
        yield Span(found.start(), _with_dot(text, found.end()), Kind.DATE, "datum")
    if m := _MONTH_FIRST.match(text, month.start):
        yield Span(m.start(), m.end(), Kind.DATE, "datum", 0.8)


def _days(reading: Reading, start: int, end: int) -> list[int]:
    """Where days may start between two places: in figures, and in words."""
    around = reading.tokens[max(0, reading.after(start) - 1) : reading.after(end)]
    words = [token for token in around if token.facts & is_.ORDINAL or not token.text.isalpha()]
    found = [at for token in words for at in starts_in(token)] + reading.runs_between(start, end)
    return sorted(at for at in found if start <= at < end)


def _with_dot(text: str, end: int) -> int:
    """The dot of a shortened month belongs to the date."""
    shortened = text[end : end + 1] == "." and _SHORTENED.search(text, max(0, end - 5), end)
    return end + 1 if shortened else end


def day_month(day: int, month: int) -> bool:
    """Whether some year has this day."""
    return 1 <= month <= 12 and 1 <= day <= (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def _numeric(text: str, at: int) -> Iterator[Span]:
    if m := _NUMERIC.match(text, at):
        first, second = int(m[1]), int(m[3])
        if (day_month(first, second) or day_month(second, first)) and not (m[2] == " " and len(m[4]) != 4):
            yield Span(at, m.end(), Kind.DATE, "datum in cijfers")


def _unspaced(text: str, at: int, end: int) -> Iterator[Span]:
    """A year first, or a birth date without a sign between its parts."""
    if end - at == _YEAR_DIGITS and (m := _ISO.match(text, at)) and day_month(int(m[3]), int(m[2])):
        yield Span(at, m.end(), Kind.DATE, "datum in cijfers")
    if end - at > _YEAR_DIGITS and (m := _SOLID.match(text, at)) and _BORN.search(text, max(0, at - 24), at):
        yield Span(at, m.end(), Kind.DATE, "datum zonder streepjes")


def _short(text: str, at: int, *, clock: bool) -> Iterator[Span]:
    """Day and month without year, told from times, ranges, fractions and marks by what stands around them."""
    m = _DOTTED.match(text, at)
    if m and day_month(int(m[1]), int(m[2])) and not _TIME_BEFORE.search(text, max(0, at - 24), at):
        yield Span(at, m.end(), Kind.DATE, "dag en maand in cijfers", 0.8)
    m = _SHORT.match(text, at)
    if m is None or not day_month(int(m[1]), int(m[3])) or m[0] == "24/7":
        return
    before = text[max(0, at - 24) : at]
    if m[2] == ".":
        wanted = _dot_means_date(text, m, before, clock=clock)
    else:
        of_a_day = before[-4:].lower() == "van " and (m[2] == "/" or bool(_UNTIL_A_DAY.match(text, m.end())))
        planned = _PLANNED.search(before) or (before.endswith("\n") and text[m.end() : m.end() + 4] == " op ")
        falling = m[2] == "-" and int(m[1]) > int(m[3]) and not _GRADE.search(before)  # '29-2': no range goes down
        of_a_day = of_a_day or (falling and before[-4:].lower() == "van ")
        named_week = _NAMED_WEEK.search(before) is not None
        planned = planned or named_week
        wanted = (planned or not _RANGE_AFTER.match(text, m.end())) and (
            of_a_day or bool(_NAMED_WEEK.search(before)) or not _RANGE_BEFORE.search(before)
        )
    if wanted:
        yield Span(at, m.end(), Kind.DATE, "dag en maand in cijfers", 0.8)


_NAMED_WEEK = re.compile(r"\b(?:volgende|deze|vorige|komende|afgelopen|die|dezelfde|elke) week,? $", re.IGNORECASE)
_GRADE = re.compile(
    r"\b(?:stand|uitslag|score|won|verloor|verloren|gewonnen|wint|met)\b[^.\n]{0,16}$"
)  # 'een 3-2 stand'
_UNTIL_A_DAY = re.compile(  # 'van 1-9 tot 12-9', 'van 1-9 t/m vrijdag'
    r" (?:tot|t/m|tm|tot en met|-|–) (?:(?:(?:ma|di|wo|do|vr|za|zo) )?\d{1,2}[-/.]\d"
    r"|(?:maan|dins|woens|donder|vrij|zater|zon)dag\b|(?:heden|nu|vandaag|gisteren|morgen)\b)",
    re.IGNORECASE,
)


def _dot_means_date(text: str, found: re.Match[str], before: str, *, clock: bool) -> bool:
    """'16.10' is a day unless something says it is a time."""
    if int(found[1]) > _LAST_HOUR and len(found[3]) == 2 and not _NUMBERED.search(before):
        return True  # '24.09 16.30'
    if _TIME_AFTER.match(text, found.end()) or _TIME_BEFORE.search(before) or _among_times(text, found):
        return False
    at_line_start = before.rpartition("\n")[2].strip() == "" and len(found[3]) == 2
    return not (clock and at_line_start) and (
        len(found[3]) == 2 or bool(_DATE_BEFORE.search(before) or _PLANNED.search(before))
    )


_LAST_HOUR = 23
_NUMBERED = re.compile(
    r"(?:€|\b(?:versie|paragraaf|artikel|art\.?|hoofdstuk|niveau|cijfer|bedrag|lokaal|kamer|ruimte)) ?$"
)
_ANY_TIME = re.compile(r"(?<![\d.,/-])(\d{1,2})\.(\d\d)(?![\d.])")


def _among_times(text: str, found: re.Match[str]) -> bool:
    """Whether a time that can't be a date stands close by, set off by a slash or dash: '12.10 / 12.40'."""
    start, end = max(0, found.start() - 10), min(len(text), found.end() + 10)
    around = text[start:end]
    others = [m for m in _ANY_TIME.finditer(around) if m[0] != found[0]]
    return any(c in around for c in "/-–") and any(not day_month(int(m[1]), int(m[2])) for m in others)


_LINE_TIME = re.compile(r"^[ \t]*(\d{1,2})\.(\d\d)\b", re.MULTILINE)


def _has_clock_lines(text: str) -> bool:
    """Whether lines start with times such as 07.52: then 08.05 at the start of a line is a time as well."""
    return any(not day_month(int(m[1]), int(m[2])) for m in _LINE_TIME.finditer(text))


def _feasts(reading: Reading) -> Iterator[Span]:
    text = reading.text
    for i in reading.with_fact(is_.FEAST):
        token = reading.tokens[i]
        for m in _FESTIVE.finditer(text, max(0, token.start - 16), min(len(text), token.end + 20)):
            if _BIRTHDAY.search(text, max(0, m.start() - 50), min(len(text), m.end() + 50)):
                yield Span(m.start(), m.end(), Kind.DATE, "verjaardag op een feestdag", 0.8)


_DIGITS = re.compile(r"\d+")
_PAIR = re.compile(r"(?<![\d.,/-])(\d{1,2})[ ]?[-–./ ][ ]?(\d{1,2})(?!\d)(?:[ ]?[-–./ ][ ]?['’‘`]?(\d{4}|\d\d)(?!\d))?")
_NAMED = re.compile(
    r"(?<![^\W\d_])(jan|feb|mrt|maa(?!nd)|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec)[a-z]*"
    r"(?:\.?[ ,-]{0,2}(?:((?:19|20)\d\d)|['’‘`]?(\d\d))(?!\d))?",
    re.IGNORECASE,
)
_FULL_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_THIS_CENTURY = 50  # '49' is 2049, '50' is 1950


def parse(text: str) -> tuple[int, int, int | None] | None:
    """(day, month, year) of the first day a span names; None when it can't be told.

    The day that ends a period is no year: '9/9 t/m 12/9', '1, 2 en 3 april'.
    """
    if m := _ISO.search(text):
        return int(m[3]), int(m[2]), int(m[1])
    first = _DIGITS.search(text)
    if first is None:
        return _in_words(text)
    day, year = int(first[0]), _FULL_YEAR.search(text)
    if m := _NAMED.search(text):
        month, written = MONTHS[m[1].lower()], (m[2] or m[3]) if m.start() > first.start() else None
    elif m := _PAIR.search(text):
        month, written = int(m[2]), m[3]
    else:
        return None
    if not day_month(day, month):
        return None
    if written or not year:
        return day, month, _year(written or "")
    return day, month, int(year[0]) - _runs_over_new_year(text, month)


def _runs_over_new_year(text: str, month: int) -> bool:
    """Whether the year is of a day in an earlier month, which ends the period: '22-12 t/m 6-1-2025'."""
    months = [MONTHS[m[1].lower()] for m in _NAMED.finditer(text)] or [int(m[2]) for m in _PAIR.finditer(text)]
    return months[-1] < month


def _year(written: str) -> int | None:
    if not written:
        return None
    number = int(written)
    return number if number > 99 else number + (2000 if number < _THIS_CENTURY else 1900)


_COUNTING = (
    "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf", "dertien",
    "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien", "twintig", "eenentwintig",
    "tweeentwintig", "drieentwintig", "vierentwintig", "vijfentwintig", "zesentwintig", "zevenentwintig",
    "achtentwintig", "negenentwintig", "dertig", "eenendertig",
)  # fmt: skip
_RANKING = (
    "eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende", "tiende", "elfde",
    "twaalfde", "dertiende", "veertiende", "vijftiende", "zestiende", "zeventiende", "achttiende", "negentiende",
    *(f"{word}ste" for word in _COUNTING[19:]),
)  # fmt: skip
_SPELT = {word: day for words in (_COUNTING, _RANKING) for day, word in enumerate(words, 1)}


def _in_words(text: str) -> tuple[int, int, int | None] | None:
    """'twaalf maart tweeduizend elf' as numbers."""
    words = fold(text).replace("twee duizend", "tweeduizend").split()
    days = [_SPELT[word] for word in words if word in _SPELT]
    months = [MONTHS[word[:3]] for word in words if word not in _SPELT and word[:3] in MONTHS]
    if not days or not months or not day_month(days[0], months[0]):
        return None
    return days[0], months[0], 2000 + sum(days[1:2]) if "tweeduizend" in words else None


def as_date(found: tuple[int, int, int | None], near: int) -> date | None:
    """A real day, in the year `near` when the text names none."""
    day, month, year = found
    try:
        return date(year or near, month, day)
    except ValueError:
        return None
