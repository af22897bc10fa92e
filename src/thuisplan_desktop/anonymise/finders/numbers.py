"""Numbers that stand for a person: BSN, dossier, pupil, policy, plate, account."""

import re
from collections.abc import Iterator

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise.cues import one_of
from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.tried import matches

_NINE = re.compile(r"(?<![\w+])\d(?:[ .\-\u00a0]?\d){7,8}(?![\w])")
_BSN_CUE = re.compile(r"\b(?:bsn|burgerservice|burger service|sofi|pgn|persoonsgebonden)", re.IGNORECASE)
_IBAN = re.compile(
    r"(?<!\w)(?:[A-Z]{2}|nl|be|de)[ ]?\d{2}[ ]?[A-Za-z]{0,4}(?:[ ]?(?=[A-Za-z]{0,3}\d)[A-Za-z0-9]{1,4}){2,8}(?!\w)"
)  # a group without a figure is a word behind the number
_COUNTRY = re.compile(r"(?<!\w)(?:[A-Z]{2}|nl|be|de)(?=[ ]?\d{2})")
_PLATE = re.compile(r"(?<![\w-])(?=[A-Z0-9-]{8}(?![\w-]))[A-Z0-9]{1,3}-[A-Z0-9]{1,3}-[A-Z0-9]{1,3}", re.IGNORECASE)
_CODE = r"[A-Za-z0-9]+(?:[./\-–_][A-Za-z0-9]+)*"
_LINK = one_of("""
    is nr nummer no van haar zijn moet was wordt op nu politie onder met het kenmerk dossier id daar hier hun bij ons
    jullie rechtbank hof gemeente zaak
""")
_FILLER = re.compile(rf"(?:[ \t.:=#(\"'‘]|\b{_LINK}\b\.?){{0,12}}", re.IGNORECASE)
_A_CODE = re.compile(
    rf"(?:[A-Z]{{1,4}}(?:[- ][A-Z]{{1,4}})?[ ])?(?=[A-Za-z./\-–_]{{0,12}}\d){_CODE}"
    r"(?:(?:[ ]\d{2,4}(?![\w:-]|[.,]\d))+(?:[ ]\d(?=[);\n]|$))?)?(?:[ ]/[ ](?:[A-Z]{2}[ ]){1,3}[\d-]{2,8})?"
)
_LETTERS_BEFORE = re.compile(r"(?<!\w)(?!BSN|TEL|NR|ID|SWV|KVK|PGN)([A-Z]{2,4})[ ]$")  # 'BVH 2024-091182'
_GROUPED = re.compile(r"(?<![\w.,€+:/-])\d{2,5}(?:[ ]\d{2,5}){2,5}(?![\w:,/-])")
_MIXED = re.compile(rf"(?<![\w@.,/€-])(?=[A-Za-z./\-–]{{0,12}}\d){_CODE}(?![\w@])")
_LONG = re.compile(r"(?<![\w.,€+-])\d{5,20}(?![\w]|[.,]\d)")
_YEARS = re.compile(r"(?:19|20)\d\d[-–/](?:(?:19|20)?\d\d)")
_HARMLESS = re.compile(
    r"[A-Z]\d{2}(?:\.\d{1,2})?|(?:19|20)\d\d|\d{1,2}[-–.]\d{1,2}|[AN]\d{1,3}|(?i:covid|dsm|mbo|havo|vmbo|vwo|groep|klas|cluster)"
    r"[-–]?\d{1,2}|\d{1,3}[.]\d{3}(?:[.]\d{3})?|\d{1,2}[:.]\d{2}(?:[-–]\d{1,2}[:.]\d{2})?|\d+(?:e|ste|de|ers|jarige?)"
    r"|\d{1,2}[:.]\d{2}[uh]?"
)
_BEFORE_IBAN = 3  # 'NL 20 INGB ...': the country and a space before the first figure
_LEAST_OF_CODE = 5  # digits a code without letters has at least, and a sign
_LOWEST_TEAM = 2  # digits a number needs after a word that announces it


def find(reading: Reading) -> Iterator[Span]:
    """Numbers and codes; a number of the register is found however it is spaced."""
    text = reading.text
    if not reading.runs:
        return
    yield from _register(reading)
    for at, end, behind in reading.numbers:
        if end - at > _SHORTEST_LONG or (behind[:1] in _SPACERS and behind[1:].isdigit()):
            yield from _plain(text, at)
    for start, end, chunk, lettered in reading.odd:
        if lettered and not reading.has_number(start, end):
            continue  # 'en/of'
        before = text[start - _BEFORE_IBAN if start > _BEFORE_IBAN else 0 : start]
        short = not lettered and end - start <= _LEAST_OF_CODE  # a figure, a date or a time, behind a word of the text
        if not short or before[:-1].isalpha():
            yield from _codes(text, start, end, chunk, before if lettered or before.rstrip()[-2:].isalpha() else None)
    yield from _after_cue(reading)


