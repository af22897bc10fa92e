"""Whom the register knows by name, and whether a text names one of them."""

import re
from collections.abc import Sequence
from functools import cache

from thuisplan_desktop.actions import texts
from thuisplan_desktop.actions.cases import schools
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.anonymise import facts, readable
from thuisplan_desktop.anonymise import find as finding
from thuisplan_desktop.anonymise.findings import Finding
from thuisplan_desktop.anonymise.findings import Kind as Found
from thuisplan_desktop.anonymise.known import CARER, GUARDIAN, OTHER_PUPIL, PARENT, PUPIL, RELATIVE, Known, KnownPerson
from thuisplan_desktop.anonymise.words import fold
from thuisplan_desktop.errors import UnjudgedText
from thuisplan_desktop.register.case import Case, CaseFile, Contact
from thuisplan_desktop.register.codes import ContactRole
from thuisplan_desktop.register.pointing import folded
from thuisplan_desktop.register.professional import Professional
from thuisplan_desktop.store import cases
from thuisplan_desktop.store.register_file import Connection

_SOMEBODY = frozenset({Found.PERSON, Found.ADDRESS, Found.PHONE, Found.EMAIL, Found.ONLINE, Found.BSN, Found.ID})
_SINGLES_OUT = _SOMEBODY | {Found.DATE, Found.UNIQUE}
_CLASS_OR_INITIAL = re.compile(
    r"\b(?:groep|klas|leerjaar|uit)\s+[1-8]\s?[a-z]\b|\b(?-i:[A-Z])\.(?=\s|$)", re.IGNORECASE
)
_COLLEAGUE = "een medewerker"
_ROLES = {
    ContactRole.PARENT: PARENT,
    ContactRole.PARENT_WITHOUT_GEZAG: PARENT,
    ContactRole.GUARDIAN: GUARDIAN,
    ContactRole.CERTIFIED_INSTITUTION: "de voogdij-instelling",
    ContactRole.CARER: CARER,
    ContactRole.FAMILY: RELATIVE,
    ContactRole.STAFF: _COLLEAGUE,
    ContactRole.FAMILY_GUARDIAN: "de gezinsvoogd",
}


def names_somebody(text: str, known: Known) -> bool:
    """Does a text hold a name, number or address of anybody, or what can't be judged? It fails closed."""
    return _holds(text, known, _SOMEBODY)


def singles_out(text: str, known: Known) -> bool:
    """The same, and whatever else points at one pupil: a day, a class, an initial, what only one person is or did."""
    return _CLASS_OR_INITIAL.search(text) is not None or _holds(text, known, _SINGLES_OUT)


def _holds(text: str, known: Known, kinds: frozenset[Found]) -> bool:
    try:
        readable.judge(text)
    except UnjudgedText:
        return True
    return any(found.kind in kinds for found in finding.find(text, known, texts.words()))


_GROUP = re.compile(r"(?:team|groep|kring|tafel|overleg|knooppunt|netwerk|\bmdo|\bzat)\s+(?:(?:regio|gemeente)\s+)?$")

_MEETING = re.compile(r"\b(?:MDO|ZAT)\b")
"""Read as the word it stands for: in capitals, with a name behind it, it would be the name of an organisation."""


def named_after_somebody(name: str, known: Known) -> bool:
    """The same for the name of a meeting, where a town behind the word for a group is where the group meets.

    'Kernteam Bergen' names nobody, unless somebody in the register is called so: many towns are surnames too.
    """
    try:
        readable.judge(name)
    except UnjudgedText:
        return True
    name = _MEETING.sub("overleg", name)
    called = {word for person in known.persons for word in _words(_everything(person))}
    found = (one for one in finding.find(name, known, texts.words()) if one.kind in _SOMEBODY)
    return any(not _is_town(name, one) or called & {*_words(name[one.start : one.end])} for one in found)


