"""Roles, feats and events that single somebody out, known by their grammar instead of by a list of words.

Proposals with a low certainty, as in `phrases.py`: a reader decides.
"""

import re
from collections.abc import Iterator

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise.cues import a_set, one_of
from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.tokens import Token

_ON = r"[^.;:!?\n,()\"“”–]"  # a character that doesn't end the phrase
# Words for who does or is something, by how they end: 'torenwachter', 'soliste', 'kaasboer', 'havenkoning'.
_AGENTS = (
    "wachter", "wachtster", "boer", "boerin", "speler", "speelster", "zanger", "zangeres", "rijder", "rijdster",
    "loper", "loopster", "bouwer", "maker", "maakster", "houder", "houdster", "winnaar", "winnares", "kampioen",
    "kampioene", "koning", "koningin", "prins", "prinses", "pastor", "pastoor", "danser", "danseres", "drummer",
    "fluitist", "blazer", "redder", "redster", "zwemmer", "zwemster", "schipper", "visser", "smid", "molenaar",
    "teller", "varker", "luider", "jockey", "rijer", "trainer", "duiker", "piloot", "omroeper", "dichter",
    "schrijver", "schrijfster", "kunstenaar", "kunstenares", "artiest", "artieste", "presentator", "presentatrice",
    "imker", "jager", "herder", "herderin", "bakker", "slager", "brouwer", "kapper", "uitbater", "uitbaatster",
    "eigenaar", "eigenares", "deelnemer", "deelneemster", "solist", "soliste", "organist", "organiste", "violist",
    "violiste", "pianist", "pianiste", "goochelaar", "acrobaat", "clown", "portier", "koster", "kosteres", "imam",
    "dominee", "predikant", "voorganger", "diaken", "burgemeester", "wethouder", "raadslid", "brandweerman",
    "voetballer", "voetbalster", "schaatser", "schaatsster", "wielrenner", "wielrenster", "turner", "turnster",
    "bokser", "bokster", "judoka", "ruiter", "amazone", "verzamelaar", "uitvinder", "bewoner", "bewoonster",
    "kluizenaar", "vlogger", "youtuber", "rapper", "keeper", "keepster", "spits", "scheidsrechter", "tweeling",
    "drieling", "vierling", "lid", "stem", "gezicht",
)  # fmt: skip
_DETERMINERS = a_set("de het die dat onze dé hét")
# What may stand before a phrase that says who somebody is.
_SAYS_WHO = a_set("""
    is was als ook immers namelijk dat van met bij naar door wordt werd nog zijn haar hij zij ze eigenlijk juist want
    omdat en oom tante opa oma vader moeder pake beppe toen aan
""")
_FOLLOWS = re.compile(
    rf" (?:is |was )?(?:van|uit|in|op|met|bij|achter|die|dat|ooit|aan|wiens|waarvan)\b{_ON}{{3,70}}?"
    rf"(?= (?:en (?:{one_of('heeft is was gaat wil kan repeteert staat zit woont werkt daar dus')})|maar|want|dus|zegt"
    rf"|heet|heeft|wordt|voelt|mag|vraagt|belt|vindt)\b|[.;:!?\n,()\"“”–]|$)"
)
_EVENTS = one_of("""
    brand stalbrand woningbrand schoolbrand ongeluk busongeluk treinongeluk auto-ongeluk vliegramp ramp explosie
    gasexplosie ontploffing steekpartij schietpartij overval aanrijding lawine gezinsdrama verdrinking vermissing
    ontvoering gijzeling aanslag instorting overstroming dambreuk scheepsramp
""")
_EVENT = re.compile(
    rf"\b(?:de|het|die|dat) (?:[a-zë]{{3,14}}e )?{_EVENTS} (?:in|op|bij|met|waarbij|aan|vlak) "
    rf"(?!hen\b|ons\b|hem\b|haar\b) ?{_ON}{{3,50}}?"
    rf"(?=[.;:!?\n,()\"“”–]| (?:en|maar|want|is|was|heeft|toen|dus|kwam)\b|$)",
    re.IGNORECASE,
)
_FEAT = re.compile(
    rf"\b(?:won|wint|gewonnen|werd|deed mee|deed|speelde|stond|zong|danste|haalde|zwom|reed|liep|verbrak|vestigde|redde"
    rf"|figureerde|presenteerde|is|was|mocht)\b(?: {_ON}{{1,50}}?)? "
    r"(?:(?:het|de|een) )?(?:\b(?:NK|EK|WK)\b|Olympische|The Voice|Idols|Got Talent|Guinness|wereldrecord"
    r"|Nederlands record|Elfstedentocht|Nijmeegse Vierdaagse|Jeugdjournaal|talentenjacht|Kinderen voor Kinderen"
    r"|junior songfestival)"
    rf"{_ON}{{0,40}}?(?=[.;:!?\n,()\"“”–]| (?:en|maar|want|dus)\b|$)"
)
_KNOWN = re.compile(
    rf"\b(?:bekend|beroemd|berucht)(?: geworden)? (?:van|als|om|door|vanwege|uit) "
    rf"(?:de|het|een|die|dat|haar|zijn|hun) {_ON}{{4,70}}?"
    rf"(?=[.;:!?\n,()\"“”–]| (?:en|maar|want|is|was)\b|$)"
)
_NO_IDENTITY = one_of("""
    moeder vader broer zus oudste jongste tweede eerste enige laatste zoon dochter mentor juf meester leerling
    leerlingen weg klas school dag week tijd man vrouw vriend vriendin persoon situatie reden vraag manier boel hele
    oma opa tante oom neef nicht stiefvader stiefmoeder baas partner ex
""")
_IS = re.compile(
    r"\b(?:(?:hij|zij|ze|die|wie|hen) (?:is|was|heet|blijft)|(?:is|was|heet|blijft|heette) (?:hij|zij|ze|hen))"
    r" (?:(?:nu|ook|nog|immers|daar|hier|gewoon|eigenlijk|altijd|overal|inmiddels|namelijk) ){0,2}"
    rf"((?:de|het|dé|hét|die|dat) (?:[a-zë]{{3,15}}e )?(?!{_NO_IDENTITY}\b)[a-zë-]{{4,30}}"
    rf" (?:die|dat|met|van|uit|in|op) {_ON}{{6,90}}?)"
    r"(?=[.;:!?\n,()\"“”–]| (?:en|maar|want|dus|zegt|volgens)\b|$)",
    re.IGNORECASE,
)
_FEAT_WORDS = ("NK", "EK", "WK", "Olymp", "Voice", "Idols", "Talent", "Guinness", "record", "tocht", "Vierdaagse",
               "ournaal", "talenten", "voor Kinderen", "songfestival")  # fmt: skip


