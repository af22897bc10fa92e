"""Names in hurried notes that only their place in the line gives away: 'bakker vindt het niks', 'in asten'."""

import re
from collections.abc import Iterator

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise import people_cues as cues
from thuisplan_desktop.anonymise.cues import a_set
from thuisplan_desktop.anonymise.finders.beside import is_nothing_else
from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.tokens import Token


def find(reading: Reading) -> Iterator[Span]:
    """People, towns and organisations by the words around them, mostly where capitals are left out."""
    yield from _asked_to_come(reading)
    yield from _pairs(reading)
    if m := _FAREWELL.search(reading.text, max(0, len(reading.text) - 40)):
        yield Span(m.start(1), m.end(1), Kind.PERSON, "letter onder een groet", 0.5)
    if reading.lower_style:
        yield from _small_towns(reading)
        yield from _letters_for_people(reading)
        yield from _short_organisations(reading)
        yield from _at_line_starts(reading)
        yield from _adjectives(reading)
        yield from _behind_roles(reading)
        yield from _behind_kinds(reading)


_FAREWELL = re.compile(
    r"\b(?:groet|groeten|groetjes|gr|grtjs|grt|mvg|kus|liefs|xx?|dank)[.,! ]*\s([A-Za-z])\.?\s*$", re.IGNORECASE
)
_INVERTED = a_set("""
    wil kan mag moet zal zou gaat komt laat vraagt belt heeft is was had kon mocht moest ging kwam wilde
""")


def _asked_to_come(reading: Reading) -> Iterator[Span]:
    """'wil juf wil nog langsgaan': the verb stands before the title, so the word behind it is the name."""
    for i in reading.places.get("wil", ()):
        title, verb = reading.near(i, i - 1), reading.near(i - 1, i - 2)
        if title is None or verb is None or verb.folded not in _INVERTED:
            continue
        if title.facts & (is_.TITLE | is_.RELATIVE) and reading.gap(i) == reading.gap(i - 1) == " ":
            yield _person(reading.tokens[i], "naam na een aanspreektitel", 0.6)


def _person(token: Token, reason: str, certainty: float) -> Span:
    return Span(token.start, token.end, Kind.PERSON, reason, certainty)


_PAIRING = a_set("en of")
_BETWEEN = a_set("naast tussen met bij van tegen voor zonder achter door aan via")
_NO_PAIR = is_.FUNCTION | is_.VERB | is_.ANNOUNCES | is_.ORG_TYPE


def _pairs(reading: Reading) -> Iterator[Span]:
    """'niet naast max of merel': two words that are first names too, behind a preposition and without an article."""
    for i in (i for tie in _PAIRING & reading.places.keys() for i in reading.places[tie]):
        before, first, second = reading.token(i - 2), reading.near(i, i - 1), reading.near(i + 1, i + 1)
        if before is None or first is None or second is None or before.folded not in _BETWEEN or i < 2:
            continue
        both = first.facts & second.facts & is_.FIRST and not (first.facts | second.facts) & _NO_PAIR
        if both and (first.facts | second.facts) & is_.BARE_NAME and first.gap == " ":
            yield _person(first, "voornaam die ook een gewoon woord is", 0.5)
            yield _person(second, "voornaam die ook een gewoon woord is", 0.5)


_TOWARDS = a_set("in uit naar richting vanuit te")
_NO_TOWN = is_.FUNCTION | is_.VERB | is_.ANNOUNCES | is_.HARMLESS | is_.MONTH
_THINGS = a_set("halen zetten winkel huizen school werk bed rust dorp water kamp dam wal berg zee hoek")


def _small_towns(reading: Reading) -> Iterator[Span]:
    """'zorgboerderij in asten,': a town that is an ordinary word, straight behind 'in' or 'naar'."""
    for i in (i + 1 for word in _TOWARDS & reading.places.keys() for i in reading.places[word]):
        token = reading.near(i, i)
        if token is None or not token.facts & is_.PLACE or token.facts & _NO_TOWN or token.gap != " ":
            continue
        if not token.capital and token.folded not in _THINGS:
            yield Span(token.start, token.end, Kind.PLACE, "plaats die ook een gewoon woord is", 0.4)


