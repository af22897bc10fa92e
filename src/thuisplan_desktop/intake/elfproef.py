"""A burgerservicenummer, known by its digits: what comes in from elsewhere or is typed may not hold one.

UAVG article 46 and Wet algemene bepalingen burgerservicenummer: a school may hold it, this register may not. The rule,
for every column and every field: a number of eight or nine digits that passes the elfproef is one, unless it is
certainly something else. That it is

* as a telephone number: ten digits that begin with 0, or with + or 00 and the number of a country;
* as a day: 20061109 or 09112006;
* as a pupil's number in a series of the school's own (`PupilNumbers`).
"""

import re
import unicodedata
from collections import Counter

_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_SHORTEST = 8
_SPACING = re.compile(r"[ .]")
_LONG = re.compile(
    r"(?P<phone>(?<!\d)(?:(?:\+|00)[1-9]\d(?:\D{0,2}\(0\))?(?:[ .()/-]{0,3}\d){8,12}|\(?0(?:[ .()/-]{0,3}\d){9})(?!\d))"
    r"|(?<!\d)(?:\d{3}([ .-])\d{3}\2\d{3}|\d{4}([ .-])\d{2}\3\d{3}|\d{8,9})(?!\d)",
    re.ASCII,
)
"""A telephone number, or what people write as a BSN: 123456782, 123 456 782, 1234.56.782."""
_PUPIL_NUMBER = re.compile(r"\s*([A-Za-z]{0,4}[-_/ ]?)(\d[\d .-]{6,12}\d)\s*", re.ASCII)
LEFT_OUT = "[nummer weggelaten]"


def is_like(value: str) -> bool:
    """Nine digits (or eight: a spreadsheet drops the first 0) that pass the elfproef. A day is none."""
    digits = _SPACING.sub("", value.strip())
    if len(digits) == 8 and digits.isdigit() and not _is_day(digits):
        digits = "0" + digits
    if len(digits) != 9 or not (digits.isascii() and digits.isdigit()) or digits.startswith("00"):
        return False
    return sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True)) % 11 == 0


def stands_in(text: str) -> bool:
    """Whether a text holds one, also in groups, behind letters, or in digits of another script."""
    if len(text) < _SHORTEST:
        return False
    told = _plain(text)
    return is_like(told) or any(map(_is_one, _LONG.finditer(told)))


def stands_for_phone(value: str) -> bool:
    """Whether what stands as a telephone number is none, and would be a BSN, however it is written."""
    told = _plain(value)
    return stands_in(told) or is_like(_digits(_LONG.sub(lambda found: "" if found["phone"] else found[0], told)))


def without(text: str) -> str:
    """The text with each left out, and told in its place."""
    if not stands_in(text):
        return text
    told = _LONG.sub(lambda found: LEFT_OUT if _is_one(found) else found[0], _plain(text))
    return LEFT_OUT if stands_in(told) else told


def _plain(text: str) -> str:
    """Digits of other scripts and widths as ASCII; nothing else of a text changes."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _is_one(found: re.Match[str]) -> bool:
    return not found["phone"] and is_like(_digits(found[0]))


def _is_day(digits: str) -> bool:
    """20061109 or 09112006, roughly."""
    return any(
        year[:2] in ("19", "20") and "01" <= month <= "12" and "01" <= day <= "31"
        for year, month, day in ((digits[:4], digits[4:6], digits[6:]), (digits[4:], digits[2:4], digits[:2]))
    )


_Shape = tuple[str, int, str]
_SERIES = 10
"""Numbers that fail: fewer make no series."""
_TIMES = 5
"""Of numbers that are no BSN one in eleven passes; a series with more than one in six is none."""


class PupilNumbers:
    """The different numbers of the pupils in one list: which of them may be BSNs.

    A school's own numbers may be as long, and of those one in eleven passes the elfproef. So a number that passes is
    the school's own where it stands in a series: at least ten other numbers of the list have the same letters before
    them, as many digits and the same first three digits, and fail; and for each that passes at least five fail.
    Every other number that passes stays behind. A pupil without a number is known by his name and birth date.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, None] = {}

    def see(self, value: str) -> None:
        """One number, as often as it comes."""
        if value:
            self._numbers[value] = None

    @property
    def are_bsns(self) -> bool:
        """Whether at least half of all numbers pass: then it is the wrong column, and nothing of it is believed."""
        passing = self.doubtful
        return bool(passing) and len(passing) * 2 >= len(self._numbers)

    @property
    def doubtful(self) -> frozenset[str]:
        """The numbers that pass and stand in no series of the school's own."""
        shapes = {number: _shape(number) for number in self._numbers if len(number) >= _SHORTEST}
        passing = {number for number in shapes if is_number(number)}
        failed = Counter(shape for number, shape in shapes.items() if shape and number not in passing)
        passed = Counter(shapes[number] for number in passing)
        own = {shape for shape in passed if shape and failed[shape] >= max(_SERIES, _TIMES * passed[shape])}
        return frozenset(number for number in passing if shapes[number] not in own)


def is_number(value: str) -> bool:
    """Whether one pupil's number, by itself, is a BSN by its digits, also behind letters or with hyphens."""
    found = _PUPIL_NUMBER.fullmatch(_plain(value))
    return stands_in(value) or bool(found and is_like(_digits(found[2])))


def _shape(number: str) -> _Shape | None:
    """What numbers of one series share; None for what is no long number."""
    found = _PUPIL_NUMBER.fullmatch(_plain(number))
    digits = _digits(found[2]) if found else ""
    return (found[1], len(digits), digits[:3]) if found and len(digits) in (8, 9) and not _is_day(digits) else None
