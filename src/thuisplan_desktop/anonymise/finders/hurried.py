"""People in hurried notes whom only their place in the line gives away: 'bakker vindt het niks', 'broer j'."""

import re
from collections.abc import Iterator

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise import people_cues as cues
from thuisplan_desktop.anonymise.cues import a_set
from thuisplan_desktop.anonymise.finders.beside import is_nothing_else
from thuisplan_desktop.anonymise.finders.clues import FIELD_ENDS, WORD_ENDS, as_span
from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.tokens import Token
from thuisplan_desktop.anonymise.watched import Watched, WatchedSmall


def find(reading: Reading) -> Iterator[Span]:
    """People by the words around them, mostly where capitals are left out."""
    yield from _asked_to_come(reading)
    yield from _pairs(reading)
    yield from _attending(reading)
    yield from _capital_letters(reading)
    yield from _under_greetings(reading)
    signed = reading.tokens and len(reading.tokens[-1].text) == 1
    if signed and (m := _FAREWELL.search(reading.text, max(0, len(reading.text) - 40))):
        yield Span(m.start(1), m.end(1), Kind.PERSON, "letter onder een groet", 0.5)
    if reading.lower_style:
        yield from _letters_for_people(reading)
        yield from _at_line_starts(reading)
        yield from _adjectives(reading)
        yield from _someone(reading)
        yield from _mo(reading)
        yield from _behind_roles(reading)


_FAREWELL = re.compile(
    r"\b(?:groet|groeten|groetjes|gr|grtjs|grt|mvg|kus|liefs|xx?|dank)[.,! ]*\s([A-Za-z])\.?\s*$", re.IGNORECASE
)
_INVERTED = a_set("""
    wil kan mag moet zal zou gaat komt laat vraagt belt heeft is was had kon mocht moest ging kwam wilde
""")


_WIL, _MO, _ENE = Watched(("wil",)), WatchedSmall(("mo",)), WatchedSmall(("ene",))


def _asked_to_come(reading: Reading) -> Iterator[Span]:
    """'wil juf wil nog langsgaan': the verb stands before the title, so the word behind it is the name."""
    for i in reading.where[_WIL]:
        title, verb = reading.near(i, i - 1), reading.near(i - 1, i - 2)
        if title is None or verb is None or verb.folded not in _INVERTED:
            continue
        if title.facts & (is_.TITLE | is_.RELATIVE) and reading.gaps[i] == reading.gaps[i - 1] == " ":
            yield as_span(reading.tokens[i], Kind.PERSON, "naam na een aanspreektitel", 0.6)


_TWO = 2
_PAIRING = Watched(a_set("en of"))
_BETWEEN = a_set("naast tussen met bij van tegen voor zonder achter door aan via")
_NO_PAIR = is_.FUNCTION | is_.VERB | is_.ANNOUNCES | is_.ORG_TYPE


def _pairs(reading: Reading) -> Iterator[Span]:
    """'niet naast max of merel': two words that are first names too, behind a preposition and without an article."""
    for i in (i for i in reading.where[_PAIRING] if i > 1 and reading.tokens[i - 2].folded in _BETWEEN):
        first, second = reading.near(i, i - 1), reading.near(i + 1, i + 1)
        if first is None or second is None:
            continue
        both = first.facts & second.facts & is_.FIRST and not (first.facts | second.facts) & _NO_PAIR
        if both and (first.facts | second.facts) & is_.BARE_NAME and first.gap == " ":
            yield as_span(first, Kind.PERSON, "voornaam die ook een gewoon woord is", 0.5)
            yield as_span(second, Kind.PERSON, "voornaam die ook een gewoon woord is", 0.5)


_ALONE = frozenset("ABCDEFGHJKLMNOPQRSTVWYZ")  # not the 'I' of English, 'U' and 'X'
_BEFORE_LETTERS = a_set("met van bij tegen door aan namens dat")
_OPENS = frozenset((". ", ", ", "! ", "? ", ": ", "; ", "\n", "- ", "\n- ", "\n\n", ""))