_WITH = a_set("met m door aan namens via vraag")
_TWO = 2
_TIES = frozenset(("en", "of"))


def _letters_for_people(reading: Reading) -> Iterator[Span]:
    """'besproken met jw en rk': two letters that are short for nothing, where somebody is named."""
    for at in (i for word in _WITH & reading.places.keys() for i in reading.places[word]):
        for i in (at + 1, at + 3):
            token = reading.near(i, i)
            if token is None or len(token.text) != _TWO or token.gap != " " or not is_nothing_else(token):
                break
            yield _person(token, "letters voor een naam", 0.4)
            tie = reading.token(i + 1)
            if tie is None or tie.folded not in _TIES:
                break


_AT = a_set("bij via naar van op vd v")
_SHORTEST, _LONGEST_SHORT = 2, 4
_BEHIND_SHORT = frozenset((" ", "", ",", ".", ";", ")", "\n", "?", "!", ":"))


def _short_organisations(reading: Reading) -> Iterator[Span]:
    """'speelt bij svz', 'komt van lmc': a short word that no list knows, behind 'bij' or 'van'."""
    for i in (i + 1 for word in _AT & reading.places.keys() for i in reading.places[word]):
        token = reading.near(i, i)
        if token is None or token.gap != " " or not _SHORTEST <= len(token.text) <= _LONGEST_SHORT:
            continue
        if is_nothing_else(token) and reading.text[token.end : token.end + 1] in _BEHIND_SHORT:
            yield Span(token.start, token.end, Kind.ORG, "een woord dat de woordenlijst niet kent", 0.4)


_SPEAKING = a_set("""
    zegt zei denkt dacht vindt vond vraagt vroeg belt belde mailt mailde appt appte meldt meldde vertelt vertelde
    adviseert adviseerde overlegt overlegde bevestigt bevestigde weet wist wil wilde snapt schrijft schreef kijkt keek
    begeleidt spreekt sprak probeert regelt regelde neemt nam stuurt stuurde ziet zag dreigt
""")
_DOING = _SPEAKING | a_set(
    "is was heeft had kan kon mag mocht moet moest zal gaat ging komt kwam doet deed krijgt kreeg"
)
_NO_SURNAME = a_set("jong jongen baas hoop dokter post groen jongste meester heer broer neef oom man")
_INFIXED = re.compile(r" (?:el|al|van|v|vd|vdr|de|der|den|v\.d\.|ait|ben|bin) [a-z]\.?(?=[ ,;:)\n]|$)")


def _at_line_starts(reading: Reading) -> Iterator[Span]:
    """'bakker vindt het niks', 'ter horst heeft getekend', 'mo el a. was er': who opens a line."""
    for line in reading.lines:
        token, after = (reading.tokens[line[0]], reading.token(line[0] + 1)) if line else (None, None)
        if token is None or after is None or token.capital or after.gap != " ":
            continue
        surname = token.facts & is_.FREQUENT and not token.facts & (_NO_PAIR | is_.HARMLESS)
        if surname and after.folded in _SPEAKING and token.folded not in _NO_SURNAME:
            yield _person(token, "wie iets zegt of doet", 0.4)
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
        if known and said[words] in _DOING and not last.facts & (is_.FUNCTION | is_.ANNOUNCES) and last.gap == " ":
            start = reading.tokens[first].start
            yield Span(start, last.end, Kind.PERSON, "achternaam na een tussenvoegsel", 0.5)


_MOST_WORDS = 4
# After 'de' an adjective has an ending: 'de wit' can only be a surname.
_BARE_ADJECTIVES = a_set("""
    wit groot jong bruin zwart grijs vrij groen rood blauw klein oud lang kort hoog laag vroom goed dik bont
""")


def _adjectives(reading: Reading) -> Iterator[Span]:
    """'de wit is op de hoogte', 'voor de jong transport'."""
    for i in (i for word in _BARE_ADJECTIVES & reading.places.keys() for i in reading.places[word]):
        left, token, after = reading.near(i, i - 1), reading.tokens[i], reading.token(i + 1)
        if left is None or left.folded != "de" or token.gap != " " or token.capital:
            continue
        if after is not None and after.gap == " " and after.folded in cues.TRADES:
            yield Span(left.start, after.end, Kind.ORG, "achternaam met een soort bedrijf", 0.6)
        elif after is None or after.gap != "-":
            yield Span(left.start, token.end, Kind.PERSON, "achternaam na een tussenvoegsel", 0.6)


