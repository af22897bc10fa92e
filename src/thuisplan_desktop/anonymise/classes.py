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
CODE = r"(?:[1-6][a-dhvmtkg]|[hvmtkg][1-6])"
"""A class that may be something else, as it is written: '3b', 'h4'."""
_NO_MORE = r"(?![\w€%+]|[.,:]\d|-\w| ?(?:t/m|tm|tot)\b)"
_CLASS = re.compile(
    r"(?<![\w.,/€-])(?:"
    rf"(?P<group>groep|gr\.?|grp\.?) ?(?P<g>[1-8])(?: ?[/-] ?(?P<h>[1-8]))?[a-d]?"
    rf"|(?P<class>klas|kl\.?|leerjaar|lj\.?) ?(?P<c>[1-6])"
    rf"(?:(?P<cl>[a-dhvmtkgl]{{1,4}})[1-4]?[a-d]?| (?P<ct>{one_of(_TYPES)})(?:-\w+)?| (?P<ck>{one_of(_LEVELS)}))?"
    rf"|(?P<o>{one_of(' '.join(_ORDINALS))}|[1-8]e) (?:klas|leerjaar)(?: (?P<ot>{one_of(_TYPES)}))?"
    rf"|(?P<t1>{one_of(_TYPES)})(?P<l1>-(?:[btkg]{{1,3}}|basis|kader))? ?(?P<y1>[1-6])[a-d]?"
    rf"|(?P<y2>[1-6])e? ?(?P<t2>{one_of(_TYPES)})(?P<l2>-(?:[btkg]{{1,3}}|basis|kader))?"
    rf"|(?P<y3>[1-6]) ?(?P<l3>{one_of(_LEVELS)})[1-4]?[a-d]?"
    rf"|(?P<l4>{one_of(_LEVELS)}) ?(?P<y4>[1-6])[a-d]?"
    r"|(?P<long>[1-6][hvmtkg][1-4]|[hvmtkg][1-6][a-d])"
    rf"|(?P<code>{CODE})"
    rf"){_NO_MORE}",
    re.IGNORECASE,
)
# Before a code these say it is a class: a preposition, a mentor, brackets or a comma behind a name, a name.
_BEFORE_CODE = re.compile(
    r"(?:\b(?i:uit|in|naar|mentor|mentoren|leerling|leerlinge|klas:"
    r"|(?:docenten|team|collega['’]s|leerlingen|jongens|meisjes) van) |[\w.]\)? ?[(,] ?"
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
        stage, kind = _stage(m), (m["t1"] or m["t2"] or m["ot"] or m["ct"] or "").lower()
        shown = f"{stage} {kind}".rstrip() if stage else f"{_UNKNOWN} {kind}".rstrip()
        if stage and _BEHIND.search(before):
            shown = f"de {shown}"
        elif not stage and m["o"]:
            shown = "klas"  # 'in de derde klas'
        if m[0][0].isupper() and (m["group"] or m["class"] or m["o"]):
            shown = shown[0].upper() + shown[1:]
        yield Finding(m.start(), m.end(), Kind.CLASS, _REASON, 0.8, shown)


def _stage(m: re.Match[str]) -> str:
    """'onderbouw', 'bovenbouw', or nothing where the class doesn't tell."""
    if m["group"]:
        stages = {_FIRST if int(group) <= 4 else _LAST for group in (m["g"], m["h"]) if group}
        return stages.pop() if len(stages) == 1 else ""
    ordinal = m["o"] and (_ORDINALS.get(m["o"].lower()) or int(m["o"][0]))
    code = m["code"] or m["long"] or ""
    year = ordinal or int(m["c"] or m["y1"] or m["y2"] or m["y3"] or m["y4"] or next(c for c in code if c.isdigit()))
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
    ).lower()
    if year != 3:
        return _FIRST if year < 3 else _LAST
    if level.startswith(("h", "vwo", "gym", "ath", "va", "vh")) or level == "v":
        return _FIRST
    return _LAST if level.startswith(("vmbo", "mavo", "m", "k", "t", "g", "b")) and level != "b" else ""
