"""Classes and years of a school to 'onderbouw' or 'bovenbouw', as the checklist of domain description §2.5 asks.

Proposals of their own kind: a reader may knowingly keep a class. What may be a class and may be something else is left
standing, for the checklist to ask about.
"""

import re
from collections.abc import Container, Iterator

from thuisplan_desktop.anonymise.cues import one_of
from thuisplan_desktop.anonymise.findings import Finding, Kind

_FIRST, _LAST = "onderbouw", "bovenbouw"
_UNKNOWN = "een klas"  # the third year is 'onderbouw' of havo and vwo, and 'bovenbouw' of vmbo
_TYPES = "vmbo havo vwo mavo gymnasium atheneum"
_LEVELS = "basis kader tl gl bb kb bk bbl kbl gt tg kgt tlgl hv vh mh ha va vb hg ath gym lwoo"
_ORDINALS = {
    "eerste": 1, "tweede": 2, "derde": 3, "vierde": 4, "vijfde": 5, "zesde": 6, "zevende": 7, "achtste": 8,
}  # fmt: skip
CODE = r"(?:[1-6][a-dhvmtkg]|[78][a-d]|[hvmtkg][1-6])"
"""A class that may be something else, as it is written: '3b', 'h4', '8a' of a basisschool."""
_NO_MORE = r"(?![\w€%+]|[.,:]\d|-\w| ?(?:t/m|tm|tot)\b)"
_TYPE, _ORDINAL = one_of(_TYPES), one_of(" ".join(_ORDINALS))
_CLASS = re.compile(
    r"(?<![\w.,/€-])(?:"
    rf"(?P<group>groep|gr\.?|grp\.?) ?(?P<g>[1-8])(?: ?[/-] ?(?P<h>[1-8]))?[a-d]?"
    rf"|(?P<class>klas|kl\.?|leerjaar|lj\.?) ?(?P<c>[1-6])(?:/(?P<c2>[1-6]))?"
    rf"(?:(?P<cl>[a-dhvmtkgl]{{1,4}})[1-4]?[a-d]?| (?P<ct>{_TYPE})(?:-\w+)?| (?P<ck>{one_of(_LEVELS)}))?"
    rf"|(?P<o>{_ORDINAL}|[1-8]e) (?:klas|leerjaar)(?: (?P<ot>{_TYPE}))?"
    rf"|(?P<t1>{_TYPE}(?:/{_TYPE})?)(?P<l1>-(?:[btkg]{{1,3}}|basis|kader))?[ -]?(?P<y1>[1-6])[a-d]?"
    rf"|(?P<y2>[1-6])e?[ -]?(?P<t2>{_TYPE})(?P<l2>-(?:[btkg]{{1,3}}|basis|kader))?"
    rf"|(?P<y3>[1-6]) ?(?P<l3>{one_of(_LEVELS)})[1-4]?[a-d]?"
    rf"|(?P<l4>{one_of(_LEVELS)}) ?(?P<y4>[1-6])[a-d]?"
    r"|(?P<long>[1-6][hvmtkg][1-4]|[hvmtkg][1-6][a-d])"
    r"|(?P<g1>[1-7])/(?P<g2>[2-8])[a-d](?!\.s\b)"  # a basisschool alone has classes of two years
    rf"|(?P<code>{CODE})"
    rf"){_NO_MORE}",
    re.IGNORECASE,
)
_IN_WORDS = {"één": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8}
_COUNTED = (
    r"(?! (?:\w*(?:leerlingen|kinderen|klassen|groepen|scholen|vakken|lessen|uren|dagen|weken|maanden)|keer|uur|jongens"
    r"|meisjes|docenten|jaar|x|mensen|leerkrachten|anderen|of|à|tot|t/m)\b)"
)
_ENDS = (  # no noun follows: 'in de derde, bij', not 'in de derde week'
    rf"(?= ?[.;:)!?(\n]| ?,(?! ?(?:\d|{_ORDINAL}))| ?$"
    r"| (?:bij|is|was|wordt|gaat|zit|omdat|maar|dus)\b"
    rf"| en (?!(?:de )?(?:\d|{_ORDINAL}))| van (?:de|het) (?:{_TYPE}|middelbare|basisschool)\b)"
)
_FEW = ["twee", "drie", "vier", "vijf", "zes"]
_SPELT = tuple(
    (cues, re.compile(rf"(?<![\w/-]){pattern}", re.IGNORECASE))
    for cues, pattern in (
        (
            [f"{school} {year}" for school in ("groep", "klas", "leerjaar") for year in _IN_WORDS],
            rf"(?P<what>(?P<school>groep|klas|leerjaar) (?P<year>{one_of(' '.join(_IN_WORDS))}))(?![\w-]){_COUNTED}",
        ),
        (
            [f"{year} {kind}" for kind in _TYPES.split() for year in _FEW],
            rf"(?P<what>(?P<year>{one_of(' '.join(_FEW))}) (?P<kind>{_TYPE}))(?![\w'’-]){_COUNTED}",
        ),
        (
            [f"jaar {word}" for word in ("van", *"123456", *_TYPES.split())],
            (
                rf"(?P<what>(?:het )?(?:(?P<year>{_ORDINAL}|[1-6]e) jaar|jaar (?P<number>[1-6]))"
                rf" (?:van (?:de |het )?)?(?P<kind>{_TYPE}|mbo))(?![\w-])"
            ),
        ),
        (["klasser"], rf"(?P<what>(?P<year>{_ORDINAL}|[1-8]e)-?klasser(?P<pupils>s?))(?!\w)"),
        (
            [f" {to} {year}" for to in ("naar", "in") for year in range(1, 9)],
            (
                r"(?:(?:overgang|overstap|bevordering|bevorderd|doorstroom|doorgestroomd|gedoubleerd|doubleert"
                r"|blijft zitten) (?:naar|in)|(?:zit|zitten|zat) (?:[a-zà-ÿ]+ ){0,2}in)"
                rf" (?P<what>(?P<year>[1-8])){_NO_MORE}{_ENDS}"
            ),
        ),
        (
            [f" de {year}" for year in _ORDINALS],
            (
                r"(?:(?:zit|zitten|zat|blijft) (?:[a-zà-ÿ]+ ){0,3}in|(?:gaat|ging) (?:[a-zà-ÿ]+ ){0,3}over naar"
                r"|(?:leerlinge?|kind|meisje|jongen|klasgenoot|mentor) (?:uit|van))"
                rf" (?P<what>de (?P<year>{_ORDINAL})){_ENDS}"
            ),
        ),
    )
)
"""Classes in words, and numbers that the words before them make a class: what to look for first, then where it stands
(`what`), its year and what goes with it."""
# The second of two: 'van groep 7 naar 8', 'klas 1 en 2'.
_SECOND = re.compile(rf" (?:naar|en|of|->|→) (?:groep |klas )?([1-8]){_NO_MORE}{_ENDS}", re.IGNORECASE)
_NO_NUMBER = re.compile(r"\b(?:de|het|een|per|elke|iedere|ieder|deze|die|onze|hun|zijn|haar) $", re.IGNORECASE)
# Before a code these say it is a class: a preposition, a mentor, brackets or a comma behind a name, a name.
_BEFORE_CODE = re.compile(
    r"(?:\b(?i:uit|in|naar|mentor|mentoren|juf|meester|leerkracht|leerling|leerlinge|klas:"
    r"|(?:docenten|team|collega['’]s|leerlingen|kinderen|jongens|meisjes|juf|juffen|meester|leerkracht)"
    r" van) |[\w.]\)? ?[(,] ?"
    r"|[A-ZÀ-Ý][\w'’-]{0,30}[a-zà-ÿ] )$"
)
_NO_CLASS = re.compile(
    r"(?:\b(?:niveau|\w{0,12}niveau|vrijstelling|artikel|art\.?|lokaal|onder|versie|fase|doel|lid|bijlage|punt|hoofdstuk"
    r"|paragraaf|wiskunde|week|wk|keer|dag|stap) ?[(,]? ?|\d ?)$",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"\b(?:uit|in|naar|van|voor|over|op|bij|tot|sinds|vanaf|na|met|tegen|en) $", re.IGNORECASE)
