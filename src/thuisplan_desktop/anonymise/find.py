"""Free text to findings: runs the finders, settles overlaps, gives each finding its replacement."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from thuisplan_desktop.anonymise.claiming import claimed
from thuisplan_desktop.anonymise.finders import (
    addresses,
    beside,
    contact,
    dates,
    few_letters,
    firms,
    forms,
    housenumbers,
    hurried,
    hurried_places,
    initials,
    named_firms,
    names,
    numbers,
    organisations,
    other_numbers,
    phrases,
    plain_names,
    pupil_lists,
    register,
    signatures,
    small,
    spellings,
    telegram,
    telling,
    towns,
    turned_names,
    unknown_words,
)
from thuisplan_desktop.anonymise.findings import Finding, Kind
from thuisplan_desktop.anonymise.known import Known, KnownPerson
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.roles import replacements
from thuisplan_desktop.anonymise.spans import Span, in_order, settle
from thuisplan_desktop.anonymise.words import Words
from thuisplan_desktop.anonymise.wrapped import unwrapped

__all__ = ["Known", "KnownPerson", "Words", "find"]

FINDERS = (
    contact.find,
    numbers.find,
    dates.find,
    addresses.find,
    towns.find,
    register.find,
    initials.find,
    names.find,
    organisations.find,
    small.find,
    plain_names.find,
    phrases.find,
    telling.find,
    telegram.find,
    pupil_lists.find,
    signatures.find,
    firms.find,
    forms.find,
    spellings.find,
    other_numbers.find,
    hurried.find,
    hurried_places.find,
    unknown_words.find,
    turned_names.find,
    few_letters.find,
    named_firms.find,
)


_HYPHENS = ("\u2010", "\u2011", "\u2012", "\u2212")
"""Signs that a word processor puts for a hyphen: '12-03-2011' is a date with any of them."""


def find(text: str, known: Known, words: Words) -> tuple[Finding, ...]:
    """What may identify somebody in `text`: sorted, non-overlapping, offsets in code points.

    Every finding carries a replacement that keeps the note readable and is the same for the same person. Never
    raises on any text; takes time linear in its length.
    """
    for sign in () if text.isascii() else _HYPHENS:
        text = text.replace(sign, "-")
    reading = Reading(text, known, words)
    found: list[Span] = []
    for finder in FINDERS:
        found += finder(reading)
    found += housenumbers.near(reading, found)
    found += beside.found(reading, found)
    if reading.is_loud():
        found += _as_if_small(reading)
    found += _over_breaks(reading, found) if "\n" in text else ()
    found = list(_beside_programme(found, text)) if _PROGRAMME in text else found
    spans = settle(claimed(reading, found), text)
    texts = replacements(reading, spans)
    return tuple(
        Finding(s.start, s.end, s.kind, s.reason, s.certainty, shown) for s, shown in zip(spans, texts, strict=True)
    )


_PROGRAMME = "M@ZL"
"""Medische Advisering Ziekgemelde Leerling: a way of working of many schools, and nobody's initials."""


def _beside_programme(found: Sequence[Span], text: str) -> Iterator[Span]:
    for span in found:
        if not text.startswith(_PROGRAMME, span.start - 2):
            yield span
        elif span.end - span.start > 2:  # else nothing is left of it
            yield replace(span, start=span.start + 2)


def _as_if_small(reading: Reading) -> list[Span]:
    """In a text in capitals a capital tells nothing: it is read once more as by a writer who leaves them out."""
    small = reading.text.lower()
    if len(small) != len(reading.text):
        return []
    quiet = Reading(small, reading.known, reading.words)
    return [span for finder in FINDERS for span in finder(quiet)]


def _over_breaks(reading: Reading, found: Sequence[Span]) -> Iterator[Span]:
    """What a line break runs through: 'Zand-' and 'loper', a street and its number on the next line.

    A day or a telephone number on the next line is no house number: 'Sem den Hollander' and '22 januari'.
    """
    around = unwrapped(reading.text)
    if not around.pieces:
        return
    inside = Reading(around.text, reading.known, reading.words, style=reading)
    whole = [span for span in found if span.kind in (Kind.DATE, Kind.PHONE)]
    last: Span | None = None
    for span in sorted(around.crossing(span for finder in FINDERS for span in finder(inside)), key=in_order):
        other = span.kind is Kind.ADDRESS and any(one.start < span.end and span.start < one.end for one in whole)
        if span.kind is Kind.UNIQUE or other:
            continue
        if last is not None and last.kind is span.kind and span.start < last.end:
            last = replace(span, start=last.start, end=max(last.end, span.end))  # cut in three: 'Fem-', 'ke ... Zand-'
            yield last
        else:
            last = span
            yield span
