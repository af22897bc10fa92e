"""A span a finder proposes, before overlaps are settled and a replacement is chosen."""

from dataclasses import dataclass, replace
from operator import attrgetter

from thuisplan_desktop.anonymise.findings import Kind


@dataclass(slots=True, repr=False)
class Span:
    """Offsets in code points, end exclusive. `reason` is a Dutch clause a reviewer reads.

    With slots, not a tuple, for the same reason as `tokens.Token`: spans are asked much.
    """

    start: int
    end: int
    kind: Kind
    reason: str
    certainty: float = 1.0

    def __repr__(self) -> str:
        return f"Span({self.start}, {self.end}, {self.kind})"


in_order = attrgetter("start", "end", "kind", "reason", "certainty")
"""A key to sort spans by where they stand."""


# Where two kinds claim the same characters the lower rank keeps them; the rest of the other stays hidden too. Among
# equals the longer span knows more. A phrase (UNIQUE) comes last: rejecting it never uncovers a name inside it.
_RANK = {
    Kind.EMAIL: 0,
    Kind.ONLINE: 1,
    Kind.BSN: 2,
    Kind.ADDRESS: 3,
    Kind.DATE: 4,
    Kind.PHONE: 5,
    Kind.ID: 5,
    Kind.ORG: 6,
    Kind.PLACE: 6,
    Kind.PERSON: 6,
    Kind.UNIQUE: 7,
    Kind.GENDER: 8,
    Kind.AGE: 8,
    Kind.CLASS: 8,
}
_PLACE = {kind: (rank, order) for order, (kind, rank) in enumerate(_RANK.items())}


def settle(spans: list[Span], text: str) -> tuple[Span, ...]:
    """The same characters, each claimed once: sorted, non-overlapping, none starting or ending in white space.

    Every character some finder wanted to hide stays hidden: a loser keeps what its winners left of it.
    """
    taken = bytearray(len(text))
    kept: list[Span] = []
    cut = False
    day, phone, claims = Kind.DATE, Kind.PHONE, list[tuple[int, int, int, int, int]]()
    for n, span in enumerate(spans):
        start, (rank, order) = span.start, _PLACE[span.kind]
        first = span.kind is phone and text.startswith(_COUNTRY, start)
        claims.append((0 if first else rank, start - span.end, start, order, n))
    claims.sort()
    for _, size, start, _, n in claims:
        span, end = spans[n], start - size
        claimed = taken[start:end]
        free = 1 not in claimed
        if not free and 0 not in claimed:
            continue  # nothing is left of it
        if free and text[start].isalnum() and not text[end - 1].isspace():
            kept.append(span)  # nearly all
        else:
            cut = cut or not free
            parts = ((start, end),) if free else _free_parts(taken, start, end)
            kept += (replace(span, start=part[0], end=part[1]) for p in parts if (part := _trim(text, *p)) is not None)
        taken[start:end] = b"\1" * (end - start)
    kept.sort(key=_start)
    kept = _mended(kept, text) if cut else kept
    return _joined(kept, text) if sum(span.kind is day for span in kept) > 1 else tuple(kept)


_COUNTRY = ("+", "0031")  # '+31 (0)6-12 34 56 78' holds no day
_start = attrgetter("start")


_UNTIL = frozenset({" t/m ", " tot en met ", " tm "})


def _joined(spans: list[Span], text: str) -> tuple[Span, ...]:
    """Days with nothing but 't/m' between them are one finding: '24 december t/m 2 januari'."""
    joined: list[Span] = []
    for span in spans:
        last = joined[-1] if joined else None
        both = last is not None and last.kind is span.kind is Kind.DATE
        if last is not None and both and text[last.end : span.start] in _UNTIL:
            joined[-1] = Span(last.start, span.end, Kind.DATE, last.reason, min(last.certainty, span.certainty))
        else:
            joined.append(span)
    return tuple(joined)


_APART = frozenset(" ,;:(\n")


def _mended(spans: list[Span], text: str) -> list[Span]:
    """Pieces of one word or number are one finding of the longer piece's kind: 'AGB 94' and '-012345'."""
    mended: list[Span] = []
    for span in spans:
        last = mended[-1] if mended else None
        if last is None or last.end < span.start or text[span.start] in _APART or Kind.UNIQUE in (last.kind, span.kind):
            mended.append(span)
        else:
            longer = max(last, span, key=_length)
            mended[-1] = replace(longer, start=last.start, end=span.end)
    return mended


def _length(span: Span) -> int:
    return span.end - span.start


def _free_parts(taken: bytearray, start: int, end: int) -> list[tuple[int, int]]:
    parts = []
    at = taken.find(0, start, end)
    while at != -1:
        stop = taken.find(1, at, end)
        stop = end if stop == -1 else stop
        parts.append((at, stop))
        at = taken.find(0, stop, end)
    return parts


_NO_START = frozenset((". ", ".\n"))  # a full stop, not a comma inside a phrase


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Without white space at the edges or a sign that ends what stands before; None when nothing telling is left."""
    while start < end and (text[start].isspace() or text[start : start + 2] in _NO_START):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if not any(c.isalnum() for c in text[start:end]):
        return None
    return start, end
