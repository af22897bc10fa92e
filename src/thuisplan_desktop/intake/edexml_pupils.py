"""The second half of the EDEXML reader: from raw values to rows, with every value checked."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date

from thuisplan_desktop.dutch import plural
from thuisplan_desktop.errors import ImpossibleDate, LooksLikeBsn, MalformedRow, NotEdexml
from thuisplan_desktop.intake.edexml_tree import Collector, Record
from thuisplan_desktop.intake.elfproef import PupilNumbers
from thuisplan_desktop.intake.forbidden import BSN, label_in
from thuisplan_desktop.intake.values import clean

_SCHOOL_YEAR = re.compile(r"(\d{4})-(\d{4})", re.ASCII)
_XML_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:Z|[+-]\d{2}:\d{2})?", re.ASCII)
_BRIN = re.compile(r"(\d{2}[A-Z]{2})(\d{2})?", re.ASCII)
_BRANCH = re.compile(r"\d{2}", re.ASCII)
_POSTCODE = re.compile(r"(\d{4}) ?[A-Z]{2}", re.ASCII)
_YEAR_GROUPS = frozenset({"B", "D", *"012345678", "11", "12", "13", "14", "15", "16", *"SVCNH"})
HISTORICAL = "H"
MAIN_BRANCH = "00"
"""EDEXML 2.1, SchoolType: '00' means the same as empty."""


DUMMY = "#"
"""A key that begins with it was made up for one file (EDEXML manual): the next file has another for the same pupil."""


@dataclass(frozen=True, slots=True, repr=False)
class ContactRow:
    """Somebody around a pupil in a list. Whether he has gezag stands in no list."""

    first_name: str
    infix: str
    surname: str
    phone: str

    def __repr__(self) -> str:
        return "ContactRow()"


@dataclass(frozen=True, slots=True, repr=False)
class PupilRow:
    """One pupil as the school's own system knows him. `branch_name` and `class_name` are '' when the file has none.

    `year_group` is an EDEXML jaargroep: 0-8 (PO), 11-16 (leerjaar 1-6), S (s(b)o), V (vso), C, N, B, D or H (has
    left the school).
    """

    key: str
    nickname: str
    first_names: str
    infix: str
    surname: str
    birth_date: date | None
    year_group: str
    class_name: str
    branch_name: str
    postcode4: str
    enrolled_on: date | None
    left_on: date | None
    contacts: tuple[ContactRow, ...] = ()

    @property
    def lasting_key(self) -> str:
        """The key by which the next file of this school knows the pupil too; '' when there is none."""
        return "" if self.key.startswith(DUMMY) else self.key

    def __repr__(self) -> str:
        return "PupilRow()"


@dataclass(frozen=True)
class PupilFile:
    """The pupils of one school, from EDEXML or a list. `dropped` counts, by field name, the values left behind.

    `tells_leaving`: whoever has left stands there with the day.
    `school_year` is '' and `reference_date` None where the file doesn't say; so is `brin`.
    """

    school_year: str
    reference_date: date | None
    brin: str
    branch: str
    pupils: tuple[PupilRow, ...]
    dropped: Counter[str]
    warnings: tuple[str, ...]
    tells_leaving: bool = True

    def __repr__(self) -> str:
        return f"PupilFile(pupils={len(self.pupils)})"


def build_file(collector: Collector) -> PupilFile:
    """Check what was collected. Raises NotEdexml, LooksLikeBsn, MalformedRow or ImpossibleDate; `row` is the line."""
    brin, branch = _school_codes(collector.school)
    pupils = tuple(_pupil(record, collector) for record in _unique(collector.pupils))
    doubtful = _doubtful(pupils)
    return PupilFile(
        school_year=_school_year(collector.school),
        reference_date=_date(collector.school, "peildatum"),
        brin=brin,
        branch=branch,
        pupils=unnumbered(pupils, doubtful),
        dropped=collector.dropped + Counter({BSN: len(doubtful)}),
        warnings=(*_warnings(pupils), *told_twice(pupils), *told_unnumbered(len(doubtful))),
    )


def _doubtful(pupils: tuple[PupilRow, ...]) -> frozenset[str]:
    """Keys that may be BSNs; where most are, the system uses the BSN as its own number and the file is refused."""
    numbers = PupilNumbers()
    for pupil in pupils:
        numbers.see(pupil.key)
    if numbers.are_bsns:
        raise LooksLikeBsn(column="key")
    return numbers.doubtful


def unnumbered(pupils: tuple[PupilRow, ...], doubtful: Collection[str]) -> tuple[PupilRow, ...]:
    """Without these numbers: who had one is known by name and birth date, as with a key made up for one file."""
    return tuple(
        replace(pupil, key=f"{DUMMY}weggelaten {place}") if pupil.key in doubtful else pupil
        for place, pupil in enumerate(pupils, 1)
    )


def told_undated(pupils: tuple[PupilRow, ...]) -> Iterator[str]:
    """One sentence about those without a birth date."""
    if undated := sum(pupil.birth_date is None for pupil in pupils):
        yield (
            f"Van {plural(undated, 'leerling', 'leerlingen')} ontbreekt de geboortedatum. "
            "Zonder geboortedatum zijn leeftijd, leerplicht en toestemming niet te bepalen: vul hem aan in de casus."
        )


def told_twice(pupils: tuple[PupilRow, ...]) -> Iterator[str]:
    """One sentence about children that stand there under more than one number: chosen twice, one has two cases."""
    children = Counter(
        " ".join(f"{one.nickname} {one.infix} {one.surname} {one.birth_date}".casefold().split())
        for one in pupils
        if one.birth_date
    )
    if twice := sum(times > 1 for times in children.values()):
        verb = "staat" if twice == 1 else "staan"
        yield (
            f"{plural(twice, 'leerling', 'leerlingen')} {verb} er onder meer dan één leerlingnummer in, met dezelfde "
            "naam en geboortedatum. Kies dan één regel: anders krijgt één kind twee casussen."
        )


def told_unnumbered(number: int) -> Iterator[str]:
    """One sentence about the numbers that stayed behind."""
    if not number:
        return
    one = number == 1
    are, they, who, them = (
        ("is", "het kan een BSN zijn", "deze leerling", "hem") if one
        else ("zijn", "het kunnen BSN's zijn", "deze leerlingen", "hen")
    )  # fmt: skip
    yield (
        f"{plural(number, 'leerlingnummer', 'leerlingnummers')} {are} niet ingelezen: {they}. Thuisplan herkent {who} "
        f"aan naam en geboortedatum; een verzuimlijst vindt {them} pas met een eigen leerlingnummer van de school."
    )


def _school_year(school: Record) -> str:
    """Any school year, also one newer than the schema's list: two years that follow each other."""
    value = clean(school.values.get("schooljaar", ""))
    match = _SCHOOL_YEAR.fullmatch(value)
    if match is None or int(match[2]) != int(match[1]) + 1:
        raise NotEdexml
    return value


