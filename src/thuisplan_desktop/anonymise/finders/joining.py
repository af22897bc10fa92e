"""Judged words to whole names: infixes, initials, articles, kinds of organisations and house numbers."""

import re
from collections.abc import Iterator, Mapping
from operator import attrgetter

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise import people_cues as cues
from thuisplan_desktop.anonymise.cues import a_phrase_set, a_set
from thuisplan_desktop.anonymise.finders import initials, organisations, places
from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.tokens import Opening, Token

_BESIDE = re.compile(r"[ \t\u00a0]{1,3}|[ \t]*\r?\n[ \t]*|[ \t]?[-–/][ \t]?")
_TOUCHING = re.compile(r"[ \t\u00a0]{0,2}|[ \t]?\r?\n[ \t]?|\.[ \t\u00a0]?|['’/]|[ ]['’]")
_MOST_INFIXES = 4
_FIRM_ENDS = frozenset(("Zn", "Co"))
_ARTICLES_INSIDE = a_set("de der den la le el du")  # behind a first name no school starts with these


def spans(reading: Reading, hidden: Mapping[int, Span]) -> Iterator[Span]:
    """Each judged word with what belongs to it; words of one name side by side become one span."""
    if " & " in reading.text:
        hidden = {**hidden, **_with_ampersand(reading, hidden)}
    for group in _groups(reading, hidden):
        alone = len(group) == 1 and _stands_alone(reading, group[0], hidden[group[0]])
        span, last = (hidden[group[0]], reading.tokens[group[0]]) if alone else _whole(reading, hidden, group)
        yield _with_short_street(reading, span, last)
        yield from places.with_number(reading, span, last)


def _with_short_street(reading: Reading, span: Span, last: Token) -> Span:
    """The dot of 'Haaksbergerstr.,' belongs to it; one that ends the sentence does no harm."""
    shortened = span.kind is Kind.ADDRESS and last.folded.endswith("str")
    dotted = shortened and reading.text[span.end : span.end + 1] == "."
    return span._replace(end=span.end + 1) if dotted else span


def _stands_alone(reading: Reading, i: int, span: Span) -> bool:
    """A quick no to everything `_whole` asks: nothing beside the word can belong to its name."""
    tokens, token, text = reading.tokens, reading.tokens[i], reading.text
    if span.start != token.start or span.end != token.end or len(token.text) < 3 or "." in token.gap:
        return False
    if token.facts & is_.POSSESSIVE or token.folded.endswith("'s") or token.folded.startswith("s-"):
        return False
    if i and (tokens[i - 1].capital or (tokens[i - 1].facts & is_.INFIX and _may_have_infix(reading, i))):
        return False
    if i and not token.capital and tokens[i - 1].folded in _CLUBS:
        return False
    end = text[token.end : token.end + 1]
    firm = end == "+" or (end == "." and token.text in _FIRM_ENDS)  # 'MUMC+', 'Kip & Zn.'
    if firm or text[token.end + 1 : token.end + 2] in _APOSTROPHES:
        return False
    after = reading.token(i + 1)
    if after is None:
        return True
    beside = after.capital or len(after.text) == 1 or after.facts & is_.OPENS_INFIX or after.folded in cues.TRADES
    return not beside


def _may_have_infix(reading: Reading, i: int) -> bool:
    """Whether the infix before word i may belong to it: a single 'in' or 'bij' only where the register says so."""
    left, further = reading.tokens[i - 1], reading.token(i - 2)
    if left.facts & is_.OPENS_INFIX or (further is not None and further.facts & is_.INFIX):
        return True
    return f"{left.folded} {reading.tokens[i].folded}" in reading.book.full_surnames


def _with_ampersand(reading: Reading, hidden: Mapping[int, Span]) -> dict[int, Span]:
    """The capital behind '&' belongs to the name before it: 'Kip & Zo'."""
    found = {}
    for i in hidden:
        for at, right in ((i + 1, i + 1), (i - 1, i)):
            other = reading.token(at)
            if other is not None and other.capital and reading.gap(right) == " & " and at not in hidden:
                found[at] = Span(other.start, other.end, Kind.ORG, hidden[i].reason, hidden[i].certainty)
    return found


