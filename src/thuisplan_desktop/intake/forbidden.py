"""What no list may bring in: found by the head of a column, and a BSN also by its digits.

BSN: UAVG article 46 and Wet algemene bepalingen burgerservicenummer; a school may hold it, this register may not.
The rest: AVG article 5(1)(c) (no more than needed); free text holds diagnoses and names of others.
"""

import re
from collections.abc import Mapping

BSN = "bsn"
OTHER = "andere kolom"
"""The name of a column that is not known is not repeated: it may itself say something about a pupil."""

_PARTS_OF_HEADS: Mapping[str, tuple[str, ...]] = {
    BSN: ("bsn", "burgerservice", "sofi", "onderwijsnummer", "ondwnr", "persoonsgebonden nummer"),
    "e-mail": ("mail",),
    "eckid": ("eckid", "eck id", "eck-id"),
    "foto": ("foto", "photo"),
    "etniciteit": ("etnici", "cultuurgroep", "afkomst"),
    "land": ("geboorteland", "land van", "nationaliteit"),
    "gewicht": ("gewicht",),
    "geslacht": ("geslacht", "m/v"),
    "diagnose": ("diagnose", "medisch", "allergi", "medicijn"),
    "opmerking": ("opmerking", "toelichting", "omschrijving", "notitie", "aantekening", "bijzonderhe", "memo"),
}
_WHOLE_HEADS: Mapping[str, str] = {"land": "land", "pgn": BSN, "religie": "religie", "tekst": "opmerking"}
_SPACING = re.compile(r"[ .]")
_SHORTEST = 8
_LONG_NUMBER = re.compile(r"\s*[A-Za-z]{0,4}[-_/ ]?(\d[\d .]{6,12}\d)\s*")
_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def label_of(head: str) -> str:
    """What a column would bring that is never kept; '' when its head says nothing of the kind."""
    folded = " ".join(head.casefold().replace("_", " ").split())
    if folded in _WHOLE_HEADS:
        return _WHOLE_HEADS[folded]
    return next(
        (label for label, parts in _PARTS_OF_HEADS.items() if any(part in folded for part in parts)),
        "",
    )


def is_like_bsn(value: str) -> bool:
    """Nine digits (or eight: a spreadsheet drops the first 0) that pass the elfproef. A day is none."""
    digits = value.strip()
    if len(digits) == 8 and digits.isdigit() and not _is_day(digits):
        digits = "0" + digits
    digits = _SPACING.sub("", digits)
    if len(digits) != 9 or not (digits.isascii() and digits.isdigit()) or digits.startswith("00"):
        return False
    return sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True)) % 11 == 0


def label_in(value: str) -> str:
    """What inside a value is never kept, whatever its column: an address of e-mail or a BSN; empty for none."""
    if "@" in value:
        return "e-mail"
    return BSN if any(map(is_like_bsn, re.findall(r"(?<!\d)\d{8,9}(?!\d)", value))) else ""


def numbers_by_bsn(value: str) -> bool:
    """Whether one pupil's number is a BSN by its digits, also behind letters."""
    column = Column("")
    column.see(value)
    return column.numbers_pupils_by_bsn


def _is_day(digits: str) -> bool:
    """20061109 or 09112006, roughly."""
    return any(
        year[:2] in ("19", "20") and "01" <= month <= "12" and "01" <= day <= "31"
        for year, month, day in ((digits[:4], digits[4:6], digits[6:]), (digits[4:], digits[2:4], digits[:2]))
    )


class Column:
    """Counts what a column holds while a list is read."""

    def __init__(self, head: str) -> None:
        self.label = label_of(head)
        self.filled = 0
        self.like_bsn = 0
        self._numbers = 0
        self._bsns = 0

    def see(self, value: str) -> None:
        if value and not value.isspace():
            self.filled += 1
            self.like_bsn += is_like_bsn(value)
            long = _LONG_NUMBER.fullmatch(value) if len(value) >= _SHORTEST else None
            if long and not _is_day(long[1]):
                self._numbers += 1
                self._bsns += is_like_bsn(long[1])

    @property
    def holds_bsn(self) -> bool:
        """By its head, or because half of it passes the elfproef: of other numbers one in eleven does."""
        return self.label == BSN or (self.like_bsn > 0 and self.like_bsn * 2 >= self.filled)

    @property
    def numbers_pupils_by_bsn(self) -> bool:
        """Of a column of pupils' numbers: also where a few stand among short ones, or behind letters.

        A school's own numbers are shorter; of other long numbers one in eleven passes the elfproef, so half of them is
        no chance.
        """
        return self.holds_bsn or (self._bsns > 0 and self._bsns * 2 >= self._numbers)
