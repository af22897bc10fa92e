"""Names that only their setting gives away: a speaker in a chat, a word before a role in brackets or behind one."""

import re
from collections.abc import Iterator

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise.cues import a_set
from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.signals import WEEKDAYS
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.tokens import Opening, Token
from thuisplan_desktop.anonymise.watched import Watched

_NOT_NAMED = is_.ANNOUNCES | is_.ORG_TYPE | is_.INFIX | is_.MONTH
_PEOPLE = is_.RELATIVE | is_.ROLE
_SUBJECTS = a_set("""
    natuurkunde wiskunde aardrijkskunde geschiedenis biologie scheikunde engels frans duits nederlands gym lo
    techniek tekenen muziek economie maatschappijleer handvaardigheid receptie administratie directie ib smw swv jgz
    cjg ggd leerplicht politie halt wsg gemeente wijkteam jeugdteam ak wi ne en du fa bi gs ec na sk mu te hv lo ckv
    mvt jongerenwerk jeugdhulp jeugdzorg ggz logopedie fysiotherapie thuisbegeleiding welzijn dagbesteding
    schuldhulp kok chauffeur buurvrouw buurman broer zus opa oma
""")
_TEACHERS = a_set("juf meester docent docente leraar lerares leerkracht juffrouw mentor")
_PEOPLES = a_set("engels spaans pool")
_POLITE = a_set("u uw jij je jouw ik wij we hij zij ze haar zijn hun ons onze mijn dit dat die deze")


def add(reading: Reading, hidden: dict[int, Span]) -> None:
    """Adds what the words around a word say, whatever word it is."""
    for found in (
        _behind_people(reading),
        _before_roles(reading),
        _speakers(reading),
        _double_initials(reading),
        _names_of_subjects_and_months(reading),
        _to_be_called(reading),
        _with_apposition(reading),
        _behind_farewells(reading),
        _small_with_infix(reading),
    ):
        for i, reason in found:
            if i not in hidden:
                token = reading.tokens[i]
                hidden[i] = Span(token.start, token.end, Kind.PERSON, reason, 0.6)


def _behind_people(reading: Reading) -> Iterator[tuple[int, str]]:
    """'Juf Elke', 'buurvrouw (Tes)': a capital straight behind a relative or role names them."""
    tokens, people = reading.tokens, _PEOPLE | is_.TITLE
    for i in (i for i in reading.capitals if i and tokens[i - 1].facts & people):
        token, left = tokens[i], reading.near(i, i - 1)
        if len(token.text) < 2 or token.facts & _NOT_NAMED or left is None:
            continue
        if token.gap not in (" ", " (") and not (token.gap == ". " and left.facts & is_.TITLE):
            continue
        bracketed = token.gap == " (" and token.facts & is_.FIRST
        if i in reading.headings or (i in reading.shouted and not bracketed) or _is_meant_otherwise(token, left):
            continue
        yield i, "naam na een rol of familielid"


_SHORTEST = 2  # letters of a name: 'tante An'


def _is_meant_otherwise(token: Token, left: Token) -> bool:
    if len(token.text) == _SHORTEST:
        kin = token.facts & is_.NAME and left.facts & (is_.RELATIVE | is_.TITLE) and token.folded not in WEEKDAYS
        ordinary = is_.FUNCTION if kin else is_.FUNCTION | is_.HARMLESS
        return token.text.isascii() and (token.text.isupper() or bool(token.facts & ordinary))
    if token.text.isupper() and not left.text.isupper():
        return not token.facts & is_.FIRST
    if token.facts & is_.HARMLESS:
        named = token.facts & is_.FIRST or (token.facts & is_.FREQUENT and token.folded not in _PEOPLES)
        return not named or left.folded in _TEACHERS
    return token.folded in _POLITE or bool(token.facts & is_.FUNCTION and left.facts & is_.ROLE)