def _groups(reading: Reading, hidden: Mapping[int, Span]) -> list[list[int]]:
    groups: list[list[int]] = []
    for i in sorted(hidden):
        if groups and _belong_together(reading, hidden, groups[-1][-1], i):
            groups[-1] += range(groups[-1][-1] + 1, i + 1)
        else:
            groups.append([i])
    return groups


def _belong_together(reading: Reading, hidden: Mapping[int, Span], left: int, right: int) -> bool:
    """Side by side, 'Bos, Roos', or with nothing but infixes between a person's names."""
    if right == left + 1:
        gap = reading.gap(right)
        after = reading.text[reading.tokens[right].end : reading.tokens[right].end + 1]
        if "\n" in gap and after == ":":
            return False  # who speaks next in a chat
        beside = bool(_BESIDE.fullmatch(gap)) or gap == " & "
        beside = beside or (gap == ". " and reading.tokens[left].folded in _SHORTENED)
        return beside or (gap == ", " and _surname_first(reading, left, right))
    ordinary = reading.tokens[left].facts & is_.COMMON and hidden[left].certainty <= 0.5
    if (
        (hidden[left].kind is Kind.ORG or ordinary or reading.tokens[left + 1].folded in _ENGLISH_LINKS)
        and right <= left + 3
        and _links_organisation(reading, hidden, left, right)
    ):
        return True
    bare = reading.tokens[left].facts & is_.BARE_STREET
    if right - left > _MOST_INFIXES or not (hidden[left].kind is Kind.PERSON or bare):
        return False
    named = hidden[right].kind in (Kind.PERSON, Kind.ADDRESS) or bool(bare) or _may_be_surname(reading, left, right)
    in_town = hidden[right].kind is Kind.PLACE and reading.tokens[left + 1].folded == "te"  # 'Mezz te Breda'
    return named and not in_town and _infixes_between(reading, left, right)


def _may_be_surname(reading: Reading, left: int, right: int) -> bool:
    """'Kuiga de Jiefen': alike in capitals or both without, so the unknown word behind the infix is no school."""
    return reading.tokens[left].capital == reading.tokens[right].capital


_LINKS = a_phrase_set("""
    of en & voor van op aan bij over &_de en_de voor_de van_de van_het voor_het op_de aan_de in_de d'r in_d'r
    't in_'t op_'t
""")
_PARTS_OF_NAMES = is_.FIRST | is_.PLACE


def _links_organisation(reading: Reading, hidden: Mapping[int, Span], left: int, right: int) -> bool:
    """'Praktijk Bos en Lommerrijk', 'MEE & de Wering', 'Zorg voor Jou': one name with small words inside."""
    gaps = [reading.gap(i).strip() for i in range(left + 1, right + 1)]
    if not all(gap in ("", "&") for gap in gaps) or not reading.tokens[right].capital:
        return False
    words = [token.folded for token in reading.tokens[left + 1 : right]]
    phrase = " ".join(part for pair in zip(gaps, [*words, ""], strict=True) for part in pair if part)
    if hidden[left].certainty <= 0.5 and hidden[right].certainty <= 0.5 and phrase in _INSIDE_NAMES:
        return True  # 'Kracht in Zorg': two ordinary words with a capital
    if phrase in _ENGLISH_LINKS:
        return True
    plain = phrase == "of" or hidden[right].kind is Kind.ORG or not reading.tokens[right].facts & _PARTS_OF_NAMES
    return phrase in _LINKS and plain


_INSIDE_NAMES = a_phrase_set("""
    in te met na zonder over bij uit door tot om in_de op_de in_het op_het met_de bij_de uit_de
""")
_ENGLISH_LINKS = a_phrase_set("a the for to your my with of_the for_the in_the")
_SHORTENED = a_set("gebr st joh burg sint fa")


