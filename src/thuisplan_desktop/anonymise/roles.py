"""What a reader sees instead of a finding: the same role for the same person, never a hole."""

import re
import string
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from functools import partial

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise import people_cues as cues
from thuisplan_desktop.anonymise.callnames import others, stems
from thuisplan_desktop.anonymise.cues import a_set
from thuisplan_desktop.anonymise.findings import DATE, ORG, PERSON, PLACE, Kind
from thuisplan_desktop.anonymise.known import OTHER_PUPIL, PUPIL, RELATIVE, KnownPerson
from thuisplan_desktop.anonymise.meant import ROLES_AT_HOME, first_names, is_owner, is_relative, meant, whose_parent
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.relative import after_preposition, after_weekday, relative_dates
from thuisplan_desktop.anonymise.said import GENERATIONS, SAYING_PARENT, Said, said
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.spelling import is_near, sounds
from thuisplan_desktop.anonymise.tokens import WORD
from thuisplan_desktop.anonymise.words import fold

_PLAIN = {
    Kind.ADDRESS: "een adres",
    Kind.PHONE: "een telefoonnummer",
    Kind.EMAIL: "een e-mailadres",
    Kind.ONLINE: "een account",
    Kind.BSN: "een nummer",
    Kind.ID: "een nummer",
    Kind.UNIQUE: "een bijzonderheid",
}
_BY_ANNOUNCER = (
    (
        cues.RELATIVES - a_set("kind vriend vriendin vriendje vriendinnetje buurman buurvrouw ex partner"),
        "een familielid",
    ),
    (a_set("vriend vriendin vriendje vriendinnetje klasgenoot klasgenote maatje medeleerling"), "een leeftijdgenoot"),
    (a_set("juf juffie meester docent docente leraar lerares leerkracht invaljuf"), "een leerkracht"),
    (
        a_set("dokter huisarts arts jeugdarts schoolarts psychiater psycholoog tandarts behandelaar therapeut"),
        "een behandelaar",
    ),
    (a_set("mentor"), "een mentor"),
)
_SCHOOL = a_set(
    "school college lyceum mavo havo vmbo vso sbo pro gymnasium isk mbo obs cbs osg csg kindcentrum basisschool"
)


_SOMEBODY = "iemand"


def replacements(reading: Reading, spans: Sequence[Span]) -> tuple[str, ...]:
    """One text for each span, in the same order. Pure: the same text gives the same replacements."""
    if not spans:
        return ()
    shown, wanted = [], defaultdict[Kind, list[int]](list)
    for i, span in enumerate(spans):
        shown.append(_PLAIN.get(span.kind, ""))
        wanted[span.kind].append(i)
    for kind in (PERSON, PLACE, ORG):
        if kind not in wanted:
            continue
        named = [(spans[i], _announcer(reading, spans[i])) for i in wanted[kind]]
        namer = _Book(reading, named).person if kind is PERSON else partial(_NAMERS[kind], reading)
        keys = [namer(span, word) for span, word in named]
        for i, (span, word), text in zip(wanted[kind], named, _lettered(keys), strict=True):
            shown[i] = _in_place(reading, span, word, text)
    dates = wanted[DATE]
    found = relative_dates(reading.text, [(spans[i].start, spans[i].end) for i in dates], reading.known.dates)
    for i, text in zip(dates, found, strict=True):
        before_day = _announcer(reading, spans[i])
        shown[i] = after_weekday(text) if before_day in _WEEKDAYS else text
        shown[i] = after_preposition(shown[i]) if before_day in _BEFORE_DAYS else shown[i]
    return tuple(opening(reading.text, span.start, text) for span, text in zip(spans, shown, strict=True))


_BEFORE_DAYS = a_set("op na sinds vanaf tot per uiterlijk voor rond tussen van en om over met tegen")
_WEEKDAYS = a_set("maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma di wo do vr za zo")
_SENTENCE = re.compile(r"(?:^|[.!?][\"”’')]?[ \t]+|\n[ \t]*(?:[-*•–\[\]x]+[ \t]+|\d{1,2}[.)][ \t]+)?)$")
_WITH_HET = a_set("adres nummer telefoonnummer e-mailadres account familielid gezinslid")
_ARTICLE = re.compile(
    r"\b(?:de|het|een|onze|deze|die|(?<!\bmoet )(?<!\bkan )(?<!\bzou )(?<!\bte )zijn|haar|beste|lieve|geachte) $",
    re.IGNORECASE,
)
_SHORTENED = re.compile(
    r"\b(?:mevr|mw|dhr|mr|dr|drs|ir|ds|fam|nr|tel|geb|lln|llnr|dd|betr|vm|nm|adr|mob|[A-Z])\.[ ]$", re.IGNORECASE
)


