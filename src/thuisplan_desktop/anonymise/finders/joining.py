"""Judged words to whole names: infixes, initials, articles, kinds of organisations and house numbers."""

import re
from collections.abc import Iterator, Sequence

from thuisplan_desktop.anonymise import people_cues as cues
from thuisplan_desktop.anonymise.finders import initials, organisations, places
from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.tokens import Reading, Token

_SPACE = re.compile(r"[ \t\u00a0]{1,3}|[ \t]*\r?\n[ \t]*|[ \t]*[-–/][ \t]*|\.[ \t\u00a0]?")
_TIGHT = re.compile(r"[ \t\u00a0]{0,2}|[ \t]?\r?\n[ \t]?|\.[ \t\u00a0]?|['’]")


def spans(reading: Reading, verdicts: Sequence[Span | None]) -> Iterator[Span]:
    """Each judged word with what belongs to it; words of one name side by side become one span."""
    hidden = {i: verdict for i, verdict in enumerate(verdicts) if verdict is not None}
    groups: list[list[int]] = []
    for i in sorted(hidden):
        if (
            groups
            and groups[-1][-1] == i - 1
            and _SPACE.fullmatch(reading.between(reading.tokens[i - 1], reading.tokens[i]))
        ):
            groups[-1].append(i)
        else:
            groups.append([i])
    for group in groups:
        span, last = _whole(reading, hidden, group)
        yield span
        yield from places.with_number(reading, span, last)


def _whole(reading: Reading, hidden: dict[int, Span], group: list[int]) -> tuple[Span, Token]:
    tokens = reading.tokens
    first, last = group[0], group[-1]
    kind = _kind([hidden[i].kind for i in group])
    if last + 1 < len(tokens) and _is_type(tokens[last + 1]) and _touch(reading, last):
        last, kind = last + 1, Kind.ORG
    first, kind = _leftward(reading, first, kind)
    start = _initials_before(reading.text, tokens[first].start)
    best = max((hidden[i] for i in group), key=lambda span: span.certainty)
    end = organisations.with_year(reading.text, initials.after_name(reading.text, _without_s(reading, tokens[last])))
    return Span(start, end, kind, best.reason, best.certainty), tokens[last]


def _without_s(reading: Reading, token: Token) -> int:
    """The end of a word without its possessive 's."""
    return token.end - 2 if token.folded.endswith("'s") and len(token.text) == len(token.folded) else token.end


def _leftward(reading: Reading, first: int, kind: Kind) -> tuple[int, Kind]:
    """Takes in the infixes, the article and the kind of organisation that stand before a name."""
    tokens = reading.tokens
    at = first
    while at > 0 and _touch(reading, at - 1) and tokens[at - 1].folded in cues.INFIXES:
        at -= 1
    if at < first:
        first = _infix_start(reading, at, first)
    if first > 0 and _touch(reading, first - 1) and _is_type(tokens[first - 1]):
        return first - 1, Kind.ORG
    return first, kind


def _infix_start(reading: Reading, at: int, first: int) -> int:
    """Where the name starts, given that words at .. first - 1 may be its infixes."""
    tokens = reading.tokens
    infix = tokens[at:first]
    name = " ".join(token.folded for token in tokens[at : first + 1])
    before = tokens[at - 1] if at > 0 and _touch(reading, at - 1) else None
    if any(t.folded in cues.SURE_INFIXES for t in infix) or len(infix) > 1 or infix[0].capital:
        return at
    announced = before is not None and (before.folded in cues.TITLES or len(before.text) == 1)
    if announced or name in _known_with_infix(reading):
        return at
    word = tokens[first].folded
    listed = name in reading.words.surnames_with_infix and word not in reading.words.first_names
    return at if listed and word not in reading.words.places else first


def _known_with_infix(reading: Reading) -> frozenset[str]:
    people = reading.known.persons
    return frozenset(f"{p.infix} {p.surname}".lower() for p in people if p.infix)


def _touch(reading: Reading, i: int) -> bool:
    """Whether nothing but a space or a dot stands between word i and the next."""
    return bool(_TIGHT.fullmatch(reading.between(reading.tokens[i], reading.tokens[i + 1])))


def _is_type(token: Token) -> bool:
    if not token.capital:
        return False
    return token.folded in cues.ORGANISATION_TYPES or token.folded.endswith(cues.ORGANISATION_ENDINGS)


def _kind(kinds: list[Kind]) -> Kind:
    for kind in (Kind.ADDRESS, Kind.ORG, Kind.PERSON):
        if kind in kinds:
            return kind
    return kinds[0]


_INITIALS = re.compile(r"(?:(?<!\w)(?:[^\W\d_][a-z]?\.[ ]?){1,5})$")


def _initials_before(text: str, start: int) -> int:
    """Where initials right before a name begin: 'J.W. ', 'B.'."""
    m = _INITIALS.search(text, max(0, start - 20), start)
    return m.start() if m and m[0][0].isupper() else start