def _infixes_between(reading: Reading, left: int, right: int) -> bool:
    """'Jan van den Berg', but not 'de Vries van Altra' nor 'Jan van Piet'."""
    between = " ".join(token.folded for token in reading.tokens[left + 1 : right])
    if between not in _BETWEEN or not all(_close(reading, i) for i in range(left + 1, right + 1)):
        return False
    plain = between in ("van", "van de", "van het", "op de")
    if reading.tokens[left].facts & is_.BARE_STREET and reading.tokens[left].capital:
        return True
    before, last = reading.tokens[left].facts, reading.tokens[right].facts & is_.FIRST
    first = before & is_.FIRST or not before & (is_.SURNAME | is_.COMMON)  # 'de Vries van Altra' are two
    return not plain or bool(first and not last)


def _close(reading: Reading, i: int) -> bool:
    """Only a space before word i, or a dot after an abbreviation: a full stop ends a name."""
    before = reading.token(i - 1)
    short = before is not None and len(before.text) <= 2
    return bool(_TOUCHING.fullmatch(reading.gap(i))) and ("." not in reading.gap(i) or short)


_BETWEEN = a_phrase_set("""
    van de der den van_de van_der van_den v_d vd v vdr vder vden van_'t van_t v_t v_'t van_het 't t te ter ten
    von el al ben bin da dos de_la la le du di del el_el v_der v_den op_de op_den op_'t in_'t in_t aan_de
    uit_den uit_de van_der_van
""")


def _surname_first(reading: Reading, left: int, right: int) -> bool:
    """'JANSEN, Piet': a surname that is no first name, then a first name, on a line or after a label."""
    tokens = reading.tokens
    after = reading.token(right + 1)
    listed = after is not None and (after.gap == ", " or after.folded in ("en", "of"))
    certain = tokens[left].facts & is_.SURNAME and not listed
    named = tokens[right].facts & is_.FIRST or not tokens[right].facts & is_.COMMON
    if _is_cell(reading, left, right):
        return True
    if (tokens[left].facts & is_.FIRST and not certain) or not named:
        return False
    while left > 0 and tokens[left - 1].facts & is_.OPENS_INFIX and reading.gap(left) in (" ", ". "):
        left -= 1
    behind = _INFIX_BEHIND.match(reading.text, tokens[right].end) is not None
    return tokens[left].opening is not Opening.NONE or behind


_CELL = re.compile(
    r"[ ](?:\(|[|;–-])|[ \t]*(?:$|[|;\n\r])|[ ](?:van|de|der|den|van de|van der|van den|v\.?d\.?)[ ]?(?:$|[|;,)\n(])"
)


def _is_cell(reading: Reading, left: int, right: int) -> bool:
    """'Naam: BOS, Winter', '| Just, Krijgsman |': two capitals with a comma that fill a field or a line."""
    tokens = reading.tokens
    first = left
    while first > 0 and tokens[first - 1].facts & is_.INFIX and reading.gap(first) == " ":
        first -= 1
    gap, last = tokens[first].gap, right
    while (after := reading.token(last + 1)) is not None and after.gap == " " and after.capital:
        last += 1
    opens = first == 0 or any(sign in gap for sign in "\n|:;–") or gap == " - "
    fills = _CELL.match(reading.text, tokens[last].end) is not None
    return opens and fills and tokens[left].capital and tokens[right].capital


