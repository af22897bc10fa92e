"""Phrases by which people who know the area could name somebody without any name."""

import re
from collections.abc import Iterator

from thuisplan_desktop.anonymise.cues import one_of
from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.tokens import Reading

_STOP = r"[^.;:!?\n,()\"“”]"
_KIN = one_of("""
    zoon dochter kind kleinzoon kleindochter kleinkind broer broertje zus zusje neef neefje nicht nichtje stiefzoon
    stiefdochter pleegzoon pleegdochter jongste oudste enige weduwe weduwnaar vrouw man partner vriendin ouders gezin
    tweelingbroer tweelingzus achterkleinkind
""")
_OFFICE = one_of("""
    burgemeester wethouder dominee predikant imam pastoor rabbijn huisarts dokter dorpsdokter directeur rector voorzitter
    trainer politieagent wijkagent agent brandweerman notaris advocaat bakker slager kroegbaas cafébaas cafebaas dierenarts
    tandarts apotheker profkeeper voetballer profvoetballer zanger zangeres artiest schrijver schrijfster kunstenaar
    raadslid kamerlid gedeputeerde statenlid presentator presentatrice acteur actrice kampioen boswachter molenaar
    schoolleider schooldirecteur conciërge koster organist dirigent veearts kapper fietsenmaker uitvaartondernemer
    begrafenisondernemer circusdirecteur kermisexploitant marktkoopman visboer snackbarhouder restauranthouder
    vloggger vlogger youtuber influencer bekende minister ambassadeur generaal commandant brandweercommandant coach
    olympisch bondscoach scheidsrechter radiopresentator weerman
""")
_WHO = one_of("""
    jongen meisje kind leerling gezin jongere moeder vader zoon dochter broer zus jongetje meid familie tweeling drieling
    vrouw man knul
""")
_PATTERNS = tuple(
    (re.compile(pattern, re.IGNORECASE), reason)
    for pattern, reason in (
        (
            rf"\b(?:het |de |een )?(?:jongste |oudste |enige |ene |andere )?{_KIN} van (?:de |het |een |onze |die )?"
            rf"(?:[a-zë-]+ ){{0,2}}{_OFFICE}\b(?: {_STOP}{{1,40}}?(?=[.;:!?\n,()\"“”]| (?:heeft|is|wordt|krijgt|voelt|en)\b|$))?",
            "familie van een bekend persoon",
        ),
        (
            rf"\b(?:de|het|dat|die) (?:[a-zë-]+ ){{0,2}}{_WHO} (?:die|dat|met|waarvan|van wie|wiens|wier|over wie)\b{_STOP}{{8,120}}",
            "omschrijving van één gezin of leerling",
        ),
        (
            r"\b(?:de|het) enige (?!die|dat|wat|reden|manier|optie|oplossing|vraag|keer|dag|plek|plaats|les|contact|moment|vak)"
            rf"[a-zA-Zë-]+{_STOP}{{0,30}}? (?:van|in|op|uit|binnen) (?:de |het |heel |onze |ons |dit |deze |hele )"
            rf"{{0,2}}[a-zA-Zë-]+",
            "de enige van een plaats of school",
        ),
        (
            rf"\b(?:kent|kennen|noemt|noemen|noemde|noemden|genoemd|bekend|aangesproken|aanspreekt|kende|kenden|staat|stond)\b"
            rf"{_STOP}{{0,30}}? (?:als|vanwege|van|door|om) ((?:de|het|die|dat|zijn|haar|een) {_STOP}{{8,110}})",
            "waaraan iedereen hem of haar kent",
        ),
        (
            rf"\b(?:iedereen weet|iedereen kent|iedereen in|heel het dorp|het hele dorp|de hele (?:buurt|stad|wijk|school|straat|klas))\b"
            rf"{_STOP}{{0,40}}? (?:dat|als|van|over) ((?:jij |hij |zij |ze |zijn |haar |de |het |die |een )?{_STOP}{{8,110}})",
            "wat iedereen weet",
        ),
        (
            rf"\b(?:overlevende|slachtoffer|getuige|nabestaande|winnaar|winnares|finalist|kampioen|kampioene|hoofdrolspeler|deelnemer|"
            rf"deelneemster|recordhouder|recordhoudster|soliste?) (?:van|bij|in|op|uit|aan) (?:de |het |een ){_STOP}{{4,80}}",
            "een gebeurtenis die bekend is",
        ),
        (
            rf"\b(?:de |het )?(?:nederlands|europees|wereld|olympisch|provinciaal|regionaal|jeugd)[ -]?(?:jeugd)?(?:kampioene?|talent|recordhouder){_STOP}{{0,60}}",
            "een titel die maar weinigen hebben",
        ),
        (
            rf"\b(?:haalde|haalden|stond|stonden|kwam|kwamen|was|waren|verscheen|is|zijn)\b{_STOP}{{0,40}}"
            rf"\b(?:het journaal|de krant|het nieuws|televisie|tv|de landelijke pers|hart van nederland|het jeugdjournaal|de voorpagina)\b{_STOP}{{0,20}}",
            "het nieuws gehaald",
        ),
    )
)


def find(reading: Reading) -> Iterator[Span]:
    """Rare roles, kinship with a known person, and what a neighbourhood tells about somebody."""
    for pattern, reason in _PATTERNS:
        for m in pattern.finditer(reading.text):
            group = 1 if pattern.groups and m[1] else 0
            yield Span(m.start(group), m.end(group), Kind.UNIQUE, reason, 0.5)