_INSIDE = frozenset({", ", ": ", "; "})  # these open no sentence
_BOXES = frozenset("xX")  # '[x] ' and 'x ' open a line of a checklist
_AFTER_ARTICLES = frozenset({"t ", "e ", "T ", "E "})
_ARTICLE_ENDS = a_set("de et en ze ie jn ar te ve")  # the last two letters of what `_ARTICLE` finds
_LONGEST_ARTICLE = 8  # characters, with the space behind it
_WITH_ARTICLE = ("de ", "een ")


def opening(text: str, start: int, shown: str) -> str:
    """With a capital where a sentence or a line starts, without an article behind one."""
    inside = start > 1 and text[start - 1] == " " and (letter := text[start - 2]).isalpha() and letter not in _BOXES
    if inside and (text[start - 3 : start - 1].lower() not in _ARTICLE_ENDS or not shown.startswith(_WITH_ARTICLE)):
        return shown  # nearly all
    before = text[max(0, start - 12) : start]
    article = before[:-1].rpartition(" ")[2].lower() if before[-2:] in _AFTER_ARTICLES else ""
    if article == "het" and shown.startswith(_WITH_ARTICLE):
        return f"({shown})"
    if article == "de" and shown.partition(" ")[2] in _WITH_HET:
        return f"({shown})"
    if inside:
        return shown.partition(" ")[2] if _ARTICLE.search(before, max(0, len(before) - _LONGEST_ARTICLE)) else shown
    if start and (not before[-1].isspace() or before[-2:] in _INSIDE):
        return shown
    shortened = before.endswith(". ") and _SHORTENED.search(before)
    opens = start == 0 or (not shortened and _SENTENCE.search(before))
    return shown[:1].upper() + shown[1:] if opens else shown


