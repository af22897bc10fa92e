"""Schools, care organisations, clubs and employers by the words around them."""

import re
from collections.abc import Iterator

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise import people_cues as cues
from thuisplan_desktop.anonymise.cues import a_set, one_of
from thuisplan_desktop.anonymise.finders.announced import is_role
from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.tokens import Opening, Token
from thuisplan_desktop.anonymise.words import fold

_TOO_GENERAL = a_set("groep huis campus wonen centrum")
_TYPE = one_of(" ".join(t for t in cues.ORGANISATION_TYPES if len(t) > 2 and t not in _TOO_GENERAL))
_CAP = r"[A-ZÀ-ÖØ-Þ][\w'’&-]{0,30}"
_ARTICLE = r"(?:(?:De|Het|'t|’t|It|Den|Sint|St\.?) )?"
_LINK = r"(?:(?:van|voor|aan|&|de|der|het|den) ){0,3}"
_NAMED = re.compile(
    rf"(?i:{_TYPE}|[^\W\d_]{{3,20}}(?:vereniging|club)) [\"'“‘„]?({_ARTICLE}{_CAP}(?: {_LINK}{_CAP}){{0,4}})"
)
_SMALL_TYPE = (
    "[a-z]{0,12}school|obs|cbs|rkbs|kbs|pcbs|ikc|kindcentrum|sbo|zorgboerderij|kinderdagverblijf|voetbalclub|ggz"
)
_SMALL_TYPES = frozenset(_SMALL_TYPE.split("|"))
_SMALL = re.compile(rf"(?:{_SMALL_TYPE}) ((?:(?:de|het|'t|’t) )?[^\W\d_]{{3,30}})")
_KIND_BEFORE = one_of("""
    manege stal camping garage zorgboerderij kinderdagverblijf snackbar cafe bso bakkerij slagerij restaurant buurthuis
    jongerencentrum speeltuin voetbalclub peuterspeelzaal dierenarts kapsalon logeerhuis woongroep sportschool taxi
    autobedrijf taxibedrijf bouwbedrijf huisartsenpraktijk zorghoeve kringloop kringloopwinkel praktijkschool
""")
_KIND_AND_NAME = re.compile(
    rf"{_KIND_BEFORE} (?:de|het|'t|’t) "
    r"((?:(?:oude|nieuwe|grote|kleine|blauwe|rode|witte|groene|gouden|vrolijke|lange|bonte) )?"
    r"[^\W\d_]{3,30})"
)
_CHURCHES = a_set("gemeente gemeenten kerk kerken")
_CHURCH = re.compile(
    r"(?:(?:Christelijke?|Oud|Vrije?|Volle|Nederlands|Hersteld|Protestantse|Evangelische|Rooms|Gereformeerde?|Hervormde|"
    r"Baptisten|Pinkster|Doopsgezinde|Katholieke)[ -]){1,3}(?:Gemeenten?|Kerk(?:en)?)"
    r"(?: (?:in|te|van) [A-Z][\w-]{2,30}|[ ][A-Z][\w-]{3,30})?"
)
_WITH_DIGIT = re.compile(r"(?<![\w@.])(?:\d[A-Z][a-z]{3,20}|[A-Z][a-z]{2,20}\d[A-Z][a-z]{2,20})(?![\w@])")
_SEASONS = a_set("""
    januari februari maart april mei juni juli augustus september oktober november december zomer winter herfst voorjaar
    lente najaar sinds jan feb mrt apr jun jul aug sep sept okt nov dec kerst
""")
_YEAR_NAME = re.compile(rf"(?<!\w){_CAP} ['’‘`]\d\d(?!\d)")
_TEAM = re.compile(
    rf"(?<!\w)(?:{_CAP} ){{1,3}}(?:JO|MO|JM|MB|JB|MC|JC|MA|JA|VR|O|U|F|E|D)[ -]?\d{{1,2}}(?:-\d{{1,2}})?(?![\w])"
)
_TEAM_YEAR = re.compile(r"(?<=\w) ['’‘`]\d\d(?!\d)")


def find(reading: Reading) -> Iterator[Span]:
    """A kind of organisation followed by its name; schools and institutions of the lists."""
    for i in reading.with_any(is_.ORG_TYPE, is_.ORG_END):
        yield from _after_kind(reading, i, reading.tokens[i])
    yield from _listed(reading)
    yield from _before_hyphens(reading)
    yield from _phrases(reading)
    yield from _with_numbers(reading)


_WITH_COUNT = re.compile(
    r"(?<![\w-])(?:[Dd]e|[Hh]et) \d{1,2}-(?!jarig|daags|weeks|urig|delig|voud|punt|stap|tal)[a-z]{4,14}(?!\w)"
)  # 'De 7-sprong'


