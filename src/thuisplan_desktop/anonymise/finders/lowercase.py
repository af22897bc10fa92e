"""Words in small letters: names by writers who leave capitals out, and words that are in no list."""

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise.cues import a_set
from thuisplan_desktop.anonymise.finders import clues
from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.tokens import Opening, Token

_TOWARDS = a_set("in uit naar bij richting rond")
_SHORT_NAMES = a_set("bo jo")
# After these a first name may follow in notes without capitals, though it is an ordinary word as well.
_BESIDE_PEOPLE = a_set("met bij via door aan volgens en of tegen heb had heeft dat toen want vraag bel app mail")
# Ordinary words as a hurried writer cuts them short.
_SHORTENED = a_set("""
    aanw afw prob verv ocht midd onbek overl besl kennism volw aangevr afgespr vlgd vlgs mgl todo zorgcoord neutr
    belafspr kostenpl arbeidsinsp afspr telef kennisg gesch ondst ondersth begel behand verwijz toest opgen aanmeld
    verkl roepn achtern vrnm aanvr ingespr herfstvak kerstvak zomervak meivak sochtends smorgens smiddags savonds
    snachts nope ouch pff pfff hmm hmmm hmmmm heyy antw leerpl zorgverz wrsch wschl moete kinderpsych belafspraak
    leerplan orthop bespr uitgest waarsch inschr beschikk schooltl diagn medic onvold vold belangr voorl vrijw medew
    ouderav conc woningcorp wisk aardr gesch natk scheik vertr doorgeg doorg mrgns wrkt wijkvpk jeugdvpk vpk werkg
    inschrijv aanvull geannul opgeg ingeg toegel uitgen besprk gezinsbeg schoolmaatsch verpl orthoped
    grp alleenst ingeschr uitgeschr afgesl verbl handtek taakstr gebld gwoon geapt gamed ofzo prio ziekgem afwez aanwez
    geregistr toestemm leerlingbegel schoolloopb verzuimmeld afgem uitnod bevestig contactgeg rapp tussent voorn
    achternm geboortepl huisbez telgespr vervolgafspr gesprk moeilk missch ongev egt
""")
_THINGS = a_set("hoop man kant raad kind ma pa mam pap of les tijd grit zon kamp spel beste an as of")


def small(reading: Reading, i: int, token: Token) -> Span | None:
    """The finding for a word in small letters, or None: most ordinary words stay."""
    if token.facts & (is_.HARMLESS | is_.FUNCTION):
        return None
    if not token.facts & is_.COMMON:
        halved = reading.gaps[i + 1].startswith("- ")  # 'kinder- en jeugdpsychiater'
        if token.folded in _SHORTENED or token.facts & (is_.NUMBER_CUE | is_.ROLE) or halved:
            return None
        return _small_unknown(reading, i, token)
    if reason := _small_surname(reading, i, token):
        return clues.as_span(token, Kind.PERSON, reason, 0.7)
    if not token.facts & is_.NAME:
        return None
    if _is_small_place(reading, i, token):
        return clues.as_span(token, Kind.PLACE, "plaats die ook een gewoon woord is", 0.4)
    ordinary = token.facts & is_.VERB or not reading.lower_style
    return None if ordinary else _small_ordinary(reading, i, token)


def _small_surname(reading: Reading, i: int, token: Token) -> str:
    """Why an ordinary word is a surname here; empty when nothing says so."""
    if clues.follows_infix(reading, i):
        return "achternaam na een tussenvoegsel"
    if reading.lower_style and _is_surname_of_role(reading, i, token):
        return "achternaam na een rol"
    titled = token.facts & is_.NAME and not token.facts & is_.VERB and reading.titled(i)
    return "naam na een aanspreektitel" if titled else ""


