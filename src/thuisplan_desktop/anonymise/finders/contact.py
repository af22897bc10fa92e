"""Telephone numbers, e-mail addresses, web addresses and account names."""

import re
from collections.abc import Iterator

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise.cues import a_set, one_of
from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.watched import Watched
from thuisplan_desktop.anonymise.words import fold

_AT = re.compile(r"@|＠|[(\[{<] ?(?:at|a|apenstaartje) ?[)\]}>]| (?:at|apenstaartje) ", re.IGNORECASE)
_AT_SIGN = re.compile("@")
_AT_SIGNS = (
    "＠",
    " at ",
    " AT ",
    "(at",
    "[at",
    "{at",
    "<at",
    "( at",
    "[ at",
    "(AT",
    "[AT",
    "(a)",
    "[a]",
    "penstaartje",
)
_AT_WORDS = Watched(("at", "a", "apenstaartje"))
_LONGEST_LOCAL = 64  # characters of the name of a mailbox (RFC 5321)
_LOCAL_SIGNS = frozenset("_.!#$%&'*+/=?^`{|}~-")
_DOMAIN = re.compile(
    r" ?[^\W_][\w-]{0,62}(?:(?:\.| ?[(\[] ?(?:dot|punt) ?[)\]] ?| (?:dot|punt) )[^\W_][\w-]{0,62}){1,6}",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<!\w)@[\w.-]{2,40}")
_URL = re.compile(r"(?:https?://|hxxps?://|www\.)[^\s<>\"”’\])}]{2,300}", re.IGNORECASE)
_TLDS = "nl|com|org|net|eu|be|de|fr|uk|io|me|tv|gg|info|frl|amsterdam|online|app|dev|ly|example|test|invalid"
_SITE = re.compile(
    rf"(?<![\w@.-])(?:[^\W_][\w-]{{0,62}}\.){{1,5}}(?:{_TLDS})(?![\w-])(?:/[^\s<>\"”\])}}]{{0,300}})?", re.IGNORECASE
)
_THREE_WORDS = re.compile(r"///[^\W\d_]{2,30}\.[^\W\d_]{2,30}\.[^\W\d_]{2,30}")  # a place by what3words
_PATH = re.compile(r"(?<![\w@./-])[^\W\d_][\w-]{1,62}(?:\.[\w-]{2,63}){1,4}/[^\s<>\"”\])}]{1,300}")
_ACCOUNT = re.compile(
    r"(?<![\w@.#-])(?=[\w.#-]{4,40}(?![\w]))[\w.-]{0,40}?(?:_[\w.-]{1,40}(?:#\d{2,5})?|(?<=[\w.-])#\d{2,5}(?!\d))"
)
_NUMBERED = re.compile(r"(?<![\w@.#/-])([^\W\d_]{4,30})[._]?\d{1,4}(?:[^\W\d_]{1,10}\d{0,4})?(?![\w-])")
_DOTTED = re.compile(r"(?<![\w@./-])[a-z0-9]{3,20}(?:\.[a-z0-9]{2,20}){1,3}(?![\w@-]|\.\w)")
_MAC = re.compile(r"(?<![\w:-])(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}(?![\w:-])")
_IP = re.compile(r"(?<![\w:])(?:[0-9A-Fa-f]{1,4}:{1,2}){2,7}(?:[0-9A-Fa-f]{1,4}|(?<=:))(?![\w:])")
_LEAST_COLONS = 2
_LINK = one_of("""
    heet noemt zich hij zij ze als is onder de het naam account haar zijn van met dat begon speelt nog wel heeft een
    iemand die te gebruikersnaam profiel user gebruiker op en twitch discord twitter insta youtube snap
""")
_NAMED = re.compile(rf"(?:[ :=(),-]{{1,3}}{_LINK}\b){{0,6}}[ :=(,]{{1,3}}[\"'‘’“”„]?(@?[\w.#-]{{3,40}})", re.IGNORECASE)
_STAGES = Watched(("naam", "zich", "gebruikersnaam", "alias"))  # each stands in the expression below
_STAGE_NAME = re.compile(
    r"\b(?i:onder de naam|noemt zich|gebruikersnaam|alias) [\"'‘“„]?((?:[A-Z][\w.#-]{1,20} ){0,2}[\w.#-]{3,40})"
)

