"""Towns of more than one word, and parts of a city."""

import re
from collections.abc import Iterator

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise.cues import a_set
from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.tokens import Token
from thuisplan_desktop.anonymise.watched import Watched


def find(reading: Reading) -> Iterator[Span]:
    """Towns of more than one word, also on a river, and parts of a city that are called after a side."""
    yield from _towns(reading)
    yield from _on_a_river(reading)
    for found in _QUARTER.finditer(reading.text) if reading.where[_SIDES] else ():
        yield Span(found.start(1), found.end(1), Kind.PLACE, "stadsdeel", 0.6)


# Compass points with a capital behind such a word are parts of a city: 'hier op Zuid', 'een school in Nieuw-West'.
_QUARTER = re.compile(
    r"\b(?:op|in|uit|naar|rond) ((?:Nieuw-)?(?:Noord|Zuid|Oost|West|Zuidoost|Noordoost))(?![\w-]| [A-Z])"
)


_SIDES = Watched(a_set("noord zuid oost west zuidoost noordoost nieuw-noord nieuw-zuid nieuw-oost nieuw-west"))


def _towns(reading: Reading) -> Iterator[Span]:
    towns, tokens = reading.words.places, reading.tokens
    for i in reading.listed:
        if i + 1 == len(tokens):
            return
        after = tokens[i + 1]
        rare = after.capital or not after.facts & is_.COMMON
        if not (rare or after.facts & is_.FUNCTION or tokens[i].folded in _SMALL_TOWNS):
            continue
        for town in towns.get(f"{tokens[i].folded} {tokens[i + 1].folded}".replace("'", ""), ()):
            found = tokens[i : i + len(town)]
            if _is_town(found, town):
                start = _with_apostrophe(reading.text, found[0].start)
                yield Span(start, found[-1].end, Kind.PLACE, "plaatsnaam")
                break


_SMALL_TOWNS = a_set("den ter de bergen hoek sint st alphen capelle krimpen nieuwerkerk")


def _is_town(found: list[Token], town: tuple[str, ...]) -> bool:
    if tuple(token.folded.replace("'", "") for token in found) != town:
        return False
    return found[-1].capital or town[0] in _SMALL_TOWNS or not found[-1].facts & is_.COMMON


def _with_apostrophe(text: str, start: int) -> int:
    return start - 1 if start and text[start - 1] in "'’‘" else start


_RIVER = re.compile(
    r"(?<!\w)[A-Z][^\W\d_]{2,20}[ -](?:aan de[nr]?|a/?d|a\.d\.|op|bij|onder|over)[ -](?:de[nr]? |het )?"
    r"(?:Rijn|IJssel|Zoom|Zee|Maas|Lek|Amstel|Zaan|Vecht|Waal|Linge|Schelde|Gouwe|Rotte|Giessen)(?!\w)"
)


_RIVERS = Watched(a_set("rijn ijssel zoom zee maas lek amstel zaan vecht waal linge schelde gouwe rotte giessen"))


def _on_a_river(reading: Reading) -> Iterator[Span]:
    for i in reading.where[_RIVERS]:
        token = reading.tokens[i]
        if token.capital:
            for m in _RIVER.finditer(reading.text, max(0, token.start - 40), token.end):
                yield Span(m.start(), m.end(), Kind.PLACE, "plaatsnaam")
