"""Words with a capital: one that neither the place in the sentence nor an ordinary word explains is a name."""

import re

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise import people_cues as cues
from thuisplan_desktop.anonymise.cues import a_set
from thuisplan_desktop.anonymise.finders import acting, clues, lowercase
from thuisplan_desktop.anonymise.findings import ADDRESS, ORG, PERSON, PLACE, Kind
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.tokens import HARD, NONE, SOFT, Token

ORDINARY = "gewoon woord met een hoofdletter midden in de zin"  # the reason of a finding
_MONOGRAM = re.compile(r"[A-Z](?:[a-z]{1,4}[A-Z]){1,2}|[A-Z]{1,2}[a-z]{1,3}[A-Z]{1,2}")
# Headings and what a sentence often starts with, though each is a surname as well.
_NO_OPENERS = a_set("""
    tolk voogd reden lijst melder advocaat maatje buddy weging bellen gedaan goede wegen geloof koffie krant straat
    uitslag link tips buren kamer beeld top korte warm hond adem schaken mark-up bent wissel gas hart kin hen witte
    vrolijk zin brief vraag plan doel hulp zorg prima pit regel stap kans keuze moed rust tijd stand stem kern rol
    gezegd noot praat let
""")
_DOUBLE = re.compile(r"[A-Z][a-z]{2,20}-[A-Z][a-z]{2,20}")  # 'Home-Start'
_PLACES_TO_GO = a_set(
    "school scholen werkgever stage stageplek club stageplaats instelling opvang bso sportclub bedrijf"
)
_ORGANISATION_HEADINGS = _PLACES_TO_GO | a_set("""
    hulp hulpverlening zorg bijbaan werkplek sportclub kinderopvang jeugdhulp advies behandeling aanbieder naar
    sport werk instantie organisatie hulpverlening zorgaanbieder jeugdhulp kerk moskee vereniging locatie vestiging
    vorige huidige basisschool oude nieuwe begeleiding dagbesteding verwijzer aanmelding via herkomst vo po so vso
    jeugdzorg behandelaar onderzoek hobby
""")
_STREET_HEADINGS = a_set("straat straatnaam adres woonadres")
_FIELD_HEADINGS = _ORGANISATION_HEADINGS | _STREET_HEADINGS
_FIELD_ENDS = frozenset(("", ",", ".", ";", "\n", "\r", ")", "|", "/"))
_TELLS = is_.TITLE | is_.GREETING | is_.OPENS_INFIX | is_.RELATIVE  # what may stand before a name
_AFTER_NAMES = a_set("en van zelf ook die niet nog weer is was")
_CLOSERS = frozenset(("", " ", ".", ",", ";", ")", "\n"))
_QUOTES = frozenset("\"“”„‘’'")
_SET_APART = a_set(": – - — = → -> |")
_FIELDS_OF_STUDY = a_set("opleiding mbo-opleiding studie profiel vak module keuzevak sector niveau bol bbl")
_PREPOSITIONS = a_set("van bij via door naar met aan binnen in uit op")
_ORGANISATION_BEFORE = _PREPOSITIONS | a_set("het de")


def capital(reading: Reading, i: int, token: Token) -> Span | None:
    """The finding for a word that starts with a capital, or None where the capital is explained."""
    if not token.text.isalpha():
        if "-" in token.text and token.folded.rpartition("-")[2] in cues.OPENS_INFIX:
            return clues.as_span(token, PERSON, "dubbele achternaam", 0.8)
        if clues.is_hyphenated_harmless(reading, token):
            return None
    told = token.facts & is_.OPENS_INFIX or (i and reading.tokens[i - 1].facts & _TELLS) or i in reading.signed
    if (told or ":" in token.gap or "=" in token.gap) and (reason := _certain(reading, i, token)):
        return clues.as_span(token, PERSON, reason, 0.9)
    if _only_opens(token):
        return None
    if token.facts & is_.PLAIN and (reason := acting.reason(reading, i, token)):
        return clues.as_span(token, PERSON, reason, 0.6)
    return _quarter(reading, i, token) if clues.is_harmless(reading, i, token) else _telling_capital(reading, i, token)


def _only_opens(token: Token) -> bool:
    """'De', 'Hij', 'Dat': most capitals are these, and what stands around them says no more."""
    if token.opening is not HARD or not token.facts & is_.FUNCTION or token.facts & is_.SURE_STREET:
        return False
    return ":" not in token.gap and "-" not in token.text and token.folded not in _MORE_THAN_SMALL