_GAP = r"[ \t\u00a0\u202f]?[.\-–—‑/·]?[ \t\u00a0\u202f]?"
_END = r"(?![\d])"
# One look instead of one a notation; the first that fits counts.
_PHONE = re.compile(
    "|".join(
        (
            rf"(?<![\w+])(?:\+|00)[ ]?31{_GAP}(?:\(0\)|0)?{_GAP}(?:\(?\d\)?{_GAP}){{8}}\d{_END}",
            rf"(?<![\w+])(?:\+|00)[1-9]\d{{0,2}}{_GAP}(?:\(0\))?{_GAP}(?:\(?\d\)?{_GAP}){{6,12}}\d{_END}",
            rf"(?<![\d+])\(?0{_GAP}6\)?{_GAP}(?:\d{_GAP}){{7}}\d{_END}",
            rf"(?<![\d+])\(?0[1-9]\d{{1,2}}\)?{_GAP}(?:\d{_GAP}){{5,6}}\d{_END}",
            rf"(?<![\d+])0[89]00{_GAP}(?:\d{_GAP}){{3,6}}\d{_END}",
            rf"(?<![\d+])06{_GAP}(?:\d{_GAP}){{5,9}}\d{_END}",
            r"(?<![\w.,+])14[ ]0\d{2,3}(?![\d])",
        )
    )
)
_SIGNS = frozenset("+(")
_WHOM = one_of("op is naar via nr nummer met nu thuis moeder vader werk privé het 06")
_AFTER_CALL = re.compile(
    rf"[.:]?(?: {_WHOM}\b[.:]?){{0,3}}[ \t]{{0,2}}(\(?\d(?:[ \t.\-–/()]{{0,2}}\d){{5,12}})(?!\d)", re.IGNORECASE
)
_AFTER_EXTENSION = re.compile(
    r"[.:]?(?: (?:nr|nummer|lijn|is|bereikbaar|te bereiken|bellen|bel|via|op|naar|=)\b[.:]?){0,3}[ ]{0,2}(\d{2,6})\b"
    r"(?![ ]?(?:%|weken|week|wk|dagen|dag|uur|u\b|jaar|leerlingen|lln|plaatsen|kinderen|keer|x\b|maanden|min)|[:.,]\d)",
    re.IGNORECASE,
)
# An inner number before the word that says so: 'bel 212 intern', 'receptie: 100 (int.)'.
_BEFORE_INTERN = re.compile(
    r"(?:[:=] ?|\b(?:bel|belt|bellen|tel|tel\.|telefoon|bereikbaar|te bereiken|nummer|nr\.?|op|via|toets|draai|kies"
    r"|naar)(?: (?:mij|me|dan|even|gerust|hem|haar|ons|op|via|nr\.?|nummer)){0,2} )(\d{2,6}) ?\(?$",
    re.IGNORECASE,
)
_INTERN = frozenset(("intern", "interne", "int", "inwendig"))
_STARTED = re.compile(r"0[\d \t\-–/]*\([1-9][\d ]")
_DIGITS = 10  # of a whole number
_BACK = 40
_AHEAD = 60  # characters between a word that announces a number and that number at most
_EXTENSION = re.compile(
    r"[ ,]{0,2}\(?(?:toestel(?:nummer|nr)?|tst|toest|ext|extensie|doorkies(?:nummer|nr)?|int|interne?|t)[.:]?[ ]?"
    r"(?:nr\.? )?\d{1,6}(?![\d:])\)?",
    re.IGNORECASE,
)  # '073-6578812 tst 14'
_EXTENSIONS = a_set("""
    toestel toestelnummer toestelnr tst toest ext extensie doorkiesnummer doorkiesnr doorkies int intern interne sein
    pieper
""")