def _is_town(name: str, found: Finding) -> bool:
    """A gemeente, or a word for a town that is no first name, behind the word for a group."""
    first, *others = re.split("-", name[found.start : found.end])
    behind = _GROUP.search(name[: found.start].casefold()) is not None
    known, common = texts.words().facts(fold(first)), facts.PLACE | facts.COMMON
    town = fold(first) in _municipalities() or (known & facts.PLACE and not known & facts.FIRST)
    return behind and bool(town) and all(texts.words().facts(fold(one)) & common for one in others)


@cache
def _municipalities() -> frozenset[str]:
    """Those in which a school of DUO's list stands, without the province that tells two Bergens apart."""
    return frozenset(fold(one.municipality.partition(" (")[0]) for one in schools().schools.values())


def _everything(person: KnownPerson) -> str:
    return f"{person.first_names} {person.nickname} {person.surname}"


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", folded(text))


def everybody(register: OpenRegister, connection: Connection) -> Known:
    """What the register knows of all its cases together."""
    each = [known_of(register, file, ()) for file in cases.load_case_files(connection)]
    return Known(
        persons=tuple(person for known in each for person in known.persons),
        addresses=tuple(address for known in each for address in known.addresses),
        numbers=tuple(number for known in each for number in known.numbers),
        emails=tuple(email for known in each for email in known.emails),
    )


def known_of(
    register: OpenRegister, file: CaseFile, others: Sequence[CaseFile], around: Sequence[Professional] = ()
) -> Known:
    """What the register knows of a case and of everyone else in it, for the finders."""
    kept = register.settings
    persons = [
        _pupil(file.case, PUPIL),
        *(_contact(one, _ROLES[one.role]) for one in file.contacts),
        *(person for other in others for person in _of_another_case(other)),
        KnownPerson.called("de zorgcoördinator", kept.owner),
        *(KnownPerson.called(_COLLEAGUE, name) for name in _colleagues(file)),
        *(KnownPerson.called(f"de {one.party.label}", one.name) for one in around),
    ]
    case = file.case
    return Known(
        persons=tuple(person for person in persons if _named(person)),
        places=tuple(filter(None, {case.home_municipality, kept.municipality})),
        organisations=tuple(filter(None, {kept.school_name, case.class_name, *_organisations(file)})),
        addresses=tuple(filter(None, {case.postcode4})),
        numbers=tuple(filter(None, {case.pupil_key, *_brins(file), *_phones(file, around)})),
        emails=tuple(filter(None, {*(one.email for one in file.contacts), *(one.email for one in around)})),
        dates=(case.birth_date,) if case.birth_date else (),
    )


def _phones(file: CaseFile, around: Sequence[Professional]) -> set[str]:
    return {*(one.phone for one in file.contacts), *(one.phone for one in around)}


def _colleagues(file: CaseFile) -> set[str]:
    """Names of those who do something in a case; 'de mentor' is a role and names nobody."""
    typed = (*(one.owner for one in file.agreements), *(one.receiver for one in file.handovers), file.case.director)
    named = (name for name in typed if any(word[:1].isupper() for word in name.split()))
    return {file.case.owner, *named}


def _brins(file: CaseFile) -> set[str]:
    return {file.case.brin, *(one.brin for one in file.school_periods)}


def _organisations(file: CaseFile) -> set[str]:
    earlier = (one.school_name for one in file.school_periods)
    return {file.case.school_name, *earlier, *(one.receiver for one in file.handovers)}


def _of_another_case(file: CaseFile) -> list[KnownPerson]:
    """A pupil there is another pupil here; whose parent somebody is there, is no role here."""
    return [_pupil(file.case, OTHER_PUPIL), *(_contact(one, "") for one in file.contacts)]


def _pupil(case: Case, role: str) -> KnownPerson:
    return KnownPerson(role, case.first_names, case.nickname, case.infix, case.surname)


def _contact(contact: Contact, role: str) -> KnownPerson:
    return KnownPerson(role, contact.first_name, "", contact.infix, contact.surname)


def _named(person: KnownPerson) -> bool:
    return bool(person.first_names or person.nickname or person.surname)
