"""Words in small letters that no list knows, where such a word is a name at least once in four times.

Measured on all kept notes; an unknown word in another place, or a short one without a vowel, is an abbreviation of the
field far more often ('gwn', 'lpl'), so it stays.
"""

import re
from collections.abc import Iterator

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise import people_cues as cues
from thuisplan_desktop.anonymise.cues import a_set
from thuisplan_desktop.anonymise.finders.beside import is_nothing_else
from thuisplan_desktop.anonymise.finders.hurried import DOING, NO_HOLDER, is_holder
from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.tokens import Token
from thuisplan_desktop.anonymise.watched import Watched, WatchedSmall

_REASON = "een woord dat de woordenlijst niet kent"


def find(reading: Reading) -> Iterator[Span]:
    """Short words, words that open a line, words with a house number, surnames behind a role."""
    yield from _opening_lines(reading)
    yield from _behind_roles(reading)
    if reading.lower_style:
        yield from _of_three_letters(reading)
        yield from _behind_kinds(reading)
        yield from _at_schools(reading)
        if reading.runs:
            yield from _with_numbers(reading)


_LEAST = 4
_PLAIN = is_.PLAIN | is_.ANNOUNCES | is_.NUMBER_CUE | is_.CALL_CUE | is_.MONTH | is_.ENGLISH | is_.COUNTED
_ENDS = ".!?\n\r "  # of the sentence before; a bullet or a number opens a list of things
_CUT_SHORT = a_set("navr vervolg noaber")


def _opening_lines(reading: Reading) -> Iterator[Span]:
    """'djenno vandaag weer niet': also by a writer who starts sentences with a capital."""
    for line in reading.lines:
        token = reading.tokens[line[0]] if line else None
        if token is None or token.capital or token.facts & _PLAIN or len(token.text) < _LEAST:
            continue
        dotted = reading.text[token.end : token.end + 1] == "."
        if (
            token.text.isalpha()
            and not token.gap.strip(_ENDS)
            and not dotted
            and not reading.lower_style
            and token.folded not in _CUT_SHORT
        ):
            yield Span(token.start, token.end, Kind.PERSON, _REASON, 0.4)


_THREE = 3
_VOWELS = frozenset("aeiouy")
_ABBREVIATED = a_set("iem adr arr nix onl nei bur hyp eig ouw woe pine")


def _of_three_letters(reading: Reading) -> Iterator[Span]:
    """'kez niet ingecheckt', 'jel is er niet': three letters with a vowel."""
    for word in [word for word in reading.places if len(word) == _THREE and not _VOWELS.isdisjoint(word)]:
        if word in _ABBREVIATED or not word.isalpha():
            continue
        for token in (reading.tokens[i] for i in reading.places[word]):
            dotted = reading.text[token.end : token.end + 1] == "."
            if token.facts & _PLAIN or not is_nothing_else(token) or dotted:
                break
            yield Span(token.start, token.end, Kind.PERSON, _REASON, 0.4)


_ROLES = Watched((cues.ROLES | cues.LONGER_ROLES) - cues.RELATIVES)
_NO_SURNAME = a_set("geluk hem boeken zeggen bellen")


def _behind_roles(reading: Reading) -> Iterator[Span]:
    """'mentor blom weet ervan', 'teamleider kanis,': a surname that is a word, behind a role."""
    for i in reading.where[_ROLES]:
        token, after = reading.around[i + 1], reading.around[i + 2]
        if token is None or token.gap != " " or token.capital or not is_holder(token) or token.folded in _NO_SURNAME:
            continue
        acts = after is not None and after.gap == " " and after.folded in DOING
        if acts or (reading.lower_style and not token.folded.endswith("en")):
            yield Span(token.start, token.end, Kind.PERSON, "achternaam na een rol", 0.5)


_SCHOOLS = WatchedSmall(a_set("ikc vso sbo obs cbs kbs rkbs pcb"))
_PARTICIPLE = ("ge", "ver", "be", "aan", "uit", "op", "af", "over")


def _behind_kinds(reading: Reading) -> Iterator[Span]:
    """'vso wildveld', 'ikc toermalijn'."""
    for i in (i + 1 for i in reading.where_small[_SCHOOLS]):
        token = reading.near(i, i)
        if token is None or token.gap != " " or token.capital or token.facts & NO_HOLDER or len(token.text) <= _LEAST:
            continue
        if not token.folded.endswith("en") and not token.folded.startswith(_PARTICIPLE):
            yield Span(token.start, token.end, Kind.ORG, "gewone woorden na een soort organisatie", 0.4)


_ON = WatchedSmall(("op",))


def _at_schools(reading: Reading) -> Iterator[Span]:
    """'om 10 u op kwadrant': a word that opens the name of a listed school, without an article."""
    for i in (i + 1 for i in reading.where_small[_ON]):
        token = reading.near(i, i)
        if token is None or token.gap != " " or token.capital or not token.facts & is_.LISTS:
            continue
        if len(token.text) >= _LEAST and not token.facts & (NO_HOLDER | is_.ORG_END):
            yield Span(token.start, token.end, Kind.ORG, "school uit de lijst in kleine letters", 0.4)


_NUMBER = re.compile(
    r" \d{1,3}[a-h]?(?![\w%]|[:.,/-]\d)"
    r"(?! ?(?:uur|u\b|x\b|jaar|jr|keer|min|km|weken|dagen|wk|dgn|euro|jan|feb|mrt|maart|apr|mei|jun|jul|aug|sep|okt|nov"
    r"|dec))"
)
_NO_STREET = is_.LISTED | NO_HOLDER | is_.MONTH | is_.COUNTED | is_.NUMBER_CUE | is_.CALL_CUE | is_.NAME


def _with_numbers(reading: Reading) -> Iterator[Span]:
    """'kaartje sturen tussendiepen 19': an unlisted word and a number."""
    for at in reading.runs:
        i = reading.after(at) - 1
        token = reading.around[i]
        if token is None or token.end != at - 1 or token.capital or not _is_unlisted(token):
            continue
        if m := _NUMBER.match(reading.text, token.end):
            yield Span(token.start, m.end(), Kind.ADDRESS, _REASON, 0.4)


_DAILY = ("week", "dag", "groep", "klas", "nr", "nummer", "lokaal", "gesprek", "toets", "les", "belt", "notitie", "app")


def _is_unlisted(token: Token) -> bool:
    if token.facts & _NO_STREET or len(token.text) <= _LEAST + 1 or not token.text.isalpha():
        return False
    return not token.folded.endswith(_DAILY)