def find(reading: Reading) -> Iterator[Span]:
    """Every way to reach somebody."""
    yield from _phones(reading)
    yield from _emails(reading)
    yield from _online(reading)
    wanted = [address for address in reading.known.emails if "@" in reading.text or "@" not in address]
    low = reading.text.lower() if wanted else ""
    for address in wanted if len(low) == len(reading.text) else ():
        for at in _occurrences(low, address):
            yield Span(at, at + len(address), Kind.EMAIL, "e-mailadres uit het register")


def _occurrences(low: str, wanted: str) -> Iterator[int]:
    part = wanted.lower()
    at = low.find(part) if part else -1
    while at != -1:
        yield at
        at = low.find(part, at + 1)


def _phones(reading: Reading) -> Iterator[Span]:
    text = reading.text
    for run in reading.runs:
        at = run - 1 if run and text[run - 1] in _SIGNS else run
        if text[at] not in "+(01":
            continue
        likely = text[at] != "1" or text.startswith("14 ", at)
        if likely and (m := _PHONE.match(text, at)):
            start = at + (m[0][0] == "(" and ")" not in m[0])
            extension = _EXTENSION.match(text, m.end())
            end = extension.end() - (extension[0][-1] == ")" and "(" not in extension[0]) if extension else m.end()
            yield Span(start, end, Kind.PHONE, "telefoonnummer")
    for i in reading.with_fact(is_.CALL_CUE):
        token = reading.tokens[i]
        if token.folded in _INTERN and (m := _BEFORE_INTERN.search(text, max(0, token.start - _BACK), token.start)):
            yield Span(m.start(1), m.end(1), Kind.PHONE, "intern nummer", 0.9)
        if not reading.has_number(token.end, token.end + _AHEAD):
            continue
        if m := _AFTER_CALL.match(text, token.end):
            yield Span(*_outside_bracket(text, *m.span(1)), Kind.PHONE, "nummer na 'tel' of 'bel'", 0.9)
        if token.folded in _EXTENSIONS and (m := _AFTER_EXTENSION.match(text, token.end)):
            yield Span(m.start(1), m.end(1), Kind.PHONE, "toestelnummer", 0.9)


def _outside_bracket(text: str, start: int, end: int) -> tuple[int, int]:
    """The side of a bracket that is the number, where the other half is further on: '9.20 (06 12345678'.

    Both sides where the first is the start of one: '0229 (271234)'.
    """
    number = text[start:end]
    before, bracket, behind = number.partition("(")
    if not bracket or ")" in number:
        return start, end
    if _STARTED.match(number) and sum(map(str.isdigit, number)) <= _DIGITS:
        return start, end + (text[end : end + 1] == ")")
    if len(behind) > len(before):
        return start + len(before) + 1, end
    return start, start + len(before.rstrip())


def _emails(reading: Reading) -> Iterator[Span]:
    text = reading.text
    spelt_out = bool(reading.where[_AT_WORDS] or "＠" in text) and any(map(text.__contains__, _AT_SIGNS))
    if not spelt_out and "@" not in text:
        return
    for at in (_AT if spelt_out else _AT_SIGN).finditer(text):
        end = at.start() - (at[0] != "@" and text[at.start() - 1 : at.start()] == " ")
        start = _local_start(text, end)
        domain = _DOMAIN.match(text, at.end()) if start < end else None
        if domain:
            local = text[start:end]
            start += len(local) - len(local.lstrip("'`.|{}=*"))
            yield Span(start, domain.end(), Kind.EMAIL, "e-mailadres")


def _local_start(text: str, end: int) -> int:
    """Where the name of a mailbox that ends at `end` starts."""
    start, first = end, max(0, end - _LONGEST_LOCAL)
    while start > first and (text[start - 1].isalnum() or text[start - 1] in _LOCAL_SIGNS):
        start -= 1
    return start


