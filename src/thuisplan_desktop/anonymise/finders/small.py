"""Names in small letters that only their neighbours give away: streets, towns, employers, occupations as surnames."""

from collections.abc import Iterator

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise.cues import a_set
from thuisplan_desktop.anonymise.finders import clues
from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.tokens import Opening, Token
from thuisplan_desktop.anonymise.watched import Watched, WatchedSmall

_ARTICLES = a_set("de het 't t d it den onze ons")
_PREPOSITIONS = a_set("van vanaf tot bij via door naar met aan op in uit voor richting langs v")
_TOWARDS = a_set("in uit naar richting vanuit te nabij")
_DWELLING = a_set("""
    woon woont woonde wonen wonend wonende woonachtig verhuisd verhuist verhuizen verhuisden huis kamer flat appartement
    sleutel boven adres logeert verblijft verblijven bij ergens hoek buurt opgehaald huurt
""")
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
    "bocht",
    "daal",
    "tuin",
    "hage",
)
_ALONG = a_set("aan naar langs op bij")
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
_WITH = a_set("van met bij door aan via tegen volgens namens zei zegt vraagt belde mailde appte bel mail app v m")
_AT_SCHOOL = a_set("zit zat zitten zaten gaat ging staat stond start startte ingeschreven aangemeld geplaatst leerling")


_BARE = is_.BARE_NAME | is_.BARE_SURNAME
_PLAIN = is_.LISTED | is_.HARMLESS | is_.FUNCTION


def find(reading: Reading) -> Iterator[Span]:
    """Small words that are no names by themselves; a capital is the business of the other finders."""
    lower_style, listed = reading.lower_style, is_.LISTED if reading.lower_style else 0
    for i in reading.unless(_PLAIN & ~listed, _BARE):
        token = reading.tokens[i]
        facts = token.facts
        if token.capital or len(token.text) < 3:
            continue
        span = None
        if facts & is_.BARE_NAME and lower_style:
            span = _first_name(reading, i, token)
        elif facts & is_.BARE_SURNAME:
            span = _surname(reading, i, token)
        elif facts & listed:
            span = _listed_school(reading, i, token) or _listed_street(reading, i, token)
        elif not facts & _PLAIN:
            span = _street(reading, i, token) or _town(reading, i, token) or _school(reading, i, token)
        if span is not None:
            yield span
    yield from _organisations(reading)
    if lower_style:
        yield from _quarters(reading)
        yield from _questions(reading)
    yield from _by_nickname(reading)
    yield from (_ward(reading.tokens[i]) for i in reading.where[_WARDS] if _is_ward(reading, i))


def _first_name(reading: Reading, i: int, token: Token) -> Span | None:
    """'max zat bij roos': a noun for one thing without an article, by a writer who leaves capitals out."""
    left, right = reading.around[i - 1], reading.around[i + 1]
    if left is not None and token.gap.strip() == "" and "\n" not in token.gap:
        described = left.folded.endswith("e") and left.facts & is_.COMMON and not left.facts & (is_.VERB | is_.FUNCTION)
        if left.folded in _DETERMINED or described:
            return None
    after = reading.text[token.end : token.end + 4].lstrip(" ")
    if after[:1].isdigit() or (right is not None and right.folded in _COUNTS and right.gap == " "):
        return None
    return Span(token.start, token.end, Kind.PERSON, "voornaam die ook een gewoon woord is", 0.4)


_DETERMINED = a_set("""
    een de het deze die dit dat geen elke iedere ieder elk mijn m'n jouw je uw zijn z'n haar hun ons onze welke zo'n
    veel weinig meer minder in op zonder als eerste laatste tweede te volgens per n 'n t 't d nieuwe rode klein groot
""")
_COUNTS = a_set("een twee drie vier vijf zes zeven acht negen tien half uur keer van op de lang")


def _before(reading: Reading, i: int) -> tuple[str, str]:
    """The word before word i and the one before that, skipping one article: ('aan', 'woont') for 'woont aan de X'."""
    at = i
    left = reading.near(at, at - 1)
    if left is not None and left.folded in _ARTICLES:
        at -= 1
        left = reading.near(at, at - 1)
    further = reading.near(at - 1, at - 2) if left is not None else None
    return (left.folded if left else ""), (further.folded if further else "")


def _street(reading: Reading, i: int, token: Token) -> Span | None:
    word = token.folded
    if len(word) < 7 or word in _NO_STREET:
        return None
    start = _street_opening(reading, i)
    preposition, further = _before(reading, start)
    at = reading.tokens[start].start
    dwelling = bool({preposition, further} & _DWELLING)
    if word.endswith(_SURE_STREETS) and (preposition in _PREPOSITIONS or dwelling or _after_comma(reading, i)):
        return Span(at, token.end, Kind.ADDRESS, "straatnaam in kleine letters", 0.7)
    if word.endswith(_OTHER_STREETS) and (dwelling or preposition in _ALONG):
        return Span(at, token.end, Kind.ADDRESS, "straatnaam in kleine letters", 0.6)
    return None