def _before_roles(reading: Reading) -> Iterator[tuple[int, str]]:
    """'mo (jongerenwerker)', 'heuvel (natuurkunde)': what stands before somebody's role in brackets."""
    for i in reading.parted.get(" (", ()):
        role = reading.tokens[i]
        if not i or not (role.facts & _PEOPLE or role.folded in _SUBJECTS):
            continue
        token = reading.tokens[i - 1]
        made = token.capital and not token.facts & (is_.LISTED | is_.HARMLESS | is_.FUNCTION)
        named = token.facts & is_.NAME or not token.facts & is_.PLAIN or made
        if named and len(token.text) > 1 and not token.facts & (_NOT_NAMED | is_.VERB):
            closed = reading.text[role.end : role.end + 1]
            if closed in (")", ",", " ", "/"):
                yield i - 1, "naam voor een rol tussen haakjes"


_TIME_BEFORE = re.compile(r"[\s>*\[(\d.:/,)\]-]*")
_TIME_AFTER = re.compile(r"(?:, \d{1,2}[:.]\d\d)?[ ]?:[ ]")
_MOST_WORDS = 3  # of the name of who speaks
_LEAST_SPOKEN = 2  # lines of a chat


def _starts_to_speak(reading: Reading) -> list[int]:
    """The first words of lines that open with a word or a few, then a colon: '10:32 Petra S.: ...'."""
    text, firsts, found = reading.text, {line.start for line in reading.lines if line}, list[int]()
    colon = text.find(": ")
    while colon != -1:
        last = reading.after(colon) - 1
        for first in range(last, max(-1, last - _MOST_WORDS), -1):
            if first in firsts:
                if first not in found[-1:] and _is_speaker(reading, first, last):
                    found.append(first)
                break
        colon = text.find(": ", colon + 1)
    return found


def _is_speaker(reading: Reading, first: int, last: int) -> bool:
    """Whether nothing but a time stands beside these words, and nothing but spaces between them."""
    tokens, text = reading.tokens, reading.text
    between = all(text[tokens[i].end : tokens[i].end + 1] == " " for i in range(first, last))
    told = _TIME_AFTER.match(text, tokens[last].end) and _TIME_BEFORE.fullmatch(tokens[first].gap)
    return between and bool(told)


def _speakers(reading: Reading) -> Iterator[tuple[int, str]]:
    """'10:32 wart: staan vast': who says something in a chat says something more than once, or others do so too."""
    starts = _starts_to_speak(reading) if reading.text.count(": ") >= _LEAST_SPOKEN else []
    known = [i for i in starts if not reading.tokens[i].facts & _NOT_NAMED]
    if len(known) < _LEAST_SPOKEN or len(known) < len(starts):
        return
    spoken = {reading.tokens[i].folded for i in known}
    named = [
        word for word in spoken if reading.words.facts(word) & is_.FIRST or not reading.words.facts(word) & is_.COMMON
    ]
    if len(spoken) == len(known) or len(named) * 2 < len(spoken):
        return
    for i, token in enumerate(reading.tokens):
        if token.folded in spoken and token.folded not in _POLITE and (i in known or not token.facts & is_.FUNCTION):
            yield i, "wie er spreekt in een chat"


def _double_initials(reading: Reading) -> Iterator[tuple[int, str]]:
    """'A-F' where the text names Anne-Fleur."""
    double = [token.text for token in (reading.tokens[i] for i in reading.hyphened) if token.capital]
    letters = {f"{name[0]}-{second[0]}" for name in double if len(name) > 4 and (second := name.partition("-")[2])}
    for i in reading.short_capitals if letters else ():
        if reading.tokens[i].text in letters:
            yield i, "initialen van een dubbele voornaam"


_WHEN = a_set("even eerst snel direct nogmaals opnieuw later samen svp graag daarna ouders telefonisch alle niemand")
_WHOSE = a_set("haar zijn hun mijn onze een de z'n d'r")
_APPOSITION = re.compile(r", ([^\W\d_]{2,5}|z'n|d'r) ([^\W\d_-]{2,30})")