def _capital_letters(reading: Reading) -> Iterator[Span]:
    """'K zegt niets, M praat voor hem', 'gesprek met K over thuis': a capital alone for somebody."""
    for i in reading.where[_SMALL_ALONE]:
        token, after, left = reading.tokens[i], reading.around[i + 1], reading.around[i - 1]
        if token.text not in _ALONE:
            continue
        acts = after is not None and after.gap == " " and after.folded in DOING and token.gap in _OPENS
        told = left is not None and token.gap == " " and left.folded in _BEFORE_LETTERS and not left.capital
        ends = reading.text[token.end : token.end + 2].strip()[:1]
        if acts or (told and not ends.isdigit() and not ends.isupper() and (after is None or after.folded != "naar")):
            behind = reading.text[token.end : token.end + 1]
            yield from (as_span(token, Kind.PERSON, "letter voor een naam", 0.5),) if behind in WORD_ENDS else ()


_SMALL_ALONE = Watched(frozenset(letter.lower() for letter in _ALONE))


def _under_greetings(reading: Reading) -> Iterator[Span]:
    """'Groet,' and 'Zomer' on a line of its own: a surname that is a frequent word."""
    for i in reading.signed:
        token, after = reading.tokens[i], reading.around[i + 1]
        alone = "\n" in token.gap and (after is None or "\n" in after.gap) and token.capital
        no_name = token.facts & (is_.ANNOUNCES | is_.ORG_TYPE | is_.FAREWELL | is_.VERB)
        if alone and token.facts & is_.NAME and not no_name and len(token.text) > _TWO:
            yield as_span(token, Kind.PERSON, "naam onder een groet", 0.6)


_LISTING = Watched(
    a_set("""
    aanwezig aanw afwezig afw aanwezigen afwezigen deelnemers cc kopie genodigden uitgenodigd ingelicht betrokkenen
    afgemeld present
""")
)
_NO_ATTENDANT = is_.ANNOUNCES | is_.ORG_TYPE
_MOST_ATTENDING = 80  # words of such a list that are looked at


def _attending(reading: Reading) -> Iterator[Span]:
    """'Aanwezig: Noor, Max, Roos (ib), Wil en Kees': a name that is a word, alone between the commas of a list."""
    for i in reading.where[_LISTING]:
        if reading.text[reading.tokens[i].end : reading.tokens[i].end + 1] != ":":
            continue
        for at in range(i + 1, min(i + _MOST_ATTENDING, len(reading.tokens))):
            token = reading.tokens[at]
            if "\n" in token.gap:
                break
            opens = token.gap[-2:] in (": ", ", ", "; ") or (token.gap == " " and reading.tokens[at - 1].folded == "en")
            if not opens or len(token.text) < _TWO or token.facts & _NO_ATTENDANT:
                continue
            first = token.facts & is_.FIRST
            surname = token.capital and token.facts & is_.SURNAME and not token.facts & is_.FUNCTION
            behind, after = reading.text[token.end : token.end + 2], reading.around[at + 1]
            ends = behind[:1] in FIELD_ENDS or behind == " (" or (after is not None and after.folded == "en")
            if ends and (first or surname) and (token.capital or reading.lower_style):
                yield as_span(token, Kind.PERSON, "naam in een lijst van aanwezigen", 0.6)


def _mo(reading: Reading) -> Iterator[Span]:
    """'mo durft niet meer', but not 'komt mo 8.00'."""
    for token in (reading.tokens[i] for i in reading.where_small[_MO]):
        if not token.capital and not reading.text[token.end : token.end + 2].strip().isdigit():
            yield as_span(token, Kind.PERSON, "voornaam in kleine letters", 0.4)


def _someone(reading: Reading) -> Iterator[Span]:
    """'ene mo of moh aan de deur': a name that is a word behind 'ene'."""
    for at in reading.where_small[_ENE]:
        for i in (at + 1, at + 3):
            token = reading.near(i, i)
            if token is None or token.gap != " " or not token.facts & is_.NAME or token.facts & _NO_PAIR:
                break
            yield as_span(token, Kind.PERSON, "zo heet iemand", 0.5)
            tie = reading.around[i + 1]
            if tie is None or tie.folded not in _TIES:
                break