def _whole(reading: Reading, hidden: Mapping[int, Span], group: list[int]) -> tuple[Span, Token]:
    first, last = group[0], group[-1]
    found = [hidden[i] for i in group if i in hidden]
    between = [reading.tokens[i] for i in group if i not in hidden] if len(found) < len(group) else []
    infixed = bool(between) and found[0].kind is Kind.PERSON and all(t.folded in _ARTICLES_INSIDE for t in between)
    kind = Kind.PERSON if infixed else _kind([span.kind for span in found])  # 'Kuiga de Jiefen'
    after = reading.token(last + 1)
    named = kind
    trade = after is not None and not after.capital and after.folded in cues.TRADES
    if after is not None and after.gap == " " and (_is_type(after) or trade):
        last, kind = last + 1, Kind.ORG
    first = _infix_start(reading, first, named)
    before = reading.token(first - 1)
    known = reading.tokens[first].facts & is_.FIRST
    if before is not None and not known and _is_region(reading, first - 1, before):
        first, before = first - 1, reading.token(first - 2)
    if (
        before is not None
        and reading.gap(first) == " "
        and (_is_type(before) or _is_small_club(before, reading.tokens[first]))
    ):
        first, kind = first - 1, Kind.ORG
    if kind is not Kind.ORG and before is not None and _opens_town(reading, first - 1, before):
        first -= 1
    if kind is Kind.ADDRESS:
        first = _street_opening(reading, first)
    start = _with_apostrophe(reading, first, initials.before(reading.text, reading.tokens[first].start))
    owns = reading.text[reading.tokens[last].end : reading.tokens[last].end + 1] == " "
    acts = after is not None and bool(after.facts & is_.VERB)  # 'Riets vraagt' is no possession
    end = _without_s(reading.tokens[last], alone=first == last and owns and not acts)
    after = reading.token(last + 1)
    if after is not None and (len(after.text) == 1 or after.facts & is_.INFIX):
        end = initials.after_name(reading.text, end)
    end = _with_infix_behind(reading, group, end)
    best = max(found, key=_certainty) if len(found) > 1 else found[0]
    if (reading.text[end : end + 1] in _ENDS or reading.text[end + 1 : end + 2] in _APOSTROPHES) and (
        longer := organisations.with_year(reading.text, end)
    ) > end:
        kind, end = Kind.ORG, longer
    return Span(start, end, kind, best.reason, best.certainty), reading.tokens[last]


_certainty = attrgetter("certainty")
_TO_TOWN = a_set("in te naar uit rond bij nabij")


def _opens_town(reading: Reading, i: int, token: Token) -> bool:
    """'in Tel Aviv', 'naar San Pedro': a capital between such a word and a town belongs to the town."""
    left, said = reading.token(i - 1), token.facts & (is_.FUNCTION | is_.FIRST)
    return token.capital and not said and reading.gap(i + 1) == " " and left is not None and left.folded in _TO_TOWN


def _is_small_club(token: Token, name: Token) -> bool:
    """'fc waterlandia': in small letters the abbreviation is part of the name."""
    return token.folded in _CLUBS and not token.capital and not name.capital


def _street_opening(reading: Reading, first: int) -> int:
    """'Prof.' before 'Dorgelolaan', 'Burg.' before 'Vening Meineszlaan'."""
    while (before := reading.token(first - 1)) is not None:
        if not (before.capital and before.facts & is_.STREET_OPENING and reading.gap(first) in (" ", ". ")):
            break
        if before.opening is Opening.HARD and reading.gap(first) == " ":
            break
        first -= 1
    return first


def _with_apostrophe(reading: Reading, first: int, start: int) -> int:
    """The apostrophe before ''t Startblok' and ''s-Gravenhage' belongs to the name."""
    word = reading.tokens[first].folded
    cut = word in ("t", "s", "n") or word.startswith("s-")
    return start - 1 if cut and reading.text[start - 1 : start] in _APOSTROPHES else start


_ENDS = frozenset("+.")  # 'MUMC+', 'Kip & Zn.'
_APOSTROPHES = frozenset("'’‘`")
_INFIX_BEHIND = re.compile(r"[ ](?:van|de|der|den|te|ter|ten|el|van de|van der|van den|v\.?d\.?)(?=[ ]?(?:[|;,)\n]|$))")


