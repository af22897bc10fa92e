"""Whether words point at a pupil of the register: the name in full or half in initials, or the number at school."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from typing import Any, NamedTuple

from thuisplan_desktop.register.case import Case, CaseFile

_LONG_NUMBER = 4
"""Figures. A shorter number at school says nothing: it is an hour, a class or a price as well."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_ANNOUNCED = r"(?:(?:leerling|stam|ll)?(?:nummer|nr)|leerling|lln?)\W{1,3}"
"""A number at school that is a year as well stands in every date: it points at a pupil behind one of these alone, or
in brackets behind half his name."""
_NO_WORDS = ("id", "case_id", "pupil_key", "postcode4")
_OF_STAFF = frozenset({"owner", "director", "receiver", "recorded_by", "corrected_by"})
"""Fields for the name of somebody who works with the case, here or elsewhere."""


class Said(NamedTuple):
    """Words under their label. `in_full`: initials in them are somebody else's, so a pupil is meant in full alone."""

    label: str
    text: str
    in_full: bool = False


def points_at(text: str, case: Case) -> bool:
    """Does a first name of this pupil stand beside the surname (one may be an initial), or does the number at school?

    Capitals, accents and the order make no difference.
    """
    return bool(_spans(folded(text), _shapes(case)))


def names_another(told: Iterable[tuple[str, str] | Said], case: Case, files: Iterable[CaseFile]) -> str:
    """The label of the first text (label, text) in which another pupil of the register is named; '' for none.

    A paper about one child may not tell that another is known here too (AVG article 15 lid 4). Initials that the two
    have in common are taken for the child's own.
    """
    others = _beside(case, files)
    said = (Said(*one) for one in told)
    return next((one.label for one in said if _of_others(folded(one.text), case, others, in_full=one.in_full)), "")


ANOTHER = "[andere leerling]"


def veil(case: Case, files: Iterable[CaseFile], *, in_full: bool = False) -> Callable[[str], str]:
    """Puts ANOTHER in the place of whatever points at another pupil in a text about this one (`in_full`: see Said)."""
    others = _beside(case, files)

    def veiled(text: str) -> str:
        letters = [(letter, place) for place, one in enumerate(text) for letter in folded(one)]
        places = [*(place for _letter, place in letters), len(text)]
        words = "".join(letter for letter, _place in letters)
        for start, end in sorted(_of_others(words, case, others, in_full=in_full), reverse=True):
            text = text[: places[start]] + ANOTHER + text[places[end] :]
        return text

    return veiled


def _beside(case: Case, files: Iterable[CaseFile]) -> list[tuple[Case, tuple[str, ...]]]:
    return [(one.case, _needles(one.case)) for one in files if one.case.id != case.id]


def _of_others(
    words: str, case: Case, others: Iterable[tuple[Case, tuple[str, ...]]], *, in_full: bool
) -> set[tuple[int, int]]:
    """Where others are meant in a folded text; of places that overlap the widest stretch."""
    meant = [other for other, needles in others if any(needle in words for needle in needles)]
    shapes = _full if in_full else _shapes
    found = {span for other in meant for span in _spans(words, shapes(other))} - _spans(words, _shapes(case))
    joined: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return set(joined)


def _spans(told: str, shapes: Iterable[str]) -> set[tuple[int, int]]:
    return {found.span() for shape in shapes for found in re.finditer(rf"(?<!\w){shape}(?!\w)", told)}


def _firsts(case: Case) -> tuple[str, ...]:
    return tuple(filter(None, map(_loose, (case.nickname, *case.first_names.split()))))


def _full(case: Case) -> Iterator[str]:
    """'Femke van Zandloper', 'Zandloper, Femke'."""
    surname, firsts = _loose(case.surname), _firsts(case)
    gap = rf"\W+(?:(?:{'|'.join((*firsts, *map(_loose, case.infix.split())))})\W+)*"
    for first in firsts if surname else ():
        yield rf"{first}{gap}{surname}"
        yield rf"{surname}{gap}{first}"


def _shapes(case: Case) -> Iterator[str]:
    """And 'F. van Zandloper', 'F.M. Zandloper', 'Femke van Z.', '40001'."""
    yield from _full(case)
    surname = _loose(case.surname)
    infix = "".join(rf"{_loose(word)}\W+" for word in case.infix.split())
    for first in _firsts(case) if surname else ():
        yield rf"{first[0]}\.\W*(?:[a-z]\.\W*)*(?:{infix})?{surname}"
        yield rf"{first}\s+(?:{infix})?{surname[0]}\.(?=\W|$)"
    key = re.escape(folded(case.pupil_key))
    if _YEAR.fullmatch(case.pupil_key):
        yield _ANNOUNCED + key
        yield from (rf"{half}\W?\({key}" for half in (*_firsts(case), surname) if half)
    elif len(case.pupil_key) >= _LONG_NUMBER:
        yield key


def _needles(case: Case) -> tuple[str, ...]:
    """One of these stands in every text that points at the pupil: a quick look, for registers of ten thousand."""
    names = f"{case.nickname} {case.first_names} {case.surname} {case.pupil_key}"
    return tuple(re.findall(r"\w+", folded(names)))


def texts_in(file: CaseFile) -> Iterator[Said]:
    """Label and words of whatever was written about a case, but who the people around the pupil are."""
    for part in (file.case, *(one for field in fields(file) for one in _parts(file, field.name))):
        for field in fields(part):
            value = getattr(part, field.name)
            if is_typed(field.name, value):
                yield Said(field.metadata.get("label", ""), value, is_of_staff(field.name))


def is_typed(name: str, value: object) -> bool:
    """Whether a field holds words of a person: no day, amount, choice, key or postcode."""
    return type(value) is str and name not in _NO_WORDS


def is_of_staff(name: str) -> bool:
    """Whether a field is for the name of somebody who works with the case: 'M. Bakker' is no pupil there."""
    return name in _OF_STAFF


def _parts(file: CaseFile, name: str) -> tuple[Any, ...]:
    return () if name in ("case", "contacts") else getattr(file, name)


def _loose(name: str) -> str:
    return r"\W+".join(re.escape(word) for word in re.findall(r"\w+", folded(name)))


def folded(text: str) -> str:
    """Small letters without accents or soft hyphens."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter) and letter != "\u00ad")
