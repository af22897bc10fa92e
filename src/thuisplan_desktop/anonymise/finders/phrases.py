"""Phrases by which people who know the area could name somebody without any name.

They are proposals with a low certainty: a reader decides. A phrase ends at a comma, a full stop or the next clause.
"""

import re
from collections.abc import Iterator

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise import signals
from thuisplan_desktop.anonymise.cues import a_set, one_of
from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.watched import Watched
from thuisplan_desktop.anonymise.words import fold

_ON = r"[^.;:!?\n,()\"“”]"  # a character that doesn't end the phrase
_WORD = r"[^\W\d_-][\w'’-]{0,30}"
_KIN = one_of(" ".join(signals.KIN))
_ORDINARY = one_of("""
    leerling jongen meisje kind kinderen moeder vader ouders ouder buurman buurvrouw buren vriend vriendin familie
    gezin zus broer oma opa tante oom mentor juf meester leerkracht docent klas klasgenoot groep school partner
    man vrouw ex overkant eerste tweede relatie dochter zoon kant jongens meisjes afdeling instelling gemeente
    stad dorp wijk buurt straat week dag maand zorg hulp situatie zelfde mentor maker coach begeleider jongere
    leerlingen beide een twee
""")
_WHO = one_of(" ".join(signals.PEOPLE))
_KNOWN_PERSON = one_of(" ".join(signals.CHAMPIONS))
_WITNESS = one_of(" ".join(signals.WITNESSES))
_HONOURED = one_of(" ".join(signals.HONOURED))
_ONE_OF_A_KIND = one_of(" ".join(signals.ONLY))
_SHOWN = one_of("""
    documentaire krant televisie tv uitzending reportage film journaal brand ongeluk ramp filmpje poster posters
    campagne rechtszaak serie programma nieuws
""")
_NEWS = one_of("""
    het_journaal de_krant het_nieuws televisie tv de_tv de_landelijke_pers hart_van_nederland het_jeugdjournaal
    de_voorpagina
""")
_EVERYBODY = one_of("""
    iedereen_weet iedereen_kent heel_het_dorp het_hele_dorp de_hele_buurt de_hele_stad de_hele_wijk de_hele_school
    de_hele_straat de_hele_klas heel_de_buurt heel_de_straat
""")
_THING = one_of("""
    uur week weken maand maanden jaar jaren dagen stap stappen gesprek afspraak twee drie vier klas leerjaar periode
    die reden manier optie oplossing vraag keer dag plek plaats les contact moment vak dat wat persoon
""")
_AREA = one_of("""
    school dorp stad eiland wijk regio provincie land klas straat buurt gemeente vereniging club kerk familie
    streek flat camping moskee team afdeling polder
""")