def _with_infix_behind(reading: Reading, group: list[int], end: int) -> int:
    """'Wit, Bas de': in a list by surname the infix comes last."""
    tokens = reading.tokens
    listed = any(tokens[i].gap == ", " for i in group[1:])
    m = _INFIX_BEHIND.match(reading.text, end) if listed else None
    return m.end() if m else end


def _without_s(token: Token, *, alone: bool) -> int:
    """The end of a word without its possessive ending: 'Fatima's', 'Koens'."""
    word = token.folded
    if len(word) != len(token.text):
        return token.end
    if word.endswith("'s"):
        return token.end - 2
    named = is_.FIRST | is_.SURNAME | is_.COMMON
    return token.end - (alone and bool(token.facts & is_.POSSESSIVE) and not token.facts & named)


def _infix_start(reading: Reading, first: int, kind: Kind) -> int:
    """The first word of the infixes that belong to the name at `first`: the longest list that fits."""
    tokens = reading.tokens
    at = first
    while at > 0 and first - at < _MOST_INFIXES and tokens[at - 1].facts & is_.INFIX:
        if not _close(reading, at):
            break
        at -= 1
    for start in range(at, first):
        if _fits(reading, start, first, kind):
            return start
    return first


def _fits(reading: Reading, start: int, first: int, kind: Kind) -> bool:
    """Whether words start .. first - 1 are part of the name and not a preposition or article before it."""
    infixes, named = reading.tokens[start:first], reading.tokens[first]
    phrase = " ".join(token.folded for token in infixes)
    name = f"{phrase} {named.folded}"
    doubled = start and reading.tokens[start - 1].folded == infixes[0].folded and infixes[0].gap == " "
    if doubled or name in reading.book.full_surnames:  # 'die lange van van Zetten'
        return True
    if infixes[0].capital:
        return _capital_infix(reading, start, named, kind)
    if phrase == "t" and named.capital and reading.text[infixes[0].start - 1 : infixes[0].start] in _APOSTROPHES:
        return True
    told = kind is Kind.PLACE and (reading.titled(start) or reading.introduced(start))
    if not (kind is Kind.PERSON or told) or not infixes[0].facts & is_.OPENS_INFIX:
        return False
    if phrase in cues.SURE_INFIXES or "." in named.gap or _fills_cell(reading, start, named):
        return True
    listed, no_first = name in reading.words.surnames_with_infix, not named.facts & is_.FIRST
    if listed and no_first and named.facts & is_.FREQUENT:
        return True
    if listed and reading.lower_style and named.text.islower():
        return True
    return _announced(reading, start, no_first=no_first) or (listed and no_first and not named.facts & is_.PLACE)


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
    if kind in (Kind.ORG, Kind.PLACE):
        return infix.folded in _ARTICLES
    return not named.facts & is_.FIRST


_CLUBS = a_set("fc sc vv sv hc kv tc avv svv rkvv rksv cvv bc av asv rkav")  # part of the name: 'fc waterlandia'
_CAPITAL_INFIXES = a_set("het it in op lo los las")
_ARTICLES = a_set("de het 't t it den ter")


_REGIONS = a_set("""
    drents fries twents brabants limburgs zeeuws gronings gelders utrechts achterhoeks overijssels flevolands betuws
    amsterdams rotterdams haags hollands vlaams west-fries
""")


def _is_region(reading: Reading, i: int, token: Token) -> bool:
    """'Gelderse' in 'Gelderse Vallei': an adjective with a capital inside the sentence."""
    known = token.folded in _REGIONS or (token.folded.endswith("se") and bool(token.facts & is_.HARMLESS))
    adjective = token.capital and known
    return adjective and reading.gap(i + 1) == " " and reading.tokens[i].opening is Opening.NONE


def _is_type(token: Token) -> bool:
    return token.capital and bool(token.facts & (is_.ORG_TYPE | is_.ORG_END))


def _kind(kinds: list[Kind]) -> Kind:
    for kind in (Kind.ADDRESS, Kind.ORG, Kind.PERSON):
        if kind in kinds:
            return kind
    return kinds[0]
