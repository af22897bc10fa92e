"""Numbers that stand for a person: BSN, dossier, pupil, policy, plate, account."""

import re
from collections.abc import Iterator

from thuisplan_desktop.anonymise.cues import one_of
from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.tokens import Reading

_NINE = re.compile(r"(?<![\w+])\d(?:[ .\-\u00a0]?\d){7,8}(?![\w])")
_BSN_CUE = re.compile(r"\b(?:bsn|burgerservice|burger service|sofi|pgn|persoonsgebonden)", re.IGNORECASE)
_IBAN = re.compile(r"(?<!\w)(?:[A-Z]{2}|nl|be|de)[ ]?\d{2}[ ]?[A-Za-z]{2,4}(?:[ ]?[A-Z0-9a-z]{2,4}){2,8}(?!\w)")
_PLATE = re.compile(r"(?<![\w-])(?=[A-Z0-9-]{8}(?![\w-]))[A-Z0-9]{1,3}-[A-Z0-9]{1,3}-[A-Z0-9]{1,3}", re.IGNORECASE)
_CODE = r"[A-Za-z0-9]+(?:[./\-–_][A-Za-z0-9]+)*"
_OWNER = one_of("""
    v zaak dossier leerling lln ll cliënt client cliënten polis klant huurder huurders aangifte mutatie traject
    registratie patiënt patient personeels paspoort kaart pas lidmaatschap lidmaatschaps lid account melding meldings
    casus referentie vreemdelingen proces-verbaal parket beschikking beschikkings tlv rekening contract order factuur
    inschrijf deelnemer deelnemers student studenten burger verzekering verzekerings zorgpas identiteits document
    kenteken volg intake cjib onderwijs pgb rol
""")
_BARE = one_of("""
    kenmerk dossier zaak polis ref referentie aangifte kenteken llnr lnr clientnr cliëntnr zaaknr id nummer nr mutatie
    pv paspoort rijbewijs trajectcode code zorgpas bus taxibus lidnr klantnr
""")
_CUED = re.compile(rf"(?<!\w)(?:{_OWNER}[ .-]{{0,2}}(?:nummers?|nrs?|no|code|id)|{_BARE})\b[.:]?", re.IGNORECASE)
_LINK = one_of("is nr nummer no van haar zijn moet was wordt op nu politie onder met het kenmerk dossier")
_FILLER = re.compile(rf"(?:[ \t:=#(\"'‘]|\b{_LINK}\b\.?){{0,12}}", re.IGNORECASE)
_A_CODE = re.compile(rf"(?:[A-Z]{{1,4}}[ ])?(?=[A-Za-z./\-–_]{{0,12}}\d){_CODE}(?:[ ]\d{{2,4}}(?![\w:.,-])){{0,4}}")
_GROUPED = re.compile(r"(?<![\w.,€+:/-])\d{2,5}(?:[ ]\d{2,5}){2,5}(?![\w:,/-])")
_MIXED = re.compile(rf"(?<![\w@.,/€-])(?=[A-Za-z./\-–]{{0,12}}\d){_CODE}(?![\w@])")
_LONG = re.compile(r"(?<![\w.,€+-])\d{5,20}(?![\w]|[.,]\d)")
_YEARS = re.compile(r"(?:19|20)\d\d[-–/](?:(?:19|20)?\d\d)")
_HARMLESS = re.compile(
    r"[A-Z]\d{2}(?:\.\d{1,2})?|(?:19|20)\d\d|\d{1,2}[-–.]\d{1,2}|[AN]\d{1,3}|(?i:covid|dsm|mbo|havo|vmbo|vwo|groep|klas|cluster)"
    r"[-–]?\d{1,2}|\d{1,3}[.]\d{3}(?:[.]\d{3})?|\d{1,2}[:.]\d{2}(?:[-–]\d{1,2}[:.]\d{2})?|\d+(?:e|ste|de|ers|jarige?)"
)


def find(reading: Reading) -> Iterator[Span]:
    """Numbers and codes; a number of the register is found however it is spaced."""
    text = reading.text
    yield from _register(text, reading.known.numbers)
    yield from _nine_digits(text)
    for m in _IBAN.finditer(text):
        if sum(c.isdigit() for c in m[0]) >= 8:
            yield Span(m.start(), m.end(), Kind.ID, "rekeningnummer")
    for m in _PLATE.finditer(text):
        if any(c.isalpha() for c in m[0]) and any(c.isdigit() for c in m[0]):
            yield Span(m.start(), m.end(), Kind.ID, "kenteken")
    yield from _after_cue(text)
    yield from _by_shape(text)


def eleven_proof(digits: str) -> bool:
    """Whether nine digits pass the 'elfproef' of a BSN (Besluit burgerservicenummer, Stb. 2007, 276)."""
    if len(digits) != 9 or not digits.isdecimal():
        return False
    numbers = [int(digit) for digit in digits]
    weighed = sum(n * weight for n, weight in zip(numbers, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True))
    return weighed % 11 == 0 and any(numbers)


def _register(text: str, numbers: tuple[str, ...]) -> Iterator[Span]:
    for number in numbers:
        core = [re.escape(c) for c in number if c.isalnum()]
        if len(core) >= 3:
            pattern = re.compile(r"(?<!\w)" + r"[ .\-/()\u00a0]{0,2}".join(core) + r"(?!\w)", re.IGNORECASE)
            for m in pattern.finditer(text):
                yield Span(m.start(), m.end(), Kind.ID, "nummer uit het register")


def _nine_digits(text: str) -> Iterator[Span]:
    for m in _NINE.finditer(text):
        digits = "".join(c for c in m[0] if c.isdigit())
        cued = _BSN_CUE.search(text, max(0, m.start() - 60), m.start())
        if cued:
            yield Span(m.start(), m.end(), Kind.BSN, "nummer na 'BSN'")
        elif eleven_proof(digits):
            yield Span(m.start(), m.end(), Kind.BSN, "negen cijfers die aan de elfproef voldoen", 0.8)
        elif len(digits) == 9:
            yield Span(m.start(), m.end(), Kind.ID, "negen cijfers", 0.7)


def _after_cue(text: str) -> Iterator[Span]:
    for cue in _CUED.finditer(text):
        filler = _FILLER.match(text, cue.end())
        code = _A_CODE.match(text, filler.end() if filler else cue.end())
        if code and sum(c.isdigit() for c in code[0]) >= 2:
            yield Span(code.start(), code.end(), Kind.ID, "nummer van een dossier, pas of polis")


def _by_shape(text: str) -> Iterator[Span]:
    for m in _LONG.finditer(text):
        yield Span(m.start(), m.end(), Kind.ID, "lang nummer", 0.7)
    for m in _GROUPED.finditer(text):
        yield Span(m.start(), m.end(), Kind.ID, "lang nummer in groepjes", 0.6)
    for m in _MIXED.finditer(text):
        if _looks_like_code(m[0]):
            yield Span(m.start(), m.end(), Kind.ID, "code van letters en cijfers", 0.7)


def _looks_like_code(token: str) -> bool:
    digits = sum(c.isdigit() for c in token)
    if digits < 3 or _HARMLESS.fullmatch(token) or _YEARS.fullmatch(token):
        return False
    letters = [c for c in token if c.isalpha()]
    if letters:
        return any(c.isupper() for c in letters) or digits >= 4
    return digits >= 5 and not token.isdigit()
