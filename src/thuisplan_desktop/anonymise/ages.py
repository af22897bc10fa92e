"""Ages of pupils to age bands: a sheet says '12 tot en met 15 jaar' in its head, so its text says no more.

Bands of the domain description §2.5. Proposals of their own kind: a reader may knowingly keep an age.
"""

import re
from collections.abc import Container, Iterator

from thuisplan_desktop.anonymise.cues import one_of
from thuisplan_desktop.anonymise.findings import Finding, Kind
from thuisplan_desktop.anonymise.signals import MONTHS
from thuisplan_desktop.anonymise.words import fold

_BANDS = ((4, 7), (8, 11), (12, 15))
_FIRST, _LAST = 4, 20  # ages of pupils; a parent of 42 says little
_IN_WORDS = {
    "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9, "tien": 10, "elf": 11, "twaalf": 12,
    "dertien": 13, "veertien": 14, "vijftien": 15, "zestien": 16, "zeventien": 17, "achttien": 18, "negentien": 19,
    "twintig": 20,
}  # fmt: skip
# A free-standing number of which the text around it decides what it is.
_NUMBER = re.compile(
    rf"(?<![\w/.-])(?<!\d[,;])(?:([4-9]|1\d|20)(?!\d)|({one_of(' '.join(_IN_WORDS))})(?:(?![\w-])|(?=-?jarig)))",
    re.IGNORECASE,
)
_JARIG = re.compile(r"[ -]?(jarig(?:e[ns]?)?)(?![\w-])", re.IGNORECASE)
_YEARS = re.compile(
    r"(?:[.,]5|½|;\d{1,2})? ?(?:jaar|jr|jaren|j)\b(?!-)"
    r"(?: en (?:een half|\d{1,2} (?:maanden|maand|mnd)\b))?(?: (oud)\b)?",
    re.IGNORECASE,
)
# Whose age it is, before the number: a word for a young person, 'hij', 'ze', or a name.
_YOUNG = one_of("""
    tweeling leerling leerlinge kind jongen meisje jongere tiener puber kleuter peuter scholier student broer zus
    broertje zusje zoon dochter zoontje dochtertje halfbroer halfzus neefje nichtje neef nicht pleegkind vriend vriendin
    jongetje knul
""")
_WHO = rf"\b(?:(?i:hij|zij|ze|ie|die|{_YOUNG})|[A-ZÀ-Ý][\w'’-]{{0,30}}[a-zà-ÿ])"
_ALMOST = (
    "(?i:(?:net|pas|bijna|al|nu|nog|inmiddels|geen|maar|in|vorige|deze|dit|afgelopen|volgende|week|maand|jaar|morgen"
    "|vandaag|straks|binnenkort) )*"
)
# An age stands alone: no time, no part of a number, and not so many of something.
_ALONE = (
    r"(?![\w/:%-]|[.,]\d|['’]|(?i: ?(?:uur|u|min|minuten|keer|x|dagen|dgn|weken|wkn|maanden|mnd|euro|procent|%|km|kg|cm"
    r"|lessen|toetsen|punten|vwo|havo|vmbo|mavo|januari|februari|maart|april|mei|juni|juli|augustus|september|oktober"
    r"|november|december|jan|feb|mrt|apr|jun|jul|aug|sep|sept|okt|nov|dec|kinderen|leerlingen|mensen|van|t/m|tot|a|à"
    r"|of \d)\b))"
)
_BEHIND_NAME = frozenset({" (", ", "})
_CLOSED = re.compile(r"\)|,(?! ?\d)| [-–] ")
# What stands before a number and what behind it, where it is an age.
_SHAPES = tuple(
    (re.compile(f"{before}$"), re.compile(after))
    for before, after in (
        (rf"{_WHO} ?\(", r"\)|, "),  # a number in brackets behind a name
        (rf"{_WHO}, ", r"\)|,(?! ?\d)| [-–] "),
        (rf"\b(?i:{_YOUNG} van ){_ALMOST}", _ALONE),
        (
            rf"(?:{_WHO} |\b(?i:en) |[,;:().\n] ?|^)(?i:is|was|wordt|werd) {_ALMOST}",
            rf"{_ALONE}(?=[.,;:)!?\n]| ?$| (?:en|geworden|maar|dus|want|die|in|op|woont|zit)\b)",
        ),
        (rf"\b(?i:hij|zij|ze|ie|die|{_YOUNG}) {_ALMOST}", r" (?i:is|was|wordt|werd)\b"),
        ("", " (?i:geworden)\\b"),
        (rf"\b(?i:wordt|werd) {_ALMOST}", rf"{_ALONE}(?=[.,;)\n]|$| (?:en|op|in|dit|deze)\b| [-–→])"),
        (r"\b(?i:leeftijd|leeft\.?|lft\.?):? ", _ALONE),
    )
)
_ORDINALS = {
    "vierde": 4, "vijfde": 5, "zesde": 6, "zevende": 7, "achtste": 8, "negende": 9, "tiende": 10, "elfde": 11,
    "twaalfde": 12, "dertiende": 13, "veertiende": 14, "vijftiende": 15, "zestiende": 16, "zeventiende": 17,
    "achttiende": 18,
}  # fmt: skip
_BIRTHDAY = re.compile(
    r"\b(?:op|vanaf|tot|sinds|na|voor|rond) "
    rf"((?:haar|zijn|z'n|d'r|hun|mijn) ({one_of(' '.join(_ORDINALS))}|\d{{1,2}}e))"
    r"(?![\w-]| (?:school|jaar|dag|week|keer|klas|les|gesprek|verjaardag|leerjaar|stage|poging|huis|plek|baan|groep"
    r"|maand|plaats|uur|adres|mentor|medicijn|toets)\b)",
    re.IGNORECASE,
)
_MONTHS = re.compile(r";(?:0?\d|1[01])(?![\w;:]|,\d)")  # '11;06' in the report of a test
# A year of birth is an age as well.
_YEAR = re.compile(r"(?<![\w.,/-])20[0-2]\d(?![\w/-]|[.,]\d)")
_BORN_BEFORE = re.compile(
    r"\b(?:(?:geboren|geb\.?|born)(?: in)?|geboortejaar:?|jaargang:?"
    r"|(?:hij|zij|ze|leerling|kind) is (?:van|uit)) "
    rf"(?P<month>(?:{one_of(' '.join(MONTHS))}) )?$",
    re.IGNORECASE,
)
_BORN_AFTER = re.compile(r" (?:is |was )?geboren\b")
_BIRTH_YEAR = "een jaar"
_WITH_SEX = re.compile(r"(?<![\w/.-])[mvjMVJ](?: ?/ ?|, ?| \()(\d{1,2})(?: ?(?:jaar|jr)\b|(?![\w:/-]|[.,]\d))")
# So long something lasts, or so long ago it was.
_LASTS_BEFORE = re.compile(
    r"\b(?:al|sinds|voor|over|na|ruim|binnen|tot|laatste|afgelopen|komende|elke|ieder|iedere|per|om de|eerste|duurt"
    r"|duurde|zo'n|ongeveer|bijna|meer dan|langer dan) $",
    re.IGNORECASE,
)
_LASTS_AFTER = re.compile(
    r" (?:geleden|later|eerder|terug|lang|durend|ervaring|in dienst|gewerkt|gewoond|getrouwd|samen|bij|les|thuis\b)"
)
_LOOK_BACK = 16
_FAR_BACK = 60  # characters before a number that may say whose age it is
_REASON = "een leeftijd die preciezer is dan op een casusblad"