def _is_surname_of_role(reading: Reading, i: int, token: Token) -> bool:
    """'mentor stoffels', 'lpa de wilde': a verb only counts behind an infix of a listed surname."""
    if not token.facts & is_.SURNAME or not reading.introduced(i):
        return False
    left = reading.near(i, i - 1)
    if left is not None and left.facts & is_.OPENS_INFIX:
        return f"{left.folded} {token.folded}" in reading.words.surnames_with_infix
    return left is not None and bool(left.facts & is_.ROLE) and not token.facts & (is_.VERB | is_.ORG_TYPE)


def _is_small_place(reading: Reading, i: int, token: Token) -> bool:
    before = reading.around[i - 1]
    if before is None or not token.facts & is_.PLACE or not token.plain_space or not reading.lower_style:
        return False
    return before.folded in _TOWARDS


def _small_ordinary(reading: Reading, i: int, token: Token) -> Span | None:
    """A name that is an ordinary word as well, by a writer who leaves capitals out."""
    before, after = reading.near(i, i - 1), reading.near(i + 1, i + 1)
    if not token.facts & is_.MAYBE:
        return None
    if clues.announced(reading, i) or reading.introduced(i):
        return clues.as_span(token, Kind.PERSON, "naam na een aanspreektitel of rol", 0.7)
    acts = token.opening is not Opening.NONE and after is not None and bool(after.facts & is_.VERB)
    beside = before is not None and before.folded in _BESIDE_PEOPLE
    if token.facts & is_.FIRST and token.folded not in _THINGS and (acts or beside):
        return clues.as_span(token, Kind.PERSON, "voornaam die ook een gewoon woord is", 0.4)
    return None


def _small_unknown(reading: Reading, i: int, token: Token) -> Span | None:
    """A word in small letters that is no ordinary word."""
    word, facts = token.folded, token.facts
    if word in _SHORT_NAMES and not reading.text[token.end : token.end + 1].isdigit():  # a team: 'in de jo14'
        return clues.as_span(token, Kind.PERSON, "voornaam in kleine letters", 0.5)
    known = facts & (is_.FIRST | is_.SURNAME)  # 'juf an', 'dhr ng'
    if (len(word) > 2 or known) and (reading.titled(i) or reading.introduced(i) or reading.labelled(i)):
        return clues.as_span(token, Kind.PERSON, "onbekend woord na een titel of rol", 0.6)
    if len(word) > 2 and facts & (is_.FIRST | is_.POSSESSIVE):
        return clues.as_span(token, Kind.PERSON, "voornaam in kleine letters", 0.8)
    before = reading.near(i, i - 1)
    if facts & is_.PLACE and (len(word) > 3 or (before is not None and before.folded in clues.PLACE_BEFORE)):
        return clues.as_span(token, Kind.PLACE, "plaats in kleine letters", 0.7)
    if facts & is_.SURNAME and len(word) > 3:
        return clues.as_span(token, Kind.PERSON, "achternaam in kleine letters", 0.6)
    if reading.lower_style and len(word) > 2 and _is_apart(reading, i):
        return clues.as_span(token, Kind.PERSON, "onbekend woord tussen komma's", 0.4)
    if reading.lower_style and len(word) > 3:
        return clues.as_span(token, clues.kind_of(reading, i, token), "onbekend woord in kleine letters", 0.4)
    return None


def small_hyphen(reading: Reading, i: int, token: Token) -> Span | None:
    """A small word tied to a capital: 'ez-Zor', but not 'mini-Cito'."""
    parts = token.folded.replace("'", "-").split("-")
    plain = is_.COMMON | is_.HARMLESS
    if all(len(part) < 3 or reading.words.facts(part) & plain for part in parts) and parts[0] != "s":
        return clues.glued(token)
    return clues.as_span(token, clues.kind_of(reading, i, token), "naam of onbekend woord met een hoofdletter", 0.6)


def _is_apart(reading: Reading, i: int) -> bool:
    """Whether word i stands alone between commas or brackets."""
    after = reading.around[i + 1]
    opens = reading.gaps[i].strip() in (",", "(")
    return opens and after is not None and after.gap.strip() in (",", ")", "),")