_SPACERS = frozenset(" .-\u00a0")
_SHORTEST_LONG = 4  # digits of a number that says nothing by its length alone


def eleven_proof(digits: str) -> bool:
    """Whether nine digits pass the 'elfproef' of a BSN (Besluit burgerservicenummer, Stb. 2007, 276)."""
    if len(digits) != 9 or not digits.isdecimal():
        return False
    numbers = [int(digit) for digit in digits]
    weighed = sum(n * weight for n, weight in zip(numbers, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True))
    return weighed % 11 == 0 and any(numbers)


def _register(reading: Reading) -> Iterator[Span]:
    """Numbers the register holds; first a quick look whether the text can hold them at all."""
    text = reading.text
    every = "".join([text[at:end] for at, end, _ in reading.numbers]) if reading.book.numbers else ""
    for number in reading.book.numbers:
        if number.digits in every:
            starts = [at for at in reading.runs if text[at] == number.first]
            found = matches(number.pattern, text, starts) if number.first else number.pattern.finditer(text)
            for m in found:
                yield Span(m.start(), m.end(), Kind.ID, "nummer uit het register")


def _plain(text: str, at: int) -> Iterator[Span]:
    """What the digits at `at` are by their number and grouping."""
    if m := _NINE.match(text, at):
        digits = "".join(c for c in m[0] if c.isdigit())
        if _BSN_CUE.search(text, max(0, at - 60), at):
            yield Span(at, m.end(), Kind.BSN, "nummer na 'BSN'")
        elif eleven_proof(digits):
            yield Span(at, m.end(), Kind.BSN, "negen cijfers die aan de elfproef voldoen", 0.8)
        elif len(digits) == 9:
            yield Span(at, m.end(), Kind.ID, "negen cijfers", 0.7)
    if m := _LONG.match(text, at):
        yield Span(at, m.end(), Kind.ID, "lang nummer", 0.7)
    if m := _GROUPED.match(text, at):
        yield Span(at, m.end(), Kind.ID, "lang nummer in groepjes", 0.6)


def _codes(text: str, start: int, end: int, chunk: str, country_before: str | None) -> Iterator[Span]:
    """`country_before`: in which the letters of a country may stand, with the piece; None where there are none."""
    country = _COUNTRY.search(text, start - len(country_before), end) if country_before is not None else None
    if country and (m := _IBAN.match(text, country.start())) and sum(map(str.isdigit, m[0])) >= 8:
        yield Span(m.start(), m.end(), Kind.ID, "rekeningnummer")
    if "-" in chunk:
        for m in _PLATE.finditer(text, start, end):
            if any(c.isalpha() for c in m[0]) and any(c.isdigit() for c in m[0]):
                yield Span(m.start(), m.end(), Kind.ID, "kenteken")
    for m in _MIXED.finditer(text, start, end):
        if _looks_like_code(m[0]):
            plain = m[0].upper() == m[0].lower()
            letters = _LETTERS_BEFORE.search(text, max(0, m.start() - 6), m.start()) if plain else None
            first = letters.start(1) if letters else m.start()
            yield Span(first, m.end(), Kind.ID, "code van letters en cijfers", 0.7)


def _after_cue(reading: Reading) -> Iterator[Span]:
    text = reading.text
    for i in reading.with_fact(is_.NUMBER_CUE):
        filler = _FILLER.match(text, reading.tokens[i].end)
        code = _A_CODE.match(text, filler.end() if filler else reading.tokens[i].end)
        if code and sum(map(str.isdigit, code[0])) >= _LOWEST_TEAM and not _is_amount(code[0]):
            yield Span(code.start(), code.end(), Kind.ID, "nummer van een dossier, pas of polis")


def _is_amount(code: str) -> bool:
    """Whether a code reads as a date, a time or a small amount; millions behind 'polis' do not."""
    return bool(_HARMLESS.fullmatch(code)) and sum(map(str.isdigit, code)) < _LEAST_OF_POLICY


_LEAST_OF_POLICY = 7


def _looks_like_code(token: str) -> bool:
    digits = sum(map(str.isdigit, token))
    if digits < 3 or _HARMLESS.fullmatch(token) or _YEARS.fullmatch(token):
        return False
    letters = [c for c in token if c.isalpha()]
    if letters:
        return any(c.isupper() for c in letters) or digits >= 4
    return digits >= 5 and not token.isdigit()