def find(reading: Reading) -> Iterator[Span]:
    """Who somebody is, what happened to them and what they are known for."""
    yield from _roles(reading)
    text = reading.text
    for m in _IS.finditer(text):
        yield Span(m.start(1), m.end(1), Kind.UNIQUE, "wie iemand is volgens de buurt", 0.4)
    for m in _EVENT.finditer(text):
        yield Span(m.start(), m.end(), Kind.UNIQUE, "een gebeurtenis die bekend is", 0.4)
    if any(word in text for word in _FEAT_WORDS):
        for m in _FEAT.finditer(text):
            yield Span(m.start(), m.end(), Kind.UNIQUE, "iets wat maar weinigen deden", 0.4)
    if "bekend" in text or "berucht" in text or "beroemd" in text:
        for m in _KNOWN.finditer(text):
            yield Span(m.start(), m.end(), Kind.UNIQUE, "waaraan men iemand kent", 0.4)


def _roles(reading: Reading) -> Iterator[Span]:
    """'Hij is de kaasboer van de zaterdagmarkt', 'opa, de oude torenwachter die in de molen woont'."""
    tokens = reading.tokens
    for i, token in enumerate(tokens):
        if token.facts & (is_.ROLE | is_.FUNCTION | is_.RELATIVE) or not _is_agent(reading, token):
            continue
        start = _opening(reading, i)
        if start is None:
            continue
        m = _FOLLOWS.match(reading.text, token.end)
        if m:
            yield Span(tokens[start].start, m.end(), Kind.UNIQUE, "een rol die iemand aanwijst", 0.4)


_FEMININE = (
    "enaar",
    "elaar",
    "iste",
    "iere",
    "euse",
    "rice",
    "aarster",
    "ares",
    "ante",
    "ente",
    "zoon",
    "dochter",
    "jongen",
    "meisje",
)
_SHORTEST_AGENT = 7
_EVERYDAY = a_set("""
    medewerker hulpverlener gebruiker deelnemer schrijver verzorger opvoeder bezoeker beller melder verzender
    ontvanger aanbieder verwijzer inwoner onderzoeker ondersteuner vertegenwoordiger aanvrager opsteller onderwijzer
    stagebegeleider kleinzoon kleindochter stiefzoon stiefdochter pleegzoon pleegdochter buurjongen buurmeisje
    studente docente patiente cliente assistente consulente dokter computer december september oktober november
    januari februari
""")


def _is_agent(reading: Reading, token: Token) -> bool:
    """A word for who does something: by its last part, or because '-ster' of the same stem is a word as well."""
    word = token.folded
    if word.endswith(_AGENTS):
        return True
    if len(word) < _SHORTEST_AGENT or word in _EVERYDAY or token.capital or token.facts & is_.TITLE:
        return False
    if word.endswith(_FEMININE):
        return True
    stem = word[:-2] if word.endswith("er") else word[:-1] if word.endswith("aar") else ""
    return any(
        bool(reading.words.stored(f"{part}{ending}") & is_.LISTED)
        for part in ((stem, stem[-7:], stem[-6:], stem[-5:], stem[-4:]) if len(stem) > 3 else ())
        for ending in ("ster", "sters")
    )


def _opening(reading: Reading, i: int) -> int | None:
    """The article before word i and at most two words that describe it, where the phrase says who somebody is."""
    at = i - 1
    while at > i - 4 and (left := reading.near(at + 1, at)) is not None and reading.gap(at + 1) == " ":
        if left.folded in _DETERMINERS:
            return at if _says_who(reading, at, left) else None
        if left.capital and left.folded not in _DETERMINERS:
            return None
        at -= 1
    return None


def _says_who(reading: Reading, at: int, article: Token) -> bool:
    gap = article.gap.strip()
    if gap in (",", "(", ":", "–", "-"):
        return True
    before = reading.near(at, at - 1)
    return before is not None and (before.folded in _SAYS_WHO or before.capital)
