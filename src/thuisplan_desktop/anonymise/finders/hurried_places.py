"""Towns, streets and organisations in hurried notes that only their place in the line gives away: 'in asten'."""

import re
from collections.abc import Iterator

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise.cues import a_set
from thuisplan_desktop.anonymise.finders.beside import is_nothing_else
from thuisplan_desktop.anonymise.finders.clues import FIELD_ENDS, WORD_ENDS
from thuisplan_desktop.anonymise.finders.housenumbers import HOUSE_NUMBER
from thuisplan_desktop.anonymise.finders.hurried import NO_HOLDER, is_holder
from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.tokens import Token
from thuisplan_desktop.anonymise.watched import WatchedSmall


def find(reading: Reading) -> Iterator[Span]:
    """Places and organisations by the words around them, where capitals are left out."""
    if not reading.lower_style:
        return
    yield from _small_towns(reading)
    yield from _on_rivers(reading)
    yield from _short_organisations(reading)
    yield from _behind_kinds(reading)
    yield from _acting(reading)
    yield from _behind_articles(reading)
    yield from _at_shops(reading)
    if reading.runs:
        yield from _streets(reading)


_TOWARDS = WatchedSmall(a_set("in uit naar richting vanuit te"))
_NO_TOWN = is_.FUNCTION | is_.VERB | is_.ANNOUNCES | is_.HARMLESS | is_.MONTH
_THINGS = a_set("halen zetten winkel huizen school werk bed rust dorp water kamp dam wal berg zee hoek")


def _small_towns(reading: Reading) -> Iterator[Span]:
    """'zorgboerderij in asten,': a town that is an ordinary word, straight behind 'in' or 'naar'."""
    for i in (i + 1 for i in reading.where_small[_TOWARDS]):
        token = reading.near(i, i)
        if token is None or not token.facts & is_.PLACE or token.facts & _NO_TOWN or token.gap != " ":
            continue
        if not token.capital and token.folded not in _THINGS:
            yield Span(token.start, token.end, Kind.PLACE, "plaats die ook een gewoon woord is", 0.4)


_RIVERS = WatchedSmall(a_set("rijn ijssel maas zee lek amstel zaan vecht waal schie linge gouwe rotte zoom"))
_ON_WATER = a_set("krimpen capelle nieuwerkerk ouderkerk wijk koog alphen egmond")
_ASHORE = a_set("ad aan aanden adn op bij")


def _on_rivers(reading: Reading) -> Iterator[Span]:
    """'krimpen ad ijssel', 'bergen aan zee': a town with its water, in small letters."""
    for i in reading.where_small[_RIVERS]:
        at = i - 1
        if at > 0 and reading.tokens[at].folded in ("de", "den", "d"):
            at -= 1
        town = reading.around[at - 1]
        if at < 1 or town is None or reading.tokens[at].folded not in _ASHORE or reading.gaps[i] != " ":
            continue
        listed = town.facts & is_.PLACE or town.folded in _ON_WATER
        if listed and not town.facts & is_.FUNCTION and reading.gaps[at] == " ":
            yield Span(town.start, reading.tokens[i].end, Kind.PLACE, "plaatsnaam", 0.6)


_AT = WatchedSmall(a_set("bij via naar van op vd v"))
_SHORTEST, _LONGEST_SHORT = 2, 4


def _short_organisations(reading: Reading) -> Iterator[Span]:
    """'speelt bij svz', 'komt van lmc': a short word that no list knows, behind 'bij' or 'van'."""
    for i in (i + 1 for i in reading.where_small[_AT]):
        token = reading.near(i, i)
        if token is None or token.gap != " " or not _SHORTEST <= len(token.text) <= _LONGEST_SHORT:
            continue
        if is_nothing_else(token) and reading.text[token.end : token.end + 1] in WORD_ENDS:
            yield Span(token.start, token.end, Kind.ORG, "een woord dat de woordenlijst niet kent", 0.4)


_BEFORE_ARTICLES = a_set("op naar bij van in via")
_BANKS = a_set("kade singel gracht dijk brink laan dreef vaart plantsoen hof steeg wal")
_LEAST_OF_COMPOUND = 7


