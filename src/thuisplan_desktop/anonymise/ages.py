"""Ages of pupils to age bands: a sheet says '12 tot en met 15 jaar' in its head, so its text says no more.

Bands of the domain description §2.5. Proposals of their own kind: a reader may knowingly keep an age.
"""

import re
from collections.abc import Iterator

from thuisplan_desktop.anonymise.cues import one_of
from thuisplan_desktop.anonymise.findings import Finding, Kind
from thuisplan_desktop.anonymise.words import fold

_BANDS = ((4, 7), (8, 11), (12, 15))
_FIRST, _LAST = 4, 20  # ages of pupils; a parent of 42 says little
_IN_WORDS = {
    "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9, "tien": 10, "elf": 11, "twaalf": 12,
    "dertien": 13, "veertien": 14, "vijftien": 15, "zestien": 16, "zeventien": 17, "achttien": 18, "negentien": 19,
    "twintig": 20,
}  # fmt: skip
_NUMBER = rf"(\d{{1,2}}|{one_of(' '.join(_IN_WORDS))})"
_JARIG = re.compile(rf"(?<![\w.,/-]){_NUMBER}[ -]?(jarig(?:e[ns]?)?)(?![\w-])", re.IGNORECASE)
_YEARS = re.compile(rf"(?<![\w.,/-]){_NUMBER}(?:[.,]5|½)? ?(?:jaar|jr|jaren)\b(?!-)(?: (oud)\b)?", re.IGNORECASE)
_TURNS = re.compile(
    rf"\b(?:wordt|werd|leeftijd:?)(?: nu| bijna| net)? {_NUMBER}(?=[.,;)\n]|$| (?:en|op|in|geworden|dit|deze)\b)",
    re.IGNORECASE,
)
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
_REASON = "een leeftijd die preciezer is dan op een casusblad"


def ages(text: str) -> Iterator[Finding]:
    """Proposals for ages that fit a pupil; `m/13` tells the sex as well."""
    for m in _JARIG.finditer(text):
        if years := _years(m[1]):
            yield _finding(m.start(), m.end(), _joined(years, m[2].lower()))
    for m in _YEARS.finditer(text):
        if (years := _years(m[1])) and (m[2] or not _lasts(text, m)):
            yield _finding(m.start(), m.end(), _band(years))
    for m in _TURNS.finditer(text):
        if years := _years(m[1]):
            yield _finding(m.start(1), m.end(1), _band(years))
    for m in _WITH_SEX.finditer(text):
        if years := _years(m[1]):
            opened = "(" in m[0] and text[m.end() : m.end() + 1] == ")"
            yield _finding(m.start(), m.end() + opened, _band(years))


def _finding(start: int, end: int, shown: str) -> Finding:
    return Finding(start, end, Kind.AGE, _REASON, 0.8, shown)


def _years(number: str) -> int:
    """The age of a pupil, 0 for any other number."""
    years = int(number) if number.isdecimal() else _IN_WORDS[fold(number)]
    return years if _FIRST <= years <= _LAST else 0


def _lasts(text: str, found: re.Match[str]) -> bool:
    before = _LASTS_BEFORE.search(text, max(0, found.start() - _LOOK_BACK), found.start())
    return before is not None or _LASTS_AFTER.match(text, found.end()) is not None


def _band(years: int) -> str:
    band = next((f"{low} tot en met {high} jaar" for low, high in _BANDS if low <= years <= high), "")
    return band or "16 jaar of ouder"


def _joined(years: int, ending: str) -> str:
    """'12- tot en met 15-jarige'."""
    band = next((f"{low}- tot en met {high}-{ending}" for low, high in _BANDS if low <= years <= high), "")
    return band or f"16-plus-{ending}"