_KIN_OF = (
    rf"\b(?:het |de |een )?(?:(?:jongste|oudste|enige|ene|andere) )?{_KIN} van (?:de|het|onze|een|die) "
    rf"(?:[^\W\d_]{{2,20}}en? )?(?!{_ORDINARY}\b){_WORD}"
    rf"(?: (?:onderwijs|uit {_WORD}|van (?:de |het )?{_WORD}|en (?:de|het) {_WORD}))?"
)
_CHILD_OF = rf"(?:die|de|het|dat) (?:jongen|meisje|meid|knul) van (?:de|het|die) [^\W\d_]{{3,20}}e {_WORD}"
_SHOWN_IN = rf"(?:de|het|die|dat) {_WHO} (?:uit|van|in|op) (?:de|het|die) {_SHOWN}\b{_ON}{{0,40}}"
_THAT = one_of("die dat met waarvan van_wie wiens")
_ONE_CHILD = one_of("kind kindje meisje famke jongetje gezin ventje joch mens")
_WHO_THAT = (
    rf"\b(?:(?:de|het|die|it) (?:[a-zë-]{{1,30}} ){{0,2}}{_WHO}|dat {_ONE_CHILD}) "
    rf"(?:(?:van|uit|fan|in|op) (?:de|het|die) {_WORD} )?(?:is |was )?{_THAT}\b"
    rf"(?! (?:hij|zij|ze|ik|wij|we|je|moeder|vader|er)\b){_ON}{{8,120}}"
)
_PLACED = r"(?:van|in|op|uit|binnen) (?:de |het |heel |onze |ons |deze )?"
_ONLY_ONE = (
    rf"\b(?:de|het) {_ONE_OF_A_KIND} (?!{_THING}\b|die\b){_WORD}(?: {_WORD}){{0,3}}? "
    rf"(?:{_PLACED}(?:[a-zë]{{3,15}}e )?{_WORD}(?: met {_ON}{{4,60}}|, bekend (?:van|door|uit) {_ON}{{2,30}})?"
    rf"|(?:die|dat|ooit)\b{_ON}{{4,80}})"
)
_EVER = rf"\b(?:(?:de|het) )?{_ONE_OF_A_KIND} {_WORD} ooit\b{_ON}{{4,80}}"  # 'trots = jongste deelnemer ooit aan'
_USUAL = one_of("""
    klas groep arrangement diagnose beperking achterstand indicatie rugzak rugzakje hulpvraag verzuim voogd taal
    leerplicht schoolarts jeugdarts trauma stoornis verleden probleem problemen niveau advies leeftijd onderbouw
    bovenbouw brugklas mavo havo praktijkschool basisschool bso opvang kant avond ochtend middag team directie
    administratie receptie conciergerie thuiszorg jeugdzorg jeugdhulp politie jongste oudste andere nieuwe vorige
""")
_ONE_OF_THEM = one_of("""
    man vrouw jongen meisje meid knul kind vent dame famke jonge jonkje mevrouw meneer taxichauffeur buschauffeur
    familie
""")
_HAPPENED = one_of(" ".join(signals.EVENTS))
_SOMEBODY_OF = (
    rf"(?:die|de|het|dat|it) {_ONE_OF_THEM} (?:van|fan|uit|met|mei) (?:de|het|die|dat) "
    rf"(?!{_ORDINARY}\b|{_USUAL}\b|{_AREA}\b)(?:(?:[^\W\d_]{{4,20}}de {_WORD}|{_HAPPENED})"
    rf"(?: (?:op|in|bij|aan|tegen|voor|over|om) {_ON}{{3,40}})?|[^\W\d_]{{10,30}})"
)
_CHILD_WITH = (
    rf"\b(?:de|het|die|dat|onze) (?:[a-zë]{{3,15}} )?{_WHO}"
    rf" (?:van|met|uit) (?:de|het|die|dat|een|één) (?:[a-zë]{{3,15}}e?n? ){{0,2}}?"
    rf"(?!{_ORDINARY}\b|{_AREA}\b|{_USUAL}\b)[^\W\d_][\w'’-]{{4,30}}"
    rf"(?: (?:op|in|bij|aan) (?:de |het )?{_WORD}(?: {_WORD})?)?"
)
_ALONE = (
    rf"\b(?:ze |zij |hij |die )?als (?:de |het )?(?:eerste|enige|jongste|oudste|laatste)\b{_ON}{{3,70}}?"
    r"\b(?:overleefde|overleefd|won|gewonnen|wint|haalde|gehaald|redde|gered|ontsnapte|ontkwam|mocht|brak|vond|zag)\b"
    rf"{_ON}{{0,40}}"
)
_HONOUR = rf"\b(?:de |het |een )?{_HONOURED}\b(?: (?:van|in|op|bij) {_ON}{{2,60}}?(?=[.;:!?\n,()]| en | maar |$))?"
_HAPPENING = re.compile(
    r"(?:\b(?:de|het|een|die|onze) )?(?:[^\W\d_]{3,20}e )?[^\W\d_][\w-]{2,30} "
    rf"(?:die|dat|waar|waarbij|waarop|waarin|toen)\b{_ON}{{0,70}}$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[^.;:!?\n,()\"“”]{0,40}?(?=[.;:!?\n,()\"“”]| en | maar | is | heeft | was |$)")
