"""How far a name reaches: from its judged words to the infixes, initials, articles and numbers that belong to it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from operator import attrgetter

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise import people_cues as cues
from thuisplan_desktop.anonymise.cues import a_set
from thuisplan_desktop.anonymise.finders import addresses, clues, initials, organisations
from thuisplan_desktop.anonymise.findings import ADDRESS, ORG, PERSON, PLACE, Kind
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.tokens import Opening, Token

_FIRM_ENDS = frozenset(("Zn", "Co"))
_ARTICLES_INSIDE = a_set("de der den la le el du")  # behind a first name no school starts with these


def spans(reading: Reading, hidden: Mapping[int, Span], group: list[int]) -> Iterator[Span]:
    """One name with what belongs to it; as an address too where a house number follows."""
    alone = len(group) == 1 and _stands_alone(reading, group[0], hidden[group[0]])
    span, last = (hidden[group[0]], reading.tokens[group[0]]) if alone else _whole(reading, hidden, group)
    homes: Iterable[Span] = ()
    if reading.has_number(span.end, span.end + addresses.NUMBER_WITHIN):
        name, street = span, span
        if not alone and span.kind is Kind.PERSON and (line := reading.text.rfind("\n", span.start, last.start)) != -1:
            name, street = replace(span, end=line), replace(span, start=line + 1)  # who lives there stands above it
        homes = list(addresses.with_number(reading, street, last))
        span = name if homes else span
    yield _with_dot(reading, span, last) if reading.text[span.end : span.end + 1] == "." else span
    yield from homes


_SHORTEST_NAME = 4  # letters: 'Moh. v/d moskee', 'Kim Br.'


def _with_dot(reading: Reading, span: Span, last: Token) -> Span:
    """The dot of 'Haaksbergerstr.,' or 'Moh. v/d moskee' belongs to it; one that ends the sentence does no harm."""
    street = span.kind is ADDRESS and last.folded.endswith("str")
    short = span.kind is PERSON and last.capital and 1 < len(last.text) <= _SHORTEST_NAME
    behind = reading.text[span.end + 1 : span.end + 3]
    cut = short and ((behind[:1] == " " and behind[1:].islower()) or not _VOWELS & set(last.folded))
    letter = len(last.text) == 1 and last.capital  # 'R. Mulder & T.'
    return replace(span, end=span.end + 1) if street or cut or letter else span


_VOWELS = frozenset("aeiouy")


def _stands_alone(reading: Reading, i: int, span: Span) -> bool:
    """A quick no to everything `_whole` asks: nothing beside the word can belong to its name."""
    tokens, token, text = reading.tokens, reading.tokens[i], reading.text
    if span.start != token.start or span.end != token.end or len(token.text) < 3 or "." in token.gap:
        return False
    if token.facts & is_.POSSESSIVE or token.folded.endswith("'s") or token.folded.startswith("s-"):
        return False
    if i and (tokens[i - 1].capital or (tokens[i - 1].facts & is_.INFIX and _may_have_infix(reading, i))):
        return False
    if i and not token.capital and tokens[i - 1].folded in clues.CLUBS:
        return False
    end = text[token.end : token.end + 1]
    firm = end == "+" or (end == "." and token.text in _FIRM_ENDS)  # 'MUMC+', 'Kip & Zn.'
    if firm or text[token.end + 1 : token.end + 2] in clues.APOSTROPHES:
        return False
    after = reading.around[i + 1]
    if after is None:
        return True
    beside = after.capital or len(after.text) == 1 or after.facts & is_.OPENS_INFIX or after.folded in cues.TRADES
    return not beside


def _may_have_infix(reading: Reading, i: int) -> bool:
    """Whether the infix before word i may belong to it: a single 'in' or 'bij' only where the register says so."""
    left, further = reading.tokens[i - 1], reading.around[i - 2]
    if left.facts & is_.OPENS_INFIX or (further is not None and further.facts & is_.INFIX):
        return True
    return f"{left.folded} {reading.tokens[i].folded}" in reading.book.full_surnames


def _whole(reading: Reading, hidden: Mapping[int, Span], group: list[int]) -> tuple[Span, Token]:
    tokens, text, first, last = reading.tokens, reading.text, group[0], group[-1]
    found = [hidden[i] for i in group if i in hidden]
    kind = named = _kind_of(reading, hidden, group, found) if len(group) > 1 else found[0].kind
    after = reading.around[last + 1]
    if after is not None and after.gap == " " and (_is_type(after) if after.capital else after.folded in cues.TRADES):
        last, kind = last + 1, ORG
        after = reading.around[last + 1]
    if first and tokens[first - 1].facts & is_.INFIX:
        first = _infix_start(reading, first, named)
    if first and (tokens[first - 1].capital or tokens[first - 1].folded in clues.CLUBS):
        first, kind = _opening(reading, first, kind)
    start, gap = tokens[first].start, tokens[first].gap
    start = clues.with_apostrophe(reading, first, initials.before(text, start) if "." in gap else start)
    end = _without_s(tokens[last])
    if after is not None and (len(after.text) == 1 or after.facts & is_.INFIX):
        end = initials.after_name(text, end)
    if len(group) > 1:
        end = _with_infix_behind(reading, group, end)
    best = max(found, key=_certainty) if len(found) > 1 else found[0]
    if (text[end : end + 1] in _ENDS or text[end + 1 : end + 2] in clues.APOSTROPHES) and (
        longer := organisations.with_year(text, end)
    ) > end:
        kind, end = ORG, longer
    return Span(start, end, kind, best.reason, best.certainty), tokens[last]


def _kind_of(reading: Reading, hidden: Mapping[int, Span], group: list[int], found: list[Span]) -> Kind:
    """What a name of more words names: 'Kuiga de Jiefen' is somebody, whatever the word behind the article is."""
    between = [reading.tokens[i].folded for i in group if i not in hidden] if len(found) < len(group) else []
    if between and found[0].kind is PERSON and all(word in _ARTICLES_INSIDE for word in between):
        return PERSON
    return _kind([span.kind for span in found])


def _opening(reading: Reading, first: int, kind: Kind) -> tuple[int, Kind]:
    """Takes in the capitals, or the 'fc', right before a name that belong to it, and what of kind it then is."""
    before: Token | None = reading.tokens[first - 1]
    known = reading.tokens[first].facts & is_.FIRST
    if before is not None and not known and _is_region(reading, first - 1, before):
        first, before = first - 1, reading.around[first - 2]
    if (
        before is not None
        and reading.gaps[first] == " "
        and (_is_type(before) or _is_small_club(before, reading.tokens[first]))
    ):
        first, kind = first - 1, ORG
    if kind is not ORG and before is not None and _opens_town(reading, first - 1, before):
        first -= 1
    if kind is ADDRESS:
        first = _street_opening(reading, first)
    while kind is PERSON and _is_bare_letter(reading, first - 1, reading.tokens[first]):
        first -= 1
    return first, kind


def _is_bare_letter(reading: Reading, i: int, name: Token) -> bool:
    """The letter of 'J Tuhutteru', 'A de Wit': a capital without a dot before a surname, where a name may start."""
    letter = reading.around[i]
    if letter is None or len(letter.text) > 1 or not letter.capital or name.gap != " " or name.facts & is_.FIRST:
        return False
    before = reading.near(i, i - 1)
    counted = before is not None and (before.facts & is_.COUNTED or before.folded in _LETTERED)
    return not counted and letter.gap[-1:] in (" ", "\n", "(", "\t", "")


_LETTERED = a_set(
    "plan groep klas vitamine hepatitis optie variant punt bijlage lijn type route categorie blok gebouw deel"
)
_certainty = attrgetter("certainty")
_TO_TOWN = a_set("in te naar uit rond bij nabij")


def _opens_town(reading: Reading, i: int, token: Token) -> bool:
    """'in Tel Aviv', 'naar San Pedro': a capital between such a word and a town belongs to the town."""
    left, said = reading.around[i - 1], token.facts & (is_.FUNCTION | is_.FIRST)
    return token.capital and not said and reading.gaps[i + 1] == " " and left is not None and left.folded in _TO_TOWN


def _is_small_club(token: Token, name: Token) -> bool:
    """'fc waterlandia': in small letters the abbreviation is part of the name."""
    return token.folded in clues.CLUBS and not token.capital and not name.capital


def _street_opening(reading: Reading, first: int) -> int:
    """'Prof.' before 'Dorgelolaan', 'Burg.' before 'Vening Meineszlaan'."""
    while (before := reading.around[first - 1]) is not None:
        if not (before.capital and before.facts & is_.STREET_OPENING and reading.gaps[first] in (" ", ". ")):
            break
        if before.opening is Opening.HARD and reading.gaps[first] == " ":
            break
        first -= 1
    return first


_ENDS = frozenset("+.")  # 'MUMC+', 'Kip & Zn.'


def _with_infix_behind(reading: Reading, group: list[int], end: int) -> int:
    """'Wit, Bas de': in a list by surname the infix comes last."""
    tokens = reading.tokens
    listed = any(tokens[i].gap == ", " for i in group[1:])
    m = clues.INFIX_BEHIND.match(reading.text, end) if listed else None
    return m.end() if m else end


def _without_s(token: Token) -> int:
    """The end of a word without the 's of 'Fatima's'; the s of 'Koens' is hidden with the name."""
    possessive = token.folded.endswith("'s") and len(token.folded) == len(token.text)
    return token.end - 2 if possessive else token.end


def _infix_start(reading: Reading, first: int, kind: Kind) -> int:
    """The first word of the infixes that belong to the name at `first`: the longest list that fits."""
    tokens = reading.tokens
    at = first
    while at > 0 and first - at < clues.MOST_INFIXES and tokens[at - 1].facts & is_.INFIX:
        if not clues.close(reading, at):
            break
        at -= 1
    for start in range(at, first):
        if not _is_shortened(reading, start) and _fits(reading, start, first, kind):
            return start
    return first


def _is_shortened(reading: Reading, i: int) -> bool:
    """Whether word i ends what is short for words: the 'v' of 't.a.v. Hinke'."""
    before = reading.around[i - 1]
    return reading.gaps[i] == "." and before is not None and len(before.text) == 1 and not before.capital


def _fits(reading: Reading, start: int, first: int, kind: Kind) -> bool:
    """Whether words start .. first - 1 are part of the name and not a preposition or article before it."""
    infixes, named = reading.tokens[start:first], reading.tokens[first]
    phrase = " ".join(token.folded for token in infixes)
    name = f"{phrase} {named.folded}"
    doubled = start and reading.tokens[start - 1].folded == infixes[0].folded and infixes[0].gap == " "
    if doubled or name in reading.book.full_surnames or _is_other(reading, start):  # 'die lange van van Zetten'
        return True
    if infixes[0].capital:
        return _capital_infix(reading, start, named, kind)
    if phrase == "t" and named.capital and reading.text[infixes[0].start - 1 : infixes[0].start] in clues.APOSTROPHES:
        return True
    told = kind is PLACE and (reading.titled(start) or reading.introduced(start))
    told = told or kind is PERSON
    if not told or not infixes[0].facts & is_.OPENS_INFIX or _is_father(reading, start, named):
        return False
    if phrase in cues.SURE_INFIXES or "." in named.gap or _fills_cell(reading, start, named):
        return True
    listed, no_first = name in reading.words.surnames_with_infix, not named.facts & is_.FIRST
    if listed and no_first and named.facts & is_.FREQUENT:
        return True
    if listed and reading.lower_style and named.text.islower():
        return True
    return _announced(reading, start, no_first=no_first) or (listed and no_first and not named.facts & is_.PLACE)


def _is_father(reading: Reading, start: int, named: Token) -> bool:
    """'tel vdr Pieter': a first name behind the short form of 'vader', and no name before it."""
    before = reading.around[start - 1]
    father = reading.tokens[start].folded == "vdr" and named.facts & is_.FIRST
    return bool(father) and (before is None or bool(before.facts & is_.PLAIN))


def _is_other(reading: Reading, start: int) -> bool:
    """'Van Zon of van Son': the same name in two spellings."""
    tie, name, infix = (reading.around[start - step] for step in (1, 2, 3))
    if tie is None or name is None or infix is None or tie.folded not in ("of", "en"):
        return False
    return name.capital and infix.folded == reading.tokens[start].folded and infix.end == name.start - 1


def _fills_cell(reading: Reading, start: int, named: Token) -> bool:
    """'| de Greukhuis |', '(van Winter)', 'te Buunk, Spiem': an infix without capital where something new starts."""
    gap = reading.tokens[start].gap
    opens = gap[-2:] in ("| ", " (", "\t") or gap.endswith("\n")
    return opens and named.capital and not named.facts & (is_.FIRST | is_.FUNCTION | is_.HARMLESS)


def _announced(reading: Reading, start: int, *, no_first: bool) -> bool:
    """A title, label or initials before the infix, or a role before one that no first name follows."""
    if reading.titled(start) or reading.labelled(start) or (no_first and reading.introduced(start)):
        return True
    at = reading.tokens[start].start
    return initials.before(reading.text, at) < at


def _capital_infix(reading: Reading, start: int, named: Token, kind: Kind) -> bool:
    """'Van Liere' and 'De Klimop' inside a sentence; at its start only where no first name follows."""
    infix = reading.tokens[start]
    if not infix.facts & is_.OPENS_INFIX and infix.folded not in _CAPITAL_INFIXES:
        return False
    if infix.opening is Opening.NONE:
        return True
    if kind in (ORG, PLACE):
        return infix.folded in _ARTICLES
    return not named.facts & is_.FIRST


_CAPITAL_INFIXES = a_set("het it in op lo los las bin ben ibn abu ould ait")
_ARTICLES = a_set("de het 't t it den ter")


_REGIONS = a_set("""
    drents fries twents brabants limburgs zeeuws gronings gelders utrechts achterhoeks overijssels flevolands betuws
    amsterdams rotterdams haags hollands vlaams west-fries
""")


def _is_region(reading: Reading, i: int, token: Token) -> bool:
    """'Gelderse' in 'Gelderse Vallei': an adjective with a capital inside the sentence."""
    known = token.folded in _REGIONS or (token.folded.endswith("se") and bool(token.facts & is_.HARMLESS))
    adjective = token.capital and known
    return adjective and reading.gaps[i + 1] == " " and reading.tokens[i].opening is Opening.NONE


def _is_type(token: Token) -> bool:
    return token.capital and bool(token.facts & (is_.ORG_TYPE | is_.ORG_END))


def _kind(kinds: list[Kind]) -> Kind:
    for kind in (ADDRESS, ORG, PERSON):
        if kind in kinds:
            return kind
    return kinds[0]
