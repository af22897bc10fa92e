"""Phrases by which people who know the area could name somebody without any name.

They are proposals with a low certainty: a reader decides. A phrase ends at a comma, a full stop or the next clause.
"""

import re
from collections.abc import Iterator

from thuisplan_desktop.anonymise.cues import one_of
from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.tokens import Reading

_ON = r"[^.;:!?\n,()\"“”]"  # a character that doesn't end the phrase
_WORD = r"[^\W\d_-][\w'’-]{0,30}"
_KIN = one_of("""
    zoon dochter kind kinderen kleinzoon kleindochter kleinkind broer broertje zus zusje neef neefje nicht nichtje
    stiefzoon stiefdochter pleegzoon pleegdochter jongste oudste weduwe weduwnaar vrouw man ouders gezin familie
    zoontje dochtertje tweelingbroer tweelingzus achterkleinkind nazaat
""")
_ORDINARY = one_of("""
    leerling jongen meisje kind kinderen moeder vader ouders ouder buurman buurvrouw buren vriend vriendin familie
    gezin zus broer oma opa tante oom mentor juf meester leerkracht docent klas klasgenoot groep school partner
    man vrouw ex overkant eerste tweede relatie dochter zoon kant jongens meisjes afdeling instelling gemeente
    stad dorp wijk buurt straat week dag maand zorg hulp situatie zelfde mentor maker coach begeleider jongere
    leerlingen
""")
_WHO = one_of("""
    jongen meisje kind leerling gezin jongere zoon dochter broer zus jongetje meid familie tweeling drieling knul
    vrouw schipper eigenaar eigenaresse bestuurder vader moeder
""")
_KNOWN_PERSON = one_of("""
    kampioen kampioene talent recordhouder recordhoudster winnaar winnares finalist finaliste profvoetballer
    international
""")
_WITNESS = one_of("""
    overlevende slachtoffer getuige nabestaande winnaar winnares finalist kampioen kampioene hoofdrolspeler
    deelnemer deelneemster recordhouder recordhoudster solist soliste hoofdrolspeelster gezicht stem boegbeeld
    held heldin
""")
_NEWS = one_of("""
    het_journaal de_krant het_nieuws televisie tv de_tv de_landelijke_pers hart_van_nederland het_jeugdjournaal
    de_voorpagina
""")
_EVERYBODY = one_of("""
    iedereen_weet iedereen_kent heel_het_dorp het_hele_dorp de_hele_buurt de_hele_stad de_hele_wijk de_hele_school
    de_hele_straat de_hele_klas heel_de_buurt heel_de_straat
""")
_THING = one_of("die reden manier optie oplossing vraag keer dag plek plaats les contact moment vak dat wat persoon")
_AREA = one_of("""
    school dorp stad eiland wijk regio provincie land klas straat buurt gemeente vereniging club kerk familie
    streek flat camping moskee team afdeling polder
""")

_KIN_OF = (
    rf"\b(?:het |de |een )?(?:(?:jongste|oudste|enige|ene|andere) )?{_KIN} van (?:de|het|onze|een|die) "
    rf"(?:[^\W\d_]{{2,20}}e )?(?!{_ORDINARY}\b){_WORD}"
    rf"(?: (?:onderwijs|uit {_WORD}|van (?:de |het )?{_WORD}))?"
)
_THAT = one_of("die dat met waarvan van_wie wiens")
_WHO_THAT = rf"\b(?:de|het|die) (?:[a-zë-]{{1,30}} ){{0,2}}{_WHO} (?:van (?:de|het) {_WORD} )?{_THAT}\b{_ON}{{8,120}}"
_PLACED = r"(?:van|in|op|uit|binnen) (?:de |het |heel |onze |ons |deze )?"
_ONLY_ONE = rf"\b(?:de|het) enige (?!{_THING}\b){_WORD}(?: {_WORD}){{0,3}}? {_PLACED}{_WORD}"
_FIRST_OF = rf"\bals (?:de |het )?(?:eerste|enige|jongste|oudste) {_ON}{{3,60}}?{_AREA}\b{_ON}{{0,60}}"
_KNOWS = one_of("kent kennen kende kenden noemt noemen noemden bekend aangesproken aanspreekt herkend herkennen")
_KNOWN_AS = rf"\b{_KNOWS}\b{_ON}{{0,30}}? (?:als|vanwege|van) ((?:de|het|die|dat) {_ON}{{8,110}})"
_KNOWN_THAT = rf"\b{_EVERYBODY}\b{_ON}{{0,30}}? (?:dat|als|van|over) (?:hij |zij |ze |jij )?({_ON}{{8,110}})"
_CALLED = rf"\b(?:noemen|noemt|noemden|heet|heten)\b (?:hen|haar|hem|ze|het gezin) ((?:de|het) {_ON}{{8,110}})"
_EVENT = rf"\b(?:de |het )?{_WITNESS} (?:van|bij|in|op|uit|aan) (?:de|het|een) {_ON}{{4,90}}"
_LEVEL = one_of("nederlands europees wereld olympisch provinciaal regionaal jeugd")
_TITLE = rf"\b(?:de |het )?{_LEVEL}[ -]?{_KNOWN_PERSON}{_ON}{{0,60}}"
_IN_THE_NEWS = rf"\b(?:haalde|haalden|stond|stonden|kwam|kwamen|verscheen)\b{_ON}{{0,40}}\b{_NEWS}\b{_ON}{{0,20}}"
_PATTERNS = tuple(
    (re.compile(pattern, re.IGNORECASE), whole, reason)
    for pattern, whole, reason in (
        (_KIN_OF, False, "familie van iemand die men kent"),
        (_WHO_THAT, True, "omschrijving van één gezin of leerling"),
        (_ONLY_ONE, True, "de enige van een plaats of school"),
        (_FIRST_OF, True, "de eerste of enige van een plaats of school"),
        (_KNOWN_AS, False, "waaraan men iemand kent"),
        (_CALLED, False, "waaraan men iemand kent"),
        (_KNOWN_THAT, True, "wat iedereen weet"),
        (_EVENT, True, "een gebeurtenis die bekend is"),
        (_TITLE, False, "een titel die maar weinigen hebben"),
        (_IN_THE_NEWS, True, "het nieuws gehaald"),
    )
)
# Where a new clause begins: 'de kampioene ... en vraagt daarnaar'. A `whole` phrase holds a clause of its own.
_SUBJECT = r"hij|zij|ze|daar|dat|iedereen|[a-z]{2,12}(?:gt|kt|lt|mt|nt|pt|rt|st|de)"
_NEXT_CLAUSE = re.compile(
    rf" (?:en|maar|want|dus|omdat) (?:{_SUBJECT})\b| (?:zijn|is|was|wordt|heet|al helemaal|voelt|heeft|dan)$"
    r"| (?:voelt|heeft|wordt|is|mag|krijgt|kan|wil) "
)


def find(reading: Reading) -> Iterator[Span]:
    """Rare roles, kinship with a known person, and what a neighbourhood tells about somebody."""
    for pattern, whole, reason in _PATTERNS:
        for m in pattern.finditer(reading.text):
            group = 1 if pattern.groups else 0
            cut = None if whole else _NEXT_CLAUSE.search(m[group])
            end = m.start(group) + cut.start() if cut and cut.start() > 12 else m.end(group)
            yield Span(m.start(group), end, Kind.UNIQUE, reason, 0.5)