_QUARTERS = clues.QUARTERS | {"centrum"}
_MORE_THAN_SMALL = acting.SMALL | _QUARTERS
_MAY_NAME = is_.NAME | is_.MAYBE | is_.SURE_STREET  # what a sentence that starts with a word may hide


def _telling_capital(reading: Reading, i: int, token: Token) -> Span | None:
    """A capital that is neither announced nor on the list of harmless words."""
    left = reading.around[i - 1]
    if left is not None and left.folded in _PLACES_TO_GO and ":" in token.gap:
        return clues.as_span(token, ORG, "achter een kopje voor school of werk", 0.7)
    if not token.facts & is_.COMMON:
        return clues.as_span(token, clues.kind_of(reading, i, token), "naam of onbekend woord met een hoofdletter", 0.8)
    if token.opening is NONE:
        return None if _opens_field(reading, i, token) else _capital_inside(reading, i, token)
    if "-" in token.text and _DOUBLE.fullmatch(token.text) and i not in reading.headings:
        return clues.as_span(token, ORG, "twee woorden met een hoofdletter en een streepje", 0.5)
    if token.opening is HARD and not token.facts & _MAY_NAME and ":" not in token.gap:
        return None
    return _capital_opening(reading, i, token)


def _opens_field(reading: Reading, i: int, token: Token) -> bool:
    """'Voornaam: Ivo   Taal: Bulgaars': an ordinary word between a wide gap and a colon."""
    wide = token.gap.isspace() and len(token.gap) > 1
    return wide and not token.facts & is_.MAYBE and reading.gaps[i + 1].startswith(":")


def _quarter(reading: Reading, i: int, token: Token) -> Span | None:
    """'in Noord', 'naar Zuidoost': a quarter of the town that is called by its direction."""
    before = reading.near(i, i - 1) if token.folded in _QUARTERS else None
    if before is None or before.folded not in clues.PLACE_BEFORE:
        return None
    return clues.as_span(token, PLACE, "een stadsdeel", 0.6)


def _certain(reading: Reading, i: int, token: Token) -> str:
    """Why a capital that something announces is a name, though the word may be harmless; empty when nothing says so."""
    left = reading.near(i, i - 1)
    announced = clues.announced(reading, i)
    if announced and _may_be_announced(reading, i, token):
        return announced
    if _is_infix_of_name(reading, i, token):
        return "tussenvoegsel met een achternaam"
    if clues.follows_infix(reading, i):
        return "achternaam na een tussenvoegsel"
    related = token.plain_space and left is not None and left.facts & is_.RELATIVE
    return "voornaam na een familielid" if related and token.facts & is_.FIRST else ""


def _capital_inside(reading: Reading, i: int, token: Token) -> Span | None:
    """An ordinary word with a capital the sentence doesn't explain."""
    if i in reading.headings and not (token.facts & is_.MAYBE and _follows_preposition(reading, i)):
        return None
    if token.facts & is_.MAYBE:
        return clues.as_span(token, PERSON, "naam die ook een gewoon woord is, met hoofdletter", 0.8)
    before, after = reading.near(i, i - 1), reading.around[i + 1]
    if before is not None and before.folded in _FIELDS_OF_STUDY and not token.facts & (is_.PLACE | is_.SURE_STREET):
        return None  # 'de opleiding Dierverzorging'
    if after is not None and after.facts & is_.FEAST and after.gap == " ":
        return None  # 'Tweede Kerstdag'
    if token.facts & is_.FUNCTION and (token.gap != " " or token.text.isupper()):
        return None
    return clues.as_span(token, clues.kind_of(reading, i, token), ORDINARY, 0.5)


def _follows_preposition(reading: Reading, i: int) -> bool:
    """'Overdracht van Roos aan Max': in a heading as well somebody is spoken of."""
    before = reading.near(i, i - 1)
    return before is not None and before.folded in _PREPOSITIONS