def _street_opening(reading: Reading, i: int) -> int:
    """The word a street's name opens with: 'prins' in 'prins hendrikstraat'."""
    left = reading.near(i, i - 1)
    if left is None or not left.facts & is_.STREET_OPENING:
        return i
    return i if left.folded in _ARTICLES or left.folded in _PREPOSITIONS else i - 1


def _after_comma(reading: Reading, i: int) -> bool:
    gap = reading.gaps[i]
    return "," in gap or "(" in gap or "\n" in gap


def _town(reading: Reading, i: int, token: Token) -> Span | None:
    """'ma in stadshagen': an unlisted compound straight after 'in' or 'naar', without an article."""
    left = reading.around[i - 1]
    alone = reading.gaps[i] == " (" and reading.text[token.end : token.end + 1] == ")"
    arrow = alone or any(sign in reading.gaps[i] for sign in ("→", "->", ">"))
    straight = left is not None and left.folded in _TOWARDS and reading.gaps[i] == " "
    if not (arrow or straight) or len(token.folded) < 7 or token.folded in _NO_STREET:
        return None
    if not token.folded.endswith(_TOWN_ENDINGS):
        return None
    return Span(token.start, token.end, Kind.PLACE, "plaats of wijk in kleine letters", 0.5)


def _surname(reading: Reading, i: int, token: Token) -> Span | None:
    left = reading.around[i - 1]
    if left is None or left.folded not in _WITH or reading.gaps[i] != " ":
        return None
    return Span(token.start, token.end, Kind.PERSON, "achternaam in kleine letters", 0.5)


def _school(reading: Reading, i: int, token: Token) -> Span | None:
    """'zat vroeger op de monaam': an unknown word after 'op' where somebody goes to school."""
    if token.facts & is_.PLAIN or len(token.text) < 4:
        return None
    preposition, _ = _before(reading, i)
    if preposition != "op":
        return None
    around = {t.folded for t in reading.tokens[max(0, i - 8) : i]}
    if not around & _AT_SCHOOL:
        return None
    return Span(token.start, token.end, Kind.ORG, "onbekend woord na 'zit op'", 0.6)


_SCHOOL_LIFE = _AT_SCHOOL | a_set("school basisschool groep juf meester leerling klas naar vanaf terug over")


def _listed_school(reading: Reading, i: int, token: Token) -> Span | None:
    """'zit op de wissel': an ordinary word that is a school of the list as well, where somebody goes to school."""
    article, preposition = reading.around[i - 1], reading.around[i - 2]
    if article is None or preposition is None or article.folded not in ("de", "het", "t") or len(token.text) < 4:
        return None
    names = reading.words.listed.get(f"{article.folded} {token.folded}", ())
    if (article.folded, token.folded) not in names or preposition.folded not in ("op", "van", "naar", "bij"):
        return None
    if token.folded in _PLACES_TO_BE or not {t.folded for t in reading.tokens[max(0, i - 8) : i - 2]} & _SCHOOL_LIFE:
        return None
    return Span(token.start, token.end, Kind.ORG, "school uit de lijst in kleine letters", 0.4)


def _listed_street(reading: Reading, i: int, token: Token) -> Span | None:
    """'naar hun huis op de lindelaan': a street in the dictionary, where somebody lives or goes."""
    if not token.facts & is_.SURE_STREET or token.folded in _NO_STREET or not token.folded.endswith(_NAMED_STREETS):
        return None
    preposition, _ = _before(reading, i)
    if preposition not in _ALONG_STREETS:
        return None
    return Span(token.start, token.end, Kind.ADDRESS, "straatnaam in kleine letters", 0.5)


_NAMED_STREETS = (*_SURE_STREETS, "plein", "hof")
_ALONG_STREETS = a_set("aan op van in naar langs vanaf uit")
_PLACES_TO_BE = a_set("school haven brug berg markt dijk kerk boerderij stal boom tuin weide ring kring")


def _organisations(reading: Reading) -> Iterator[Span]:
    index, tokens = reading.words.organisations, reading.tokens
    for i in reading.listed:
        token = tokens[i]
        after = tokens[i + 1].folded if i + 1 < len(tokens) else ""
        for name in (*index.get(f"{token.folded} {after}", ()), *index.get(token.folded, ())):
            found = tokens[i : i + len(name)]
            if tuple(t.folded for t in found) == name and _stands_for_one(reading, i, name):
                yield Span(found[0].start, found[-1].end, Kind.ORG, "organisatie uit de eigen lijst", 0.8)
                break