def _with_apposition(reading: Reading) -> Iterator[tuple[int, str]]:
    """'Zomer, haar collega, neemt waar': who opens a sentence and is told apart by a role between commas."""
    tokens = reading.tokens
    for i in (at - 1 for at in reading.parted.get(", ", ()) if at and tokens[at - 1].capital):
        token = tokens[i]
        if token.opening is Opening.NONE or token.facts & (is_.ANNOUNCES | is_.VERB) or len(token.text) < 3:
            continue
        m = _APPOSITION.match(reading.text, token.end)
        if m and m[1] in _WHOSE and reading.words.facts(m[2].lower()) & _PEOPLE:
            yield i, "naam met een rol tussen komma's"


_NOT_CALLED = _NOT_NAMED | is_.HARMLESS | is_.FUNCTION | is_.VERB


def _to_be_called(reading: Reading) -> Iterator[tuple[int, str]]:
    """'1) Kinkel bellen': who opens a line of a list of things to do."""
    for i in reading.with_fact(is_.TO_DO):
        if i and reading.gaps[i] == " ":
            named, after = reading.tokens[i - 1], reading.around[i + 1]
            if after is not None and after.capital and after.plain_space:
                continue  # 'Notitie bellen Joy'
            if (
                named.folded not in _WHEN
                and named.capital
                and named.opening is not Opening.NONE
                and not named.facts & _NOT_CALLED
            ):
                yield i - 1, "wie gebeld of gemaild wordt"


def _small_with_infix(reading: Reading) -> Iterator[tuple[int, str]]:
    """'de arts (van echten) wil', 'lpa de wilde': a listed surname in small letters behind a role or in brackets."""
    tokens = reading.tokens
    likely = reading.having(is_.OPENS_INFIX) if reading.lower_style else reading.parted.get(" (", ())
    for i in likely:
        token = tokens[i]
        if not token.facts & is_.OPENS_INFIX or token.capital or i + 1 == len(tokens):
            continue
        named, before = tokens[i + 1], reading.near(i, i - 1)
        if f"{token.folded} {named.folded}" not in reading.words.surnames_with_infix or named.gap != " ":
            continue
        closed = token.gap == " (" and reading.text[named.end : named.end + 1] == ")"
        role = before is not None and token.gap == " " and before.facts & is_.ROLE and reading.lower_style
        labelled = token.gap.strip() == "=" and reading.lower_style and reading.labelled(i)  # 'verv = de haas'
        if closed or labelled or (role and token.folded != "van"):
            yield i, "achternaam in kleine letters"
            yield i + 1, "achternaam in kleine letters"


_MOST_SIGNERS = 4  # words: 'Groetjes Riet en Bloem'
_CLOSING = a_set("groet groeten groetjes gr grt mvg liefs doei thx dank bedankt knuffel kus")


def _behind_farewells(reading: Reading) -> Iterator[tuple[int, str]]:
    """'groetjes riet en bloem', 'Mvg Lieve': what fills the rest of the line behind a farewell."""
    for at in reading.with_fact(is_.FAREWELL):
        behind = _rest_of_line(reading, at) if reading.tokens[at].folded in _CLOSING else []
        if not 0 < len(behind) <= _MOST_SIGNERS:
            continue
        named = [i for i in behind if reading.tokens[i].folded not in ("en", "and")]
        if all(_may_sign(reading, i) for i in named):
            for i in named:
                yield i, "naam achter een groet"


def _rest_of_line(reading: Reading, i: int) -> list[int]:
    """The words behind word i on its line; one more than can sign when there are more."""
    last = i
    while last - i <= _MOST_SIGNERS and (after := reading.around[last + 1]) is not None and "\n" not in after.gap:
        last += 1
    return list(range(i + 1, last + 1))


def _may_sign(reading: Reading, i: int) -> bool:
    token = reading.tokens[i]
    plain = is_.FUNCTION | is_.HARMLESS | is_.VERB | is_.FAREWELL | is_.ANNOUNCES | is_.ORG_TYPE
    close = reading.gaps[i] in (" ", ", ", " & ", " + ")
    named = token.facts & is_.NAME or not token.facts & is_.COMMON or token.folded in _SMALL_SIGNERS
    return close and bool(named) and (token.folded in _SMALL_SIGNERS or not token.facts & plain) and len(token.text) > 1


