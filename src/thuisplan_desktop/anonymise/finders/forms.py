"""Fields of a form: 'Achternaam: Klein', 'Naam: Boer, de, Teun', 'Geb.pl.: Best', whatever word fills them."""

import re
from collections.abc import Iterator

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise.cues import a_set, one_of
from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.watched import Watched
from thuisplan_desktop.anonymise.words import fold

_NAMES = Watched(
    a_set("""
    naam achternaam geslachtsnaam familienaam meisjesnaam voornaam voornamen roepnaam kindnaam leerlingnaam naamleerling
""")
)
_TOWNS = Watched(a_set("woonplaats plaats geboorteplaats gebplaats pl plts wpl plaatsnaam"))
_WORD = r"[A-ZÀ-Þ][\w'’-]{0,30}"
_INFIX = one_of("de van der den het 't ter ten te el al van_de van_der van_den vd v.d. in_'t op_de")
_PART = rf"(?:[A-Z]\.|{_WORD}(?![\w:=]))"
_NAME = re.compile(
    rf"(?: (?:leerling|kind|pupil|ouder|moeder|vader|jeugdige|cliënt))?[ ]?[:=][ ]{{0,2}}"
    rf"((?:{_INFIX} )?{_PART}(?:,? (?:{_INFIX}(?!\w),? ?)?{_PART}){{0,3}}(?:, {_INFIX}(?=\s|$))?)"
)
_TOWN = re.compile(
    rf"\.?[ ]?[:=][ ]{{0,2}}({_WORD}(?: (?:aan|op|bij|den|de|a/d)(?: de[nr]?)?)?(?: {_WORD}(?![\w:=]))?)"
)
_NO_NAME = is_.ANNOUNCES | is_.ORG_TYPE | is_.HARMLESS


def find(reading: Reading) -> Iterator[Span]:
    """The name and the town of a form."""
    for cues, pattern, kind in ((_NAMES, _NAME, Kind.PERSON), (_TOWNS, _TOWN, Kind.PLACE)):
        for i in reading.where[cues]:
            m = pattern.match(reading.text, reading.tokens[i].end)
            if m and not reading.words.facts(fold(m[1].split(" ")[0].strip(","))) & _NO_NAME:
                yield Span(m.start(1), m.end(1), kind, "achter een kopje", 0.7)