_FIRST_OF = rf"\bals (?:de |het )?(?:eerste|enige|jongste|oudste) {_ON}{{3,60}}?{_AREA}\b{_ON}{{0,60}}"
_KNOWS = one_of("kent kennen kende kenden noemt noemen noemden bekend aangesproken aanspreekt herkend herkennen")
_KNOWN_AS = rf"\b{_KNOWS}\b{_ON}{{0,30}}? (?:als|vanwege|van) ((?:de|het|die|dat) {_ON}{{8,110}})"
_KNOWN_THAT = rf"\b{_EVERYBODY}\b{_ON}{{0,30}}? (?:dat|als|van|over) (?:hij |zij |ze |jij )?({_ON}{{8,110}})"
_CALLED = rf"\b(?:noemen|noemt|noemden|heet|heten)\b (?:hen|haar|hem|ze|het gezin) ((?:de|het) {_ON}{{8,110}})"
_EVENT = rf"\b(?:de |het )?{_WITNESS} (?:van|bij|in|op|uit|aan) (?:de|het|een) {_ON}{{4,90}}"
_LEVEL = one_of("nederlands europees wereld olympisch provinciaal regionaal jeugd")
_TITLE = rf"\b(?:de |het )?{_LEVEL}[ -]?{_KNOWN_PERSON}{_ON}{{0,60}}"
_IN_THE_NEWS = rf"\b(?:haalde|haalden|stond|stonden|kwam|kwamen|verscheen)\b{_ON}{{0,40}}\b{_NEWS}\b{_ON}{{0,20}}"
# The words of which one must open a phrase; `_first_words` reads them from the others.
_OPENS = {
    _KIN_OF: signals.KIN | a_set("de het een jongste oudste enige ene andere"),
    _ALONE: a_set("ze zij hij die als"),
    _WHO_THAT: a_set("de het die it dat"),
    _EVER: signals.ONLY | a_set("de het"),
    _FIRST_OF: a_set("als"),
    _KNOWN_THAT: a_set("iedereen heel het de"),
}
# Each pattern with the words that must stand in it: only around these words is it tried.
_PATTERNS = tuple(
    (triggers, re.compile(pattern, re.IGNORECASE), whole, reason, _OPENS.get(pattern))
    for triggers, pattern, whole, reason in (
        (signals.KIN, _KIN_OF, False, "familie van iemand die men kent"),
        (signals.PEOPLE, _SOMEBODY_OF, False, "omschrijving van één gezin of leerling"),
        (signals.PEOPLE, _CHILD_OF, False, "kind van iemand die men kent"),
        (signals.PEOPLE | signals.KIN, _CHILD_WITH, False, "omschrijving van één gezin of leerling"),
        (signals.ONLY, _ALONE, True, "de enige die dit heeft beleefd"),
        (signals.HONOURED, _HONOUR, True, "een rol die maar één heeft"),
        (signals.PEOPLE, _WHO_THAT, True, "omschrijving van één gezin of leerling"),
        (signals.PEOPLE, _SHOWN_IN, True, "in het nieuws of op het scherm geweest"),
        (signals.ONLY, _ONLY_ONE, True, "de enige van een plaats of school"),
        (signals.ONLY, _EVER, True, "de jongste of eerste ooit"),
        (signals.ONLY, _FIRST_OF, True, "de eerste of enige van een plaats of school"),
        (signals.KNOWING, _KNOWN_AS, False, "waaraan men iemand kent"),
        (signals.KNOWING, _CALLED, False, "waaraan men iemand kent"),
        (signals.EVERYBODY, _KNOWN_THAT, True, "wat iedereen weet"),
        (signals.WITNESSES, _EVENT, True, "een gebeurtenis die bekend is"),
        (signals.CHAMPIONS, _TITLE, False, "een titel die maar weinigen hebben"),
        (signals.NEWS_VERBS, _IN_THE_NEWS, True, "het nieuws gehaald"),
    )
)
_LEADING = re.compile(r"(?:\\b)?\(\?:([^\W\d_]+(?:\|[^\W\d_]+)*)\) ")