_LOOK_BACK = 40
_REASON = "een klas die preciezer is dan onderbouw of bovenbouw"


def classes(text: str, people: Container[int] = ()) -> Iterator[Finding]:
    """Proposals for classes; of a havo, vwo or vmbo the kind of school stays, for the checklist to count.

    `people`: where the names that were found end; a code right behind one is a class.
    """
    for m in _CLASS.finditer(text):
        before = text[max(0, m.start() - _LOOK_BACK) : m.start()]
        behind_name = before[-1:] == " " and m.start() - 1 in people
        if _NO_CLASS.search(before) or (m["code"] and not behind_name and not _BEFORE_CODE.search(before)):
            continue
        kind = (m["t1"] or m["t2"] or m["ot"] or m["ct"] or "").lower()
        named = m["group"] or m["class"] or m["o"]
        yield _finding(text, m.span(), _stage(m), kind, unknown="klas" if m["o"] else _UNKNOWN, opens=bool(named))
        yield from _second(text, m.end(), primary=bool(m["group"]))
    yield from _spelt(text)


def _spelt(text: str) -> Iterator[Finding]:
    """'groep zeven', 'twee havo', 'het tweede jaar van het vwo', 'derdeklasser', 'overgang naar 3', 'in de derde'."""
    small = text.lower()
    for cues, pattern in _SPELT:
        if any(map(small.__contains__, cues)):
            for m in pattern.finditer(text):
                yield from _as_spelt(text, m, m.groupdict())


