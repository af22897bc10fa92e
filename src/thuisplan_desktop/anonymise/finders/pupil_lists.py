"""Lists of pupils by surname, by a writer who leaves capitals out: 'bakker, t', 'de wit, noor', 'jansen t - ziek'."""

import re
from collections.abc import Iterator

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.words import fold

_INFIX = r"(?:(?:van|de|der|den|vd|v\.?d\.?|v|ter|ten|te|el|al|ben|la|le|da|dos|di|van de|van der|van den) ){0,2}"
_LINE = re.compile(
    rf"^[ \t>*•–-]{{0,4}}(?:\d{{1,2}}[.)][ ]?)?({_INFIX}([^\W\d_]{{3,30}}(?:-[^\W\d_]{{2,30}})?)"
    rf"(?:, ?(?:[a-z]\.?(?![\w'’])|([^\W\d_]{{2,20}}))"
    rf"(?: (?:van|de|vd|van de|van der|van den|el)(?=[ ]?(?:$|[-–:;(|])))?"
    rf"|[ ]([b-hj-np-su-z])(?![\w'’.])))(?=[ \t]*(?:$|[-–:;,(|=/]|\d|[a-z]))",
    re.MULTILINE,
)
_LEAST = 2  # lines that make a list
_NO_NAME = is_.FUNCTION | is_.ANNOUNCES | is_.VERB | is_.MONTH | is_.NUMBER_CUE | is_.CALL_CUE | is_.ORG_TYPE


def find(reading: Reading) -> Iterator[Span]:
    """The names of a list of two lines or more, each at the start of its line."""
    if not reading.lower_style or reading.text.count("\n") < _LEAST - 1:
        return
    found = [m for m in _LINE.finditer(reading.text) if _is_pupil(reading, m)]
    for m in found if len(found) >= _LEAST else ():
        yield Span(m.start(1), m.end(1), Kind.PERSON, "achternaam in een lijst van leerlingen", 0.6)


def _is_pupil(reading: Reading, m: re.Match[str]) -> bool:
    """A surname before the comma and a first name or letter behind it; without a comma a letter only."""
    surname = reading.words.facts(fold(m[2].partition("-")[0]))
    named = surname & is_.SURNAME or not surname & is_.PLAIN
    if not named or surname & _NO_NAME or surname & is_.FIRST:
        return False
    if m[3] is None:
        return True
    first = reading.words.facts(fold(m[3]))
    return bool(first & is_.FIRST or not first & is_.PLAIN) and not first & _NO_NAME