def _first_words(pattern: str) -> frozenset[str] | None:
    """The words of which one must open a phrase: of a pattern that starts with '(?:de|het) '; None of another."""
    leading = _LEADING.match(pattern)
    return frozenset(map(fold, leading[1].split("|"))) if leading else None


_Pattern = tuple[re.Pattern[str], bool, str, frozenset[str] | None]
_BY_WORD: dict[str, list[_Pattern]] = {}
for _triggers, _pattern, _whole, _reason, _opens in _PATTERNS:
    _first = _opens or _first_words(_pattern.pattern)
    for _trigger in _triggers:
        _BY_WORD.setdefault(_trigger, []).append((_pattern, _whole, _reason, _first))
_MAY_OPEN = is_.FUNCTION | is_.TELLING  # an article, a pronoun, 'als', 'jongste'
_WORDS_BEFORE = 3  # the words a phrase has before the one that made us look: 'als de enige', 'het jongste zusje'


# Where a new clause begins: 'de kampioene ... en vraagt daarnaar'. A `whole` phrase holds a clause of its own.
_SUBJECT = r"hij|zij|ze|daar|dat|iedereen|[a-z]{2,12}(?:gt|kt|lt|mt|nt|pt|rt|st|de)"
_NEXT_CLAUSE = re.compile(
    rf" (?:en|maar|want|dus|omdat) (?:{_SUBJECT})\b| (?:zijn|is|was|wordt|heet|al helemaal|voelt|heeft|dan)$"
    r"| (?:voelt|heeft|wordt|is|mag|krijgt|kan|wil) "
)


def find(reading: Reading) -> Iterator[Span]:
    """Rare roles, kinship with a known person, and what a neighbourhood tells about somebody."""
    tokens = reading.tokens
    for i in reading.with_fact(is_.TELLING):
        patterns = _BY_WORD.get(tokens[i].folded)
        if patterns is None:
            continue
        first = i - _WORDS_BEFORE if i > _WORDS_BEFORE else 0
        openings = [token for token in tokens[first:i] if token.facts & _MAY_OPEN]
        openings.append(tokens[i])
        said = [opening.folded for opening in openings]
        for pattern, whole, reason, openers in patterns:
            if openers is not None and openers.isdisjoint(said):
                continue
            for opening in openings:
                m = pattern.match(reading.text, opening.start) if openers is None or opening.folded in openers else None
                if m is not None and m.end() > tokens[i].start:
                    yield _span(m, whole=whole, reason=reason)
                    break
    yield from _happenings(reading)


_DISASTERS = Watched(signals.DISASTERS)
_HAPPENED_BEFORE = 110  # characters looked back from a disaster for what it befell


def _happenings(reading: Reading) -> Iterator[Span]:
    """'de veerboot die in januari lek sloeg': a thing everybody remembers."""
    text = reading.text
    for token in (reading.tokens[i] for i in reading.where[_DISASTERS]):
        start = max(0, token.start - _HAPPENED_BEFORE)
        befell, clause = _HAPPENING.search(text, start, token.start), _CLAUSE.match(text, token.end)
        if befell and clause:
            yield Span(befell.start(), clause.end(), Kind.UNIQUE, "een gebeurtenis die bekend is", 0.4)


def _span(found: re.Match[str], *, whole: bool, reason: str) -> Span:
    group = 1 if found.re.groups else 0
    cut = None if whole else _NEXT_CLAUSE.search(found[group])
    end = found.start(group) + cut.start() if cut and cut.start() > 12 else found.end(group)
    return Span(found.start(group), end, Kind.UNIQUE, reason, 0.5)