def _behind_articles(reading: Reading) -> Iterator[Span]:
    """'wil naar de kompasroos', 'woont aan de kade': a compound in no dictionary is a name more often than a word."""
    for i in reading.where_small[_ARTICLES]:
        before, token = reading.near(i, i - 1), reading.around[i + 1]
        if before is None or token is None or token.gap != " " or token.capital:
            continue
        if before.folded == "aan" and token.folded in _BANKS:
            yield Span(token.start, token.end, Kind.ADDRESS, "straatnaam in kleine letters", 0.4)
        elif before.folded in _BEFORE_ARTICLES and _is_unlisted(token):
            yield Span(token.start, token.end, Kind.ORG, "een woord dat de woordenlijst niet kent", 0.4)


def _is_daily(token: Token) -> bool:
    return token.folded.endswith((*_UNCOUNTED, "natie", "plek", "lijst", "form", "poli", "balie", "desk", "app"))


def _is_unlisted(token: Token) -> bool:
    """A compound of listed words that is itself in no list."""
    plain = is_.LISTED | is_.HARMLESS | is_.FUNCTION | is_.VERB | is_.ANNOUNCES | is_.NUMBER_CUE | is_.ORG_TYPE
    compound = token.facts & is_.COMMON and not token.facts & plain
    return bool(compound) and token.folded.isalpha() and len(token.text) >= _LEAST_OF_COMPOUND and not _is_daily(token)


_ACTS = a_set("""
    belt belde mailt mailde regelt biedt koppelt stuurt stuurde adviseert begeleidt vraagt zegt denkt doet heeft start
    neemt pakt verwijst reageert weigert wijst stopt
""")
_GOES = a_set("langs mee bellen mailen helpen regelen")
_NO_ACTOR = NO_HOLDER | is_.COUNTED | is_.NUMBER_CUE | is_.ORG_END | is_.AGENT | is_.MONTH | is_.CALL_CUE
_UNCOUNTED = (
    "ing", "heid", "tie", "sie", "ouder", "ouders", "leiding", "arts", "gesprek", "overleg", "les", "zuim", "schap",
    "ment", "kunde", "plan", "team", "dag", "week", "klas", "groep", "school", "werk", "man", "vrouw", "pijn",
)  # fmt: skip


def _acting(reading: Reading) -> Iterator[Span]:
    """'impuls gaat langs', 'dynamiek doet intake': a bare noun that opens a line and does what organisations do."""
    for line in reading.lines:
        token, after = (reading.tokens[line[0]], reading.around[line[0] + 1]) if line else (None, None)
        if token is None or after is None or token.capital or after.gap != " " or len(token.text) < _SHORTEST_STREET:
            continue
        if token.facts & _NO_ACTOR or not token.facts & is_.LISTED or token.folded.endswith(_UNCOUNTED):
            continue
        further = reading.around[line[0] + 2]
        goes = after.folded == "gaat" and further is not None and further.folded in _GOES
        if goes or after.folded in _ACTS:
            yield Span(token.start, token.end, Kind.ORG, "wie iets zegt of doet", 0.4)


_NO_STREET = (
    is_.COUNTED | is_.HARMLESS | is_.MONTH | is_.ANNOUNCES | is_.FUNCTION | is_.NUMBER_CUE | is_.CALL_CUE | is_.VERB
    | is_.FEAST | is_.ORG_TYPE | is_.FIRST
)  # fmt: skip
_COUNTED_ENDS = (
    "week", "dag", "uur", "groep", "klas", "jaar", "nummer", "lokaal", "toets", "gesprek", "hulp", "notitie", "zuim",
    "les", "lessen", "keer", "dagen", "weken", "jarig", "moment", "bezoek", "brief", "melding", "niveau", "score",
)  # fmt: skip
_NUMBER_BEHIND = re.compile(rf"[ ](?=\d\d|\d[a-h]?[, ]){HOUSE_NUMBER}(?=[ ]?(?:[,.;\n]|: |$)| \d?[a-z])")
_COUNTS = re.compile(
    r"[ ][\d/-]++[a-z]?[ ]?(?:%|x\b|uur|u\b|jaar|jr|maand|mnd|week|weken|wk|dag|keer|maal|min|km|meter|euro|les"
    r"|leerl|kind|jan|feb|mrt|maart|apr|mei|jun|jul|aug|sep|okt|nov|dec|van de|t/m|tot|en \d|op \d|[+=:])"
)