_WITH = WatchedSmall(
    a_set("met m door aan namens via vraag vraagt bel belt mail mailt app appt spreekt spreek volgens")
)
_MOST_LETTERS = 3
_TIES = frozenset(("en", "of"))


def _are_letters(token: Token) -> bool:
    return _TWO <= len(token.text) <= _MOST_LETTERS and is_nothing_else(token)


def _letters_for_people(reading: Reading) -> Iterator[Span]:
    """'besproken met jw en rk': letters that are short for nothing, where somebody is named."""
    for at in reading.where_small[_WITH]:
        for i in (at + 1, at + 3):
            token = reading.near(i, i)
            if token is None or token.gap != " " or not _are_letters(token):
                break
            yield as_span(token, Kind.PERSON, "letters voor een naam", 0.4)
            tie = reading.around[i + 1]
            if tie is None or tie.folded not in _TIES:
                break


_SPEAKING = cues.SPEAKING | a_set("""
    meldt meldde vertelt vertelde adviseert adviseerde overlegt overlegde bevestigt bevestigde weet wist wil wilde
    snapt schrijft schreef kijkt keek begeleidt spreekt sprak probeert regelt regelde neemt nam stuurt stuurde ziet
    zag dreigt
""")
DOING = cues.DEEDS | _SPEAKING | a_set("praat praatte lacht durft voelt")
_NO_SURNAME = a_set("jong jongen baas hoop dokter post groen jongste meester heer broer neef oom man")
_BEHIND_FIRST = frozenset((" ", " = "))
_INFIXED = re.compile(r" (?:el|al|van|v|vd|vdr|de|der|den|v\.d\.|ait|ben|bin) [a-z]\.?(?=[ ,;:)\n]|$)")


def _at_line_starts(reading: Reading) -> Iterator[Span]:
    """'bakker vindt het niks', 'ter horst heeft getekend', 'mo el a. was er': who opens a line."""
    for line in reading.lines:
        token, after = (reading.tokens[line[0]], reading.around[line[0] + 1]) if line else (None, None)
        if token is None or after is None or token.capital or after.gap not in _BEHIND_FIRST:
            continue
        acts = after.folded in _SPEAKING or (after.gap == " = " and after.facts & (is_.ROLE | is_.RELATIVE))
        if len(token.text) == _TWO and acts and is_nothing_else(token):
            yield as_span(token, Kind.PERSON, "letters voor een naam", 0.4)
        surname = token.facts & is_.FREQUENT and not token.facts & (_NO_PAIR | is_.HARMLESS)
        if surname and after.folded in _SPEAKING and token.folded not in _NO_SURNAME:
            yield as_span(token, Kind.PERSON, "wie iets zegt of doet", 0.4)
        elif token.facts & is_.FIRST and not token.facts & _NO_PAIR and (m := _INFIXED.match(reading.text, token.end)):
            yield Span(token.start, m.end(), Kind.PERSON, "voornaam met tussenvoegsel en letter", 0.6)
        elif token.facts & is_.INFIX:
            yield from _with_infix(reading, line[0])


def _with_infix(reading: Reading, first: int) -> Iterator[Span]:
    """'ter horst heeft': a listed surname with its infixes, before what people do."""
    said = [token.folded for token in reading.tokens[first : first + _MOST_WORDS]]
    for words in range(2, len(said)):
        known = " ".join(said[:words]) in reading.words.surnames_with_infix
        last = reading.tokens[first + words - 1]
        if known and said[words] in DOING and not last.facts & (is_.FUNCTION | is_.ANNOUNCES) and last.gap == " ":
            start = reading.tokens[first].start
            yield Span(start, last.end, Kind.PERSON, "achternaam na een tussenvoegsel", 0.5)


