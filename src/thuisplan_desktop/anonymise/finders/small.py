"""Names in small letters that only their neighbours give away: streets, towns, employers, occupations as surnames."""

from collections.abc import Iterator
from functools import lru_cache

from thuisplan_desktop.anonymise import people_cues as cues
from thuisplan_desktop.anonymise.context import Context
from thuisplan_desktop.anonymise.cues import a_set
from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.tokens import Reading, Token
from thuisplan_desktop.anonymise.words import Words

_ARTICLES = a_set("de het 't t d it den onze ons")
_PREPOSITIONS = a_set("van vanaf tot bij via door naar met aan op in uit voor richting langs v")
_TOWARDS = a_set("in uit naar richting vanuit te nabij")
_DWELLING = a_set("""
    woon woont woonde wonen wonend wonende woonachtig verhuisd verhuist verhuizen verhuisden huis kamer flat appartement
    sleutel boven adres logeert verblijft verblijven bij ergens hoek buurt opgehaald huurt
""")
_STREETS = a_set("straat straatje laan dreef singel gracht kade steeg plantsoen plein weg hof dijk pad markt brug hoek")
_SURE_STREETS = ("straat", "straatje", "laan", "dreef", "singel", "gracht", "plantsoen", "steeg", "kade")
_OTHER_STREETS = (
    "weg",
    "plein",
    "hof",
    "hofje",
    "dijk",
    "pad",
    "brug",
    "akker",
    "veld",
    "kamp",
    "park",
    "meent",
    "hoek",
)
_NO_STREET = a_set("""
    zijstraat winkelstraat hoofdstraat kinderstraat woonstraat speelstraat eenrichtingsstraat thuisstraat leerstraat
    schoolplein werkplein leerplein speelplein parkeerplein winkelplein leerweg omweg snelweg fietspad zandpad voetpad
    leerpad groeipad zorgpad looppad ontwikkelpad thuishof werkkamp zomerkamp schoolkamp brugklaskamp vakantiepark
    speelveld sportveld voetbalveld werkveld zorgveld vakgebied leeshoek rusthoek speelhoek kookhoek knutselhoek
    bouwhoek huishoek prikkelhoek ophaalbrug tussenweg uitweg hulpweg middenweg schoolweg terugweg heenweg vluchtweg
    gerechtshof slingerpad winkelgebied schoolveld pretpark dierenpark bedrijvenpark
""")
_TOWN_ENDINGS = (
    "hagen", "dorp", "veen", "wijk", "hoven", "kerk", "dam", "drecht", "rode", "broek", "burg", "donk", "lo", "wolde",
    "zijl", "horn", "huizen", "hoek", "meer", "recht", "waard", "woude", "poort", "stad", "beek", "berg", "hout",
)  # fmt: skip
# Occupations and animals that are surnames: a noun for one thing never follows 'van' or 'met' without an article.
_BARE_SURNAMES = a_set("""
    bakker visser dekker mulder kuiper kuyper schipper slager timmerman brouwer kok koster molenaar kramer dijkman
    ruiter haan vos schaap wolf leeuw prins koning keizer graaf hertog snijder schilder wever ridder stoop
""")
_AT_SCHOOL = a_set("zit zat zitten zaten gaat ging staat stond start startte ingeschreven aangemeld geplaatst leerling")


def find(reading: Reading) -> Iterator[Span]:
    """Small words that are no names by themselves; a capital is the business of the other finders."""
    context = Context(reading)
    for i, token in enumerate(reading.tokens):
        if token.capital or len(token.text) < 3:
            continue
        span = _street(context, i, token) or _town(context, i, token) or _surname(context, i, token)
        span = span or _school(context, i, token)
        if span is not None:
            yield span
    yield from _organisations(context)


def _before(context: Context, i: int) -> tuple[str, str]:
    """The word before word i and the one before that, skipping one article: ('aan', 'woont') for 'woont aan de X'."""
    at = i
    left = context.near(at, at - 1)
    if left is not None and left.folded in _ARTICLES:
        at -= 1
        left = context.near(at, at - 1)
    further = context.near(at - 1, at - 2) if left is not None else None
    return (left.folded if left else ""), (further.folded if further else "")


def _unlisted(context: Context, word: str) -> bool:
    """A compound the dictionary doesn't hold: 'westersingel' is, 'winkelstraat' isn't."""
    words = context.reading.words
    return word not in words.common and word not in words.harmless and word not in _NO_STREET