def _stands_for_one(reading: Reading, i: int, name: tuple[str, ...]) -> bool:
    """An ordinary word ('horizon', 'plus') only straight after 'bij' or 'via', where a thing would need an article."""
    token = reading.tokens[i]
    if len(name) > 1 or not token.facts & is_.COMMON or (token.all_capitals and i not in reading.shouted):
        return True
    left = reading.around[i - 1]
    return left is not None and token.plain_space and left.folded in _AT_ONE and len(token.text) > 2


_QUARTERS = WatchedSmall(clues.QUARTERS)


def _quarters(reading: Reading) -> Iterator[Span]:
    """'in noord kent iedereen m': a quarter of the town by its direction, by a writer who leaves capitals out."""
    for i in reading.where_small[_QUARTERS]:
        token = reading.tokens[i]
        if token.capital or reading.gaps[i] != " ":
            continue
        if reading.tokens[i - 1].folded in _TOWARDS and reading.text[token.end : token.end + 1] != "-":
            yield Span(token.start, token.end, Kind.PLACE, "een stadsdeel in kleine letters", 0.4)


# Towns as their people shorten them.
_NICKNAMES = Watched(
    a_set(
        "r'dam a'dam z'dam s'dam rdam r-dam a-dam roffa mokum damsko utca utreg d'haag ehv nijm lwd gron"
        " mtricht a'foort 's-hage"
    )
)
_SIDES = Watched(clues.QUARTERS | a_set("centrum"))


def _by_nickname(reading: Reading) -> Iterator[Span]:
    """'gezien in r'dam', and the side of a town right behind its name: 'rotterdam zuid'."""
    for i in reading.where[_NICKNAMES]:
        token = reading.tokens[i]
        yield Span(token.start, token.end, Kind.PLACE, "verkorte plaatsnaam", 0.7)
    for i in reading.where[_SIDES]:
        town, side = reading.around[i - 1], reading.tokens[i]
        named = town is not None and (
            (town.facts & is_.PLACE and not town.facts & is_.COMMON) or town.folded in _NICKNAMES
        )
        if named and side.gap == " " and reading.text[side.end : side.end + 1] != "-":
            yield Span(side.start, side.end, Kind.PLACE, "een kant van een stad", 0.5)


# Quarters of the cities that are ordinary words or surnames as well: 'bij een vriend in spangen'.
_WARDS = Watched(
    a_set("""
    spangen lombok transvaal zuilen stratum gestel strijp laak bijlmer jordaan pijp heuvel voorhof buitenhof bloemhof
    kralingen tuindorp voordorp wittevrouwen rivierenwijk dichterswijk kanaleneiland statenkwartier vogelwijk beverwaard
    oosterhout waterland vreewijk lombardijen feijenoord charlois hoograven lunetten overvecht tarwewijk zeeheldenbuurt
""")
)
_NO_WARD = a_set("straat laan weg plein park school kerk lyceum college boys")


def _is_ward(reading: Reading, i: int) -> bool:
    token, after = reading.tokens[i], reading.around[i + 1]
    if token.capital or reading.gaps[i] != " " or reading.tokens[i - 1].folded not in _TOWARDS:
        return False
    return after is None or after.gap != " " or after.folded not in _NO_WARD


def _ward(token: Token) -> Span:
    return Span(token.start, token.end, Kind.PLACE, "wijk in kleine letters", 0.6)


# Towns that are asked or exclaimed as words far more often.
_ASKED = a_set(
    "best echt buren goor mark berg school werk huizen haren zetten dam wal ham loon rust doel dorp kamp dijk"
)


def _questions(reading: Reading) -> Iterator[Span]:
    """'weten nog niet waar heen. hulst? sluiskil?': a town that is an ordinary word, alone in a question."""
    if "?" not in reading.text:
        return
    for i, token in enumerate(reading.tokens):
        if not token.facts & is_.PLACE or not token.facts & is_.COMMON or token.capital or len(token.text) < 4:
            continue
        asked = token.opening is Opening.HARD and reading.text[token.end : token.end + 1] == "?"
        beside = [reading.around[i - 1], reading.around[i + 1]]
        town = any(one is not None and one.facts & is_.PLACE and not one.facts & is_.COMMON for one in beside)
        if asked and (town or token.folded not in _ASKED):
            yield Span(token.start, token.end, Kind.PLACE, "plaats waarnaar gevraagd wordt", 0.4)


_AT_ONE = a_set("bij via van v naar")
