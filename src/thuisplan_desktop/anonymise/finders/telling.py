"""Roles, feats and events that single somebody out, known by their grammar instead of by a list of words.

Proposals with a low certainty, as in `phrases.py`: a reader decides.
"""

import re
from collections.abc import Iterator

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise import signals
from thuisplan_desktop.anonymise.cues import a_set, one_of
from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.tokens import Token

_ON = r"[^.;:!?\n,()\"“”–]"  # a character that doesn't end the phrase
_DETERMINERS = a_set("de het die dat onze dé hét")
# What may stand before a phrase that says who somebody is.
_SAYS_WHO = a_set("""
    is was als ook immers namelijk dat van met bij naar door wordt werd nog zijn haar hij zij ze eigenlijk juist want
    omdat en oom tante opa oma vader moeder pake beppe toen aan iedereen over kent echt
""")
_FOLLOWS = re.compile(
    rf" (?:is |was )?(?:van|uit|in|op|met|bij|achter|die|dat|ooit|aan|wiens|waarvan)\b{_ON}{{3,70}}?"
    rf"(?= (?:en (?:{one_of('heeft is was gaat wil kan repeteert staat zit woont werkt daar dus')})|maar|want|dus|zegt"
    rf"|heet|heeft|wordt|voelt|mag|vraagt|belt|vindt)\b|[.;:!?\n,()\"“”–]|$)"
)
_EVENTS = one_of(" ".join(signals.EVENTS))
_EVENT = re.compile(
    rf"\b(?:de|het|die|dat) (?:[a-zë]{{3,14}}e )?{_EVENTS} (?:in|op|bij|met|waarbij|aan|vlak|tegen) "
    rf"(?!hen\b|ons\b|hem\b|haar\b) ?{_ON}{{3,50}}?"
    rf"(?=[.;:!?\n,()\"“”–]| (?:en|maar|want|is|was|heeft|toen|dus|kwam)\b|$)",
    re.IGNORECASE,
)
_FEAT = re.compile(
    rf"\b(?:won|wint|gewonnen|werd|deed mee|deed|speelde|stond|zong|danste|haalde|zwom|reed|liep|verbrak|vestigde|redde"
    rf"|figureerde|presenteerde|is|was|mocht)\b(?: {_ON}{{1,50}}?)? "
    r"(?:(?:het|de|een) )?(?:\b(?:NK|EK|WK)\b|Olympische|The Voice|Idols|Got Talent|Guinness|wereldrecord"
    r"|Nederlands record|Elfstedentocht|Nijmeegse Vierdaagse|Jeugdjournaal|talentenjacht|Kinderen voor Kinderen"
    r"|junior songfestival)"
    rf"{_ON}{{0,40}}?(?=[.;:!?\n,()\"“”–]| (?:en|maar|want|dus)\b|$)"
)
_KNOWN = re.compile(
    rf"\b(?:bekend|beroemd|berucht)(?: geworden)? (?:van|als|om|door|vanwege|uit) "
    rf"(?:de|het|een|die|dat|haar|zijn|hun) {_ON}{{4,70}}?"
    rf"(?=[.;:!?\n,()\"“”–]| (?:en|maar|want|is|was)\b|$)"
)
_NO_IDENTITY = one_of("""
    moeder vader broer zus oudste jongste tweede eerste enige laatste zoon dochter mentor juf meester leerling
    leerlingen weg klas school dag week tijd man vrouw vriend vriendin persoon situatie reden vraag manier boel hele
    oma opa tante oom neef nicht stiefvader stiefmoeder baas partner ex
""")
_IS = re.compile(
    r"\b(?:(?:hij|zij|ze|die|wie|hen) (?:is|was|heet|blijft)|(?:is|was|heet|blijft|heette) (?:hij|zij|ze|hen))"
    r" (?:(?:nu|ook|nog|immers|daar|hier|gewoon|eigenlijk|altijd|overal|inmiddels|namelijk) ){0,2}"
    rf"((?:de|het|dé|hét|die|dat) (?:[a-zë]{{3,15}}e )?(?!{_NO_IDENTITY}\b)[a-zë-]{{4,30}}"
    rf" (?:die|dat|met|van|uit|in|op) {_ON}{{6,90}}?)"
    r"(?=[.;:!?\n,()\"“”–]| (?:en|maar|want|dus|zegt|volgens)\b|$)",
    re.IGNORECASE,
)
_FEAT_WORDS = ("NK", "EK", "WK", "Olymp", "Voice", "Idols", "Talent", "Guinness", "record", "tocht", "Vierdaagse",
               "ournaal", "talenten", "voor Kinderen", "songfestival")  # fmt: skip


