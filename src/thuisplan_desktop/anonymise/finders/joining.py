"""Judged words to whole names: infixes, initials, articles, kinds of organisations and house numbers."""

import re
from collections.abc import Iterator, Mapping

from thuisplan_desktop.anonymise import people_cues as cues
from thuisplan_desktop.anonymise.context import Context, Opening
from thuisplan_desktop.anonymise.cues import a_phrase_set
from thuisplan_desktop.anonymise.finders import initials, organisations, places
from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.tokens import Reading, Token
from thuisplan_desktop.anonymise.words import fold

_BESIDE = re.compile(r"[ \t\u00a0]{1,3}|[ \t]*\r?\n[ \t]*|[ \t]?[-–/][ \t]?")
_TOUCHING = re.compile(r"[ \t\u00a0]{0,2}|[ \t]?\r?\n[ \t]?|\.[ \t\u00a0]?|['’/]|[ ]['’]")
_MOST_INFIXES = 4


def spans(context: Context, hidden: Mapping[int, Span]) -> Iterator[Span]:
    """Each judged word with what belongs to it; words of one name side by side become one span."""
    reading = context.reading
    hidden = {**hidden, **_with_ampersand(context, hidden)}
    for group in _groups(context, hidden):
        span, last = _whole(context, hidden, group)
        yield span
        yield from places.with_number(reading, span, last)


def _with_ampersand(context: Context, hidden: Mapping[int, Span]) -> dict[int, Span]:
    """The capital behind '&' belongs to the name before it: 'Kip & Zo'."""
    found = {}
    for i in hidden:
        after = context.token(i + 1)
        if after is not None and after.capital and context.gap(i + 1) == " & " and i + 1 not in hidden:
            found[i + 1] = Span(after.start, after.end, Kind.ORG, hidden[i].reason, hidden[i].certainty)
    return found


def _groups(context: Context, hidden: Mapping[int, Span]) -> list[list[int]]:
    groups: list[list[int]] = []
    for i in sorted(hidden):
        if groups and _belong_together(context, hidden, groups[-1][-1], i):
            groups[-1] += range(groups[-1][-1] + 1, i + 1)
        else:
            groups.append([i])
    return groups


def _belong_together(context: Context, hidden: Mapping[int, Span], left: int, right: int) -> bool:
    """Side by side, 'Bos, Roos', or with nothing but infixes between a person's names."""
    if right == left + 1:
        gap = context.gap(right)
        beside = bool(_BESIDE.fullmatch(gap)) or gap == " & "
        return beside or (gap == ", " and _surname_first(context, left, right))
    if right - left > _MOST_INFIXES or hidden[left].kind is not Kind.PERSON:
        return False
    return hidden[right].kind in (Kind.PERSON, Kind.ADDRESS) and _infixes_between(context, left, right)


def _infixes_between(context: Context, left: int, right: int) -> bool:
    """'Jan van den Berg', but not 'de Vries van Altra' nor 'Jan van Piet'."""
    reading = context.reading
    between = " ".join(token.folded for token in reading.tokens[left + 1 : right])
    if between not in _BETWEEN or not all(_close(context, i) for i in range(left + 1, right + 1)):
        return False
    plain = between in ("van", "van de", "van het", "op de")
    first = reading.tokens[left].folded in reading.words.first_names
    return not plain or (first and reading.tokens[right].folded not in reading.words.first_names)


def _close(context: Context, i: int) -> bool:
    """Only a space before word i, or a dot after an abbreviation: a full stop ends a name."""
    before = context.token(i - 1)
    short = before is not None and len(before.text) <= 2
    return bool(_TOUCHING.fullmatch(context.gap(i))) and ("." not in context.gap(i) or short)


_BETWEEN = a_phrase_set("""
    van de der den van_de van_der van_den v_d vd v vdr vder vden van_'t van_t v_t v_'t van_het 't t te ter ten
    von el al ben bin da dos de_la la le du di del el_el v_der v_den op_de op_den op_'t in_'t in_t aan_de
    uit_den uit_de van_der_van
""")


def _surname_first(context: Context, left: int, right: int) -> bool:
    """'JANSEN, Piet': a surname that is no first name, then a first name, on a line or after a label."""
    tokens, words = context.reading.tokens, context.reading.words
    if tokens[left].folded in words.first_names or tokens[right].folded not in words.first_names:
        return False
    while left > 0 and tokens[left - 1].folded in cues.OPENS_INFIX and context.gap(left) == " ":
        left -= 1
    return context.openings[left] is not Opening.NONE