def _as_spelt(text: str, m: re.Match[str], told: dict[str, str | None]) -> Iterator[Finding]:
    year = (told["year"] or told["number"] or "").lower()
    school, kind = (told.get("school") or "").lower(), (told.get("kind") or "").lower()
    stage = _part(_IN_WORDS.get(year) or _ordinal(year), kind, primary=school == "groep") if kind != "mbo" else ""
    if told.get("pupils") is not None:
        several = "en" if told["pupils"] else ""
        yield _finding(text, m.span("what"), f"{stage}leerling{several}", opens=True, article="")
    elif not school:
        yield _finding(text, m.span("what"), stage, kind, opens=True)
    elif not _NO_NUMBER.search(text, max(0, m.start() - _LOOK_BACK), m.start()):
        yield _finding(text, m.span("what"), stage, opens=True)
        yield from _second(text, m.end(), primary=school == "groep")


def _second(text: str, at: int, *, primary: bool) -> Iterator[Finding]:
    if m := _SECOND.match(text, at):
        yield _finding(text, m.span(1), _part(int(m[1]), "", primary=primary))


def _finding(
    text: str,
    span: tuple[int, int],
    stage: str,
    kind: str = "",
    *,
    unknown: str = _UNKNOWN,
    article: str = "de ",
    opens: bool = False,
) -> Finding:
    """`stage` with the kind of school; `opens`: a capital of the first word may be that of a sentence."""
    shown = f"{stage or unknown} {kind}".rstrip()
    if stage and _BEHIND.search(text, max(0, span[0] - _LOOK_BACK), span[0]):
        shown = f"{article}{shown}"
    if opens and text[span[0]].isupper():
        shown = shown[0].upper() + shown[1:]
    return Finding(*span, Kind.CLASS, _REASON, 0.8, shown)


def _ordinal(written: str) -> int:
    return _ORDINALS.get(written.lower()) or int(written[0])


def _stage(m: re.Match[str]) -> str:
    """'onderbouw', 'bovenbouw', or nothing where the class doesn't tell."""
    if m["group"] or m["c2"] or m["g1"]:
        years = (m["g"], m["h"], m["c"], m["c2"], m["g1"], m["g2"])
        stages = {_part(int(year), "", primary=not m["c2"]) for year in years if year}
        return stages.pop() if len(stages) == 1 else ""
    code = m["code"] or m["long"] or ""
    year = m["c"] or m["y1"] or m["y2"] or m["y3"] or m["y4"] or next((c for c in code if c.isdigit()), "")
    level = (
        m["t1"]
        or m["t2"]
        or m["ot"]
        or m["l3"]
        or m["l4"]
        or m["ct"]
        or m["ck"]
        or m["cl"]
        or code.strip("123456abcd")
        or code
    )
    return _part(_ordinal(m["o"]) if m["o"] else int(year), level.lower())


def _part(year: int, level: str, *, primary: bool = False) -> str:
    """The part of the school a year is in; of a third year only where the level tells it."""
    if primary:
        return _FIRST if year <= 4 else _LAST
    if year != 3:
        return _FIRST if year < 3 else _LAST
    if level.startswith(("h", "vwo", "gym", "ath", "va", "vh")) or level == "v":
        return _FIRST
    return _LAST if level.startswith(("vmbo", "mavo", "m", "k", "t", "g", "b")) and level != "b" else ""
