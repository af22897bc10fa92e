"""Names of organisations that are a phrase of ordinary words with capitals: 'Tussen Wal en Schip'."""

from collections.abc import Iterator

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise.cues import a_phrase_set, a_set
from thuisplan_desktop.anonymise.findings import ORG
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.tokens import HARD, Token

_LINKS = a_set("voor op in aan met en na zonder over bij uit tot door")
_NO_PHRASE = is_.ANNOUNCES | is_.INFIX | is_.MONTH
_BEFORE = a_set("van bij via naar op de het door met vanuit")
# At the start of a sentence these are read as what they are: 'Volgens Kompas', 'Heeft Wijzer gebeld?'.
_OPENERS = a_set("""
    volgens via bij van door naar met voor op in aan uit als dat maar en of toen omdat ook na sinds want dus nu dan
    hoewel zodra wanneer terwijl daarna vandaag morgen gisteren straks hier daar wat wie waar hoe waarom zowel noch
    alleen zelfs niet geen wel nog weer al tegen onder tijdens naast tussen rond vanuit zonder graag dank bedankt
""")
_UNSURE = 0.5  # the certainty of an ordinary word with a capital inside a sentence


def phrases(reading: Reading, hidden: dict[int, Span]) -> dict[int, Span]:
    """The capitals and small words beside an ordinary word with a capital that make one name with it."""
    found: dict[int, Span] = {}
    for i, span in hidden.items():
        token = reading.tokens[i]
        if not token.facts & (is_.COMMON | is_.HARMLESS) or not token.capital or token.text.isupper():
            continue
        sure = span.certainty > _UNSURE and span.kind is not ORG
        for part in (*_left(reading, hidden, i, sure=sure), *_right(reading, hidden, i, sure=sure)):
            own = reading.tokens[part]
            found[part] = Span(own.start, own.end, ORG, "gewone woorden met hoofdletters", _UNSURE)
            found[i] = Span(token.start, token.end, ORG, span.reason, min(span.certainty, _UNSURE))
    return found


def _left(reading: Reading, hidden: dict[int, Span], i: int, *, sure: bool) -> Iterator[int]:
    """'Tussen' before 'Wal', 'Thuis in' before 'Zorg', 'Samen' before 'Verder' at the start of a sentence."""
    token, left, far = reading.tokens[i], reading.around[i - 1], reading.around[i - 2]
    if left is None or token.gap != " ":
        return
    tied = left.folded in _LINKS and left.gap == " " and not left.capital
    if tied and far is not None and i - 2 not in hidden and _opens(far) and _follows_small(reading, i - 2):
        yield from (i - 2, i - 1)
    if i - 1 in hidden and i - 1 in reading.signed:
        return  # 'Groet, Wil Bakker'
    first = left.opening is HARD and not sure and left.folded not in _OPENERS and not left.facts & is_.VERB
    if _opens(left) or (first and _may_open(left)):
        yield i - 1


def _right(reading: Reading, hidden: dict[int, Span], i: int, *, sure: bool) -> Iterator[int]:
    """'voor Jeugd' behind 'Hart', 'Thuis' behind 'Tweede'."""
    token, link, right = reading.tokens[i], reading.around[i + 1], reading.around[i + 2]
    if link is None or link.gap != " ":
        return
    if _ends(link) and not sure and i + 1 not in hidden and not link.facts & (is_.INFIX | is_.RELATIVE):
        yield from (i + 1,) if token.facts & is_.FUNCTION or not link.facts & is_.ROLE else ()
    if right is None or right.gap != " " or (i + 2 in hidden and hidden[i + 2].certainty > _UNSURE):
        return
    town = f"{token.folded} {link.folded}" in reading.words.places
    yield from _further(reading, i)
    if link.folded in _LINKS and not link.capital and not town and _ends(right):
        yield from (i + 1, i + 2)


def _further(reading: Reading, i: int) -> Iterator[int]:
    """'van Eden' behind 'Tuinen', 'in de Buurt' behind 'Thuis': ordinary words, straight behind 'bij' or an article."""
    at, token = i + 1, reading.tokens[i]
    ties: list[str] = []
    while (tie := reading.around[at]) is not None and at <= i + 2 and not tie.capital and tie.gap == " ":
        ties.append(tie.folded)
        at += 1
    right = reading.around[at]
    if right is None or " ".join(ties) not in _LONG_LINKS or not _ends(right) or right.gap != " ":
        return
    no_name = is_.FIRST | is_.FREQUENT | is_.PLACE | is_.ROLE | is_.RELATIVE
    ordinary = not (token.facts | right.facts) & (no_name | is_.TITLE) and token.facts & is_.LISTED
    if ordinary and _follows_small(reading, i if not _is_article(reading, i - 1) else i - 1):
        yield from range(i + 1, at + 1)


def _is_article(reading: Reading, i: int) -> bool:
    token = reading.around[i]
    return token is not None and token.capital and token.folded in ("de", "het")


_LONG_LINKS = a_phrase_set("van van_de van_het in_de in_het aan_de op_de voor_de met_de bij_de om_de over_de uit_de")


def _follows_small(reading: Reading, i: int) -> bool:
    """Whether 'van', 'bij' or an article stands right before word i: there a capital is the word's own."""
    before = reading.near(i, i - 1)
    return before is not None and before.folded in _BEFORE


def _opens(token: Token) -> bool:
    ordinary = token.facts & is_.FUNCTION or (token.facts & is_.COMMON and token.facts & is_.HARMLESS)
    return token.opening is not HARD and bool(ordinary) and _may_open(token)


def _may_open(token: Token) -> bool:
    return token.capital and not token.facts & _NO_PHRASE and not token.text.isupper() and len(token.text) > 2


def _ends(token: Token) -> bool:
    return token.capital and not token.text.isupper() and bool(token.facts & is_.COMMON) and len(token.text) > 2