class _Book:
    """Who was met before in this text, by every name."""

    def __init__(self, reading: Reading, named: Sequence[tuple[Span, str]]) -> None:
        """`named`: every mention of somebody with the word before it. A pupil of another case is called by his first
        name alone in a text that has his full name somewhere."""
        self._reading, self._words = reading, reading.words
        self._met: dict[str, tuple[str, str]] = {}
        self._told: dict[tuple[str, Said], tuple[str, str]] = {}
        self._bearers: dict[tuple[str, Said], tuple[list[str], KnownPerson | None]] = {}
        self._by_one_name: set[tuple[str, str]] = set()
        self._sure: set[tuple[str, str]] = set()
        self._introduced: dict[str, tuple[str, str]] = {}
        self._last: deque[str] = deque(maxlen=_MOST_COMPARED)
        others = reading.book.names.has_other_pupils
        self._lent = dict(self._lent_by(named)) if others else {}

    def _lent_by(self, named: Sequence[tuple[Span, str]]) -> Iterator[tuple[str, tuple[str, str]]]:
        for span, before in named:
            _, one = self._bearer(span, said(self._reading, span, before))
            if one is not None and one.role == OTHER_PUPIL:
                yield from ((first, _key(one)) for first in first_names(one))

    def person(self, span: Span, announcer: str) -> tuple[str, str]:
        """The role of the person a span names, and a key that is the same for each of his names."""
        around = said(self._reading, span, announcer)
        words = self._reading.text[span.start : span.end], around
        known = self._told.get(words)
        if known is None:
            known = self._told[words] = self._person(span, around)
        return known

    def _person(self, span: Span, around: Said) -> tuple[str, str]:
        parts, one = self._bearer(span, around)
        telling = [part for part in parts if len(part) > 2 and part not in cues.INFIXES] or ["".join(parts)]
        alone = len(telling) == 1 and not around.called
        if one is not None:
            key = _key(one)
            other = self._introduced.get(telling[0]) if alone and one.role not in ROLES_AT_HOME else None
            if other is not None and key not in self._sure and telling[0] in first_names(one):
                return other  # 'zusje Anja', and Anja from then on: not the Anja of the office
            if not alone:
                self._sure.add(key)
            return key
        if alone and telling[0] in self._lent and telling[0] not in self._met:
            return self._lent[telling[0]]
        if around.told in GENERATIONS:
            telling = [f"{_GENERATION[around.told[:1]]} {telling[-1]}"]
        role = _role(around.before)
        if role == _SOMEBODY and is_relative(self._reading, parts, around):
            role = RELATIVE
        person = self.met(telling) or self.meet(telling, (role, telling[0]))
        if around.called or (len(telling) > 1 and self._is_surname(span, telling[-1])):
            self._introduced.setdefault(telling[0], person)
        return person

    def _is_surname(self, span: Span, name: str) -> bool:
        """Whether a word behind another is one: 'Anja Bakker', not 'Stijn help'."""
        capital = self._reading.text[span.start : span.end].rpartition(" ")[2][:1].isupper()
        return capital or not self._words.facts(name) & is_.COMMON

    def _bearer(self, span: Span, around: Said) -> tuple[list[str], KnownPerson | None]:
        """The folded words of a mention, and who in the register it means."""
        mention = self._reading.text[span.start : span.end], around
        found = self._bearers.get(mention)
        if found is None:
            parts = [word.removesuffix("'s") for word in _words(self._reading, span)]
            if parts and parts[-1].endswith("s") and _is_possessive(self._reading, span):
                parts[-1] = parts[-1].removesuffix("s")
            one = meant(self._reading, parts, around) or whose_parent(self._reading, parts, around)
            found = self._bearers[mention] = parts, one
        return found

    def met(self, telling: Sequence[str]) -> tuple[str, str] | None:
        """Somebody of these names; by the surname alone only where he was met by one name: Piet is not Jan Bakker."""
        first, *later = telling
        person = self._find(first)
        behind = (found for name in later if (found := self._find(name)) in self._by_one_name)
        person = person or next(behind, None)
        if person is not None:
            self.meet(telling, person)
        return person

    def meet(self, telling: Sequence[str], person: tuple[str, str]) -> tuple[str, str]:
        """From here on he is known by each of these names."""
        if len(telling) > 1:
            self._by_one_name.discard(person)
        elif telling[0] == person[1]:
            self._by_one_name.add(person)
        for name in telling:
            self._add(name, person)
        return person

    def _find(self, name: str) -> tuple[str, str] | None:
        """Somebody of this name, of another form of it, or of one so near that either is a slip of the pen."""
        if not self._met or name in self._met:
            return self._met.get(name)
        form = next((form for form in others(name) if form in self._met), None) or self._slip_of(name)
        return self._met[form] if form else None

    def _slip_of(self, name: str) -> str | None:
        """Of two names in the lists neither is a slip, unless they sound the same: Anna is not Anne."""
        if len(name) < _SHORTEST_SLIP:
            return None
        near = (met for met in self._last if is_near(met, name))
        facts, listed = self._words.facts, self._words.facts(name) & is_.NAME
        return next((m for m in near if not (listed and facts(m) & is_.NAME) or sounds(m) == sounds(name)), None)

    def _add(self, name: str, person: tuple[str, str]) -> None:
        if name not in self._met:
            self._met[name] = person
            for stem in stems(name):
                self._met.setdefault(stem, person)
            if len(name) >= _SHORTEST_SLIP:
                self._last.append(name)


_SHORTEST_SLIP = 5  # letters of a name that may be a misspelling of another
_MOST_COMPARED = 60  # names a new one is compared with


def _lettered(keys: Sequence[tuple[str, str]]) -> list[str]:
    """(role, who) to 'een ouder', or 'een ouder A' and 'een ouder B' where two people share a role."""
    people: dict[str, dict[str, int]] = defaultdict(dict)
    for role, who in keys:
        known = people[role]
        known.setdefault(who, len(known))
    return [role if len(people[role]) == 1 else f"{role} {_letter(people[role][who])}" for role, who in keys]


def _letter(number: int) -> str:
    return chr(ord("A") + number) if number < 26 else str(number + 1)


def _key(one: KnownPerson) -> tuple[str, str]:
    return one.role, f"{one.first_names}|{one.nickname}|{one.surname}"


_GENERATION = {"s": "de oude", "j": "de jonge"}  # so far apart that neither is the other misspelt