def _with_numbers(reading: Reading) -> Iterator[Span]:
    """'2College', 'Ajax JO15-2', 'Olympia '58': a digit belongs to the name."""
    text, glued = reading.text, False
    for at, end, behind in reading.numbers:
        if behind.startswith(" "):
            continue  # most numbers: '3 keer'
        glued = glued or behind[:1].isupper()
        if behind.startswith("-") and behind[1:].islower():
            for m in _WITH_COUNT.finditer(text, max(0, at - 4), end + 20):
                yield Span(m.start(), m.end(), Kind.ORG, "naam met een getal erin", 0.5)
    for start, end, _, _ in reading.odd if glued else ():
        for m in _WITH_DIGIT.finditer(text, start, end):
            yield Span(m.start(), m.end(), Kind.ORG, "naam met een cijfer erin", 0.6)
    yield from _clubs(reading)


def _clubs(reading: Reading) -> Iterator[Span]:
    text = reading.text
    for at in reading.runs:
        before = text[at - 1] if at else ""
        if before == " ":
            continue
        if before in _TEAM_SIGNS:
            for m in _TEAM.finditer(reading.text, max(0, at - 60), at + 5):
                yield Span(m.start(), m.end(), Kind.ORG, "een team van een club", 0.6)
        if before in _APOSTROPHES and at > 2:
            for m in _YEAR_NAME.finditer(reading.text, max(0, at - 40), at + 3):
                if fold(m[0][:-4]) not in _SEASONS:
                    yield Span(m.start(), _with_rest(reading, m.end()), Kind.ORG, "naam met een jaartal", 0.6)


def _with_rest(reading: Reading, end: int) -> int:
    """'Centrum '45 Jeugd': a capital behind the year belongs to the name, unless it is somebody's."""
    after = reading.around[reading.after(end)]
    if after is None or reading.text[end : after.start] != " " or not after.capital or after.facts & is_.FIRST:
        return end
    return end if after.facts & (is_.FUNCTION | is_.ANNOUNCES) else after.end


_PHRASE = re.compile(
    r"([A-Z][a-zë]{2,20}(?: (?:en|voor|in|op|aan|met|&|zonder|van|na|over|tot|uit))?"
    r"(?: [A-Z][a-zë]{1,20}){1,2})(?=[),.;\n]|$)"
)
_CARE_HEADINGS = a_set("""
    hulp zorg hulpverlening jeugdhulp behandeling begeleiding zorgaanbieder aanbieder instelling organisatie school
    behandelaar
    dagbesteding opvang werkgever werk stage sport club bedrijf advies verwijzer vorige huidige locatie
""")


def _phrases(reading: Reading) -> Iterator[Span]:
    """'(Jouw Thuis)', 'Jeugdhulp: Rust en Ruimte': ordinary words with capitals that fill brackets or a field."""
    for i in (i for sign in (" (", ": ") for i in reading.parted.get(sign, ())):
        token = reading.tokens[i]
        if not token.capital:
            continue
        m = _PHRASE.match(reading.text, token.start)
        if m is None or (token.gap == " (" and reading.text[m.end() : m.end() + 1] != ")"):
            continue
        words = [fold(word) for word in m[1].split() if word[0].isupper()]
        facts = [reading.words.facts(word) for word in words]
        before = reading.around[i - 1]
        if token.gap == ": " and (before is None or before.folded not in _CARE_HEADINGS):
            continue
        no_name = is_.TITLE | is_.ROLE | is_.RELATIVE | is_.MONTH
        people = any(f & is_.FIRST and not f & is_.FUNCTION for f in facts)
        told = any(f & no_name for f in facts) and not _behind_worker(reading, i)
        if people or all(f & is_.HARMLESS for f in facts) or told:
            continue
        yield Span(m.start(1), m.end(1), Kind.ORG, "gewone woorden met hoofdletters", 0.5)


def _behind_worker(reading: Reading, i: int) -> bool:
    """'gezinscoach Ruben (Gezin Vooruit)': behind a role and a name the brackets say for whom somebody works."""
    name, role = reading.near(i, i - 1), reading.around[i - 2]
    if name is None or role is None or reading.gaps[i] != " (" or reading.gaps[i - 1] != " ":
        return False
    return name.capital and is_role(role) and not role.facts & is_.RELATIVE


_NAMED_SMALL = a_set("""
    bakkerij slagerij autobedrijf garage hotel camping stal manege kapsalon restaurant snackbar cafe sportschool
    boksschool dansschool muziekschool kwekerij zorgboerderij stichting taxi autowas zwembad sporthal kinderopvang
    logopediepraktijk psychologenpraktijk huisartsenpraktijk gezondheidscentrum basisschool praktijkschool jeugdpraktijk
    kindcentrum voetbalclub vv sv fc rkvv kinderpraktijk fietsenmaker fietsenwinkel bouwbedrijf toko moskee
""")


def _is_named_small(token: Token, after: Token) -> bool:
    """'hotel spaander', 'stichting dubbel': a noun straight behind a kind of place."""
    no_name = is_.FUNCTION | is_.VERB | is_.ANNOUNCES | is_.INFIX | is_.MONTH | is_.NUMBER_CUE | is_.CALL_CUE
    if after.folded.endswith(("d", "t")) and after.folded.startswith(("ge", "aan", "af", "be", "ver")):
        return False  # 'taxi aangevraagd'
    if after.folded.startswith("aanvra"):
        return False  # 'sv aanvraag jeugdwet'
    return token.folded in _NAMED_SMALL and after.gap == " " and len(after.text) > 3 and not after.facts & no_name