_ROLES = cues.RELATIVES | cues.ROLES | cues.LONGER_ROLES | cues.TITLES
_LETTERS = frozenset("abcfgijlopqrwyz")  # the others are short for words: 'vader v kind'
_NO_HOLDER = is_.FUNCTION | is_.VERB | is_.ANNOUNCES | is_.HARMLESS | is_.ORG_TYPE
_STATES = a_set("""
    boos ziek thuis moe stil blij bang druk laat goed slecht wakker kwijt alleen later nieuw oud jong lang kort vroeg
    snel open dicht weg terug vrij los vast groot klein zwart wit rood bakker kok slager visser smit school werk
""")


def _behind_roles(reading: Reading) -> Iterator[Span]:
    """'broer j ook thuis', 'lpa hak dreigt', 'mentor (kers)': a letter or a surname that is a word behind a role."""
    for i in (i for word in _ROLES & reading.places.keys() for i in reading.places[word]):
        token = reading.token(i + 1)
        if token is None or token.capital or token.gap not in (" ", " ("):
            continue
        behind = reading.text[token.end : token.end + 1]
        if len(token.text) > 1:
            if _is_holder(token) and (_acts(reading, i + 1) or (token.gap == " (" and behind == ")")):
                yield _person(token, "achternaam na een rol", 0.5)
        elif reading.tokens[i].facts & is_.RELATIVE and token.folded in _LETTERS and behind in _BEHIND_SHORT:
            short = behind == "." and reading.text[token.end + 1 : token.end + 2].isalpha()  # 'ma a.s.'
            yield from () if short else (_person(token, "letter achter een familielid", 0.5),)


def _is_holder(token: Token) -> bool:
    return bool(token.facts & is_.SURNAME) and not token.facts & _NO_HOLDER and token.folded not in _STATES


def _acts(reading: Reading, i: int) -> bool:
    """Whether what only people say or do stands right behind word i."""
    after = reading.token(i + 1)
    return reading.gap(i) == " " and after is not None and after.gap == " " and after.folded in _SPEAKING


_ONE_WORD_KINDS = a_set("""
    bouwbedrijf schildersbedrijf loonbedrijf autobedrijf taxibedrijf autoschade garage bakkerij slagerij kapsalon
    hoveniersbedrijf installatiebedrijf schoonmaakbedrijf metaalbedrijf transportbedrijf kwekerij manege stal cafe
    snackbar restaurant fysio praktijk rijschool
""")
_ARTICLED_KINDS = a_set("park vakantiepark bungalowpark recreatiepark stal bs ob vso so bso kdv kdc psz isk huize koor")
_BEHIND_NAMES = frozenset(("", ",", ".", ";", ")", "\n"))


def _behind_kinds(reading: Reading) -> Iterator[Span]:
    """'stage bouwbedrijf tol,', 'bs de toren', 'park de lage linde': what stands behind a kind of place."""
    kinds = (_ONE_WORD_KINDS | _ARTICLED_KINDS) & reading.places.keys()
    for kind, i in ((word, i + 1) for word in kinds for i in reading.places[word]):
        token = reading.token(i)
        if token is None or token.gap != " " or token.capital:
            continue
        last = token
        if kind in _ARTICLED_KINDS and token.folded in _ARTICLES:
            described = reading.near(i + 1, i + 1)
            at = i + 2 if described is not None and described.folded in _DESCRIBED else i + 1
            last = reading.near(at, at) or token
            named = last.gap == " " and not last.facts & _NO_HOLDER
        else:
            ends = reading.text[token.end : token.end + 1] in _BEHIND_NAMES
            named = kind in _ONE_WORD_KINDS and ends and _is_holder(token)
        if named:
            yield Span(token.start, last.end, Kind.ORG, "gewone woorden na een soort organisatie", 0.5)


_ARTICLES = a_set("de het t")
_DESCRIBED = a_set("oude nieuwe grote kleine hoge lage lange korte witte zwarte rode groene blauwe gouden vrolijke")