def _online(reading: Reading) -> Iterator[Span]:
    text = reading.text
    for start, end, chunk, lettered in reading.odd:
        yield from _machines(text, start, end) if chunk.count(":") + chunk.count("-") > _LEAST_COLONS else ()
        if not lettered:
            continue  # a date or a time
        if "." in chunk:
            yield from _sites(reading, start, end)
        if "@" in chunk:
            for m in _HANDLE.finditer(text, start, end):
                yield Span(m.start(), m.start() + len(m[0].rstrip(".-")), Kind.ONLINE, "accountnaam")
        if "_" in chunk or "#" in chunk:
            for m in _ACCOUNT.finditer(text, start, end):
                yield Span(m.start(), m.start() + len(m[0].rstrip(".-")), Kind.ONLINE, "accountnaam")
        for m in _NUMBERED.finditer(text, start, end):
            if not reading.words.facts(fold(m[1])) & is_.LISTED:
                yield Span(m.start(), m.end(), Kind.ONLINE, "accountnaam met cijfers", 0.8)
    yield from _on_platforms(reading)


_DOTTED_NUMBERED = re.compile(r"(?<![\w.@/-])[a-z]{1,20}\.[a-z_]{4,20}\d{2,6}(?![\w.@/-])")  # 'q.official010'


def _machines(text: str, start: int, end: int) -> Iterator[Span]:
    """The numbers of a computer: '00:1A:2B:3C:4D:5E', '2a02:a210:123::1'; '10:11:12' is a time."""
    for pattern in (_MAC, _IP):
        for m in pattern.finditer(text, start, end):
            if "::" in m[0] or m[0].count(":") != _LEAST_COLONS:
                yield Span(m.start(), m.end(), Kind.ONLINE, "adres van een computer")


_CUT_SHORT = a_set("""
    vertr pers plv wnd dir adj afd mdw med ped psych maatsch verpl verpleegk onderw leerl alg pedag gedr jeugd schoolm
""")


def _sites(reading: Reading, start: int, end: int) -> Iterator[Span]:
    text = reading.text
    for pattern in (_URL, _SITE, _PATH, _THREE_WORDS):
        for m in pattern.finditer(text, start, end):
            yield Span(m.start(), m.start() + len(m[0].rstrip(".,;:!?'")), Kind.ONLINE, "webadres")
    for m in _DOTTED_NUMBERED.finditer(text, start, end):
        yield Span(m.start(), m.end(), Kind.ONLINE, "accountnaam met een punt en cijfers", 0.6)
    for m in _DOTTED.finditer(text, start, end):
        parts = m[0].split(".")
        cut = _CUT_SHORT.intersection(parts)  # 'vertr.pers', 'plv.dir'
        if not cut and any(part.isalpha() and not reading.words.facts(part) & is_.PLAIN for part in parts):
            yield Span(m.start(), m.end(), Kind.ONLINE, "accountnaam met een punt", 0.6)


def _on_platforms(reading: Reading) -> Iterator[Span]:
    """Names of accounts that only the platform before them gives away."""
    platforms = reading.with_fact(is_.PLATFORM)
    for i in platforms:
        m = _NAMED.match(reading.text, reading.tokens[i].end)
        if m and _is_account(reading, m[1].rstrip(".-")):
            yield Span(m.start(1), m.start(1) + len(m[1].rstrip(".-")), Kind.ONLINE, "naam op een platform", 0.8)
    if platforms and reading.where[_STAGES]:
        for m in _STAGE_NAME.finditer(reading.text):
            if _is_account(reading, m[1].rstrip(".-").rpartition(" ")[2]):
                yield Span(m.start(1), m.start(1) + len(m[1].rstrip(".-")), Kind.ONLINE, "naam op een platform", 0.7)


def _is_account(reading: Reading, name: str) -> bool:
    plain = is_.LISTED | is_.HARMLESS | is_.FUNCTION | is_.PLATFORM | is_.ANNOUNCES
    ordinary = reading.words.facts(fold(name)) & plain
    return len(name) > 2 and not ordinary and not name.replace("-op-", "").isdigit()  # '1-op-1'