def _street(context: Context, i: int, token: Token) -> Span | None:
    word = token.folded
    if len(word) < 7 or not _unlisted(context, word):
        return None
    start = _street_opening(context, i)
    preposition, further = _before(context, start)
    at = context.reading.tokens[start].start
    dwelling = bool({preposition, further} & _DWELLING)
    if word.endswith(_SURE_STREETS) and (preposition in _PREPOSITIONS or dwelling or _after_comma(context, i)):
        return Span(at, token.end, Kind.ADDRESS, "straatnaam in kleine letters", 0.7)
    if word.endswith(_OTHER_STREETS) and (dwelling or preposition in ("aan", "naar", "langs")):
        return Span(at, token.end, Kind.ADDRESS, "straatnaam in kleine letters", 0.6)
    return None


def _street_opening(context: Context, i: int) -> int:
    """The word a street's name opens with: 'prins' in 'prins hendrikstraat'."""
    left = context.near(i, i - 1)
    opens = left is not None and left.folded in cues.STREET_OPENINGS and left.folded not in _ARTICLES | _PREPOSITIONS
    return i - 1 if opens else i


def _after_comma(context: Context, i: int) -> bool:
    gap = context.gap(i)
    return "," in gap or "(" in gap or "\n" in gap


def _town(context: Context, i: int, token: Token) -> Span | None:
    """'ma in stadshagen': an unlisted compound straight after 'in' or 'naar', without an article."""
    left = context.token(i - 1)
    arrow = any(sign in context.gap(i) for sign in ("→", "->", ">"))
    straight = left is not None and left.folded in _TOWARDS and context.gap(i) == " "
    if not (arrow or straight) or len(token.folded) < 7 or not _unlisted(context, token.folded):
        return None
    if not token.folded.endswith(_TOWN_ENDINGS):
        return None
    return Span(token.start, token.end, Kind.PLACE, "plaats of wijk in kleine letters", 0.5)


def _surname(context: Context, i: int, token: Token) -> Span | None:
    left = context.token(i - 1)
    if left is None or left.folded not in a_set("van met bij door aan") or context.gap(i) != " ":
        return None
    if token.folded not in _BARE_SURNAMES:
        return None
    return Span(token.start, token.end, Kind.PERSON, "achternaam in kleine letters", 0.5)


def _school(context: Context, i: int, token: Token) -> Span | None:
    """'zat vroeger op de monaam': an unknown word after 'op' where somebody goes to school."""
    words, word = context.reading.words, token.folded
    if words.is_common(word) or word in words.harmless or len(word) < 4:
        return None
    preposition, _ = _before(context, i)
    if preposition != "op":
        return None
    around = {t.folded for t in context.reading.tokens[max(0, i - 8) : i]}
    if not around & _AT_SCHOOL:
        return None
    return Span(token.start, token.end, Kind.ORG, "onbekend woord na 'zit op'", 0.6)


@lru_cache(maxsize=1)
def _index(words: Words) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The list by first word, longest first; a dash or apostrophe at the edge of a word is no part of it."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for name in sorted(words.organisations, key=lambda n: (-n.count("_"), n)):
        parts = tuple(part.strip("'") for part in name.split("_"))
        found.setdefault(parts[0], []).append(parts)
    return {first: tuple(names) for first, names in found.items()}


def _organisations(context: Context) -> Iterator[Span]:
    reading = context.reading
    index = _index(reading.words)
    for i, token in enumerate(reading.tokens):
        for name in index.get(token.folded, ()):
            found = reading.tokens[i : i + len(name)]
            if tuple(t.folded for t in found) == name and _stands_for_one(context, i, name):
                yield Span(found[0].start, found[-1].end, Kind.ORG, "organisatie uit de eigen lijst", 0.8)
                break


def _stands_for_one(context: Context, i: int, name: tuple[str, ...]) -> bool:
    """An ordinary word ('horizon', 'plus') only straight after 'bij' or 'via', where a thing would need an article."""
    token = context.reading.tokens[i]
    if len(name) > 1 or not context.reading.words.is_common(name[0]):
        return True
    left = context.token(i - 1)
    close = left is not None and context.gap(i) == " "
    return close and left is not None and left.folded in a_set("bij via van v naar") and len(token.text) > 2