_MOST_WORDS = 4
# After 'de' an adjective has an ending, and these are no nouns: 'de wit', 'de vries' can only be surnames.
_BARE_ADJECTIVES = WatchedSmall(
    a_set("""
    wit groot jong bruin zwart grijs vrij groen rood blauw klein oud lang kort hoog laag vroom goed dik bont
    vries bruijn bruyn rooij rooy ruijter ruyter kruijf
""")
)


def _adjectives(reading: Reading) -> Iterator[Span]:
    """'de wit is op de hoogte', 'voor de jong transport'."""
    for i in reading.where_small[_BARE_ADJECTIVES]:
        left, token, after = reading.near(i, i - 1), reading.tokens[i], reading.around[i + 1]
        if left is None or left.folded != "de" or token.gap != " " or token.capital:
            continue
        if after is not None and after.gap == " " and after.folded in cues.TRADES:
            yield Span(left.start, after.end, Kind.ORG, "achternaam met een soort bedrijf", 0.6)
        elif after is None or after.gap != "-":
            yield Span(left.start, token.end, Kind.PERSON, "achternaam na een tussenvoegsel", 0.6)


_ROLES = WatchedSmall(cues.RELATIVES | cues.ROLES | cues.LONGER_ROLES | cues.TITLES)
_LETTERS = frozenset("abcfgijlopqrwyz")  # the others are short for words: 'vader v kind'
NO_HOLDER = is_.FUNCTION | is_.VERB | is_.ANNOUNCES | is_.HARMLESS | is_.ORG_TYPE
_STATES = a_set("""
    boos ziek thuis moe stil blij bang druk laat goed slecht wakker kwijt alleen later nieuw oud jong lang kort vroeg
    snel open dicht weg terug vrij los vast groot klein zwart wit rood bakker kok slager visser smit school werk
""")


def _behind_roles(reading: Reading) -> Iterator[Span]:
    """'broer j ook thuis', 'lpa hak dreigt', 'mentor (kers)': a letter or a surname that is a word behind a role."""
    for i in reading.where_small[_ROLES]:
        token = reading.around[i + 1]
        if token is None or token.capital or token.gap not in (" ", " ("):
            continue
        behind = reading.text[token.end : token.end + 1]
        surname = reading.around[i + 2]
        if token.folded in _INFIXES and surname is not None and surname.folded in _FREQUENT_WORDS:
            yield Span(token.start, surname.end, Kind.PERSON, "achternaam na een tussenvoegsel", 0.5)
        elif len(token.text) > 1:
            called = token.gap == " " and reading.tokens[i].folded in _KIN and not token.folded.startswith(_DONE)
            called = called and not token.folded.endswith("en")
            closed = token.gap == " (" and behind == ")"
            if is_holder(token) and (called or closed or _acts(reading, i + 1)):
                yield as_span(token, Kind.PERSON, "achternaam na een rol", 0.5)
        elif reading.tokens[i].facts & is_.RELATIVE and token.folded in _LETTERS and behind in WORD_ENDS:
            short = behind == "." and reading.text[token.end + 1 : token.end + 2].isalpha()  # 'ma a.s.'
            yield from () if short else (as_span(token, Kind.PERSON, "letter achter een familielid", 0.5),)


_INFIXES = a_set("vd vdr vden")
_FREQUENT_WORDS = a_set("meer hoop winter zomer post kamp brand hout water wind horst heide laan zee")
_KIN = a_set("""
    opa oma tante oom ome pake beppe juf meester buurman buurvrouw neef nicht broer zus zusje broertje zwager schoonzus
""")
_DONE = ("ge", "be", "ver", "over", "op", "in", "uit", "aan", "af", "on", "ont", "her", "terug")


def is_holder(token: Token) -> bool:
    """Whether a word in small letters may be a surname, though it is an ordinary word."""
    return bool(token.facts & is_.SURNAME) and not token.facts & NO_HOLDER and token.folded not in _STATES


def _acts(reading: Reading, i: int) -> bool:
    """Whether what only people say or do stands right behind word i."""
    after = reading.around[i + 1]
    return reading.gaps[i] == " " and after is not None and after.gap == " " and after.folded in _SPEAKING
