"""Firms and clubs whose second word is ordinary or a number: 'Kick 030', 'jachtwerf maas', 'Timmerije Oost'."""

import re
from collections.abc import Iterator

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise.cues import a_set
from thuisplan_desktop.anonymise.finders.clues import QUARTERS
from thuisplan_desktop.anonymise.finders.hurried import DOING
from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.tokens import Token
from thuisplan_desktop.anonymise.watched import Watched, WatchedSmall

_NO_NAME = is_.FUNCTION | is_.VERB | is_.ANNOUNCES | is_.MONTH | is_.NUMBER_CUE | is_.CALL_CUE


def find(reading: Reading) -> Iterator[Span]:
    """A number or a part of the town behind a name, a name behind a trade, two words behind 'werk,'."""
    if reading.runs:
        yield from _with_numbers(reading)
    yield from _of_quarters(reading)
    if reading.lower_style:
        yield from _behind_trades(reading)
        yield from _at_work(reading)


_CLUBS = ("school", "gym", "fitness", "club", "salon", "studio", "zaal", "vereniging", "centrum", "shop", "barbers")
_NO_CLUBS = a_set("school basisschool middelbareschool hogeschool praktijkschool vakschool")
_CODE = re.compile(r"0[1-9]\d{1,2}(?![\w-]|[ ./]?\d| ?[-/] ?\d|[.,:]\d)")
_NUMBER = re.compile(r"\d{2,3}(?![\w%]|[ ./-]?\d|[.,:]\d| ?(?:uur|jaar|jr|min|x|weken|dagen|euro|km|leerlingen|man)\b)")


def _with_numbers(reading: Reading) -> Iterator[Span]:
    """'boksschool Kick 030', 'sportschool Fit 24': the dialling code of the town, or a number behind a club."""
    for at, i, between in reading.before_numbers:
        token, kind = reading.tokens[i], reading.around[i - 1]
        if between != " " or kind is None or token.gap != " ":
            continue
        if not (token.capital or (reading.lower_style and _may_be_firm(token))):
            continue
        club = kind.folded.endswith(_CLUBS) and kind.folded not in _NO_CLUBS
        number = _CODE.match(reading.text, at) or _NUMBER.match(reading.text, at)
        if number and club and not token.facts & _NO_NAME:
            yield Span(token.start, number.end(), Kind.ORG, "naam met een getal erin", 0.5)


_QUARTERS = Watched(QUARTERS)


def _of_quarters(reading: Reading) -> Iterator[Span]:
    """'Timmerije Oost': a part of the town with a capital behind a word that no dictionary knows."""
    for i in reading.where[_QUARTERS]:
        token, left = reading.tokens[i], reading.around[i - 1]
        if left is None or not token.capital or token.gap != " " or not left.capital or left.facts & is_.ANNOUNCES:
            continue
        if not left.facts & (is_.COMMON | is_.FUNCTION) and len(left.text) > 2:
            kind = Kind.PLACE if left.facts & is_.PLACE else Kind.ORG
            yield Span(left.start, token.end, kind, "naam met een windstreek", 0.5)


_TRADES = (
    "werf", "kwekerij", "handel", "bedrijf", "drukkerij", "makerij", "smederij", "garage", "rederij", "timmerij",
    "brouwerij", "wasserij", "stoffeerderij", "bakkerij", "slagerij", "hovenier", "hoveniers", "loodgieters",
    "bouwers", "schilders", "montage", "jachthaven", "camping", "boerderij", "restaurant", "pizzeria", "apotheek",
    "zaak", "kapper", "kapsalon", "toko",
)  # fmt: skip
_LAST_THREE = frozenset(trade[-3:] for trade in _TRADES)  # a quick no for most words


def _behind_trades(reading: Reading) -> Iterator[Span]:
    """'jachtwerf maas belde': a surname, a place or a word nobody knows behind a trade, where it does something."""
    ending = [word for word in reading.places if word[-3:] in _LAST_THREE]
    for i in (i for word in ending if word.endswith(_TRADES) for i in reading.places[word]):
        token, after = reading.around[i + 1], reading.around[i + 2]
        if token is None or token.gap != " " or token.capital:
            continue
        if not _may_be_firm(token) and token.folded not in QUARTERS:
            continue
        acts = after is not None and after.gap == " " and after.folded in DOING
        if acts or reading.text[token.end : token.end + 1] in _FIELD_ENDS:
            yield Span(token.start, token.end, Kind.ORG, "naam achter een soort bedrijf", 0.5)


_FIELD_ENDS = frozenset(("", ",", ";", ")", "\n", "(", "."))
_SHORTEST = 3


def _may_be_firm(token: Token) -> bool:
    named = token.facts & (is_.NAME | is_.PLACE) or not token.facts & is_.PLAIN
    return bool(named) and not token.facts & _NO_NAME and len(token.text) >= _SHORTEST


_WORK = WatchedSmall(a_set("werk werkgever bedrijf bijbaan stageplek stageplaats stagebedrijf stage baan"))


def _at_work(reading: Reading) -> Iterator[Span]:
    """'op werk, beemster kaas, 0299 68': two words fill a field, the first a name and the second a thing."""
    for i in (i + 1 for i in reading.where_small[_WORK]):
        first, last = reading.around[i], reading.around[i + 1]
        if first is None or last is None or first.gap not in (", ", ": ", " (", " = ") or last.gap != " ":
            continue
        regional = first.folded.endswith("se") and not first.facts & is_.COMMON  # 'drentse bloemen'
        named = (regional or _may_be_firm(first)) and not last.facts & _NO_NAME and len(last.text) >= _SHORTEST
        if named and not first.capital and reading.text[last.end : last.end + 1] in _FIELD_ENDS:
            yield Span(first.start, last.end, Kind.ORG, "naam achter 'werk'", 0.5)