_BEFORE_EVENT, _AFTER_EVENT = 24, 60  # characters of a phrase around the word for what happened


def find(reading: Reading) -> Iterator[Span]:
    """Who somebody is, what happened to them and what they are known for."""
    yield from _roles(reading)
    yield from _events(reading)
    yield from _identities(reading)
    if reading.with_fact(is_.FEAT) or "voor Kinderen" in reading.text:
        yield from _feats(reading.text)


def _feats(text: str) -> Iterator[Span]:
    """'won het NK turnen', 'bekend van het Jeugdjournaal'."""
    if any(map(text.__contains__, _FEAT_WORDS)):
        for m in _FEAT.finditer(text):
            yield Span(m.start(), m.end(), Kind.UNIQUE, "iets wat maar weinigen deden", 0.4)
    if "bekend" in text or "berucht" in text or "beroemd" in text:
        for m in _KNOWN.finditer(text):
            yield Span(m.start(), m.end(), Kind.UNIQUE, "waaraan men iemand kent", 0.4)


def _events(reading: Reading) -> Iterator[Span]:
    """'de brand in de sporthal': what happened and is remembered."""
    for i in reading.with_fact(is_.EVENT):
        token = reading.tokens[i]
        for m in _EVENT.finditer(reading.text, max(0, token.start - _BEFORE_EVENT), token.end + _AFTER_EVENT):
            yield Span(m.start(), m.end(), Kind.UNIQUE, "een gebeurtenis die bekend is", 0.4)


def _identities(reading: Reading) -> Iterator[Span]:
    """'hij is de fietspiet die zijn bakfiets verbouwde', 'daar heet hij het ventje met de slaapzak'."""
    for i in reading.with_fact(is_.BEING):
        before, after = reading.around[i - 1], reading.around[i + 1]
        turned = after is not None and after.folded in _THEY
        if not turned and (before is None or before.folded not in _WHO):
            continue
        for at in (i, max(0, i - 1)):
            m = _IS.match(reading.text, reading.tokens[at].start)
            if m is not None:
                yield Span(m.start(1), m.end(1), Kind.UNIQUE, "wie iemand is volgens de buurt", 0.4)
                break


# As in `_IS`, before the verb and behind it.
_WHO, _THEY = a_set("hij zij ze die wie hen"), a_set("hij zij ze hen")


def _roles(reading: Reading) -> Iterator[Span]:
    """'Hij is de kaasboer van de zaterdagmarkt', 'opa, de oude torenwachter die in de molen woont'."""
    tokens = reading.tokens
    for i in reading.with_fact(is_.AGENT):
        token = tokens[i]
        if token.facts & (is_.ROLE | is_.FUNCTION | is_.RELATIVE):
            continue
        start = _opening(reading, i)
        if start is None:
            continue
        m = _FOLLOWS.match(reading.text, token.end)
        if m:
            yield Span(tokens[start].start, m.end(), Kind.UNIQUE, "een rol die iemand aanwijst", 0.4)


def _opening(reading: Reading, i: int) -> int | None:
    """The article before word i and at most two words that describe it, where the phrase says who somebody is."""
    at = i - 1
    while at > i - 4 and (left := reading.near(at + 1, at)) is not None and reading.gaps[at + 1] == " ":
        if left.folded in _DETERMINERS:
            return at if _says_who(reading, at, left) else None
        if left.capital and left.folded not in _DETERMINERS:
            return None
        at -= 1
    return None


def _says_who(reading: Reading, at: int, article: Token) -> bool:
    gap = article.gap.strip()
    if gap in (",", "(", ":", "–", "-"):
        return True
    before = reading.near(at, at - 1)
    return before is not None and (before.folded in _SAYS_WHO or before.capital)