def _capital_opening(reading: Reading, i: int, token: Token) -> Span | None:
    """An ordinary word at the start of a sentence: a name only if it may be one, and seldom is anything else."""
    soft, no_word = token.opening is SOFT, not token.facts & is_.LISTED
    if token.facts & is_.SURE_STREET and len(token.folded) > 8 and no_word:
        return clues.as_span(token, ADDRESS, "straatnaam", 0.7)
    if soft and no_word and "(" in token.gap:
        return clues.as_span(token, clues.kind_of(reading, i, token), "onbekende samenstelling tussen haakjes", 0.5)
    if soft and _fills_brackets(reading, i, token):
        return clues.as_span(token, clues.kind_of(reading, i, token), "een hoofdletter tussen haakjes", 0.5)
    if kind := _behind_heading(reading, i, token):
        return clues.as_span(token, kind, "achter een kopje voor school, werk of straat", 0.6)
    if _is_surname_in_list(reading, i, token):
        return clues.as_span(token, PERSON, "achternaam voor een voornaam", 0.8)
    if soft and token.facts & is_.PLACE and not token.facts & is_.FUNCTION:
        return clues.as_span(token, PLACE, "plaats die ook een gewoon woord is", 0.6)
    if _may_open(reading, i, token) or (soft and _is_quoted(reading, token)):
        return clues.as_span(token, PERSON, "naam aan het begin van de zin", 0.6)
    return None


def _fills_brackets(reading: Reading, i: int, token: Token) -> bool:
    """'(Zwaluwen)' inside a sentence: a capital alone between brackets that no full stop explains."""
    plain = is_.FUNCTION | is_.HARMLESS | is_.ANNOUNCES | is_.VERB
    before = reading.text[max(0, token.start - 3) : token.start]
    called = before[:1] == "." and reading.text[max(0, token.start - 4) : token.start - 3].isupper()
    if before[1:] != " (" or token.facts & plain or token.text.isupper():
        return False
    if before[0] in ".!?:\n" and not called:  # 'W.F. (Beer) Dijk'
        return False
    after = reading.around[i + 1]
    if reading.text[token.end : token.end + 1] == ")":
        return True
    return after is not None and after.gap == " " and (after.capital or bool(after.facts & is_.ORG_TYPE))


def _behind_heading(reading: Reading, i: int, token: Token) -> Kind | None:
    """'Behandeling: Concordia, mw. Bos': nothing but capitals between the heading and the end of its field."""
    left, gap, last = reading.around[i - 1], token.gap, i
    if left is None or ":" not in gap or "\n" in gap or left.folded not in _FIELD_HEADINGS:
        return None
    if token.facts & (is_.FUNCTION | is_.ANNOUNCES | is_.HARMLESS | is_.VERB):
        return None
    while (after := reading.around[last + 1]) is not None and after.gap == " " and after.capital:
        last += 1
    end = reading.tokens[last].end
    if reading.text[end : end + 1] not in _FIELD_ENDS:
        return None
    return ADDRESS if left.folded in _STREET_HEADINGS else ORG


def _may_open(reading: Reading, i: int, token: Token) -> bool:
    """A first name or frequent surname that is a word as well; a rare surname only where it acts as one."""
    if token.facts & (is_.FUNCTION | is_.ROLE) or token.folded in _NO_OPENERS:
        return False
    after = reading.around[i + 1]
    behind = reading.text[token.end : token.end + 2]
    if token.folded == "max" and (behind[1:].isdigit() or (after is not None and after.facts & is_.ORDINAL)):
        return False
    return bool(token.facts & is_.MAYBE) or (bool(token.facts & is_.SURNAME) and _acts_as_name(reading, i))


def _is_quoted(reading: Reading, token: Token) -> bool:
    """A nickname in quotes: 'die men "Smiley" noemt'."""
    closed = reading.text[token.end : token.end + 2]
    return token.gap[-1:] in _QUOTES and closed[:1] in _QUOTES and closed[1:] in _CLOSERS and len(token.text) > 2


def _is_surname_in_list(reading: Reading, i: int, token: Token) -> bool:
    """'Boon, Isabel' at the start of a line, or 'Zomer (ak)' at the start of a sentence."""
    after = reading.around[i + 1]
    name = token.facts & is_.NAME and not token.facts & (is_.FUNCTION | is_.HARMLESS | is_.ORG_TYPE)
    if after is not None and name and after.gap == " (" and (len(after.text) < 4 or after.facts & is_.ROLE):
        return True
    if after is None or after.gap != ", " or not after.capital or not after.facts & is_.FIRST:
        return False
    return bool(token.facts & is_.SURNAME) and not token.facts & (is_.FUNCTION | is_.HARMLESS | is_.FIRST)


def _is_infix_of_name(reading: Reading, i: int, token: Token) -> bool:
    """'Ten Have belde': a capital infix with a listed surname behind it."""
    after = reading.around[i + 1]
    if after is None or not token.facts & is_.OPENS_INFIX or not after.capital or after.gap != " ":
        return False
    listed = f"{token.folded} {after.folded}" in reading.words.surnames_with_infix
    return listed and not after.facts & is_.HARMLESS