_SMALL_SIGNERS = a_set("wil ad lieve frans ben cor mei")
_SUBJECT_NAMES = a_set("frans berber")
_MONTH_NAMES = a_set("mei april juli juni june may august augustus sep jun")
_TIMES_AND_TONGUES = Watched(_SUBJECT_NAMES | _MONTH_NAMES)
_TAUGHT = a_set("""
    les lessen toets toetsen vak vakken spreekt spreken sprak praat praten leert leren in het voor cijfer bijles boek
    leraar lerares docent docente leerkracht meester juf of so pw repetitie huiswerk tegen staat volgt naast
    engels duits nederlands wiskunde turks arabisch spaans taal talen op uit
""")
_TAUGHT_AFTER = a_set(
    "les lessen toets boek docent so pw repetitie huiswerk engels duits nederlands wiskunde als sprekend"
)
_BOTH = is_.MONTH | is_.HARMLESS
_IN_TIME = a_set("""
    in sinds eind begin half medio tot vanaf na voor deze vorige volgende per tm m maand tussen rond of heel afgelopen
    komende en uit einde vanaf juni juli augustus maart mei april vroeg aanvang
""")
_LIKE_A_THING = a_set("is was gaat ging lukt kost wordt werd blijft bleef staat stond valt")


def _names_of_subjects_and_months(reading: Reading) -> Iterator[tuple[int, str]]:
    """'Frans zegt nee', 'bij Mei thuis': a capital on a language or month that is neither taught nor a time."""
    for i in reading.where[_TIMES_AND_TONGUES]:
        token = reading.tokens[i]
        if not token.capital or not token.facts & _BOTH:
            continue
        if token.folded in _SUBJECT_NAMES and not _is_taught(reading, i):
            yield i, "voornaam die ook een taal is"
        if token.folded in _MONTH_NAMES and token.text[1:].islower() and not _is_time(reading, i):
            yield i, "voornaam die ook een maand is"


def _is_taught(reading: Reading, i: int) -> bool:
    left, right = reading.around[i - 1], reading.around[i + 1]
    if left is not None and left.facts & (is_.TITLE | is_.RELATIVE) and left.folded not in _TEACHERS:
        return False
    if right is not None and right.gap == " " and right.capital and right.facts & is_.SURNAME:
        return False
    further = reading.around[i + 2]
    if right is not None and right.folded in ("en", "zelf"):
        return right.folded == "en" and not (further is not None and further.capital and further.facts & is_.FIRST)
    if reading.tokens[i].opening is Opening.HARD:
        return right is None or not right.facts & is_.VERB or right.folded in _LIKE_A_THING
    return (left is not None and left.folded in _TAUGHT) or (right is not None and right.folded in _TAUGHT_AFTER)


_DIGIT_BESIDE = re.compile(r"\d[^\w]{0,3}$")


def _is_time(reading: Reading, i: int) -> bool:
    token, left, right = reading.tokens[i], reading.around[i - 1], reading.around[i + 1]
    text = reading.text
    if (
        _DIGIT_BESIDE.search(text, max(0, token.start - 4), token.start)
        or text[token.end : token.end + 2].strip(" '’")[:1].isdigit()
    ):
        return True
    other = reading.around[i + 2] if right is not None and right.folded in ("en", "of") else None
    if other is not None and other.capital and other.facts & is_.FIRST and not other.facts & is_.MONTH:
        return False
    if token.opening is Opening.HARD:
        return right is None or not right.facts & is_.VERB or right.folded in _LIKE_A_THING or "\n" in right.gap
    if left is None or left.facts & is_.ORDINAL:
        return True
    further = reading.around[i - 2]
    if left.folded == "van":
        return further is None or not further.facts & is_.RELATIVE
    return left.folded in _IN_TIME or token.opening is not Opening.NONE
