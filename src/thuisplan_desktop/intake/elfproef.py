"""A burgerservicenummer, known by its digits: what comes in from elsewhere or is typed may not hold one.

UAVG article 46 and Wet algemene bepalingen burgerservicenummer: a school may hold it, this register may not. The rule,
for every column and every field: a number of eight or nine digits that passes the elfproef is one, unless it is
certainly something else. That it is

* as a telephone number: ten digits that begin with 0, or with + or 00 and the number of a country, as people group them
  (no lone digit at the end: that is what follows on a BSN);
* as a day: 20061109 or 09112006;
* as a pupil's number in a series of the school's own (`PupilNumbers`).
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_SHORTEST = 8
_ENOUGH = re.compile(rf"(?:\D*+\d){{{_SHORTEST}}}")
"""Nearly every cell of a list has fewer digits, and needs no further look."""
_BLANK = r"[\s\u00ad\u200b-\u200f\u2060\ufeff]"
"""Also those of Word, PDF and Excel that look like a plain one, or like nothing."""
_HYPHEN = r"[-\u2010-\u2015\u2212]"
_SPACING = re.compile(rf"{_BLANK}|\.")
_IN_PHONE = rf"(?:{_BLANK}|{_HYPHEN}|[.()/]){{0,3}}\d"
_DASH, _YEAR = r"[-/.\u2010-\u2015\u2212]", r"(?:19|20)\d\d(?!\d)"
_NOT_IN_DAY = rf"(?!(?<=\d{_DASH})\d\d{_DASH}{_YEAR})"
_NOT_A_DAY = rf"(?!\d\d{_DASH}\d\d{_DASH}{_YEAR}){_NOT_IN_DAY}"
_PHONE = re.compile(
    rf"(?<!\d)(?:(?:\+|00)[1-9]\d(?:\D{{0,2}}\(0\))?(?:{_IN_PHONE}){{7,11}}?|{_NOT_A_DAY}\(?0\)?\d(?:{_IN_PHONE}){{7}})\d"
    r"(?!\d)"
    r"|(?<!\d)0\d\d(?: \d\d){3}(?! ?\d)"
)
"""The last as in Belgium: 014 12 34 56. None begins with a day, or in one: '03-09-2014 12'."""
_NO_DAY_BEFORE, _NO_DAY_BEHIND = rf"(?<!\d{_HYPHEN})(?<!\d[/.])", rf"(?!(?:{_HYPHEN}|[/.])\d)"
"""A group at the edge of something else, as the year in '21-09-2026 330 13', is no group of a BSN."""
_THREE_BEFORE, _THREE_BEHIND = rf"(?=\d{{3}}{_BLANK})", rf"(?<={_BLANK}\d{{3}})"
"""Of three digits it is no part of a day, a year or a time: what stands right beside it is another number."""
_NEXT_CELL = re.compile(r"\r?\n|[\t\r\v\f]")
_LONG = re.compile(
    rf"(?<!\d)(?=(\d{{8,9}}|(?:{_NO_DAY_BEFORE}|{_THREE_BEFORE})"
    rf"(?:\d(?:(?<=\d\d){_BLANK}{{1,3}}(?=\d\d))?){{8}}\d(?:{_NO_DAY_BEHIND}|{_THREE_BEHIND})"
    rf"|(?:\d(?:(?<=\d\d)\.(?=\d\d))?){{8}}\d"
    rf"|{_NOT_IN_DAY}(?=(?:\d{_BLANK}?{_HYPHEN}?{_BLANK}?){{8}}\d(?!\d))"
    rf"\d{{2,4}}(?:{_BLANK}?{_HYPHEN}{_BLANK}?\d{{2,4}}){{2}})(?!\d))"
)
"""What people write as a BSN: 123456782, 123 456 782, 1234.56.782, 123-45-6782. With one hyphen it is another number.

Each is looked at from its first digit, so that a group before it hides none.
"""
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
    return bool(_ENOUGH.match(told)) and ((not _is_table(told) and is_like(told)) or any(_found(told)))


def stands_for_phone(value: str) -> bool:
    """Whether what stands as a telephone number is none, and would be a BSN, however it is written."""
    told = _plain(value)
    return stands_in(told) or is_like(_digits(_without_phones(told)))


def without(text: str) -> str:
    """The text with each left out, and told in its place."""
    kept, reached = [], 0
    for start, end in _found(_plain(text)):
        if start >= reached:
            kept += [text[reached:start], LEFT_OUT]
            reached = end
    told = "".join([*kept, text[reached:]])
    return LEFT_OUT if stands_in(told) else told


def _plain(text: str) -> str:
    """Digits of other scripts and widths as ASCII; nothing else of a text changes, nor where it stands."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _without_phones(told: str) -> str:
    return _PHONE.sub(lambda found: "x" * len(found[0]), told)


def _found(told: str) -> Iterator[tuple[int, int]]:
    """Where each begins and ends."""
    for found in _LONG.finditer(_without_phones(told)):
        if is_like(_digits(found[1])) and not _is_table(found[1]):
            yield found.span(1)


def _is_table(told: str) -> bool:
    """Numbers over more than two lines or cells; a line may end in a BSN once."""
    return len(_NEXT_CELL.findall(told)) > 1


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