_APOSTROPHES = frozenset("'’‘`")
_TEAM_SIGNS = frozenset("OMBCARUFED")


def _before_hyphens(reading: Reading) -> Iterator[Span]:
    """'HTM-remise', 'De Hoeksteen-docent': a name tied to an ordinary word that says what of it."""
    for token in (reading.tokens[i] for i in reading.hyphened):
        if not token.capital:
            continue
        first, _, rest = token.text.partition("-")
        if len(first) < 2 or not rest.islower() or len(rest) < 3 or not reading.words.is_common(fold(rest)):
            continue
        facts = reading.words.facts(fold(first))
        plain = is_.HARMLESS | is_.FUNCTION | is_.ANNOUNCES | (0 if first.isupper() else is_.ORG_TYPE)
        ordinary = facts & is_.COMMON and token.opening is not Opening.NONE and not first.isupper()
        if not facts & plain and not ordinary:
            yield Span(token.start, token.start + len(first), Kind.ORG, "naam voor een streepje", 0.6)


_ARTICLES_BEHIND = a_set("de het t")


def _after_kind(reading: Reading, i: int, token: Token) -> Iterator[Span]:
    text, after = reading.text, reading.around[i + 1]
    if after is None:
        return
    opens = after.capital or after.folded == "t"
    if opens and (m := _NAMED.match(text, token.start)) and _distinguishes(reading, m[1]):
        first = m.start() if token.capital else m.start(1)  # 'Zorgboerderij Het Nest': a capital belongs to the name
        yield Span(first, m.end(1), Kind.ORG, "naam na een soort organisatie", 0.8)
    if token.capital and token.folded in _CHURCHES:
        for m in _CHURCH.finditer(text, max(0, token.start - 50), token.end + 40):
            yield Span(m.start(), m.end(), Kind.ORG, "kerkelijke gemeente", 0.8)
    if after.folded in _ARTICLES_BEHIND and (m := _KIND_AND_NAME.match(text, token.start)):
        yield Span(m.start(1), m.end(1), Kind.ORG, "naam na een soort bedrijf of plek", 0.6)
    if reading.lower_style and not after.capital and _is_named_small(token, after):
        yield Span(after.start, after.end, Kind.ORG, "woord na een soort bedrijf of plek", 0.5)
    small = not after.capital and (token.folded.endswith("school") or token.folded in _SMALL_TYPES)
    if small and (m := _SMALL.match(text, token.start)):
        name = fold(m[1])
        said = name.startswith("het ") and reading.words.facts(name[4:]) & is_.VERB  # 'als de school het dekt'
        if (name.split()[0] in ("de", "het", "'t") and not said) or not reading.words.is_common(name):
            yield Span(m.start(1), m.end(1), Kind.ORG, "naam na een soort school", 0.7)


def _listed(reading: Reading) -> Iterator[Span]:
    """Care organisations of the published list and schools of DUO's, with a capital or as a word of their own."""
    index, tokens = reading.words.listed, reading.tokens
    for i in reading.listed:
        token = tokens[i]
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        if after is not None and not after.capital and not token.capital and after.facts & token.facts & is_.COMMON:
            continue
        pair = index.get(f"{token.folded} {after.folded}", ()) if after is not None else ()
        for name in (*pair, *index.get(token.folded, ())):
            found = tokens[i : i + len(name)]
            if len(name) == 1 and token.facts & is_.FIRST:
                continue
            if [t.folded for t in found] == list(name) and _stands_out(found):
                yield Span(found[0].start, found[-1].end, Kind.ORG, "school of instelling uit de lijst", 0.8)
                break


def _stands_out(found: list[Token]) -> bool:
    """A capital in the last word, or a word that is no ordinary Dutch: 'de regenboog' alone is a rainbow."""
    telling = [token for token in found if len(token.text) > 3]
    if any(not token.facts & (is_.COMMON | is_.HARMLESS) for token in telling):
        return True
    return bool(telling) and telling[-1].capital and len(found) > 1


def with_year(text: str, end: int) -> int:
    """Takes in the year of a club: 'Olympia '58'."""
    m = _TEAM_YEAR.match(text, end)
    if m is None and text[end - 5 : end + 1] in (" & Zn.", " & Co."):
        return end + 1
    if m is None and text[end : end + 1] == "+" and text[end - 1 : end].isupper():
        return end + 1  # 'MUMC+'
    return m.end() if m else end


def _distinguishes(reading: Reading, name: str) -> bool:
    """Not every capital after 'school' is its name: 'school De Poolse moeder'."""
    words = [fold(word) for word in re.findall(r"[^\W\d_]+", name) if word[0].isupper()]
    telling = [w for w in words if not reading.words.facts(w) & (is_.HARMLESS | is_.FUNCTION)]
    thing = len(words) > 1 and words[0] in ("de", "het") and reading.words.facts(words[-1]) & is_.LISTED
    return bool(telling) or bool(thing and not words[1].endswith("se"))  # 'Bakkerij De Stap'