_SHORTEST_STREET = 4
_NUMBERED = a_set("""
    kluis kamer lokaal bus lijn tafel bank rij opdracht boek pagina kast sleutel pasje trein perron unit blok bijlage
    punt deel sessie ronde poging actie vraag casus thema stap fase item absenten aanwezig verzuim kopie model
    leeftijd formulier max minimaal ongeveer circa totaal score cijfer gemiddeld hoofdstuk paragraaf artikel alinea
""")
_A_DAY = re.compile(r"\d[-/]\d{1,2}$")


def _streets(reading: Reading) -> Iterator[Span]:
    """'de gouw 43 1e verd', 'boekweit 88, sleutel bij buren': a word with a house number opens a line."""
    for line in reading.lines:
        token = reading.tokens[line[0]] if line else None
        if token is None or token.capital:
            continue
        last = token
        if token.folded in _ARTICLES or token.folded in _DESCRIBED:
            last = reading.near(line[0] + 1, line[0] + 1) or token
        if (
            last.facts & _NO_STREET
            or last.folded in _NUMBERED
            or len(last.text) < _SHORTEST_STREET
            or last.folded.endswith(_COUNTED_ENDS)
        ):
            continue
        m = _NUMBER_BEHIND.match(reading.text, last.end)
        if m and not _A_DAY.search(m[0]) and not _COUNTS.match(reading.text, last.end):
            yield Span(token.start, m.end(), Kind.ADDRESS, "een woord met een huisnummer", 0.4)


_SHOPS = WatchedSmall(
    a_set("""
    gamma action jumbo hema spar plus praxis dirk kruidvat etos blokker coop boni deen kwantum zeeman wibra karwei
    primark ikea mediamarkt lidl aldi vomar hoogvliet xenos intratuin welkoop boerenbond mac kfc febo
""")
)
_SHOPPING = a_set("bij naar van voor in op")


def _at_shops(reading: Reading) -> Iterator[Span]:
    """'bij de gamma', 'van de plus': a chain behind an article, in small letters."""
    for i in reading.where_small[_SHOPS]:
        article, before = reading.near(i, i - 1), reading.near(i - 1, i - 2)
        if article is not None and before is not None and article.folded in _ARTICLES and before.folded in _SHOPPING:
            token = reading.tokens[i]
            yield Span(token.start, token.end, Kind.ORG, "organisatie uit de eigen lijst", 0.6)


_ONE_WORD_KINDS = a_set("""
    bouwbedrijf schildersbedrijf loonbedrijf autobedrijf taxibedrijf autoschade garage bakkerij slagerij kapsalon
    hoveniersbedrijf installatiebedrijf schoonmaakbedrijf metaalbedrijf transportbedrijf kwekerij manege stal cafe
    snackbar restaurant fysio praktijk rijschool
""")
_ARTICLED_KINDS = a_set("park vakantiepark bungalowpark recreatiepark stal bs ob vso so bso kdv kdc psz isk huize koor")
_KINDS = WatchedSmall(_ONE_WORD_KINDS | _ARTICLED_KINDS)


def _behind_kinds(reading: Reading) -> Iterator[Span]:
    """'stage bouwbedrijf tol,', 'bs de toren', 'park de lage linde': what stands behind a kind of place."""
    for i in (at + 1 for at in reading.where_small[_KINDS]):
        kind, token = reading.tokens[i - 1].folded, reading.around[i]
        if token is None or token.gap != " " or token.capital:
            continue
        last = token
        if kind in _ARTICLED_KINDS and token.folded in _ARTICLES:
            described = reading.near(i + 1, i + 1)
            at = i + 2 if described is not None and described.folded in _DESCRIBED else i + 1
            last = reading.near(at, at) or token
            named = last.gap == " " and not last.facts & NO_HOLDER
        else:
            ends = reading.text[token.end : token.end + 1] in FIELD_ENDS
            named = kind in _ONE_WORD_KINDS and ends and (is_holder(token) or _is_unlisted(token))
        if named:
            yield Span(token.start, last.end, Kind.ORG, "gewone woorden na een soort organisatie", 0.5)


_ARTICLES = WatchedSmall(a_set("de het t"))
_DESCRIBED = a_set("oude nieuwe grote kleine hoge lage lange korte witte zwarte rode groene blauwe gouden vrolijke")