def ages(text: str, people: Container[int] = ()) -> Iterator[Finding]:
    """Proposals for ages that fit a pupil; `m/13` tells the sex as well. `people`: where names that were found end."""
    for m in _NUMBER.finditer(text):
        if found := _age(text, m, int(m[1]) if m[1] else _IN_WORDS[fold(m[2])], people):
            yield found
    for m in _BIRTHDAY.finditer(text):
        if years := _ORDINALS.get(m[2].lower()) or _years(m[2][:-1]):
            yield _finding(m.start(1), m.end(1), f"de leeftijd van {_band(years)}")
    for m in _YEAR.finditer(text):
        before = _BORN_BEFORE.search(text, max(0, m.start() - _FAR_BACK), m.start())
        if before or _BORN_AFTER.match(text, m.end()):
            month = before.start("month") if before and before["month"] else m.start()
            yield _finding(month, m.end(), _BIRTH_YEAR)
    for m in _WITH_SEX.finditer(text):
        if years := _years(m[1]):
            opened = "(" in m[0] and text[m.end() : m.end() + 1] == ")"
            yield _finding(m.start(), m.end() + opened, _band(years))


def _age(text: str, number: re.Match[str], years: int, people: Container[int]) -> Finding | None:
    """The age that a number is, by what follows it ('jarig', 'jaar') or by what it stands between."""
    start, end = number.span()
    if m := _JARIG.match(text, end):
        return _finding(start, m.end(), _joined(years, m[1].lower()))
    if m := _YEARS.match(text, end):
        return None if not m[1] and _lasts(text, start, m.end()) else _finding(start, m.end(), _band(years))
    if m := _MONTHS.match(text, end):
        return _finding(start, m.end(), _band(years))
    if start - 2 in people and text[start - 2 : start] in _BEHIND_NAME and _CLOSED.match(text, end):
        return _finding(start, end, _band(years))
    before = text[max(0, start - _FAR_BACK) : start]
    told = any(behind.match(text, end) and ahead.search(before) for ahead, behind in _SHAPES)
    return _finding(start, end, _band(years)) if told else None


def _finding(start: int, end: int, shown: str) -> Finding:
    return Finding(start, end, Kind.AGE, _REASON, 0.8, shown)


def _years(number: str) -> int:
    """The age of a pupil, 0 for any other number."""
    return years if _FIRST <= (years := int(number)) <= _LAST else 0


def _lasts(text: str, start: int, end: int) -> bool:
    before = _LASTS_BEFORE.search(text, max(0, start - _LOOK_BACK), start)
    return before is not None or _LASTS_AFTER.match(text, end) is not None


def _band(years: int) -> str:
    band = next((f"{low} tot en met {high} jaar" for low, high in _BANDS if low <= years <= high), "")
    return band or "16 jaar of ouder"


def _joined(years: int, ending: str) -> str:
    """'12- tot en met 15-jarige'."""
    band = next((f"{low}- tot en met {high}-{ending}" for low, high in _BANDS if low <= years <= high), "")
    return band or f"16-plus-{ending}"
