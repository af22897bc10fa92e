"""Names as files and fields write them: 'Logboek Wojcik, Dominik', 'bakker, sanne - 3v', 'dokter: van oosten,'.

The comma belongs to the name: what is left of it would say that two words were one.
"""

from collections.abc import Iterator

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise.cues import a_set
from thuisplan_desktop.anonymise.finders.announced import is_role
from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.people_cues import OPENS_INFIX as INFIXES
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.tokens import Token

_RECORDS = a_set("""
    logboek log dossier verslag notitie notities aantekening aantekeningen journaal betreft betr leerling lln ll
    naam overdracht intake verzuim kaart leerlingkaart gespreksverslag rapportage zorgdossier casus cliënt client
    jongere student pupil kind re inzake casus bespreking
""")
_RECORD_ENDS = ("logboek", "log", "dossier", "verslag", "notitie", "gesprek", "kaart", "lijst")
_NO_SURNAME = is_.FUNCTION | is_.VERB | is_.ANNOUNCES | is_.MONTH | is_.ORG_TYPE | is_.NUMBER_CUE | is_.CALL_CUE
_NO_FIRST = is_.FUNCTION | is_.VERB | is_.ANNOUNCES | is_.MONTH
_SIGNS = (": ", " = ", " : ")
_MOST_INFIXES = 3
_SHORTEST = 3  # letters of a surname


def find(reading: Reading) -> Iterator[Span]:
    """Surnames before a first name and its comma; surnames with an infix that fill a field behind a role."""
    tokens, parted = reading.tokens, reading.parted
    for i in parted.get(", ", ()):
        if i and _are_two_names(tokens[i - 1], tokens[i]):
            yield from _turned(reading, i)
    for i in (i for sign in _SIGNS for i in parted.get(sign, ())):
        if i and tokens[i].facts & is_.OPENS_INFIX:
            yield from _in_field(reading, i)


def _turned(reading: Reading, i: int) -> Iterator[Span]:
    """'peeters, lotte' at the start of a line or behind what kind of record it is."""
    surname, first = reading.tokens[i - 1], reading.tokens[i]
    at = i - 1
    while i - 1 - at < _MOST_INFIXES and (infix := reading.near(at, at - 1)) is not None:
        if not infix.facts & is_.OPENS_INFIX or reading.gaps[at] != " ":
            break
        at -= 1
    if (tied := reading.near(at, at - 1)) is not None and tied.folded.rpartition("-")[2] in INFIXES:
        at -= 1 if "-" in tied.folded else 0  # 'hofman-de boer'
    told = _behind_record(reading, at)
    opens = told or (not surname.facts & is_.FIRST and _opens_line(reading, at))
    if opens and not _goes_on(reading, i):
        yield Span(reading.tokens[at].start, first.end, Kind.PERSON, "achternaam voor een voornaam", 0.7)


def _are_two_names(surname: Token, first: Token) -> bool:
    """A surname, or a word nobody knows; and behind it a first name in the same letters."""
    if not first.facts & is_.FIRST:
        return False
    named = surname.facts & is_.SURNAME or not surname.facts & is_.PLAIN
    if not named or surname.facts & _NO_SURNAME or len(surname.text) < _SHORTEST:
        return False
    return not first.facts & _NO_FIRST and surname.capital == first.capital


def _opens_line(reading: Reading, at: int) -> bool:
    """Whether a name at word `at` opens a line or brackets."""
    gap = reading.gaps[at]
    return at == 0 or "\n" in gap or gap[-1:] == "("


def _behind_record(reading: Reading, at: int) -> bool:
    """Whether the word before says what kind of record it is: 'dossier bakker, sanne', also of 'aydin, yusuf'."""
    left = reading.around[at - 1]
    if left is None or reading.gaps[at] not in (" ", ": ", " – ", " - "):
        return False
    return left.folded in _RECORDS or left.folded.endswith(_RECORD_ENDS)


def _goes_on(reading: Reading, i: int) -> bool:
    """'bakker, sanne en tom', 'Bakker, Sanne, Tom': a row of names, not one turned round."""
    end, after = reading.tokens[i].end, reading.around[i + 1]
    row = after is not None and after.facts & is_.NAME and reading.text[end : end + 2] == ", "
    return bool(row) or (after is not None and after.gap == " " and after.folded in ("en", "of"))


_FIELD_ENDS = frozenset(("", ",", ".", ";", ")", "\n", "\r", "/"))
_NO_HOLDER = is_.FUNCTION | is_.VERB | is_.ANNOUNCES | is_.ORG_TYPE | is_.MONTH | is_.INFIX


def _in_field(reading: Reading, i: int) -> Iterator[Span]:
    """'dokter: van oosten, oren': infixes and a word fill the field; 'vader: van huis weg' does not."""
    role, at = reading.tokens[i - 1], i
    if reading.tokens[i].capital or role.facts & is_.RELATIVE or not is_role(role):
        return
    while at - i < _MOST_INFIXES and (named := reading.around[at]) is not None and named.facts & is_.OPENS_INFIX:
        at += 1
    named = reading.around[at]
    if named is None or named.gap != " " or named.facts & _NO_HOLDER or len(named.text) < _SHORTEST:
        return
    phrase = " ".join(token.folded for token in reading.tokens[i : at + 1])
    known = phrase in reading.words.surnames_with_infix or not named.facts & is_.PLAIN
    if known and reading.text[named.end : named.end + 1] in _FIELD_ENDS:
        yield Span(reading.tokens[i].start, named.end, Kind.PERSON, "naam achter een rol", 0.6)
