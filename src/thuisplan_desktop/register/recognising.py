"""By what a pupil is recognised though no name stands in a text: the class, the school, the birth, the one of that age.

For words that leave about no pupil at all. It says what to write instead; what only a reader who knows the pupil could
see ('de leerling in de rolstoel') stays for a person to judge.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from thuisplan_desktop.dutch import format_date
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.pointing import folded

_ONE = r"jongen|meisje|leerling|kind|zoon|dochter|kleuter|puber|tiener|broer(?:tje)?|zus(?:je)?|broertje|jongere"
_AGE = re.compile(rf"\b(?:{_ONE})\s+(?:van\s+)?\d{{1,2}}\b|\b\d{{1,2}}[- ]?jarige?\b")
_ONE_PUPIL = re.compile(
    r"(?<!per )(?<!elke )(?<!elk )(?<!ieder )(?<!iedere )(?<!geen )(?<!één )"
    r"\b(?:jongen|meisje|leerling|kind|zoon|dochter|kleuter|puber|tiener|jongere|de casus|deze casus|de zaak)\b"
)
_FAMILY = re.compile(
    r"\b(?:zus(?:je)?|broer(?:tje)?|opa|oma|tante|oom|(?:stief|pleeg)?(?:vader|moeder)|tweeling(?:broer|zus)?)\b"
)
_BORN = re.compile(r"\bgeboren\b|\bgeboorte(?:dag|datum|jaar|maand)\b|\bjarig\s+(?:op|in)\b|\bverjaart\b")
_LEVEL = r"(?:havo|vwo|vmbo|mavo|gym|ath)"
_ARTICLE = r"(?<!artikel )(?<!art\. )(?<!vrijstelling )(?<!onder )(?<!lid )"
_CLASS = re.compile(
    rf"\b[1-6]\s?{_LEVEL}\s?-?\d\b|\b{_LEVEL}\s?[1-6][a-z]\b|\b[hvatgkm]{{1,2}}[1-6][a-z]\b|\b[1-6][hvtgk][1-9]\b"
    r"|\b(?:in|uit|klas|groep|leerjaar)\s+[1-8]\s?[a-h]\b"
)
_DETERMINERS = frozenset(
    {"de", "het", "een", "geen", "die", "dat", "deze", "dit", "onze", "elke", "elk", "ieder", "iedere", "hun", "te"}
)
_SHORTEST = 3
_INFIXES = frozenset({"van", "der", "den", "het", "ter", "ten", "von", "des", "del"})

CLASS = "er staat een klas of groep in; noem alleen het leerjaar of de schoolsoort"
BORN = "er staat in wanneer iemand geboren is; laat dat weg"
AGE = "er staat in hoe oud één leerling is; schrijf het over meer leerlingen, zoals leerlingen van 10 tot 12 jaar"
ONE = "het gaat over één leerling; schrijf over meer leerlingen, zoals: leerlingen in een rolstoel wachten op vervoer"
FAMILY = "er staat een familielid van één leerling in; laat dat weg"
SCHOOL = "er staat een school in; noem een gemeente of regio, of niets"
NAME = "er staat een woord in dat ook de naam van een leerling of ouder in dit register is; kies een ander woord"


def recognisable(text: str, files: Iterable[CaseFile], school: str, is_ordinary: Callable[[str], bool]) -> str:
    """What makes somebody recognisable, as a clause that says what to write instead; '' for nothing found.

    `school`: that of the register. `is_ordinary`: whether a word is one that everybody uses; behind 'de' or 'een' such
    a word is no name, also when a pupil is called so.
    """
    told, kept = folded(text), tuple(files)
    for pattern, reason in ((_CLASS, CLASS), (_BORN, BORN), (_AGE, AGE), (_FAMILY, FAMILY), (_ONE_PUPIL, ONE)):
        if pattern.search(told):
            return reason
    if any(_stands(one, told) for file in kept for one in (file.case.class_name,) if any(map(str.isdigit, one))):
        return CLASS
    if any(_stands(one, told) for one in _schools(kept, school)):
        return SCHOOL
    if any(month in told for month in _birth_months(kept)):
        return BORN
    return NAME if _called(told, {word for file in kept for word in _names(file)}, is_ordinary) else ""


def _stands(phrase: str, told: str) -> bool:
    shape = r"\W+".join(re.findall(r"\w+", folded(phrase)))
    return bool(shape) and re.search(rf"{_ARTICLE}\b{shape}\b", told) is not None


def _schools(files: Iterable[CaseFile], own: str) -> Iterator[str]:
    """Each by its name, and of more words without the article before it."""
    names = {own, *(file.case.school_name for file in files)}
    names |= {one.school_name for file in files for one in file.school_periods}
    for name in filter(None, map(str.strip, names)):
        bare = re.sub(r"(?i)^(?:de|het|'t)\s+", "", name)
        yield bare if " " in bare else name


def _birth_months(files: Iterable[CaseFile]) -> set[str]:
    return {format_date(day).partition(" ")[2] for file in files if (day := file.case.birth_date)}


def _names(file: CaseFile) -> Iterator[str]:
    case = file.case
    people = [f"{one.first_name} {one.surname}" for one in file.contacts]
    for word in re.findall(r"\w+", folded(" ".join((case.nickname, case.first_names, case.surname, *people)))):
        if len(word) >= _SHORTEST and word not in _INFIXES:
            yield word


def _called(told: str, names: set[str], is_ordinary: Callable[[str], bool]) -> bool:
    before = ""
    for word in re.findall(r"\w+", told):
        if word in names and not (before in _DETERMINERS and is_ordinary(word)):
            return True
        before = word
    return False