def _whole(context: Context, hidden: Mapping[int, Span], group: list[int]) -> tuple[Span, Token]:
    reading, first, last = context.reading, group[0], group[-1]
    found = [hidden[i] for i in group if i in hidden]
    kind = _kind([span.kind for span in found])
    after = context.token(last + 1)
    if after is not None and _is_type(after) and context.gap(last + 1) == " ":
        last, kind = last + 1, Kind.ORG
    first = _infix_start(context, first, kind)
    before = context.token(first - 1)
    known = reading.tokens[first].folded in reading.words.first_names
    if before is not None and not known and _is_region(context, first - 1, before):
        first, before = first - 1, context.token(first - 2)
    if before is not None and _is_type(before) and context.gap(first) == " ":
        first, kind = first - 1, Kind.ORG
    start = initials.before(reading.text, reading.tokens[first].start)
    end = initials.after_name(reading.text, _without_s(reading, reading.tokens[last], alone=first == last))
    best = max(found, key=lambda span: span.certainty)
    named = end
    end = organisations.with_year(reading.text, named)
    kind = Kind.ORG if end > named else kind
    return Span(start, end, kind, best.reason, best.certainty), reading.tokens[last]


def _without_s(reading: Reading, token: Token, *, alone: bool) -> int:
    """The end of a word without its possessive ending: 'Fatima's', 'Koens'."""
    word = token.folded
    if len(word) != len(token.text):
        return token.end
    if word.endswith("'s"):
        return token.end - 2
    first_names = reading.words.first_names
    possessive = alone and word.endswith("s") and word[:-1] in first_names and word not in first_names
    possessive = possessive and not reading.words.is_common(word) and word not in reading.words.surnames
    return token.end - possessive


def _infix_start(context: Context, first: int, kind: Kind) -> int:
    """The first word of the infixes that belong to the name at `first`: the longest list that fits."""
    tokens = context.reading.tokens
    at = first
    while at > 0 and first - at < _MOST_INFIXES and tokens[at - 1].folded in cues.INFIXES:
        if not _close(context, at):
            break
        at -= 1
    return next((start for start in range(at, first) if _fits(context, start, first, kind)), first)


def _fits(context: Context, start: int, first: int, kind: Kind) -> bool:
    """Whether words start .. first - 1 are part of the name and not a preposition or article before it."""
    reading = context.reading
    infixes, word = reading.tokens[start:first], reading.tokens[first].folded
    phrase = " ".join(token.folded for token in infixes)
    name = f"{phrase} {word}"
    if name in _known(reading):
        return True
    if infixes[0].capital:
        return _capital_infix(context, start, word, kind)
    if kind is not Kind.PERSON or infixes[0].folded not in cues.OPENS_INFIX:
        return False
    if phrase in cues.SURE_INFIXES or "." in reading.text[infixes[-1].end : reading.tokens[first].start]:
        return True
    announced = (
        context.titled(start)
        or context.labelled(start)
        or (context.introduced(start) and word not in reading.words.first_names)
        or initials.before(reading.text, infixes[0].start) < infixes[0].start
    )
    if name in reading.words.frequent_surnames and word not in reading.words.first_names:
        return True
    listed = name in reading.words.surnames_with_infix
    if listed and context.lower_style and reading.tokens[first].text.islower():
        return True
    return announced or (listed and word not in reading.words.first_names and word not in reading.words.places)


def _capital_infix(context: Context, start: int, word: str, kind: Kind) -> bool:
    """'Van Liere' and 'De Klimop' inside a sentence; at its start only where no first name follows."""
    if context.reading.tokens[start].folded not in cues.OPENS_INFIX | {"het", "it", "in", "op"}:
        return False
    if context.openings[start] is Opening.NONE:
        return True
    if kind in (Kind.ORG, Kind.PLACE):
        return context.reading.tokens[start].folded in ("de", "het", "'t", "it", "den", "ter")
    return word not in context.reading.words.first_names


def _known(reading: Reading) -> frozenset[str]:
    people = reading.known.persons
    return frozenset(fold(f"{p.infix} {p.surname}") for p in people if p.infix)


def _is_region(context: Context, i: int, token: Token) -> bool:
    """'Gelderse' in 'Gelderse Vallei': an adjective with a capital inside the sentence."""
    adjective = token.capital and token.folded.endswith("se") and token.folded in context.reading.words.harmless
    return adjective and context.gap(i + 1) == " " and context.openings[i] is Opening.NONE


def _is_type(token: Token) -> bool:
    if not token.capital:
        return False
    return token.folded in cues.ORGANISATION_TYPES or token.folded.endswith(cues.ORGANISATION_ENDINGS)


def _kind(kinds: list[Kind]) -> Kind:
    for kind in (Kind.ADDRESS, Kind.ORG, Kind.PERSON):
        if kind in kinds:
            return kind
    return kinds[0]