def _acts_as_name(reading: Reading, i: int) -> bool:
    """A bare noun before a verb, before another name, or set apart by a comma or bracket: 'Roos belde'."""
    after = reading.around[i + 1]
    if after is None:
        return False
    gap = after.gap.strip()
    if gap == "":
        name_follows = after.capital and not after.facts & is_.COMMON and not clues.is_harmless(reading, i + 1, after)
        name_follows &= not after.facts & is_.FIRST  # 'Buurman Jan', 'Liever Guus': a surname does not stand first
        name_follows |= after.capital and len(after.text) == 1
        told = after.folded in _AFTER_NAMES and bool(reading.tokens[i].facts & is_.FIRST)
        return bool(after.facts & is_.VERB) or name_follows or told
    if gap in _SET_APART:
        return True
    return gap in ("(", ",") and bool(after.facts & (is_.RELATIVE | is_.ROLE))


def all_capitals(reading: Reading, i: int, token: Token) -> Span | None:
    """JANSEN and AMSTERDAM are names, GGZ and VERSLAG are not."""
    word, common = token.folded, token.facts & is_.COMMON
    if token.facts & is_.FAREWELL and len(word) == 2 and token.gap == reading.gaps[i + 1] == ", ":
        return clues.as_span(token, PERSON, "hoofdletters die initialen kunnen zijn", 0.5)  # 'mij, GR, nummer'
    if token.facts & is_.HARMLESS or clues.is_hyphenated_harmless(reading, token) or i in reading.shouted:
        return None
    before = reading.near(i, i - 1)
    level = "-" in word and reading.text[token.end : token.end + 1].isdigit()  # 'op AVI-M5'
    if 2 < len(word) < 7 and before is not None and before.folded in _ORGANISATION_BEFORE and not level:
        return clues.as_span(token, ORG, "onbekende afkorting", 0.5)
    if token.gap[-1:].isdigit() or (len(token.gap) > 1 and token.gap[-2:-1].isdigit()):
        return None  # the letters of a postcode, or a unit
    if len(word) <= 4 and "-" not in word:
        listed = token.facts & (is_.LISTED | is_.FUNCTION | is_.ANNOUNCES) and len(word) > 2
        return None if listed else clues.as_span(token, PERSON, "hoofdletters die initialen kunnen zijn", 0.5)
    if not common:
        if token.facts & (is_.NAME | is_.PLACE) or len(word) > 5:
            return clues.as_span(token, clues.kind_of(reading, i, token), "naam in hoofdletters", 0.7)
    elif clues.announced(reading, i) and token.facts & is_.MAYBE:
        return clues.as_span(token, PERSON, "naam in hoofdletters", 0.7)
    return None


def mixed(reading: Reading, i: int, token: Token) -> Span | None:
    """A capital inside the word: tenCate, McDonald, Henk-Jan."""
    if "-" in token.text or "'" in token.text or "’" in token.text:
        return capital(reading, i, token) if token.capital else lowercase.small_hyphen(reading, i, token)
    if _MONOGRAM.fullmatch(token.text) and not token.facts & is_.PLAIN:
        return clues.as_span(token, PERSON, "initialen", 0.7)
    if not token.facts & (is_.HARMLESS | is_.FUNCTION) and not _explains_capital(token):
        return clues.as_span(token, ORG, "hoofdletter midden in een woord", 0.5)
    return capital(reading, i, token) if token.capital else clues.glued(token)


def _explains_capital(token: Token) -> bool:
    """'McDonald', 'tenCate' and 'NLse': names with an infix, or an abbreviation with an ending."""
    if clues.glued(token) is not None or token.text[:2].isupper():
        return True
    return token.capital and not token.facts & is_.COMMON


def _may_be_announced(reading: Reading, i: int, token: Token) -> bool:
    """After a title any capital is a name but for a role ('mevrouw de Rector') or a function word."""
    if i in reading.signed and token.facts & is_.FIRST:
        return True
    if token.facts & is_.FUNCTION or clues.is_harmless(reading, i, token):
        named = bool(token.facts & is_.MAYBE) or (token.folded.endswith("se") and not token.text.isupper())
        return named and not token.facts & (is_.ROLE | is_.RELATIVE) and reading.titled(i)
    return True