def _school_codes(school: Record) -> tuple[str, str]:
    """BRIN and branch; '' when a file names its school by a key of its own only."""
    branch = clean(school.values.get("dependancecode", ""))
    value = clean(school.values.get("brincode", "")).upper()
    if branch and not _BRANCH.fullmatch(branch):
        raise MalformedRow(row=school.lines["dependancecode"], column="dependancecode")
    if not value:
        return "", branch or MAIN_BRANCH
    match = _BRIN.fullmatch(value)
    if match is None:
        raise MalformedRow(row=school.lines["brincode"], column="brincode")
    return match[1], branch or match[2] or MAIN_BRANCH


def _unique(records: list[Record]) -> Iterator[Record]:
    """Two pupils with one key would become one case."""
    seen: set[str] = set()
    for record in records:
        key = clean(record.key)
        if not key or key in seen:
            raise MalformedRow(row=record.line, column="key")
        seen.add(key)
        yield record


def _pupil(record: Record, collector: Collector) -> PupilRow:
    values = {name: _allowed(value, collector) for name, value in record.values.items()}
    group = collector.groups.get(values.get("@groep", ""))
    first_names = values.get("voornamen", "")
    nickname = values.get("roepnaam", "") or first_names.split(" ")[0]
    if not (nickname or values.get("achternaam")):
        raise MalformedRow(row=record.line, column="achternaam")
    return PupilRow(
        key=clean(record.key),
        nickname=nickname,
        first_names=first_names,
        infix=values.get("voorvoegsel", ""),
        surname=values.get("achternaam", ""),
        birth_date=_date(record, "geboortedatum"),
        year_group=_year_group(record) or (_year_group(group) if group else ""),
        class_name=_allowed(group.values.get("naam", ""), collector) if group else "",
        branch_name=_allowed(collector.branches.get(values.get("@vestiging", ""), ""), collector),
        postcode4=_postcode4(values.get("postcodenl", "")),
        enrolled_on=_date(record, "instroomdatum"),
        left_on=_date(record, "uitstroomdatum"),
    )


def _allowed(value: str, collector: Collector) -> str:
    """A value made clean; what holds an address of e-mail or a BSN stays behind as a whole, and is counted."""
    told = clean(value)
    label = label_in(told)
    if label:
        collector.dropped[label] += 1
    return "" if label else told


def _year_group(record: Record) -> str:
    value = clean(record.values.get("jaargroep", "")).upper()
    if value and value not in _YEAR_GROUPS:
        raise MalformedRow(row=record.lines["jaargroep"], column="jaargroep")
    return value


def _postcode4(value: str) -> str:
    """The four digits only: with its letters a postcode is a street. Anything else is left out."""
    match = _POSTCODE.fullmatch(value.upper())
    return match[1] if match else ""


def _date(record: Record, name: str) -> date | None:
    """An xs:date, with or without a time zone; None when the file has none."""
    value = record.values.get(name, "").strip()
    if not value:
        return None
    match = _XML_DATE.fullmatch(value)
    try:
        day = date.fromisoformat(match[1]) if match else None
    except ValueError:
        day = None
    if day is None or day.year < 1900:
        raise ImpossibleDate(row=record.lines[name], column=name)
    return day


def _warnings(pupils: tuple[PupilRow, ...]) -> Iterator[str]:
    """Dutch sentences with numbers, never names."""
    yield from told_undated(pupils)
    gone = sum(pupil.year_group == HISTORICAL for pupil in pupils)
    if gone:
        yield f"{plural(gone, 'leerling', 'leerlingen')} in dit bestand: al van school af (jaargroep H)."
    if any(pupil.year_group in ("S", "V") for pupil in pupils):
        yield (
            "EDEXML maakt geen onderscheid tussen sbo en so, en kent geen praktijkonderwijs. "
            "Controleer de schoolsoort in de casus."
        )