def _is_possessive(reading: Reading, span: Span) -> bool:
    """'Dilans opa': a name of the register or of the lists with an s, and what is owned behind it."""
    if span.kind is not PERSON or reading.text[span.end - 1] in _NO_POSSESSIVE:
        return False
    token, after = reading.around[i := reading.after(span.end) - 1], reading.around[i + 1]
    if token is None or token.end != span.end or token.folded[-1:] != "s":
        return False
    owners = reading.book.names.owners
    if token.folded.removesuffix("s") in owners and not token.folded.endswith("'s"):
        return token.folded not in owners
    owns = after is not None and after.gap == " " and not after.facts & is_.VERB  # 'Riets vraagt' is no possession
    return owns and bool(token.facts & is_.POSSESSIVE) and not token.facts & _NO_OWNER


_NO_OWNER = is_.FIRST | is_.SURNAME | is_.COMMON
_NO_POSSESSIVE = frozenset(string.ascii_letters) - set("sS")  # most last letters: a quick no


_CUT = re.compile(r"[-–][ \t\r]{0,8}\n[ \t>]{0,8}(?=[a-zà-ÿ])")


def _words(reading: Reading, span: Span) -> list[str]:
    """The folded words of a span; a finding that cuts a word (possessive) has the part before the cut."""
    first = reading.after(span.start)
    only = reading.around[first]
    if only is not None and only.end == span.end:
        return [only.folded]  # most
    piece = reading.text[span.start : span.end]
    if "\n" in piece:  # cut in two by a line break: 'Zand-' and 'loper'
        return [m[0] for m in WORD.finditer(fold(_CUT.sub("", piece)))]
    tokens = reading.tokens[first : reading.after(span.end)]
    found = [token.folded for token in tokens]
    if tokens and tokens[-1].end > span.end:
        found[-1] = fold(reading.text[tokens[-1].start : span.end])
    return found


def _announcer(reading: Reading, span: Span) -> str:
    """The word right before a span, folded; empty when there is none."""
    i = reading.after(span.start) - 1
    if i < 0:
        return ""
    before = reading.tokens[i]
    gap = reading.text[before.end : span.start]
    if "." in gap and before.folded not in _ABBREVIATED:
        return ""  # the end of a sentence: 'Ik sprak de mentor. Femke lachte.'
    return before.folded if gap == " " or not gap.strip(" .(\"'") else ""


def _role(announcer: str) -> str:
    return next((role for words, role in _BY_ANNOUNCER if announcer in words), _SOMEBODY)


_ABBREVIATED = a_set("""
    mevr mvr mw dhr hr mr dr drs ir prof fam ds jhr jkvr mej zr br wed verv dir mntr mntor coll mdr vdr lpa lln ll zoco
""")
ANNOUNCERS = cues.TITLES | cues.RELATIVES | cues.ROLES


def _in_place(reading: Reading, span: Span, word: str, text: str) -> str:
    """In brackets right after a title or role: 'moeder (een ouder)'; a possessive s stays, see `owning.py`."""
    if _is_possessive(reading, span):
        text = f"{text}'s" if text[-1:].isupper() else f"{text}s"  # 'iemand A's moeder'
    if word in ("familie", "fam") or (word in SAYING_PARENT and text.startswith(PUPIL)):  # 'tel moeder Tijn'
        return f"van {text}"
    announced = word in ANNOUNCERS if span.kind is PERSON else span.kind is PLACE and word == "te"
    more = announced and span.kind is PERSON and not reading.text[span.start : span.end].isalpha()
    if more and is_owner(reading, _words(reading, span)):
        return f"van {text}"
    return f"({text})" if announced and reading.text[span.start - 1 : span.start] not in ("(", "") else text


def _place(reading: Reading, span: Span, _announcer: str) -> tuple[str, str]:
    name = fold(reading.text[span.start : span.end])
    home = reading.known.places[:1]
    return ("de woonplaats", name) if home and fold(home[0]) == name else ("een plaats", name)


def _organisation(reading: Reading, span: Span, announcer: str) -> tuple[str, str]:
    words = _words(reading, span)
    for known in reading.known.organisations:
        if {w for w in words if len(w) > 3} & set(fold(known).split()):
            return "de school", known
    school = any(word in _SCHOOL or word.endswith(("school", "college", "lyceum")) for word in [*words, announcer])
    return "een school" if school else "een organisatie", max(words, key=len, default="")


_NAMERS = {PLACE: _place, ORG: _organisation}
